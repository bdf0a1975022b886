"""The occurrences of one event of an iCalendar file: its own dates, those that differ, and where it changes.

The desk keeps one session of a service a day, and one recurrence a service. What does not fit is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from tui.language.errors import InvalidInput, Message
from tui.papers.icalendar_times import Component, Dated, checked_length, recurrence_id, refused
from tui.rules.recurrence import occurrences
from tui.rules.recurrence.shifting import continued, shifted, without_count
from tui.rules.services.events import CHANGE_SIGN, Event, Override, dates_of

# The RANGE of a component that changes an event from its occurrence on (RFC 5545, 3.2.13).
THIS_AND_FUTURE: Final = "THISANDFUTURE"


@dataclass(frozen=True, slots=True)
class Turn:
    """A change from the occurrence of the date `on` on: other times, title or place, or the end of it all."""

    on: date
    changed: Event | None
    """With the start and end of that occurrence, title and place; None: it is cancelled from there on."""


def with_dates(
    event: Event, added: Iterable[Dated], left_out: Iterable[Dated]
) -> tuple[Event, list[Override], list[Message]]:
    """The event with its RDATEs and EXDATEs, the occurrences with an hour of their own, and what is left out."""
    length, clock = event.ends_at - event.starts_at, event.starts_at.time()
    cautions: list[Message] = []
    rdates, own = set[date](), dict[date, Override]()
    for one in added:
        starts_at = one.starts_at or datetime.combine(one.day, event.starts_at.timetz())
        ends_at = one.ends_at or starts_at + length
        if starts_at.time() == clock and ends_at - starts_at == length:
            rdates.add(one.day)
            continue
        try:
            checked_length(starts_at, ends_at)
        except InvalidInput as error:
            cautions.append(_left_out(starts_at, error.message))
            continue
        session = Override(one.day, starts_at, ends_at, event.place)
        if own.setdefault(one.day, session) != session:
            cautions.append(_twice(starts_at))
    exdates = set[date]()
    for one in left_out:
        if one.starts_at is None:
            exdates.add(one.day)
            own.pop(one.day, None)
        elif one.day in own and own[one.day].starts_at == one.starts_at:
            del own[one.day]
        elif one.starts_at.time() == clock:
            exdates.add(one.day)
    found = replace(event, rdates=tuple(sorted(rdates)), exdates=tuple(sorted(exdates)))
    # A period that begins when the recurrence does, too, says how long that one takes.
    second = [on for on in sorted(own) if own[on].starts_at.time() != clock and dates_of(found, on, on)]
    cautions += [_twice(own.pop(on).starts_at) for on in second]
    return found, [own[on] for on in sorted(own)], cautions


def belongs(event: Event, own: Mapping[date, Override], component: Component) -> date:
    """The date of the occurrence that a RECURRENCE-ID means.

    Raises InvalidInput if it means a second one of a day.
    """
    meant = recurrence_id(component)
    if meant.starts_at is not None:
        there = own[meant.day].starts_at.time() if meant.day in own else event.starts_at.time()
        occurs = meant.day in own or bool(dates_of(event, meant.day, meant.day))
        if occurs and meant.starts_at.time() != there:
            raise refused(_twice(meant.starts_at))
    return meant.day


def _twice(at: datetime) -> Message:
    return _left_out(at, Message("there is another on that day"))


def _left_out(at: datetime, why: Message) -> Message:
    return Message("The one at {at} is not taken: {why}", {"at": f"{at:%Y-%m-%d %H:%M}", "why": why})


def turned(
    event: Event, own: Sequence[Override], overrides: Sequence[Override], turns: Iterable[Turn]
) -> tuple[list[Event], list[Message]]:
    """The event as one for each stretch between its turns, each following the one before.

    `own` are the occurrences with an hour of their own, which a turn moves too; `overrides` stand by
    themselves. With them comes what cannot be taken.
    """
    done: list[Event] = []
    cautions: list[Message] = []
    changes: list[Turn | None] = [None, *sorted(turns, key=lambda turn: turn.on)]
    for change, following in zip(changes, [*changes[1:], None], strict=True):
        if change and not change.changed:
            continue  # cancelled from there on, up to a later turn
        low, high = change.on if change else None, following.on if following else None
        mine = [o for o in own if (not low or o.on >= low) and (not high or o.on < high)]
        single = [o for o in overrides if (not low or o.on >= low) and (not high or o.on < high)]
        part = _stretch(event, low, high, [*mine, *single])
        if part is None:
            continue
        if change and done:
            part = replace(part, uid=f"{event.uid}{CHANGE_SIGN}{change.on:%Y%m%d}", follows=done[-1].uid)
        try:
            if change and change.changed:
                part, mine, single = _moved(part, mine, single, change.on, change.changed)
        except InvalidInput as error:
            at = datetime.combine(low or part.starts_at.date(), event.starts_at.time())
            cautions.append(_left_out(at, error.message))
            continue
        by_date = {o.on: o for o in (*mine, *single)}
        done.append(replace(part, overrides=tuple(by_date[on] for on in sorted(by_date))))
    return done, cautions


def _stretch(event: Event, low: date | None, high: date | None, sessions: Sequence[Override]) -> Event | None:
    """The event with its dates from `low` to the day before `high`; None if there is nothing in between."""
    first, rule, until = event.starts_at.date(), event.rrule, event.until
    if low and low > first:
        begin = _next(rule, first, low, until)
        rule = continued(rule, first, begin) if begin else ""
        first = begin or next((day for day in event.rdates if day >= low), date.max)
    if high:
        if "COUNT=" in rule:
            given = occurrences(rule, first, first, high - timedelta(1))
            rule, until = without_count(rule), given[-1] if given else high
        until = min(until or high, high - timedelta(1))
    rdates = tuple(day for day in event.rdates if (not low or day >= low) and (not high or day < high))
    if high and first >= high:
        rule = ""
        first = min([*rdates, *(o.on for o in sessions)], default=date.max)
    elif first == date.max:
        first = min((o.on for o in sessions), default=date.max)
    if first == date.max:
        return None
    begins = datetime.combine(first, event.starts_at.timetz())
    return replace(
        event, starts_at=begins, ends_at=begins + (event.ends_at - event.starts_at), rrule=rule,
        until=until if rule else None, rdates=rdates,
        exdates=tuple(day for day in event.exdates if (not low or day >= low) and (not high or day < high)),
    )  # fmt: skip


def _next(rule: str, first: date, low: date, until: date | None) -> date | None:
    """The first date of a rule from `low` on."""
    for years in (1, 9, 41) if rule else ():
        end = date(low.year + years, 1, 1)
        if found := occurrences(rule, first, low, min(end, until or end)):
            return found[0]
    return None


def _moved(
    part: Event, own: Sequence[Override], single: Sequence[Override], on: date, changed: Event
) -> tuple[Event, list[Override], list[Override]]:
    """The stretch as its turn changes it. Raises InvalidInput if no rule says so."""
    shift = changed.starts_at - datetime.combine(on, part.starts_at.timetz())
    away = changed.starts_at.date() - on
    length = changed.ends_at - changed.starts_at
    rule = shifted(part.rrule, part.starts_at.date(), away.days) if part.rrule else ""
    if rule is None:
        raise refused(Message("no recurrence says to which days it moves"))
    begins = datetime.combine(part.starts_at.date() + away, changed.starts_at.timetz())
    moved = replace(
        part, starts_at=begins, ends_at=begins + length, rrule=rule,
        until=part.until + away if part.until else None,
        rdates=tuple(day + away for day in part.rdates), exdates=tuple(day + away for day in part.exdates),
        summary=changed.summary, place=changed.place, note=changed.note, cautions=changed.cautions,
    )  # fmt: skip
    usual = part.ends_at - part.starts_at
    with_hours = []
    for o in own:
        starts_at, own_length = o.starts_at + shift, o.ends_at - o.starts_at
        # A period (RFC 5545, 3.3.9) says how long it takes; a mere date takes as long as the event.
        ends_at = starts_at + (length if own_length == usual else own_length)
        with_hours.append(
            replace(o, on=o.on + away, starts_at=starts_at, ends_at=ends_at, place=changed.place)
        )
    for o in with_hours:
        checked_length(o.starts_at, o.ends_at)
    return moved, with_hours, [replace(o, on=o.on + away) for o in single]
