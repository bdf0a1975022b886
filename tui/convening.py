"""`xingfu meeting …` and `xingfu action …`: meetings and what comes of them, from the command line."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from tui.capture.day import parse_day
from tui.desk import Desk
from tui.errors import InvalidInput, Message, NotFound, Translate, UsageError
from tui.rules.meetings import progress, quorate
from tui.store import LOCAL, Stored
from tui.words import ACTION_STATES, MEETING_KINDS, MEETING_STATES, PARTIES

if TYPE_CHECKING:
    import argparse

_TIME: Final = re.compile(r"([01]?\d|2[0-3])[:：]([0-5]\d)")


def meeting(parsed: argparse.Namespace, desk: Desk, tr: Translate) -> int:
    """`xingfu meeting STEP …`; prints the meeting. Raises XingfuError."""
    if parsed.step == "plan":
        return _say(_plan(parsed, desk), tr)
    if parsed.step == "agenda":
        if parsed.wish:
            return _say(desk.meetings.put_on_agenda(desk.wishes.number(parsed.wish), parsed.meeting), tr)
        return _say(desk.meetings.add_item(_id(parsed, desk), parsed.note or ""), tr)
    id = _id(parsed, desk)
    if parsed.step == "attend":
        found = desk.meetings.attend(id, [_party(text) for text in parsed.parties])
    elif parsed.step == "discuss":
        found = desk.meetings.discuss(id, parsed.item or 0, parsed.note or "")
    elif parsed.step == "decide":
        today = desk.store.now.date()
        days = {
            n: parse_day(t, today).isoformat() if t else None
            for n, t in (("due", parsed.due), ("review_on", parsed.review))
        }
        votes = dict(_votes(text) for text in parsed.votes or ())
        found = desk.meetings.decide(
            id, parsed.item or 0, parsed.note or "", ruling=parsed.ruling, votes=votes, assignee=parsed.to, **days
        )  # fmt: skip
    else:
        found = desk.meetings.close(id)
    return _say(found, tr)


def action(parsed: argparse.Namespace, desk: Desk, tr: Translate) -> int:
    """`xingfu action STEP …`; prints the action item. Raises XingfuError."""
    if parsed.step == "add":
        if not (parsed.title and parsed.owner):
            raise UsageError(Message("Something is missing: {what}.", {"what": "--title --owner"}))
        today = desk.store.now.date()
        fields: dict[str, Any] = {
            "title": parsed.title, "owner": parsed.owner, "meeting_id": parsed.meeting,
            "wish_id": desk.wishes.number(parsed.wish) if parsed.wish else None,
            "due": parse_day(parsed.due, today).isoformat() if parsed.due else None,
            "steps": [_project_step(text, desk) for text in parsed.steps or ()],
        }  # fmt: skip
        found = desk.actions.add(fields)
    elif parsed.id is None:
        raise UsageError(Message("Something is missing: {what}.", {"what": "ID"}))
    elif parsed.step == "step":
        done, _ = progress((desk.store.actions.find_stored(parsed.id) or {"steps": ()})["steps"])
        found = desk.actions.step(parsed.id, done + 1)
    elif parsed.step == "done":
        found = desk.actions.finish(parsed.id, parsed.note or "")
    else:
        found = desk.actions.drop(parsed.id, parsed.note or "")
    done, total = progress(found["steps"])
    steps = f"  {done}/{total}" if total else ""
    print(f"{found['id']}  {found['title']}  {found['owner']}  {tr(ACTION_STATES[found['state']])}{steps}")
    return 0


def _id(parsed: argparse.Namespace, desk: Desk) -> int:
    if parsed.meeting is not None:
        return int(parsed.meeting)
    ahead = desk.meetings.next()
    if ahead is None:
        raise NotFound(Message("No meeting is planned. Plan one first: xingfu meeting plan"))
    return int(ahead["id"])


def _plan(parsed: argparse.Namespace, desk: Desk) -> Stored:
    day, _, clock = (parsed.at or "").rpartition(" ")
    time = _TIME.fullmatch(clock)
    if not day or time is None:
        raise InvalidInput({"starts_at": Message('Say when, with the time: --at "2026-12-03 15:00".')})
    on = parse_day(day, desk.store.now.date())
    at = datetime(on.year, on.month, on.day, int(time[1]), int(time[2]), tzinfo=LOCAL)
    fields = {"kind": parsed.kind, "title": parsed.title, "place": parsed.place or "", "rrule": parsed.rrule or "",
              "starts_at": at.isoformat()}  # fmt: skip
    return desk.meetings.plan({name: value for name, value in fields.items() if value is not None})


def _party(text: str) -> dict[str, Any]:
    """`property`, `property=2` or `property=2:王经理,李工`."""
    party, _, rest = text.partition("=")
    people, _, names = rest.partition(":")
    if party not in PARTIES or (people and not people.isdecimal()):
        raise UsageError(
            Message("«{value}» is not one of: {choices}.", {"value": text, "choices": ", ".join(PARTIES)})
        )
    return {
        "party": party,
        "people": int(people) if people else None,
        "names": [n for n in names.split(",") if n],
    }


def _votes(text: str) -> tuple[str, dict[str, int]]:
    """`property=4/0/1`: for, against, abstaining."""
    party, _, numbers = text.partition("=")
    found = re.fullmatch(r"(\d+)/(\d+)/(\d+)", numbers)
    if party not in PARTIES or found is None:
        raise UsageError(
            Message("Votes are written as party=for/against/abstaining, such as property=4/0/1.")
        )
    return party, dict(zip(("yes", "no", "abstain"), map(int, found.groups()), strict=True))


def _project_step(text: str, desk: Desk) -> dict[str, Any]:
    """`title` or `title@date`."""
    title, _, day = text.partition("@")
    return {"title": title, "due": parse_day(day, desk.store.now.date()).isoformat() if day else None}


def _say(found: Stored, tr: Translate) -> int:
    present = [a["party"] for a in found["attendance"]]
    sign = tr("quorate") if quorate(found["kind"], present) else tr("not quorate")
    when = str(found["starts_at"])[:16].replace("T", " ")
    kind = tr(MEETING_KINDS[found["kind"]])
    print(
        f"{found['id']}  {when}  {kind}  {tr(MEETING_STATES[found['state']])}"
        + (f"  {sign}" if present else "")
    )
    for item in found["items"]:
        decision = f"  {item['decision']}" if item["decision"] else ""
        print(f"   {item['number']}. {item['title']}{decision}")
    return 0
