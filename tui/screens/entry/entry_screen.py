"""EntryScreen: what every screen with an entry line shares: keeping it, having it back, its draft."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Final

from textual.binding import Binding, BindingType
from textual.screen import Screen

from tui.capture.lines.parsed_line import Verb
from tui.language.errors import AskedBack, Message, XingfuError
from tui.language.i18n import N_
from tui.screens.base.shell import AtDesk
from tui.screens.entry.line_draft import LineDraft
from tui.seats.drafts import Draft
from tui.seats.kept_drafts import KeptDraft
from tui.widgets.entry_line import EntryLine
from tui.widgets.settling import settled

if TYPE_CHECKING:

    class _Screen(AtDesk, Screen[None]):
        """What the other base is."""

else:
    # A screen takes its style from its first base that is a widget: that stays the kind of screen it is.
    _Screen = AtDesk

log = logging.getLogger(__name__)


# The keys of every entry line, for the BINDINGS of its screen.
ENTRY_KEYS: Final[Sequence[BindingType]] = (
    Binding("enter", "keep", show=False, priority=True),
    Binding("up", "recall", show=False, priority=True),
    Binding("ctrl+z", "take_back", show=False, priority=True),
    Binding("f10", "app.leave", show=False, priority=True),
    Binding("f1", "app.keys", show=False, priority=True),
)


class EntryScreen(_Screen):
    """Stands before the screen's own kind among the bases. Subclasses give `_draft`, `_enter`, `_undo`, a title."""

    AUTO_FOCUS = "EntryInput"
    entry_verbs: ClassVar[tuple[Verb, ...]] = ()
    """The first words that help names here."""

    _draft: LineDraft
    # The day for which the line was read last; None before the first letter.
    _day: date | None = None

    # ---- what subclasses say

    _asked = ""
    """The line that was asked back last; entered again, it is meant."""

    def _may_enter(self) -> bool:
        """Whether a line can be kept at all."""
        return True

    def _enter(self, text: str) -> None:
        """Keep a line. Raises XingfuError, and then it stays in the entry line."""
        raise NotImplementedError

    async def _undo(self) -> None:
        """Take back what was kept last. Raises XingfuError, or tells it."""
        raise NotImplementedError

    def _draft_title(self) -> str:
        """What the draft of a line is offered as at the next login."""
        raise NotImplementedError

    # ---- what they share

    @property
    def entry(self) -> EntryLine:
        """The entry line."""
        return self.query_one(EntryLine)

    async def typed_out(self) -> None:
        """Wait until the keys before this one have been done, and what follows from them."""
        for widget in (self.focused, self.entry, self):
            await settled(widget)

    async def action_keep(self) -> None:
        """Keep the line, durably, before the cursor is free for the next; it stays if something is missing."""
        await self.typed_out()
        entry = self.entry
        text = entry.text.strip()
        if not text or not self._may_enter():
            return
        if self._day_turned():
            entry.complain(self.tr("It is past midnight: look at what it means now. Enter keeps it."))
            return
        try:
            if self.context.quick_entry.is_undo(text):
                entry.put("")
                self._draft.drop()
                await self._undo()
                return  # what it says of it stays
            self._enter(text)
        except AskedBack as question:
            self._asked = text
            asked = Message("{question} Enter once more does it.", {"question": question.message})
            entry.complain(asked.text(self.tr))
            return
        except XingfuError as error:
            log.warning("%s: %s", type(error).__name__, error.message.msgid)
            entry.complain(error.message.text(self.tr))
            return
        entry.put("")
        self._draft.drop()

    async def action_take_back(self) -> None:
        """Take back what was kept last."""
        try:
            await self._undo()
        except XingfuError as error:
            self.shell.complain(error)

    def leave_app(self) -> bool:
        """Whether the program may end: not while a line is typed that is not kept."""
        if not self.entry.text.strip():
            return True
        self.shell.say(N_("Enter keeps the line, Esc gives it up."))
        return False

    def on_entry_line_typed(self) -> None:
        """What is typed is written down a moment later, for the case that the line drops."""
        self._day = self.context.today
        self._draft.soon(self, self.keep_draft)

    def note_change(self) -> None:
        """Read the line again when the day turns: "tomorrow" is another day then."""
        self._day_turned()

    def _day_turned(self) -> bool:
        """Whether the line means something else than what is shown, as the day has turned; it is shown then."""
        before, self._day = self._day, self.context.today
        return (
            before not in {None, self._day} and bool(self.query(EntryLine)) and self.entry.refresh_reading()
        )

    def take_up(self, draft: Draft, file: KeptDraft) -> None:
        """Open with what stands in `draft`."""
        self._draft.take_up(draft, file)

    def keep_draft(self) -> None:
        """Write down what is typed and not entered."""
        # A line dropped at once, before the widgets were there, has typed nothing.
        if self.is_running and self.query("EntryInput"):
            self._draft.keep(self.shell, self._draft_title(), self.entry.text)
