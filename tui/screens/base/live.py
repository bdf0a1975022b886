"""LiveScreen: what every screen of records shares: header, key bar, commands on the record in front."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar, Final, cast

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Input

from tui.kinds.commands import COMMANDS, EVERYWHERE, FOR_KIND, USE_CASES, called
from tui.kinds.record import Target
from tui.kinds.words import ACTIONS, ROLES
from tui.language.errors import Message, XingfuError
from tui.language.i18n import N_, Translator
from tui.queries.refusals import why_not
from tui.rules.privacy.rights import may
from tui.rules.progress import progress
from tui.screens.base import wording
from tui.screens.base.bindings import bindings
from tui.widgets.header_bar import HeaderBar
from tui.widgets.key_bar import KeyBar, KeyItem
from tui.widgets.settling import settled

if TYPE_CHECKING:
    from tui.queries.board import Board
    from tui.screens.app import XingfuApp
    from tui.store import Entry


# Cells from which on the record stands beside the list.
WIDE: Final = 110
# Seconds without a move after which the cursor counts as resting.
REST: Final = 0.08


class LiveScreen(Screen[None]):
    """A screen that follows the store. Subclasses give `body`, `target`, `kind` and `refresh_live`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "walk(True)", show=False, priority=True),
        Binding("shift+tab", "walk(False)", show=False, priority=True),
        *bindings(
        "back", "open", "new", "edit", "filter", "everything", "assign", "match", "complete", "rate",
        "reopen",
        "step", "agenda", "visit_wish", "supervise", "confirm", "cancel", "move", "count", "sign_up", "days", "book", "rooms", "appoint",
        ),
    ]  # fmt: skip
    title_msgid: ClassVar[str] = ""

    # ---- what subclasses say

    def body(self) -> ComposeResult:
        """The widgets between header and key bar."""
        raise NotImplementedError

    @property
    def target(self) -> Target | None:
        """The record that commands are about."""
        raise NotImplementedError

    @property
    def kind(self) -> str:
        """The kind of record in front, also where there is none yet."""
        raise NotImplementedError

    def refresh_live(self) -> None:
        """Show the store as it is now."""
        raise NotImplementedError

    # ---- common ground

    @property
    def wide(self) -> bool:
        """Whether there is room for the record beside the list."""
        return self.app.size.width >= WIDE

    @property
    def desk_app(self) -> XingfuApp:
        """The app, as what it is."""
        return cast("XingfuApp", self.app)

    @property
    def tr(self) -> Translator:
        """The language of the desk."""
        return self.desk_app.tr

    @property
    def board(self) -> Board:
        """The board as it was last made."""
        return self.desk_app.board

    def compose(self) -> ComposeResult:
        """Header, body, key bar."""
        yield HeaderBar(id="header")
        yield from self.body()
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Fill in what the store has."""
        self.ready = True
        self.follow()
        self.update_bars()

    @on(events.ScreenResume)
    def _come_to_front(self, event: events.ScreenResume) -> None:
        """Come back to the front: the store may have moved on, the styles have not."""
        event.refresh_styles = False
        if self._left:
            self.follow()
            self.update_bars()

    def follow(self) -> None:
        """Show the store as it is now, if that is not on the screen already."""
        if self.ready and self._followed is not self.board:
            self._followed = self.board
            self.refresh_live()

    _followed: Board | None = None

    def on_screen_suspend(self) -> None:
        """Another screen comes to the front."""
        self._left = True

    _left = False
    ready = False
    """Whether the widgets are there to be filled."""

    def leave(self) -> None:
        """Back to where we came from, once, however often it is asked (a key, a record that is gone).

        Beneath another screen it waits: Textual would close that one. What is typed there stays.
        """
        if not self.waits() and not self._going:
            self._going = True
            self.dismiss()

    def waits(self) -> bool:
        """Whether another screen is in front; if so, this one shows the store anew when it is there itself."""
        if self.is_active:
            return False
        self._followed = None
        return True

    _going = False

    def update_bars(self) -> None:
        """The header and the keys that do something here."""
        board, tr = self.board, self.tr
        place = f"{board.community or tr('Xingfu desk')}  {tr(self.title_msgid)}"
        self.query_one("#header", HeaderBar).set_text(place, wording.long_day(board.today, tr), self._others)
        self.query_one("#keys", KeyBar).set_items(self._key_items())

    # While the cursor runs through a list, only the list is painted; what follows from the cursor's
    # place comes when it rests. A slow line carries a tenth then.
    _resting: Timer | None = None

    def soon(self) -> None:
        """Have `settle` done once the cursor rests."""
        if self._resting is not None:
            self._resting.stop()
        self._resting = self.set_timer(REST, self.settle)

    def settle(self) -> None:
        """Bring up to date what depends on the cursor."""
        self.update_bars()

    _others = ""

    def note_others(self, entry: Entry) -> None:
        """Note what somebody else has just done; the header says it when the new board is shown."""
        at = datetime.fromisoformat(entry.at)
        what = self.tr(ACTIONS.get(entry.action, entry.action))
        self._others = f"{at:%H:%M} {entry.by} {what}"

    def _key_items(self) -> list[KeyItem]:
        ids = [id for id in FOR_KIND[self.kind] if self.possible(id)]
        more = [id for id in ("filter", "everything") if self.possible(id)]
        front = ["open"] if self.possible("open") else []
        shown = [*front, *ids, *more, "back"] if self.possible("back") else [*front, *ids, *more]
        everywhere = [id for id in EVERYWHERE if self.desk_app.grants(id)]
        here = [id for id in [*shown, *everywhere] if id != self.app.current_mode]
        # The way out and the help must be in sight however short the line is.
        first = [id for id in ("help", "leave") if id in here]
        ordered = [*here[:5], *first, *(id for id in here[5:] if id not in first)]
        return [KeyItem(COMMANDS[i].shown, self.tr(called(self.kind, i)[0]), i) for i in ordered]

    def on_key_bar_pressed(self, event: KeyBar.Pressed) -> None:
        """A click on the key bar does what the key does."""
        self.call_later(self.run_action, self._where(event.item.command))

    @staticmethod
    def _where(id: str) -> str:
        return f"app.{id}" if id in EVERYWHERE else id

    # ---- which commands make sense

    def possible(self, id: str) -> bool:
        """Whether the command would do something with the record in front, for this person."""
        if id in {"filter", "everything", "back"}:
            return False
        if id == "open":
            return self.target is not None
        kind = self.kind
        if id == "new":
            kind = {"session": "service"}.get(kind, kind)
        use_case = USE_CASES.get((kind, id))
        if use_case is None or not may(self.desk_app.actor.role, use_case):
            return False
        if id in {"new", "rooms"}:
            return True
        target = self.target
        return target is not None and self._fits(id, target)

    def _fits(self, id: str, target: Target) -> bool:
        return why_not(self.desk_app.store, id, target) is None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys of commands that make no sense here do nothing."""
        if action in COMMANDS and action not in EVERYWHERE:
            if isinstance(self.focused, Input) and action != "back":
                return False
            # The cursor may still be on its way: whether a record allows it is asked when it is done.
            return (
                self.possible(action) if action in {"filter", "everything", "back"} else self._known(action)
            )
        return super().check_action(action, parameters)

    def _known(self, id: str) -> bool:
        kind = {"session": "service"}.get(self.kind, self.kind) if id == "new" else self.kind
        return id == "open" or (kind, id) in USE_CASES

    # ---- the commands

    async def _typed_out(self) -> None:
        """Wait until the keys before this command have been done, and what follows from them."""
        await settled(self.focused)
        await settled(self)

    async def action_walk(self, on: bool) -> None:
        """The next or previous panel, at once: the key after it is for that panel."""
        await self._typed_out()
        if on:
            self.focus_next()
        else:
            self.focus_previous()

    async def action_open(self) -> None:
        """Show the record in full."""
        from tui.screens.base.detail import DetailScreen

        await self._typed_out()
        if self.target:
            await self.app.push_screen(DetailScreen(self.target))

    async def action_new(self) -> None:
        """Open the form for a new record."""
        kind = {"session": "service"}.get(self.kind, self.kind)
        if self._granted(kind, "new"):
            await self._form(lambda forms: forms.new(self.desk_app, kind))

    async def action_edit(self) -> None:
        """Open the form of the record."""
        await self._form_for("edit")

    async def action_assign(self) -> None:
        """Ask who is to see to the wish."""
        await self._form_for("assign")

    async def action_match(self) -> None:
        """Show who fits best, to be assigned by Enter."""
        await self._form_for("match")

    async def action_complete(self) -> None:
        """Ask what was done, or how the session went; a learner is able now."""
        await self._typed_out()
        target = self.target
        if target and target.kind == "lesson":
            if self._asked_of("complete", target):
                able = N_("They can do it now; the skill is on record.")
                self._do(lambda: self.desk_app.desk.lessons.able(target.id), able)
        else:
            await self._form_for("complete")

    async def action_rate(self) -> None:
        """Ask how satisfied the resident is."""
        await self._form_for("rate")

    async def action_reopen(self) -> None:
        """Take a wish up again (with a reason), or plan a cancelled session again."""
        await self._typed_out()
        target = self.target
        if target and target.kind == "session" and target.on:
            self._do(lambda: self.desk_app.desk.sessions.restore(target.id, target.on), N_("Planned again."))  # type: ignore[arg-type]
        else:
            await self._form_for("reopen")

    async def action_step(self) -> None:
        """Choose what happens to the wish next; an action item goes one step on."""
        await self._typed_out()
        target = self.target
        if target and target.kind == "action":
            if self._granted("action", "step"):
                self._do(lambda: self._next_step(target.id), N_("One step further."))
        elif target and target.kind == "lesson":
            if self._asked_of("step", target):
                self._do(lambda: self.desk_app.desk.lessons.meet(target.id), N_("The lesson is noted."))
        else:
            await self._form_for("step")

    def _next_step(self, id: int) -> None:
        stored = self.desk_app.store.actions.find_stored(id) or {"steps": ()}
        self.desk_app.desk.actions.step(id, progress(stored["steps"])[0] + 1)

    async def action_agenda(self) -> None:
        """Put the wish on the next meeting's agenda."""
        await self._typed_out()
        target = self.target
        if target and target.kind == "need" and self._asked_of("agenda", target):
            self._do(
                lambda: self.desk_app.desk.alliance.put_on_agenda(target.id),
                N_("It is on the next coordination meeting's agenda."),
            )
        elif target and target.kind == "wish" and self._asked_of("agenda", target):
            self._do(
                lambda: self.desk_app.desk.meetings.put_on_agenda(target.id),
                N_("It is on the next meeting's agenda."),
            )

    async def action_visit_wish(self) -> None:
        """Record a wish that was heard at the visit."""
        await self._form_for("visit_wish")

    async def action_supervise(self) -> None:
        """Ask what the community is to do about the wish."""
        await self._form_for("supervise")

    day_in_front: date | None = None
    """The day on which something new is to be, where the screen shows one."""

    async def action_book(self) -> None:
        """Open the form for a booking of a room."""
        await self._typed_out()
        if self._granted("booking", "new"):
            await self._form(lambda forms: forms.new_on(self.desk_app, "booking", self.day_in_front))

    async def action_rooms(self) -> None:
        """Show the rooms, to be added and changed."""
        await self._typed_out()
        if self._granted("booking", "rooms"):
            from tui.screens.rooms import RoomsScreen

            await self.app.push_screen(RoomsScreen())

    async def action_appoint(self) -> None:
        """Ask whom the partner sends, and to which team."""
        await self._form_for("appoint")

    async def action_move(self) -> None:
        """Ask when and where the session is held instead, and who is down for it."""
        await self._form_for("move")

    async def action_sign_up(self) -> None:
        """Ask who wants to come."""
        await self._form_for("sign_up")

    async def action_days(self) -> None:
        """Ask on which days the service is not held, or held besides."""
        await self._form_for("days")

    async def action_count(self) -> None:
        """Show the items with their counters."""
        await self._typed_out()
        target = self.target
        if target is not None and self._asked_of("count", target):
            from tui.screens.counting import CountScreen

            await self.app.push_screen(CountScreen(target))

    async def action_cancel(self) -> None:
        """Ask why the session is cancelled."""
        await self._form_for("cancel")

    async def action_confirm(self) -> None:
        """The session will take place; a meeting begins, or shows its minutes once it is over."""
        await self._typed_out()
        target = self.target
        if target and target.kind == "meeting":
            if self._granted("meeting", "confirm"):
                await self.app.push_screen(self._meeting_screen(target.id))
        elif target and target.on and self._granted(target.kind, "confirm"):
            self._do(lambda: self.desk_app.desk.sessions.confirm(target.id, target.on), N_("Confirmed."))  # type: ignore[arg-type]

    def _meeting_screen(self, id: int) -> Screen[None]:
        from tui.screens.entry.meeting_mode import MeetingModeScreen
        from tui.screens.entry.minutes import MinutesScreen

        meeting = self.desk_app.store.meetings.find_stored(id)
        return MeetingModeScreen(id) if meeting and meeting["state"] == "planned" else MinutesScreen(id)

    def _asked_of(self, action: str, target: Target) -> bool:
        """Whether the command makes sense for the record; if not, the user is told why."""
        if not self._granted(target.kind, action):
            return False
        complaint = why_not(self.desk_app.store, action, target)
        if complaint is not None:
            self.desk_app.say(complaint)
        return complaint is None

    def _granted(self, kind: str, id: str) -> bool:
        """Whether this person may do the command; if not, they are told before they type anything."""
        use_case = USE_CASES.get((kind, id))
        role = self.desk_app.actor.role
        if use_case is None or may(role, use_case):
            return True
        self.desk_app.say(Message("The role «{role}» may not do this.", {"role": Message(ROLES[role])}))
        return False

    def _do(self, use_case: Callable[[], Any], said: str) -> None:
        try:
            use_case()
        except XingfuError as error:
            self.desk_app.complain(error)
        else:
            self.desk_app.say(said)

    async def _form_for(self, action: str) -> None:
        await self._typed_out()
        target = self.target
        if target is not None and self._asked_of(action, target):
            await self._form(lambda forms: forms.act(self.desk_app, action, target))

    async def _form(self, make: Callable[[Any], Screen[Any] | None]) -> None:
        from tui.screens.base import acting

        try:
            form = make(acting)
        except XingfuError as error:
            self.desk_app.complain(error)
            return
        if form is not None:
            await self.app.push_screen(form)

    def leave_app(self) -> bool:
        """Whether the program may end here: nothing is ever unsaved on these screens."""
        return True
