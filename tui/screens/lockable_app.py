"""LockableApp: while its screen is locked, nothing but the lock is painted, opened, closed or done by a key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from rich.console import RenderableType
from textual.await_complete import AwaitComplete
from textual.events import Event, Key, MouseEvent, Paste
from textual.screen import Screen
from textual.widget import AwaitMount

from tui.screens.quiet_app import QuietApp
from tui.widgets.settling import settled

if TYPE_CHECKING:
    from tui.screens.background.locking import Locking

# What a key may still do: paint anew, and quit.
_ALLOWED: Final = frozenset({("act", ("leave",)), ("act", ("redraw",)), ("quit", ())})


class LockableApp(QuietApp):
    """Keeps `locking` in force where all painting, all keys and all changes of the screen in front come by."""

    locking: Locking

    @property
    def lock_minutes(self) -> int:
        """After how many minutes without a key the screen is locked; 0: never."""
        return self.locking.minutes

    def lock_after(self, minutes: int) -> None:
        """Lock the screen after so many minutes without a key from now on; 0: never."""
        self.locking.minutes = minutes

    async def action_lock(self) -> None:
        """Lock the screen, once the keys before this one have been done."""
        await settled(self.focused)
        await settled(self.screen)
        self.locking.lock()

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        """Paint, unless it would show what is locked."""
        if not self.locking.hides(screen):
            super()._display(screen, renderable)

    def push_screen(self, screen: Any, *rest: Any, **how: Any) -> Any:
        """Open a screen; while another is to stay hidden, once the lock is open."""
        if self.locking.hides(screen):
            self.locking.hold(lambda: self.push_screen(screen, *rest, **how))
            return AwaitComplete()
        return super().push_screen(screen, *rest, **how)

    def pop_screen(self) -> AwaitComplete:
        """Close the screen in front; a hidden one closes once the lock is open."""
        if self.locking.locked:
            self.locking.hold(self.pop_screen)
            return AwaitComplete()
        return super().pop_screen()

    def switch_mode(self, mode: str) -> AwaitMount:
        """Show another screen; while the lock is closed, once it is open."""
        if self.locking.locked:
            self.locking.hold(lambda: self.switch_mode(mode))
            return AwaitMount(self.screen, [])
        return super().switch_mode(mode)

    def notify(self, message: str, **how: Any) -> None:
        """A toast; while the screen is locked it waits."""
        if self.locking.locked:
            self.locking.hold(lambda: self.notify(message, **how))
        else:
            super().notify(message, **how)

    def locked_out(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Whether an action of the app is not done now: while the screen is locked keys quit and paint anew alone."""
        return self.locking.locked and (action, parameters) not in _ALLOWED

    async def on_event(self, event: Event) -> None:
        """Somebody is there."""
        if isinstance(event, Key | MouseEvent | Paste):
            self.locking.touched()
        await super().on_event(event)
