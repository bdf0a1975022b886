"""One record in full, over whatever screen it was opened from."""

from __future__ import annotations

from typing import ClassVar, Final

from textual.app import ComposeResult

from tui.kinds.record import Target
from tui.language.i18n import N_
from tui.screens.base.details import details
from tui.screens.base.live import LiveScreen
from tui.widgets.columns import Tone
from tui.widgets.detail_view import DetailLine, DetailView

# Cells of the terminal from which on a long record stands in two columns; those beside it; rows of header and keys.
_TWO: Final = 120
_MARGIN: Final = 2
_BARS: Final = 3


class DetailScreen(LiveScreen):
    """Shows a record and follows it; Esc goes back."""

    title_msgid: ClassVar[str] = N_("details")
    AUTO_FOCUS = "#detail"

    def __init__(self, shown: Target) -> None:
        super().__init__()
        self._shown = shown

    def body(self) -> ComposeResult:
        """The record."""
        view = DetailView(id="detail")
        view.can_focus = True
        yield view

    @property
    def target(self) -> Target:
        """The record that is shown."""
        return self._shown

    @property
    def kind(self) -> str:
        """Its kind."""
        return self._shown.kind

    @property
    def opened_record(self) -> tuple[str, int, bool]:
        """The record announced to the others: kind, id, and whether it is being edited."""
        return self._shown.kind, self._shown.id, False

    def on_mount(self) -> None:
        """Announce it to the others."""
        self.call_after_refresh(self.shell.announce_presence)

    def on_unmount(self) -> None:
        """Announce it to the others."""
        self.shell.announce_presence()

    def show_presence(self) -> None:
        """Who else has it open."""
        also = self.shell.also_open(self._shown.kind, self._shown.id)
        if also != self._also:
            self._also = also
            self.refresh_live()

    _also = ""

    def refresh_live(self) -> None:
        """The record as it is now; back to where we came from if it is gone."""
        if not self.ready:
            return
        lines = details(self.store, self._shown, self.store.now, self.tr)
        if not lines:
            if self.is_active and not self._going:
                self.shell.say(N_("The record is no longer there."))
            self.leave()
            return
        if self._also:
            lines = [DetailLine(self._also, tone=Tone.WARN), *lines]
        self.query_one("#detail", DetailView).show(lines, keep_place=True)
        self._part()
        self.update_bars()

    def on_resize(self) -> None:
        """One column or two."""
        if self.ready:
            self._part()

    def _part(self) -> None:
        """Two columns where one is too long and the terminal is wide enough."""
        view, size = self.query_one("#detail", DetailView), self.app.size
        long = view.rows_in(size.width - _MARGIN) > size.height - _BARS
        view.set_parts(2 if long and size.width >= _TWO else 1)

    def possible(self, id: str) -> bool:
        """What can be done with the record; nothing new is added here."""
        if id == "back":
            return True
        return id not in {"open", "new"} and super().possible(id)

    async def action_back(self) -> None:
        """Close."""
        self.leave()
