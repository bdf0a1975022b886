"""Trends (趋势): the figures of a period against the one before and last year, with the records behind each.

What is counted is in `tui.queries.trend_counts`, the rules are in `tui.rules.trends`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from tui.kinds.words import CHANNELS
from tui.language.errors import Message
from tui.language.i18n import N_
from tui.queries.trend_counts import Measure, TrendCounter
from tui.queries.trend_lines import Three, TrendBlock, TrendPoint, TrendRow, Trends, Unit
from tui.rules.trends.figures import Figure
from tui.rules.trends.periods import Period, before, months_to, steps_of, year_before
from tui.rules.trends.wishes import WishTally
from tui.rules.trends.work import HoursTally
from tui.rules.wishes.categories import category_label
from tui.store import Store

_RECORDED: Final = Message("Wishes are counted by the day they were recorded, merged and declined ones too.")
_TIMES: Final = N_("Working days from recording to {what}; by the day recorded, without merged and declined; fewer than 5 give none.")  # fmt: skip
_ACCEPT, _FINISH = (Message(_TIMES, {"what": Message(what)}) for what in (N_("acceptance"), N_("completion")))
_ON_TIME: Final = Message("Of the wishes recorded then that are done or past their day: done by that day. On hold, merged and declined are left out; fewer than 5 give no share.")  # fmt: skip
_LATE: Final = Message("Of the wishes recorded then: done after their day, or past it and not done.")
_REOPENED: Final = Message("Of the wishes recorded then: reopened at least once.")
_SATISFIED: Final = Message("Of the wishes recorded then that were rated: rated 4 or 5; fewer than 5 give no share.")  # fmt: skip
_DONE: Final = Message("Of the wishes recorded then: done by now.")
# The figures of wishes: name, label, unit, how they are counted.
_WISHES: Final[Sequence[tuple[str, str, Unit, Message]]] = (
    ("recorded", N_("wishes recorded"), "number", _RECORDED),
    ("done", N_("wishes done"), "number", _DONE),
    ("accept_median", N_("acceptance, median"), "days", _ACCEPT),
    ("accept_90", N_("acceptance, 90 of 100"), "days", _ACCEPT),
    ("finish_median", N_("completion, median"), "days", _FINISH),
    ("finish_90", N_("completion, 90 of 100"), "days", _FINISH),
    ("on_time", N_("on time"), "percent", _ON_TIME),
    ("late", N_("past the day"), "number", _LATE),
    ("reopened", N_("wishes reopened"), "number", _REOPENED),
    ("satisfied", N_("satisfied"), "percent", _SATISFIED),
)
_HELD: Final = Message("Sessions that took place, by their day; of the whole community.")
_PEOPLE: Final = Message("Residents served at these sessions, each time anew; of the whole community.")
_HOURS: Final = Message("Hours by the day they were given, withdrawn ones left out; of the whole community.")
_VISITS: Final = Message("Visits to households by their day.")
_DUE: Final = Message("Households that want a visit today, whatever the period.")
_MEDIATIONS: Final = Message("Mediations by the day they were opened; of the whole community.")
# What wishes are grouped by, and the titles.
_GROUPS: Final[Sequence[tuple[str, str]]] = (
    ("categories", N_("Wishes by category")),
    ("compounds", N_("Wishes by compound")),
    ("channels", N_("Wishes by source")),
    ("holders", N_("Wishes by holder")),
)
# The figures of what was done: name, label, unit, table of the records, how they are counted.
_WORK: Final[Sequence[tuple[str, str, Unit, str, Message]]] = (
    ("sessions", N_("sessions held"), "number", "sessions", _HELD),
    ("people", N_("residents served"), "people", "sessions", _PEOPLE),
    ("hours", N_("hours given"), "hours", "hours", _HOURS),
    ("visits", N_("visits made"), "number", "visits", _VISITS),
    ("mediations", N_("mediations opened"), "number", "mediations", _MEDIATIONS),
)
# What is told month by month: key, title, what it is, unit, table of the records, how it is counted.
_MONTHLY: Final[Sequence[tuple[str, str, Measure, Unit, str, Message]]] = (
    ("monthly_people", N_("People served by month"), ("work", "people"), "people", "sessions", _PEOPLE),
    ("monthly_hours", N_("Hours by month"), ("work", "hours"), "hours", "hours", _HOURS),
    ("monthly_wishes", N_("Wishes by month"), ("wishes", "recorded"), "number", "wishes", _RECORDED),
    ("monthly_on_time", N_("On time by month"), ("wishes", "on_time"), "percent", "wishes", _ON_TIME),
)


def trends(
    store: Store, period: Period, compound: int | None = None, counter: TrendCounter | None = None
) -> Trends:
    """The trends of a period, of one compound where that is given.

    `counter` keeps what was counted from one call to the next.
    """
    counter = counter or TrendCounter(store)
    counter.follow()
    spans = (period, before(period), year_before(period))

    def row(of: Measure, label: Message | str, unit: Unit, table: str, meaning: Message, *, bar: bool = False) -> TrendRow:  # fmt: skip
        figures = _three(counter.figure(of, span, compound) for span in spans)
        return TrendRow(f"{of[0]} {of[1]}", label, figures, unit, table, meaning, bar, of)

    wishes = [counter.wishes(span, compound) for span in spans]
    hours = [counter.hours(span) for span in spans]
    blocks = [
        TrendBlock("wishes", Message("Wishes"), tuple(
            row(("wishes", name), Message(label), unit, "wishes", meaning) for name, label, unit, meaning in _WISHES
        )),
        *(
            TrendBlock(sort, Message(title), tuple(
                row((sort, value), label, "number", "wishes", _RECORDED, bar=True)
                for value, label in _values(store, sort, wishes)
            ))
            for sort, title in _GROUPS
        ),
        TrendBlock("work", Message("Services and visits"), (
            *(row(("work", name), Message(label), unit, table, meaning) for name, label, unit, table, meaning in _WORK),
            TrendRow("work due", Message("visits due today"), (counter.due(compound), None, None), "number", "households", _DUE),
        )),
        TrendBlock("teams", Message("Hours by team"), tuple(
            row(("teams", team), name, "hours", "hours", _HOURS, bar=True)
            for team, name in _teams(store, hours)
        )),
        *_by_month(counter, months_to(period.last), compound),
    ]  # fmt: skip
    return Trends(*spans, compound, {block.key: block for block in blocks})


def trend_line(counter: TrendCounter, found: Trends, row: TrendRow) -> tuple[TrendPoint, ...]:
    """The figure of a row over time, up to the end of the period; nothing for one that is only of today."""
    of = row.of
    if of is None:
        return ()
    counter.follow()

    def figure(period: Period) -> Figure | None:
        return counter.figure(of, period, found.compound)

    steps = months_to(found.period.last) if row.month else steps_of(found.period)
    return tuple(TrendPoint(step, figure(step), figure(year_before(step))) for step in steps)


def _three(figures: Iterable[Figure | None]) -> Three:
    now, last, year = figures
    return now, last, year


def _values(
    store: Store, sort: str, tallies: Sequence[WishTally]
) -> Iterator[tuple[Hashable, Message | str]]:
    """What wishes are grouped by, with its name, the most first."""
    compounds = {
        c["number"]: str(c.get("name") or c["number"]) for c in (store.community or {}).get("compounds") or ()
    }
    label: Callable[[Hashable], Message | str] = {
        "categories": lambda code: Message(category_label(str(code))),
        "compounds": lambda one: _compound(compounds, one),
        "channels": _channel,
        "holders": lambda one: str(one) or Message("nobody yet"),
    }[sort]
    return ((value, label(value)) for value in _most_first([tally.groups[sort] for tally in tallies]))


def _most_first(counts: Sequence[Mapping[Hashable, list[int]]]) -> list[Hashable]:
    """All values, those with the most now first."""
    values = dict.fromkeys(value for one in counts for value in one)
    return sorted(values, key=lambda value: [-len(one.get(value, ())) for one in counts])


def _compound(names: Mapping[Hashable, str], value: Hashable) -> Message | str:
    if value is None:
        return Message("compound not said")
    name = names.get(value, str(value))
    return Message("compound {number}", {"number": name}) if name.isdecimal() else name


def _channel(value: Hashable) -> Message | str:
    msgid = next((label for channel, label in CHANNELS.items() if channel == value), None)
    return Message(msgid) if msgid else str(value) or Message("not said")


def _teams(store: Store, tallies: Sequence[HoursTally]) -> Iterator[tuple[int | None, Message | str]]:
    """The teams with their names, that with the most hours first; those without any are left out."""
    found = dict.fromkeys(team for tally in tallies for team in tally.hours)
    names = {team["id"]: str(team["name"]) for team in store.teams.stored()}
    for team in sorted(found, key=lambda team: [-tally.hours.get(team, 0) for tally in tallies]):
        yield team, names.get(team or 0, "") or Message("no team")


def _by_month(counter: TrendCounter, months: Sequence[Period], compound: int | None) -> Iterator[TrendBlock]:
    """The months, each beside the one before and that of last year."""

    def row(key: str, of: Measure, unit: Unit, table: str, meaning: Message, month: Period) -> TrendRow:
        spans = (month, before(month), year_before(month))
        name = f"{month.first:%Y-%m}"
        figures = _three(counter.figure(of, span, compound) for span in spans)
        return TrendRow(f"{key} {name}", name, figures, unit, table, meaning, bar=True, of=of, month=month)

    for key, title, of, unit, table, meaning in _MONTHLY:
        rows = tuple(row(key, of, unit, table, meaning, month) for month in months)
        yield TrendBlock(key, Message(title), rows)
