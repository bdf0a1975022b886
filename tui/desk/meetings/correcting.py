"""Minutes of a meeting that is over, corrected with a trace: what stood there before, who changed it, when, why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tui.desk.use_case import UseCases
from tui.kinds.record import Stored
from tui.language.errors import InvalidInput, Message, WrongState
from tui.rules.minutes import OF_ITEM, OF_MEETING, as_text
from tui.store import Merged


class CorrectingDesk(UseCases):
    """The use case of correcting minutes."""

    def correct(
        self,
        meeting_id: int,
        fields: Mapping[str, Any],
        items: Mapping[int, Mapping[str, Any]],
        reason: str,
        *,
        base_version: Stored | None = None,
    ) -> Merged:
        """Correct what the minutes say: `fields` of the meeting (OF_MEETING), and of its `items` by number (OF_ITEM).

        Rulings and action items stay as they were: what was done by them was done. Raises InvalidInput, WrongState,
        NotAllowed, NotFound, StoreConflict, StoreError.
        """
        self.require("meeting.correct")
        if not reason.strip():
            raise InvalidInput({"reason": Message("Say why.")})
        _ = self.store.meetings.model  # before the lock
        with self.begin("meeting.correct") as transaction:
            meeting = base_version or transaction.read("meetings", meeting_id)
            if meeting["state"] != "held":
                raise WrongState(
                    Message("Only the minutes of a meeting that was held and closed are corrected.")
                )
            known = {int(item["number"]): item for item in meeting["items"]}
            traces = [
                self._trace(None, name, meeting.get(name), reason)
                for name in OF_MEETING
                if name in fields and fields[name] != meeting.get(name)
            ]
            changed = {name: fields[name] for name in OF_MEETING if name in fields}
            for number, said in items.items():
                if number not in known:
                    raise InvalidInput({"item": Message("There is no item {n}.", {"n": number})})
                item = known[number]
                given = {
                    name: said[name] for name in OF_ITEM if name in said and said[name] != item.get(name)
                }
                traces += [self._trace(number, name, item.get(name), reason) for name in given]
                known[number] = {**item, **given}
            if not traces:
                raise InvalidInput({"": Message("Nothing was changed.")})
            if items:
                changed["items"] = list(known.values())
            changed["corrections"] = [*(meeting.get("corrections") or ()), *traces]
            checked = self.checked("meetings", {**meeting, **changed})
            return transaction.update(
                "meetings", meeting_id, {name: checked[name] for name in changed}, base_version=base_version
            )

    def _trace(self, item: int | None, field: str, was: Any, reason: str) -> dict[str, Any]:
        at = self.store.now.isoformat(timespec="seconds")
        return {
            "at": at, "by": self.actor.name, "item": item, "field": field, "was": as_text(field, was), "reason": reason,
        }  # fmt: skip
