"""The official notice of a year's holidays, pasted into the settings: what was understood, what it changes."""

from __future__ import annotations

from typing import Final

from tui.desk.context import DeskContext
from tui.language.errors import InvalidInput, Message
from tui.rules.calendar.named_days import ReadCalendar
from tui.rules.calendar.notice import read_calendar

# Doubts, and changed deadlines or sessions, that are shown at most.
_SHOWN: Final = 4


class PastedHolidays:
    """Reads the pasted notice; asks once before it changes deadlines or sessions."""

    def __init__(self, context: DeskContext) -> None:
        self._context = context
        self._asked = ""

    def summary(self, text: str) -> str:
        """A preview: what would be saved, what was not understood, what it changes; empty if nothing was pasted."""
        if not text.strip():
            return ""
        try:
            read = read_calendar(text)
        except InvalidInput as error:
            return error.message.text(self._context.tr)
        return " ".join(
            message.text(self._context.tr) for message in (*_understood(read), *self._moves(read))
        )

    def taken(self, text: str) -> ReadCalendar | None:
        """The calendar to be saved; None if nothing was pasted.

        Raises InvalidInput at the field if nothing is understood, and the first time if deadlines or sessions change.
        """
        if not text.strip():
            return None
        read = read_calendar(text)
        moves = self._moves(read)
        if moves and self._asked != text:
            self._asked = text
            asked = Message("{moves} Save once more to keep it.", {"moves": moves[0]})
            raise InvalidInput({"holidays": asked})
        return read

    def _moves(self, read: ReadCalendar) -> list[Message]:
        """The deadlines and sessions that it changes, as one sentence; empty if none, or without a community."""
        if self._context.store.community is None:
            return []
        moves = self._context.desk.holidays.planned(read).moves
        if not moves:
            return []
        first = self._context.tr("; ").join(move.said.text(self._context.tr) for move in moves[:_SHOWN])
        if len(moves) > _SHOWN:
            return [Message("It moves {n}: {first} …", {"n": len(moves), "first": first})]
        return [Message("It moves {n}: {first}.", {"n": len(moves), "first": first})]


def _understood(read: ReadCalendar) -> list[Message]:
    found = []
    for year, days in sorted(read.years.items()):
        off = sum(one.off for one in days)
        facts = {"year": year, "n": off, "m": len(days) - off}
        found.append(Message("{year}: {n} days off, {m} made-up working days.", facts))
    return [*found, *(Message("! {doubt}", {"doubt": doubt}) for doubt in read.doubts[:_SHOWN])]
