"""The matches of a query as they are shown: by kind, with name and matching text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from tui.kinds import registry
from tui.kinds.record import Stored, Target
from tui.language.errors import Translate
from tui.language.filtering import matcher
from tui.language.folding import fold
from tui.queries.naming import document_name, opened_of
from tui.queries.person import names_in
from tui.queries.search.index import Answer, SearchIndex
from tui.queries.search.sharing import shared
from tui.queries.search.table_index import has_number
from tui.queries.search.terms import Term
from tui.queries.search.texts import Text, days
from tui.rules.people.same_person import Record
from tui.rules.services.schedule import sessions_between
from tui.store import Store

# The order of the groups; other tables follow in the order of the registry.
_ORDER: Final = (
    "wishes", "volunteers", "households", "services", "sessions", "teams", "meetings", "actions",
    "home_requests", "visits", "mediations", "partners", "offers", "needs", "rooms", "bookings",
)  # fmt: skip
# Planned sessions are looked up for days at most this many days from today.
_MOST_DAYS: Final = 62
# So many records of a table are asked for people; those that match by a name come first.
_MOST_ASKED: Final = 60
# A match that begins later than this character is brought into view, with so many characters before it.
_IN_SIGHT, _BEFORE = 10, 4


class Hit(NamedTuple):
    """A matching record: kind, id, title, the text that matched with its label, and what Enter opens.

    `label` is a msgid; empty where the name itself matched. With `person`, that person's page is opened.
    """

    kind: str
    id: int
    title: str
    label: str
    match: str
    target: Target
    person: tuple[str, Record] | None = None


class Group(NamedTuple):
    """The matches of one kind: how many, and the best of them."""

    kind: str
    total: int
    hits: tuple[Hit, ...]


def groups(
    store: Store,
    index: SearchIndex,
    typed: str,
    now: datetime,
    tr: Translate,
    *,
    most: int = 100,
    rows: int | None = None,
    only: str = "",
    exact: bool = False,
) -> list[Group]:
    """The matches of `typed` in groups by kind, in the order of `_ORDER`, with at most `most` records each.

    With `rows` all groups share so many rows, each with a few records at least. With `only`, groups of other kinds have
    a total and no records. With `exact`, what has a typo in it finds nothing.
    """
    answer = index.find(typed, now, exact=exact)
    found: list[Group] = []
    people = [] if store.masked else list(_people(store, answer))
    planned = list(_planned(store, answer))
    tables = sorted(answer.found, key=_place)
    kinds = {table: registry.stored_kind(table).name for table in tables}
    given: Mapping[str, int] = {}
    if rows is not None and not only:
        totals = {"person": len(people)} | {kinds[table]: answer.found[table].total for table in tables}
        totals["session"] = totals.get("session", 0) + len(planned)
        given = shared({kind: total for kind, total in totals.items() if total}, rows)

    def limit(kind: str) -> int:
        return min(most, given.get(kind, most)) if only in {"", kind} else 0

    if people:
        found.append(Group("person", len(people), tuple(people[: limit("person")])))
    for table in tables:
        one, kind = answer.found[table], kinds[table]
        ids = one.ids[: limit(kind)]
        hits = [hit for id in ids if (hit := _hit(store, index, table, id, answer, tr)) is not None]
        if hits or not ids:
            found.append(Group(kind, max(one.total, len(hits)), tuple(hits)))
    return _with_planned(found, planned, limit("session"))


def _place(table: str) -> int:
    if table in _ORDER:
        return _ORDER.index(table)
    return len(_ORDER) + registry.tables().index(table)


def _hit(store: Store, index: SearchIndex, table: str, id: int, answer: Answer, tr: Translate) -> Hit | None:
    document = store.collection(table).find_stored(id)
    target = opened_of(table, document) if document is not None else None
    if document is None or target is None:
        return None
    title = document_name(store, table, document, tr)
    text = _in_name(title, document, answer.terms[0]) or _matching(index.texts(table, id), answer.terms)
    if text is None:
        day = sorted(days(table, document) & frozenset[str]().union(*(term.days for term in answer.terms)))
        text = Text("date", day[-1], "text") if day else Text("", "", "text")
    named = not text.label or text.text in title
    return Hit(
        registry.stored_kind(table).name,
        id,
        title,
        "" if named else text.label,
        "" if named else _around(" ".join(text.text.split()), answer.terms),
        target,
    )


def _in_name(title: str, document: Stored, term: Term) -> Text | None:
    """The name of a record as a text, if it has the term: then the others, which take longer to read, need no look."""
    text = Text("", title.removeprefix(f"{document.get('number') or ''} ").strip(), "name")
    return text if text.text.strip("* ") and _has(text, term) else None


def _matching(texts: Sequence[Text], asked: Sequence[Term]) -> Text | None:
    """The text that matches the first term found in any; the name is looked at last, as it is shown anyway."""
    ordered = [*(t for t in texts if not t.label), *(t for t in texts if t.label)]
    for term in asked:
        for text in ordered:
            if _has(text, term):
                return text
    return None


def _around(text: str, asked: Sequence[Term]) -> str:
    """The text, cut to begin shortly before the match if that would not be visible."""
    folded = fold(text)
    at = next((at for term in asked if (at := folded.find(term.text)) >= 0), 0)
    return f"..{text[at - _BEFORE :]}" if at > _IN_SIGHT and len(folded) == len(text) else text


def _has(text: Text, term: Term) -> bool:
    if term.number is not None and text.weight == "name" and has_number(text.text, *term.number):
        return True
    if text.weight == "phone":
        return term.kind == "digits" and term.text in "".join(filter(str.isdecimal, text.text))
    if term.kind == "letters":
        return matcher(term.text)(text.text)
    return term.text in fold(text.text)


# ---- people


def _people(store: Store, answer: Answer) -> Iterator[Hit]:
    """The people named in matching records whose name matches the query; each name once, with its best record."""
    names_so_far: set[str] = set()
    for table in ("volunteers", "households", "wishes", "home_requests", "sessions", "mediations"):
        for id in answer.found[table].ids[:_MOST_ASKED] if table in answer.found else ():
            document = store.collection(table).find_stored(id)
            for name, record in names_in(store, table, document) if document is not None else ():
                target = opened_of(table, document) if document is not None else None
                if name in names_so_far or target is None or not _is_named(name, answer.terms):
                    continue
                names_so_far.add(name)
                yield Hit("person", record[1], name, "", "", target, (name, record))


def _is_named(name: str, asked: Sequence[Term]) -> bool:
    return any(term.kind != "digits" and matcher(term.text)(name) for term in asked)


# ---- planned sessions on the dates in the query


def _planned(store: Store, answer: Answer) -> Iterator[Hit]:
    """The planned sessions on the dates of a term, of services that match the other terms."""
    dated = [term for term in answer.terms if term.days]
    if len(dated) != 1:
        return
    wanted = sorted(dated[0].days)
    others = [term for term in answer.terms if term not in dated]
    first, last = date.fromisoformat(wanted[0]), date.fromisoformat(wanted[-1])
    spans = (
        [(first, last)]
        if (last - first).days <= _MOST_DAYS
        else [(d, d) for d in map(date.fromisoformat, wanted)]
    )
    sessions = store.sessions.stored()
    for start, end in spans[:_MOST_DAYS]:
        for session in sessions_between(store.services.stored(), sessions, start, end, store.calendar):
            if session.get("id") or session["starts_at"][:10] not in dated[0].days:
                continue
            service = store.services.find_stored(session["service_id"])
            if service is None or not all(_in_service(service, term) for term in others):
                continue
            on = date.fromisoformat(session["on"])
            title = f"{service['name']} {session['starts_at'][:10]}"
            yield Hit("session", int(service["id"]), title, "", "", Target("session", int(service["id"]), on))


def _in_service(service: Stored, term: Term) -> bool:
    texts = (str(service["name"]), str(service.get("place") or ""), *map(str, service.get("items") or ()))
    return any(matcher(term.text)(text) for text in texts)


def _with_planned(found: list[Group], planned: list[Hit], most: int) -> list[Group]:
    """The groups, with planned sessions added to those of sessions, at most `most`."""
    if not planned:
        return found
    sessions = next((group for group in found if group.kind == "session"), Group("session", 0, ()))
    group = Group("session", sessions.total + len(planned), (*sessions.hits, *planned)[:most])
    if sessions.total:
        return [group if one is sessions else one for one in found]
    at = sum(
        one.kind == "person" or _place(registry.kind(one.kind).table) < _place("sessions") for one in found
    )
    return [*found[:at], group, *found[at:]]


def as_json(found: Sequence[Group]) -> list[dict[str, Any]]:
    """The matches as JSON objects of `kind`, `id` (null for a planned session), `title`, `match`."""
    return [
        {"kind": hit.kind, "id": hit.id, "title": hit.title, "match": hit.match or hit.title}
        for group in found
        for hit in group.hits
    ]
