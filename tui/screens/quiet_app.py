"""QuietApp: a Textual app (8.2.8) with those of its ways changed that a desk cannot do with."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from typing import Any, Final

from rich.console import RenderableType
from textual._time import get_time
from textual.app import App
from textual.driver import Driver
from textual.events import Event, Key, Resize
from textual.filter import ANSIToTruecolor, LineFilter, Monochrome, NoColor
from textual.screen import Screen
from textual.theme import Theme
from textual.widget import AwaitMount

from tui.language.cleaning import unified_cells
from tui.language.errors import Message
from tui.language.i18n import N_
from tui.language.text import wrap
from tui.platform.quiet_collection import QuietCollection
from tui.screens.known_styles import KnownStyles
from tui.screens.styles.themes import THEMES
from tui.screens.terminal.compositor import WholeToasts
from tui.screens.terminal.painting import Painting
from tui.screens.terminal.visible import Visible
from tui.widgets.scroll_bar import use_blank_scroll_bars
from tui.widgets.style_cache import forget_closed_widgets

# Seconds for which another screen is not painted yet while it comes to the front.
SWITCHED: Final = 0.01
# Cells of a toast's text.
_TOAST: Final = 42
# Rows of a terminal below which there is room for one toast alone.
_LOW: Final = 16
# Keys that save a form or leave it, pressed once more than needed.
_TO_SAVE: Final = frozenset({"enter"})
_TO_LEAVE: Final = frozenset({"escape", "ctrl+s"})
# Why what was typed is left out.
_AFTER_A_FORM: Final = N_("«{text}» came after the form had saved and closed. It was not taken as a command.")
_BEFORE_A_FORM: Final = N_("«{text}» was typed before the form was there. It was not taken.")


class _Mounted(AwaitMount):
    """Waits until a screen has its widgets. It is laid out as it comes to the front; Textual would do so once more."""

    def __await__(self) -> Generator[None, None, None]:
        for widget in self._widgets:
            yield from widget._mounted_event.wait().__await__()  # noqa: SLF001 - as Textual's own does


class QuietApp(App[int]):
    """No animation, no traceback on the screen, no file written by a key, no garbage collected while somebody types."""

    def __init__(self) -> None:
        forget_closed_widgets()
        use_blank_scroll_bars()
        super().__init__()
        self.stylesheet = KnownStyles(self.get_css_variables())
        if self.no_color:  # Textual would paint in shades of grey
            self._filters = [NoColor() if isinstance(one, Monochrome) else one for one in self._filters]
        self._filters.insert(0, Visible())
        self.painting = Painting()
        self.animation_level = "none"
        self.garbage = QuietCollection(self.set_timer)
        self._painted = False
        self._after_first: list[Callable[[], object]] = []

    def begin_in(self, colours: str) -> None:
        """Begin in the colours `dark` or `light`, before there is a screen."""
        for theme in THEMES:
            self.register_theme(theme)
        # Nothing is styled yet: a change of theme would have all styles read once more.
        self.set_reactive(QuietApp.theme, f"xingfu-{colours}")
        dark = self.current_theme.dark
        for name, on in (("-dark-mode", dark), ("-light-mode", not dark)):
            self.set_class(on, name, update=False)
        self.stylesheet.set_variables(self.get_css_variables())

    def say(self, message: Message | str, **params: object) -> None:
        """A quiet line; a text is a msgid."""
        raise NotImplementedError

    # ---- the terminal

    def get_driver_class(self) -> type[Driver]:
        """Textual's driver, with the desk's own ways where it is the one for POSIX terminals."""
        found = super().get_driver_class()
        if found.__name__ != "LinuxDriver":
            return found
        from tui.screens.terminal.driver import DeskDriver

        return DeskDriver

    # ---- painting

    @property
    def current_theme(self) -> Theme:
        """The theme, which Textual asks for at each line that it paints: without copying the list of all of them."""
        return self._registered_themes.get(self.theme) or super().current_theme

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What is done to each line before it is painted, without a look for ANSI colours: no style has any."""
        return [one for one in super().get_line_filters() if not isinstance(one, ANSIToTruecolor)]

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        """Paint, and leave the terminal's cursor where text is composed, or on the marked row.

        Textual notes it where a text changes, before the line is scrolled and before the first letter.
        """
        at = getattr(self.screen.focused, "cursor_screen_offset", None)
        if at is not None:
            self.cursor_position = at
        super()._display(screen, self.painting.update(renderable))
        if self._notifications and screen is self.screen:
            from tui.screens.terminal.toasts import keep_clear

            keep_clear(self)

    def action_redraw(self) -> None:
        """Paint the whole screen, over whatever another program has written there."""
        self.painting.forget()
        compositor = self.screen._compositor  # noqa: SLF001 - a refresh paints only what has changed
        self._display(self.screen, compositor.render_full_update())

    def on_ready(self) -> None:
        """Paint at once what was laid out while Textual held painting back: it would wait for a frame (17 ms)."""
        self.screen._on_timer_update()  # noqa: SLF001 - there is no public way to have a frame now
        self._painted = True
        for callback in self._after_first:
            self.call_later(callback)
        self._after_first.clear()

    def after_first_paint(self, callback: Callable[[], object]) -> None:
        """Call back once something is on the terminal: what can wait does not hold up the first frame."""
        if self._painted:
            self.call_after_refresh(callback)
        else:
            self._after_first.append(callback)

    def _get_screen(self, screen: Screen[Any] | str) -> tuple[Screen[Any], AwaitMount]:
        """The screen, and what waits until it has its widgets."""
        new = self.get_screen(screen)
        if new.is_running:
            return super()._get_screen(new)
        new._compositor = WholeToasts()  # noqa: SLF001 - Textual asks nobody which one it is
        waiting = _Mounted(new, self._register(self, new))
        self.call_next(waiting)
        return new, waiting

    def delay_update(self, delay: float = SWITCHED) -> None:
        """Hold painting back while another screen comes to the front.

        Textual does so for 50 ms to hide how a screen is built; ours are built and filled in 8, and the key
        is waited for.
        """
        super().delay_update(delay)

    def notify(self, message: str, **how: Any) -> None:
        """A toast, in lines that fit: Textual would break Chinese at its spaces alone."""
        if self.size.height < _LOW:
            self.clear_notifications()
        super().notify("\n".join(wrap(message, min(_TOAST, self.size.width - 4))), **how)

    def copy_to_clipboard(self, text: str) -> None:
        """Hand a text to the terminal's clipboard: cleaned, as it is pasted where somebody else obeys it."""
        super().copy_to_clipboard(unified_cells(text))

    # ---- when something breaks

    failure: BaseException | None = None
    """What ended the desk though it should not have."""

    def _handle_exception(self, error: Exception) -> None:
        """Keep the traceback for the log instead of throwing it at the user; the terminal is restored."""
        if self.is_headless:
            super()._handle_exception(error)
            return
        self.failure = self.failure or error
        self._return_code = 1
        self._close_messages_no_wait()

    # ---- keys

    BURST: float = 0.05
    """Seconds between two keys up to which they come in one burst, faster than anybody sees what a key has done."""

    _unseen = False
    _burst_until: float | None = None
    _left_out = ""
    _for_the_form: frozenset[str] = frozenset()
    _letters_too = False
    _why_left_out = _AFTER_A_FORM

    def closed_by_saving(self, *, by_enter: bool) -> None:
        """A form has saved and closed: keys before that is painted are not meant for what lies beneath.

        After Ctrl+S letters are: who presses it knows that the form closes. Its own repetition and Esc are not.
        """
        self._unseen, self._left_out, self._why_left_out = True, "", _AFTER_A_FORM
        self._for_the_form = _TO_SAVE | _TO_LEAVE if by_enter else _TO_LEAVE
        self._letters_too = by_enter
        self.call_after_refresh(self._seen)

    def opens_by_itself(self) -> None:
        """A form is about to open that nobody asked for: what is typed until `opened_by_itself` is no command."""
        self._unseen, self._left_out, self._why_left_out = True, "", _BEFORE_A_FORM
        self._for_the_form, self._letters_too = _TO_SAVE, True

    def opened_by_itself(self) -> None:
        """The form is there; from its painting on keys are its own."""
        self.call_after_refresh(self._seen)

    def _seen(self) -> None:
        if self._unseen:
            self._unseen, self._burst_until = False, get_time() + self.BURST
        if self._left_out:
            self.call_later(self._tell_left_out)

    def _tell_left_out(self) -> None:
        text, self._left_out = self._left_out, ""
        if text:
            self.say(self._why_left_out, text=text)

    def _too_late(self, key: Key) -> bool:
        """Whether a key belongs to the burst that saved a form, and was meant for it."""
        types = bool(key.is_printable and key.character)
        if not (types and self._letters_too) and key.key not in self._for_the_form:
            if not self._letters_too:  # a command: what follows is for what it opens
                self._unseen, self._burst_until = False, None
            return False
        if not self._unseen:
            if self._burst_until is None:
                return False
            if key.time > self._burst_until:
                self._burst_until = None
                return False
            self._burst_until = max(self._burst_until, key.time + self.BURST)
            self.call_later(self._tell_left_out)
        self._left_out += key.character or "" if types else ""
        return True

    async def on_event(self, event: Event) -> None:
        """Note that somebody is typing; leave out what was typed into a form that has closed by itself."""
        if isinstance(event, Resize):
            self.painting.forget()  # the terminal has moved or cut what was on it
        if isinstance(event, Key):
            self.garbage.typed()
            if self._too_late(event):
                return
        await super().on_event(event)

    def action_screenshot(self, filename: str | None = None, path: str | None = None) -> None:
        """Nothing: the desk writes no files where a user says."""

    def action_suspend_process(self) -> None:
        """Nothing: there is no shell to go back to."""

    def action_help_quit(self) -> None:
        """Textual's own key, Ctrl+C."""
        self.say(N_("Press F10 or Ctrl+Q to quit."))
