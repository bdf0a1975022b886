"""LiveScreen: what every screen of records shares: header, key bar, commands on the selected record."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import datetime
from functools import partial
from typing import Any, ClassVar, Final

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Input

from tui.kinds import registry
from tui.kinds.commands import COMMANDS, EVERYWHERE, OF_LISTS, OF_SCREEN
from tui.kinds.declaration import Act, Place, load
from tui.kinds.record import Target
from tui.kinds.words import ACTIONS
from tui.language.i18n import N_
from tui.queries.board import Board
from tui.queries.naming import target_name
from tui.rules.privacy.rights import may
from tui.screens.base import acting, key_items, wording
from tui.screens.base.arrangement import WIDE
from tui.screens.base.bindings import bindings
from tui.screens.base.shell import AtDesk
from tui.screens.modes import MODES
from tui.store import Entry
from tui.widgets.bell_line import BellLine
from tui.widgets.header_bar import HeaderBar
from tui.widgets.key_bar import KeyBar, KeyItem
from tui.widgets.record_table import RecordTable
from tui.widgets.settling import settled

# Seconds without a move after which the cursor counts as resting.
REST: Final = 0.08
# Named by its place: it is a screen of this kind itself, and loaded when a record is first opened.
_DETAIL: Final = Place("tui.screens.base.detail:DetailScreen")
# The commands of kinds. What is done to the selected record goes before what is begun anew by the same key.
_ACTS: Final = sorted(
    (id for id in COMMANDS if id not in EVERYWHERE and id not in OF_SCREEN), key=lambda id: COMMANDS[id].alone
)
# Commands of lists: whether they make sense depends on the screen alone.
_ASKED_FIRST: Final = frozenset({"filter", "everything", "back", *OF_LISTS})


class LiveScreen(AtDesk, Screen[None]):
    """A screen that follows the store. Subclasses give `body`, `target`, `kind` and `refresh_live`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "walk(True)", show=False, priority=True),
        Binding("shift+tab", "walk(False)", show=False, priority=True),
        *bindings("back", "open", "filter", "everything", *OF_LISTS, *_ACTS),
    ]
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
        """The kind of the selected record, also where the list is empty."""
        raise NotImplementedError

    def refresh_live(self) -> None:
        """Show the store as it is now."""
        raise NotImplementedError

    def share_out(self) -> None:
        """Have the parts of the screen share it anew, as what they show or its size has changed."""

    # ---- common ground

    @property
    def wide(self) -> bool:
        """Whether there is room for the record beside the list."""
        return self.app.size.width >= WIDE

    @property
    def board(self) -> Board:
        """The board as it was last made."""
        return self.shell.board

    def compose(self) -> ComposeResult:
        """Header, body, key bar."""
        yield HeaderBar(id="header")
        yield BellLine(id="bell")
        yield from self.body()
        yield KeyBar(tall=True, id="keys")

    def on_mount(self) -> None:
        """Fill in what the store has, unless the program ends just now: the widgets are gone then."""
        if not self.app.is_running or self.app._exit:  # noqa: SLF001 - Textual tells of an end in no other way
            return
        self.ready = True
        self.follow()
        self.update_bars()

    @on(events.ScreenResume)
    def _come_to_front(self, event: events.ScreenResume) -> None:
        """This screen is shown again: the store may have changed, the styles have not."""
        event.refresh_styles = False
        if self._left:
            self.follow(later=True)
            self.update_bars()

    def follow(self, *, later: bool = False) -> None:
        """Show the store as it is now, if that is not on the screen already; `later`, on coming to the front."""
        if self.ready and self._followed is not self.board:
            self._followed = self.board
            self.refresh_live()
            self.share_out()
            self._put_in_front(later=later)

    async def redraw_in_language(self) -> None:
        """Redraw everything in the changed language."""
        self.ready = False
        await self.recompose()
        self.ready, self._followed = True, None
        self.follow()
        self.first_panel()
        self.update_bars()

    _followed: Board | None = None

    def first_panel(self) -> None:
        """Have the first panel in front."""
        first = next((widget for widget in self.focus_chain if not isinstance(widget, Input)), None)
        if self.ready and first is not None:
            self.set_focus(first)

    # ---- the record that was saved last

    def table_of(self, target: Target) -> RecordTable | None:  # noqa: ARG002 - for screens with lists
        """The list in which a record of that kind is shown, if this screen has one."""
        return None

    def key_of(self, target: Target) -> Hashable:
        """The key of a record in its list."""
        return target.id

    def _put_in_front(self, *, later: bool) -> None:
        """Put the cursor on what was saved last, in each list that shows its kind, once.

        What has left a list is shown there only where it was saved; what is new, wherever one looks for it.
        """
        saved = self.shell.saved
        if saved is None or saved.seq <= self._put:
            return
        self._put = saved.seq
        filled: set[RecordTable] = set()
        for target in saved.targets:
            table = self.table_of(target)
            if table is None or table in filled:
                continue
            filled.add(table)
            new = target in saved.made
            said = str if later and not new else partial(self._said_of, target, new=new)
            table.put_in_front(self.key_of(target), said)
            if new and target is saved.targets[0] and not later and table.region:
                self.set_focus(table)
        if filled:
            self.share_out()  # a record that its list would not show takes a row

    def _said_of(self, target: Target, *, new: bool) -> str:
        """The line of a record that its list would not show."""
        name = target_name(self.store, target, self.tr)
        if not name:
            return ""
        return self.tr("New: {name}", name=name) if new else self.tr("Just saved: {name}", name=name)

    _put = 0

    def _compositor_refresh(self) -> None:
        """Paint, but not while the app holds painting back: Textual would draw each line, and throw it away.

        What was painted whole is not painted whole once more because somebody asked for that before.
        """
        if self.app._batch_count:  # noqa: SLF001 - there is no public way to ask
            self.refresh()
            return
        whole = self._compositor.size.region in self._compositor._dirty_regions  # noqa: SLF001 - the same
        super()._compositor_refresh()
        if whole:
            self._repaint_required = False

    def on_screen_suspend(self) -> None:
        """Another screen is shown."""
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
        """Whether another screen covers this one; if so, this one shows the store anew when it is uncovered."""
        if self.is_active:
            return False
        self._followed = None
        return True

    _going = False

    def update_bars(self) -> None:
        """Update the header and the key bar."""
        board, tr = self.board, self.tr
        place = f"{board.community or tr('Xingfu desk')}  {tr(self.title_msgid)}"
        self.query_one("#header", HeaderBar).set_text(place, self.at_right(), self._others)
        self.query_one("#bell", BellLine).show(self.shell.reminder)
        self.query_one("#keys", KeyBar).set_items(self._key_items(), self._place_items())

    def show_reminder(self) -> None:
        """Show the reminders whose time has come, or take their line away."""
        if self.ready:
            self.update_bars()

    def at_right(self) -> str:
        """What the header says at the right: the day."""
        return wording.long_day(self.board.today, self.tr)

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
        ids = [act.command for act in registry.kind(self.kind).acts if act.bar and self.possible(act.command)]
        front = [id for id in ("open", "view", "today") if self.possible(id)]
        more = [id for id in ("filter", "everything", "back") if self.possible(id)]
        everywhere = [
            id for id, act in EVERYWHERE.items()
            if act.bar and id not in MODES and acting.granted(self.context, act)
        ]  # fmt: skip
        lists = [id for id in OF_LISTS if self.possible(id)]
        here = [*front, *ids, *more, *everywhere, *lists]
        # The help and the way out must be in sight however short the line is.
        ordered = [id for id in here if id in {"help", "leave"}]
        ordered += dict.fromkeys(id for id in here if id not in ordered)
        return [self._item(id) for id in ordered]

    def _place_items(self) -> list[KeyItem]:
        """The screens that a key goes to."""
        return key_items.places(self.app.current_mode if self.app.screen_stack[0] is self else "", self.tr)

    def first_items(self) -> list[KeyItem]:
        """Help and the way out: they stand first in every bar, in sight however short the line is."""
        return [self._item(id) for id in ("help", "leave")]

    def _item(self, id: str) -> KeyItem:
        return key_items.item(id, self.kind, self.tr, twin=self.shell.composing or self.tr.lang == "zh")

    _composed = ""

    def on_paste(self, event: events.Paste) -> None:
        """Text that was pasted outside of any field, where a widget and not the app was given it."""
        event.stop()
        self.app.call_later(self.take_paste, event.text)

    async def take_paste(self, pasted: str) -> None:
        """Open quick entry with text that is pasted outside of any field; keys of the same burst were not meant for it."""
        text = pasted.strip()
        if not text or not may(self.context.actor.role, "wish.record"):
            return
        from tui.screens.entry.quick import QuickScreen

        self.shell.opens_by_itself()
        await self.app.push_screen(QuickScreen(text))
        self.shell.opened_by_itself()

    def on_key(self, event: events.Key) -> None:
        """A word of an input method is no command: say so, and which keys it lets through."""
        text = event.character or ""
        if text.isascii() or not text.isalpha() or isinstance(self.focused, Input):
            return
        if not self._composed:
            self.call_later(self._tell_composed)
        self._composed += text

    def _tell_composed(self) -> None:
        text, self._composed = self._composed, ""
        self.shell.composing = True
        self.update_bars()
        self.shell.say(
            N_(
                "An input method is on: «{text}» is no command. Switch it off (Shift), or use the keys shown below."
            ),
            text=text,
        )

    # ---- which commands make sense

    def about(self, id: str) -> tuple[str, Target | None]:  # noqa: ARG002 - for screens where it makes a difference
        """The kind and the record that the command `id` is about: the selected one, unless a screen says otherwise."""
        return self.kind, self.target

    def _act(self, id: str) -> Act | None:
        kind, _ = self.about(id)
        return registry.kind(kind).act(id)

    def possible(self, id: str) -> bool:
        """Whether the command would do something with the selected record, for this person."""
        if id in OF_SCREEN:
            return id == "open" and self.target is not None
        kind, target = self.about(id)
        act = self._act(id)
        return act is not None and acting.possible(self.context, kind, act, target)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys of commands that make no sense here do nothing."""
        id = str(parameters[0]) if action == "act" else action
        if action == "act" or action in OF_SCREEN:
            if isinstance(self.focused, Input) and id != "back":
                return False
            # The cursor may still be on its way: whether a record allows it is asked when it is done.
            return self.possible(id) if id in _ASKED_FIRST else self.knows(id)
        return super().check_action(action, parameters)

    def takes(self, id: str) -> bool:  # noqa: ARG002 - for screens with marks
        """Whether this screen does a command that holds everywhere in its own way now."""
        return False

    def knows(self, id: str) -> bool:
        """Whether the command is one of the selected kind."""
        return id == "open" or self._act(id) is not None

    # ---- the commands

    async def typed_out(self) -> None:
        """Wait until the keys before this command have been done, and what follows from them."""
        await settled(self.focused)
        await settled(self)

    async def action_walk(self, on: bool) -> None:
        """The next or previous panel, at once: the key after it is for that panel."""
        await self.typed_out()
        if on:
            self.focus_next()
        else:
            self.focus_previous()

    async def action_open(self) -> None:
        """Show the record in full."""
        await self.typed_out()
        if self.target:
            await self.app.push_screen(load(_DETAIL)(self.target))

    async def action_act(self, id: str) -> None:
        """Do the command `id` to the selected record."""
        await self.typed_out()
        kind, target = self.about(id)
        act = self._act(id)
        screen = acting.opened(self.shell, kind, act, target) if act else None
        if screen is not None:
            self.before_it_opens(screen)
            await self.app.push_screen(screen)

    def before_it_opens(self, screen: Screen[Any]) -> None:
        """What a command opens comes up next."""

    def leave_app(self) -> bool:
        """Whether the program may end here: nothing is ever unsaved on these screens."""
        return True
