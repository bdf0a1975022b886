"""What is left of personal data for those who need none of it: documents as a viewer gets them.

A name is its surname (王某), an address ends with its building, a telephone number in its own field
keeps its first three and last four digits (GB/T 35273-2020, 7.2), and all other text is scrubbed of
whatever could be a number of somebody's: text that nobody declared fails closed.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, MutableMapping
from typing import Any, Final

from tui.kinds.declaration import ATTACHED, Personal
from tui.rules.privacy.addresses import building_only
from tui.rules.privacy.by_rule import BY_NAME, by_rule, harmless
from tui.rules.privacy.known_names import KnownNames
from tui.rules.privacy.masked_fields import (
    attachment,
    colleagues,
    declared,
    everywhere,
    name_fields,
    naming,
    public_names,
    residents,
    sitting,
    speaks,
)
from tui.rules.privacy.names import NameMark, looked_for, marks, surname_only, unnamed
from tui.rules.privacy.phones import mask_phone
from tui.rules.privacy.remembered import SHOWN_ALIKE, Remembered
from tui.rules.privacy.scrubbing import scrubbed
from tui.rules.privacy.signs import HIDDEN

__all__ = ["HIDDEN", "Mask", "building_only", "mask_phone", "masked", "scrubbed", "surname_only"]

# What is withheld without leaving a sign: a birthday must stay a day or nothing.
_EMPTIED: Final = frozenset({"birthday"})
# At these parties of a meeting residents sit; at the others those who speak for an office or a firm.
_RESIDENTS_SIT: Final = frozenset({"council", "guest"})
_NOTHING: Final[Mapping[str, Any]] = {}
# A whole number so great in a field of no known name could be a telephone's.
_GREAT: Final = 10**6
_AMOUNTS: Final = frozenset({"quantity", "was", "now", "residents", "spent", "area_km2"})


def masked(document: Mapping[str, Any], table: str = "", *, names: bool = True) -> dict[str, Any]:
    """A stored document of `table` as a viewer gets it; the same fields, at any depth.

    Without `names` those stay whole: the staff's own archive keeps no contacts, but who it was.
    """
    copy: dict[str, Any] = _copied(document)
    Mask(names=names).document(table, "", copy)
    return copy


class Mask:
    """Masks the documents of one store, in place; what it keeps of a name tells where it stands, not the name.

    The names in a record are masked wherever its texts, or those of a record about it, have them, and those of
    residents wherever any text has them.
    """

    def __init__(
        self, *, names: bool = True, key: bytes = b"", known: Mapping[str, Any] | None = None
    ) -> None:
        self._names = names
        self._key = key or os.urandom(16)
        self._residents = KnownNames(self._key, known)
        # What was learnt of residents since `news` was asked.
        self._fresh: list[NameMark] = []
        # Table -> key of a record -> the names in it; plain lists where they came from a file.
        self._marks: dict[str, dict[str, tuple[NameMark, ...]]] = {}
        self._before = Remembered()  # it is kept while many documents are read

    def kept(self) -> dict[str, Any]:
        """What this mask knows of names, as plain JSON values."""
        marks = {
            table: {key: [[*mark] for mark in known] for key, known in records.items()}
            for table, records in self._marks.items()
        }
        return {"key": self._key.hex(), "marks": marks, "residents": self._residents.kept()}

    @classmethod
    def from_kept(cls, kept: Mapping[str, Any]) -> Mask:
        """A mask that knows what `kept` was made from. Raises KeyError, ValueError, TypeError."""
        mask = cls(key=bytes.fromhex(kept["key"]), known=kept["residents"])
        mask._marks = dict(kept["marks"])
        return mask

    def tables(self, tables: Mapping[str, Mapping[str, MutableMapping[str, Any]]]) -> None:
        """Mask all documents of all tables."""
        self._before.keeping = True
        try:
            self.learn(tables)
            for table, documents in tables.items():
                for key, document in documents.items():
                    self._mask(table, key, document)
        finally:
            self._before.keeping = False
            self._before.clear()

    def remember(self) -> None:
        """Keep masked texts for when they come again. Only for a process that may hold all in clear."""
        self._before.keeping = True

    def learn(self, tables: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> None:
        """Learn the names in all documents of all tables, and mask none of them."""
        self.meet(tables)
        for table, documents in tables.items():
            self._learn_all(table, documents)

    def meet(self, tables: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> None:
        """Learn the names of the residents in all documents of some tables, also of those that are never shown."""
        if not self._names:
            return
        for name in public_names(tables):
            self._residents.let_be(name)
        names = {
            name
            for table, documents in tables.items()
            for document in documents.values()
            for name in residents(table, document)
        }
        for name in names:
            self._residents.learn(looked_for(name, self._key))

    def news(self) -> KnownNames | None:
        """The residents whose names were new since this was last asked: what is held already may have them."""
        if not self._fresh:
            return None
        found = KnownNames(self._key)
        found.learn(mark for mark in self._fresh if self._residents.has(mark))
        self._fresh = []
        return found or None

    def met(self, table: str, fields: Mapping[str, Any] | None) -> None:
        """Learn the residents' names in some fields of one document."""
        if not self._names or not fields:
            return
        if speaks(table):
            for name in public_names({table: {"": fields}}):
                self._residents.let_be(name)
        for name in residents(table, fields):
            self._fresh += self._residents.learn(self._before.looked_for(name, self._key))
        if self._fresh:
            self._before.texts.clear()
        if speaks(table) or any(mark.first.isascii() for mark in self._fresh):
            self._before.clear_texts()
        self._before.trim()

    def take_in(self, table: str, key: str, fields: Mapping[str, Any]) -> None:
        """Learn the names in some fields of one document, and mask nothing."""
        self.met(table, fields)
        self._learn(table, key, fields)

    def standing(self, names: Iterable[str]) -> KnownNames:
        """Those of some residents' names, taken in before, that are masked wherever they stand."""
        found = KnownNames(self._key)
        marked = (mark for name in names for mark in looked_for(name, self._key))
        found.learn(filter(self._residents.has, marked))
        return found

    def document(self, table: str, key: str, fields: MutableMapping[str, Any]) -> None:
        """Mask a document."""
        self._learn(table, key, fields)
        self._mask(table, key, fields)

    def change(
        self,
        table: str,
        key: str,
        was: Mapping[str, Any] | None,
        now: Mapping[str, Any] | None,
        held: Mapping[str, Any] | None,
    ) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
        """What was and what is now in some fields of a record, masked; `held` is the masked record before.

        A name that is new to the record is masked in the other fields that `held` has, too: they then
        are part of the change.
        """
        before = None if was is None else dict(was)
        after = None if now is None else dict(now)
        more = held is not None and after is not None and self._knows_more(table, key, after)
        for fields in (before, after):
            if fields is not None:
                self._learn(table, key, fields)
        for fields in (before, after):
            if fields is not None:
                self._mask(table, key, fields, held or {})
        if more and held is not None and before is not None and after is not None:
            others = {name: value for name, value in held.items() if name not in before and name not in after}
            self._mask(table, key, others, held)
            for name, value in others.items():
                if value != held[name]:
                    before[name], after[name] = held[name], value
        return before, after

    def _knows_more(self, table: str, key: str, fields: Mapping[str, Any]) -> bool:
        """Whether `fields` name somebody who was not known of the record before: its texts may do so, too."""
        known = self._known_of(table, key)
        return any(mark not in known for mark in self._marks_in(table, fields))

    # ---- names

    def known(self, table: str, key: str) -> tuple[NameMark, ...]:
        """What is known of the names in a record; more after a change that brings a new one."""
        return self._known_of(table, key)

    def _learn_all(self, table: str, documents: Mapping[str, Mapping[str, Any]]) -> None:
        fields = name_fields(table)
        known: dict[str, tuple[NameMark, ...]] = {}
        found: dict[str, tuple[NameMark, ...]] = {}
        for key, document in documents.items():
            for field in fields:
                if value := document.get(field):
                    if isinstance(value, str):
                        one = known.get(value)
                        if one is None:
                            one = known[value] = marks(value, self._key)
                    else:
                        one = self._marks_of(value)
                    if one:
                        found[key] = found[key] + one if key in found else one
        if found:
            self._marks[table] = found

    def _learn(self, table: str, key: str, fields: Mapping[str, Any]) -> None:
        if found := self._marks_in(table, fields):
            known = self._known_of(table, key)
            if any(mark not in known for mark in found):
                self._marks.setdefault(table, {})[key] = tuple(dict.fromkeys((*known, *found)))

    def _known_of(self, table: str, key: str) -> tuple[NameMark, ...]:
        own = self._marks.get(table)
        found = own.get(key) if own else None
        if not own or not found:
            return ()
        if found.__class__ is not tuple:  # from a file
            found = own[key] = tuple(NameMark(*mark) for mark in found)
        return found

    def _marks_in(self, table: str, fields: Mapping[str, Any]) -> tuple[NameMark, ...]:
        found: tuple[NameMark, ...] = ()
        for field in name_fields(table):
            if value := fields.get(field):
                found += self._marks_of(value)
        return found

    def _marks_of(self, value: Any) -> tuple[NameMark, ...]:
        if isinstance(value, str):
            return self._before.marks(value, self._key)
        if isinstance(value, Iterable) and not isinstance(value, Mapping):
            return tuple(mark for part in value for mark in self._marks_of(part))
        return ()

    def _about(self, fields: Mapping[str, Any], known: tuple[NameMark, ...]) -> tuple[NameMark, ...]:
        """`known`, and the names in the records that `fields` refer to."""
        referring = naming()
        for field in referring.keys() & fields.keys():
            if ids := fields[field]:
                for id in ids if isinstance(ids, list | tuple) else (ids,):
                    known += self._known_of(referring[field], str(id))
        if fields.get("kind") == "wish" and "ref" in fields:  # a line of a meeting that became one
            known += self._known_of("wishes", str(fields["ref"]))
        return known

    # ---- masking

    def _mask(
        self, table: str, key: str, fields: MutableMapping[str, Any], held: Mapping[str, Any] = _NOTHING
    ) -> None:
        known = self._known_of(table, key)
        if not fields.keys().isdisjoint(naming()):
            known = self._about(fields, known)
        if held and not held.keys().isdisjoint(naming()):
            known = self._about(held, known)
        self._fields(fields, declared(table), known)

    def _fields(
        self, fields: MutableMapping[str, Any], declared: Mapping[str, Personal], known: tuple[NameMark, ...]
    ) -> None:
        """Mask the values; those of 150,000 documents pass here, most of them seen before."""
        in_latin, in_others = self._before.latin, self._before.texts
        names = known if self._names else ()
        latin = False  # what is in Latin letters has no name that begins otherwise
        for mark in names:
            if mark.first.isascii():
                latin = True
        for name, value in fields.items():
            if not value:
                continue
            kind = value.__class__
            if name in declared:
                fields[name] = self._personal(declared[name], name, value)
            elif kind is str:
                new = (in_latin if value.isascii() else in_others).get(value)
                if new is None:
                    new = self._text(name, value)
                if names and (not new.isascii() or (latin and not by_rule(value))):
                    new = unnamed(new, names, self._key)
                if new is not value:
                    fields[name] = new
            elif kind is list or kind is dict:
                fields[name] = self._within(name, value, known)
            elif kind is int and not -_GREAT < value < _GREAT and name not in _AMOUNTS:
                fields[name] = HIDDEN

    def _text(self, name: str, value: str) -> str:
        new = value if harmless(name, value) else self._before.without_numbers(value)
        if name in colleagues():
            return new
        new = self._residents.unnamed(new)
        if self._before.keeping and name not in BY_NAME:
            (self._before.latin if value.isascii() else self._before.texts)[value] = new
        return new

    def _personal(self, kind: Personal, name: str, value: Any) -> Any:
        """A personal field's value; one of another shape than expected is withheld part by part."""
        if value.__class__ is not str or not self._before.keeping or kind not in SHOWN_ALIKE:
            return self._withheld(kind, name, value)
        shown = self._before.shown.get((kind, value))
        if shown is None:
            shown = self._before.shown[kind, value] = self._withheld(kind, name, value)
        return shown

    def _withheld(self, kind: Personal, name: str, value: Any) -> Any:
        if isinstance(value, list | tuple):
            return [] if kind == "withheld" else [self._personal(kind, name, part) for part in value]
        if isinstance(value, Mapping):
            return {part: self._personal(kind, name, of) for part, of in value.items()}
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = str(value)
        if not isinstance(value, str) or not value:
            return value
        if kind == "name":
            return surname_only(value) if self._names else scrubbed(value)
        if kind == "phone":
            return mask_phone(value)
        if kind == "address":
            return building_only(value)
        return "" if name in _EMPTIED else HIDDEN

    def _within(self, name: str, value: Any, known: tuple[NameMark, ...]) -> Any:
        """A list or a part of a document."""
        if value.__class__ is dict:
            part = dict(value)
            self._part(part, known)
            return part
        if isinstance(value, list | tuple):
            if name == "signups":
                # They came for help of their own: their number is enough for others.
                return [self._signup(one, known) for one in value]
            if name == ATTACHED:
                # What is in a file nobody can scrub, and its name may be somebody's: how many there are is enough.
                return [attachment(at, one) for at, one in enumerate(value, 1)]
            return [self._within(name, part, known) for part in value]
        if isinstance(value, Mapping):
            part = dict(value)
            self._part(part, known)
            return part
        if isinstance(value, str):
            return (
                unnamed(self._text(name, value), known, self._key) if self._names else self._text(name, value)
            )
        if value.__class__ is int and abs(value) > _GREAT and name not in _AMOUNTS:
            return HIDDEN
        return value

    def _part(self, part: dict[str, Any], known: tuple[NameMark, ...]) -> None:
        if "ref" in part or not part.keys().isdisjoint(naming()):
            known = self._about(part, known)
        # Votes by party have the parties for their keys: no party sits there.
        sit = str(part.get("party")) in _RESIDENTS_SIT
        self._fields(part, sitting() if sit else everywhere(), known)
        if all(map(str.isidentifier, part)) and "".join(part).isascii():
            return
        for name in tuple(part):
            if not (name.isascii() and name.isidentifier()):  # a key that somebody typed
                shown = self._residents.unnamed(scrubbed(name))
                shown = unnamed(shown, known, self._key) if self._names else shown
                if shown != name:
                    part[shown] = part.pop(name)

    def _signup(self, one: Any, known: tuple[NameMark, ...]) -> Any:
        if not isinstance(one, Mapping):
            return HIDDEN
        part = {**one, "resident": "", "phone": "", "address": "", "note": ""}
        self._part(part, known)
        return part | {"resident": HIDDEN}


def _copied(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _copied(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_copied(part) for part in value]
    return value
