"""A year of services, beside dateutil's rruleset over the same rules; and who fits a wish among many helpers."""

from __future__ import annotations

import itertools
import random
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from dateutil.rrule import rruleset, rrulestr

from benchmarks.measure import Row, median_ms
from tui.desk.desk import Desk
from tui.rules.calendar.festival_days import festival_days
from tui.rules.calendar.workdays import LIBRARY, WorkCalendar
from tui.rules.people.availability import DAYS
from tui.rules.recurrence import occurrences
from tui.rules.services.schedule import sessions_between
from tui.rules.services.service_days import _working_day
from tui.seats.actor import Actor
from tui.store import open_store

SERVICES = 200
START, END = date(2026, 1, 1), date(2026, 12, 31)
RULES = (
    "FREQ=WEEKLY;BYDAY=FR",
    "FREQ=MONTHLY;BYMONTHDAY=26",
    "FREQ=WEEKLY;BYDAY=MO,WE,FR",
    "FREQ=MONTHLY;BYDAY=2SA",
    "FREQ=MONTHLY;BYMONTH=3,6,9,12;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU",
    "FREQ=MONTHLY;BYMONTHDAY=1,15",
    "FREQ=DAILY",
    "FREQ=MONTHLY;BYMONTHDAY=-1",
    "FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=1",
    "FREQ=MONTHLY;BYDAY=1SA,3SA",
    "FREQ=WEEKLY;BYDAY=SA;COUNT=80",
)
FESTIVALS = ("double_ninth", "spring", "dragon_boat", "mid_autumn")
VOLUNTEERS, TEAMS = 200, 30
SKILLS = ("理发", "家电维修", "水管", "陪诊", "心理", "法律", "摄影", "书法", "急救", "巡逻")


def services() -> list[dict[str, Any]]:
    """Services of every kind: half of them heed the calendar, some rest, some go by a festival."""
    found = []
    for n in range(SERVICES):
        festive = n % 10 == 9
        treated = ("next", "skip", "previous", "next")[n % 4] if n % 2 else "keep"
        found.append(
            {
                "id": n + 1, "name": f"服务{n}", "rrule": "" if festive else RULES[n % len(RULES)],
                "festival": FESTIVALS[n % 4] if festive else "", "festival_offset": -3 if festive else 0,
                "first": f"{2024 + n % 3}-0{1 + n % 9}-0{1 + n % 7}", "starts": "09:00", "ends": "11:00",
                "on_holiday": treated, "on_weekend": treated if n % 6 == 1 else "keep",
                "pauses": [{"first": "2026-07-10", "until": "2026-08-20", "reason": "歇夏"}] if n % 5 == 2 else [],
                "months": [3, 4, 5, 9, 10, 11] if n % 7 == 3 else [],
                "exdates": ["2026-05-15", "2026-10-09"] if n % 3 == 0 else [],
                "rdates": ["2026-06-11"] if n % 8 == 5 else [],
            }
        )  # fmt: skip
    return found


def _by_dateutil(service: dict[str, Any]) -> list[date]:
    """The dates of a service's recurrence, holidays and season unheeded."""
    first = datetime.fromisoformat(service["first"])
    rules = rruleset()
    if service["rrule"]:
        rule: Any = rrulestr(service["rrule"], dtstart=first)
        rules.rrule(rule)
    else:
        away = timedelta(service["festival_offset"])
        for day in festival_days(service["festival"], START - away, END - away):
            rules.rdate(datetime.combine(day + away, first.time()))
    for name, put in (("exdates", rules.exdate), ("rdates", rules.rdate)):
        for text in service[name]:
            put(datetime.fromisoformat(text))
    moments = rules.between(datetime(START.year, 1, 1), datetime(END.year, 12, 31), inc=True)  # noqa: DTZ001
    return [moment.date() for moment in moments]


def _cold() -> WorkCalendar:
    """A calendar that was never asked, and nothing else remembered."""
    for remembered in (occurrences, _working_day):
        remembered.cache_clear()
    return WorkCalendar()


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def run(folder: Path) -> list[Row]:
    """A year's expansion with and without what was remembered, and matching over a store."""
    known = services()
    bare = [{**s, "on_holiday": "keep", "on_weekend": "keep", "pauses": [], "months": []} for s in known]
    for service in bare:
        ours = [date.fromisoformat(s["on"]) for s in sessions_between([service], (), START, END, LIBRARY)]
        first = date.fromisoformat(service["first"])
        theirs = [
            day for day in _by_dateutil(service) if day >= first or day.isoformat() in service["rdates"]
        ]
        assert ours == theirs, (service, ours, theirs)

    cold, warm, reference = [], [], []
    for _ in range(15):
        calendar = _cold()
        expansion = partial(sessions_between, known, (), START, END, calendar)
        cold.append(_timed(expansion))
        warm.append(_timed(expansion))
        reference.append(_timed(lambda: [_by_dateutil(service) for service in bare]))
    count = len(sessions_between(known, (), START, END, LIBRARY))
    matching = _matching(folder)
    against = f"{median_ms(reference):.0f} ms dateutil's rruleset"
    return [
        Row(f"a year of {SERVICES} services ({count:,} sessions)", f"{median_ms(cold):.1f} ms", against,
            f"{median_ms(cold) / median_ms(reference):.2f}", "under 50 ms"),
        Row("the same again", f"{median_ms(warm):.1f} ms", against, f"{median_ms(warm) / median_ms(reference):.2f}"),
        Row(f"who fits a wish: {VOLUNTEERS} volunteers, {TEAMS} teams", f"{median_ms(matching):.1f} ms", aim="under 20 ms"),
    ]  # fmt: skip


def _matching(folder: Path) -> list[float]:
    """Candidates for a wish, each time from the store's documents."""
    chance = random.Random(7)
    store = open_store(folder / "matching")
    desk = Desk(store, Actor("b", "b"))
    with store.transaction(by="b", seat="b", action="bench") as transaction:
        for n in range(VOLUNTEERS):
            fields = {"name": f"志愿者{n}", "skills": chance.sample(SKILLS, 2), "compound": chance.randint(1, 6),
                      "availability": chance.sample(DAYS, 3)}  # fmt: skip
            transaction.insert("volunteers", desk.volunteers.checked("volunteers", fields))
        for n in range(TEAMS):
            members = [
                {"volunteer_id": id, "role": "member"} for id in chance.sample(range(1, VOLUNTEERS + 1), 10)
            ]
            fields = {
                "name": f"服务队{n}",
                "kind": "service",
                "skills": chance.sample(SKILLS, 2),
                "members": members,
            }
            transaction.insert("teams", desk.teams.checked("teams", fields))
    wishes = [
        int(desk.wishes.record({"title": f"{skill}，家里等着", "compound": 2})["id"]) for skill in SKILLS
    ]
    turns = itertools.cycle(wishes)
    times = [_timed(lambda: desk.matches.for_wish(next(turns))) for _ in range(60)]
    store.close()
    return times
