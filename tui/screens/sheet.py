"""Sheet: what lies over a screen and has the keys until it is closed: forms, help, palette."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.screen import ModalScreen

from tui.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from tui.app import XingfuApp


class Sheet(ModalScreen[None]):
    """A dimmed background and a sheet (`.sheet`) in the middle. Its style is read when the first opens."""

    DEFAULT_CSS: ClassVar[str] = """
    Sheet { background: $background 60%; align: center middle; }
    Sheet .sheet { width: 80; max-width: 100%; height: auto; max-height: 100%; background: $surface; }
    Sheet .fields { height: auto; padding: 0 1; scrollbar-size-vertical: 1; }
    Sheet .banner { height: auto; max-height: 4; padding: 0 1; color: $warning; }
    Sheet .hint { height: 2; padding: 0 1; color: $text-muted; }
    """

    @property
    def desk_app(self) -> XingfuApp:
        """The app, as what it is."""
        return cast("XingfuApp", self.app)

    def on_key_bar_pressed(self, event: KeyBar.Pressed) -> None:
        """A click on the key bar does what the key does."""
        if event.item.command:
            self.call_later(self.run_action, event.item.command)
