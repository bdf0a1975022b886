"""The result of a phrase: a day or several, or the exception that tells why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from tui.kinds.words import DayPart
from tui.language.errors import Message


class NotADate(Exception):
    """The words match a row of the grammar, but are no date."""


class NoSuchDay(Exception):
    """The text is a date that does not exist; `message` is the error for the user."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message


class Vague(NoSuchDay):
    """The text fits several days; `message` is the question."""


@dataclass(frozen=True, slots=True)
class Days:
    """A day, or the days from `day` to `until`; with the part of the day or the time if one is given.

    `about` marks an approximation: `十来天后`.
    """

    day: date
    until: date | None = None
    part: DayPart | None = None
    at: time | None = None
    about: bool = False

    @property
    def last(self) -> date:
        """The last of the days."""
        return self.until or self.day
