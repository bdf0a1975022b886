"""The skill learning group: who teaches which skill to whom, until the learner is able."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from tui.desk.use_case import UseCases
from tui.errors import InvalidInput, Message, NotFound, WrongState
from tui.store import Stored, Transaction

_BY_USE_CASES: Final = frozenset({"state", "met_on", "ended_on"})


class LessonDesk(UseCases):
    """The use cases of the skill learning group."""

    def begin_with(self, fields: Mapping[str, Any]) -> Stored:
        """A learner begins: `skill`, `teacher_id`, `learner_id`. Raises InvalidInput, NotAllowed, NotFound, StoreError."""
        self.require("lesson.begin")
        self.known_fields("lessons", fields, _BY_USE_CASES)
        document = self.checked("lessons", {"begun_on": self.today.isoformat(), **fields})
        if document["teacher_id"] == document["learner_id"]:
            raise InvalidInput({"learner_id": Message("Nobody learns from themselves.")})
        with self.begin("lesson.begin") as transaction:
            transaction.read("volunteers", document["teacher_id"])
            learner = transaction.read("volunteers", document["learner_id"])
            if document["skill"] in (learner.get("skills") or ()):
                raise InvalidInput(
                    {"skill": Message("{name} has this skill already.", {"name": learner["name"]})}
                )
            for known in transaction.all("lessons"):
                same = (known["learner_id"], known["skill"]) == (document["learner_id"], document["skill"])
                if same and known["state"] == "learning":
                    raise WrongState(Message("{name} is learning this already.", {"name": learner["name"]}))
            return transaction.insert("lessons", document)

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
