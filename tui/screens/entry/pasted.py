"""Several lines pasted at once: saved as one record each, as one record, or joined to one line."""

from __future__ import annotations

import logging
from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from datetime import date
from typing import ClassVar, Final, Literal

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input

from tui.capture.lines.pasted import PastedLine, read_pasted
from tui.desk.quick.quick_entry import NotKept
from tui.language.errors import InvalidInput, Message, XingfuError
from tui.language.i18n import N_
from tui.screens.base.saved import commits, saved_by
from tui.screens.base.sheet import Sheet
from tui.screens.entry.line_draft import LineDraft
from tui.screens.entry.reading import reading_of
from tui.widgets.columns import Cell, Column, Tinted, Tone
from tui.widgets.detail_view import DetailLine, DetailView
from tui.widgets.editors import LineEditor
from tui.widgets.header_bar import HeaderBar
from tui.widgets.key_bar import KeyBar, KeyItem
from tui.widgets.record_table import RecordTable
from tui.widgets.settling import settled

log = logging.getLogger(__name__)

Way = Literal["each", "detail", "line"]
_WAYS: Final[Sequence[Way]] = ("each", "detail", "line")
_SAID: Final = {
    "each": N_("one record for each line"),
    "detail": N_("one record, the lines as its detail"),
    "line": N_("all as one line"),
}
# Characters of a line, at most; as in the entry line.
_MOST: Final = 1000

AsDetail = Callable[[PastedLine, str], "Message | None"]


class PastedScreen(Sheet):
    """Enter saves all in one commit; Tab changes what the lines become; Up and Down walk through the editable lines.

    `as_line` is called with the joined line; `as_detail` with the first line and everything pasted, and returns the
    message of what was saved (None: a form goes on with it). `kept` is called with such messages.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "keep", show=False, priority=True),
        Binding("up", "go(-1)", show=False, priority=True),
        Binding("down", "go(1)", show=False, priority=True),
        Binding("pageup", "go(-5)", show=False, priority=True),
        Binding("pagedown", "go(5)", show=False, priority=True),
        Binding("tab", "way(1)", show=False, priority=True),
        Binding("shift+tab", "way(-1)", show=False, priority=True),
        Binding("f8", "leave_out", show=False, priority=True),
        Binding("escape", "leave", show=False, priority=True),
        Binding("f10,ctrl+q", "app.leave", show=False, priority=True),
        Binding("f1", "app.keys", show=False, priority=True),
    ]
    AUTO_FOCUS = "#pasted-line"
    CSS = """
    PastedScreen .sheet { width: 100; height: 90%; }
    PastedScreen.low .sheet { height: 100%; }
    PastedScreen Input { height: 1; border: none; background: $selected; padding: 0 1; }
    PastedScreen DetailView { height: 3; }
    PastedScreen.low DetailView { height: 1; }
    """

    def __init__(
        self,
        text: str,
        *,
        as_line: Callable[[str], None],
        as_detail: AsDetail,
        kept: Callable[[Message], None],
        draft: bool = True,
    ) -> None:
        super().__init__()
        self._text = "\n".join(line.strip() for line in text.splitlines() if line.strip())
        read = read_pasted(text)
        self._lines = list(read.lines)
        self._taken = {at: line.says for at, line in enumerate(read.lines)}
        self._between = read.between
        self._as_line, self._as_detail, self._kept = as_line, as_detail, kept
        self._way: Way = "each"
        self._at = next((at for at, says in self._taken.items() if says), 0)
        first = self._lines[self._at] if self._lines else PastedLine("")
        self._alone: dict[Way, str] = {"detail": first.text, "line": self._text.replace("\n", " ")}
        self._first = first
        self._complaint = ""
        self._asked = False
        self._draft = LineDraft("quick", "line") if draft else None
        self._day = date.min

    def compose(self) -> ComposeResult:
        """The lines, the editor for the one under the cursor, its preview, and the keys."""
        tr = self.tr
        columns = (
            Column("take", "", 4),
            Column("who", tr("sender"), 8, grow=1),
            Column("text", tr("text"), 14, grow=4),
            Column("becomes", tr("becomes"), 8, drop=1),
        )
        table = RecordTable(columns, head=True, id="pasted-lines")
        table.can_focus = False
        with Vertical(classes="sheet"):
            yield HeaderBar("", "", id="pasted-title")
            yield table
            yield LineEditor(id="pasted-line", max_length=_MOST, select_on_focus=False)
            yield DetailView()
            yield KeyBar()

    def on_mount(self) -> None:
        """Show all lines, the cursor on the first that is not blank; keys sent along with them are not taken."""
        self._day = self.context.today
        self.shell.opens_by_itself()
        self.shell.opened_by_itself()
        self.call_after_refresh(self._painted)
        if self._draft is not None:
            self._draft.keep(self.shell, self.tr("Quick entry"), self._alone["line"])
        self._show()

    def note_change(self) -> None:
        """Show what the lines mean now, where the day has turned; it is said, as "tomorrow" is another day."""
        if self._day != self.context.today:
            self._day = self.context.today
            self._complaint = self.tr("It is past midnight: look at what it means now. Enter keeps it.")
            self._show_rest()

    _on_screen = False

    def _painted(self) -> None:
        self._on_screen = True

    # ---- what is shown

    @property
    def _editor(self) -> Input:
        return self.query_one("#pasted-line", Input)

    @property
    def _current(self) -> str:
        if self._way == "each":
            return self._lines[self._at].text if self._lines else ""
        return self._alone[self._way]

    @property
    def _number(self) -> int:
        return sum(self._taken.values()) if self._way == "each" else 1

    def _show(self) -> None:
        """Redraw everything, with the line under the cursor in the editor."""
        with self.prevent(Input.Changed):
            self._editor.value = self._current
            self._editor.cursor_position = len(self._current)
        self._show_rest()

    def _show_rest(self) -> None:
        tr = self.tr
        title = tr("{n} lines pasted", n=len(self._text.splitlines()))
        self.query_one("#pasted-title", HeaderBar).set_text(title, tr(_SAID[self._way]))
        table = self.query_one("#pasted-lines", RecordTable)
        if self._way == "each":
            table.show(range(len(self._lines)), self._cells)
            table.select(self._at)
        else:
            rows = list(dict.fromkeys(self._text.splitlines()))
            table.show(rows, lambda row: ("", "", str(row), ""))
        self.query_one(DetailView).show(self._meaning())
        keep = tr("keep all {n}", n=self._number) if self._way == "each" else tr("keep")
        items = [
            KeyItem("Enter", tr("put into the line") if self._way == "line" else keep, "keep"),
            KeyItem("Tab", tr("another way"), "way(1)"),
        ]
        if self._way == "each" and self._lines:
            items.append(
                KeyItem("F8", tr("leave out") if self._taken[self._at] else tr("take in"), "leave_out")
            )
        items.insert(1, KeyItem("Esc", tr("back"), "leave"))
        self.query_one(KeyBar).set_items(items)

    def _cells(self, key: Hashable) -> Sequence[Cell]:
        at = int(key)  # type: ignore[call-overload]
        line, tr = self._lines[at], self.tr
        if not self._taken[at]:
            return Tinted(tr("out"), Tone.DIM), line.sender, Tinted(line.text, Tone.DIM), ""
        read = self.context.quick_entry.read(line.text, len(line.text))
        kind = read.shown[0].message.text(tr) if read.shown else ""
        wrong = read.line.problems or read.line.questions or not line.text.strip()
        mark: Cell = Tinted("!", Tone.BAD) if wrong else str(at + 1)
        return mark, line.sender, line.text, kind

    def _meaning(self) -> list[DetailLine]:
        """The error, else the preview of the edited line, followed by the pasted text that will not be saved."""
        if self._complaint:
            return [DetailLine(self._complaint, label="!", tone=Tone.BAD)]
        text = self._current
        lines = (
            list(reading_of(self.context.quick_entry.read(text, len(text)), self.tr).lines)[:2]
            if text
            else []
        )
        if self._way == "each" and self._between:
            said = self.tr("Not kept, between the messages: {lines}", lines=" ".join(self._between))
            lines.append(DetailLine(said, tone=Tone.DIM))
        return lines

    # ---- keys

    @on(Input.Changed, "#pasted-line")
    def _edited(self, event: Input.Changed) -> None:
        event.stop()
        self._complaint, self._asked = "", False
        if self._way != "each":
            self._alone[self._way] = event.value
        elif self._lines:
            self._lines[self._at] = replace(self._lines[self._at], text=event.value)
            self._taken[self._at] = bool(event.value.strip())
        self._show_rest()

    async def _typed_out(self) -> None:
        for widget in (self.focused, self):
            await settled(widget)

    async def action_go(self, rows: int) -> None:
        """Move the cursor by `rows` lines."""
        await self._typed_out()
        if self._way == "each" and self._lines:
            self._complaint = ""
            self._at = max(0, min(self._at + rows, len(self._lines) - 1))
            self._show()

    async def action_way(self, step: int) -> None:
        """Change what the lines become: records, one record, or one line."""
        await self._typed_out()
        self._complaint = ""
        self._way = _WAYS[(_WAYS.index(self._way) + step) % len(_WAYS)]
        self._show()

    async def action_leave_out(self) -> None:
        """Leave the line under the cursor out, or take it in again."""
        await self._typed_out()
        if self._way == "each" and self._lines:
            self._complaint = ""
            self._taken[self._at] = not self._taken[self._at]
            if self._at + 1 < len(self._lines) and not self._taken[self._at]:
                self._at += 1
            self._show()

    async def action_keep(self) -> None:
        """Save all lines, or show the error and save none. An Enter from before they were on the screen saves nothing."""
        if not self._on_screen:
            return
        await self._typed_out()
        if self._day != self.context.today:
            self.note_change()
            return
        try:
            with commits(self.context) as entries:
                said = self._keep()
        except XingfuError as error:
            log.warning("%s: %s", type(error).__name__, error.message.msgid)
            if isinstance(error, NotKept):
                self._at = [at for at, taken in self._taken.items() if taken][error.at]
            self._complaint = error.message.text(self.tr)
            self._show()
            return
        self._close()
        if said is not None:
            self.shell.bring_forward(saved_by(self.context, entries, "wish"))
            self.shell.say(said)
            self._kept(said)

    def _keep(self) -> Message | None:
        if self._way == "line":
            self._as_line(self._current)
            return None
        if self._way == "detail":
            return self._as_detail(replace(self._first, text=self._current), self._text)
        lines = [line for at, line in enumerate(self._lines) if self._taken[at]]
        if not lines:
            raise InvalidInput({"": Message("No line is left to keep.")})
        self.context.quick_entry.keep_all(lines)
        return Message(
            "{n} lines kept, each as its record; Ctrl+Z takes back all of them.", {"n": len(lines)}
        )

    def _close(self) -> None:
        if self._draft is not None:
            self._draft.drop()
        self.dismiss()

    async def action_leave(self) -> None:
        """Go back: the lines return to the entry line they were pasted into; without one, ask before they are lost."""
        await self._typed_out()
        joined = self._text.replace("\n", " ")
        if len(joined) <= _MOST:
            self._close()
            self._as_line(joined)
        elif self._asked:
            self._close()
        else:
            self._asked, self._complaint = True, self.tr("This is too long for one line. Esc again drops it.")
            self._show_rest()

    def leave_app(self) -> bool:
        """Whether the program may end: not while pasted lines are unsaved."""
        self.shell.say(N_("Enter keeps the lines, Esc gives them up."))
        return False
