"""What screens know of the app that shows them, and the way there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Protocol, cast

from textual.message_pump import MessagePump
from textual.screen import Screen

from tui.language.errors import Message, XingfuError
from tui.language.i18n import Translator
from tui.widgets.header_bar import HeaderBar
from tui.widgets.in_sight import InSight
from tui.widgets.key_bar import KeyBar
from tui.widgets.panel import Panel

if TYPE_CHECKING:
    from datetime import datetime

    from tui.desk.context import DeskContext
    from tui.platform.config import Config
    from tui.platform.locations import Locations
    from tui.queries.board import Board
    from tui.queries.board_keeper import BoardKeeper
    from tui.queries.search.results import Group
    from tui.queries.trend_counts import TrendCounter
    from tui.screens.base.saved import Saved
    from tui.screens.base.taking_back import TakingBack
    from tui.seats.kept_drafts import KeptDraft
    from tui.seats.own_seat import OwnSeat
    from tui.store import Store


class LongWork(Protocol):
    """What may take long and changes the store, one piece at a time."""

    async def do(
        self, work: Callable[[], Message], *, fail: Callable[[XingfuError], object] | None = None
    ) -> None:
        """Do `work`, beside the screen if it takes long, and say what it gives. With `fail`, that tells what it raises."""


class Search(Protocol):
    """The search over all records, and the last query."""

    text: str
    """What was typed last."""
    kind: str
    """The kind that was looked at last; empty for all."""

    @property
    def complete(self) -> bool:
        """Whether everything is indexed; before that, only what is indexed so far is found."""

    def begin(self) -> None:
        """Start to build the index, unless that was done."""

    async def finished(self) -> None:
        """Wait until everything is indexed."""

    def groups(
        self, typed: str, now: datetime, *, rows: int, kind: str = "", exact: bool = False
    ) -> Sequence[Group]:
        """The records that match `typed`, by kind, at most `most` of each; with `kind`, of that kind alone.

        With `exact` only those without a typo, which are found sooner.
        """


class Tally(Protocol):
    """What the trends count, kept while the desk is open."""

    @property
    def counter(self) -> TrendCounter:
        """What counts."""


class Shell(Protocol):
    """The app, as far as screens need it."""

    context: DeskContext
    plain: bool
    """Whether the terminal may lack the block characters of the line of months."""

    @property
    def board(self) -> Board:
        """The board as it was last made; another object once the store has moved on."""

    @property
    def taking_back(self) -> TakingBack:
        """What undo may take back unasked."""

    @property
    def long_work(self) -> LongWork:
        """What is taken back and done again, beside the screen where that takes long."""

    @property
    def saved(self) -> Saved | None:
        """What was saved here last, as far as the board has it."""

    def bring_forward(self, saved: Saved | None) -> None:
        """Have lists put what was just saved in front, with the next board."""

    def closed_by_saving(self, *, by_enter: bool) -> None:
        """A form has saved and closed: what was typed on at once was for it, and is no command."""

    def opens_by_itself(self) -> None:
        """A form is about to open that nobody asked for: what is typed until `opened_by_itself` is no command."""

    def opened_by_itself(self) -> None:
        """The form is there; from its painting on keys are its own."""

    def after_first_paint(self, callback: Callable[[], object]) -> None:
        """Call back once something is on the terminal."""

    @property
    def keeper(self) -> BoardKeeper:
        """What makes the board, with the wishes in the order in which they press."""

    @property
    def reminder(self) -> str:
        """The reminders whose time has come, as a line; empty if there are none."""

    @property
    def searching(self) -> Search:
        """The search over everything."""

    @property
    def tallying(self) -> Tally:
        """What the trends count."""

    composing: bool
    """Whether an input method is known to be on: key bars then show the keys that it lets through."""

    locations: Locations
    own_seat: OwnSeat
    """Where the settings and the store are."""

    @property
    def colours(self) -> str:
        """The colour scheme: `dark` or `light`."""

    def apply_settings(self, chosen: Config) -> None:
        """Apply the user's own settings at once."""

    @property
    def lock_minutes(self) -> int:
        """After how many minutes without a key the screen is locked; 0: never."""

    def lock_after(self, minutes: int) -> None:
        """Lock the screen after so many minutes without a key from now on; 0: never."""

    def say(self, message: Message | str, **params: object) -> None:
        """A quiet line about what was done; a text is a msgid."""

    def complain(self, error: XingfuError) -> None:
        """An error, in the user's words."""

    def action_keys(self) -> None:
        """Show the help for the screen in front."""

    def new_draft(self) -> KeptDraft:
        """A draft that begins now; nothing is kept before something is written into it."""

    def announce_presence(self) -> None:
        """Announce to the others which records are open here."""

    def also_open(self, kind: str, id: int) -> str:
        """Who else has this record open, as a line; empty if nobody has."""


class AtDesk(MessagePump):
    """A screen of the desk: its way to the app, the store and the language.

    Stands before the kind of screen among the bases. It is no widget: a screen takes its style from its first
    base that is one.
    """

    @property
    def shell(self) -> Shell:
        """The app, as far as it is known here."""
        return cast("Shell", self.app)

    @property
    def context(self) -> DeskContext:
        """Who works at which store, and in which language."""
        return self.shell.context

    @property
    def store(self) -> Store:
        """The store."""
        return self.context.store

    @property
    def tr(self) -> Translator:
        """The language of the desk."""
        return self.context.tr

    def on_in_sight(self, event: InSight) -> None:
        """Show in the title line which rows are in sight, if not all are."""
        event.stop()
        said = str(event.rows)
        panel = next((one for one in event.widget.ancestors if isinstance(one, Panel)), None)
        if panel is not None:
            panel.set_more(said)
            self.room_changed()
        elif (bar := next(iter(cast("Screen[Any]", self).query(HeaderBar)), None)) is not None:
            bar.set_more(said)

    def room_changed(self) -> None:
        """Called when a panel's title line has more or less room for its note."""

    def on_key_bar_pressed(self, event: KeyBar.Pressed) -> None:
        """A click on the key bar does what the key does."""
        if event.item.action:
            self.call_later(cast("Screen[Any]", self).run_action, event.item.action)
