"""The terminal of the desk: Textual's driver for POSIX terminals (8.2.8) with what a desk needs changed."""

from __future__ import annotations

import asyncio
import os
import re
import selectors
import sys
import termios
from codecs import getincrementaldecoder
from typing import Any, Final

from textual import events
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size

from tui.screens.terminal.parser import DeskParser

# Zero-width and bidi controls: terminals disagree about them, and some reorder the line by them.
_INVISIBLE: Final = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
# Seconds between two looks for a sequence that does not go on.
_TICK: Final = 0.05


class DeskDriver(LinuxDriver):
    """Reads by `DeskParser`, writes to the terminal wherever stderr goes, and paints anew when the process goes on."""

    def __init__(self, app: Any, *, debug: bool = False, mouse: bool = True, size: Any = None) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        if not (sys.__stderr__ and sys.__stderr__.isatty()) and sys.__stdout__ is not None:
            self._file = sys.__stdout__
        self._loop_of_app = asyncio.get_running_loop()
        self._raw: list[Any] | None = None

    def write(self, data: str) -> None:
        """Write, without the characters that must not reach a terminal."""
        super().write(data if data.isascii() else _INVISIBLE.sub("", data))

    def start_application_mode(self) -> None:
        """Start, and note the settings of the terminal for when somebody has changed them."""
        self._app.painting.forget()  # type: ignore[attr-defined]
        super().start_application_mode()  # type: ignore[no-untyped-call]
        try:
            self._raw = termios.tcgetattr(self.fileno)
        except termios.error:
            self._raw = None

    def _sigcont_application(self, *_: object) -> None:
        """Go on after a stop; one that was not asked for has left the terminal to the shell."""
        if self._must_signal_resume:
            super()._sigcont_application()
        else:
            self._loop_of_app.call_soon_threadsafe(self._take_back_terminal)

    def _take_back_terminal(self) -> None:
        """Have the terminal as it was before the stop, and paint all of it."""
        if self._writer_thread is None or self.exit_event.is_set():
            return
        if self._raw is not None:
            try:
                termios.tcsetattr(self.fileno, termios.TCSANOW, self._raw)
            except termios.error:
                return
        self.write("\x1b[?1049h\x1b[?25l\x1b[?1004h\x1b[?2004h\x1b[?7l")
        self._enable_mouse_support()
        self.flush()
        size = Size(*self._get_terminal_size())
        self._app.post_message(events.Resize(size, size))
        self._app.call_later(self._app.run_action, "app.redraw")

    def run_input_thread(self) -> None:
        """Read until the app ends."""
        parser = DeskParser(self._debug)
        decode = getincrementaldecoder("utf-8")("replace").decode
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                data = decode(os.read(self.fileno, 4096)) if selector.select(_TICK) else ""
                for event in (*parser.feed(data),) if data else ():
                    self.process_message(event)
                for event in parser.tick():
                    self.process_message(event)
            for event in parser.feed(""):
                self.process_message(event)
