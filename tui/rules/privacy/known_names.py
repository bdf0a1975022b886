"""The names of all residents of a store, known where they stand in any text, without being held.

A record names whom it is about in a field of its own; a minute, a task or another wish names the same person in
passing. So a name that stands in such a field of any record is looked for in every text. A name of two characters
may be a word, too (高兴, 平安): it counts where its neighbours show that somebody is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from tui.rules.privacy.by_rule import by_rule
from tui.rules.privacy.masked_fields import colleagues
from tui.rules.privacy.names import NameMark, closed, compared, hash_of

# What may stand before and after a name of two characters.
_BEFORE: Final = frozenset(
    "访给找帮为由是叫人和与及请向对把被让替跟同陪劝问见到的民主户长员友居伯叔姨妈爸儿女妻夫、，,。；;：:（(\n"
)
_AFTER: Final = frozenset(
    "家说的反称住报来和与及同电打要想问提生在去阿大老女先师奶爷姨叔婶伯姐哥、，,。；;：:）)\n"
)
_SHORT: Final = 2


class KnownNames:
    """The names of a store's residents; `key` is that with which their marks are made."""

    def __init__(self, key: bytes, kept: Mapping[str, Any] | None = None) -> None:
        self._key = key
        # First character -> length -> hash -> how it is shown.
        self._known: dict[str, dict[int, dict[str, str]]] = {}
        self._public: set[str] = set()
        self._firsts: re.Pattern[str] | None = None
        if kept:
            self._public.update(kept["public"])
            self.learn(NameMark(*mark) for mark in kept["known"])

    def kept(self) -> dict[str, Any]:
        """What is known, as plain JSON values."""
        known = [
            [first, length, hashed, shown]
            for first, lengths in self._known.items()
            for length, hashes in lengths.items()
            for hashed, shown in hashes.items()
        ]
        return {"known": known, "public": sorted(self._public)}

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self._known)

    def firsts(self) -> str:
        """The first characters of the names, as they stand in a text."""
        return "".join(self._known) + "".join(first.upper() for first in self._known if first.isascii())

    def has(self, mark: NameMark) -> bool:
        """Whether a name is known, and not public."""
        return mark.hash in self._known.get(mark.first, {}).get(mark.length, {})

    def learn(self, marks: Iterable[NameMark]) -> list[NameMark]:
        """Take names in; those that are new."""
        new, before = [], len(self._known)
        for mark in marks:
            hashes = self._known.setdefault(mark.first, {}).setdefault(mark.length, {})
            if mark.hash not in hashes and mark.hash not in self._public:
                hashes[mark.hash] = mark.shown
                new.append(mark)
        if len(self._known) > before:
            self._firsts = None
        return new

    def let_be(self, name: str) -> None:
        """Leave a name in clear from now on: it is that of somebody who speaks for a team, a partner, a community."""
        own = closed(name)
        if own:
            hashed = hash_of(own, self._key)
            self._public.add(hashed)
            self._known.get(own[0], {}).get(len(own), {}).pop(hashed, None)

    def unnamed(self, text: str) -> str:
        """`text` with every known name shown as it may be; spaces within a name do not count."""
        if not self._beginning().search(text):
            return text
        own, at = compared(text)
        out, done, place = [], 0, 0
        while found := self._beginning().search(own, place):
            end, shown = self._at(own, found.start())
            if end:
                out += [text[done : at[found.start()]], shown]
                done = at[end - 1] + 1
            place = end or found.start() + 1
        return "".join([*out, text[done:]]) if out else text

    def may_stand_in(self, text: str) -> bool:
        """Whether one of the names is in a text, meant or not: to tell at once that it has none."""
        own = "".join(text.split()).casefold()
        for found in self._beginning().finditer(own):
            start = found.start()
            for length, hashes in self._known.get(own[start], {}).items():
                if hash_of(own[start : start + length], self._key) in hashes:
                    return True
        return False

    def may_begin_in(self, text: str) -> bool:
        """Whether the first character of one of the names is in a text, which is in lower case."""
        return self._beginning().search(text) is not None

    def _beginning(self) -> re.Pattern[str]:
        """What finds the first characters of the names."""
        if self._firsts is None:
            self._firsts = re.compile(f"[{re.escape(self.firsts())}]" if self._known else r"(?!)")
        return self._firsts

    def _at(self, own: str, start: int) -> tuple[int, str]:
        """Where a known name that begins at `start` ends, and how it is shown; 0 if none does."""
        lengths = self._known.get(own[start], {})
        for length in sorted(lengths, reverse=True):
            end = start + length
            if end <= len(own) and (length > _SHORT or _meant(own, start, end)):
                shown = lengths[length].get(hash_of(own[start:end], self._key))
                if shown:
                    return end, shown
        return 0, ""


def _meant(own: str, start: int, end: int) -> bool:
    return is_meant(own[start - 1] if start else "", own[end] if end < len(own) else "")


def is_meant(before: str, after: str) -> bool:
    """Whether a name of two characters is that of somebody, by the characters beside it; "" is an end of the text."""
    return (not before or before in _BEFORE) and (not after or after in _AFTER)


def without_names(value: Any, news: KnownNames) -> Any:
    """A masked JSON value without the names in `news`; the same object where it has none."""
    if isinstance(value, str):
        return value if value.isascii() and by_rule(value) else news.unnamed(value)
    if isinstance(value, Mapping):
        changed = {
            name: new
            for name, one in value.items()
            if name not in colleagues() and (new := without_names(one, news)) is not one
        }
        return {**value, **changed} if changed else value
    if isinstance(value, list | tuple):
        new_ones = [without_names(one, news) for one in value]
        return new_ones if any(new is not one for new, one in zip(new_ones, value, strict=True)) else value
    return value
