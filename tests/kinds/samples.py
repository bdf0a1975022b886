"""A document of each kind with every declared field filled in, and valid for its model."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any, Final

from tui.kinds.declaration import Field, Kind, load

DAY: Final = "2026-03-26"
NOW: Final = "2026-03-26T09:00:00+08:00"
PERSON: Final = "王小明"
PHONE: Final = "13712341234"
HOUSE: Final = "3号楼2单元501"
STAMPS: Final[Mapping[str, Any]] = {"id": 1, "rev": 1, "created_at": NOW, "updated_at": NOW}

# What the type of a field does not tell: only what a rule reads.
_OWN: Final[Mapping[str, Any]] = {
    "wish.number": "2026-0001",
    "wish.assignee": {"kind": "team", "id": 1, "name": "关爱队"},
    "wish.assists": [{"kind": "partner", "id": 1, "name": "物业"}],
    "wish.state": "closed",
    "meeting.rrule": "FREQ=MONTHLY;BYMONTHDAY=26",
    "meeting.items.votes": {"all": {"yes": 4, "no": 0, "abstain": 1}},
    "meeting.lines.kind": "wish",
    "meeting.spent": {"1": 60},
    "mediation.state": "agreed",
    "service.rrule": "FREQ=WEEKLY;BYDAY=FR",
    "service.festival": "",
    "service.starts": "09:00",
    "service.ends": "11:00",
    "service.months": [3],
    "service.exdates": ["2026-04-03"],
    "service.rdates": ["2026-04-04"],
    "session.ends_at": "2026-03-26T11:00:00+08:00",
    "session.counts": {"理发": 3},
    "session.history.was": {"place": "东院"},
    "session.history.now": {"place": "西院"},
    "team.founded": "2018-08",
    "volunteer.availability": ["FR.am"],
    "volunteer.birthday": "03-26",
    "lesson.met_on": ["2026-03-12"],
    "lesson.learner_id": 2,
    "home.state": "rated",
    "room.opens": "08:00",
    "room.closes": "18:00",
    "booking.starts": "09:00",
    "booking.ends": "11:00",
    "booking.skips": ["2026-03-27"],
    "reminder.at": "09:00",
    "community.compounds.next_to": [2],
    "community.limits.categories": {"gas": 1},
}


def document(kind: Kind) -> dict[str, Any]:
    """The stored document 1 of a kind; every reference names record 1."""
    return {**STAMPS, **_filled(kind.fields, kind.name)}


def _filled(fields: tuple[Field, ...], within: str) -> dict[str, Any]:
    return {field.name: _value(field, f"{within}.{field.name}") for field in fields}


def _value(field: Field, path: str) -> Any:
    if path in _OWN:
        return deepcopy(_OWN[path])
    if field.personal in {"name", "asker", "named"}:
        return [PERSON] if field.type == "list" else PERSON
    match field.type:
        case "part":
            return _filled(field.parts, path)
        case "list" if field.parts:
            return [_filled(field.parts, path)]
        case "list":
            return [_one(field, path)]
        case "counts":
            return {}
    return _one(field, path)


def _one(field: Field, path: str) -> Any:
    if field.choices is not None:
        return choices(field)[-1]
    match field.type:
        case "day":
            return DAY
        case "time":
            return NOW
        case "number":
            return 1
        case "yes_no":
            return True
        case "phone":
            return PHONE
        case "address":
            return HOUSE
    if field.refers and field.type == "list":
        return 1
    return f"{path.rpartition('.')[2]}之词"[: field.most or None]


def choices(field: Field) -> list[str]:
    """What a choice offers; a community's own categories stand for all."""
    assert field.choices is not None
    found = load(field.choices)
    return list(found if isinstance(found, Mapping) else found(None))
