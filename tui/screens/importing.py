"""A ledger taken in: its path typed or its cells pasted, what was understood shown, a column set right, all kept."""

from __future__ import annotations

import asyncio
from collections.abc import Hashable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from tui.desk.context import DeskContext
from tui.kinds.record import Target
from tui.language.errors import Message, XingfuError
from tui.platform.named_files import read_named
from tui.screens.base.sheet import Sheet
from tui.screens.source_line import SourceLine
from tui.screens.taking_in import StoppedByUser, Taken, Work, check, keep, read
from tui.widgets.columns import Cell, Column, Tinted, Tone
from tui.widgets.header_bar import HeaderBar
from tui.widgets.key_bar import KeyBar, KeyItem
from tui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from tui.papers.importing.plans import Plan, SheetPlan

# Lines of what is not taken, and of what stands there twice.
_TOLD: Final = 6


class ImportScreen(Sheet):
    """Enter reads, and then keeps; c gives the column under the cursor another meaning, s shows the next sheet.

    u has records that are here with other values brought up to date, or left as they are; b keeps rows that say the
    same as one before as records of their own.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "stop", show=False, priority=True),
        Binding("f10", "app.leave", show=False),
        Binding("c,f4", "other_meaning", show=False),
        Binding("s,f6", "next_sheet", show=False),
        Binding("u,f8", "update", show=False),
        Binding("b,f9", "both", show=False),
        Binding("enter", "keep", show=False),
        Binding("tab", "app.focus_next", show=False),
    ]
    AUTO_FOCUS = "#path"
    CSS = """
    ImportScreen .sheet { width: 96; height: 90%; }
    ImportScreen Input { height: 1; border: none; background: $panel; padding: 0 1; }
    ImportScreen Static { height: auto; max-height: 10; padding: 0 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._content = b""
        self._file = ""
        self._plan: Plan | None = None
        self._at = 0
        self._own: dict[str, str] = {}
        self._answers: dict[str, str] = {}
        self._work: Work | None = None
        self._checks: Work | None = None
        self._path: Path | None = None
        self._update = self._both = False

    def compose(self) -> ComposeResult:
        """The line for the path, the columns, what is not taken, and the keys."""
        tr = self.tr
        columns = (
            Column("heading", tr("heading"), 16, grow=1),
            Column("meaning", tr("means"), 14, grow=1),
            Column("first", tr("first rows"), 20, grow=3, drop=1),
        )
        with Vertical(classes="sheet"):
            yield HeaderBar(tr("Take in a ledger"), "", id="import-title")
            yield SourceLine(
                placeholder=tr("Type the path of a file, or paste cells of a spreadsheet"), id="path"
            )
            yield RecordTable(columns, head=True, id="columns", empty=tr("Nothing was read yet."))
            yield Static("", id="counts", markup=False)
            yield KeyBar(
                [
                    KeyItem("F1", tr("help"), "explain"),
                    KeyItem("u F8", tr("update the changed"), "update"),
                    KeyItem("Esc", tr("close"), "stop"),
                    KeyItem("Enter", tr("read, keep all"), "keep"),
                    KeyItem("c F4", tr("other meaning"), "other_meaning"),
                    KeyItem("s F6", tr("next sheet"), "next_sheet"),
                    KeyItem("b F9", tr("keep rows twice"), "both"),
                ]
            )

    # ---- reading

    @on(SourceLine.Pasted)
    def _pasted(self, event: SourceLine.Pasted) -> None:
        event.stop()
        self._path = None
        self._begin(event.value.encode(), "")

    @on(Input.Submitted, "#path")
    def _typed(self, event: Input.Submitted) -> None:
        """A path, or what no column has, as FIELD=VALUE."""
        from tui.papers.importing.headings import named

        if isinstance(event, SourceLine.Pasted):
            return
        event.stop()
        text = event.value.strip()
        field, sign, value = text.partition("=")
        sheet = self._sheet
        if sign and sheet is not None and sheet.kind and named(sheet.kind, field) in sheet.missing:
            self._answers[field] = value
            self._begin(self._content, self._file)
            return
        if not text:
            return
        try:
            path = Path(text).expanduser()
            from tui.papers.importing.grids import MOST_BYTES

            content = read_named(path, MOST_BYTES)
        except OSError as error:
            why = error.strerror or str(error)
            self._tell(Message("{file} cannot be read: {why}", {"file": text, "why": why}))
            return
        except XingfuError as error:
            self._tell(error.message)
            return
        self._own, self._answers, self._path = {}, {}, path
        self._begin(content, path.name)

    def _begin(self, content: bytes, name: str) -> None:
        """Read a file, in place of what is being read; while records are kept, nothing is read."""
        if self._keeps:
            return
        self._stop_work()
        self._content, self._file = content, name
        self.run_worker(self._read(), exclusive=True)

    async def _read(self) -> None:
        """Read the file beside the screen, which stays usable; Esc stops it."""
        work = self._work = Work(self._tell_later, keeps=False)
        answers, own = dict(self._answers), dict(self._own)
        try:
            found = await asyncio.to_thread(read, self.context, self._content, self._file, answers, own, work)
        except StoppedByUser:
            self._tell(Message("Nothing was changed."))
            return
        except XingfuError as error:
            self._plan = None
            self._tell(error.message)
            return
        finally:
            self._ended(work)
        self._plan = found
        sheets = [n for n, sheet in enumerate(found.sheets) if sheet.kind]
        self._at = self._at if self._at in sheets else sheets[0] if sheets else 0
        self._show()
        if sheets:
            self.query_one("#columns", RecordTable).focus()
            self._begin_checks()

    def _stop_work(self) -> None:
        """Stop what is under way: the reading or keeping, and the desk's checks of what was read."""
        for work in (self._work, self._checks):
            if work is not None:
                work.stop()

    def _begin_checks(self) -> None:
        """Have the desk's own checks look at the records of the plan, in place of an earlier look."""
        if self._checks is not None:
            self._checks.stop()
        self.run_worker(self._check(), group="checks", exclusive=True)

    async def _check(self) -> None:
        """Count what the desk's own checks refuse with the refused rows. It takes longer than reading: the plan is shown before."""
        if self._plan is None:
            return
        from tui.papers.importing.taking import note_checked

        found, before = self._plan, [sheet.checked for sheet in self._plan.sheets]
        work = self._checks = Work(lambda _: None, keeps=False)
        try:
            refused = await asyncio.to_thread(check, self.context, self._taken(found), work)
        except StoppedByUser:
            return
        except XingfuError as error:
            self._tell(error.message)
            return
        if self._plan is found and self._work is None and not work.stopped:
            note_checked(found, refused)
            if [sheet.checked for sheet in found.sheets] != before:
                self._show()

    def _taken(self, found: Plan) -> Taken:
        return Taken(found, self._file, self._path, dict(self._own), self._update, self._both)

    def _ended(self, work: Work) -> None:
        """Nothing is under way any more, unless something else was begun since."""
        if self._work is work:
            self._work = None

    # ---- what was understood

    @property
    def _sheet(self) -> SheetPlan | None:
        sheets = self._plan.sheets if self._plan else []
        return sheets[self._at] if self._at < len(sheets) else None

    def _show(self) -> None:
        from tui.kinds.signup import ledger_kind
        from tui.papers.importing.headings import label_of

        sheet, tr = self._sheet, self.tr
        table = self.query_one("#columns", RecordTable)
        if sheet is None or sheet.kind is None:
            table.show([], lambda _: ())
            warnings = sheet.warnings[0] if sheet is not None and sheet.warnings else None
            self._tell(warnings or Message("No table was found in the file."))
            return
        title = f"{sheet.sheet or self._file or tr('the table')}  {tr(ledger_kind(sheet.kind).label)}"
        self.query_one("#import-title", HeaderBar).set_text(tr("Take in a ledger"), title)
        columns = {c.at: c for c in sheet.columns if c.heading}
        table.show(list(columns), self._cells)
        lines = [
            tr(
                "{new} new, {same} here already, {changed} here with other values, {twice} twice, {refused} refused, {ignored} no records",
                **sheet.counts(),
            )
        ]
        if sheet.counts()["changed"]:
            lines.append(
                tr("Those with other values are brought up to date; u leaves them as they are.")
                if self._update
                else tr("Those with other values stay as they are; u brings them up to date.")
            )
        if labels := [tr(label_of(sheet.kind, name)) for name in sheet.unanswered]:
            lines.append(
                tr(
                    "No column has: {fields}. Write it above: {field}=…",
                    fields=tr(", ").join(labels),
                    field=labels[0].replace(" ", ""),
                )
            )
        if sheet.withheld:
            headings = tr(", ").join(sheet.withheld)
            lines.append(tr("Not kept, because it tells who somebody is: {headings}", headings=headings))
        lines += [r.message.text(tr) for r in sheet.told[:_TOLD]]
        if sheet.counts()["twice"]:
            lines.append(
                tr("Rows that say the same as another become records of their own; b leaves them out.")
                if self._both
                else tr("Rows that say the same as another are left out; b keeps them too.")
            )
        twice = [r for r in sheet.records if r.same_as and r.here == "new"]
        lines += [
            tr("Row {row} says the same as row {other}.", row=r.row, other=r.same_as) for r in twice[:_TOLD]
        ]
        self.query_one("#counts", Static).update("\n".join(lines))

    def _cells(self, key: Hashable) -> Sequence[Cell]:
        from tui.papers.importing.grids import text_of

        sheet, tr = self._sheet, self.tr
        assert sheet is not None
        column = next(c for c in sheet.columns if c.at == key)
        meaning: Cell = Tinted(
            tr("not kept") if column.use == "withheld" else tr("kept in the note"), Tone.DIM
        )
        if column.use == "number":
            meaning = Tinted(tr("number of the line"), Tone.DIM)
        if column.use == "field" and column.target is not None:
            meaning = tr(column.target.field.label or column.target.field.name)
        first = [text_of(row[column.at]) for row in sheet.first_rows(3) if column.at < len(row)]
        return (" ".join(column.heading.split()), meaning, "  ".join(" ".join(t.split()) for t in first if t))

    @property
    def _keeps(self) -> bool:
        """Whether records are being kept."""
        return self._work is not None and self._work.keeps

    def _tell_later(self, message: Message) -> None:
        """Show how far something is, from the thread that does it."""
        self.call_later(self._tell, message)

    def _tell(self, message: Message) -> None:
        if self.is_mounted:
            self.query_one("#counts", Static).update(message.text(self.tr))

    # ---- keys

    def action_next_sheet(self) -> None:
        """Show the next sheet that has a table."""
        sheets = [n for n, s in enumerate(self._plan.sheets) if s.kind] if self._plan else []
        if sheets:
            self._at = next((n for n in sheets if n > self._at), sheets[0])
            self._show()

    def action_other_meaning(self) -> None:
        """The column under the cursor means the next field that no other has; after the last, none."""
        from tui.papers.importing.headings import plain, targets

        sheet, key = self._sheet, self.query_one("#columns", RecordTable).cursor_key
        if sheet is None or sheet.kind is None or key is None:
            return
        column = next(c for c in sheet.columns if c.at == key)
        if column.use == "withheld":
            return
        taken = {c.target.name for c in sheet.columns if c.target and c.at != key}
        names = ["", *(t.name for t in targets(sheet.kind) if t.name not in taken)]
        now = column.target.name if column.target and column.use == "field" else ""
        self._own[plain(column.heading)] = names[(names.index(now) + 1) % len(names)] if now in names else ""
        self._begin(self._content, self._file)

    def action_update(self) -> None:
        """Switch between updating stored records that differ and leaving them unchanged."""
        self._update = not self._update
        self._show()
        self._begin_checks()

    def action_both(self) -> None:
        """Keep rows that say the same as one before, or leave them out."""
        self._both = not self._both
        self._show()
        self._begin_checks()

    def action_keep(self) -> None:
        """Keep all new records in one commit, and what was said of headings for this community."""
        found = self._plan
        if found is None or self._work is not None:
            return
        if lacking := next((s for s in found.sheets if s.unanswered and s.records), None):
            self._at = found.sheets.index(lacking)
            self._show()
            self.query_one("#path", SourceLine).focus()
            return
        self.run_worker(self._keep(found), exclusive=True)

    async def _keep(self, found: Plan) -> None:
        """Check and keep the records beside the screen, which stays usable; Esc stops it, up to the commit."""
        self._stop_work()
        work = self._work = Work(self._tell_later, keeps=True)
        try:
            said = await asyncio.to_thread(keep, self.context, self._taken(found), work)
        except StoppedByUser:
            self._show()
            self.shell.say(Message("Nothing was changed."))
            return
        except XingfuError as error:
            self._show()
            self.shell.complain(error)
            return
        finally:
            self._ended(work)
        self.shell.say(said)
        self.dismiss()

    def action_stop(self) -> None:
        """Stop the reading or keeping, or close."""
        under_way = self._work is not None
        self._stop_work()
        if not under_way:
            self.dismiss()

    def leave_app(self) -> bool:
        """Whether the program may end here: nothing is unsaved, and nothing is being kept."""
        if self._keeps:
            self.shell.say(Message("The records are being kept; Esc stops it."))
            return False
        self._stop_work()
        return True


def import_screen(_context: DeskContext, _target: Target | None) -> ImportScreen:
    """The import of a ledger; it needs no selected record."""
    return ImportScreen()
