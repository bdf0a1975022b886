"""The end that comes from outside: the line is gone, or the seat was taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.app import App

from tui.language.errors import Message
from tui.platform import hang_up
from tui.rules.privacy.rights import may_act_as
from tui.screens.background import Part
from tui.seats.actor import LOCAL_SEAT

if TYPE_CHECKING:
    from tui.seats.own_seat import OwnSeat


class Ending(Part):
    """Ends the desk of a `seat` that is taken away. What is being typed is kept as drafts."""

    def __init__(self, app: App[Any], seat: OwnSeat) -> None:
        super().__init__(app)
        self._seat = seat

    def begin(self) -> None:
        """Have the system report when the line hangs up."""
        if not self.app.is_headless:
            hang_up.listen(self._end)

    def goes_on(self) -> bool:
        """Whether the line and the seat are still there; if not, the desk ends. No signal reports either."""
        if not self.app.is_headless and hang_up.line_is_gone():
            self._end(129)
            return False
        if not self._still_seated():
            self._end(1, Message("This seat was removed or given another role. Log in again."))
            return False
        return True

    def _still_seated(self) -> bool:
        """Whether the seat may still do what it could when it logged in."""
        actor = self.context.actor
        if actor.seat == LOCAL_SEAT:
            return True
        role = self._seat.role
        return role is not None and may_act_as(role, actor.role)

    def _end(self, status: int, message: Message | None = None) -> None:
        """Keep what is being typed, and go; the terminal may be gone already."""
        if not self.app.is_headless:
            hang_up.end_soon(status)
        for screen in self.app.screen_stack:
            keep = getattr(screen, "keep_draft", None)
            if keep:
                keep()
        self.app.exit(status, return_code=status, message=message.text(self.context.tr) if message else None)
