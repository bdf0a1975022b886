"""`xingfu service …`: services, their recurrence in words, pauses, and the days on which they are held."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any, Final

from tui.commandline.arguments import (
    add_choice,
    add_json,
    add_plan,
    add_service_and_date,
    add_steps,
    missing,
    whole,
)
from tui.commandline.call import Call
from tui.commandline.named import date_of, day, one_named, parts, series_named, service_named, session_named
from tui.commandline.output import print_json
from tui.commandline.session_lines import say_session, warn_of_clashes
from tui.kinds.words import DAY_RULES
from tui.language.errors import Message, Translate, UsageError
from tui.rules.services.schedule import next_session

if TYPE_CHECKING:
    from tui.desk.context import DeskContext
    from tui.store import Stored

_TEXTS: Final = ("name", "place", "note")
_NUMBERS: Final = ("again_weeks",)
_DAY_RULES: Final = ("on_holiday", "on_weekend", "on_made_up")


def arguments(one: argparse.ArgumentParser, tr: Translate) -> None:
    """The arguments of `xingfu service`."""
    steps = ("add", "show", "edit", "pause", "resume", "leave-out", "add-date", "dates")
    add_steps(one, steps)
    add_service_and_date(
        one, tr, service=tr("its name or ID; add: the name"), date=tr("leave-out, add-date: which")
    )
    one.add_argument("--name", metavar="T", help=tr("edit: another name"))
    one.add_argument(
        "--when", metavar="X", help=tr("how it recurs: every friday, 每月26日, 每年重阳节, or an RRULE")
    )
    one.add_argument("--first", metavar="X", help=tr("the first day; otherwise today"))
    one.add_argument("--until", metavar="X", help=tr("the last day, of the service, a pause or the dates"))
    add_plan(
        one, tr, starts=tr("from: 9:00, 9点半, 下午3点"), ends=tr("to: 11:00"), place=tr("where"),
        team=tr("which team: name or ID"),
    )  # fmt: skip
    one.add_argument("--partners", metavar="A,B", help=tr("who helps: names or IDs"))
    one.add_argument("--items", metavar="A,B", help=tr("what can be asked for"))
    one.add_argument("--cap", metavar="N", help=tr("how many residents a session has room for"))
    add_choice(one, "--at-home", ("yes", "no"), tr("at the residents' homes"))
    for option, text in (
        ("--holiday", tr("what becomes of a date on a public holiday")),
        ("--weekend", tr("on a weekend")),
        ("--made-up", tr("on a made-up working day")),
    ):
        dest = f"on_{option[2:].replace('-', '_')}"
        one.add_argument(option, dest=dest, choices=tuple(DAY_RULES), metavar="|".join(DAY_RULES), help=text)
    one.add_argument("--months", metavar="X", help=tr("the season, such as 3-6,9"))
    one.add_argument(
        "--again-weeks", type=whole, metavar="N", help=tr("at home: due again after so many weeks")
    )
    one.add_argument("--note", metavar="T", help=tr("anything worth keeping"))
    one.add_argument(
        "--from", dest="start", metavar="X",
        help=tr("edit: this session and all after it; pause, resume, dates: from this day"),
    )  # fmt: skip
    one.add_argument("--only", metavar="X", help=tr("edit: the session of this date alone"))
    one.add_argument("--reason", metavar="T", help=tr("pause, edit --only: why"))
    add_json(one, tr)
    one.set_defaults(run=_run)


def _run(call: Call) -> int:
    parsed, tr = call.parsed, call.tr
    with call.context() as context:
        if parsed.step == "add":
            fields = {"first": context.today.isoformat(), **_fields(parsed, context)}
            _say(call, context, context.desk.services.add({**fields, "name": parsed.service or ""}))
        elif parsed.step == "edit":
            _edit(call, context)
        elif parsed.step in {"leave-out", "add-date"}:
            if not parsed.date:
                raise missing(tr("DATE"))
            on = date_of(parsed.date, context.today)
            leave = parsed.step == "leave-out"
            id = _id(service_named(context, parsed.service, tr, on if leave else None))
            _say(
                call,
                context,
                context.desk.services.leave_out(id, on) if leave else context.desk.services.add_date(id, on),
            )
        elif parsed.step in {"show", "dates"}:
            series = series_named(context, parsed.service, tr)
            from tui.commandline.service_days import dates, show

            (show if parsed.step == "show" else dates)(call, context, series)
        else:
            _say(call, context, _rest(parsed, context, _id(service_named(context, parsed.service, tr))))
    return 0


def _id(service: Stored) -> int:
    return int(service["id"])


# ---- what is changed


def _edit(call: Call, context: DeskContext) -> None:
    """All to come, from one session on, or one alone: what took place stays as it was."""
    parsed, tr = call.parsed, call.tr
    fields = _fields(parsed, context)
    if not fields:
        raise UsageError(Message("Say what is to be changed, such as --starts 9:30."))
    if parsed.only and parsed.start:
        raise UsageError(Message("Say either --from or --only."))
    if parsed.only:
        service, on = session_named(context, parsed.service, parsed.only, tr)
        if "rrule" in fields:  # refused in one word, not for each field that --when means
            fields = {"rrule": fields["rrule"]}
        session = context.desk.services.edit_one(_id(service), on, fields, parsed.reason or "")
        say_session(context, session, tr)
        warn_of_clashes(context, session, tr)
    elif parsed.start:
        service, on = session_named(context, parsed.service, parsed.start, tr)
        _say(call, context, context.desk.services.edit_from(_id(service), on, fields))
    else:
        service = service_named(context, parsed.service, tr)
        _say(call, context, context.desk.services.edit(_id(service), fields).document)


def _rest(parsed: argparse.Namespace, context: DeskContext, id: int) -> Stored:
    today = context.today
    first = date_of(parsed.start, today) if parsed.start else today
    if parsed.step == "resume":
        return context.desk.services.resume(id, first)
    until = date_of(parsed.until, today) if parsed.until else None
    return context.desk.services.pause(id, first, until, parsed.reason or "")


def _fields(parsed: argparse.Namespace, context: DeskContext) -> dict[str, Any]:
    """The fields of a service that are given, as they are stored; an empty text takes a value away."""
    from tui.capture.dates.clock import parse_clock
    from tui.capture.service_fields import read_months, read_recurrence

    today = context.today
    plain = (*_TEXTS, *_NUMBERS, *_DAY_RULES)
    fields: dict[str, Any] = {} if parsed.when is None else read_recurrence(parsed.when, today)
    fields |= {n: v for n in plain if (v := getattr(parsed, n)) is not None}
    for name in ("first", "until"):
        if (text := getattr(parsed, name)) is not None:
            fields[name] = day(text, today)
    for name in ("starts", "ends"):
        if (clock := getattr(parsed, name)) is not None:
            fields[name] = parse_clock(clock)
    if parsed.team is not None:
        fields["team_id"] = one_named(context, "teams", parsed.team) if parsed.team else None
    if parsed.partners is not None:
        fields["partner_ids"] = [one_named(context, "partners", name) for name in parts(parsed.partners)]
    if parsed.items is not None:
        fields["items"] = parts(parsed.items)
    if parsed.cap is not None:
        fields["cap"] = parsed.cap or None
    if parsed.at_home is not None:
        fields["at_home"] = parsed.at_home == "yes"
    if parsed.months is not None:
        fields["months"] = read_months(parsed.months)
    return fields


# ---- what is told


def _say(call: Call, context: DeskContext, service: Stored) -> None:
    """A service that was written: what its recurrence means, and what its next session clashes with."""
    from tui.capture.service_fields import recurrence_preview
    from tui.commandline.service_days import day_text, record

    tr = call.tr
    if call.parsed.json:
        print_json(record(context, service, tr))
    else:
        meant = recurrence_preview(service, context.today)
        days = tr(", ").join(day_text(one.day, tr) for one in meant.days) or "-"
        print(f"{service['id']}  {service['name']}  {meant.sentence.text(tr)}  {tr('next')}: {days}")
        if meant.note:
            print(meant.note.text(tr))
    following = next_session(service, context.store.sessions.stored(), context.today)
    if following is not None:
        warn_of_clashes(context, following, tr)
