"""OverMidnight: a form that is open when the day turns, with all that was typed in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Self

from textual import events, on

from tui.kinds.record import Stored
from tui.language.errors import Message, XingfuError
from tui.language.text import enumerated
from tui.screens.base import wording
from tui.screens.base.draft_keeper import DraftKeeper
from tui.screens.base.form_walking import FormWalking
from tui.screens.base.origin import Origin
from tui.widgets.fields import Field


class OverMidnight(FormWalking):
    """What the fields held at first, and what becomes of them when the day turns.

    A form that can be opened again (`afresh`) gives way to a new one as of the new day: its presets, choices and previews
    are those of today, and what saving does is what it shows. Any other reads again what stands in its fields.
    """

    def __init__(self, fields: Sequence[Field]) -> None:
        super().__init__(fields)
        self.day: date | None = None
        self.origin: Origin | None = None
        self.draft = DraftKeeper()
        self.afresh: Callable[[], Self] | None = None
        self._initial: dict[str, Any] = {}
        self._base_version: Stored | None = None
        self._asked = False
        self.before: OverMidnight | None = None
        self._gone: list[str] = []

    # ---- what the form says of itself

    def tell(self, text: str) -> None:
        """Say `text` above the fields."""
        raise NotImplementedError

    @property
    def in_conflict(self) -> bool:
        """Whether somebody else's versions of fields are shown beside one's own."""
        raise NotImplementedError

    # ---- what was typed

    def _values(self) -> dict[str, Any]:
        return {field.field: field.value for field in self.fields}

    def typed_values(self) -> dict[str, Any]:
        """The values that were changed here."""
        return {name: value for name, value in self._values().items() if value != self._initial[name]}

    @property
    def seen_version(self) -> Stored | None:
        """The document as it was when the fields were typed into."""
        return self._base_version

    @property
    def dirty(self) -> bool:
        """Whether something was typed that is not saved."""
        return bool(self.typed_values()) or any(field.unsettled for field in self.fields)

    def stand_as_of_today(self) -> None:
        """The fields are as the form was opened with, today."""
        self.day, self._initial = self.context.today, self._values()
        self.history.begin(self._initial)

    # ---- the day turns

    @on(events.ScreenResume)
    def _look_at_the_clock(self) -> None:
        """The day may have turned while something else was in front."""
        if self.day not in {None, self.context.today}:
            self.app.call_later(self.turn)

    async def turn(self, *, saving: bool = False) -> None:
        """Show what depends on the day as of today, and say what is different.

        With `saving` the form was to be saved: it is not, so that what is kept has been seen. Nothing is done where the
        day is the same, or while another screen is in front.
        """
        await self.typed_out()
        if self.day == self.context.today or not self.is_active:
            return
        self.day, refused = self.context.today, ""
        before = self._values()
        try:
            fresh = self.afresh() if self.afresh and not self.in_conflict else None
        except XingfuError as error:  # the record is gone, or was dealt with
            fresh, refused = None, error.message.text(self.tr)
        if fresh is None:
            for field in self.fields:
                field.day_turned()
        else:
            fresh.afresh, fresh.origin, fresh.before = self.afresh, self.origin, self
            await self.app.switch_screen(fresh)
        await (fresh or self).say_what_changed(before, refused, saving=saving)

    async def say_what_changed(self, before: dict[str, Any], refused: str, *, saving: bool) -> None:
        """Say that it is past midnight, where something is different from `before`, or was typed, or was to be saved."""
        await self.typed_out()
        changed = [f.label for f in self.fields if f.display and f.value != before.get(f.field)]
        named = {
            "day": wording.long_day(self.context.today, self.tr),
            "names": enumerated(self._gone or changed),
        }
        if self._gone:
            said = Message("It is past midnight: today is {day} now. No longer to be chosen: {names}.", named)
        elif changed:
            said = Message("It is past midnight: today is {day} now. Changed with it: {names}.", named)
        else:
            said = Message("It is past midnight: today is {day} now. Look it over; saving keeps it.", named)
        if refused or changed or self._gone or saving or self.dirty:
            self.tell(refused or said.text(self.tr))

    def take_over(self) -> None:
        """Take over what was typed in the same form, opened before midnight; nothing where there was none."""
        other, self.before = self.before, None
        if other is None:
            return
        mine = {field.field: field for field in self.fields}
        for field in other.fields:
            if field.field in mine and (other.history.touched(field.field) or field.unsettled):
                self._gone += mine[field.field].succeed(field)
        if other.dirty and self._base_version is not None:
            self._base_version = other.seen_version
        self.history, self.draft = other.history, other.draft
        self.history.begin(self._values())
        front = next((field for field in other.fields if field.has_focus_within), None)
        if front is not None and front.field in mine:
            mine[front.field].focus_editor()
