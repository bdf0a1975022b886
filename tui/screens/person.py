"""A person's page: what is on record about one resident or volunteer, newest first, and who else bears the name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from datetime import date
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from tui.kinds import registry
from tui.kinds.record import Target
from tui.language.errors import XingfuError
from tui.language.i18n import N_
from tui.language.text import cell_len
from tui.queries.person import Line, Page, person
from tui.rules.people.hours import star
from tui.rules.people.same_person import Record
from tui.rules.privacy.rights import may
from tui.screens.base.beside import BesideScreen
from tui.screens.base.bindings import bindings
from tui.widgets.columns import Across, Cell, Column, Tinted, Tone
from tui.widgets.detail_view import DetailLine, DetailView
from tui.widgets.key_bar import KeyItem
from tui.widgets.kinds_line import KindsLine
from tui.widgets.record_table import RecordTable

# The use case of forgetting, which the command line has too.
_FORGET: Final = "store.forget"


class PersonScreen(BesideScreen):
    """Follows the records; Tab walks through the kinds, `x` says that a record is somebody else's, `a` that it is this person's after all."""

    title_msgid = N_("person")
    AUTO_FOCUS = "#lines"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a,ctrl+a", "join", show=False, priority=True),
        Binding("x,ctrl+x", "part", show=False, priority=True),
        *bindings("forget"),
    ]
    CSS = "PersonScreen #facts { height: auto; max-height: 40%; }"

    def __init__(self, name: str, record: Record) -> None:
        super().__init__()
        self._who, self._record = name, record
        self._page: Page | None = None
        self._only = ""
        self._rows: dict[Hashable, Line | str] = {}

    def body(self) -> ComposeResult:
        """Who it is, and the records, with the one under the cursor beside them."""
        yield DetailView(id="facts")
        yield KindsLine()
        yield from super().body()

    def lists(self) -> ComposeResult:
        """The records."""
        tr = self.tr
        labels = [cell_len(tr(registry.stored_kind(table).label)) for table in registry.tables()]
        columns = (
            Column("when", tr("date"), 10, drop=2),
            Column("kind", tr("kind"), min(12, max(labels))),
            Column("title", tr("what it is called"), 16, grow=3),
            Column("note", tr("state"), 8, grow=1, drop=1),
        )
        yield RecordTable(columns, id="lines", empty=tr("Nothing is on record."))

    # ---- what is shown

    def refresh_live(self) -> None:
        """The records as they are now; back to where we came from if none names the person any more."""
        page = person(self.store, self._who, self._record, self.board.today, self.tr)
        if page is None:
            if self.is_active and not self._going:
                self.shell.say(N_("The record is no longer there."))
            self.leave()
            return
        self._page = page
        self.query_one("#facts", DetailView).show(self._facts(page), keep_place=True)
        rows: dict[Hashable, Line | str] = {}
        tr = self.tr
        self._show_kinds(page)
        ahead, past = self._of_kind(page.ahead), self._of_kind(page.past)
        if ahead:
            rows["ahead"] = tr("Ahead {n}", n=len(ahead))
            rows.update({("ahead", line.record): line for line in ahead})
        rows["past"] = tr("On record {n}", n=len(past))
        rows.update({("past", line.record): line for line in past})
        for at, group in enumerate(page.namesakes if not self._only else ()):
            rows["other", at] = tr("Somebody else of this name {n}", n=len(group))
            rows.update({("other", line.record): line for line in group})
        self._rows = rows
        first = not self._table.keys
        self._table.show(list(rows), self._cells)
        if first:  # not on the title of the first part
            self.call_after_refresh(self._table.action_move, 1)
        self.update_bars()

    def _of_kind(self, lines: Sequence[Line]) -> list[Line]:
        """Those of the chosen kind; all while none is chosen."""
        return [line for line in lines if self._only in {"", line.kind}]

    def _show_kinds(self, page: Page) -> None:
        """The kinds on the page with their numbers, the chosen one in brackets; all of them where that kind is gone."""
        tr = self.tr
        counts = Counter(line.kind for line in page.past)
        if self._only not in counts:
            self._only = ""
        kinds = [(tr("all {n}", n=len(page.past)), not self._only)]
        kinds += [(f"{tr(registry.kind(kind).label)} {n}", kind == self._only) for kind, n in counts.items()]
        self.query_one(KindsLine).show(kinds if len(counts) > 1 else [])

    async def action_walk(self, on: bool) -> None:
        """The records of the next kind alone (with `on` False of the one before); after the last, all."""
        await self.typed_out()
        page = self._page
        if page is None:
            return
        kinds = ["", *dict.fromkeys(line.kind for line in page.past)]
        at = kinds.index(self._only) if self._only in kinds else 0
        self._only = kinds[(at + (1 if on else -1)) % len(kinds)]
        self.refresh_live()
        if isinstance(self._rows.get(self._table.cursor_key), str):
            self._table.action_move(1)

    def _facts(self, page: Page) -> list[DetailLine]:
        tr = self.tr
        how = tr(
            "Records that bear the name: {n}; taken for one person by name, telephone and compound.",
            n=page.records,
        )
        lines = [DetailLine(page.name, tone=Tone.ACCENT), DetailLine(how, tone=Tone.DIM)]
        if page.phones:
            lines.append(DetailLine("  ".join(page.phones), label=tr("phone")))
        if page.compounds:
            lines.append(DetailLine("  ".join(page.compounds), label=tr("compound")))
        if page.hours or page.teams:
            stars = star(page.hours).stars
            given = [tr("{n} h", n=f"{page.hours:g}"), tr("{n} stars", n=stars) if stars else ""]
            lines.append(DetailLine("  ".join(filter(None, (*given, *page.teams))), label=tr("volunteer")))
        return lines

    def _cells(self, key: Hashable) -> Sequence[Cell]:
        row = self._rows[key]
        if isinstance(row, str):
            return Across(row, Tone.ACCENT), "", "", ""
        note = Tinted(row.note, Tone.DIM)
        if isinstance(key, tuple) and key[0] == "ahead" and row.when < self.board.today.isoformat():
            over = (self.board.today - date.fromisoformat(row.when)).days
            note = Tinted(self.tr("{n} d over", n=over), Tone.BAD)
        return row.when, self.tr(registry.kind(row.kind).label), row.title, note

    @property
    def _table(self) -> RecordTable:
        return self.query_one("#lines", RecordTable)

    @property
    def _line(self) -> tuple[str, Line] | None:
        """The record under the cursor, and the part of the page that it stands in."""
        key = self._table.cursor_key
        row = self._rows.get(key)
        return (str(key[0]), row) if isinstance(row, Line) and isinstance(key, tuple) else None

    @property
    def target(self) -> Target | None:
        """The record under the cursor."""
        return self._line[1].target if self._line else None

    @property
    def kind(self) -> str:
        """Its kind."""
        return self.target.kind if self.target else "day"

    # ---- keys

    def possible(self, id: str) -> bool:
        """What can be done here; what is done to a record is done where it is open."""
        if id == "forget":
            return may(self.context.actor.role, _FORGET)
        return id == "back" or (id == "open" and self.target is not None)

    def knows(self, id: str) -> bool:
        """Only the keys of the page itself."""
        return id == "open" or (id == "forget" and self.possible(id))

    def _key_items(self) -> list[KeyItem]:
        tr, line = self.tr, self._line
        items = [KeyItem("Enter", tr("open"), "open")] if self.target else []
        if self._page is not None and len({line.kind for line in self._page.past}) > 1:
            items.append(KeyItem("Tab", tr("next kind"), "walk(True)"))
        if line and may(self.context.actor.role, "person.join"):
            if line[0] == "other":
                items.append(KeyItem("a ^A", tr("the same person"), "join"))
            elif self._can_part(line[1]):
                items.append(KeyItem("x ^X", tr("somebody else"), "part"))
        if self.possible("forget"):
            items.append(KeyItem("D ^D", tr("forget"), "forget"))
        return [*self.first_items(), *items, KeyItem("Esc", tr("back"), "back")]

    def _can_part(self, line: Line) -> bool:
        return line.own and line.record != self._record and self._page is not None and self._page.records > 1

    async def action_join(self) -> None:
        """The record under the cursor is of this person too."""
        await self.typed_out()
        line = self._line
        if line and line[0] == "other":
            self._say(line[1], together=True)

    async def action_part(self) -> None:
        """The record under the cursor is somebody else's."""
        await self.typed_out()
        line = self._line
        if line is None or line[0] == "other":
            return
        if self._can_part(line[1]):
            self._say(line[1], together=False)
        elif not line[1].own:
            self.shell.say(N_("This record does not bear the name; it names the person by their own record."))
        else:
            self.shell.say(N_("The page is about whom this record names; open it from another record."))

    def _say(self, line: Line, *, together: bool) -> None:
        persons = self.context.desk.persons
        try:
            (persons.join if together else persons.part)(self._who, self._record, line.record)
        except XingfuError as error:
            self.shell.complain(error)
            return
        said = (
            N_("«{title}» is now on this page.") if together else N_("«{title}» is now on a page of its own.")
        )
        self.shell.say(said, title=line.title)

    async def action_forget(self) -> None:
        """Count what would go, in a thread, and ask."""
        await self.typed_out()
        page = self._page
        if page is None or not self.possible("forget"):
            return
        from tui.screens.background.forgetting import Forgetting

        others = [line.record for group in page.namesakes for line in group]
        Forgetting(self.app).ask(page.name, page.phones, others)

    async def action_back(self) -> None:
        """Close."""
        self.leave()
