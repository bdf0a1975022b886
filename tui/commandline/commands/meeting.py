"""`xingfu meeting …`: meetings from the command line, through the same use cases as the forms."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from tui.capture.dates.day import parse_day
from tui.capture.dates.moment import parse_moment
from tui.capture.lines.votes import parse_votes
from tui.capture.recurrence import required_rule
from tui.commandline.arguments import add_choice, add_steps, is_whole, whole
from tui.commandline.call import Call
from tui.commandline.commands.document import add_output, write_document
from tui.commandline.named import parts
from tui.desk.desk import Desk
from tui.kinds.record import Stored
from tui.kinds.words import MEETING_KINDS, MEETING_STATES, PARTIES, RULINGS
from tui.language.errors import Message, NotFound, Translate, UsageError
from tui.papers.minutes_of import minutes_of
from tui.rules.calendar.time_zone import LOCAL
from tui.rules.meetings import quorate


def arguments(meeting: argparse.ArgumentParser, tr: Translate) -> None:
    """The arguments of `xingfu meeting`."""
    steps = ("plan", "agenda", "attend", "discuss", "decide", "close", "cancel", "minutes", "invitation")
    add_steps(meeting, steps)
    meeting.add_argument(
        "parties",
        nargs="*",
        metavar=tr("PARTY"),
        help=tr("attend: property, property=2, property=2:NAME,NAME"),
    )
    meeting.add_argument(
        "--meeting", type=whole, metavar="ID", help=tr("which meeting; otherwise the next one")
    )
    meeting.add_argument("--at", metavar="X", help=tr('plan: day and time, such as "fri 15:00"'))
    add_choice(meeting, "--kind", MEETING_KINDS, tr("plan: which kind"))
    meeting.add_argument("--title", metavar="T", help=tr("plan: its name"))
    meeting.add_argument("--place", metavar="T", help=tr("plan: where"))
    meeting.add_argument(
        "--rrule", metavar="R", help=tr("plan: how it recurs, in words or as a rule (RFC 5545)")
    )
    meeting.add_argument("--wish", metavar=tr("NUMBER"), help=tr("agenda: the wish"))
    meeting.add_argument("--item", type=whole, metavar="N", help=tr("discuss, decide: the item"))
    meeting.add_argument(
        "--note", metavar="T", help=tr("agenda: a matter of its own; otherwise what was said or decided")
    )
    add_choice(meeting, "--ruling", RULINGS, tr("decide: what becomes of the wish"))
    meeting.add_argument("--to", metavar="T", help=tr("assign: a team, a partner or a person"))
    meeting.add_argument("--due", metavar="X", help=tr("when it is due: 2026-12-01, tomorrow, fri, +3"))
    meeting.add_argument("--review", metavar="X", help=tr("hold: when to look at it again"))
    meeting.add_argument(
        "--votes",
        action="append",
        metavar="[P=]4/0/1",
        help=tr("decide: votes, of a party or of all; may be repeated"),
    )
    meeting.add_argument("--chair", metavar="T", help=tr("plan, attend, minutes: who is in the chair"))
    meeting.add_argument("--excused", metavar="A,B", help=tr("attend, minutes: who asked to be excused"))
    add_output(meeting, tr, tr("minutes, invitation: as a document; minutes without it: as text"))
    meeting.set_defaults(run=_run)


def _run(call: Call) -> int:
    with call.desk() as desk:
        if call.parsed.step == "invitation" or (call.parsed.step == "minutes" and call.parsed.output):
            return _document(call, desk)
        if call.parsed.step == "minutes":
            print("\n".join(minutes_of(desk.store, minuted(call.parsed.meeting, desk), call.tr)))
            return 0
        found = _meeting(call.parsed, desk)
        status = _say(found, call.tr)
        if call.parsed.step == "plan":
            for message in desk.meetings.clashes(found):
                print(f"xingfu: {found['starts_at'][:10]}: {message.text(call.tr)}", file=sys.stderr)
        return status


def _document(call: Call, desk: Desk) -> int:
    from tui.queries import documents

    parsed = call.parsed
    if parsed.step == "invitation":
        return write_document(
            call, desk, "invitation", lambda: documents.invitation(desk.store, _id(parsed, desk))
        )
    id = minuted(parsed.meeting, desk)
    documents.minutes(desk.store, id)  # that there can be minutes of it, before anything is kept
    _seat(parsed, desk, id)
    return write_document(call, desk, "minutes", lambda: documents.minutes(desk.store, id))


def _seat(parsed: argparse.Namespace, desk: Desk, id: int) -> Stored | None:
    """Keep who is in the chair and who is excused, as far as it was said; the meeting then."""
    if parsed.chair is None and parsed.excused is None:
        return None
    excused = None if parsed.excused is None else parts(parsed.excused)
    return desk.meetings.seat(id, chair=parsed.chair, excused=excused)


def _meeting(parsed: argparse.Namespace, desk: Desk) -> Stored:
    if parsed.step == "plan":
        return _plan(parsed, desk)
    if parsed.step == "agenda":
        if parsed.wish:
            return desk.meetings.put_on_agenda(desk.wishes.number(parsed.wish), parsed.meeting)
        return desk.meetings.add_item(_id(parsed, desk), parsed.note or "")
    id = _id(parsed, desk)
    if parsed.step == "attend":
        seated = _seat(parsed, desk, id)
        attending = [_party(text) for text in parsed.parties]
        found = seated if seated and not attending else desk.meetings.attend(id, attending)
    elif parsed.step == "discuss":
        found = desk.meetings.discuss(id, parsed.item or 0, parsed.note or "")
    elif parsed.step == "decide":
        found = desk.meetings.decide(
            id, parsed.item or 0, parsed.note or "", ruling=parsed.ruling,
            votes=parse_votes(", ".join(parsed.votes or ())), assignee=parsed.to,
            due=_day(parsed.due, desk), review_on=_day(parsed.review, desk),
        )  # fmt: skip
    elif parsed.step == "cancel":
        found = desk.meetings.cancel(id, parsed.note or "")
    else:
        found = desk.meetings.close(id)
    return found


def _day(text: str | None, desk: Desk) -> str | None:
    return parse_day(text, desk.store.now.date()).isoformat() if text else None


def _id(parsed: argparse.Namespace, desk: Desk) -> int:
    if parsed.meeting is not None:
        return int(parsed.meeting)
    return _next(desk)


def _next(desk: Desk) -> int:
    ahead = desk.meetings.next()
    if ahead is None:
        raise NotFound(Message("No meeting is planned. Plan one first: xingfu meeting plan"))
    return int(ahead["id"])


def minuted(meeting: int | None, desk: Desk) -> int:
    """The meeting that is named, else the one under way or held last, else the next. Raises NotFound."""
    if meeting is not None:
        return meeting
    today = desk.store.now.isoformat()
    begun = [m for m in desk.store.meetings.stored() if m["starts_at"] <= today or m.get("lines")]
    if not begun:
        return _next(desk)
    return int(max(begun, key=lambda m: str(m["starts_at"]))["id"])


def _plan(parsed: argparse.Namespace, desk: Desk) -> Stored:
    at = parse_moment(parsed.at or "", desk.store.now.astimezone(LOCAL), "starts_at")
    fields = {"kind": parsed.kind, "title": parsed.title, "place": parsed.place or "", "chair": parsed.chair, "rrule": required_rule(parsed.rrule or "", desk.store.now.date()),
              "starts_at": at.isoformat()}  # fmt: skip
    return desk.meetings.plan({name: value for name, value in fields.items() if value is not None})


def _party(text: str) -> dict[str, Any]:
    """`property`, `property=2` or `property=2:王经理,李工`."""
    party, _, rest = text.partition("=")
    people, _, names = rest.partition(":")
    if party not in PARTIES or (people and not is_whole(people)):
        raise UsageError(
            Message("«{value}» is not one of: {choices}.", {"value": text, "choices": ", ".join(PARTIES)})
        )
    return {
        "party": party,
        "people": int(people) if people else None,
        "names": [n for n in names.split(",") if n],
    }


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
