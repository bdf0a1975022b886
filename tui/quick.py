"""Quick entry: what a line becomes at the desk, said before Enter and done by it. No screen here.

The forms, the command line and this go through the same use cases; a line that is not clear is not kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from tui.capture import preview
from tui.capture.completion import Completion, candidates
from tui.capture.line import parse
from tui.capture.names import Known, Names
from tui.capture.parts import Context, Line, Part, Verb
from tui.capture.vocabulary import STANDARD
from tui.desk import Desk
from tui.desk.minute_taking import TypedLine
from tui.errors import InvalidInput, Message
from tui.rules.wish_order import OPEN_STATES
from tui.words import PARTIES

_UNDO: Final = frozenset({"u", "U", "撤销", "undo"})
_ASSIGNEES: Final = {"team": "team", "partner": "partner", "person": "person"}


@dataclass(frozen=True, slots=True)
class Read:
    """A line as understood, and what can stand at the cursor."""

    line: Line
    shown: tuple[preview.Shown, ...]
    completion: Completion


class Scribe:
    """Reads and keeps lines at one desk. What has a name is gathered anew when the store has moved on."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._names: tuple[int, Names] | None = None

    # ---- reading

    def read(self, text: str, cursor: int, *, meeting: bool = False) -> Read:
        """What `text` becomes; takes any text."""
        context = self._context(meeting=meeting)
        line = parse(text, context)
        shown = preview.preview(line) if text.strip() else ()
        return Read(line, shown, candidates(text, cursor, context))

    @staticmethod
    def is_undo(text: str) -> bool:
        """Whether the line asks to take the last one back."""
        return text.strip() in _UNDO

    def _context(self, *, meeting: bool) -> Context:
        store = self._desk.store
        if self._names is None or self._names[0] != store.seq:
            self._names = (store.seq, Names(_known(self._desk)))
        return Context(store.now, self._names[1], "note" if meeting else "wish")

    def _clear(self, text: str, *, meeting: bool) -> Line:
        """The line, if it can be kept as it is. Raises InvalidInput, which says what is missing or asked."""
        line = parse(text, self._context(meeting=meeting))
        asked = [question.message for question in line.questions]
        for complaint in (*asked, *line.problems):
            raise InvalidInput({"": complaint})
        return line

    # ---- keeping

    def keep(self, text: str) -> Message:
        """Keep a line, durably; what was kept. Raises XingfuError, and then nothing is kept."""
        line = self._clear(text, meeting=False)
        keeper = _KEEPERS.get(line.verb)
        if keeper is None:
            raise InvalidInput(
                {"": Message("«{verb}» is not kept by quick entry outside a meeting; there is a form for it.",
                             {"verb": Message(preview.VERB_LABELS[line.verb])})}
            )  # fmt: skip
        return keeper(self._desk, line)

    def keep_in(self, meeting_id: int, text: str, item: int | None) -> Message:
        """Keep a line typed in a meeting, on `item`. Raises XingfuError, and then nothing is kept."""
        line = self._clear(text, meeting=True)
        typed = _typed(self._desk, line)
        if typed is None:
            return self.keep(text)
        self._desk.minutes.keep(meeting_id, typed, item)
        return Message("Kept: {text}", {"text": line.title or text.strip()})


def _known(desk: Desk) -> Iterator[Known]:
    store = desk.store
    yield from STANDARD
    for kind, table in (("person", "volunteers"), ("team", "teams"), ("partner", "partners"), ("service", "services")):
        for stored in store.collection(table).stored():
            yield Known(kind, int(stored["id"]), str(stored["name"]))  # type: ignore[arg-type]
    community = store.community or {}
    for compound in community.get("compounds") or ():
        if compound["name"]:
            yield Known("place", int(compound["number"]), str(compound["name"]))
    for place in dict.fromkeys(str(s.get("place") or "") for s in store.services.stored()):
        if place:
            yield Known("place", None, place)
    for own in community.get("categories") or ():
        yield Known("category", str(own["code"]), str(own["code"]))
    for wish in store.wishes.stored():
        if wish["state"] in OPEN_STATES:
            yield Known("wish", int(wish["id"]), str(wish["number"]))


# ---- what each kind of line becomes


def _keep_wish(desk: Desk, line: Line) -> Message:
    fields = _wish_fields(line)
    holder = line.first("assignee")
    wish = desk.wishes.record(fields)
    if holder is None:
        return Message("Wish {number} recorded.", {"number": wish["number"]})
    desk.wishes.act(int(wish["id"]), "assign", assignee=_assignee(desk, holder))
    return Message("Wish {number} assigned to {name}.", {"number": wish["number"], "name": _name(holder)})


def _wish_fields(line: Line) -> dict[str, Any]:
    fields: dict[str, Any] = {"title": line.title}
    who, place = line.first("who"), line.first("place")
    if who is not None:
        fields["resident"] = _name(who)
    if place is not None:
        if place.known is not None and place.known.kind == "place" and place.known.id is not None:
            fields["compound"] = place.known.id
        else:
            fields["address"] = _name(place)
    if line.category:
        fields["category"] = line.category
    if line.urgency:
        fields["urgency"] = line.urgency
    if line.when is not None and line.when.due is not None:
        fields["due"] = line.when.due.isoformat()
    return fields


def _action_fields(line: Line) -> dict[str, Any]:
    holder = line.first("assignee") or line.first("who")
    if holder is None:
        raise InvalidInput({"": Message("Say who sees to it: >name.")})
    due = line.when.due.isoformat() if line.when is not None and line.when.due is not None else None
    return {"title": line.title, "owner": _name(holder), "due": due}


def _keep_action(desk: Desk, line: Line) -> Message:
    return Message("Added: {name}.", {"name": desk.actions.add(_action_fields(line))["title"]})


def _keep_hours(desk: Desk, line: Line) -> Message:
    people = [part for part in line.all("who") if part.known is not None]
    if not people or line.hours is None:
        raise InvalidInput({"": Message("Whose hours?")})
    team, service = line.first("team"), line.first("service")
    on = line.when.day if line.when is not None and line.when.day is not None else desk.store.now.date()
    for part in people:
        assert part.known is not None
        content = line.title or (_name(service) if service else "") or (_name(team) if team else "")
        desk.hours.add(
            {"volunteer_id": part.known.id, "hours": line.hours, "on": on.isoformat(), "content": content,
             "team_id": team.known.id if team and team.known and team.known.kind == "team" else None}
        )  # fmt: skip
    names = ", ".join(_name(part) for part in people)
    return Message("{name}: {n} h kept.", {"name": names, "n": f"{line.hours:g}"})


def _keep_visit(desk: Desk, line: Line) -> Message:
    place, who = line.first("place"), line.first("who")
    name = _name(who) if who else _name(place) if place else ""
    if not name:
        raise InvalidInput({"": Message("Say whom: a name or a house.")})
    wanted = next((h for h in desk.store.households.stored() if name in {h["name"], h.get("address")}), None)
    household: int | Mapping[str, Any] = (
        int(wanted["id"]) if wanted else {"name": name, "address": _name(place) if place else ""}
    )
    on = line.when.day if line.when is not None and line.when.day is not None else desk.store.now.date()
    desk.visits.record(household, {"on": on.isoformat(), "heard": line.title, "by": desk.actor.name})
    return Message("Visit to {name} kept.", {"name": name})


def _keep_home(desk: Desk, line: Line) -> Message:
    who, place, service = line.first("who"), line.first("place"), line.first("service")
    on = line.when.day.isoformat() if line.when is not None and line.when.day is not None else None
    resident = _name(who) if who else _name(place) if place else ""
    if not resident:
        raise InvalidInput({"": Message("Say whom: a name or a house.")})
    fields = {"resident": resident, "skill": (_name(service) if service else line.title) or "",
              "address": _name(place) if place else "", "wished_on": on}  # fmt: skip
    desk.home.request(fields)
    return Message("Home service for {name} kept.", {"name": resident})


def _keep_rating(desk: Desk, line: Line) -> Message:
    id, number = _wish(desk, line)
    desk.wishes.act(id, "rate", rating=line.score, solved=line.solved, note=line.title)
    return Message("Wish {number} rated and closed.", {"number": number})


def _keep_comment(desk: Desk, line: Line) -> Message:
    id, number = _wish(desk, line)
    desk.wishes.comment(id, line.title)
    return Message("Wish {number}: {what}.", {"number": number, "what": Message("comment")})


def _wish(desk: Desk, line: Line) -> tuple[int, str]:
    part = line.first("wish")
    assert part is not None  # the line says what is missing
    number = part.known.name if part.known is not None else str(part.value)
    return desk.wishes.number(number), number


_KEEPERS: Final[Mapping[Verb, Callable[[Desk, Line], Message]]] = {
    "wish": _keep_wish, "action": _keep_action, "hours": _keep_hours, "visit": _keep_visit, "home": _keep_home,
    "rate": _keep_rating, "comment": _keep_comment,
}  # fmt: skip


def _typed(desk: Desk, line: Line) -> TypedLine | None:
    """The line as minute-taking keeps it; None for one that is no part of the minutes."""
    text = line.text.strip()
    match line.verb:
        case "note":
            return TypedLine("note", text, {"text": line.text.strip()})
        case "wish":
            return TypedLine("wish", text, _wish_fields(line))
        case "action":
            return TypedLine("action", text, _action_fields(line))
        case "present":
            return TypedLine("present", text, {"present": [code for code, _ in line.parties if code in PARTIES]})
        case "vote" if line.votes is not None:
            yes, no, abstain = line.votes
            return TypedLine("votes", text, {"votes": {"all": {"yes": yes, "no": no, "abstain": abstain}}})
        case "decide":
            return TypedLine("decision", text, _decision(desk, line))
    return None


def _decision(desk: Desk, line: Line) -> dict[str, Any]:
    holder = line.first("assignee")
    fields: dict[str, Any] = {"text": line.title}
    if holder is not None:
        due = line.when.due.isoformat() if line.when is not None and line.when.due is not None else None
        fields |= {"ruling": "assign", "assignee": _name(holder), "due": due}
    return fields


def _name(part: Part) -> str:
    return part.known.name if part.known is not None else str(part.value)


def _assignee(desk: Desk, part: Part) -> Mapping[str, Any] | str:
    known = part.known
    if known is None or known.kind not in _ASSIGNEES or not isinstance(known.id, int):
        return _name(part)
    return {"kind": _ASSIGNEES[known.kind], "id": known.id, "name": known.name}
