"""Parses the recurrence, pauses, months and dates of a service, and writes them back in the same notation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from tui.capture.dates.day import parse_day
from tui.capture.recurrence import read_rule
from tui.kinds.words import DAY_RULES, DayRule
from tui.language.errors import InvalidInput, Message
from tui.rules.calendar.festival_days import describe_festival, parse_festival
from tui.rules.calendar.unpublished import not_published
from tui.rules.calendar.workdays import WorkCalendar
from tui.rules.recurrence import describe
from tui.rules.recurrence.expansion import NO_RULE
from tui.rules.services.service_days import ServiceDay, service_days, unpublished_year

# In days: how far ahead the next dates are searched. A yearly service has three within it.
_AHEAD: Final = 3 * 366 + 60
# A clause at the end of a recurrence, on what happens on holidays and weekends.
_FREE_DAY: Final = "(?:(?:法定)?(?:节假日|假日|节日|假期)|周末|双休日)"
_FREE_DAYS: Final = f"(?P<free>{_FREE_DAY}(?:[和与及、或]{_FREE_DAY})?)"
_MOVED: Final = "(?:[到至](?:下一?个?|上一?个?|前一?个?|次一?个?)?工作日)?"
_TREATMENTS: Final[Mapping[DayRule, str]] = {
    "skip": "除外|不办|不做|不举行|不安排|取消|休息|暂停|停办|停一次",
    "next": f"(?:顺延|后延|往后推|推迟){_MOVED}|[改移][到至](?:节后|下一?个工作日)",
    "previous": f"(?:提前|往前提){_MOVED}|[改移][到至](?:节前|上一?个工作日)",
    "keep": "照常|照办|照常办|照常举行|不停",
}
_AFTER_IT: Final = re.compile(
    r"[，,、;；\s（(]*(?:如?遇到?|逢|碰到)?"
    + _FREE_DAYS
    + r"(?:时|则|的话)?[，,]?(?:"
    + "|".join(f"(?P<{rule}>{words})" for rule, words in _TREATMENTS.items())
    + r")[)）。.]*\s*$"
)
_BEFORE_IT: Final = re.compile(r"[，,]?\s*除(?:了|去)?" + _FREE_DAYS + r"(?:之外|以外|外)[，,]?\s*")
_ENGLISH: Final = re.compile(
    r"[,;]?\s+(?:(?P<skip>(?:but )?(?:except|not|excluding) (?:on )?)|(?P<keep>also on |even on ))"
    r"(?:the )?(?P<free>(?:public |bank )?(?:holidays?|weekends?)(?: (?:and|or) (?:public |bank )?(?:holidays?|weekends?))?)[.]?\s*$",
    re.IGNORECASE,
)

_FREE_WORDS: Final = {"on_holiday": "假|节日|holiday", "on_weekend": "周末|双休|weekend"}
# Between two days: `~` and the words for it; a hyphen stands within a date.
_TO: Final = re.compile(r"\s*(?:~|～|—|–|\bto\b|到|至|\.\.)\s*")


@dataclass(frozen=True, slots=True)
class RecurrencePreview:
    """The dates that a recurrence gives: its sentence, the next days, and a note if some may still change."""

    sentence: Message
    days: tuple[ServiceDay, ...]
    note: Message | None = None


def read_recurrence(text: str, today: date) -> dict[str, Any]:
    """The fields `rrule`, `festival` and `festival_offset` for words or a rule.

    Also `on_holiday` or `on_weekend`, where the text says what happens on such a day: 每周五，节假日除外.
    Raises InvalidInput at the field `rrule`.
    """
    read = _recurrence(text, today)
    if read is None:
        words, treatment = _free_days(text)
        read = _recurrence(words, today) if treatment else None
        if read is None:
            raise InvalidInput({"rrule": NO_RULE})
        read |= treatment
    return read


def _recurrence(text: str, today: date) -> dict[str, Any] | None:
    rule = read_rule(text, today)
    if rule is not None:
        return {"rrule": rule, "festival": "", "festival_offset": 0}
    anchored = parse_festival(text)
    return (
        None if anchored is None else {"rrule": "", "festival": anchored[0], "festival_offset": anchored[1]}
    )


def _free_days(text: str) -> tuple[str, dict[str, DayRule]]:
    """The text without its clause on holidays or weekends, and the fields that this clause means."""
    for pattern in (_AFTER_IT, _BEFORE_IT, _ENGLISH):
        clause = pattern.search(text)
        rest = (text[: clause.start()] + text[clause.end() :]).strip() if clause else ""
        if clause is None or not rest:
            continue
        found = clause.groupdict()
        rule: DayRule = next((rule for rule in DAY_RULES if found.get(rule)), "skip")
        return rest, {
            field: rule
            for field, word in _FREE_WORDS.items()
            if re.search(word, found["free"], re.IGNORECASE)
        }
    return text, {}


def schedule_sentence(service: Mapping[str, Any]) -> Message:
    """The recurrence of a service as a sentence that `read_recurrence` parses."""
    if service.get("festival"):
        return describe_festival(service["festival"], int(service.get("festival_offset") or 0))
    return describe(service["rrule"]) if service.get("rrule") else Message("on request")


def recurrence_preview(
    service: Mapping[str, Any], today: date, calendar: WorkCalendar, count: int = 3
) -> RecurrencePreview:
    """What the fields of a service mean from `today` on, with the next `count` days."""
    start = max(today, date.fromisoformat(service["first"]))
    days: list[ServiceDay] = []
    # Most services have three days within a month: only the others need a longer search.
    for length in (31, 200, _AHEAD):
        found = service_days(service, start, start + timedelta(length), calendar)
        days = sorted((d for d in found if d.day >= start), key=lambda d: d.day)[:count]
        if len(days) == count:
            break
    year = unpublished_year(service, [d.day for d in days], calendar)
    return RecurrencePreview(schedule_sentence(service), tuple(days), not_published(year) if year else None)


def read_days(text: str, today: date, calendar: WorkCalendar) -> list[str]:
    """Days in ISO format, from dates separated by commas. Raises InvalidInput."""
    return [parse_day(part, today, calendar).isoformat() for part in _parts(text, ",，、;；\n")]


def read_months(text: str) -> list[int]:
    """The numbers of months, from `3-6, 9` or `3月到6月、9月`. Raises InvalidInput."""
    found: list[int] = []
    for part in _parts(unicodedata.normalize("NFKC", text).replace("月", ""), ",，、;；"):
        ends = [word for word in re.split(r"\s*(?:[-~—–到至]|to)\s*", part) if word]
        if not all(word.isdecimal() and 1 <= int(word) <= 12 for word in ends) or not 1 <= len(ends) <= 2:
            raise InvalidInput({"months": Message("Write months as numbers, such as 3-6, 9.")})
        first, last = int(ends[0]), int(ends[-1])
        found += [(first - 1 + n) % 12 + 1 for n in range((last - first) % 12 + 1)]
    return sorted(set(found))


def read_pauses(text: str, today: date, calendar: WorkCalendar) -> list[dict[str, Any]]:
    """Pauses, from `12-01~12-20 装修；2027-02-01~ 队长住院`. Raises InvalidInput."""
    return [_pause(part, today, calendar) for part in _parts(text, ";；\n")]


def _pause(text: str, today: date, calendar: WorkCalendar) -> dict[str, Any]:
    wrong = Message("Write a pause as 12-01~12-20 and the reason; without an end: 12-01~ and the reason.")
    span = _TO.search(text)
    if span is None:
        raise InvalidInput({"pauses": wrong})
    last, _, reason = text[span.end() :].strip().partition(" ")
    until = None
    if not span[0].endswith(" ") or span[0].strip() in {"to", "到", "至"}:
        try:
            until = parse_day(last, today, calendar).isoformat() if last else None
        except InvalidInput as error:
            raise InvalidInput({"pauses": wrong}) from error
    else:
        reason = text[span.end() :].strip()
    try:
        first = parse_day(text[: span.start()], today, calendar).isoformat()
    except InvalidInput as error:
        raise InvalidInput({"pauses": wrong}) from error
    return {"first": first, "until": until, "reason": reason.strip()}


def pauses_written(pauses: Sequence[Mapping[str, Any]]) -> str:
    """Pauses in the notation that `read_pauses` parses."""
    return "；".join(
        f"{p['first']}~{p.get('until') or ''} {p.get('reason') or ''}".strip() for p in pauses or ()
    )


def months_written(months: Sequence[int]) -> str:
    """Months in the notation that `read_months` parses: `3-6, 9`."""
    runs: list[list[int]] = []
    for month in months:
        if runs and month == runs[-1][-1] + 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)


def _parts(text: str, marks: str) -> list[str]:
    return [part.strip() for part in re.split(f"[{marks}]", text) if part.strip()]
