"""Trends (趋势): the figures of a period against the one before and last year, with the records behind each.

Stored documents are read, each table in one pass; the rules are in `tui.rules.trends`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from tui.kinds.words import CHANNELS
from tui.language.errors import Message
from tui.language.i18n import N_
from tui.queries.households import household_lines
from tui.queries.trend_lines import Three, TrendBlock, TrendRow, Trends, Unit
from tui.rules.trends.figures import Figure, number
from tui.rules.trends.periods import Period, before, months_to, year_before
from tui.rules.trends.wishes import WishTally, of_compound, wish_tallies
from tui.rules.trends.work import HoursTally, SessionTally, hours_tallies, numbers, session_tallies
from tui.rules.trends.working_days import WorkingDays
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


def trends(store: Store, period: Period, compound: int | None = None) -> Trends:
    """The trends of a period, of one compound where that is given."""
    today = store.now.date()
    spans = (period, before(period), year_before(period))
    months = months_to(period.last)
    passed = WorkingDays(store.calendar.works, today)
    counted = store.wishes.counted()
    wishes = wish_tallies(counted, spans, compound, today, passed)
    monthly = numbers(of_compound(counted, compound), "recorded_on", months)
    sessions = session_tallies(store.sessions.stored(), (*spans, *months))
    hours = hours_tallies(store.hours.stored(), (*spans, *months))
    blocks = [
        TrendBlock("wishes", Message("Wishes"), tuple(_wish_rows(wishes))),
        *_groups(store, wishes),
        TrendBlock("work", Message("Services and visits"), _work(store, sessions, hours, spans, compound)),
        TrendBlock("teams", Message("Hours by team"), tuple(_teams(store, hours[:3]))),
        *_by_month(months, monthly, sessions[3:], hours[3:]),
    ]
    return Trends(*spans, compound, {block.key: block for block in blocks})


def _three(figures: Iterable[Figure | None]) -> Three:
    now, last, year = figures
    return now, last, year


def _wish_rows(tallies: Sequence[WishTally]) -> Iterator[TrendRow]:
    found = [tally.figures() for tally in tallies]
    for name, label, unit, meaning in _WISHES:
        yield TrendRow(
            f"wishes {name}", Message(label), _three(one[name] for one in found), unit, "wishes", meaning
        )


def _groups(store: Store, tallies: Sequence[WishTally]) -> Iterator[TrendBlock]:
    """The wishes by what they are about, where they came from, how, and who holds them."""
    compounds = {
        c["number"]: str(c.get("name") or c["number"]) for c in (store.community or {}).get("compounds") or ()
    }
    parts: Sequence[tuple[str, str, Callable[[Hashable], Message | str]]] = (
        ("categories", N_("Wishes by category"), lambda code: Message(category_label(str(code)))),
        ("compounds", N_("Wishes by compound"), lambda one: _compound(compounds, one)),
        ("channels", N_("Wishes by source"), _channel),
        ("holders", N_("Wishes by holder"), lambda one: str(one) or Message("nobody yet")),
    )
    for key, title, label in parts:
        counts: list[Mapping[Hashable, list[int]]] = [getattr(tally, key) for tally in tallies]
        rows = [
            TrendRow(
                f"{key} {value}", label(value), _three(number(one.get(value, ())) for one in counts),
                "number", "wishes", _RECORDED, bar=True,
            )
            for value in _most_first(counts)
        ]  # fmt: skip
        yield TrendBlock(key, Message(title), tuple(rows))


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


def _work(
    store: Store,
    sessions: Sequence[SessionTally],
    hours: Sequence[HoursTally],
    spans: Sequence[Period],
    compound: int | None,
) -> tuple[TrendRow, ...]:
    held = [tally.figures() for tally in sessions[:3]]
    rows = [
        TrendRow("work sessions", Message("sessions held"), _three(one["sessions"] for one in held), "number", "sessions", _HELD),
        TrendRow("work people", Message("residents served"), _three(one["people"] for one in held), "people", "sessions", _PEOPLE),
        TrendRow("work hours", Message("hours given"), _three(tally.whole for tally in hours[:3]), "hours", "hours", _HOURS),
    ]  # fmt: skip
    hidden: Sequence[Figure | None] = (None, None, None)
    homes = {home["id"]: home.get("compound") for home in store.households.stored()}
    visits = (
        v for v in store.visits.stored() if compound is None or homes.get(v["household_id"]) == compound
    )
    made = hidden if store.hides("visits") else numbers(visits, "on", spans)
    opened = hidden if store.hides("mediations") else numbers(store.mediations.stored(), "opened_on", spans)
    due = None if store.hides("households") else number(_due(store, compound))
    return (
        *rows,
        TrendRow("work visits", Message("visits made"), _three(made), "number", "visits", _VISITS),
        TrendRow("work due", Message("visits due today"), (due, None, None), "number", "households", _DUE),
        TrendRow(
            "work mediations",
            Message("mediations opened"),
            _three(opened),
            "number",
            "mediations",
            _MEDIATIONS,
        ),
    )


def _due(store: Store, compound: int | None) -> list[int]:
    lines = household_lines(store, store.now.date())
    return [
        line.id for line in lines if line.need.pressing and compound in {None, line.stored.get("compound")}
    ]


def _teams(store: Store, tallies: Sequence[HoursTally]) -> Iterator[TrendRow]:
    """The hours of each team, the most first; teams without any are left out."""
    found = dict.fromkeys(team for tally in tallies for team in tally.hours)
    names = {team["id"]: str(team["name"]) for team in store.teams.stored()}
    for team in sorted(found, key=lambda team: [-tally.hours.get(team, 0) for tally in tallies]):
        label = names.get(team, "") or Message("no team")
        figures = _three(tally.of(team) for tally in tallies)
        yield TrendRow(f"teams {team}", label, figures, "hours", "hours", _HOURS, bar=True)


def _by_month(
    months: Sequence[Period],
    wishes: Sequence[Figure],
    sessions: Sequence[SessionTally],
    hours: Sequence[HoursTally],
) -> Iterator[TrendBlock]:
    """The twelve months up to the period's last day."""
    measures: Sequence[tuple[str, str, Iterable[Figure], Unit, str, Message]] = (
        ("monthly_people", N_("People served by month"), (tally.figures()["people"] for tally in sessions), "people", "sessions", _PEOPLE),
        ("monthly_hours", N_("Hours by month"), (tally.whole for tally in hours), "hours", "hours", _HOURS),
        ("monthly_wishes", N_("Wishes by month"), wishes, "number", "wishes", _RECORDED),
    )  # fmt: skip
    for key, title, figures, unit, table, meaning in measures:
        rows = tuple(
            TrendRow(
                f"{key} {month.first:%Y-%m}", f"{month.first:%Y-%m}", (figure, None, None), unit, table, meaning, bar=True,
            )
            for month, figure in zip(months, figures, strict=True)
        )  # fmt: skip
        yield TrendBlock(key, Message(title), rows)
