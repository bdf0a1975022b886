"""XingfuApp: a shell of modes, themes and keys. No rule of the desk stands here."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual.binding import Binding, BindingType
from textual.events import Event, Paste
from textual.screen import Screen
from textual.widgets import Input

from tui.desk.context import DeskContext
from tui.kinds.commands import EVERYWHERE
from tui.kinds.declaration import Place, load
from tui.language.errors import Message, XingfuError
from tui.language.i18n import translator
from tui.platform import terminal
from tui.platform.quiet_collection import take_over
from tui.queries.board import Board
from tui.queries.board_keeper import BoardKeeper
from tui.screens.background.ending import Ending
from tui.screens.background.following import Following
from tui.screens.background.locking import Locking
from tui.screens.background.reading import Reading
from tui.screens.background.reminding import Reminding
from tui.screens.background.searching import Searching
from tui.screens.background.tallying import Tallying
from tui.screens.base import acting
from tui.screens.base.bindings import bindings
from tui.screens.base.live import LiveScreen
from tui.screens.lockable_app import LockableApp
from tui.screens.modes import MODES
from tui.seats.actor import LOCAL_SEAT

if TYPE_CHECKING:
    from tui.platform.config import Config
    from tui.platform.locations import Locations
    from tui.screens.background.clocks import Clocks
    from tui.screens.background.drafts import Drafts
    from tui.screens.background.long_work import LongWork
    from tui.screens.background.together import Together
    from tui.screens.base.saved import Saved
    from tui.screens.base.taking_back import TakingBack
    from tui.seats.actor import Actor
    from tui.seats.kept_drafts import KeptDraft
    from tui.store import Entry, Store
    from tui.widgets.editors import LineEditor

log = logging.getLogger(__name__)

# Seconds between two looks at what no signal reports.
LOOK_ANYWAY_EVERY: Final = 3.0
# Seconds after the first paint at which the search index is begun.
SEARCH_AFTER: Final = 1.5
# What these commands open: functions of the app and of the screen in front.
_OPENED: Final = {
    "palette": Place("tui.screens.opened:palette"),
    "search": Place("tui.screens.opened:search"),
    "person": Place("tui.screens.opened:person"),
    "export": Place("tui.screens.opened:export"),
    "papers": Place("tui.screens.opened:papers"),
    "own_settings": Place("tui.screens.opened:own_settings"),
}


class XingfuApp(LockableApp):
    """The desk over one store, for the person `actor`."""

    CSS_PATH = "styles/base.tcss"
    ENABLE_COMMAND_PALETTE = False
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {**MODES}
    DEFAULT_MODE = "dashboard"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(*EVERYWHERE),
        Binding("ctrl+s", "nothing_to_save", show=False),  # in a form it saves
    ]

    def __init__(self, store: Store, actor: Actor, config: Config, locations: Locations) -> None:
        super().__init__()
        self.context = DeskContext(store, actor, translator(config.lang, on_screen=True))
        self.locations = locations
        self._begun = store.seq
        self.composing = False
        self._asks_name = False
        self.begin_in(config.theme)
        self.title = self.context.tr("Xingfu desk")
        self.plain = terminal.plain(os.environ)
        self.own_seat = seat = store.own_seat(actor)
        self.ending, self.locking = Ending(self, seat), Locking(self, seat, config.lock_after)
        self.searching = Searching(self)
        self.tallying = Tallying(self)
        self.reading = Reading(self)
        self.reminding = Reminding(self)
        self.following = Following(
            self,
            looked=self._look_at_others,
            rebuilt=self.garbage.worked,
            heard=lambda entry: self.clocks.compare(entry),  # noqa: PLW0108 - as said
            taken=self._taken_in,
        )

    # These are loaded after the first paint.

    @cached_property
    def together(self) -> Together:
        """Who has which record open."""
        from tui.screens.background.together import Together

        return Together(self)

    @cached_property
    def drafts(self) -> Drafts:
        """What dropped lines left behind."""
        from tui.screens.background.drafts import Drafts

        return Drafts(self)

    @cached_property
    def clocks(self) -> Clocks:
        """Whether others' clocks agree with ours."""
        from tui.screens.background.clocks import Clocks

        return Clocks(self)

    @cached_property
    def long_work(self) -> LongWork:
        """What is taken back and done again, beside the screen where that takes long."""
        from tui.screens.background.long_work import LongWork

        return LongWork(self)

    @cached_property
    def taking_back(self) -> TakingBack:
        """What undo may take back unasked."""
        from tui.screens.base.taking_back import TakingBack

        return TakingBack(self.context, since=self._begun)

    @property
    def board(self) -> Board:
        """The board as it was last made."""
        return self.following.board

    @property
    def saved(self) -> Saved | None:
        """What was saved here last, as far as the board has it."""
        return self.following.saved

    def bring_forward(self, saved: Saved | None) -> None:
        """Have lists put what was just saved in front, with the next board."""
        self.following.bring_forward(saved)

    @property
    def keeper(self) -> BoardKeeper:
        """What makes the board."""
        return self.following.keeper

    # ---- life

    def on_mount(self) -> None:
        """Follow the store from the first painting on."""
        if self.context.actor.seat == LOCAL_SEAT:
            from tui.platform.config import ask_name

            self._asks_name = ask_name(self.locations.config, self.context.actor.name)
        if self._asks_name:
            self.opens_by_itself()
        self.following.begin()
        self.ending.begin()
        self.locking.begin()
        self.after_first_paint(self._after_first_paint)

    def _after_first_paint(self) -> None:
        """What can wait until something is on the screen."""
        self.following.add_totals()
        take_over()
        self.remind()
        self.run_worker(self._settle_in(), name="watch", exit_on_error=False)
        from tui.screens.background.upkeep import Upkeep

        Upkeep(self).begin()
        self.drafts.offer()
        if self._asks_name:
            from tui.screens.own import own_form

            self.push_screen(own_form(self, first=True))
            self.opened_by_itself()

    async def _settle_in(self) -> None:
        """Watch the store; load what the first form and the board's festivals need."""
        await self.following.watch(self.together.folder)
        self.set_interval(LOOK_ANYWAY_EVERY, self.look_around)
        self.set_timer(SEARCH_AFTER, self.searching.begin)
        self.set_timer(SEARCH_AFTER, self.tallying.begin)
        from tui.screens.background.loading import load_ahead

        await asyncio.to_thread(load_ahead)
        await self.following.load_calendar()
        await self.reading.begin()
        gc.collect()
        gc.freeze()  # none of that goes away again: a collection need not look at it

    def _taken_in(self, entries: tuple[Entry, ...]) -> None:
        """Commits came: the search finds what is new, lines may name it."""
        self.searching.follow(entries)
        self.reading.follow(entries)
        self.remind()

    @property
    def reminder(self) -> str:
        """The reminders whose time has come, as a line; empty if there are none."""
        return self.reminding.text

    def remind(self) -> None:
        """Show the line of reminders on the screen in front, a form or another sheet too, if it has changed."""
        if self.reminding.look() and (show := getattr(self.screen, "show_reminder", None)):
            show()

    def _look_at_others(self) -> None:
        """Look at what changes outside of the store: whether this seat is still allowed, and who has which record open."""
        if self.ending.goes_on():
            self.together.show()

    def look_around(self) -> None:
        """Look at what no signal reports: the line, the seat, others' commits, drafts of sessions that died."""
        if self.ending.goes_on():
            self.following.look()
            self.drafts.announce()
            self.remind()
            self.locking.look()

    def on_unmount(self) -> None:
        """Let go of the store."""
        self.following.end()
        self.together.end()

    # ---- what screens ask of it

    @property
    def colours(self) -> str:
        """The colour scheme: `dark` or `light`."""
        return self.theme.removeprefix("xingfu-")

    def apply_settings(self, chosen: Config) -> None:
        """Apply the user's own settings at once."""
        from tui.screens.background.own_settings import OwnSettings

        self.call_later(OwnSettings(self).apply_settings, chosen)
        self.call_later(self.together.renamed)

    def new_draft(self) -> KeptDraft:
        """A draft that begins now."""
        return self.drafts.new()

    def announce_presence(self) -> None:
        """Announce to the others which records are open here."""
        self.together.announce()

    def also_open(self, kind: str, id: int) -> str:
        """Who else has this record open, as a line; empty if nobody has."""
        return self.together.also_open(kind, id)

    def say(self, message: Message | str, **params: object) -> None:
        """A quiet line about what was done."""
        tr = self.context.tr
        text = message.text(tr) if isinstance(message, Message) else tr(message, **params)
        self.notify(text, timeout=4, markup=False)

    def complain(self, error: XingfuError) -> None:
        """An error, in the user's words; to the log as well, without what was typed."""
        log.warning("%s: %s", type(error).__name__, error.message.msgid)
        self.notify(error.message.text(self.context.tr), severity="error", timeout=12, markup=False)

    def on_line_editor_joined(self, event: LineEditor.Joined) -> None:
        """Several lines were pasted into one."""
        self.say(Message("{n} lines were pasted as one. Look it over.", {"n": event.lines}))

    def on_line_editor_full(self, event: LineEditor.Full) -> None:
        """Nothing was put in, as it did not fit."""
        text = self.context.tr("At most {max_length} characters fit here.", max_length=event.most)
        self.notify(text, severity="warning", markup=False)

    async def on_event(self, event: Event) -> None:
        """A paste outside of any field is taken before the next key is looked at."""
        if isinstance(event, Paste) and not event.is_forwarded and not isinstance(self.focused, Input):
            front = self.screen
            if isinstance(front, LiveScreen):
                await front.take_paste(event.text)
                return
        await super().on_event(event)

    # ---- commands that hold everywhere

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While a form is open it has the keys; leaving must go through it, so that nothing typed is lost."""
        if self.locked_out(action, parameters):
            return False
        always = {("leave",), ("redraw",), ("lock",)}
        if action == "act" and parameters not in always and parameters[0] not in MODES:
            if isinstance(self.screen.focused, Input) and parameters != ("palette",):
                return False
            return not self.screen.is_modal
        return super().check_action(action, parameters)

    async def action_act(self, id: str) -> None:
        """Do the command `id`, one of those that hold everywhere."""
        if isinstance(self.screen, LiveScreen) and self.screen.takes(id):
            await self.screen.action_act(id)
        elif id in MODES:
            await self._go_to(id)
        elif id == "help":
            self.action_keys()
        elif id == "redraw":
            self.action_redraw()
        elif id == "undo":
            await self.long_work.do(lambda: self.taking_back.undo()[1])
        elif id == "redo":
            from tui.screens.base.taking_back import redo

            await self.long_work.do(lambda: redo(self.context, None))
        elif id == "lock":
            await self.action_lock()
        elif id == "leave":
            await self.action_leave()
        elif id in _OPENED:
            await self._open(id)
        else:
            screen = acting.opened(self, "", EVERYWHERE[id], None)
            if screen is not None and not self.screen.is_modal:
                await self.push_screen(screen)

    async def _open(self, id: str) -> None:
        """Open what the command is for, about the screen in front or the whole desk; if that is refused, say why."""
        if isinstance(self.screen, LiveScreen):
            await self.screen.typed_out()  # it may have only just been asked for
        try:
            screen: Screen[Any] | None = load(_OPENED[id])(self, self.screen)
        except XingfuError as error:
            self.complain(error)
        else:
            if screen is not None:
                await self.push_screen(screen)

    async def _go_to(self, mode: str) -> None:
        """The top view of a screen, its first panel in front; what lies over it is closed, and a sheet, if it may be."""
        while self.screen.is_modal:
            if getattr(self.screen, "dirty", False):
                self.say(Message("What you typed is not saved: Ctrl+S saves it, Esc leaves it."))
                return
            may = getattr(self.screen, "leave_app", None)
            if may is not None and not may():
                return
            await self.pop_screen()
        await self.switch_mode(mode)
        while len(self.screen_stack) > 1:
            may = getattr(self.screen, "leave_app", None)
            if may is not None and not may():  # it says why
                return
            await self.pop_screen()
        if isinstance(self.screen, LiveScreen):
            self.screen.first_panel()

    def action_nothing_to_save(self) -> None:
        """Say so: the key saves forms, and does nothing else anywhere."""
        self.say(Message("Everything is saved already."))

    def action_keys(self) -> None:
        """All keys; by a key that does not type also where something is being typed."""
        from tui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.screen))

    async def action_leave(self) -> None:
        """Quit; a form with something typed asks first, and what is being put back is finished."""
        if self.long_work.under_way:
            return
        leave = getattr(self.screen, "leave_app", None)
        if leave is None or leave():
            self.exit(0)

    async def action_quit(self) -> None:
        """Textual's own way to quit."""
        await self.action_leave()
