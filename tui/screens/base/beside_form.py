"""A form whose saving may take long, for a hash or a network: it is done in a thread, and the desk goes on meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from textual import events, on

from tui.kinds.record import Stored
from tui.language.errors import Message, XingfuError
from tui.platform.in_thread import in_thread
from tui.screens.base.form import FormScreen
from tui.screens.base.saved import commits, saved_by
from tui.store import Entry
from tui.widgets.fields import Field

# What is said when it is kept, or what has to be done here then and gives that, or the form that comes next.
Kept = Message | Callable[[], "Message | FormScreen"]
Keep = Callable[[Mapping[str, Any]], Kept]

# Seconds after which it is said that it is being saved.
_SAID_AFTER: Final = 1.0


class BesideForm(FormScreen):
    """Saves through `keep`, in a thread. Whoever leaves the form meanwhile is told what came of it all the same."""

    def __init__(self, title: str, fields: Sequence[Field], keep: Keep, *, about: str = "") -> None:
        super().__init__(title, fields, self._outcome, about=about)
        self._keep = keep
        self._working = self._left = False
        self._came: tuple[Mapping[str, Any], bool, Kept | XingfuError, list[Entry]] | None = None

    def hand_over(self, values: Mapping[str, Any], *, by_enter: bool) -> None:
        """Save beside the event loop; a second key meanwhile does nothing."""
        if not self._working:
            self._working = True
            # The app's: it goes on where the form is left.
            self.app.run_worker(
                self._save_beside(values, by_enter=by_enter), name="save beside", exit_on_error=False
            )
            self.set_timer(_SAID_AFTER, self._say_that_it_waits)

    def _say_that_it_waits(self) -> None:
        if self._working:
            self.tell(self.tr("A moment ..."))

    async def _save_beside(self, values: Mapping[str, Any], *, by_enter: bool) -> None:
        with commits(self.context) as entries:
            try:
                came: Kept | XingfuError = await asyncio.wrap_future(in_thread(lambda: self._keep(values)))
            except XingfuError as error:
                came = error
            finally:
                self._working = False
        self._came = values, by_enter, came, entries
        if self._left or self not in self.app.screen_stack:
            self._tell_afterwards()
        elif self.is_active:
            self._finish()

    def _close(self) -> None:
        self._left = True
        super()._close()

    @on(events.ScreenResume)
    def _finish(self) -> None:
        """What came of it, once the form is in front."""
        if self._came is None:
            return
        values, by_enter, came, entries = self._came
        self.tell("")
        super().hand_over(values, by_enter=by_enter)
        self._came = None
        if not isinstance(came, XingfuError):
            self.shell.bring_forward(saved_by(self.context, entries))

    def _tell_afterwards(self) -> None:
        try:
            said = self._outcome({}, None)
        except XingfuError as error:
            self.shell.complain(error)
            return
        if isinstance(said, Message):
            self.shell.say(said)

    def _outcome(self, _: Mapping[str, Any], __: Stored | None) -> Message | FormScreen | None:
        if self._came is None:
            return None
        came = self._came[2]
        if isinstance(came, XingfuError):
            raise came
        return came if isinstance(came, Message) else came()
