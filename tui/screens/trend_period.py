"""The line of the period of the trends: its length and days, what it is compared with, and the compound."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from tui.language.errors import Translate
from tui.language.i18n import N_
from tui.language.text import cell_len, ellipsize
from tui.queries.trend_lines import Trends
from tui.rules.trends.periods import LENGTHS, Period
from tui.widgets.one_line import OneLine, Run

_LENGTHS: Final = {
    "month": N_("a month"), "quarter": N_("a quarter"), "half": N_("half a year"), "year": N_("a year"), "own": N_("own days"),
}  # fmt: skip


class PeriodLine(OneLine):
    """Length of the period, its days, those it is compared with, and the compound, in one line."""

    def __init__(self) -> None:
        super().__init__(id="period")
        self._texts: tuple[str, ...] = ()

    def show(self, texts: Sequence[str]) -> None:
        """Set the line, from the longest way of saying it to the shortest."""
        if tuple(texts) != self._texts:
            self._texts = tuple(texts)
            self.refresh()

    def runs(self, cells: int) -> Iterator[Run]:
        """The longest that fits."""
        fits = next((text for text in self._texts if cell_len(text) <= cells), None)
        yield Run(fits if fits is not None else ellipsize(self._texts[-1] if self._texts else "", cells))


def said_period(found: Trends, place: str, tr: Translate) -> list[str]:
    """The line of the period, from the longest way of saying it to the shortest; `place` names the compound."""
    chosen = [
        f"[{tr(_LENGTHS[one])}]" if one == found.period.length else tr(_LENGTHS[one]) for one in LENGTHS
    ]
    compound = f"[{place}]"
    days, last, year = (days_of(one) for one in (found.period, found.before, found.year))
    compared = tr("last year {year}", year=year)
    if not found.alike:
        compared = tr("before {days} {more}", days=last, more=compared)
    # The same days of last year need not be said where there is no room for them.
    shorter = tr("last year") if found.alike else tr("before {days} {more}", days=last, more=tr("last year"))
    parts = {"lengths": " ".join(chosen), "days": days, "compared": compared, "compound": compound,
             "length": f"[{tr(_LENGTHS[found.period.length])}]"}  # fmt: skip
    return [
        tr(" Period: {lengths}  {days}    {compared}    Compound: {compound}", **parts),
        tr(" {lengths}  {days}  {compared}  {compound}", **parts),
        f" {parts['length']} {days} {compared} {compound}",
        f" {parts['length']} {days} {shorter} {compound}",
        f" {parts['length']} {days} {compound}",
    ]


def days_of(period: Period) -> str:
    """The days of a period, the second without its year where that is the same."""
    first, last = period.first, period.last
    if first == last:
        return first.isoformat()
    return (
        f"{first.isoformat()}/{last:%m-%d}"
        if first.year == last.year
        else f"{first.isoformat()}/{last.isoformat()}"
    )
