"""Which fields are masked, and how: read from what the kinds of record declare. Loads all declarations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final, cast

from tui.kinds import registry
from tui.kinds.declaration import Personal
from tui.kinds.references import references
from tui.rules.privacy.signs import HIDDEN

# How each sort of personal field is masked. A name that stands alone at the top of a record is that of one
# behind it; in a list of who was somewhere it depends on whom they were there for.
_MASKED_AS: Final[Mapping[Personal, Personal]] = {
    "name": "name",
    "asker": "withheld",  # the street office sees what was asked for, and not for whom
    "phone": "phone",
    "address": "address",
    "withheld": "withheld",
}


@cache
def everywhere() -> Mapping[str, Personal]:
    """The names of fields that hold a person's data wherever a kind declares them: taken for that anywhere."""
    found: dict[str, set[Personal | None]] = {}
    for table in registry.tables():
        for path, field in registry.declared(table).items():
            if not field.parts:
                found.setdefault(path.rpartition(".")[2], set()).add(_masked_as(path, field.personal))
    return {
        name: kind for name, kinds in found.items() if len(kinds) == 1 for kind in kinds if kind is not None
    }


def _masked_as(path: str, personal: Personal | None) -> Personal | None:
    if personal == "named" and "." not in path:
        return "name"
    return _MASKED_AS.get(personal) if personal else None


@cache
def colleagues() -> frozenset[str]:
    """The names of fields in which, wherever a kind has them, somebody at the desk is named."""
    found: dict[str, set[Personal | None]] = {}
    for table in registry.tables():
        for path, field in registry.declared(table).items():
            found.setdefault(path.rpartition(".")[2], set()).add(field.personal)
    return frozenset(name for name, kinds in found.items() if kinds == {"colleague"})


@cache
def declared(table: str) -> Mapping[str, Personal]:
    """How the fields of a table's documents are masked, those in parts left out."""
    fields = registry.declared(table) if table in registry.tables() else {}
    own = {
        path: kind
        for path, field in fields.items()
        if "." not in path and not field.parts and (kind := _masked_as(path, field.personal))
    }
    return {**everywhere(), **own}


@cache
def sitting() -> Mapping[str, Personal]:
    """The same for a party of a meeting for which residents sit: whoever is named there is one."""
    named = {
        path.rpartition(".")[2]: "name"
        for path, kind in registry.personal("meetings").items()
        if kind == "named"
    }
    return {**everywhere(), **cast("dict[str, Personal]", named)}


@cache
def naming() -> Mapping[str, str]:
    """The names of fields by which a document refers to a record of a person, and the table of that."""
    return {
        path.rpartition(".")[2]: reference.table
        for _, path, reference in references()
        if reference.when is None and _named_itself(reference.table)
    }


def _named_itself(table: str) -> bool:
    return any(
        _masked_as(path, kind) == "name" for path, kind in registry.personal(table).items() if "." not in path
    )


@cache
def name_fields(table: str) -> tuple[str, ...]:
    """The fields of a table's documents in which names of persons stand."""
    return tuple(field for field, kind in declared(table).items() if kind == "name")


# Whose names are public: who leads and speaks for a team, a partner or the community.
_SPEAKING: Final = ("communities", "partners", "teams", "appointments")


def public_names(tables: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> Iterator[str]:
    """All texts of the records of teams, partners and communities in which no resident is named."""
    for table in _SPEAKING:
        for document in tables.get(table, {}).values():
            yield from _texts(document)


def speaks(table: str) -> bool:
    """Whether the names in a table's records are public."""
    return table in _SPEAKING


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)


@cache
def residents_in(table: str) -> tuple[tuple[str, ...], ...]:
    """Where a table's documents name residents: the steps to each field, through parts and lists."""
    known = {"name", "asker"}
    return tuple(
        tuple(path.split("."))
        for path, personal in (registry.personal(table) if table in registry.tables() else {}).items()
        if personal in known
    )


def residents(table: str, fields: Mapping[str, Any]) -> Iterator[str]:
    """The names of residents in some fields of a document."""
    for steps in residents_in(table):
        if steps[0] in fields:
            yield from _at(fields, steps)


def _at(value: object, steps: tuple[str, ...]) -> Iterator[str]:
    if isinstance(value, list | tuple):
        for one in value:
            yield from _at(one, steps)
    elif isinstance(value, str) and not steps:
        yield value
    elif isinstance(value, Mapping) and steps:
        yield from _at(value.get(steps[0]), steps[1:])


def attachment(at: int, one: Any) -> dict[str, Any]:
    """What is left of an attachment, the `at`-th of its record: that it is there, since when, and by whom."""
    known = one if isinstance(one, Mapping) else {}
    kept = {name: known[name] for name in ("added_at", "added_by") if isinstance(known.get(name), str)}
    return {"number": at, "called": HIDDEN, "link": "", "sha256": "", "size": 0, "media": "", **kept}
