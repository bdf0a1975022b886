"""`xingfu service …`: services, their recurrence in words, pauses, and the days on which they are held."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any, Final

from tui.capture.dates.clock import parse_clock
from tui.capture.dates.day import parse_day
from tui.capture.service_fields import read_months, read_recurrence, recurrence_preview
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
from tui.commandline.commands.alliance import one_named
from tui.commandline.commands.service_days import dates, day_text, record, show
from tui.commandline.commands.session import say_session, warn_of_clashes
from tui.commandline.named import parts, series_named, service_named, session_named
from tui.commandline.output import print_json
from tui.kinds.words import DAY_RULES
from tui.language.errors import Message, Translate, UsageError
from tui.rules.services.schedule import next_session

if TYPE_CHECKING:
    from tui.desk.desk import Desk
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
    with call.desk() as desk:
        if parsed.step == "add":
            fields = {"first": desk.store.now.date().isoformat(), **_fields(parsed, desk)}
            _say(call, desk, desk.services.add({**fields, "name": parsed.service or ""}))
        elif parsed.step == "edit":
            _edit(call, desk)
        elif parsed.step in {"leave-out", "add-date"}:
            if not parsed.date:
                raise missing(tr("DATE"))
            on = parse_day(parsed.date, desk.store.now.date(), desk.store.calendar)
            leave = parsed.step == "leave-out"
            id = _id(service_named(desk, parsed.service, tr, on if leave else None))
            _say(call, desk, desk.services.leave_out(id, on) if leave else desk.services.add_date(id, on))
        elif parsed.step in {"show", "dates"}:
            series = series_named(desk, parsed.service, tr)
            (show if parsed.step == "show" else dates)(call, desk, series)
        else:
            _say(call, desk, _rest(parsed, desk, _id(service_named(desk, parsed.service, tr))))
    return 0


def _id(service: Stored) -> int:
    return int(service["id"])


# ---- what is changed


def _edit(call: Call, desk: Desk) -> None:
    """All to come, from one session on, or one alone: what took place stays as it was."""
    parsed, tr = call.parsed, call.tr
    fields = _fields(parsed, desk)
    if not fields:
        raise UsageError(Message("Say what is to be changed, such as --starts 9:30."))
    if parsed.only and parsed.start:
        raise UsageError(Message("Say either --from or --only."))
    if parsed.only:
        service, on = session_named(desk, parsed.service, parsed.only, tr)
        if "rrule" in fields:  # refused in one word, not for each field that --when means
            fields = {"rrule": fields["rrule"]}
        session = desk.services.edit_one(_id(service), on, fields, parsed.reason or "")
        say_session(desk, session, tr)
        warn_of_clashes(desk, session, tr)
    elif parsed.start:
        service, on = session_named(desk, parsed.service, parsed.start, tr)
        _say(call, desk, desk.services.edit_from(_id(service), on, fields))
    else:
        service = service_named(desk, parsed.service, tr)
        _say(call, desk, desk.services.edit(_id(service), fields).document)


def _rest(parsed: argparse.Namespace, desk: Desk, id: int) -> Stored:
    today = desk.store.now.date()
    first = parse_day(parsed.start, today, desk.store.calendar) if parsed.start else today
    if parsed.step == "resume":
        return desk.services.resume(id, first)
    until = parse_day(parsed.until, today, desk.store.calendar) if parsed.until else None
    return desk.services.pause(id, first, until, parsed.reason or "")


def _fields(parsed: argparse.Namespace, desk: Desk) -> dict[str, Any]:
    """The fields of a service that are given, as they are stored; an empty text takes a value away."""
    today = desk.store.now.date()
    plain = (*_TEXTS, *_NUMBERS, *_DAY_RULES)
    fields: dict[str, Any] = {} if parsed.when is None else read_recurrence(parsed.when, today)
    fields |= {n: v for n in plain if (v := getattr(parsed, n)) is not None}
    for name in ("first", "until"):
        if (day := getattr(parsed, name)) is not None:
            fields[name] = parse_day(day, today, desk.store.calendar).isoformat() if day else None
    for name in ("starts", "ends"):
        if (clock := getattr(parsed, name)) is not None:
            fields[name] = parse_clock(clock)
    if parsed.team is not None:
        fields["team_id"] = one_named(desk, "teams", parsed.team) if parsed.team else None
    if parsed.partners is not None:
        fields["partner_ids"] = [one_named(desk, "partners", name) for name in parts(parsed.partners)]
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


def _say(call: Call, desk: Desk, service: Stored) -> None:
    """A service that was written: what its recurrence means, and what its next session clashes with."""
    tr = call.tr
    if call.parsed.json:
        print_json(record(desk, service, tr))
    else:
        meant = recurrence_preview(service, desk.store.now.date(), desk.store.calendar)
        days = tr(", ").join(day_text(one.day, tr) for one in meant.days) or "-"
        print(f"{service['id']}  {service['name']}  {meant.sentence.text(tr)}  {tr('next')}: {days}")
        if meant.note:
            print(meant.note.text(tr))
    following = next_session(
        service, desk.store.sessions.stored(), desk.store.now.date(), desk.store.calendar
    )
    if following is not None:
        warn_of_clashes(desk, following, tr)
