"""A cell into the values of a field: what it says, what it says beyond, or why it cannot be kept.

Longer than other modules: a reader of a few lines for each field that is written in a way of its own, and one table of
them at the end.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from tui.papers.importing.amounts import (
    approximate,
    read_every,
    read_hours,
    read_phone,
    read_quantity,
    read_rating,
)
from tui.papers.importing.callers import CALLED, UNNAMED, called, person
from tui.papers.importing.days import CLOCK_BEGINS, Day, Unread, read_clock, read_day, read_span
from tui.papers.importing.grids import Cell, text_of
from tui.papers.importing.headings import plain, targets
from tui.papers.importing.lexicon import choices_of, narrow, squeezed, yes_no
from tui.papers.importing.matching import Column
from tui.papers.importing.split import part_of_address
from tui.papers.importing.states import action_state, ended, mediation_state, wish_state
from tui.rules.people.availability import parse


class Got(NamedTuple):
    """What a cell gives: fields, text that goes into the note, or the reason why its row is refused."""

    fields: Mapping[str, Any] = MappingProxyType({})
    extra: str = ""
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """What the desk knows that cells are read against: the day, the compounds by name, the community."""

    today: date
    compounds: Mapping[str, int] = field(default_factory=dict)
    teams: tuple[str, ...] = ()
    community: Mapping[str, Any] | None = None
    services: tuple[str, ...] = ()


class _Of(NamedTuple):
    """A cell, the column in which it stands, and what it is read against."""

    cell: Cell
    column: Column
    place: Place


NOTHING: Final = Got()
# What people write where there is nothing.
NONE_SAID: Final = frozenset(
    {"无", "没有", "/", "-", "—", "——", "暂无", "n/a", "无。", "\\", "--", "(空)", "（空）"}
)
_ERRORS: Final = frozenset({"#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"})
_LONGEST_NONE: Final = 8
_SEPARATORS: Final = re.compile(r"[、，,;；/\n┋|｜]+|\s{2,}")
_FLAGS_APART: Final = re.compile(r"[、，,;；/\n\s+和┋|｜]+")
_WITHIN_BRACKETS: Final = re.compile(r"[(（][^()（）]*[)）]")
_PARTY: Final = re.compile(r"^(?:甲方|乙方|丙方|申请人|被申请人|当事人)\s*[:：]?\s*")
_ITEM: Final = re.compile(
    r"(?:(?:^|[\s；;。])(?:[（(]?\d{1,2}[)）]?\s*[.、．]|[一二三四五六七八九十]{1,2}、)|[①-⑳])\s*"
)
# All eleven digits: with fewer the number is lost.
_POWER: Final = re.compile(r"1\.[3-9]\d{9}[Ee]\+?10")
# 2、邻里纠纷 and 意见建议类 are the words that they are put together from.
_NUMBERED: Final = re.compile(r"^\(?\d{1,2}[)、.．]")
_SORT: Final = re.compile(r"(?:类|类型|类别|问题|方面|事项)$")
_MOST_LINE: Final = 200
_MOST_NOTE: Final = 4000
# Days of what has happened: none lies ahead.
# Times of day: of a session the day stands in a column of its own.
_CLOCKS: Final = frozenset(
    {("session", "starts_at"), ("session", "ends_at"), ("booking", "starts"), ("booking", "ends")}
)
_ENDS: Final = {"starts_at": "ends_at", "starts": "ends"}
AHEAD: Final = frozenset({"booking", "signup"})
"""The kinds whose days may lie ahead."""
PAST: Final = frozenset({"recorded_on", "done_on", "opened_on", "closed_on", "on", "joined", "founded"})
NAMES: Final = frozenset(
    {
        "resident",
        "household",
        "volunteer",
        "name",
        "by",
        "leader",
        "contact",
        "asked_by",
        "assignee",
        "mediator",
        "owner",
        "booked_by",
    }
)
REQUIRED_REASON: Final[Mapping[str, str]] = {
    "title": "no_title", "skill": "no_title", "recorded_on": "no_date", "on": "no_date", "starts_at": "no_date",
    "hours": "no_hours", "service": "no_title", "room": "no_room", "starts": "no_time",
}  # fmt: skip
"""Field -> the reason why a row without it is refused; of all others it is no_name."""

ReadCell = Callable[[Cell, int | None], Got]


def several(text: str) -> list[str]:
    """The people whom a cell names, each once."""
    return list(dict.fromkeys(name for one in _SEPARATORS.split(text) if (name := person(one))))


def broken(cell: Cell) -> bool:
    """Whether the cell holds the error of a formula."""
    return isinstance(cell, str) and cell.strip() in _ERRORS


def reader(kind: str, column: Column, place: Place) -> ReadCell:
    """What reads the cells of a column of this kind."""
    assert column.target is not None
    name, declared = column.target
    special = _SPECIAL.get((kind, name)) or _SPECIAL.get(("", name))
    if special is not None:
        return lambda cell, _: special(_Of(cell, column, place))
    if (kind, name) == ("booking", "on"):
        return lambda cell, year: _booked_on(cell, year, place)
    if (kind, name) in _CLOCKS:
        return lambda cell, _: _clock(cell, name)
    if declared.type in {"day", "time"}:
        past = name in PAST and kind not in AHEAD and kind != "session"
        return lambda cell, year: _day(cell, name, year, place, timed=declared.type == "time", past=past)
    if declared.type == "phone":
        return lambda cell, _: _phone(cell, name)
    if declared.type == "choice":
        words = choices_of(declared, place.community)
        return lambda cell, _: _choice(cell, name, words)
    if declared.type == "yes_no":
        return lambda cell, _: _yes_no(cell, name)
    if declared.type == "list":
        return lambda cell, _: _list(cell, name)
    most = declared.most or (_MOST_NOTE if declared.type == "note" else _MOST_LINE)
    return lambda cell, _: _text(cell, name, most, lines=declared.type == "note")


def _said(cell: Cell) -> str:
    text = narrow(text_of(cell))
    if len(text) > _LONGEST_NONE:
        return text
    return "" if text.lower() in NONE_SAID or text in _ERRORS else text


def _text(cell: Cell, name: str, most: int, *, lines: bool) -> Got:
    text = _said(cell).replace("\r\n", "\n")
    if name in NAMES:
        text, phone, beside = called(text)
        if phone or beside:
            return _caller(name, text, phone, beside)
        if text in UNNAMED:
            return NOTHING
    if not text:
        return NOTHING
    if lines:
        return Got({name: text}) if len(text) <= most else Got(refusal="too_long")
    one = " ".join(text.split())
    return Got({name: one}) if len(one) <= most else Got({name: one[: most - 1] + "…"}, text)


def _caller(name: str, text: str, phone: str, beside: str) -> Got:
    """Somebody whose telephone number stands in the cell of the name; that of a colleague is kept beside."""
    fields = {name: text} if text and text not in UNNAMED else {}
    if phone and name in CALLED:
        fields["phone"] = phone
    elif phone:
        beside = " ".join(filter(None, (phone, beside)))
    return Got(fields, beside)


def _title(of: _Of) -> Got:
    text = _said(of.cell)
    if not text:
        return NOTHING
    if len(text) <= 120 and " " not in text and text.isprintable():
        return Got({"title": text})
    text = text.replace("\r\n", "\n")
    one = " ".join(text.split())
    title = one if len(one) <= 120 else one[:119] + "…"
    return Got({"title": title, "whole_title": text}) if title != text else Got({"title": title})


def _day(cell: Cell, name: str, year: int | None, place: Place, *, timed: bool, past: bool) -> Got:
    if isinstance(cell, str) and (cell.strip() in NONE_SAID or cell.strip() in _ERRORS):
        return NOTHING
    read = read_day(cell, year)
    if read is None:
        return NOTHING
    if isinstance(read, Unread):
        wanted = name in REQUIRED_REASON or read.reason in {"impossible_date", "far_date"}
        return Got(refusal=read.reason) if wanted else Got(extra=text_of(cell))
    if past and read.on > place.today:
        return Got(refusal="future_date")
    extra = "" if read.exact else text_of(cell)
    return Got({name: read.on.isoformat() + (f"T{read.time}" if timed and read.time else "")}, extra)


def _clock(cell: Cell, name: str) -> Got:
    """A time of day; one that is not read is kept beside."""
    if isinstance(cell, (time, datetime)):
        return Got({name: f"{cell:%H:%M}"})
    if isinstance(cell, float) and 0 <= cell < 1:  # a spreadsheet's part of a day
        minutes = round(cell * 1440)
        return Got({name: f"{minutes // 60 % 24:02}:{minutes % 60:02}"})
    text = unicodedata.normalize("NFKC", _said(cell)).strip()
    said, ends, more = read_span(text)
    if ends and name not in _ENDS:
        said, more = read_clock(text)
    if not said:
        return Got(extra=text)
    beside = {_ENDS[name]: ends} if ends and name in _ENDS else {}
    return Got({name: said, **beside}, more)


def _booked_on(cell: Cell, year: int | None, place: Place) -> Got:
    """The day of a booking, and from when to when where that stands beside it: 12月3日 9:00-11:00."""
    text = unicodedata.normalize("NFKC", _said(cell)).strip() if isinstance(cell, str) else ""
    at = CLOCK_BEGINS.search(text)
    if at is None or not at.start():
        return _day(cell, "on", year, place, timed=False, past=False)
    got = _day(text[: at.start()].strip(), "on", year, place, timed=False, past=False)
    starts, ends, more = read_span(text[at.start() :])
    if "on" not in got.fields or not starts:
        return got
    return Got({**got.fields, "starts": starts, **({"ends": ends} if ends else {})}, more)


def _people(of: _Of) -> Got:
    """How many people: 35, 35人次, 约35人."""
    text = _said(of.cell)
    found = re.fullmatch(
        r"(?:大?约|近|共|超)?\s*(\d{1,6})(?:\.0)?\s*(?:余|多|来|\+)?\s*(?:人次?|位|名|户次?)?(?:左右|余|多|以上|次)?",
        unicodedata.normalize("NFKC", text),
    )
    exact = bool(found) and not approximate(text)
    return Got({"people_served": int(found[1])}, "" if exact else text) if found else Got(extra=text)


def _session_state(of: _Of) -> Got:
    """What can be kept of a session's state: where it stands between (not recorded yet) nothing is."""
    text = _said(of.cell)
    assert of.column.target is not None
    value = choices_of(of.column.target.field).get(squeezed(text))
    if value in {"under_way", "unrecorded"}:
        return NOTHING
    return Got({"state": value}) if value else Got(extra=text)


def _address(of: _Of) -> Got:
    """An address, or the part of it that the column has."""
    got = _text(of.cell, "address", _MOST_LINE, lines=False)
    said = got.fields.get("address")
    return Got({"address": part_of_address(of.column.heading, said)}, got.extra) if said else got


def _founded(of: _Of) -> Got:
    """Year and month, or a year alone."""
    text = _said(of.cell)
    if year := re.fullmatch(r"((?:19|20)\d{2})年?", text):
        return Got({"founded": year[1]})
    read = read_day(of.cell, None)
    if isinstance(read, Day):
        return Got({"founded": f"{read.on:%Y-%m}"}, text if read.exact else "")
    return Got(extra=text)


def _birthday(of: _Of) -> Got:
    """Month and day; the year, and what cannot be read, is not kept."""
    read = read_day(of.cell, 2000)
    return Got({"birthday": f"{read.on:%m-%d}"}) if isinstance(read, Day) and read.exact else NOTHING


def _phone(cell: Cell, name: str) -> Got:
    text = _said(cell)
    if not text:
        return NOTHING
    if _POWER.fullmatch(text):  # as a spreadsheet shows a number for which its column is too narrow
        text = str(int(float(text)))
    number, rest = read_phone(text)
    return Got({name: number} if number else {}, rest)


def _choice(cell: Cell, name: str, words: Mapping[str, str]) -> Got:
    text = _said(cell)
    if not text:
        return NOTHING
    word = _NUMBERED.sub("", squeezed(text))
    tried = (word, _SORT.sub("", word), f"{word}纠纷")
    value = next((words[one] for one in tried if one in words), None)
    return Got({name: value}) if value is not None else Got(extra=text)


def _yes_no(cell: Cell, name: str) -> Got:
    text = narrow(text_of(cell))
    said = yes_no(text)
    return Got({name: said}) if said is not None else Got(extra=text)


def _list(cell: Cell, name: str) -> Got:
    found = [" ".join(one.split()) for one in _SEPARATORS.split(_said(cell)) if one.strip()]
    if any(len(one) > _MOST_LINE for one in found):
        return Got(extra=_said(cell))
    return Got({name: list(dict.fromkeys(found))}) if found else NOTHING


def _parties(of: _Of) -> Got:
    parts = [side for one in _SEPARATORS.split(_said(of.cell)) for side in _sides(one.strip()) if side]
    found = [_PARTY.sub("", person(one)) for one in parts]
    return Got({"parties": [one[:_MOST_LINE] for one in found if one]}) if found else NOTHING


def _sides(text: str) -> list[str]:
    """Both sides of 郑某与王某; 李和平 is one, as a name has two characters at least."""
    cuts = [at for at in range(2, len(text) - 2) if text[at] in "与和跟"]
    return [text[: cuts[0]], text[cuts[0] + 1 :]] if len(cuts) == 1 else [text]


def _flags(of: _Of) -> Got:
    """The flags that a cell names; of a of.column such as 是否独居, yes means what its heading says."""
    text = _said(of.cell)
    heading = plain(of.column.heading)
    assert of.column.target is not None
    words = choices_of(of.column.target.field, of.place.community)
    if (flag := words.get(heading)) and text:  # ticked, or how far it goes
        said = yes_no(text_of(of.cell))
        return Got({"flags": [flag]} if said is not False else {}, "" if said is not None else text)
    if heading.startswith("是否"):
        flag = words.get(heading.removeprefix("是否"))
        said = yes_no(text_of(of.cell))
        return Got({"flags": [flag]} if flag and said else {}, "" if said is not None else text)
    if not text:
        return NOTHING
    parts = [one for one in _FLAGS_APART.split(text) if one]
    found = [words.get(squeezed(one)) for one in parts]
    flags = dict.fromkeys(flag for flag in found if flag)
    if not all(found):  # 残疾（肢体二级）
        bare = _WITHIN_BRACKETS.sub("", text)
        flags |= dict.fromkeys(w for one in _FLAGS_APART.split(bare) if (w := words.get(squeezed(one))))
    return Got({"flags": list(flags)} if flags else {}, "" if all(found) else text)


def _compound(of: _Of) -> Got:
    text = _said(of.cell)
    if not text:
        return NOTHING
    number = compound_of(text, of.place)
    return Got({"compound": number}) if number else Got(extra=text)


def compound_of(text: str, place: Place) -> int | None:
    """The number of the compound that a text names, or None."""
    word = squeezed(text)
    if word in place.compounds:
        return place.compounds[word]
    bare = re.sub(r"小区$|[()]", "", word)
    found = {
        number
        for known, number in place.compounds.items()
        if bare and bare == re.sub(r"小区$|[()]", "", known)
    }
    found = found or {number for known, number in place.compounds.items() if len(bare) >= 2 and bare in known}
    if len(found) == 1:
        return found.pop()
    digits = re.fullmatch(r"(\d{1,2})号?(?:小区|院)?", word)
    return int(digits[1]) if digits and int(digits[1]) in place.compounds.values() else None


def _availability(of: _Of) -> Got:
    text = _said(of.cell)
    slots = parse(text) if text else None
    return Got({"availability": list(slots)}) if slots else Got(extra=text)


def _hours(of: _Of) -> Got:
    read = read_hours(of.cell, minutes="分" in of.column.heading)
    return NOTHING if read is None else Got(refusal=read) if isinstance(read, str) else Got({"hours": read})


def _every(of: _Of) -> Got:
    text = _said(of.cell)
    days = read_every(of.cell) if text else None
    return Got({"every": days}) if days else Got(extra=text)


def _rating(of: _Of) -> Got:
    text = _said(of.cell)
    mark = read_rating(of.cell) if text else None
    return Got({"rating": mark}) if mark else Got(extra=text)


def _quantity(of: _Of) -> Got:
    if not _said(of.cell):
        return NOTHING
    read = read_quantity(of.cell)
    if read is None:
        return Got(refusal="bad_quantity")
    unit = read[1] or ("元" if "金额" in of.column.heading else "")
    text = text_of(of.cell)
    return Got({"quantity": read[0], **({"unit": unit} if unit else {})}, text if approximate(text) else "")


def _items(of: _Of) -> Got:
    found = items_of(_said(of.cell))
    return Got({"items": found}) if found else NOTHING


def items_of(text: str) -> list[str]:
    """The matters of an agenda that stand in one cell: numbered, a line each, or with ； between."""
    parts = _ITEM.split(text.strip())
    if len(parts) < 3:  # nothing numbered, or one alone
        parts = re.split(r"[\n；;]+", "".join(parts))
    return [" ".join(one.split()).strip("；;。 ") for one in parts if one.strip("；;。 \n")]


def _meeting_kind(of: _Of) -> Got:
    text = _said(of.cell)
    kind = meeting_kind(text, of.place)
    return Got({"kind": kind}) if kind else Got(refusal="unknown_kind") if text else NOTHING


def meeting_kind(text: str, place: Place) -> str:
    """The kind of meeting that a text names; "" if it names none of ours."""
    declared = next(t.field for t in targets("meeting") if t.name == "kind")
    known = choices_of(declared, place.community).get(squeezed(text))
    if known:
        return known
    for word, kind in (
        ("联席", "joint"),
        ("四方", "joint"),
        ("议事", "council"),
        ("联盟", "alliance"),
        ("沟通协调会", "alliance"),
        ("协商", "council"),
    ):
        if word in text and ("会" in text or "协商" in text):
            return kind
    return ""


def _wish_state(of: _Of) -> Got:
    text = _said(of.cell)
    if not text:
        return NOTHING
    assert of.column.target is not None
    state, outcome, extra = wish_state(text, plain(of.column.heading), choices_of(of.column.target.field))
    _, day = ended(text)
    fields = {"state": state, "outcome": outcome, "ended": day if state == "done" else ""}
    return Got({name: value for name, value in fields.items() if value}, extra)


def _action_state(of: _Of) -> Got:
    text = _said(of.cell)
    if not text:
        return NOTHING
    assert of.column.target is not None
    state, outcome = action_state(text, choices_of(of.column.target.field))
    return Got({"state": state, **({"outcome": outcome} if outcome else {})})


def _kept_beside(of: _Of) -> Got:
    """What names a record that a ledger cannot name for certain: a meeting by its title."""
    return Got(extra=_said(of.cell))


def _mediation_state(of: _Of) -> Got:
    text = _said(of.cell)
    if not text:
        return NOTHING
    assert of.column.target is not None
    words = choices_of(of.column.target.field)
    bare, day = ended(text)
    fields = mediation_state(bare if squeezed(bare) in words else text, words)
    if fields.get("state") == "agreed" and day:
        fields["ended"] = day
    return Got(fields) if fields else Got(extra=text)


_SPECIAL: Final[Mapping[tuple[str, str], Callable[[_Of], Got]]] = {
    ("wish", "state"): _wish_state,
    ("mediation", "state"): _mediation_state,
    ("action", "state"): _action_state,
    ("action", "meeting"): _kept_beside,
    ("mediation", "parties"): _parties,
    ("meeting", "kind"): _meeting_kind,
    ("session", "people_served"): _people,
    ("session", "state"): _session_state,
    ("meeting", "items"): _items,
    ("", "title"): _title,
    ("", "address"): _address,
    ("", "birthday"): _birthday,
    ("team", "founded"): _founded,
    ("", "flags"): _flags,
    ("", "compound"): _compound,
    ("hours", "hours"): _hours,
    ("volunteer", "availability"): _availability,
    ("", "every"): _every,
    ("", "rating"): _rating,
    ("", "quantity"): _quantity,
}
