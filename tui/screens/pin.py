"""The form of the PIN that opens one's own locked screen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tui.kinds.record import Stored
from tui.language.errors import InvalidInput, Message, XingfuError
from tui.screens.base.form import FormScreen
from tui.screens.base.shell import Shell
from tui.seats.pin import LEAST, MOST, Pins, plain
from tui.widgets.fields import Field
from tui.widgets.secret_field import SecretField

Keep = Callable[[Mapping[str, Any]], Message]


class PinForm(FormScreen):
    """A form whose saving takes as long as a hash: that is done in a thread, and the desk goes on meanwhile."""

    def __init__(self, title: str, fields: Sequence[Field], keep: Keep, *, about: str) -> None:
        super().__init__(title, fields, self._outcome, about=about)
        self._keep = keep
        self._working = False
        self._came: Message | XingfuError | None = None

    def save(self, *, by_enter: bool = False) -> None:
        """Save beside the event loop; a second key meanwhile does nothing."""
        if self.day != self.context.today:  # the form is brought to the new day first
            super().save(by_enter=by_enter)
        elif not self._working:
            self._working = True
            # The app's: whoever leaves the form meanwhile is told all the same.
            self.app.run_worker(self._save_beside(by_enter=by_enter), name="set pin", exit_on_error=False)

    async def _save_beside(self, *, by_enter: bool) -> None:
        try:
            self._came = await asyncio.to_thread(self._keep, self._values())
        except XingfuError as error:
            self._came = error
        self._working = False
        if self.is_current:
            super().save(by_enter=by_enter)
        elif isinstance(self._came, Message):
            self.shell.say(self._came)

    def _outcome(self, values: Mapping[str, Any], _: Stored | None) -> Message:  # noqa: ARG002 - as forms are saved
        if isinstance(self._came, Message):
            return self._came
        raise self._came or InvalidInput({})


def pin_form(shell: Shell, pins: Pins) -> PinForm:
    """Set, change or take away the PIN of this seat; the old one is asked for first. Raises StoreError.

    What is typed here is in no draft: the form has no record.
    """
    context = shell.context
    tr = context.tr
    known = bool(pins.state().hash)

    def keep(values: Mapping[str, Any]) -> Message:
        new = plain(str(values["new"]))
        if not known and not new:
            raise InvalidInput({"new": Message("Choose a PIN, or leave with Esc.")})
        if new != plain(str(values["again"])):
            raise InvalidInput({"again": Message("The two are not the same. Type the new PIN twice.")})
        if known:
            tried = pins.check(str(values["old"]), context.now)
            if not tried.right:
                why = Message("That is not the PIN. The next is taken in {n} s.", {"n": tried.wait})
                raise InvalidInput({"old": why if tried.wait else Message("That is not the PIN.")})
        pins.set(new)
        if not new:
            return Message("There is no PIN any more; the screen is not locked from now on.")
        return Message("The PIN is kept. {key} locks the screen.", {"key": "Ctrl+\\"})

    rule = tr(
        "At least {least} letters or digits. Whoever looks after the computer can take it away.", least=LEAST
    )
    fields: list[Field] = []
    if known:
        fields.append(SecretField("old", tr("PIN until now"), required=True, most=MOST))
        none = tr("Empty: no PIN from now on.")
        rule = f"{rule} {none}"
    fields += [
        SecretField("new", tr("new PIN"), required=not known, most=MOST, hint=rule),
        SecretField("again", tr("once more"), required=not known, most=MOST),
    ]
    about = "" if known else tr("A locked screen is opened by a PIN. Without one it is not locked.")
    return PinForm(tr("PIN of the screen lock"), fields, keep, about=about)
