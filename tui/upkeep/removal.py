"""What of a document is one person's data, and the document without it. Plain values only.

Personal Information Protection Law of the People's Republic of China, article 47 (deletion).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

GONE: Final = "（已删除）"
_OF_THE_PERSON: Final = frozenset({"resident", "phone", "address"})
# Written by rules, or about others: never the resident's own words.
_KEPT: Final = frozenset({"id", "rev", "number", "state", "created_at", "updated_at", "by", "at", "action"})


@dataclass(frozen=True, slots=True)
class Removal:
    """One person: the records that are theirs, by (table, key), and the words that tell who they are."""

    records: frozenset[tuple[str, str]]
    name: str
    phones: frozenset[str]
    addresses: frozenset[str]

    def cleaned(self, table: str, key: str, fields: Mapping[str, Any]) -> dict[str, Any]:
        """`fields` of a stored document without the person.

        From their own records go name, telephone and address, and every mention; from all others the
        telephone number where it stands in a text.
        """
        own = (table, key) in self.records
        return {
            f: self._signups(v)
            if f == "signups"
            else ("" if own and f in _OF_THE_PERSON and isinstance(v, str) else self._value(f, v, own))
            for f, v in fields.items()
        }

    def _signups(self, signups: Any) -> Any:
        """The sign-ups of a session; the place on the list stays, without the person."""
        gone = {"resident": GONE, "phone": "", "address": "", "note": ""}
        return [
            {**one, **gone} if self.signed(one) else self._value("signups", one, own=False)
            for one in signups or ()
        ]

    def signed(self, signup: Mapping[str, Any]) -> bool:
        """Whether a sign-up is the person's: the name, and no other number."""
        number = digits(str(signup.get("phone") or ""))
        return plain_name(str(signup.get("resident") or "")) == self.name and (
            not number or not self.phones or number in self.phones
        )

    def _value(self, field: str, value: Any, own: bool) -> Any:
        if isinstance(value, str):
            return value if field in _KEPT or not value else self._text(value, own, field)
        if isinstance(value, Mapping):
            return {f: self._value(f, v, own) for f, v in value.items()}
        if isinstance(value, list | tuple):
            return [self._value(field, part, own) for part in value]
        return value

    def _text(self, text: str, own: bool, field: str) -> str:
        if field != "phone":  # another's record may well hold the same household's number
            for phone in self.phones:
                text = _spaced(phone).sub(GONE, text)
        if own:
            for word in sorted({self.name, *self.addresses} - {""}, key=len, reverse=True):
                text = text.replace(word, GONE)
        return text

    def mentioned(self, value: Any) -> bool:
        """Whether the person's name or number stands anywhere in a JSON value or text."""
        if isinstance(value, str):
            return self.name in value or any(_spaced(phone).search(value) for phone in self.phones)
        if isinstance(value, Mapping):
            return any(self.mentioned(v) for v in value.values())
        if isinstance(value, Iterable):
            return any(self.mentioned(v) for v in value)
        return False


def digits(phone: str) -> str:
    """A telephone number as its digits alone."""
    return "".join(c for c in unicodedata.normalize("NFKC", phone) if c.isdigit())


def plain_name(name: str) -> str:
    """A name as it is compared: width and outer spaces do not count."""
    return unicodedata.normalize("NFKC", name).strip()


def _spaced(phone: str) -> re.Pattern[str]:
    """The number with whatever people write between digits."""
    return re.compile(r"(?<!\d)" + r"[\s\-－—.·]*".join(phone) + r"(?!\d)")
