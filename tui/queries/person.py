"""Everything on record about one resident or volunteer. Gathered from the records, nothing is stored of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, Final, NamedTuple

from tui.kinds import registry
from tui.kinds.declaration import Field, load
from tui.kinds.record import Stored, Target
from tui.kinds.references import named_by, references
from tui.kinds.registry import counts
from tui.language.errors import Translate
from tui.language.folding import identity
from tui.queries.naming import document_name, target_of
from tui.rules.people.same_person import Mention, Record, Said, persons
from tui.store import Store

# Records about somebody that name them by their own record: these are looked through for such references.
_OWN: Final = frozenset({"volunteers", "households"})
# Fields that say when something was, and those that say what is promised or due.
_WHEN: Final = ("starts_at", "on", "recorded_on", "opened_on", "begun_on", "joined")
_AHEAD: Final = ("due", "follow_up_on", "wished_on", "on")
_ENDED: Final = frozenset(
    {"done", "rated", "closed", "cancelled", "declined", "merged", "dropped", "able", "stopped", "voided"}
)
_NOT_SHOWN: Final = frozenset({"identities", "exports", "supervisions"})


class Line(NamedTuple):
    """A record about the person: its day (ISO 8601, "" for none), its kind, what it is, its state in words.

    `own`: it bears their name, and can be parted from them; otherwise it names them by their own record. One that
    does not count is shown and in no figure.
    """

    record: Record
    when: str
    kind: str
    title: str
    note: str
    target: Target | None
    own: bool
    counts: bool = True


class Page(NamedTuple):
    """One person: the records that bear the name, what lies ahead, what has been, and others of the same name."""

    name: str
    phones: tuple[str, ...]
    compounds: tuple[str, ...]
    hours: float
    teams: tuple[str, ...]
    ahead: tuple[Line, ...]
    past: tuple[Line, ...]
    namesakes: tuple[tuple[Line, ...], ...]

    @property
    def records(self) -> int:
        """How many records bear the name and are taken for this person."""
        return sum(line.own and line.counts for line in self.past)


def names_in(store: Store, table: str, document: Stored) -> tuple[tuple[str, Record], ...]:
    """The people whom a record names, each once: the name, and the record by which the person is told."""
    found = {name: (table, int(document["id"])) for name, _ in _named(table, document)}
    for named in named_by(table, document, {"volunteers", "households"}):
        other = store.collection(named.reference.table).find_stored(named.id)
        if other is not None:
            found[str(other["name"])] = (named.reference.table, named.id)
    return tuple(found.items())


def record_of(store: Store, name: str) -> Record | None:
    """A record that bears the name: the volunteer's, the household's, else the newest of another kind; None if none does."""
    wanted = identity(name)
    for table in sorted(_naming_tables(), key=lambda table: (table not in _OWN, table)):
        for document in reversed(store.collection(table).stored()):
            for said, mention in _named(table, document):
                if identity(said) == wanted:
                    return mention.record
    return None


def person(store: Store, name: str, record: Record, today: date, tr: Translate) -> Page | None:
    """The page of the person of that name whom `record` names; None if it no longer does."""
    wanted = identity(name)
    documents: dict[Record, Stored] = {}
    mentions: list[Mention] = []
    for table in _naming_tables():
        for document in store.collection(table).stored():
            for said, mention in _named(table, document):
                if identity(said) == wanted:
                    documents[mention.record] = document
                    mentions.append(mention)
    groups = persons(dict.fromkeys(mentions), _said(store, wanted))
    mine = next((group for group in groups if any(m.record == record for m in group)), None)
    if mine is None:
        return None
    lines = {m.record: _line(store, m.record, documents[m.record], tr, own=True) for m in mine}
    for other in _naming(store, {m.record for m in mine if m.record[0] in _OWN}):
        if other not in lines and (found := store.collection(other[0]).find_stored(other[1])) is not None:
            lines[other] = _line(store, other, found, tr, own=False)
            documents[other] = found
    ahead = [line._replace(when=day) for at, line in lines.items() if (day := _ahead(documents[at], today))]
    volunteers = {id for table, id in lines if table == "volunteers"}
    return Page(
        name,
        tuple(dict.fromkeys(filter(None, (m.phone for m in mine)))),
        tuple(dict.fromkeys(_compound(store, m.compound, tr) for m in mine if m.compound is not None)),
        sum(
            float(one["hours"])
            for one in store.hours.stored()
            if one["volunteer_id"] in volunteers and not one.get("withdrawn")
        ),
        tuple(
            str(team["name"])
            for team in store.teams.stored()
            if any(member["volunteer_id"] in volunteers for member in team.get("members") or ())
        ),
        tuple(sorted(ahead, key=lambda line: line.when)),
        tuple(sorted(lines.values(), key=lambda line: line.when, reverse=True)),
        tuple(
            tuple(_line(store, m.record, documents[m.record], tr, own=True) for m in group)
            for group in groups
            if group is not mine
        ),
    )


# ---- where names stand


class _NameField(NamedTuple):
    """A field with people's names, in the document or in each part of a list; telephone and compound beside it."""

    part: str
    name: str
    phone: str
    compound: str


@cache
def _name_fields(table: str) -> tuple[_NameField, ...]:
    fields = registry.stored_kind(table).fields
    found = list(_among(fields, ""))
    for field in fields:
        if field.parts and field.type == "list":
            found.extend(_among(field.parts, field.name))
    return tuple(found)


def _among(fields: tuple[Field, ...], part: str) -> Iterator[_NameField]:
    phone = next((f.name for f in fields if f.personal == "phone"), "")
    compound = next((f.name for f in fields if any(r.part == "compounds" for r in f.refers)), "")
    for field in fields:
        if field.personal == "name":
            yield _NameField(part, field.name, phone, compound)
        elif field.personal == "named":  # mentioned beside others: nothing else there is theirs
            yield _NameField(part, field.name, "", "")


@cache
def _naming_tables() -> tuple[str, ...]:
    return tuple(t for t in registry.tables() if t not in _NOT_SHOWN and _name_fields(t))


def _named(table: str, document: Stored) -> Iterator[tuple[str, Mention]]:
    record = (table, int(document["id"]))
    for part, field, phone, compound in _name_fields(table):
        for holder in (document,) if not part else document.get(part) or ():
            if not isinstance(holder, Mapping):
                continue
            value = holder.get(field)
            digits = "".join(filter(str.isdecimal, str(holder.get(phone) or ""))) if phone else ""
            where = holder.get(compound) if compound else None
            for name in value if isinstance(value, list | tuple) else (value,):
                if isinstance(name, str) and name.strip("* "):
                    yield name, Mention(record, digits, where if isinstance(where, int) else None)


def _naming(store: Store, own: set[Record]) -> Iterator[Record]:
    """The records that name one of these records."""
    tables = {table for table, _ in own}
    if not tables:
        return
    for table in {r.table for r in references() if r.reference.table in tables} - _NOT_SHOWN:
        for document in store.collection(table).stored():
            if any((n.reference.table, n.id) in own for n in named_by(table, document, tables)):
                yield table, int(document["id"])


def _said(store: Store, name: str) -> list[Said]:
    return [
        Said(_read(str(one["one"])), _read(str(one["other"])), bool(one.get("together", True)))
        for one in store.identities.stored()
        if identity(str(one["name"])) == name
    ]


def _read(written: str) -> Record:
    table, _, id = written.rpartition(" ")
    return table, int(id) if id.isdecimal() else 0


# ---- how a record is shown


def _line(store: Store, record: Record, document: Stored, tr: Translate, *, own: bool) -> Line:
    table, _ = record
    kind = registry.stored_kind(table)
    when = next((str(document[field])[:10] for field in _WHEN if document.get(field)), "")
    target = target_of(table, document)
    title = document_name(store, table, document, tr)
    if table == "hours":
        title = str(document.get("activity") or document.get("content") or title)
    return Line(
        record, when, kind.name, title, _note(table, document, tr), target, own, counts(table, document)
    )


def _note(table: str, document: Stored, tr: Translate) -> str:
    """The state of a record in words, or how many hours it is."""
    if table == "hours":
        return tr("{n} h", n=f"{float(document['hours']):g}")
    field, state = registry.stored_kind(table).field("state"), document.get("state")
    words: Any = load(field.choices) if field is not None and field.choices is not None else {}
    return tr(words[state]) if isinstance(words, Mapping) and state in words else ""


def _ahead(document: Stored, today: date) -> str:
    """The first day on which something of this record is promised or due; empty for none, and where it has ended."""
    if document.get("state") in _ENDED:
        return ""
    days = [str(document[field])[:10] for field in _AHEAD if document.get(field)]
    late = [day for day in days if document.get("due") and day == str(document["due"])[:10]]
    return next(iter(sorted([day for day in days if day >= today.isoformat()] or late)), "")


def _compound(store: Store, number: int, tr: Translate) -> str:
    """The name of a compound; its number where it has none."""
    compounds = (store.community or {}).get("compounds") or ()
    name = next((str(c["name"]) for c in compounds if c["number"] == number), "")
    return name or tr("compound {number}", number=number)
