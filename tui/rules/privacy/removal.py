"""Finds and removes the data of one person in documents.

Personal Information Protection Law of the People's Republic of China, article 47 (deletion).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

GONE: Final = "（已删除）"
_OF_THE_PERSON: Final = frozenset({"resident", "phone", "address", "birthday", "booked_by", "asked_by"})
# Home requests and volunteers require a name: this takes its place.
_ASKED_FOR: Final = frozenset({("home_requests", "resident"), ("volunteers", "name")})
# Fields whose whole text is a person's name: supporters of a wish, participants of a meeting.
_NAMES: Final = frozenset({"supporters", "names"})
# In characters; a shorter address is no clue to a person.
_LEAST_ADDRESS: Final = 4
# A household without the person: no name, no longer visited.
_HOUSEHOLD_WITHOUT: Final[Mapping[str, Any]] = {"name": GONE, "flags": [], "listed": False}
# Fields set by the program, or about others: never the resident's own words.
_KEPT: Final = frozenset({"id", "rev", "number", "state", "created_at", "updated_at", "by", "at", "action"})


@dataclass(frozen=True, slots=True)
class Removal:
    """One person: their records, by (table, key), and the words that identify them.

    A record that refers to one of their `wishes` by `wish_id`, such as an agenda item, is about them too.
    """

    records: frozenset[tuple[str, str]]
    name: str
    phones: frozenset[str]
    addresses: frozenset[str]
    wishes: frozenset[int] = frozenset()

    def cleaned(self, table: str, key: str, fields: Mapping[str, Any]) -> dict[str, Any]:
        """`fields` of a stored document without the person.

        Their own records lose name, telephone number, address and every mention. Other records lose the
        telephone number wherever it stands in a text, and the name where it stands alone as that of a
        supporter or participant.
        """
        own = (table, key) in self.records or fields.get("wish_id") in self.wishes
        cleaned = {
            f: self._signups(v)
            if f == "signups"
            else (self._removed(table, f) if own and self._is_theirs(f, v) else self._value(f, v, own))
            for f, v in fields.items()
        }
        if own and table == "households":
            cleaned |= {f: v for f, v in _HOUSEHOLD_WITHOUT.items() if f in cleaned}
        return cleaned

    @staticmethod
    def _is_theirs(field: str, value: Any) -> bool:
        return isinstance(value, str) and field in _OF_THE_PERSON

    @staticmethod
    def _removed(table: str, field: str) -> str:
        return GONE if (table, field) in _ASKED_FOR else ""

    def _signups(self, signups: Any) -> Any:
        """The sign-ups of a session; the person's place on the list is kept without their data."""
        gone = {"resident": GONE, "phone": "", "address": "", "note": ""}
        return [
            {**one, **gone} if self.signed(one) else self._value("signups", one, own=False)
            for one in signups or ()
        ]

    def signed(self, signup: Mapping[str, Any]) -> bool:
        """Whether a sign-up is the person's: the same name, and no other telephone number."""
        number = digits(str(signup.get("phone") or ""))
        return plain_name(str(signup.get("resident") or "")) == self.name and (
            not number or not self.phones or number in self.phones
        )

    def _value(self, field: str, value: Any, own: bool) -> Any:
        if isinstance(value, str):
            return value if field in _KEPT or not value else self._text(value, own, field)
        if isinstance(value, Mapping):
            own = own or value.get("wish_id") in self.wishes
            if value.get("action") == "support" and self._is_name(value.get("note")):
                value = {**value, "note": GONE}
            return {f: self._value(f, v, own) for f, v in value.items()}
        if isinstance(value, list | tuple):
            if field in _NAMES:
                value = [GONE if self._is_name(part) else part for part in value]
            return [self._value(field, part, own) for part in value]
        return value

    def _text(self, text: str, own: bool, field: str) -> str:
        if field != "phone":  # another record may belong to the same household
            for phone in self.phones:
                text = _spaced(phone).sub(GONE, text)
        if own and plain_name(text) == self.name:
            return GONE
        if own:
            for word in sorted({self.name, *self.addresses} - {""}, key=len, reverse=True):
                text = text.replace(word, GONE)
        return text

    def _is_name(self, value: Any) -> bool:
        return isinstance(value, str) and plain_name(value) == self.name

    def mentioned(self, value: Any) -> bool:
        """Whether name, number or address of the person occurs anywhere in a JSON value or text."""
        if isinstance(value, str):
            words = (self.name, *(address for address in self.addresses if len(address) >= _LEAST_ADDRESS))
            return any(w in value for w in words) or any(_spaced(p).search(value) for p in self.phones)
        if isinstance(value, Mapping):
            return any(self.mentioned(v) for v in value.values())
        if isinstance(value, Iterable):
            return any(self.mentioned(v) for v in value)
        return False


def digits(phone: str) -> str:
    """The digits of a telephone number."""
    return "".join(c for c in unicodedata.normalize("NFKC", phone) if c.isdigit())


def plain_name(name: str) -> str:
    """The form in which names are compared: without outer blanks, in one width."""
    return unicodedata.normalize("NFKC", name).strip()


def _spaced(phone: str) -> re.Pattern[str]:
    """A pattern of the number with separators that people write between digits."""
    return re.compile(r"(?<!\d)" + r"[\s\-－—.·]*".join(phone) + r"(?!\d)")
