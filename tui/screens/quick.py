"""Quick entry: one line over whatever screen; it shows what it becomes, and Enter keeps it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, ClassVar, Final, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from tui.capture.parts import Verb
from tui.drafts import Draft, DraftFile
from tui.errors import XingfuError
from tui.i18n import N_
from tui.screens.line_draft import LineDraft
from tui.screens.reading import reading_of
from tui.screens.sheet import Sheet
from tui.widgets.columns import Tone
from tui.widgets.detail_view import DetailView, Line
from tui.widgets.entry_line import EntryLine, Reading
from tui.widgets.header_bar import HeaderBar
from tui.widgets.key_bar import KeyBar, KeyItem
from tui.widgets.settling import settled

if TYPE_CHECKING:
    from tui.app import XingfuApp

log = logging.getLogger(__name__)

# What was kept stays in sight above the line, the newest at the bottom.
_KEPT: Final = 5


class QuickScreen(Sheet):
    """Stays open for the next line; Esc clears the line, and closes when it is empty."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "keep", show=False, priority=True),
        Binding("up", "recall", show=False, priority=True),
        Binding("tab", "complete(1)", show=False, priority=True),
        Binding("shift+tab", "complete(-1)", show=False, priority=True),
        Binding("ctrl+z", "take_back", show=False, priority=True),
        Binding("escape", "leave", show=False, priority=True),
        Binding("f10", "app.leave", show=False, priority=True),
        Binding("f1", "app.keys", show=False, priority=True),
    ]
    AUTO_FOCUS = "EntryInput"
    entry_verbs: ClassVar[tuple[Verb, ...]] = (
        "wish", "action", "session", "hours", "visit", "home", "rate", "comment",
    )  # fmt: skip
    CSS = "QuickScreen .kept { height: 5; }"

    def __init__(self) -> None:
        super().__init__()
        self._kept: list[tuple[str, str]] = []
        self._draft = LineDraft("quick", "line")

    @property
    def desk_app(self) -> XingfuApp:
        """The app, as what it is."""
        return cast("XingfuApp", self.app)

    def compose(self) -> ComposeResult:
        """What was kept, the line, what it means."""
        tr = self.desk_app.tr
        hint = tr("A wish as it is said; or: task … >who ^when, visit …, hours NAME 3h, rate 42 5")
        with Vertical(classes="sheet"):
            yield HeaderBar(tr("Quick entry"), tr("Enter keeps it, Esc closes"))
            yield DetailView(classes="kept")
            yield EntryLine(self._read, placeholder=hint, text=self._draft.text)
            yield KeyBar(
                [
                    KeyItem("Enter", tr("keep"), "keep"),
                    KeyItem("Tab", tr("complete")),
                    KeyItem("Up", tr("correct"), "recall"),
                    KeyItem("^Z", tr("undo"), "take_back"),
                    KeyItem("Esc", tr("close"), "leave"),
                ]
            )

    def on_mount(self) -> None:
        """Nothing is kept yet: say what can be typed."""
        self._show_kept()

    def _show_kept(self) -> None:
        tr = self.desk_app.tr
        if self._kept:
            lines = [Line(said, tone=Tone.GOOD) for _, said in self._kept[-_KEPT:]]
        else:
            lines = [Line(text, tone=Tone.DIM) for text in _examples(tr.lang)]
        self.query_one(".kept", DetailView).show(lines)

    def _read(self, text: str, cursor: int) -> Reading:
        return reading_of(self.desk_app.scribe.read(text, cursor), self.desk_app.tr)

    async def action_keep(self) -> None:
        """Keep the line; it stays where it is if something is missing."""
        await self._typed_out()
        entry = self.query_one(EntryLine)
        text = entry.text.strip()
        if not text:
            return
        try:
            scribe = self.desk_app.scribe
            if scribe.is_undo(text):
                entry.put("")
                self._undo()
            else:
                said = scribe.keep(text).text(self.desk_app.tr)
                self._kept.append((text, said))
        except XingfuError as error:
            log.warning("%s: %s", type(error).__name__, error.message.msgid)
            entry.complain(error.message.text(self.desk_app.tr))
            return
        entry.put("")
        self._draft.drop()
        self._show_kept()

    async def action_recall(self) -> None:
        """The last line again, for one that is nearly the same."""
        await self._typed_out()
        entry = self.query_one(EntryLine)
        if not entry.text and not entry.bring_back() and self._kept:
            entry.put(self._kept[-1][0])

    def on_entry_line_typed(self) -> None:
        """What is typed is written down a moment later, for the case that the line drops."""
        self._draft.soon(self, self.keep_draft)

    async def action_complete(self, step: int) -> None:
        """Tab takes the next candidate."""
        await self._typed_out()
        self.query_one(EntryLine).complete(step)

    async def _typed_out(self) -> None:
        """Wait until the keys before this one have been done, and what follows from them."""
        for widget in (self.focused, self.query_one(EntryLine), self):
            await settled(widget)

    def action_take_back(self) -> None:
        """Take back one's own last change."""
        try:
            self._undo()
        except XingfuError as error:
            self.desk_app.complain(error)
        else:
            self._show_kept()

    def _undo(self) -> None:
        from tui.screens.wording import undone  # noqa: PLC0415 - seldom

        entry = self.desk_app.desk.history.undo()
        if self._kept:
            self._kept.pop()
        self.desk_app.say(undone(entry.action, self.desk_app.tr))

    async def action_leave(self) -> None:
        """Clear the line; close when it is empty."""
        await self._typed_out()
        entry = self.query_one(EntryLine)
        self._draft.drop()
        if entry.text:
            entry.give_up()
        else:
            self.dismiss()

    def on_key_bar_pressed(self, event: KeyBar.Pressed) -> None:
        """A click on the key bar does what the key does."""
        if event.item.command:
            self.call_later(self.run_action, event.item.command)

    def leave_app(self) -> bool:
        """Whether the program may end: not while a line is typed that is not kept."""
        if not self.query_one(EntryLine).text.strip():
            return True
        self.desk_app.say(N_("Enter keeps the line, Esc gives it up."))
        return False

    # ---- what is not yet entered

    def take_up(self, draft: Draft, file: DraftFile) -> None:
        """Open with what stands in `draft`."""
        self._draft.take_up(draft, file)

    def keep_draft(self) -> None:
        """Write down what is typed and not entered."""
        if self.is_running:
            title = self.desk_app.tr("Quick entry")
            self._draft.keep(self.desk_app, title, self.query_one(EntryLine).text)


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
