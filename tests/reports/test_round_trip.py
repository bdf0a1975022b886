"""A calendar from elsewhere has the same occurrences here, and in other programs when it goes out again.

Fixed examples, made up once by hypothesis: see `foreign_calendars`.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings

from tests.reports.foreign_calendars import calendars
from tests.reports.other_programs import Occurrence, by_khal, by_recurring_ical_events
from tests.store.conftest import noon
from tests.store.memory_engine import Commits, MemoryEngine
from tui.desk.desk import Desk
from tui.language.i18n import translator
from tui.papers.icalendar import calendar_events, written
from tui.papers.icalendar_reading import read
from tui.rules.calendar.time_zone import LOCAL
from tui.rules.calendar.workdays import LIBRARY
from tui.rules.services.schedule import sessions_between
from tui.seats.actor import Actor
from tui.store import Store

FIRST, LAST = date(2024, 1, 1), date(2030, 12, 31)
_NO_LIMITS: Any = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


def imported(content: str) -> tuple[Store, set[datetime]]:
    """A store with the events of a file, and the starts of those of which was told that they are not taken."""
    found = read(content.encode())
    store = Store(MemoryEngine(Commits(), now=noon), noon)
    taken = Desk(store, Actor("小李", "local")).calendars.take_in(found.events)
    assert {one.what for one in taken} == {"service"}
    assert store.check() == []
    told = {
        datetime.strptime(str(r.why.params["at"]), "%Y-%m-%d %H:%M").replace(tzinfo=LOCAL)
        for r in found.refused
        if "another on that day" in str(r.why)
    }
    assert len(told) <= len(found.refused)
    assert all("another on that day" in str(r.why) for r in found.refused)
    return store, told


def at_the_desk(store: Store) -> set[Occurrence]:
    names = {s["id"]: str(s["name"]) for s in store.services.stored()}
    found = sessions_between(store.services.stored(), store.sessions.stored(), FIRST, LAST, LIBRARY)
    return {
        (names[s["service_id"]], datetime.fromisoformat(s["starts_at"]), datetime.fromisoformat(s["ends_at"]))
        for s in found
        if s["state"] != "cancelled"
    }


def khal_reads(content: str) -> bool:
    """khal reads no periods, and of a single change and one from a date on it makes one of the two."""
    ranges = content.count("RANGE=THISANDFUTURE")
    return "PERIOD" not in content and ranges in {0, content.count("RECURRENCE-ID")}


# Not made smaller where one fails: that takes minutes, and the file is short enough to be read.
@settings(
    max_examples=100, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
    suppress_health_check=_NO_LIMITS,
)  # fmt: skip
@given(calendars())
def test_the_same_occurrences_here_and_elsewhere(content: str) -> None:
    store, told = imported(content)
    here, there = at_the_desk(store), by_recurring_ical_events(content, FIRST, LAST)
    assert here <= there
    assert {start for _, start, _ in there - here} <= told
    if khal_reads(content):
        assert here <= by_khal(content, FIRST, LAST) <= there
    again = written(calendar_events(store, translator("zh")), "社区", store.now).decode()
    assert by_recurring_ical_events(again, FIRST, LAST) == here
    assert by_khal(again, FIRST, LAST) == here
