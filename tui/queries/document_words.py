"""The texts for the placeholders of another office's document, read from the store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from tui.kinds.record import Stored
from tui.kinds.registry import kind as declared
from tui.kinds.words import ACTION_STATES
from tui.language.errors import InvalidInput, Message
from tui.language.i18n import translator
from tui.papers import chinese
from tui.papers.placeholders import LINE, Meaning
from tui.queries import documents
from tui.queries.form_rows import Asked, records_of, row_of
from tui.queries.ledger_values import AND, Source
from tui.queries.ledgers import period, unit
from tui.queries.naming import document_name
from tui.rules.meetings import tally
from tui.rules.services.signups import turnout

Words = dict[str, str]
_NAMED: Final = 5


class Filled:
    """The texts for a document: those used once, and those of each repeated row (None: nothing is repeated)."""

    def __init__(self, values: Words, lines: Sequence[Sequence[Words] | None], records: int) -> None:
        self.values = values
        self.lines = lines
        self.records = records


def words_of(source: Source, meaning: Meaning, asked: Asked, made_by: str) -> Filled:
    """The texts for a document. Raises InvalidInput if it is about one record and it is not clear which."""
    kind = meaning.kind
    found = records_of(source, kind, asked)
    row = row_of(source, kind)
    about = None if meaning.many else _one(source, kind, found)
    known: dict[str, Any] = _desk(source, asked, made_by, len(found))
    if about is not None:
        known |= row(about) | _MORE.get(kind, _nothing)(source, about)
    values = {
        word: text(known.get(name))
        for word, name in meaning.placeholders.items()
        if name is not None and (name in known or not _of_row(meaning, name))
    }
    lines: list[list[Words] | None] = []
    for each in meaning.repeated:
        if each == "record":
            lines.append([_worded(meaning, {**row(r), LINE: n}, "") for n, r in enumerate(found, 1)])
        elif each and about is not None:
            parts = _LISTS[each](source, about)
            lines.append([_worded(meaning, {**part, LINE: n}, f"{each}.") for n, part in enumerate(parts, 1)])
        else:
            lines.append(None)
    return Filled(values, lines, len(found) if meaning.many else 1)


def _of_row(meaning: Meaning, name: str) -> bool:
    return name == LINE or any(each and name.startswith(f"{each}.") for each in meaning.repeated)


def _worded(meaning: Meaning, known: Mapping[str, Any], within: str) -> Words:
    """The words of a row, by placeholder."""
    found = {}
    for word, name in meaning.placeholders.items():
        own = (name or "").removeprefix(within)
        if name is not None and name.startswith(within) and own in known:
            found[word] = text(known[own])
    return found


def _one(source: Source, kind: str, found: Sequence[Stored]) -> Stored:
    """The record that a document is about: the only one found; of meetings, the last that was held."""
    if kind == "meeting" and found:
        now = source.now.isoformat()
        begun = [
            m
            for m in found
            if m["state"] != "cancelled" and (m["starts_at"] <= now or m.get("lines") or m["state"] == "held")
        ]
        return max(begun, key=lambda m: str(m["starts_at"])) if begun else found[0]
    if len(found) == 1:
        return found[0]
    if not found:
        raise InvalidInput({"": Message("No record matches.")})
    table, tr = declared(kind).table, translator("zh")
    names = [f"{r['id']} {document_name(source.store, table, r, tr)}" for r in found[-_NAMED:]]
    raise InvalidInput(
        {"": Message("The document is about one record, and {n} match. Say which: --record ID ({names} …).",
                     {"n": len(found), "names": tuple(names)})}
    )  # fmt: skip


def text(value: Any) -> str:
    """A value as a document in Chinese writes it."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return chinese.moment(value)
    if isinstance(value, date):
        return chinese.day(value.isoformat())
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def _desk(source: Source, asked: Asked, made_by: str, count: int) -> dict[str, Any]:
    return {
        "community.name": documents.community(source.store),
        "unit": unit(source.store),
        "today": source.today,
        "made_by": made_by,
        "count": count,
        "period": period(asked.start, asked.end, source.today),
    }


def _nothing(_: Source, __: Stored) -> dict[str, Any]:
    return {}


def _meeting(source: Source, meeting: Stored) -> dict[str, Any]:
    at = documents.moment_of(meeting)
    attending = [a for a in meeting["attendance"] if a["party"] != "guest"]
    people = [a.get("people") or len(a.get("names") or ()) for a in meeting["attendance"]]
    actions = _actions(source, meeting)
    decisions = [f"{i['title']}：{i['decision']}" for i in meeting["items"] if i["decision"]]
    return {
        "name": documents.meeting_name(meeting),
        "starts_at.words": at,
        "starts_at": at.date(),
        "attendance": "；".join(map(documents.party_words, attending)),
        "guests": "；".join(
            documents.people_words(a) for a in meeting["attendance"] if a["party"] == "guest"
        ),
        "attended": sum(people) or None,
        "takers": AND.join(
            dict.fromkeys(line["by"] for line in meeting.get("lines") or () if line.get("by"))
        ),
        "excused": AND.join(meeting.get("excused") or ()),
        "decisions": "\n".join(decisions),
        "actions": "；".join(
            f"{a['title']}（{'，'.join(filter(None, (a['owner'], a['due'] and text(a['due']) + '前')))}）"
            for a in actions
        ),
    }


def _items(_: Source, meeting: Stored) -> Iterable[dict[str, Any]]:
    for item in meeting["items"]:
        yes, no, abstain = tally(item["votes"]) if item["votes"] else (None, None, None)
        yield {
            "title": item["title"], "discussion": item["discussion"], "decision": item["decision"], "yes": yes, "no": no,
            "abstain": abstain, "votes": documents.votes_words(item["votes"]),
        }  # fmt: skip


def _actions(source: Source, meeting: Stored) -> list[dict[str, Any]]:
    return [
        {
            "title": a["title"],
            "owner": a["owner"],
            "due": date.fromisoformat(a["due"]) if a.get("due") else None,
            "state": source.tr(ACTION_STATES[a["state"]]),
        }
        for a in source.documents("actions")
        if a.get("meeting_id") == meeting["id"]
    ]


def _session(source: Source, session: Stored) -> dict[str, Any]:
    names = (source.name("volunteers", id) for id in session.get("volunteer_ids") or ())
    return {"when": documents.span(session), "volunteers": AND.join(filter(None, names))}


def _signups(_: Source, session: Stored) -> Iterable[dict[str, Any]]:
    return [dict(one) for one in turnout(session.get("signups") or (), session.get("cap")).coming]


_MORE: Final[Mapping[str, Callable[[Source, Stored], dict[str, Any]]]] = {
    "meeting": _meeting,
    "session": _session,
}
_LISTS: Final[Mapping[str, Callable[[Source, Stored], Iterable[dict[str, Any]]]]] = {
    "items": _items,
    "actions": _actions,
    "signups": _signups,
}
