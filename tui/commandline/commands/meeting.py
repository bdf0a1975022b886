"""`xingfu meeting …`: meetings from the command line, through the same use cases as the forms."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any, Final

from tui.commandline.arguments import add_choice, add_steps, is_whole, whole
from tui.commandline.asking import agreed
from tui.commandline.call import Call
from tui.commandline.documents import add_output, write_document
from tui.commandline.named import day, minuted, next_meeting, parts
from tui.commandline.typed import add_options, given, plain
from tui.kinds.record import Stored, Target
from tui.kinds.words import MEETING_KINDS, MEETING_STATES, PARTIES, RULINGS
from tui.language.errors import Message, Translate, UsageError
from tui.rules.ballots import meeting_doubts
from tui.rules.calendar.time_zone import LOCAL
from tui.rules.meetings import quorate, still_to_come
from tui.rules.minutes import OF_ITEM

if TYPE_CHECKING:
    from tui.desk.context import DeskContext

# What is read here; every other field is taken as it is declared.
_OWN: Final = ("kind", "starts_at", "rrule")


def arguments(meeting: argparse.ArgumentParser, tr: Translate) -> None:
    """The arguments of `xingfu meeting`."""
    steps = (
        "plan",
        "agenda",
        "attend",
        "discuss",
        "decide",
        "close",
        "cancel",
        "correct",
        "minutes",
        "invitation",
    )
    add_steps(meeting, steps)
    meeting.add_argument(
        "parties",
        nargs="*",
        metavar=tr("PARTY"),
        help=tr("attend, correct: property, property=2, property=2:NAME,NAME"),
    )
    meeting.add_argument(
        "--meeting", type=whole, metavar="ID", help=tr("which meeting; otherwise the next one")
    )
    meeting.add_argument("--at", metavar="X", help=tr('plan: day and time, such as "fri 15:00"'))
    add_choice(meeting, "--kind", MEETING_KINDS, tr("plan: which kind"))
    add_options(meeting, plain("meeting", _OWN), tr)
    meeting.add_argument(
        "--rrule", metavar="R", help=tr("plan: how it recurs, in words or as a rule (RFC 5545)")
    )
    meeting.add_argument("--wish", metavar=tr("NUMBER"), help=tr("agenda: the wish"))
    meeting.add_argument("--item", type=whole, metavar="N", help=tr("discuss, decide, correct: the item"))
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
    add_choice(
        meeting,
        "--what",
        (*OF_ITEM, "place", "note"),
        tr("correct: what --note is to stand for; otherwise the decision, or the note"),
    )
    meeting.add_argument("--reason", metavar="T", help=tr("correct: why"))
    meeting.add_argument("--excused", metavar="A,B", help=tr("attend, minutes: who asked to be excused"))
    meeting.add_argument(
        "--yes", action="store_true", help=tr("close: a meeting that is still to come, without asking")
    )
    add_output(meeting, tr, tr("minutes, invitation: as a document; minutes without it: as text"))
    meeting.set_defaults(run=_run)


def _run(call: Call) -> int:
    with call.context() as context:
        if call.parsed.step == "invitation" or (call.parsed.step == "minutes" and call.parsed.output):
            return _document(call, context)
        if call.parsed.step == "minutes":
            from tui.papers.minutes_of import minutes_of

            print("\n".join(minutes_of(context.store, minuted(call.parsed.meeting, context), call.tr)))
            return 0
        if call.parsed.step == "close" and not _to_be_closed(call, context):
            return 1
        found = _meeting(call.parsed, context)
        status = _say(found, call.tr)
        if call.parsed.step == "plan":
            for message in context.desk.meetings.clashes(found):
                print(f"xingfu: {found['starts_at'][:10]}: {message.text(call.tr)}", file=sys.stderr)
        return status


def _to_be_closed(call: Call, context: DeskContext) -> bool:
    """Whether the meeting is to be closed today; asks where it is planned for a later day. Raises UsageError, StoreError."""
    meeting = context.store.meetings.find_stored(_id(call.parsed, context))
    day = still_to_come(meeting, context.today) if meeting is not None else None
    if day is None:
        return True
    from tui.commandline.service_days import day_text

    print(call.tr("Planned for {day}, still to come; it would be closed today.", day=day_text(day, call.tr)))
    return agreed(call.parsed, call.tr)


def _document(call: Call, context: DeskContext) -> int:
    from tui.queries import documents

    parsed = call.parsed
    if parsed.step == "invitation":
        id = _id(parsed, context)
        return write_document(
            call,
            context,
            "invitation",
            Target("meeting", id),
            lambda: documents.invitation(context.store, id),
        )
    id = minuted(parsed.meeting, context)
    documents.minutes(context.store, id)  # that there can be minutes of it, before anything is kept
    _seat(parsed, context, id)
    return write_document(
        call, context, "minutes", Target("meeting", id), lambda: documents.minutes(context.store, id)
    )


def _seat(parsed: argparse.Namespace, context: DeskContext, id: int) -> Stored | None:
    """Keep who is in the chair and who is excused, as far as it was said; the meeting then."""
    if parsed.chair is None and parsed.excused is None:
        return None
    excused = None if parsed.excused is None else parts(parsed.excused)
    return context.desk.meetings.seat(id, chair=parsed.chair, excused=excused)


def _meeting(parsed: argparse.Namespace, context: DeskContext) -> Stored:
    if parsed.step == "plan":
        return _plan(parsed, context)
    if parsed.step == "agenda":
        if parsed.wish:
            return context.desk.meetings.put_on_agenda(
                context.desk.wishes.number(parsed.wish), parsed.meeting
            )
        return context.desk.meetings.add_item(_id(parsed, context), parsed.note or "")
    if parsed.step == "correct":
        return _corrected(parsed, context)
    id = _id(parsed, context)
    if parsed.step == "attend":
        seated = _seat(parsed, context, id)
        attending = [_party(text) for text in parsed.parties]
        found = seated if seated and not attending else context.desk.meetings.attend(id, attending)
    elif parsed.step == "discuss":
        found = context.desk.meetings.discuss(id, parsed.item or 0, parsed.note or "")
    elif parsed.step == "decide":
        from tui.capture.lines.votes import parse_votes

        found = context.desk.meetings.decide(
            id, parsed.item or 0, parsed.note or "", ruling=parsed.ruling,
            votes=parse_votes(", ".join(parsed.votes or ())), assignee=parsed.to,
            due=day(parsed.due, context.store), review_on=day(parsed.review, context.store),
        )  # fmt: skip
    elif parsed.step == "cancel":
        found = context.desk.meetings.cancel(id, parsed.note or "")
    else:
        found = context.desk.meetings.close(id)
    return found


def _corrected(parsed: argparse.Namespace, context: DeskContext) -> Stored:
    """The meeting with its minutes put right: those present, or one text of an item or of the meeting."""
    from tui.capture.lines.votes import parse_votes

    fields: dict[str, Any] = (
        {"attendance": [_party(text) for text in parsed.parties]} if parsed.parties else {}
    )
    items: dict[int, dict[str, Any]] = {}
    what = parsed.what or ("decision" if parsed.item else "note")
    if parsed.item is None and (parsed.votes or (what in OF_ITEM and parsed.note is not None)):
        raise UsageError(Message("Something is missing: {what}.", {"what": "--item"}))
    if parsed.votes:
        items[parsed.item] = {"votes": parse_votes(", ".join(parsed.votes))}
    if parsed.note is not None and what in OF_ITEM:
        said = parse_votes(parsed.note) if what == "votes" else parsed.note
        items.setdefault(parsed.item, {})[what] = said
    elif parsed.note is not None:
        fields[what] = parsed.note
    id = minuted(parsed.meeting, context)
    return context.desk.meetings.correcting.correct(id, fields, items, parsed.reason or "").document


def _id(parsed: argparse.Namespace, context: DeskContext) -> int:
    if parsed.meeting is not None:
        return int(parsed.meeting)
    return next_meeting(context)


def _plan(parsed: argparse.Namespace, context: DeskContext) -> Stored:
    from tui.capture.dates.moment import parse_moment
    from tui.capture.recurrence import required_rule

    at = parse_moment(parsed.at or "", context.now.astimezone(LOCAL), context.store.calendar, "starts_at")
    fields = given("meeting", plain("meeting", _OWN), parsed, context)
    fields |= {"rrule": required_rule(parsed.rrule or "", context.today), "starts_at": at.isoformat()}
    if parsed.kind is not None:
        fields["kind"] = parsed.kind
    return context.desk.meetings.plan(fields)


def _party(text: str) -> dict[str, Any]:
    """`property`, `property=2` or `property=2:王经理,李工`."""
    party, _, rest = text.partition("=")
    people, _, names = rest.partition(":")
    if party not in PARTIES or (people and not is_whole(people)):
        raise UsageError(
            Message("«{value}» is not one of: {choices}.", {"value": text, "choices": tuple(PARTIES)})
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
    for doubt in meeting_doubts(found):
        print(f"! {doubt.text(tr)}")
    return 0
