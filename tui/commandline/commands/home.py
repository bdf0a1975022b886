"""`xingfu home …`: home service on request; `xingfu match`: who fits a wish."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Final

from tui.commandline.arguments import add_json, add_steps, missing, number, whole
from tui.commandline.call import Call
from tui.commandline.named import date_of, day
from tui.commandline.output import print_json, print_table
from tui.commandline.typed import add_options, given, plain
from tui.kinds.words import HOME_STATES
from tui.language.errors import InvalidInput, Message, Translate

if TYPE_CHECKING:
    from tui.desk.context import DeskContext
    from tui.rules.people.matching import RankedHelper

_ACTIONS = {"assign": "give", "done": "complete", "rate": "rate", "cancel": "cancel", "reopen": "reopen"}

# What is read here; every other field is taken as it is declared.
_OWN: Final = ("wished_on",)


def arguments(home: argparse.ArgumentParser, tr: Translate) -> None:
    """The arguments of `xingfu home`."""
    steps = ("add", *_ACTIONS, "match", "due")
    add_steps(home, steps)
    home.add_argument("id", nargs="?", type=whole, metavar="ID")
    add_options(home, plain("home", _OWN), tr)
    home.add_argument(
        "--on", metavar="X", help=tr("add: the day wished; assign: the day set; due: seen from this day")
    )
    home.add_argument("--to", metavar="T", help=tr("assign: a team or a volunteer; otherwise the best match"))
    home.add_argument(
        "--hours", type=number("--hours"), metavar="N", help=tr("done: hours that the volunteer gave")
    )
    home.add_argument("--rating", type=whole, metavar="1-5", help=tr("rate: how satisfied the resident is"))
    home.add_argument("--note", metavar="T", help=tr("done: what was done; cancel, reopen: the reason"))
    add_json(home, tr)
    home.set_defaults(run=_run)


def match_arguments(match: argparse.ArgumentParser, tr: Translate) -> None:
    """The arguments of `xingfu match`."""
    match.add_argument("number", metavar=tr("NUMBER"))
    add_json(match, tr)
    match.set_defaults(run=_ranked_helper)


def _run(call: Call) -> int:
    parsed = call.parsed
    with call.context() as context:
        if parsed.step == "due":
            return _due(call, context)
        if parsed.step == "add":
            return _add(call, context)
        if parsed.id is None:
            raise missing("ID")
        if parsed.step == "match":
            return _say_matches(call, context.desk.matches.for_home(parsed.id))
        return _act(call, context)


def _add(call: Call, context: DeskContext) -> int:
    parsed = call.parsed
    if not (parsed.resident and parsed.skill):
        raise missing("--resident --skill")
    fields = given("home", plain("home", _OWN), parsed, context)
    found = context.desk.home.request({**fields, "wished_on": day(parsed.on, context.store)})
    print(f"{found['id']}  {found['resident']}  {found['skill']}  {call.tr(HOME_STATES[found['state']])}")
    return 0


def _act(call: Call, context: DeskContext) -> int:
    parsed = call.parsed
    if parsed.rating is not None and not 1 <= parsed.rating <= 5:
        raise InvalidInput({"rating": Message("Say how satisfied the resident is, from 1 to 5.")})
    holder, on = None, None
    if parsed.step == "assign":
        request = context.store.home_requests.find_stored(parsed.id) or {}
        on = day(parsed.on, context.store) or request.get("on") or request.get("wished_on")
        if parsed.to:
            holder = context.desk.home.holder(parsed.to)
        elif best := context.desk.matches.for_home(parsed.id, most=1):
            holder = best[0].helper.kind, best[0].helper.id
    found = context.desk.home.act(
        parsed.id, _ACTIONS[parsed.step], holder=holder, on=on, note=parsed.note or "", hours=parsed.hours,
        rating=parsed.rating,
    )  # fmt: skip
    for doubt in context.desk.home.hours_doubts(found) if parsed.hours else ():
        print(doubt.text(call.tr), file=sys.stderr)
    who = context.desk.home.holder_name(found)
    print("  ".join(filter(None, (str(found["id"]), found["resident"], call.tr(HOME_STATES[found["state"]]), who,
                                str(found["on"] or "")))))  # fmt: skip
    return 0


def _due(call: Call, context: DeskContext) -> int:
    from tui.queries.records import complete

    parsed, tr = call.parsed, call.tr
    day = date_of(parsed.on, context.store) if parsed.on else context.desk.home.due_day()
    found = context.desk.home.due(day)
    if parsed.json:
        due = [{**d.request, "last_on": d.last_on.isoformat(), "weeks": d.weeks} for d in found]
        print_json([complete("home", one) for one in due])
        return 0
    print(tr("Due again on {day}: {n}", day=day.isoformat(), n=len(found)))
    if found:
        heads = [tr("resident"), tr("phone"), tr("wanted"), tr("last time"), tr("weeks")]
        rows = [
            [str(d.request["resident"]), str(d.request["phone"]), str(d.request["skill"]), d.last_on.isoformat(),
             str(d.weeks)]
            for d in found
        ]  # fmt: skip
        print_table([heads, *rows])
    return 0


def _ranked_helper(call: Call) -> int:
    with call.context() as context:
        return _say_matches(
            call, context.desk.matches.for_wish(context.desk.wishes.number(call.parsed.number))
        )


def _say_matches(call: Call, found: list[RankedHelper]) -> int:
    tr = call.tr
    if call.parsed.json:
        print_json(
            [
                {"kind": m.helper.kind, "id": m.helper.id, "name": m.helper.name, "reason": m.reason.text(tr)}
                for m in found
            ]
        )
        return 0
    if not found:
        print(tr("Nobody with a fitting skill is known."))
        return 0
    print_table([[str(at), m.helper.name, m.reason.text(tr)] for at, m in enumerate(found, 1)])
    return 0
