"""Rules of what is taken in from ledgers: which record is the same as one that is here, where extra text goes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from tui.kinds.record import Stored

_UNSEEN: Final = re.compile(r"[\s\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]+")
# What a visit's ledger says of the household.
OF_HOUSEHOLD: Final = ("flags", "compound", "address", "phone", "every")
# Kind -> the fields that tell one record from another, as ledgers name them.
KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "wish": ("title", "resident", "phone", "recorded_on"),
    "visit": ("household", "address", "on", "by", "heard"),
    "mediation": ("title", "opened_on"),
    "volunteer": ("name", "phone"),
    "hours": ("volunteer", "on", "hours", "content"),
    "meeting": ("kind", "title", "starts_at"),
    "household": ("name", "address"),
    "partner": ("name",),
    "team": ("name",),
    "offer": ("partner", "title", "quantity"),
    "need": ("title", "by", "asked_by"),
    "home": ("resident", "skill", "wished_on"),
    "session": ("service", "on"),
    "action": ("title", "owner", "due", "opened_on"),
    "booking": ("room", "on", "starts", "ends"),
    "signup": ("service", "on", "resident", "phone"),
}
# Kind -> the fields by which a record that is here is brought up to date, where a ledger has them otherwise.
UPDATED: Final[Mapping[str, tuple[str, ...]]] = {
    "wish": (
        "detail", "compound", "address", "channel", "category", "urgency", "due", "assignee", "state", "outcome", "done_on",
        "solved", "rating",
    ),
    "visit": ("outcome", "follow_up_on"),
    "mediation": ("kind", "parties", "mediator", "place", "state", "agreement", "closed_on", "outcome", "reason"),
    "volunteer": ("phone", "skills", "compound", "availability", "joined"),
    "hours": ("place", "activity", "organiser", "in_charge", "team"),
    "meeting": ("place",),
    "household": ("address", "phone", "flags", "compound", "every"),
    "partner": ("kind", "contact", "phone", "resources"),
    "team": ("leader", "founded"),
    "offer": ("kind", "unit", "until"),
    "need": ("kind", "quantity", "unit"),
    "home": ("phone", "address", "compound", "done_on", "outcome", "rating", "team", "volunteer"),
    "session": ("place", "team", "people_served", "state", "volunteer_ids"),
    "action": ("due", "state", "outcome", "done_on"),
}  # fmt: skip
# Of these a ledger names several, and those that are here beside them stay.
_ADDED_TO: Final = frozenset({"skills", "resources", "parties", "flags", "availability", "volunteer_ids"})
# Kind -> the field into which goes what has none of its own; a wish keeps it as a comment.
NOTES: Final[Mapping[str, str]] = {
    "visit": "heard", "hours": "content", "home": "detail", "mediation": "note", "volunteer": "note",
    "session": "note", "meeting": "note", "household": "note", "partner": "note", "team": "note", "offer": "note", "need": "note",
    "action": "note", "booking": "purpose", "signup": "note",
}  # fmt: skip

ONE_LINE: Final = frozenset({"hours", "action", "booking", "signup"})
"""The kinds whose note is one line."""


def phone_key(text: object) -> str:
    """A telephone number as it is compared: without spaces, - and +86."""
    return str(text or "").replace(" ", "").replace("-", "").removeprefix("+86")


@dataclass(frozen=True, slots=True)
class Given:
    """A record of a ledger: its fields as ledgers name them, and the texts that have no field, by heading.

    `row` is where it stands in `sheet`. `joined`: it says more of somebody who stands there before. With `id`, that
    record is brought up to date by `fields`, which are only what it has otherwise, and `remarks`, lines for its note.
    `both`: it is kept beside one that says the same.
    """

    kind: str
    fields: Mapping[str, Any]
    extra: Mapping[str, str] = field(default_factory=dict)
    sheet: str = ""
    row: int = 0
    joined: bool = False
    id: int = 0
    remarks: tuple[str, ...] = ()
    both: bool = False

    @property
    def about(self) -> dict[str, Any]:
        """The household that a visit's row tells of."""
        of_home = {name: self.fields[name] for name in OF_HOUSEHOLD if self.fields.get(name)}
        return {"name": str(self.fields["household"]), **of_home}


def key_of(kind: str, fields: Mapping[str, Any]) -> tuple[str, ...]:
    """What tells a record of a ledger from others of its kind."""
    get = fields.get
    return tuple([phone_key(get(name)) if name == "phone" else bare(get(name)) for name in KEYS[kind]])


def differing(kind: str, said: Mapping[str, Any], here: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a ledger's record, as far as it says them, that the one that is `here` has otherwise.

    `here` has names in the place of ids. What the ledger leaves empty is no difference.
    """
    return {
        name: said[name]
        for name in UPDATED.get(kind, ())
        if said.get(name) not in (None, "", []) and not _same(name, said[name], here.get(name))
    }


def _same(name: str, said: Any, here: Any) -> bool:
    if name in _ADDED_TO:
        return {bare(one) for one in said} <= {bare(one) for one in here or ()}
    if isinstance(said, bool) or isinstance(here, bool):
        return bool(said == here)
    if isinstance(said, (int, float)) and isinstance(here, (int, float)):
        return float(said) == float(here)
    if name == "phone":
        return phone_key(said) == phone_key(here)
    return bare(said) == bare(here)


def bare(value: object) -> str:
    """A value as it is compared: in one width, without spaces and signs that nobody sees, which the store does not keep."""
    if type(value) is str:
        return _bare(value)
    if isinstance(value, float):
        return f"{value:g}"
    return _bare(str(value or ""))


@lru_cache(4096)
def _bare(text: str) -> str:
    if text.isascii():
        return text if text.isprintable() and " " not in text else _UNSEEN.sub("", text)
    text = unicodedata.normalize("NFKC", text)
    # What is printable has no sign that nobody sees but the space.
    return text if text.isprintable() and " " not in text else _UNSEEN.sub("", text)


def extra_lines(extra: Mapping[str, str]) -> list[str]:
    """What has no field, a line each: `网格员：田小雨`."""
    return [f"{heading}：{text}" for heading, text in extra.items() if text]


def with_extra(kind: str, fields: Mapping[str, Any], extra: Mapping[str, str]) -> dict[str, Any]:
    """The fields of a record, with what has no field of its own at the end of its note; a wish has none."""
    note = NOTES.get(kind)
    lines = extra_lines(extra)
    if note is None or not lines:
        return dict(fields)
    apart = "；" if kind in ONE_LINE else "\n"
    own = str(fields.get(note) or "")
    if kind in ONE_LINE:
        lines = [" ".join(line.split()) for line in lines]
    return {**fields, note: apart.join(([own] if own else []) + lines)}


def same_household(stored: Iterable[Stored], name: str, address: str, phone: str) -> Stored | None:
    """The household on the list that a ledger means: by name, and address or telephone where both are known."""
    named = [h for h in stored if h["name"] == name]
    if address and (found := [h for h in named if bare(h.get("address")) == bare(address)]):
        return found[0]
    if phone and (found := [h for h in named if phone_key(h.get("phone")) == phone_key(phone)]):
        return found[0]
    return next((h for h in named if not address or not h.get("address")), None)


def same_volunteer(stored: Iterable[Stored], name: str, phone: str = "") -> Stored | None:
    """The volunteer that a ledger means: by name, and by telephone where both are known."""
    named = [v for v in stored if v["name"] == name]
    if not phone:
        return named[0] if len(named) == 1 else None
    same = [v for v in named if phone_key(v.get("phone")) == phone_key(phone)]
    fitting = same or [v for v in named if not v.get("phone")]
    return fitting[0] if fitting else None
