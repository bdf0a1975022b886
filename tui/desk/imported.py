"""A record of a ledger as a document: its fields in their stored form, what has no field in its note."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from tui.desk.wishes import WishDesk
from tui.kinds.record import Stored
from tui.language.errors import InvalidInput, Message
from tui.rules.calendar.time_zone import LOCAL
from tui.rules.importing import NOTES, OF_HOUSEHOLD, ONE_LINE, Given, extra_lines, with_extra
from tui.rules.services.schedule import moment
from tui.rules.wishes.categories import categories

_OF_WISH: Final = (
    "title", "detail", "resident", "phone", "compound", "address", "channel", "category", "urgency", "due",
    "recorded_on",
)  # fmt: skip
_NAMES: Final = frozenset({"assignee", "team", "volunteer", "volunteer_ids", "service", "partner"})
_ENDED: Final = frozenset({"done", "closed", "declined"})
# Signs in a comment.
_MOST: Final = 4000


def draft(given: Given, desk: WishDesk) -> dict[str, Any]:
    """The document of a record, with stand-ins for what it names. Raises InvalidInput."""
    if given.kind == "wish":
        return _wish(given, desk)
    whole = {
        k: v for k, v in with_extra(given.kind, given.fields, given.extra).items() if v not in (None, "")
    }
    document = _DRAFT.get(given.kind, _plain)(whole, desk)
    if given.kind == "meeting":
        document |= _seated(given.extra)
    return document


def changes(given: Given, stored: Stored) -> dict[str, Any]:
    """The fields that an import changes in the `stored` record, without names of other records; lists are extended."""
    found = {name: value for name, value in given.fields.items() if name not in _NAMES}
    for name, value in found.items():
        if isinstance(value, list):
            found[name] = list(dict.fromkeys([*(stored.get(name) or ()), *value]))
    note = NOTES.get(given.kind)
    if note and given.remarks:
        own = str(stored.get(note) or "")
        apart = "；" if given.kind in ONE_LINE else "\n"
        found[note] = apart.join([*([own] if own else []), *given.remarks])
    return found


def placeholders(given: Given, stored: Stored) -> dict[str, Any]:
    """Fields that the model wants and the import does not change, with a value that passes its check."""
    return {"history": []} if given.kind == "wish" and stored else {}


def _wish(given: Given, desk: WishDesk) -> dict[str, Any]:
    fields = {name: given.fields[name] for name in _OF_WISH if given.fields.get(name) not in (None, "")}
    extra = dict(given.extra)
    offered = categories(desk.store.community)
    if fields.get("category", "other") not in offered:
        fields["category"] = "other" if "other" in offered else list(offered)[-1]
    document = desk.drafted(fields)
    state = str(given.fields.get("state") or "recorded")
    if state in _ENDED and not given.fields.get("due"):
        document["due"] = None
    at, by = desk.store.now.isoformat(timespec="seconds"), desk.actor.name
    text = "\n".join(extra_lines(extra))
    notes = [text[i : i + _MOST] for i in range(0, len(text), _MOST)]
    history = [{"at": at, "by": by, "action": "record", "state": state, "note": ""}]
    history += [{"at": at, "by": by, "action": "comment", "state": state, "note": note} for note in notes]
    of_workflow = {
        n: given.fields[n] for n in ("outcome", "done_on", "rating", "solved") if n in given.fields
    }
    if given.fields.get("assignee"):
        of_workflow["assignee"] = {"kind": "person", "name": given.fields["assignee"]}
    return {**document, **of_workflow, "state": state, "history": history}


# Headings for who chairs a meeting and who is excused. The columns are also copied into the note, as all unknown ones.
_CHAIR: Final = ("主持人", "会议主持人", "主持")
_EXCUSED: Final = ("请假人员", "请假", "请假人", "缺席人员", "缺席")


def _seated(extra: Mapping[str, str]) -> dict[str, Any]:
    """`chair` and `excused`, from the columns that belong to no field; what is too long for them is left out."""
    chair = next((extra[name].strip() for name in _CHAIR if extra.get(name)), "")
    away = next((extra[name] for name in _EXCUSED if extra.get(name)), "")
    names = [name for name in re.split(r"[、，,;；\s]+", away) if name]
    found: dict[str, Any] = {"excused": names} if names and all(len(n) <= 200 for n in names) else {}
    return found | ({"chair": chair} if chair and "\n" not in chair and len(chair) <= 200 else {})


def _plain(fields: dict[str, Any], _: WishDesk) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if name not in {"partner", "teams", "role"}}


def _offer(fields: dict[str, Any], desk: WishDesk) -> dict[str, Any]:
    return {**_plain(fields, desk), "partner_id": 1, **_amount(fields)}


def _need(fields: dict[str, Any], _: WishDesk) -> dict[str, Any]:
    return {**fields, **_amount(fields)}


def _amount(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {"quantity": float(fields["quantity"])} if "quantity" in fields else {}


def _home(fields: dict[str, Any], desk: WishDesk) -> dict[str, Any]:
    today = desk.today.isoformat()
    recorded = min(filter(None, (fields.get("done_on"), fields.get("wished_on"), today)))
    state = "done" if fields.get("done_on") else "requested"
    if state == "done" and fields.get("rating"):
        state = "rated"
    named = {name: value for name, value in fields.items() if name not in {"team", "volunteer"}}
    event = {"at": desk.store.now.isoformat(timespec="seconds"), "by": desk.actor.name, "action": "request",
             "state": state, "note": ""}  # fmt: skip
    return {**named, "recorded_on": recorded, "state": state, "history": [event]}


def _volunteer(fields: dict[str, Any], desk: WishDesk) -> dict[str, Any]:
    return _plain(fields, desk)


def _hours(fields: dict[str, Any], desk: WishDesk) -> dict[str, Any]:
    named = {name: value for name, value in fields.items() if name not in {"volunteer", "team"}}
    return {**named, "volunteer_id": 1, "source": "by_hand", "recorded_by": desk.actor.name}


def _visit(fields: dict[str, Any], desk: WishDesk) -> dict[str, Any]:
    home = {"household", *OF_HOUSEHOLD}
    document = {name: value for name, value in fields.items() if name not in home}
    on = document.get("on", "")
    if on and document.get("follow_up_on", on) < on:
        raise InvalidInput({"follow_up_on": Message("This day lies before the visit.")})
    if document.get("outcome") and document.get("follow_up_on"):
        document["followed_up_on"] = min(document["follow_up_on"], desk.today.isoformat())
    return {**document, "household_id": 1}


def _meeting(fields: dict[str, Any], desk: WishDesk) -> dict[str, Any]:
    day, _, time = str(fields["starts_at"]).partition("T")
    hour, minute = (int(part) for part in (time or "00:00").split(":")[:2])
    starts = desk.store.now.astimezone(LOCAL).replace(hour=hour, minute=minute, second=0, microsecond=0)
    on = date.fromisoformat(day)
    starts = starts.replace(year=on.year, month=1, day=1).replace(month=on.month, day=on.day)
    items = [{"number": n, "title": title[:120]} for n, title in enumerate(fields.get("items") or (), 1)]
    longer = [title for title in fields.get("items") or () if len(title) > 120]
    note = "\n".join(filter(None, (fields.get("note"), *longer)))
    for name in ("discussion", "decision"):
        said = fields.get(f"items.{name}")
        if said and len(items) == 1:
            items[0][name] = said
        elif said:
            note = f"{note}\n{said}".strip()
    plain = {name: value for name, value in fields.items() if "." not in name and name != "items"}
    return {**plain, "starts_at": starts.isoformat(), "items": items, "note": note}


def _action(fields: dict[str, Any], desk: WishDesk) -> dict[str, Any]:
    """An action item; given out today, or on its first day that is told, where no column says when."""
    given_out = min(filter(None, (fields.get("done_on"), fields.get("opened_on"), desk.today.isoformat())))
    return {**fields, "opened_on": fields.get("opened_on") or given_out}


def _session(fields: dict[str, Any], _: WishDesk) -> dict[str, Any]:
    """A session; from 09:00 and two hours long where the ledger has no times. Its service is looked up when it is saved."""
    starts, ends = str(fields.get("starts_at") or "09:00"), str(fields.get("ends_at") or "")
    if not ends:
        hour, minute = (int(part) for part in starts.split(":"))
        ends = f"{min(hour + 2, 23):02}:{minute if hour + 2 <= 23 else 59:02}"
    day = date.fromisoformat(str(fields["on"]))
    named = {
        name: value for name, value in fields.items() if name not in {"service", "team", "volunteer_ids"}
    }
    return {**named, "service_id": 1, "starts_at": moment(day, starts), "ends_at": moment(day, ends)}


_DRAFT: Final[Mapping[str, Callable[[dict[str, Any], WishDesk], dict[str, Any]]]] = {
    "offer": _offer, "need": _need, "home": _home, "volunteer": _volunteer, "hours": _hours, "visit": _visit,
    "meeting": _meeting, "session": _session, "action": _action,
}  # fmt: skip
