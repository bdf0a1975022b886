"""What stands in the cells of a ledger: the values of a stored document, as its kind declares them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, MutableMapping
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, Final, TypeAlias

from tui.kinds import registry
from tui.kinds.declaration import Field, load
from tui.kinds.record import Stored
from tui.kinds.words import AGENDA_STATES, PARTIES, VOTERS, YES_NO
from tui.language.i18n import Translator, translator
from tui.papers.ledger import CellType, Value
from tui.rules.people.availability import describe
from tui.rules.privacy.masking import Mask
from tui.store import Store

Cell: TypeAlias = Callable[[Mapping[str, Any]], Value]
"""What of a document stands in a column."""

AND: Final = "、"
# How a declared type is written. Choices, references, lists and parts become words.
_TYPES: Final[Mapping[str, CellType]] = {
    "note": "note", "day": "day", "time": "moment", "number": "number", "phone": "phone", "list": "note",
}  # fmt: skip
# Which field of a record another is known by.
_KNOWN_BY: Final[Mapping[str, str]] = {
    "wishes": "number",
    "meetings": "title",
    "offers": "title",
    "needs": "title",
}


class Source:
    """The documents that a ledger reads, at one moment: as this handle holds them, or as they may be posted."""

    def __init__(self, store: Store, now: datetime, *, for_posting: bool = False) -> None:
        self.store = store
        self.now = now
        self.today = now.date()
        # The papers are Chinese, whatever language the screen has.
        self.tr: Translator = translator("zh")
        self._masked = _masked(store) if for_posting else None
        self._names: dict[str, dict[int, str]] = {}

    def documents(self, table: str) -> Iterable[Stored]:
        """The documents of a table that are in figures and ledgers."""
        if self._masked is None:
            return self.store.collection(table).counted()
        counted = {str(document["id"]) for document in self.store.collection(table).counted()}
        return [document for key, document in self._masked[table].items() if key in counted]

    def name(self, table: str, id: Any) -> str:
        """What a record is called; "" if there is none."""
        if table not in self._names:
            field = _KNOWN_BY.get(table, "name")
            self._names[table] = {
                int(document["id"]): self._called(document, field) for document in self.documents(table)
            }
        return self._names[table].get(id, "")

    def _called(self, document: Stored, field: str) -> str:
        from tui.kinds.words import MEETING_KINDS  # a meeting alone has no name of its own

        found = str(document.get(field) or "")
        return found or self.tr(MEETING_KINDS.get(document.get("kind", ""), ""))

    @cached_property
    def compounds(self) -> Mapping[int, str]:
        """The compounds of the community by number."""
        parts = (self.store.community or {}).get("compounds") or ()
        return {int(part["number"]): str(part.get("name") or part["number"]) for part in parts}


def _masked(store: Store) -> Mapping[str, Mapping[str, MutableMapping[str, Any]]]:
    """Copies of all documents as a viewer gets them: table -> key -> document."""
    import orjson  # only what is posted is copied

    found = {
        table: {
            str(document["id"]): orjson.loads(orjson.dumps(document))
            for document in store.collection(table).stored()
        }
        for table in registry.tables()
    }
    Mask().tables(found)
    return found


def cell_type(field: Field, derived: bool) -> CellType:
    """How a field is written."""
    if field.name == "hours":
        return "hours"
    if field.refers and not derived:
        return "note" if field.type == "list" else "text"
    return _TYPES.get(field.type, "text")


def words(field: Field, source: Source) -> Mapping[Any, str]:
    """The words of a choice by its values, in Chinese; those of yes and no too. Empty for other fields."""
    if field.type == "yes_no":
        return {key: source.tr(label) for key, label in YES_NO.items()}
    if field.choices is None:
        return {}
    found = load(field.choices)
    table = found if isinstance(found, Mapping) else found(source.store.community)
    return {key: source.tr(label) for key, label in table.items() if label}


def cell(field: Field, source: Source) -> Cell:
    """How the value of a stored field becomes what stands in its cell."""
    name = field.name
    if own := OWN.get(name):
        return lambda document: own(document.get(name), source)
    if table := next((r.table for r in field.refers if r.table and r.when is None), ""):
        return _naming(field, table, source)
    if known := words(field, source):
        return _choice(field, known)
    if field.type == "day":
        return lambda document: day(document.get(name))
    if field.type == "time":
        return lambda document: moment(document.get(name))
    if field.type == "number":
        return lambda document: document.get(name)
    if field.type == "list":
        return lambda document: AND.join(map(str, document.get(name) or ()))
    if field.type == "part":
        return lambda document: str((document.get(name) or {}).get("name") or "")
    return lambda document: document.get(name) or ""


def day(text: Any) -> Value:
    """A stored day as a date; what is none stays text."""
    if not text:
        return None
    try:
        return date.fromisoformat(str(text)[:10])
    except ValueError:
        return str(text)


def moment(text: Any) -> Value:
    """A stored moment as local time; a time of day stays text."""
    if not text:
        return None
    try:
        return datetime.fromisoformat(str(text)).replace(tzinfo=None)
    except ValueError:
        return str(text)


def _choice(field: Field, known: Mapping[Any, str]) -> Cell:
    name = field.name
    if field.type == "list":
        return lambda document: AND.join(known.get(one, str(one)) for one in document.get(name) or ())

    def said(document: Mapping[str, Any]) -> Value:
        value = document.get(name)
        return "" if value is None or value == "" else known.get(value, str(value))

    return said


def _naming(field: Field, table: str, source: Source) -> Cell:
    name = field.name
    if table == "communities":
        return lambda document: source.compounds.get(document.get(name) or 0, "")
    if field.type == "list":
        return lambda document: AND.join(
            filter(None, (source.name(table, i) for i in document.get(name) or ()))
        )
    return lambda document: source.name(table, document.get(name)) if document.get(name) else ""


def _availability(slots: Any, source: Source) -> Value:
    return describe(slots or (), source.tr)


def _attendance(parties: Any, source: Source) -> Value:
    """Who was there, a line for each party: 居民委员会3人（张三、李四）."""
    lines = []
    for one in parties or ():
        names = AND.join(one.get("names") or ())
        people = f"{one['people']}人" if one.get("people") else ""
        lines.append(f"{source.tr(PARTIES[one['party']])}{people}{f'（{names}）' if names else ''}")
    return "\n".join(lines)


def _items(items: Any, source: Source) -> Value:
    """The agenda, a paragraph for each item: what was said, decided, and how the vote went."""
    lines = []
    for one in items or ():
        said = [f"{one['number']}. {one['title']}（{source.tr(AGENDA_STATES[one['state']])}）"]
        if one.get("discussion"):
            said.append(f"讨论情况：{one['discussion']}")
        if one.get("decision"):
            said.append(f"决定：{one['decision']}")
        for voter, votes in (one.get("votes") or {}).items():
            counted = f"同意{votes['yes']}票、反对{votes['no']}票、弃权{votes['abstain']}票"
            said.append(f"表决（{source.tr(VOTERS.get(voter, voter))}）：{counted}")
        lines.append("\n".join(said))
    return "\n".join(lines)


def _steps(steps: Any, _: Source) -> Value:
    """The steps of a project with the day on which each was done, or by which it is due."""
    lines = []
    for at, one in enumerate(steps or (), 1):
        texts = (
            f"{one['done_on']}完成"
            if one.get("done_on")
            else f"{one['due']}前"
            if one.get("due")
            else "未定期限"
        )
        lines.append(f"{at}. {one['title']}（{texts}）")
    return "\n".join(lines)


# Fields that are written in a way of their own, in whatever kind they are.
OWN: Final[Mapping[str, Callable[[Any, Source], Value]]] = {
    "availability": _availability,
    "attendance": _attendance,
    "items": _items,
    "steps": _steps,
}


def days_left(document: Mapping[str, Any], today: date, no_matter: frozenset[str]) -> Value:
    """How many days there are to the day on which a record is due, negative when late.

    None in the states `no_matter`, in which the day does not matter any more.
    """
    due = document.get("due")
    if not due or document.get("state") in no_matter:
        return None
    return (date.fromisoformat(due) - today) // timedelta(1)
