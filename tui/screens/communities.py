"""The board over several communities, for the street office: their tallies, and nothing else of theirs.

No document is read here. A community is opened, and a supervision note written, by another process of this program, with the
rights that each of them needs (`tui.platform.starting`).
"""

from __future__ import annotations

import asyncio
import subprocess
from collections.abc import Coroutine, Hashable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from tui.language.errors import Message, XingfuError
from tui.language.i18n import N_, translator
from tui.platform import hang_up
from tui.platform.locations import is_database
from tui.platform.starting import this_program
from tui.queries.rollup import CommunityLine, community_lines
from tui.screens.background.board_locking import BoardContext, BoardLocking
from tui.screens.lists.community import community_cells, community_columns
from tui.screens.lockable_app import LockableApp
from tui.seats.actor import LOCAL_SEAT, Actor
from tui.store import local_now
from tui.widgets.columns import Cell
from tui.widgets.editors import LineEditor
from tui.widgets.header_bar import HeaderBar
from tui.widgets.key_bar import KeyBar, KeyItem
from tui.widgets.panel import Panel
from tui.widgets.record_table import RecordTable
from tui.widgets.settling import settled

if TYPE_CHECKING:
    from tui.desk.tallies import Tallies
    from tui.platform.config import Config

# Seconds between two looks where the kernel cannot report changes; between two at the clock, the line and the seat.
_LOOK_EVERY: Final = 0.15
_CLOCK_EVERY: Final = 3.0
# Seconds for which whoever has committed may keep the tally before it is counted here.
_PATIENCE: Final = 0.6
# Notes of one's own that come together are shown together.
_TOGETHER: Final = 0.01


class CommunitiesApp(LockableApp):
    """Shows a line for each of the communities in `folders`, for `actor`, who may open each as its viewer does.

    Their `tallies` are followed already, and closed at the end.
    """

    locking: BoardLocking
    CSS_PATH = "styles/base.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", show=False, priority=True),
        Binding("s,f9", "supervise", show=False),
        Binding("question_mark,？,f1", "explain", show=False),
        Binding("escape", "keep_note", show=False, priority=True),
        Binding("ctrl+l", "act('redraw')", show=False),
        Binding("ctrl+backslash", "lock", show=False),
        Binding("f10,ctrl+q", "act('leave')", show=False, priority=True),
    ]

    def __init__(self, folders: Sequence[str], actor: Actor, config: Config, tallies: Tallies) -> None:
        super().__init__()
        self.folders = list(folders)
        self.actor = actor
        self.config = config
        self.tr = translator(config.lang, on_screen=True)
        self.context = BoardContext(actor, self.tr)
        first = self.folders[0]
        self.locking = BoardLocking(self, first, config.lock_after, opened=self.look)
        self.begin_in(config.theme)
        self.title = self.tr("Xingfu desk")
        self.lines: list[CommunityLine] = []
        self._tallies = tallies
        self._watches: Sequence[Any] = ()
        self._by_key: dict[Hashable, CommunityLine] = {}
        self._counting = self._due = False
        self._about = ""
        self._tasks: set[asyncio.Task[None]] = set()
        self._count_task: asyncio.Task[None] | None = None

    # ---- what is shown

    def compose(self) -> ComposeResult:
        """A table, and the line of a note."""
        tr = self.tr
        yield HeaderBar(id="header")
        yield Panel("", RecordTable(community_columns(tr), head=True, id="communities"), id="p-communities")
        yield LineEditor(
            id="filter", placeholder=tr("What the community is asked to do; Enter sends it, Esc does not.")
        )
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Show what is kept, and follow it."""
        self.look()
        self._table.focus()
        self.query_one("#filter", Input).select_on_focus = False  # what was typed before goes on
        self._keys()
        self.locking.begin()
        self.set_interval(_CLOCK_EVERY, self._look_around)
        if not self.is_headless:
            hang_up.listen(self._end)
        self.after_first_paint(self._follow)

    def _follow(self) -> None:
        try:
            self._watches = self._tallies.watches()
        except OSError:
            self.set_interval(_LOOK_EVERY, self.look)
        for watch in self._watches:
            asyncio.get_running_loop().add_reader(watch.fileno(), self._woken)
        self._count_later()

    def _woken(self) -> None:
        for watch in self._watches:
            watch.drain()
        if not self._due:
            self._due = True
            self.set_timer(_TOGETHER, self.look)

    def look(self) -> None:
        """Read the tallies, and show them; those that fell behind are counted if nobody else does it soon."""
        self._due = False
        if not self.query("#communities"):  # the board is closing
            return
        now = local_now()
        self.lines = community_lines(self._tallies.read(), now.date(), self.actor.role)
        self._by_key = {line.address: line for line in self.lines}
        self._table.show([line.address for line in self.lines], self._cells)
        tr = self.tr
        name = tr("Communities")
        figures = [line.figures for line in self.lines if line.figures]
        overdue = sum(one.overdue for one in figures)
        self.query_one("#header", HeaderBar).set_text(
            f" {name}", f"{now:%Y-%m-%d %H:%M} ",
            tr("overdue {n}  without answer {m}", n=overdue, m=sum(one.asked for one in figures)),
        )  # fmt: skip
        self.query_one("#p-communities", Panel).set_title(
            tr("Communities {n}", n=len(self.lines)),
            self._troubles()
            or tr(
                "open {n}, done this month {m}",
                n=sum(one.open for one in figures),
                m=sum(one.done_month for one in figures),
            ),
        )
        self._count_later()

    def _troubles(self) -> str:
        """Why figures are grey that were known before; empty if none are."""
        lost = dict.fromkeys(line.trouble.text(self.tr) for line in self.lines if line.wrong and line.figures)
        return self.tr(", ").join(lost)

    def _cells(self, key: Hashable) -> Sequence[Cell]:
        return community_cells(self._by_key[key], self.tr)

    def _keys(self) -> None:
        tr = self.tr
        self.query_one(KeyBar).set_items(
            [
                KeyItem("Enter", tr("open"), "open"),
                KeyItem("s F9", tr("supervise"), "supervise"),
                KeyItem("F10 ^Q", tr("quit"), "act('leave')"),
                KeyItem("? F1", tr("help"), "explain"),
            ]
        )

    @property
    def _table(self) -> RecordTable:
        return self.query_one("#communities", RecordTable)

    # ---- counting what fell behind

    def _count_later(self) -> None:
        if not self._counting and self._behind():
            self._counting = True
            self.set_timer(_PATIENCE, self._begin_counting)

    def _begin_counting(self) -> None:
        if self._count_task is None or self._count_task.done():
            self._count_task = self._begin(self._count())

    def _begin(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Do something beside the screen that is waited for at the end."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def _behind(self) -> list[str]:
        return [line.address for line in self.lines if not line.current]

    async def _count(self) -> None:
        from tui.queries.recounting import recounted

        self.look()
        failed = set(self._behind())
        try:
            async for folder, tally in recounted(sorted(failed)):
                if tally is not None:
                    failed.discard(folder)
                    self._tallies.counted(folder, tally)
                    self.look()
        finally:
            # What could not be counted is tried again when something changes there, or at the next look around.
            self._counting = bool(failed)

    # ---- keys

    def say(self, message: Message | str, **params: object) -> None:
        """A quiet line; a text is a msgid."""
        text = message.text(self.tr) if isinstance(message, Message) else self.tr(message, **params)
        self.notify(text, timeout=6, markup=False)

    def complain(self, error: XingfuError) -> None:
        """An error, in the user's words."""
        self.notify(error.message.text(self.tr), severity="error", timeout=12, markup=False)

    def _selected(self) -> CommunityLine | None:
        return self._by_key.get(self._table.cursor_key)

    async def action_open(self) -> None:
        """Open the community under the cursor; while a note is written, send it. What was typed before the key is done first."""
        await settled(self.focused)
        if self._noting:
            self._send()
            return
        line = self._selected()
        if line is None or self._says_trouble(line):
            return
        self.open_desk([*this_program(), "--data", line.address, "--viewer", *self._who()])
        self.locking.came_back()
        self.look()

    def _says_trouble(self, line: CommunityLine) -> bool:
        """Say why nothing can be done with a community now; whether that is so."""
        if line.wrong:
            self.say("{name}: {why}", name=line.called, why=line.trouble.text(self.tr))
        return bool(line.wrong)

    def open_desk(self, command: Sequence[str]) -> None:
        """Give the terminal to the desk of a community until that is left."""
        with self.suspend():
            subprocess.run(command, check=False)  # noqa: S603 - this program itself

    def _who(self) -> list[str]:
        seat = [] if self.actor.seat == LOCAL_SEAT else ["--seat", self.actor.seat]
        return [*seat, "--lang", self.config.lang]

    @property
    def _noting(self) -> bool:
        return self.query_one("#filter", Input).has_class("open")

    def action_supervise(self) -> None:
        """Write a note to the community under the cursor."""
        line = self._selected()
        if line is None or self._says_trouble(line):
            return
        self._about = line.address
        field = self.query_one("#filter", Input)
        field.add_class("open")
        self.set_focus(field)
        self.query_one("#p-communities", Panel).set_title(
            self.tr("Supervision note to {name}", name=line.called)
        )

    def action_keep_note(self) -> None:
        """Write no note; what was typed stays for the next time."""
        if self._noting:
            self.query_one("#filter", Input).remove_class("open")
            self.set_focus(self._table)
            self.look()

    def _send(self) -> None:
        field = self.query_one("#filter", Input)
        if field.value.strip():
            self._begin(self._sent(self._about, field.value.strip()))
        self.action_keep_note()

    async def _sent(self, address: str, note: str) -> None:
        """Have the note written by a process that holds nothing of the community but its notes."""
        process = await asyncio.create_subprocess_exec(
            *this_program(), "--data", address, "--overseer", *self._who(), "notes", "add", "--", note,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )  # fmt: skip
        try:
            _, why = await process.communicate()
        finally:
            await process.wait()  # a note that was sent is not given up because the board is closed
        line = self._by_key.get(address)
        if process.returncode:
            self.notify(
                why.decode(errors="replace").strip() or self.tr("The note was not kept."),
                severity="error",
                markup=False,
            )
            return
        self.query_one("#filter", Input).value = ""
        self.say(N_("The note is with {name}."), name=line.called if line else address)
        self.look()

    @on(KeyBar.Pressed)
    async def _clicked(self, event: KeyBar.Pressed) -> None:
        await self.run_action(event.item.action)

    @on(RecordTable.Opened)
    async def _opened(self) -> None:
        await self.action_open()

    def action_explain(self) -> None:
        """What the figures are."""
        self.say(
            N_(
                "Figures without a word are of this month, but for open, overdue and notes. Days: from recording to completion, mean. Fewer than 5 visits are not told. Grey: being counted. Enter opens a community as the street office sees it, s sends it a note; the answer stands there."
            )
        )

    # ---- the end

    def _look_around(self) -> None:
        """Look at the clock, the line and the seat, which no signal reports."""
        if not self.is_headless and hang_up.line_is_gone():
            self._end(129)
        elif not self._still_seated():
            self.exit(1, message=self.tr("This seat was removed or given another role. Log in again."))
        else:
            self.locking.look()
            self._counting = self._counting and self._count_task is not None and not self._count_task.done()
            self.look()

    def _still_seated(self) -> bool:
        if self.actor.seat == LOCAL_SEAT:
            return True
        if any(line.wrong == "unseated" for line in self.lines):
            return False
        from tui.store import open_seats

        try:
            return all(
                open_seats(one).get(self.actor.seat).role == "overseer"
                for one in self.folders
                if not is_database(one)
            )
        except XingfuError:
            return False

    def _end(self, status: int) -> None:
        if not self.is_headless:
            hang_up.end_soon(status)
        self.exit(status, return_code=status)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While the screen is locked its keys do nothing."""
        return False if self.locked_out(action, parameters) else super().check_action(action, parameters)

    def action_act(self, id: str) -> None:
        """Paint anew, or quit; a locked screen asks first."""
        if id == "redraw":
            self.action_redraw()
            return
        may = getattr(self.screen, "leave_app", None)
        if may is None or may():
            self.exit(0)

    async def action_quit(self) -> None:
        """Textual's own way to quit."""
        self.action_act("leave")

    async def on_unmount(self) -> None:
        """Watch no more; what was started ends first: a note is sent, counting is given up."""
        if self._count_task:
            self._count_task.cancel()
        for task in list(self._tasks):
            with suppress(asyncio.CancelledError):
                await task
        watches, self._watches = self._watches, ()
        for watch in watches:
            asyncio.get_running_loop().remove_reader(watch.fileno())
            watch.close()
