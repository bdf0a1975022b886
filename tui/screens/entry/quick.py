"""Quick entry: one line over whatever screen; it shows what it becomes, and Enter keeps it."""

from __future__ import annotations

from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from tui.capture.lines.parsed_line import Verb
from tui.desk.context import DeskContext
from tui.kinds.declaration import Place, load
from tui.kinds.record import Target
from tui.language.errors import Message, XingfuError
from tui.screens.base.saved import commits, saved_by
from tui.screens.base.sheet import Sheet
from tui.screens.entry.entry_screen import ENTRY_KEYS, EntryScreen
from tui.screens.entry.line_draft import LineDraft
from tui.screens.entry.pasted import PastedScreen
from tui.screens.entry.reading import reading_of
from tui.widgets.columns import Tone
from tui.widgets.detail_view import DetailLine, DetailView
from tui.widgets.editors import LineEditor
from tui.widgets.entry_line import EntryLine, Reading
from tui.widgets.header_bar import HeaderBar
from tui.widgets.key_bar import KeyBar, KeyItem

# What was kept stays in sight above the line, the newest at the bottom.
_KEPT: Final = 5
# Named by its place: such a page is a screen over which a line can be opened.
_PAGE: Final = Place("tui.screens.people:page_named")


class QuickScreen(EntryScreen, Sheet):
    """Stays open for the next line; Esc clears the line, and closes when it is empty."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *ENTRY_KEYS,
        Binding("tab", "complete(1)", show=False, priority=True),
        Binding("shift+tab", "complete(-1)", show=False, priority=True),
        Binding("escape", "leave", show=False, priority=True),
        Binding("shift+f8,f20", "person", show=False, priority=True),
    ]
    entry_verbs: ClassVar[tuple[Verb, ...]] = (
        "wish", "action", "session", "hours", "visit", "home", "rate", "comment",
        "signup", "cancel", "move",
    )  # fmt: skip
    CSS = "QuickScreen .kept { height: 5; }"

    def __init__(self, pasted: str = "") -> None:
        super().__init__()
        self._pasted = pasted
        self._kept: list[tuple[str, str]] = []
        self._draft = LineDraft("quick", "line")

    def compose(self) -> ComposeResult:
        """What was kept, the line, what it means."""
        tr = self.tr
        hint = tr("A wish as it is said; or: task … >who ^when, visit …, hours NAME 3h, rate 42 5")
        with Vertical(classes="sheet"):
            yield HeaderBar(tr("Quick entry"), tr("Enter keeps it, Esc closes"))
            yield DetailView(classes="kept")
            yield EntryLine(self._read, placeholder=hint, text=self._draft.text, offers_several=True)
            yield KeyBar(
                [
                    KeyItem("F1", tr("help"), "explain"),
                    KeyItem("Esc", tr("close"), "leave"),
                    KeyItem("Enter", tr("keep"), "keep"),
                    KeyItem("Tab", tr("complete")),
                    KeyItem(tr("Up"), tr("correct"), "recall"),
                    KeyItem("^Z", tr("undo"), "take_back"),
                ]
            )

    def on_mount(self) -> None:
        """Nothing is kept yet: say what can be typed."""
        self._show_kept()
        if len(self._pasted.split("\n")) > 1:
            self.offer(self._pasted)
        elif self._pasted:
            self.entry.put(self._pasted)

    def _show_kept(self) -> None:
        tr = self.tr
        if self._kept:
            lines = [DetailLine(said, tone=Tone.GOOD) for _, said in self._kept[-_KEPT:]]
        else:
            lines = [DetailLine(text, tone=Tone.DIM) for text in _examples(tr.lang)]
        self.query_one(".kept", DetailView).show(lines)

    def _read(self, text: str, cursor: int) -> Reading:
        return reading_of(self.context.quick_entry.read(text, cursor), self.tr)

    def _enter(self, text: str) -> None:
        with commits(self.context) as entries:
            said = self.context.quick_entry.keep(text, sure=text == self._asked).text(self.tr)
        self.shell.bring_forward(saved_by(self.context, entries))
        self._kept.append((text, said))
        self._show_kept()

    @on(LineEditor.Several)
    def _several(self, event: LineEditor.Several) -> None:
        """Open the sheet for several pasted lines."""
        event.stop()
        self.offer(event.text)

    def offer(self, text: str) -> None:
        """Open the sheet for several lines, which can also be joined to one line of this entry."""

        def as_line(joined: str) -> None:
            entry = self.entry
            entry.put(" ".join(filter(None, (entry.text.strip(), joined))))

        self.app.push_screen(
            PastedScreen(
                text, as_line=as_line, as_detail=self.context.quick_entry.keep_as_detail, kept=self._keep_said
            )
        )

    def _keep_said(self, said: Message) -> None:
        self._kept.append(("", said.text(self.tr)))
        self._show_kept()
        if self._pasted:
            self.call_later(self._close_after_paste)

    def _close_after_paste(self) -> None:
        """Close, where the paste alone has opened this: what is typed next is for the list beneath."""
        if self.is_active and not self.entry.text:
            self.dismiss()

    async def action_recall(self) -> None:
        """The last line again, for one that is nearly the same."""
        await self.typed_out()
        entry = self.entry
        if not entry.text and not entry.bring_back() and self._kept:
            entry.put(self._kept[-1][0])

    async def action_person(self) -> None:
        """The page of whom the line names; the line stays."""
        await self.typed_out()
        entry = self.entry
        line = self.context.quick_entry.read(entry.text, entry.input.cursor_position).line
        names = [part.known.name if part.known else part.text for part in line.parts if part.kind == "who"]
        try:
            await self.app.push_screen(load(_PAGE)(self.context, names))
        except XingfuError as error:
            self.shell.complain(error)

    async def action_complete(self, step: int) -> None:
        """Tab takes the next candidate."""
        await self.typed_out()
        self.entry.complete(step)

    async def _undo(self) -> None:
        def take_back() -> Message:
            entry, said = self.shell.taking_back.undo()
            if entry is not None:
                self.call_later(self._taken_back)
            return said

        await self.shell.long_work.do(take_back)

    def _taken_back(self) -> None:
        """The last line is not among those kept any more."""
        if self._kept:
            self._kept.pop()
        if self.is_running:
            self._show_kept()

    async def action_leave(self) -> None:
        """Clear the line; close when it is empty."""
        await self.typed_out()
        entry = self.entry
        self._draft.drop()
        if entry.text:
            entry.give_up()
        else:
            self.dismiss()

    def _draft_title(self) -> str:
        return self.tr("Quick entry")


def quick_screen(_context: DeskContext, _target: Target | None) -> QuickScreen:
    """An empty line."""
    return QuickScreen()


def _examples(lang: str) -> tuple[str, ...]:
    """Lines to learn from, in the language of the desk; they are examples and no texts to translate."""
    if lang == "en":
        return (
            "gate road full of holes @闫爱民 #roads !high >物业公司 ^next friday",
            "task second quote for the chargers >物业公司 ^end of month",
            "hours 闫爱民 3h    visit building 3    rate 42 5 very satisfied",
        )
    return (
        "大门口路面坑洼 @闫爱民 #道路 !急 >物业 ^下周五        （不写类别就是心愿）",
        "任务 充电桩二期报价 >物业公司 ^月底        工时 闫爱民 3h 义剪",
        "服务 义务理发 26号 9点 @老年活动中心 >义剪队        走访 3号楼2单元 想学用手机",
        "评 42 5 很满意        评论 42 已联系施工队        上门 理发 3号楼李奶奶 ^周五",
    )
