"""XingfuApp: modes, themes, the store's changes and the clock. No rule of the desk stands here."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import threading
from collections.abc import Callable
from datetime import date, datetime
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual.app import App
from textual.binding import BindingType
from textual.events import Event, Key
from textual.screen import Screen
from textual.widgets import Input

from tui.kinds.commands import EVERYWHERE, USE_CASES, USE_CASES_EVERYWHERE
from tui.kinds.words import ROLES
from tui.language.errors import Message, StoreError, StoreReadOnly, XingfuError
from tui.language.i18n import N_, Translator, translator
from tui.language.text import wrap
from tui.platform import hang_up, terminal
from tui.platform.durable import make_folder
from tui.platform.quiet_collection import QuietCollection, take_over
from tui.queries.board_keeper import BoardKeeper
from tui.rules.privacy.rights import may
from tui.rules.services.reached import LookingBack
from tui.screens.base.bindings import bindings
from tui.screens.styles.themes import THEMES
from tui.seats.actor import LOCAL_SEAT
from tui.widgets.style_cache import forget_closed_widgets

if TYPE_CHECKING:
    from tui.desk.desk import Desk
    from tui.desk.quick import QuickEntry
    from tui.engine.embedded.watch import FolderWatch
    from tui.platform.config import Config
    from tui.platform.locations import Locations
    from tui.screens.base.live import LiveScreen
    from tui.seats.actor import Actor
    from tui.seats.presence import Presence
    from tui.store import Entry, Store
    from tui.widgets.editors import LineEditor

log = logging.getLogger(__name__)

# Where drafts lie; named here so that a start without one loads nothing more.
DRAFTS: Final = "drafts"
# Seconds between two looks at the clock, which moves sessions from coming to under way.
CLOCK_EVERY: Final = 20.0
# Seconds between two looks at the store where the kernel cannot tell of changes, and where it can.
LOOK_EVERY: Final = 0.08
LOOK_ANYWAY_EVERY: Final = 3.0
# Minutes by which another's clock may be ahead before it is told.
CLOCKS_APART: Final = 3
# Seconds between two looks at whether the journal wants folding and the day its backup.
UPKEEP_AFTER: Final = 5.0
UPKEEP_EVERY: Final = 60.0
# Seconds for which another screen is not painted yet while it comes to the front.
SWITCHED: Final = 0.01
# Cells of a toast's text.
_TOAST: Final = 42


def _dashboard() -> Screen[Any]:
    from tui.screens.dashboard import DashboardScreen  # noqa: PLC0415 - each screen when first shown

    return DashboardScreen()


def _services() -> Screen[Any]:
    from tui.screens.services import ServicesScreen  # noqa: PLC0415

    return ServicesScreen()


def _wishes() -> Screen[Any]:
    from tui.screens.wishes import WishesScreen  # noqa: PLC0415

    return WishesScreen()


def _teams() -> Screen[Any]:
    from tui.screens.teams import TeamsScreen  # noqa: PLC0415

    return TeamsScreen()


def _meetings() -> Screen[Any]:
    from tui.screens.meetings import MeetingsScreen  # noqa: PLC0415

    return MeetingsScreen()


def _visits() -> Screen[Any]:
    from tui.screens.visits import VisitsScreen  # noqa: PLC0415

    return VisitsScreen()


def _volunteers() -> Screen[Any]:
    from tui.screens.volunteers import VolunteersScreen  # noqa: PLC0415

    return VolunteersScreen()


def _home() -> Screen[Any]:
    from tui.screens.home import HomeScreen  # noqa: PLC0415

    return HomeScreen()


def _calendar() -> Screen[Any]:
    from tui.screens.calendar import CalendarScreen  # noqa: PLC0415

    return CalendarScreen()


def _alliance() -> Screen[Any]:
    from tui.screens.alliance import AllianceScreen  # noqa: PLC0415

    return AllianceScreen()


class XingfuApp(App[int]):
    """The dashboard over one store, for the person `actor`."""

    CSS_PATH = "styles/base.tcss"
    ENABLE_COMMAND_PALETTE = False
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {
        "dashboard": _dashboard,
        "services": _services,
        "wishes": _wishes,
        "teams": _teams,
        "meetings": _meetings,
        "visits": _visits,
        "volunteers": _volunteers,
        "home": _home,
        "calendar": _calendar,
        "alliance": _alliance,
    }
    DEFAULT_MODE = "dashboard"
    BINDINGS: ClassVar[list[BindingType]] = bindings(*EVERYWHERE)  # type: ignore[assignment]

    def __init__(self, store: Store, actor: Actor, config: Config, locations: Locations) -> None:
        forget_closed_widgets()
        super().__init__()
        self.store = store
        self.actor = actor
        self.config = config
        self.locations = locations
        self.tr: Translator = translator(config.lang)
        self.animation_level = "none"
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = f"xingfu-{config.theme}"
        self.title = self.tr("Xingfu desk")
        # Whether the terminal may lack the blocks of which a line of months is drawn.
        self.plain = terminal.plain(os.environ)
        self._watch: FolderWatch | None = None
        self._unsubscribe: Callable[[], None] | None = None
        self._redraw_due = False
        self._garbage = QuietCollection(self.set_timer)
        self.keeper = BoardKeeper(store)
        # Not reactive: that would repaint the whole screen at each commit.
        self.board = self.keeper.board(store.now)

    @cached_property
    def desk(self) -> Desk:
        """The use cases, loaded when the first is wanted."""
        from tui.desk.desk import Desk  # noqa: PLC0415 - not on the way to the first screen

        return Desk(self.store, self.actor)

    @cached_property
    def quick_entry(self) -> QuickEntry:
        """What reads and keeps lines of quick entry, loaded when the first line is typed."""
        from tui.desk.quick import QuickEntry  # noqa: PLC0415 - as for the desk

        return QuickEntry(self.desk)

    # ---- life

    def on_mount(self) -> None:
        self._home = asyncio.get_running_loop()
        self._unsubscribe = self.store.subscribe(self._heard)
        self.set_interval(CLOCK_EVERY, self._rebuild)
        if not self.is_headless:
            hang_up.listen(self._ended_from_outside)
        self.call_after_refresh(self._after_first_paint)

    def on_ready(self) -> None:
        """Paint at once what was laid out while Textual held painting back: it would wait for a frame (17 ms)."""
        self.screen._on_timer_update()  # noqa: SLF001 - there is no public way to have a frame now

    def _after_first_paint(self) -> None:
        """What can wait until something is on the screen."""
        self._look_back()
        take_over()
        self.run_worker(self._start_watching(), name="watch", exit_on_error=False)
        self.set_timer(UPKEEP_AFTER, self._look_after)
        self.set_interval(UPKEEP_EVERY, self._look_after)
        if (self.locations.data / DRAFTS).is_dir():
            self._offer_draft()

    def _look_after(self) -> None:
        self.run_worker(self._upkeep(), name="upkeep", group="upkeep", exclusive=False, exit_on_error=False)

    async def _upkeep(self) -> None:
        """Fold the journal if it has grown, and make the day's backup, while the desk goes on."""
        if self._upkeep_runs:
            return
        self._upkeep_runs = True
        try:
            await asyncio.to_thread(_tidy_and_back_up, self.store)
        except StoreReadOnly:
            pass  # whoever may write does it
        except StoreError as error:
            if not self._upkeep_failed:
                self.complain(error)
            self._upkeep_failed = True
        finally:
            self._upkeep_runs = False

    _upkeep_runs = False
    _upkeep_failed = False

    def _offer_draft(self) -> None:
        """Offer what this seat was typing when its line dropped."""
        from tui.seats.drafts import left_behind  # noqa: PLC0415 - seldom there

        found = next(left_behind(self.locations.data, self.actor), None)
        if found is not None:
            from tui.screens.entry.left_behind import LeftBehindScreen  # noqa: PLC0415

            self._drafts_told.add(found[1].name)
            self.push_screen(LeftBehindScreen(*found))

    def _tell_of_drafts(self) -> None:
        """Say once what a session left that was still waiting for its dead line when this one began."""
        from tui.seats.drafts import left_behind  # noqa: PLC0415

        for draft, file in left_behind(self.locations.data, self.actor):
            if file.name not in self._drafts_told:
                self._drafts_told.add(file.name)
                text = self.tr(
                    "«{form}» was not saved when a line of yours dropped. It is offered at your next login.",
                    form=draft.title,
                )
                self.notify(text, timeout=12, markup=False)
            file.leave()

    @cached_property
    def _drafts_told(self) -> set[str]:
        return set()

    async def _start_watching(self) -> None:
        """Have the kernel tell of other processes' commits, or look at the store ourselves."""
        try:
            watch = await asyncio.to_thread(self._watched)
        except OSError:
            self.set_interval(LOOK_EVERY, self._look)
            self.set_interval(LOOK_ANYWAY_EVERY, self._look_around)
            return
        self._watch = watch
        asyncio.get_running_loop().add_reader(watch.fileno(), self._woken)
        self.set_interval(LOOK_ANYWAY_EVERY, self._look_around)
        self._look()
        # Nobody should wait for the forms' modules when the first form opens.
        await asyncio.to_thread(_load_forms)
        await self._load_calendar()
        gc.collect()
        gc.freeze()  # none of that goes away again: a collection need not look at it

    _festival: Callable[[date], Message | None] | None = None
    _looking_back: LookingBack | None = None

    def _look_back(self) -> None:
        """What was reached is told after the first paint: it looks at all wishes once, later at the changed ones."""
        self._looking_back = LookingBack()
        self._rebuild()

    async def _load_calendar(self) -> None:
        """The lunar calendar is slow to load: what the board tells of it comes after the first paint."""
        from tui.rules.calendar.festival_days import festival_near  # noqa: PLC0415 - as said

        if await asyncio.to_thread(festival_near, self.store.now.date()) is not None:
            self._festival = festival_near
            self._rebuild()
        self._festival = festival_near

    def _watched(self) -> FolderWatch:
        make_folder(self.presence.folder)
        return self.store.watch(self.presence.folder)

    @cached_property
    def presence(self) -> Presence:
        """Who has which record open."""
        from tui.seats.presence import Presence  # noqa: PLC0415 - after the first paint

        return Presence(self.locations.data, self.actor)

    def tell_presence(self) -> None:
        """Tell the others which records are open here."""
        stack = self.screen_stack if self.is_running else []
        opened = [found for screen in stack if (found := getattr(screen, "opened_record", None))]
        try:
            self.presence.tell(opened)
        except OSError as error:
            log.warning("presence cannot be told: %s", error.strerror)
        self._show_presence()

    def also_open(self, kind: str, id: int) -> str:
        """Who else has this record open, as a line; empty if nobody has."""
        here = [o for o in self.presence.others() if (o.kind, o.id) == (kind, id)]
        editing = {o.by for o in here if o.editing}
        names = sorted(self.tr("{name} (editing)", name=by) for by in editing)
        names += sorted({o.by for o in here} - editing)
        return self.tr("also open: {names}", names=", ".join(names)) if names else ""

    def _show_presence(self) -> None:
        for screen in self.screen_stack:
            show = getattr(screen, "show_presence", None)
            if show:
                show()

    def _woken(self) -> None:
        if self._watch:
            self._watch.drain()
        self.call_next(self._look)

    def _look_around(self) -> None:
        """What no signal tells: the line that is gone, the seat that was taken away."""
        if not self.is_headless and hang_up.line_is_gone():
            self._ended_from_outside(129)
        elif not self._still_seated():
            self._leave_message = Message("This seat was removed or given another role. Log in again.")
            self._ended_from_outside(1)
        else:
            self._look()
            if (self.locations.data / DRAFTS).is_dir():
                self._tell_of_drafts()

    def _still_seated(self) -> bool:
        """Whether the seat may still do what it could when it logged in."""
        if self.actor.seat == LOCAL_SEAT:
            return True
        from tui.seats.register import SeatRegister  # noqa: PLC0415 - for those who come over SSH

        try:
            return SeatRegister(self.locations.data).get(self.actor.seat).role == self.actor.role
        except XingfuError:
            return False

    _leave_message: Message | None = None

    def _ended_from_outside(self, status: int) -> None:
        """Keep what is being typed, and go; the terminal may be gone already."""
        if not self.is_headless:
            hang_up.end_soon(status)
        for screen in self.screen_stack:
            keep = getattr(screen, "keep_draft", None)
            if keep:
                keep()
        message = self._leave_message.text(self.tr) if self._leave_message else None
        self.exit(status, return_code=status, message=message)

    def _look(self) -> None:
        """Take in what others have committed; `_committed` hears of it. And who has what open."""
        self._show_presence()
        try:
            self.store.refresh()
        except StoreError as error:
            if error.message != self._unread:  # once, not at every look
                self.complain(error)
            self._unread = error.message
        else:
            self._unread = None

    _unread: Message | None = None

    def _heard(self, entries: tuple[Entry, ...]) -> None:
        """New commits are told in the thread that came upon them; the screens live in one."""
        if threading.get_ident() == self._thread_id:
            self._committed(entries)
        else:
            self._home.call_soon_threadsafe(self._committed, entries)

    def _committed(self, entries: tuple[Entry, ...]) -> None:
        """The store has new commits, from here or elsewhere: one redraw for all that come together."""
        # A commit of which nothing may be seen here has no changes.
        others = [e for e in entries if e.changes and (e.by, e.seat) != (self.actor.name, self.actor.seat)]
        if others:
            self._compare_clocks(others[-1])
            for screen in self._live_screens():
                screen.note_others(others[-1])
        if not self._redraw_due:
            self._redraw_due = True
            self.call_next(self._rebuild)

    def _compare_clocks(self, entry: Entry) -> None:
        """Say once if another machine's clock is ahead of ours. Order does not depend on clocks; dates do."""
        minutes = int((datetime.fromisoformat(entry.at) - self.store.now).total_seconds() // 60)
        if minutes >= CLOCKS_APART and not self._clocks_told:
            self._clocks_told = True
            message = Message(
                "The clock of this computer is {n} minutes behind that of {name}. Nothing is lost by it, but "
                "dates may be wrong: have both set by network time.",
                {"n": minutes, "name": entry.by or entry.seat},
            )
            self.notify(message.text(self.tr), severity="warning", timeout=12, markup=False)

    _clocks_told = False

    def _rebuild(self) -> None:
        """Make the board anew; what shows it repaints the rows that differ."""
        self._redraw_due = False
        self._garbage.worked()
        now = self.store.now
        festival = self._festival(now.date()) if self._festival else None
        self.board = self.keeper.board(now, festival, self._looking_back)
        for screen in self._live_screens():
            screen.follow()
        for any_screen in self.screen_stack:
            note = getattr(any_screen, "note_change", None)
            if note:
                note()

    def _live_screens(self) -> list[LiveScreen]:
        from tui.screens.base.live import LiveScreen  # noqa: PLC0415 - loaded with the first screen

        return [screen for screen in self.screen_stack if isinstance(screen, LiveScreen)]

    def on_unmount(self) -> None:
        if self._unsubscribe:
            self._unsubscribe()
        self.presence.close()
        if self._watch:
            asyncio.get_running_loop().remove_reader(self._watch.fileno())
            self._watch.close()
            self._watch = None

    # ---- when something breaks

    failure: BaseException | None = None

    def _handle_exception(self, error: Exception) -> None:
        """Keep the traceback for the log instead of throwing it at the user; the terminal is restored."""
        if self.is_headless:
            super()._handle_exception(error)
            return
        self.failure = self.failure or error
        self._return_code = 1
        self._close_messages_no_wait()

    async def on_event(self, event: Event) -> None:
        """Note that somebody is typing."""
        if isinstance(event, Key):
            self._garbage.typed()
        await super().on_event(event)

    # ---- telling the user

    def notify(self, message: str, **how: Any) -> None:
        """A toast, in lines that fit: Textual would break Chinese at its spaces alone."""
        super().notify("\n".join(wrap(message, _TOAST)), **how)

    def say(self, message: Message | str, **params: object) -> None:
        """A quiet line about what was done."""
        text = message.text(self.tr) if isinstance(message, Message) else self.tr(message, **params)
        self.notify(text, timeout=4, markup=False)

    def complain(self, error: XingfuError) -> None:
        """An error, in the user's words; to the log as well, without what was typed."""
        log.warning("%s: %s", type(error).__name__, error.message.msgid)
        self.notify(error.message.text(self.tr), severity="error", timeout=12, markup=False)

    def on_line_editor_joined(self, event: LineEditor.Joined) -> None:
        """Several lines were pasted into one."""
        self.say(Message("{n} lines were pasted as one. Look it over.", {"n": event.lines}))

    def on_line_editor_full(self, event: LineEditor.Full) -> None:
        """Nothing was put in, as it did not fit."""
        text = self.tr("At most {max_length} characters fit here.", max_length=event.most)
        self.notify(text, severity="warning", markup=False)

    def delay_update(self, delay: float = SWITCHED) -> None:
        """Hold painting back while another screen comes to the front.

        Textual does so for 50 ms to hide how a screen is built; ours are built and filled in 8, and the key
        is waited for.
        """
        super().delay_update(delay)

    # ---- commands that hold everywhere

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        # While a form is open it has the keys; leaving must go through it, so that nothing typed is lost.
        if action in EVERYWHERE and action != "leave":
            if isinstance(self.screen.focused, Input) and action != "palette":
                return False
            return not self.screen.is_modal
        return super().check_action(action, parameters)

    def grants(self, id: str) -> bool:
        """Whether a command that holds everywhere is for this person."""
        use_case = USE_CASES_EVERYWHERE.get(id)
        return use_case is None or may(self.actor.role, use_case)

    def offers(self, id: str) -> bool:
        """Whether a command is for this person, on whatever kind of record."""
        cases = [case for (_, command), case in USE_CASES.items() if command == id]
        return self.grants(id) and (not cases or any(may(self.actor.role, case) for case in cases))

    def action_dashboard(self) -> None:
        self.switch_mode("dashboard")

    def action_services(self) -> None:
        self.switch_mode("services")

    def action_wishes(self) -> None:
        self.switch_mode("wishes")

    def action_teams(self) -> None:
        self.switch_mode("teams")

    def action_meetings(self) -> None:
        self.switch_mode("meetings")

    def action_visits(self) -> None:
        self.switch_mode("visits")

    async def action_handover(self) -> None:
        if not self.grants("handover"):
            return
        from tui.screens.base import acting  # noqa: PLC0415 - loads the models

        try:
            await self.push_screen(acting.new(self, "handover"))
        except XingfuError as error:
            self.complain(error)

    def action_volunteers(self) -> None:
        self.switch_mode("volunteers")

    def action_home(self) -> None:
        self.switch_mode("home")

    def action_calendar(self) -> None:
        self.switch_mode("calendar")

    def action_alliance(self) -> None:
        self.switch_mode("alliance")

    def action_help(self) -> None:
        from tui.screens.help import HelpScreen  # noqa: PLC0415

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.screen))

    def action_keys(self) -> None:
        """The same by a key that does not type: also where something is being typed."""
        self.action_help()

    def action_palette(self) -> None:
        from tui.screens.palette import PaletteScreen  # noqa: PLC0415

        self.push_screen(PaletteScreen(self.screen))

    def action_undo(self) -> None:
        try:
            entry = self.desk.history.undo()
        except XingfuError as error:
            self.complain(error)
        else:
            from tui.screens.base.wording import undone  # noqa: PLC0415 - loaded with the first screen

            self.say(undone(entry.action, self.tr))

    async def action_quick(self) -> None:
        """One line over whatever is in front."""
        from tui.screens.entry.quick import QuickScreen  # noqa: PLC0415 - when first asked for

        if not self.grants("quick"):
            self._refuse()
        elif not self.screen.is_modal:
            await self.push_screen(QuickScreen())

    async def action_settings(self) -> None:
        """The settings of the community."""
        from tui.screens.base import acting  # noqa: PLC0415 - loads the models

        if self.grants("settings"):
            await self.push_screen(acting.new(self, "community"))
        else:
            self._refuse()

    def _refuse(self) -> None:
        role = Message(ROLES[self.actor.role])
        self.say(Message("The role «{role}» may not do this.", {"role": role}))

    async def action_leave(self) -> None:
        """Quit; a form with something typed asks first."""
        leave = getattr(self.screen, "leave_app", None)
        if leave is None or leave():
            self.exit(0)

    def action_screenshot(self, filename: str | None = None, path: str | None = None) -> None:
        """Nothing: the desk writes no files where a user says."""

    def action_suspend_process(self) -> None:
        """Nothing: there is no shell to go back to."""

    async def action_quit(self) -> None:
        await self.action_leave()

    def action_help_quit(self) -> None:
        self.say(N_("Press F10 or Ctrl+Q to quit."))


def _tidy_and_back_up(store: Store) -> None:
    from tui.engine.embedded.upkeep.backup import daily_backup  # noqa: PLC0415 - long after the first paint

    try:
        store.tidy()
    finally:  # all the more where the files are not as they should be
        daily_backup(store.engine, store.now.date())


def _load_forms() -> None:
    from tui.store import MODELS  # noqa: PLC0415

    for module in ("tui.screens.base.acting", "tui.desk.desk", *(module for module, _ in MODELS.values())):
        import_module(module)
