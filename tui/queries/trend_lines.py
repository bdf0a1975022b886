"""The rows of the trends, and the blocks that they stand in: plain values for the screen and the command line."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Literal, NamedTuple

from tui.language.errors import Message, Translate
from tui.rules.trends.figures import Figure
from tui.rules.trends.periods import Period

# What a figure counts: records, people, hours, percent, working days.
Unit = Literal["number", "people", "hours", "percent", "days"]

# Of the period, of the one before, and of last year; None where it is not told or not compared.
Three = tuple["Figure | None", "Figure | None", "Figure | None"]


class TrendRow(NamedTuple):
    """A figure of the period, of the one before, and of last year.

    `label` is a Message, or a name from a record. `table` is that of the records behind the figures. `bar`: it is
    compared with its neighbours by a bar. `meaning` says how it is counted, `of` what: None for one that is only of today.
    `month`: the row is of that month, whatever the period.
    """

    key: str
    label: Message | str
    figures: Three
    unit: Unit
    table: str
    meaning: Message
    bar: bool = False
    of: tuple[str, Hashable] | None = None
    month: Period | None = None

    @property
    def now(self) -> Figure | None:
        """That of the period."""
        return self.figures[0]


class TrendPoint(NamedTuple):
    """The figure of a row in some days, and in the same days of the year before."""

    period: Period
    now: Figure | None
    year: Figure | None


class TrendBlock(NamedTuple):
    """Rows that belong together, under a title; `note` is said beside it."""

    key: str
    title: Message
    rows: tuple[TrendRow, ...]
    note: Message | str = ""


class Trends(NamedTuple):
    """The period, those it is compared with, the compound (None: all), and the blocks by their key."""

    period: Period
    before: Period
    year: Period
    compound: int | None
    blocks: dict[str, TrendBlock]

    @property
    def alike(self) -> bool:
        """Whether the period before is that of last year."""
        return self.before[:2] == self.year[:2]


def said(text: Message | str, tr: Translate) -> str:
    """A text, or a message in the language in use."""
    return text.text(tr) if isinstance(text, Message) else text


def written(figure: Figure | None, unit: Unit, tr: Translate) -> str:
    """A figure as it is written; with too few records it says so, and nothing where there is none."""
    if figure is None:
        return ""
    if figure.value is None:
        return tr("under 5") if figure.ids else "0" if unit == "number" else ""
    number = f"{figure.value:g}" if figure.value < 1_000_000 else f"{figure.value:.0f}"
    if unit == "percent":
        return f"{number}%"
    return tr("{n} d", n=number) if unit == "days" else number
