"""`xingfu service …`: services, their recurrence in words, pauses, and the days on which they are held."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any, Final

from tui.commandline.arguments import (
    add_json,
    add_service_and_date,
    add_steps,
    missing,
)
from tui.commandline.call import Call
from tui.commandline.named import date_of, one_named, series_named, service_named, session_named
from tui.commandline.output import print_json
from tui.commandline.session_lines import say_session, warn_of_clashes
from tui.commandline.typed import add_options, given, plain
from tui.language.errors import Message, Translate, UsageError
from tui.rules.services.schedule import next_session

if TYPE_CHECKING:
    from tui.desk.context import DeskContext
    from tui.store import Stored

# What is read here; every other field is taken as it is declared.
_OWN: Final = ("rrule", "starts", "ends", "team_id")
_OWN_OF_DAYS: Final = ("months",)


def arguments(one: argparse.ArgumentParser, tr: Translate) -> None:
    """The arguments of `xingfu service`."""
    steps = ("add", "show", "edit", "pause", "resume", "leave-out", "add-date", "dates")
    add_steps(one, steps)
    add_service_and_date(
        one, tr, service=tr("its name or ID; add: the name"), date=tr("leave-out, add-date: which")
    )
    add_options(one, [*plain("service", _OWN), *plain("service", _OWN_OF_DAYS, at="days")], tr)
    one.add_argument(
        "--when", metavar="X", help=tr("how it recurs: every friday, 每月26日, 每年重阳节, or an RRULE")
    )
    one.add_argument("--starts", metavar=tr("TIME"), help=tr("from: 9:00, half past 9, 3 pm"))
    one.add_argument("--ends", metavar=tr("TIME"), help=tr("to: 11:00"))
    one.add_argument("--team", metavar="T", help=tr("which team: name or ID"))
    one.add_argument("--months", metavar="X", help=tr("the season, such as 3-6,9"))
    one.add_argument(
        "--from",
        dest="start",
        metavar="X",
        help=tr("edit: this session and all after it; pause, resume, dates: from this day"),
    )
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
            on = date_of(parsed.date, context.store)
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
    first = date_of(parsed.start, context.store) if parsed.start else today
    if parsed.step == "resume":
        return context.desk.services.resume(id, first)
    until = date_of(parsed.until, context.store) if parsed.until else None
    return context.desk.services.pause(id, first, until, parsed.reason or "")


def _fields(parsed: argparse.Namespace, context: DeskContext) -> dict[str, Any]:
    """The fields of a service that are given, as they are stored; an empty text takes a value away."""
    from tui.capture.dates.clock import parse_clock
    from tui.capture.service_fields import read_months, read_recurrence

    today = context.today
    fields: dict[str, Any] = {} if parsed.when is None else read_recurrence(parsed.when, today)
    fields |= given("service", plain("service", _OWN), parsed, context)
    fields |= given("service", plain("service", _OWN_OF_DAYS, at="days"), parsed, context)
    for name in ("starts", "ends"):
        if (clock := getattr(parsed, name)) is not None:
            fields[name] = parse_clock(clock)
    if parsed.team is not None:
        fields["team_id"] = one_named(context, "teams", parsed.team) if parsed.team else None
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
        meant = recurrence_preview(service, context.today, context.store.calendar)
        days = tr(", ").join(day_text(one.day, tr) for one in meant.days) or "-"
        print(f"{service['id']}  {service['name']}  {meant.sentence.text(tr)}  {tr('next')}: {days}")
        if meant.note:
            print(meant.note.text(tr))
    following = next_session(service, context.store.sessions.stored(), context.today, context.store.calendar)
    if following is not None:
        warn_of_clashes(context, following, tr)
