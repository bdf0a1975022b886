"""`xingfu session …`: what is done with one session, named by its service and its date."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from tui.commandline.arguments import (
    add_json,
    add_plan,
    add_service_and_date,
    add_steps,
    finite,
    is_whole,
    missing,
    number,
    whole,
)
from tui.commandline.call import Call
from tui.commandline.documents import add_output, write_document
from tui.commandline.named import date_of, one_named, parts, series_named, session_named, volunteers_named
from tui.commandline.output import print_json, print_table
from tui.commandline.session_lines import say_session, warn_of_clashes
from tui.commandline.typed import add_options, given, plain
from tui.kinds.record import Target
from tui.kinds.words import ACTIONS, SESSION_STATES
from tui.language.errors import InvalidInput, Message, NotFound, Translate, UsageError
from tui.rules.services.signups import turnout

if TYPE_CHECKING:
    from datetime import date

    from tui.desk.context import DeskContext
    from tui.store import Stored

# Steps after which it may clash with another.
_PLANS: Final = frozenset({"confirm", "move", "restore", "staff"})
# Empty lines of a sign-in sheet: 20 pages.
_MOST_BLANK: Final = 500

# What is read here; every other field is taken as it is declared.
_OWN: Final = ("people_served", "note")


def arguments(one: argparse.ArgumentParser, tr: Translate) -> None:
    """The arguments of `xingfu session`."""
    steps = (
        "list", "show", "confirm", "move", "complete", "correct", "cancel", "restore", "staff", "sign-up", "sign-off",
        "count", "sheet",
    )  # fmt: skip
    add_steps(one, steps)
    add_service_and_date(
        one, tr, service=tr("the service, by name or ID"), date=tr("its date, or the day it was moved to")
    )
    one.add_argument(
        "what",
        nargs="?",
        metavar=tr("WHAT"),
        help=tr("sign-up: the resident; sign-off: the resident or their number; count: the item"),
    )
    one.add_argument("--from", dest="start", metavar="X", help=tr("list: from this day on"))
    one.add_argument("--to", metavar="X", help=tr("list: up to this day; move: the new day"))
    add_plan(
        one, tr, starts=tr("move: from"), ends=tr("move: to"), place=tr("move: where"),
        team=tr("move: which team: name or ID"),
    )  # fmt: skip
    one.add_argument(
        "--volunteers",
        metavar="A,B",
        help=tr("staff, move: who is down for it; complete: who came, A=1.5 for hours of their own"),
    )
    one.add_argument("--served", type=whole, metavar="N", help=tr("complete, correct: people served"))
    one.add_argument(
        "--hours", type=number("--hours"), metavar="N", help=tr("complete: hours that each of them gave")
    )
    one.add_argument(
        "--counted",
        action="append",
        metavar=tr("ITEM=N"),
        help=tr("complete, correct: how many asked for it; may be repeated"),
    )
    one.add_argument("--by", type=whole, default=1, metavar="N", help=tr("count: so many more, or fewer"))
    one.add_argument("--phone", metavar="T", help=tr("sign-up: where they can be called"))
    one.add_argument("--at-home", action="store_true", help=tr("sign-up: the team comes to them"))
    one.add_argument("--address", metavar="T", help=tr("sign-up: building, unit, door"))
    add_options(one, plain("session", _OWN, at="complete"), tr)
    one.add_argument("--reason", metavar="T", help=tr("move, correct, cancel: why"))
    one.add_argument("--note", metavar="T", help=tr("anything worth keeping"))
    add_output(one, tr, tr("sheet: the sign-in sheet as a document"))
    one.add_argument("--blank", type=whole, default=10, metavar="N", help=tr("sheet: so many empty lines"))
    one.add_argument("--phones", action="store_true", help=tr("sheet: with telephones, masked"))
    add_json(one, tr)
    one.set_defaults(run=_run)


def _run(call: Call) -> int:
    parsed, tr = call.parsed, call.tr
    with call.context() as context:
        if parsed.step == "list":
            _list(call, context)
            return 0
        service, on = session_named(context, parsed.service, parsed.date, tr)
        id = int(service["id"])
        if parsed.step == "show":
            _show(call, context, context.desk.sessions.find(id, on))
            return 0
        if parsed.step == "sheet":
            return _sheet(call, context, service, on)
        session = _done(call, context, id, on)
        if parsed.json:
            print_json(_record(context, session))
        else:
            say_session(context, session, tr)
            _say_more(parsed, session, tr)
        if parsed.step in _PLANS:
            warn_of_clashes(context, session, tr)
    return 0


def _sheet(call: Call, context: DeskContext, service: Stored, on: date) -> int:
    from tui.queries import documents

    parsed, session = call.parsed, context.desk.sessions.find(int(service["id"]), on)
    if parsed.blank > _MOST_BLANK:
        raise UsageError(Message("At most {n} empty lines.", {"n": _MOST_BLANK}))
    return write_document(
        call,
        context,
        "sheet",
        Target("session", int(service["id"]), on),
        lambda: documents.sheet(context.store, service, session, blank=parsed.blank, phones=parsed.phones),
    )


# ---- what is done


def _done(call: Call, context: DeskContext, id: int, on: date) -> Stored:
    parsed, sessions = call.parsed, context.desk.sessions
    match parsed.step:
        case "confirm":
            found = sessions.confirm(id, on)
        case "cancel":
            found = sessions.cancel(id, on, parsed.reason or "")
        case "restore":
            found = sessions.restore(id, on)
        case "move":
            found = _move(parsed, context, id, on)
        case "complete":
            found = _complete(parsed, context, id, on)
        case "correct":
            found = sessions.correct(
                id, on, reason=parsed.reason or "", people_served=parsed.served, counts=_counted(parsed.counted),
                note=parsed.note, others=_others(parsed, context),
            )  # fmt: skip
        case _:
            found = _listed(call, context, id, on)
    return found


def _listed(call: Call, context: DeskContext, id: int, on: date) -> Stored:
    """What is done with the session's lists."""
    parsed, sessions = call.parsed, context.desk.sessions
    if parsed.step == "staff":
        if parsed.volunteers is None:
            raise missing("--volunteers")
        return sessions.staff(id, on, volunteers_named(context, parts(parsed.volunteers)))
    if not parsed.what:
        raise missing(call.tr("WHAT"))
    if parsed.step == "sign-up":
        session, _ = sessions.sign_up(
            id, on, parsed.what, phone=parsed.phone or "", at_home=parsed.at_home, address=parsed.address or "",
            note=parsed.note or "",
        )  # fmt: skip
        return session
    if parsed.step == "sign-off":
        return sessions.sign_off(id, on, _number(context.desk.sessions.find(id, on), parsed.what))
    return sessions.count(id, on, parsed.what, parsed.by)


def _move(parsed: argparse.Namespace, context: DeskContext, id: int, on: date) -> Stored:
    from tui.capture.dates.clock import parse_clock
    from tui.desk.services.sessions import UNCHANGED

    team: int | None = UNCHANGED
    if parsed.team is not None:
        team = one_named(context, "teams", parsed.team) if parsed.team else None
    return context.desk.sessions.move(
        id,
        on,
        reason=parsed.reason or "",
        to=date_of(parsed.to, context.store) if parsed.to else None,
        starts=parse_clock(parsed.starts) if parsed.starts else None,
        ends=parse_clock(parsed.ends) if parsed.ends else None,
        place=parsed.place,
        team_id=team,
        volunteer_ids=None
        if parsed.volunteers is None
        else volunteers_named(context, parts(parsed.volunteers)),
    )


def _complete(parsed: argparse.Namespace, context: DeskContext, id: int, on: date) -> Stored:
    """People served are those counted and hours go to those who are down for it, where nothing else is said."""
    session = context.desk.sessions.find(id, on)
    came, each = _hours(context, parsed.volunteers)
    if parsed.volunteers is None and parsed.hours is not None:
        came = list(session.get("volunteer_ids") or ())
        if not came:
            raise missing("--volunteers")
    counts = _counted(parsed.counted)
    counted = sum((session.get("counts") or {} if counts is None else counts).values())
    done = context.desk.sessions.complete(
        id,
        on,
        people_served=counted or None if parsed.served is None else parsed.served,
        hours=parsed.hours,
        volunteer_ids=came,
        note=parsed.note or "",
        counts=counts,
        hours_each=each,
        others=_others(parsed, context),
    )
    for doubt in context.desk.sessions.hours_doubts(done):
        print(doubt.text(context.tr), file=sys.stderr)
    return done


def _others(parsed: argparse.Namespace, context: DeskContext) -> dict[str, Any]:
    """What else is declared to be typed when a session is recorded or corrected."""
    return given("session", plain("session", _OWN, at="complete"), parsed, context)


def _hours(context: DeskContext, text: str | None) -> tuple[list[int], dict[int, float]]:
    """Who came, of `A,B=1.5`: those for whom the common hours hold, and the hours of the others."""
    came: list[int] = []
    each: dict[int, float] = {}
    for part in parts(text or ""):
        name, equals, figure = part.partition("=")
        (id,) = volunteers_named(context, [name])
        if not equals:
            came.append(id)
            continue
        try:
            each[id] = finite(figure)
        except ValueError:
            raise InvalidInput(
                {"hours": Message("«{text}» is not written as name=hours.", {"text": part})}
            ) from None
    return came, each


def _counted(given: Sequence[str] | None) -> dict[str, int] | None:
    """The items of `ITEM=N …`; None where none are given. Raises InvalidInput."""
    counts: dict[str, int] = {}
    for text in given or ():
        item, _, number = text.rpartition("=")
        if not item.strip() or not is_whole(number.strip()):
            raise InvalidInput(
                {"counted": Message("«{text}» is not written as item=number.", {"text": text[:60]})}
            )
        counts[item.strip()] = int(number)
    return counts if given else None


def _number(session: Stored, text: str) -> int:
    """The number of a sign-up that is named by it or by the resident. Raises NotFound, UsageError."""
    if is_whole(text.strip()):
        return int(text)
    found = [int(s["number"]) for s in session.get("signups") or () if s["resident"] == text.strip()]
    if not found:
        raise NotFound(Message("{name} is not on the list.", {"name": text.strip()}))
    if len(found) > 1:
        raise UsageError(
            Message("Several could be meant; give the number: {names}.", {"names": tuple(map(str, found))})
        )
    return found[0]


# ---- what is told


def _say_more(parsed: argparse.Namespace, session: Stored, tr: Translate) -> None:
    if parsed.step in {"sign-up", "sign-off"}:
        for line in _signed_up(session, tr):
            print(line)
    elif parsed.step == "count":
        for item, number in (session.get("counts") or {}).items():
            print(f"   {item}  {number}")


def _signed_up(session: Stored, tr: Translate) -> Iterator[str]:
    """Who comes, who waits and whom the team visits, each with the number of the sign-up."""
    cap = session.get("cap")
    lists = turnout(session.get("signups") or (), cap)
    room = tr("{n} of {cap}", n=len(lists.coming), cap=cap) if cap else str(len(lists.coming))
    if lists.coming or cap:
        yield tr("signed up: {room}", room=room)
    for head, part in (
        ("", lists.coming),
        (tr("waiting"), lists.waiting),
        (tr("visits at home"), lists.at_home),
    ):
        if head and part:
            yield f"{head} {len(part)}"
        for one in part:
            more = (one["resident"], one.get("phone"), one.get("address"), one.get("note"))
            yield f"   {one['number']}. " + "  ".join(filter(None, more))


def _record(context: DeskContext, session: Stored) -> dict[str, Any]:
    """A session for programs, as `xingfu session list` has it."""
    from tui.queries import records

    return records.session(context.store, session, context.now)


def _show(call: Call, context: DeskContext, session: Stored) -> None:
    tr = call.tr
    if call.parsed.json:
        print_json(_record(context, session))
        return
    say_session(context, session, tr)
    names = [
        str((context.store.volunteers.find_stored(id) or {}).get("name") or "?")
        for id in session.get("volunteer_ids") or ()
    ]
    for label, text in (
        (tr("volunteers"), tr(", ").join(names)),
        (tr("items"), tr(", ").join(f"{item} {n}" for item, n in (session.get("counts") or {}).items())),
        (tr("note"), str(session.get("note") or "")),
    ):
        if text:
            print(f"{label}: {text}")
    for line in _signed_up(session, tr):
        print(line)
    for event in session.get("history") or ():
        what = tr(ACTIONS.get(f"session.{event['action']}", event["action"]))
        print("  ".join((event["at"][:16].replace("T", " "), what, event["by"], event["note"])))
    warn_of_clashes(context, session, tr)


def _list(call: Call, context: DeskContext) -> None:
    from tui.queries import records

    parsed, tr = call.parsed, call.tr
    start, end = (date_of(text, context.store) if text else None for text in (parsed.start, parsed.to))
    if start and end and end < start:
        raise UsageError(Message("--to is before --from."))
    only = {int(s["id"]) for s in series_named(context, parsed.service, tr)} if parsed.service else None
    found = records.sessions(context.store, context.now, start, end, only)
    if parsed.json:
        print_json(found)
        return
    heads = [tr("date"), tr("when"), tr("service"), tr("place"), tr("team"), tr("state"), tr("signed up")]
    rows = [
        [s["on"], s["starts_at"][:16].replace("T", " "), f"{s['service_id']} {s['service']}", s["place"] or "",
         s["team"], tr(SESSION_STATES[s["state"]]), _room(s)]
        for s in found
    ]  # fmt: skip
    print_table([heads, *rows])
    print(tr("{n} in all", n=len(found)))


def _room(session: Stored) -> str:
    lists, cap = turnout(session.get("signups") or (), session.get("cap")), session.get("cap")
    if not (lists.coming or cap):
        return ""
    return f"{len(lists.coming)}/{cap}" if cap else str(len(lists.coming))
