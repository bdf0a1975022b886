"""The skill learning group: who teaches which skill to whom, until the learner is able."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from tui.desk.use_case import UseCases
from tui.kinds.record import Stored
from tui.language.errors import InvalidInput, Message, NotFound, WrongState
from tui.store import Merged, Transaction

_BY_ENDING: Final = frozenset({"state", "ended_on"})
_BY_USE_CASES: Final = _BY_ENDING | {"met_on"}


class LessonDesk(UseCases):
    """The use cases of the skill learning group."""

    def begin_with(self, fields: Mapping[str, Any]) -> Stored:
        """A learner begins: `skill`, `teacher_id`, `learner_id`. Raises InvalidInput, NotAllowed, NotFound, StoreError."""
        self.require("lesson.begin")
        self.known_fields("lessons", fields, _BY_USE_CASES)
        document = self.checked("lessons", {"begun_on": self.today.isoformat(), **fields})
        with self.begin("lesson.begin") as transaction:
            self._refuse_misfit(transaction, document)
            return transaction.insert("lessons", document)

    def edit(self, id: int, fields: Mapping[str, Any], *, base_version: Stored | None = None) -> Merged:
        """Put right what is on record of somebody's learning while it goes on: who, what, since when, on which days.

        Raises InvalidInput, WrongState, NotAllowed, NotFound, StoreConflict, StoreError.
        """
        self.require("lesson.edit")
        self.known_fields("lessons", fields, _BY_ENDING)
        current = base_version or self.store.lessons.find_stored(id) or {}
        checked = self.checked("lessons", {**current, **fields})
        checked["met_on"] = sorted(set(checked["met_on"]))
        if checked["met_on"] and checked["met_on"][-1] > self.today.isoformat():
            raise InvalidInput({"met_on": Message("This day has not come yet.")})
        with self.begin("lesson.edit") as transaction:
            self._going_on(transaction, id)
            merged = transaction.update(
                "lessons", id, {f: checked[f] for f in fields}, base_version=base_version
            )
            self._refuse_misfit(transaction, merged.document)
            return merged

    @staticmethod
    def _refuse_misfit(transaction: Transaction, lesson: Stored) -> None:
        """Raises InvalidInput or WrongState for a lesson that makes no sense, NotFound for who is not there."""
        if lesson["teacher_id"] == lesson["learner_id"]:
            raise InvalidInput({"learner_id": Message("Nobody learns from themselves.")})
        transaction.read("volunteers", lesson["teacher_id"])
        learner = transaction.read("volunteers", lesson["learner_id"])
        if lesson["skill"] in (learner.get("skills") or ()):
            raise InvalidInput(
                {"skill": Message("{name} has this skill already.", {"name": learner["name"]})}
            )
        for known in transaction.all("lessons"):
            same = (known["learner_id"], known["skill"]) == (lesson["learner_id"], lesson["skill"])
            if same and known["state"] == "learning" and known["id"] != lesson.get("id"):
                raise WrongState(Message("{name} is learning this already.", {"name": learner["name"]}))

    def meet(self, id: int, on: date | None = None) -> Stored:
        """They met on a day (today). Raises InvalidInput, WrongState, NotAllowed, NotFound, StoreError."""
        day = (on or self.today).isoformat()
        if day > self.today.isoformat():
            raise InvalidInput({"on": Message("This day has not come yet.")})
        with self.begin("lesson.meet") as transaction:
            lesson = self._going_on(transaction, id)
            if day in lesson["met_on"]:
                raise WrongState(Message("This lesson is noted already."))
            return transaction.update("lessons", id, {"met_on": sorted([*lesson["met_on"], day])}).document

    def able(self, id: int) -> Stored:
        """The learner can do it now: the skill becomes theirs in the same commit, and counts in matching.

        Raises WrongState, NotAllowed, NotFound, StoreError.
        """
        with self.begin("lesson.able") as transaction:
            lesson = self._going_on(transaction, id)
            learner = transaction.read("volunteers", lesson["learner_id"])
            skills = list(learner.get("skills") or ())
            if lesson["skill"] not in skills:
                transaction.update("volunteers", int(learner["id"]), {"skills": [*skills, lesson["skill"]]})
            return self._end(transaction, id, "able", lesson["note"])

    def stop(self, id: int, reason: str) -> Stored:
        """They will not go on; the reason is kept. Raises InvalidInput, WrongState, NotAllowed, NotFound, StoreError."""
        self.require("lesson.stop")
        if not reason.strip():
            raise InvalidInput({"note": Message("Say why.")})
        with self.begin("lesson.stop") as transaction:
            self._going_on(transaction, id)
            return self._end(transaction, id, "stopped", reason.strip())

    def under_way(self, learner_id: int, skill: str) -> int:
        """The id of what a learner is learning now. Raises NotFound."""
        for lesson in self.store.lessons.stored():
            if (lesson["learner_id"], lesson["skill"], lesson["state"]) == (learner_id, skill, "learning"):
                return int(lesson["id"])
        raise NotFound(Message("This is not being learnt now: {skill}.", {"skill": skill}))

    @staticmethod
    def _going_on(transaction: Transaction, id: int) -> Stored:
        lesson = transaction.read("lessons", id)
        if lesson["state"] != "learning":
            raise WrongState(Message("This learning has ended."))
        return lesson

    def _end(self, transaction: Transaction, id: int, state: str, note: str) -> Stored:
        fields = {"state": state, "ended_on": self.today.isoformat(), "note": note}
        return transaction.update("lessons", id, fields).document
