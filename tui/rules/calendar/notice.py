"""Reads a year's days off and made-up working days: the State Council's notice as pasted, JSON, or days by hand.

The notices since 2007 are read (国务院办公厅关于20xx年部分节假日安排的通知). The JSON is that of the public holiday-cn
data: `{"year": 2027, "days": [{"name": "元旦", "date": "2027-01-01", "isOffDay": true}]}`.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from tui.language.errors import InvalidInput, Message
from tui.rules.calendar.statutory import statutory_days

FIRST_YEAR: Final = 1992
LAST_YEAR: Final = 2200
# The longest holiday so far had 10 days; more is a slip.
_LONGEST: Final = 16
_FESTIVALS: Final = "元旦节?|春节|清明节?|(?:五一)?(?:国际)?劳动节|端午节?|中秋节?|国庆节?"
_HEADING: Final = re.compile(
    rf"(?:\(?[一二三四五六七八九十]{{1,2}}\)?[、.,]|(?<!\d)\d{{1,2}}[、.]|^|(?<=[。;\n]))\s*(?:\d{{4}}年)?"
    rf"(?P<name>(?:{_FESTIVALS})(?:[、和及暨]?(?:{_FESTIVALS}))*|[\u4e00-\u9fff\d]{{2,30}}纪念日)(?:假期|放假)?:",
    re.MULTILINE,
)
_NOTE: Final = r"(?:\((?P<{0}note>[^()]*)\))?"
_DATE: Final = r"(?:(?P<{0}year>\d{{4}})年)?(?:(?P<{0}month>\d{{1,2}})月)?(?P<{0}day>\d{{1,2}})日" + _NOTE
_TOKEN: Final = re.compile(
    f"{_DATE.format('a')}(?:(?:至|到|—+|–|-|~)(?:{_DATE.format('b')}))?"
    r"|(?P<moved>公休日?(?:分别)?(?:调[至到整]+))"
    r"|(?P<comma>,)|(?P<on>上班)|(?P<off>放假|补休|调休|公休|休息|(?:法定)?节?假日)"
)
_COUNT: Final = re.compile(r"(?:共|放假)(\d{1,2})天")
_HEAD_YEAR: Final = re.compile(r"(\d{4})年(?:部分节假日|元旦|放假|节假日|全年)")
_WEEKDAY: Final = re.compile(r"(?:周|星期|礼拜)([一二三四五六日天])")
_WEEKDAYS: Final = "一二三四五六日"
_HAND_DATE: Final = r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
_BY_HAND: Final = re.compile(
    rf"{_HAND_DATE}(?:\s*(?:~|至|到|—+|–|\.\.|\s-\s)\s*{_HAND_DATE})?\s*[,:;]?\s*(.*)"
)
_WORKED: Final = re.compile(r"上班|调班|补班|工作|^班$|\bwork(?:ed|ing)?\b|made.up", re.IGNORECASE)
_DAY_WORDS: Final = re.compile(
    r"上班|调班|补班|工作日?|放假|休息|^[休班]\s|\s[休班]$|^[休班]$|\b(?:off|work(?:ed|ing)?)\b",
    re.IGNORECASE,
)


class NamedDay(NamedTuple):
    """A day that a calendar names: off, or worked (`off` is False) for one that is. `name` is the festival's."""

    day: date
    name: str
    off: bool


class ReadCalendar(NamedTuple):
    """What was understood: the days by year. `doubts` says what was not, or does not fit together.

    `whole`: it tells of whole years. Days by hand are added to what is known of theirs.
    """

    years: Mapping[int, tuple[NamedDay, ...]]
    doubts: tuple[Message, ...]
    whole: bool = True


def read_calendar(text: str, year: int | None = None) -> ReadCalendar:
    """The days in a notice, in JSON or by hand. `year` is the notice's where the text does not say it.

    Raises InvalidInput at the field `holidays` where nothing is understood.
    """
    if text.lstrip("\ufeff \t\r\n")[:1] in {"{", "["}:
        found = _of_json(text.lstrip("\ufeff"))
    else:
        words = unicodedata.normalize("NFKC", re.sub(r"<[^<>]*>", "", text))
        words = re.sub(r"[^\S\n]*(?<=[\u4e00-\u9fff\d(])[^\S\n]+(?=[\u4e00-\u9fff\d(])", " ", words)
        if any(_BY_HAND.fullmatch(line.strip()) and _hand_only(line) for line in words.splitlines()):
            found = _of_hand(words)
        else:
            found = _of_notice(words, year)
    if not any(found.years.values()):
        said = found.doubts or (Message("There is no day in it that is off or worked."),)
        raise InvalidInput({"holidays": said[0]})
    return found._replace(doubts=(*found.doubts, *_against_law(found)))


def _hand_only(line: str) -> bool:
    """Whether a line with a date is one by hand, not the date below a notice or a sentence of it."""
    rest = (_BY_HAND.fullmatch(line.strip()) or [""] * 8)[7]
    return bool(rest) and not re.search("[。,;]|放假调休|共\\d+天", rest)


def _of_notice(words: str, year: int | None) -> ReadCalendar:
    text = re.sub(r"[^\S\n]+|[“”\"'‘’*#]", "", words)
    # A line that was broken in the middle of a sentence goes on.
    text = re.sub(r"(?<![。;:\n])\n(?!\n|[^\n]{0,4}[、.][^\n]*:)", "", text)
    told = _HEAD_YEAR.search(text)
    year = year or (int(told[1]) if told else None)
    headings = list(_HEADING.finditer(text))
    if not headings:
        why = Message("This is no notice of holidays: no line such as «元旦:1月1日至3日放假».")
        raise InvalidInput({"holidays": why})
    if year is None:
        first = re.search(r"(\d{4})年1月1日", text)
        year = int(first[1]) if first else None
    if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
        raise InvalidInput({"holidays": Message("Which year is it? Add it with --year.")})
    doubts: list[Message] = []
    days: dict[date, NamedDay] = {}
    for at, heading in enumerate(headings):
        end = headings[at + 1].start() if at + 1 < len(headings) else len(text)
        for day in _of_section(heading["name"], text[heading.end() : end], year, doubts):
            days[day.day] = day
    _tell_rest(text[: headings[0].start()], doubts)
    return ReadCalendar({year: tuple(sorted(days.values()))}, tuple(doubts))


def _tell_rest(before: str, doubts: list[Message]) -> None:
    """Say what before the first festival names a day, too."""
    doubts += [
        Message("Not understood: {text}", {"text": sentence.strip()[:80]})
        for sentence in re.split("[。;\n]", before)
        if re.search(r"\d月\d{1,2}日", sentence) and re.search("放假|上班|假期", sentence)
    ]


def _of_section(name: str, body: str, year: int, doubts: list[Message]) -> list[NamedDay]:
    """The days of one festival, in the notice's order."""
    days: dict[date, bool] = {}
    understood = False
    for sentence in re.split("[。;\n]", body):
        if not re.search(r"\d日", sentence):
            continue
        before = sum(days.values())
        left = _of_sentence(name, sentence, year, days, doubts)
        understood = understood or bool(days)
        if left and not _is_signature(sentence):
            doubts.append(Message("Not understood: {text}", {"text": sentence.strip()[:80]}))
        counted = _COUNT.search(sentence)
        if counted and int(counted[1]) != sum(days.values()) - before:
            facts = {"name": name, "n": int(counted[1]), "m": sum(days.values()) - before}
            doubts.append(Message("{name}: the notice counts {n} days off, {m} were read.", facts))
    if not understood:
        doubts.append(Message("{name}: no day was understood.", {"name": name}))
    return [NamedDay(day, name, off) for day, off in days.items()]


def _is_signature(sentence: str) -> bool:
    return bool(re.fullmatch(r"(?:.*国务院办公厅)?\d{4}年\d{1,2}月\d{1,2}日.{0,12}", sentence))


def _of_sentence(
    name: str, sentence: str, year: int, days: dict[date, bool], doubts: list[Message]
) -> list[date]:
    """Put what a sentence says into `days`; the dates of which it says nothing."""
    pending: list[date] = []
    month, moved = 0, False
    for token in _TOKEN.finditer(sentence):
        if token["aday"]:
            month = int(token["amonth"] or month)
            try:
                span, month = _span(token, name, year, month)
            except ValueError:
                doubts.append(Message("{text}: there is no such day.", {"text": token[0]}))
                continue
            doubts += _wrong_weekdays(token, span)
            pending += span
        elif token["comma"]:
            if moved:  # the days for which a weekend was given
                days.update(dict.fromkeys(pending, True))
                pending, moved = [], False
        elif token["moved"]:
            # 公休日调至: a weekend that is given for another day, which follows.
            for day in pending:
                days.setdefault(day, False)
            pending, moved = [], True
        elif token["on"]:
            days.update(dict.fromkeys(pending, False))
            pending, moved = [], False
        else:
            days.update(
                {day: True for day in pending if token["off"] == "放假" or days.get(day) is not False}
            )
            pending = []
    if moved:
        days.update(dict.fromkeys(pending, True))
        return []
    return pending


def _span(token: re.Match[str], name: str, year: int, month: int) -> tuple[list[date], int]:
    """The days of a date or of a range, and the month of its end. Raises ValueError."""
    first = date(_year(token["ayear"], name, year, month), month, int(token["aday"]))
    if not token["bday"]:
        return [first], month
    month = int(token["bmonth"] or month)
    last = date(int(token["byear"] or first.year), month, int(token["bday"]))
    if last < first and not token["byear"]:
        last = last.replace(year=last.year + 1)
    if not 0 <= (last - first).days < _LONGEST:
        raise ValueError(token[0])
    return [first + timedelta(n) for n in range((last - first).days + 1)], month


def _year(said: str | None, name: str, year: int, month: int) -> int:
    """The year of a date; the December of a New Year is that of the year before."""
    if said:
        return int(said)
    return year - 1 if name.startswith("元旦") and month == 12 else year


def _wrong_weekdays(token: re.Match[str], span: list[date]) -> Iterator[Message]:
    """What does not fit between a date and its weekday in brackets."""
    for part, day in (("anote", span[0]), ("bnote", span[-1])):
        said = _WEEKDAY.search(token[part] or "")
        if said and _WEEKDAYS.index(said[1].replace("天", "日")) != day.weekday():
            facts = {"day": day.isoformat(), "weekday": said[0], "really": f"周{_WEEKDAYS[day.weekday()]}"}
            yield Message("{day} is {really}, not {weekday}: is it the right year?", facts)


def _of_hand(words: str) -> ReadCalendar:
    years: dict[int, dict[date, NamedDay]] = {}
    doubts: list[Message] = []
    for raw in words.splitlines():
        line = raw.strip()
        found = _BY_HAND.fullmatch(line)
        if not line or line.startswith("#"):
            continue
        span = _hand_span(found) if found else []
        if found is None or not span:
            doubts.append(Message("Not understood: {text}", {"text": line[:80]}))
            continue
        off = not _WORKED.search(found[7])
        name = _DAY_WORDS.sub(" ", found[7]).strip(" ,;()")
        for day in span:
            years.setdefault(day.year, {})[day] = NamedDay(day, name[:40], off)
    return ReadCalendar(
        {year: tuple(sorted(days.values())) for year, days in years.items()}, tuple(doubts), whole=False
    )


def _hand_span(found: re.Match[str]) -> list[date]:
    """The days of a line by hand; none if there are no such days."""
    try:
        first = date(int(found[1]), int(found[2]), int(found[3]))
        last = date(int(found[4]), int(found[5]), int(found[6])) if found[4] else first
    except ValueError:
        return []
    if not 0 <= (last - first).days < _LONGEST or not FIRST_YEAR <= first.year <= LAST_YEAR:
        return []
    return [first + timedelta(n) for n in range((last - first).days + 1)]


def _of_json(text: str) -> ReadCalendar:
    try:
        given = json.loads(text)
    except (ValueError, RecursionError):
        raise InvalidInput({"holidays": Message("This is not JSON that can be read.")}) from None
    years: dict[int, dict[date, NamedDay]] = {}
    doubts: list[Message] = []
    for one in given if isinstance(given, list) else [given]:
        year, days = (one.get("year"), one.get("days")) if isinstance(one, dict) else (None, None)
        if not isinstance(days, list):
            why = Message('The JSON has no years such as {"year": 2027, "days": [...]}.')
            raise InvalidInput({"holidays": why})
        for entry in days:
            day = _json_day(entry)
            of = year if isinstance(year, int) and not isinstance(year, bool) else day and day.day.year
            if day is None or not of or abs(of - day.day.year) > 1 or not FIRST_YEAR <= of <= LAST_YEAR:
                doubts.append(
                    Message("Not understood: {text}", {"text": json.dumps(entry, ensure_ascii=False)[:80]})
                )
                continue
            years.setdefault(of, {})[day.day] = day
    return ReadCalendar({year: tuple(sorted(days.values())) for year, days in years.items()}, tuple(doubts))


def _json_day(entry: Any) -> NamedDay | None:
    if not isinstance(entry, dict) or not isinstance(entry.get("isOffDay"), bool):
        return None
    try:
        day = date.fromisoformat(str(entry.get("date")))
    except ValueError:
        return None
    return NamedDay(day, str(entry.get("name") or "")[:40], entry["isOffDay"])


def _against_law(found: ReadCalendar) -> Iterator[Message]:
    """Days worked that are off by law or worked anyway, and festivals of a whole year that are missing."""
    for year, days in found.years.items():
        off = {one.day: one.off for one in days}
        law = statutory_days(year)
        for day, worked in ((one.day, not one.off) for one in days):
            facts = {"day": day.isoformat()}
            if worked and day in law:
                yield Message("{day} is off by law, and worked by this.", facts)
            elif worked and day.weekday() < 5:
                yield Message("{day} is worked anyway: it is no weekend.", facts)
        missing = [day for day in law if day not in off] if found.whole else []
        if missing:
            names = "、".join(f"{law[day]} {day:%m-%d}" for day in missing)
            yield Message("Not in it, and off by law all the same: {days}", {"days": names})
