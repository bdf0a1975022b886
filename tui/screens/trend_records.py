"""The records behind a figure of the trends or the archive: exactly these, with the keys of their kind; Esc goes back to the figure."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import ClassVar

from textual.widgets import Input

from tui.kinds import registry
from tui.kinds.record import Target
from tui.language.i18n import N_
from tui.queries.board import supervised_wishes, wish_line
from tui.queries.naming import target_of
from tui.queries.trend_records import record_line
from tui.screens.base.browse import BrowseScreen
from tui.screens.lists.wish import wish_cells
from tui.widgets.columns import Cell, Column, Tinted, Tone


class RecordsBehind(BrowseScreen):
    """A list of records by their ids; of other kinds than wishes, their day, what they are, who, and the state."""

    title_msgid: ClassVar[str] = N_("trends: records")

    def __init__(self, table: str, ids: Sequence[int], what: str, figure: str) -> None:
        super().__init__()
        self._of, self._ids_behind, self._what, self._figure = table, tuple(ids), what, figure

    def columns(self) -> Sequence[Column]:
        tr = self.tr
        return (
            Column("when", tr("date"), 10),
            Column("title", tr("what it is called"), 16, grow=3),
            Column("who", tr("who"), 10, grow=1, drop=1),
            Column("note", tr("state"), 8, grow=1, drop=2),
        )

    def prepare(self) -> list[tuple[Hashable, str]]:
        """The records that are still there, the newest first."""
        store, tr = self.store, self.tr
        found = [
            d for id in self._ids_behind if (d := store.collection(self._of).find_stored(id)) is not None
        ]
        lines = [(record_line(store, self._of, d, tr), int(d["id"])) for d in found]
        lines.sort(key=lambda line: (line[0].when, line[1]), reverse=True)
        return [(id, " ".join(line)) for line, id in lines]

    def cells(self, key: Hashable) -> Sequence[Cell]:
        document = self.store.collection(self._of).find_stored(key)  # type: ignore[arg-type]
        if document is None:
            return ("",) * 4
        line = record_line(self.store, self._of, document, self.tr)
        return line.when, line.title, Tinted(line.who, Tone.DIM), line.note

    @property
    def target(self) -> Target | None:
        """The record under the cursor."""
        key = self.table.cursor_key
        document = self.store.collection(self._of).find_stored(int(key)) if key is not None else None  # type: ignore[call-overload]
        return target_of(self._of, document) if document is not None else None

    def empty_text(self) -> str:
        return self.tr("These records are no longer there.")

    def list_title(self) -> str:
        return self._what

    def note_text(self) -> str:
        """The figure, its period and its compound."""
        return self._figure

    async def action_back(self) -> None:
        """Take off marks, then the filter; then back to the figures as they were left."""
        await self.typed_out()
        if self.query_one("#filter", Input).has_class("open") or self.query_text or self.marked:
            await super().action_back()
        else:
            self.leave()


class WishesBehind(RecordsBehind):
    """Wishes look as in their own list."""

    record_kind: ClassVar[str] = "wish"

    def columns(self) -> Sequence[Column]:
        return BrowseScreen.columns(self)

    def cells(self, key: Hashable) -> Sequence[Cell]:
        wish = self.store.wishes.find_stored(key)  # type: ignore[arg-type]
        if wish is None:
            return ("",) * 5
        return wish_cells(wish_line(wish, self.board.today, supervised_wishes(self.store)), self.tr)


class SessionsBehind(RecordsBehind):
    """Sessions: acts find one by its service and day."""

    record_kind: ClassVar[str] = "session"


class HoursBehind(RecordsBehind):
    """Hours have no page of their own."""

    record_kind: ClassVar[str] = "hours"


class VisitsBehind(RecordsBehind):
    """Visits."""

    record_kind: ClassVar[str] = "visit"


class HouseholdsBehind(RecordsBehind):
    """Households that want a visit."""

    record_kind: ClassVar[str] = "household"


class MediationsBehind(RecordsBehind):
    """Mediations."""

    record_kind: ClassVar[str] = "mediation"


class VolunteersBehind(RecordsBehind):
    """Members of a team."""

    record_kind: ClassVar[str] = "volunteer"


class BookingsBehind(RecordsBehind):
    """What takes a room."""

    record_kind: ClassVar[str] = "booking"


_BY_KIND = {
    one.record_kind: one
    for one in (
        WishesBehind,
        SessionsBehind,
        HoursBehind,
        VisitsBehind,
        HouseholdsBehind,
        MediationsBehind,
        VolunteersBehind,
        BookingsBehind,
    )
}


def records_behind(
    table: str, ids: Sequence[int], what: str, figure: str, *, title: str = RecordsBehind.title_msgid
) -> RecordsBehind:
    """The list of these records of a table; `what` they were counted as, the `figure`, and the screen's `title` (a msgid)."""
    screen = _BY_KIND[registry.stored_kind(table).name](table, ids, what, figure)
    screen.title_msgid = title  # type: ignore[misc]
    return screen
