"""Finds and removes the data of one person in documents.

Personal Information Protection Law of the People's Republic of China, article 47 (deletion).
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, NamedTuple

from tui.kinds import registry
from tui.kinds.declaration import ATTACHED, Field, Personal
from tui.kinds.references import Referring, holders, of_table
from tui.rules.privacy.known_names import is_meant

GONE: Final = "（已删除）"
# Whose record it is, and what is known of them: it goes from their own records, and from their place on a list.
_OF_THE_PERSON: Final[frozenset[Personal]] = frozenset({"name", "asker", "phone", "address", "withheld"})
_WHOSE: Final[frozenset[Personal]] = frozenset({"name", "asker"})
# In characters; a shorter address is no clue to a person.
_LEAST_ADDRESS: Final = 4
# In characters; a shorter name is a part of many words.
_LEAST_NAME: Final = 2
# What becomes of a record without the person besides: nobody visits there.
_WITHOUT: Final[Mapping[str, Mapping[str, Any]]] = {"households": {"listed": False}}


@dataclass(frozen=True, slots=True)
class Removal:
    """One person: the records that are theirs or about them, by (table, key), and the words that tell who they are.

    What of a record is a person's data, and what is about the record that it names, is read from the
    declarations of its kind; text in fields that nobody declares is looked through like any other. `others` are
    names in use of which theirs is a part (王小 of 王小明): in plain text these stay. `spared` are records of
    somebody else who has the same name. `everywhere`: nobody else has it, so that whoever is mentioned by it in a
    text about something else is this person.
    """

    records: frozenset[tuple[str, str]]
    name: str
    phones: frozenset[str]
    addresses: frozenset[str]
    others: frozenset[str] = frozenset()
    spared: frozenset[tuple[str, str]] = frozenset()
    everywhere: bool = False

    def cleaned(self, table: str, key: str, fields: Mapping[str, Any]) -> dict[str, Any]:
        """`fields` of a stored document without the person.

        Their own records lose name, telephone number, address and every mention. Other records lose the
        telephone number wherever it stands in a text, the name where it stands alone as that of a supporter or
        participant, and, if nobody else has it, the name within a text. Where it is all that a field holds (who
        leads a team, who does a task) it stays.
        """
        return self._cleaned(table, fields, own=(table, key) in self.records)

    def cleaned_ever(self, table: str, key: str, fields: Mapping[str, Any]) -> dict[str, Any]:
        """The same for a state that a record once had, or a part of it.

        It is theirs also if it bears their name, whoever's the record is now.
        """
        own = (table, key) in self.records
        bears = (table, key) not in self.spared and is_of(table, "", fields, self.name, self.phones)
        return self._cleaned(table, fields, own=own or bears)

    def _cleaned(self, table: str, fields: Mapping[str, Any], *, own: bool) -> dict[str, Any]:
        cleaned = self._without(table, "", fields, own=own)
        if own:
            cleaned |= {f: v for f, v in _WITHOUT.get(table, {}).items() if f in cleaned}
        return cleaned

    def _without(self, table: str, within: str, fields: Mapping[str, Any], *, own: bool) -> dict[str, Any]:
        """The fields of a document, or of a part of it (`within` is `history.`), without the person."""
        own = own or is_about(table, within, fields, self.records)
        # Of a list of people, such as those who signed up, only one's own place is theirs.
        theirs = is_of(table, within, fields, self.name, self.phones) if within else own
        if fields.get("action") == "support" and self._is_name(fields.get("note")):
            fields = {**fields, "note": GONE}
        return {
            name: self._value(table, f"{within}{name}", value, own, theirs) for name, value in fields.items()
        }

    def _value(self, table: str, path: str, value: Any, own: bool, theirs: bool) -> Any:
        if value is None:
            return value
        field = registry.declared(table).get(path)
        personal = field.personal if field is not None else None
        if personal == "colleague":
            return value
        if own and path == ATTACHED:
            return []  # nobody can look through what is in a file
        if theirs and personal in _OF_THE_PERSON and field is not None and not field.parts:
            return self._emptied(field, value)
        if path in registry.exact(table):
            return value
        if isinstance(value, str):
            return self._text(value, own, is_phone=personal == "phone") if value else value
        if isinstance(value, Mapping):
            return self._without(table, f"{path}.", value, own=own)
        if isinstance(value, list | tuple):
            if personal in {"name", "named"}:
                value = [GONE if self._is_name(one) else one for one in value]
            return [self._value(table, path, one, own, theirs=False) for one in value]
        return value

    def _emptied(self, field: Field, value: Any) -> Any:
        """What stands in a field of the person's afterwards; who was a party beside them stays."""
        if isinstance(value, list | tuple):
            return [self._text(str(one), own=True) for one in value] if field.personal in _WHOSE else []
        if not isinstance(value, str):
            return None
        return GONE if field.required else ""

    def _text(self, text: str, own: bool, *, is_phone: bool = False) -> str:
        if not is_phone:  # another's record may well hold the same household's number
            for phone in self.phones:
                text = _spaced(phone).sub(GONE, text)
        if own and plain_name(text) == self.name:
            return GONE
        if own:
            for word in sorted({self.name, *self.addresses} - {""}, key=len, reverse=True):
                text = _worded(word).sub(GONE, text)
        elif self.everywhere and not is_phone and plain_name(text) != self.name:
            text = self._unmentioned(text)
        return text

    def _unmentioned(self, text: str) -> str:
        """A text about something else without the name, where it is no part of another's and no word."""
        if len(self.name) < _LEAST_NAME or not (found := _worded(self.name)).search(text):
            return text
        kept = "|".join(_worded(one).pattern for one in sorted(self.others, key=len, reverse=True))
        if kept:
            found = re.compile(f"(?P<kept>{kept})|{found.pattern}")

        def replaced(match: re.Match[str]) -> str:
            before, after = text[: match.start()].rstrip()[-1:], text[match.end() :].lstrip()[:1]
            is_word = len(self.name) == _LEAST_NAME and not is_meant(before, after)
            return match[0] if is_word or (kept and match["kept"]) else GONE

        return found.sub(replaced, text)

    def _is_name(self, value: Any) -> bool:
        return isinstance(value, str) and plain_name(value) == self.name

    def mentioned(self, value: Any) -> bool:
        """Whether name, number or address of the person occurs anywhere in a JSON value or text."""
        if isinstance(value, str):
            for other in self.others:
                value = _worded(other).sub("", value)
            words = (self.name, *(address for address in self.addresses if len(address) >= _LEAST_ADDRESS))
            return any(w and _worded(w).search(value) for w in words) or any(
                _spaced(p).search(value) for p in self.phones
            )
        if isinstance(value, Mapping):
            return any(self.mentioned(v) for v in value.values())
        if isinstance(value, Iterable):
            return any(self.mentioned(v) for v in value)
        return False


def scrubbed(removal: Removal, text: str) -> str:
    """`text`, which no kind declares (an export, a log), without the person's name, number and address.

    A name of one character is no word that can be told from others, and stays.
    """
    for phone in removal.phones:
        text = _spaced(phone).sub(GONE, text)
    words = [a for a in removal.addresses if len(a) >= _LEAST_ADDRESS]
    words += [removal.name] if len(removal.name) > 1 else []
    forms = {form for word in words for form in _spellings(word)}
    kept = {form for name in removal.others for form in _spellings(name)}
    found = sorted(forms | kept, key=len, reverse=True)
    if not found:
        return text
    pattern = re.compile("|".join(_worded(one).pattern for one in found))
    closed = {"".join(one.split()) for one in kept}
    return pattern.sub(lambda match: match[0] if "".join(match[0].split()) in closed else GONE, text)


def _spellings(word: str) -> tuple[str, str, str]:
    """`word` as it is, and as JSON has it that is kept in ASCII."""
    escaped = json.dumps(word)[1:-1]
    return word, escaped, escaped.upper().replace("\\U", "\\u")


def names_with(documents: Mapping[tuple[str, str], Mapping[str, Any]], name: str) -> frozenset[str]:
    """The names of people in `documents` of which `name` is a part."""
    found: set[str] = set()
    for (table, _), document in documents.items():
        for place in _places(table).values():
            for part in holders(document, place.steps):
                for field in place.names:
                    value = part.get(field)
                    for one in value if isinstance(value, list | tuple) else (value,):
                        if isinstance(one, str) and name in plain_name(one) != name:
                            found.add(plain_name(one))
    return frozenset(found)


def bearers(
    documents: Mapping[tuple[str, str], Mapping[str, Any]], removal: Removal
) -> frozenset[tuple[str, str]]:
    """The records among `documents` that bear the person's name and are not theirs."""
    return frozenset(
        at
        for at, document in documents.items()
        if at not in removal.records and is_of(at[0], "", document, removal.name, frozenset())
    )


def meant(
    documents: Mapping[tuple[str, str], Mapping[str, Any]],
    name: str,
    numbers: Collection[str] = (),
    others: Collection[tuple[str, str]] = (),
) -> Removal:
    """Who is meant by `name`, and by the telephone `numbers` where several have that name; records among `others` are not theirs.

    Theirs are the records of that name, those of which they are a party, and what is about one of these, among
    `documents` by (table, key). If it has more than one number it may be more than one person.
    """
    wanted, known = plain_name(name), frozenset(filter(None, map(digits, numbers)))
    phones, addresses, theirs = set[str](), set[str](), set[tuple[str, str]]()
    for (table, key), document in documents.items() if wanted else ():
        if (table, key) in others:
            continue
        for within, place in _places(table).items():
            for part in holders(document, place.steps):
                if is_of(table, within, part, wanted, known):
                    phones |= {digits(one) for one in _values(part, place.phones)}
                    if not within:
                        theirs.add((table, key))
                        addresses |= _values(part, place.addresses)
    about = {at for at, document in documents.items() if theirs and is_about(at[0], "", document, theirs)}
    return Removal(frozenset(theirs | about), wanted, frozenset(phones), frozenset(addresses))


class _Place(NamedTuple):
    """Where a document says whose it is, or a part of it does: by which fields, and what else they tell."""

    steps: list[str]
    names: tuple[str, ...]
    phones: tuple[str, ...]
    addresses: tuple[str, ...]


@cache
def _places(table: str) -> Mapping[str, _Place]:
    """The places in a table's documents, by where they are (`signups.`; the document itself is "")."""
    fields: dict[str, dict[str, list[str]]] = {}
    for path, personal in registry.personal(table).items():
        before, dot, name = path.rpartition(".")
        known = "name" if personal in _WHOSE else personal
        fields.setdefault(before + dot, {}).setdefault(known, []).append(name)
    return {
        within: _Place(within.split(".")[:-1], *(tuple(of.get(k, ())) for k in ("name", "phone", "address")))
        for within, of in fields.items()
        if of.get("name")
    }


@cache
def _abouts(table: str) -> Mapping[str, tuple[Referring, ...]]:
    """By which fields documents of a table, and parts of them, are about what they name; by where they are."""
    found: dict[str, tuple[Referring, ...]] = {}
    for referring in of_table(table):
        if referring.reference.about:
            before, dot, _ = referring.path.rpartition(".")
            found[before + dot] = (*found.get(before + dot, ()), referring)
    return found


def is_of(table: str, within: str, part: Mapping[str, Any], name: str, phones: frozenset[str]) -> bool:
    """Whether a document or part is of the person `name`: it has that name, and no other number than `phones`."""
    place = _places(table).get(within)
    if place is None:
        return False
    for field in place.names:
        value = part.get(field)
        names = value if isinstance(value, list | tuple) else (value,)
        if any(isinstance(one, str) and plain_name(one) == name for one in names):
            own = {digits(one) for one in _values(part, place.phones)}
            return not own or not phones or bool(own & phones)
    return False


def _values(part: Mapping[str, Any], fields: Iterable[str]) -> set[str]:
    return {str(part[field]) for field in fields if part.get(field)}


def is_about(table: str, within: str, part: Mapping[str, Any], records: Collection[tuple[str, str]]) -> bool:
    """Whether a document or part is about one of `records`, (table, key), by a reference of its own."""
    for _, path, reference in _abouts(table).get(within, ()):
        id = part.get(path.rpartition(".")[2])
        named = reference.when is None or part.get(reference.when[0]) == reference.when[1]
        if named and isinstance(id, int) and (reference.table, str(id)) in records:
            return True
    return False


def digits(phone: str) -> str:
    """The digits of a telephone number."""
    return "".join(c for c in unicodedata.normalize("NFKC", phone) if c.isdigit())


def plain_name(name: str) -> str:
    """The form in which names are compared: without outer blanks, in one width."""
    return unicodedata.normalize("NFKC", name).strip()


@cache
def _worded(word: str) -> re.Pattern[str]:
    """A pattern of a name or address, with the blanks that people write between Chinese characters."""
    between = r"[ \t\u3000]*"
    han = all("\u3400" <= character <= "\u9fff" for character in word)
    return re.compile((between if han else "").join(map(re.escape, word)))


def _spaced(phone: str) -> re.Pattern[str]:
    """A pattern of the number with separators that people write between digits."""
    return re.compile(r"(?<!\d)" + r"[\s\-－—.·]*".join(phone) + r"(?!\d)")
