"""`xingfu hours …`: service hours added, corrected, summed, and as a certificate."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

from tui.commandline.arguments import add_choice, add_json, add_steps, is_whole, missing, number, whole
from tui.commandline.call import Call
from tui.commandline.documents import add_output, write_document
from tui.commandline.named import date_of
from tui.commandline.output import print_json, print_table
from tui.commandline.typed import add_options, given, plain
from tui.kinds.record import Stored, Target
from tui.kinds.words import HOURS_SOURCES
from tui.language.errors import Message, Translate, UsageError
from tui.rules.people.hours import GROUPINGS, Grouping, counted, original, star, summed, total, within

if TYPE_CHECKING:
    from tui.desk.context import DeskContext

# What is read here; every other field is taken as it is declared.
_OWN: Final = ("hours", "on", "team_id")


def arguments(hours: argparse.ArgumentParser, tr: Translate) -> None:
    """The arguments of `xingfu hours`."""
    steps = ("add", "correct", "withdraw", "list", "sum", "certificate")
    add_steps(hours, steps)
    hours.add_argument(
        "who", nargs="?", metavar=tr("NAME"), help=tr("the volunteer; correct, withdraw: the ID of the hours")
    )
    hours.add_argument(
        "--hours", type=number("--hours"), metavar="N", help=tr("add, correct: how many, in halves")
    )
    add_options(hours, plain("hours", _OWN), tr)
    hours.add_argument("--on", metavar="X", help=tr("add: the day; otherwise today"))
    hours.add_argument(
        "--team", metavar="T", help=tr("add: for which team; otherwise the only one they are in")
    )
    hours.add_argument("--note", metavar="T", help=tr("correct, withdraw: the reason"))
    add_choice(hours, "--by", GROUPINGS, tr("sum: by what"))
    hours.add_argument(
        "--year", type=whole, metavar="Y", help=tr("list, sum, certificate: of this year only")
    )
    add_output(hours, tr, tr("certificate: as a document with a number; without it: as text"))
    add_json(hours, tr)
    hours.set_defaults(run=_run)


def _run(call: Call) -> int:
    with call.context() as context:
        match call.parsed.step:
            case "list":
                return _list(call, context)
            case "sum":
                return _sum(call, context)
            case "certificate":
                return _certificate(call, context)
        return _write(call, context)


def _write(call: Call, context: DeskContext) -> int:
    parsed, tr = call.parsed, call.tr
    if not parsed.who:
        raise missing(tr("NAME"))
    if parsed.step == "add":
        if parsed.hours is None:
            raise missing("--hours")
        fields: dict[str, Any] = {
            "volunteer_id": context.desk.volunteers.named(parsed.who)["id"],
            "hours": parsed.hours,
            **given("hours", plain("hours", _OWN), parsed, context),
            "on": date_of(parsed.on or "today", context.store, past=True).isoformat(),
            "team_id": _team(context, parsed.team) if parsed.team else None,
        }
        found = context.desk.hours.add(fields)
    elif not is_whole(parsed.who):
        raise UsageError(
            Message("{what}: «{value}» is not a whole number.", {"what": "ID", "value": parsed.who})
        )
    elif parsed.step == "withdraw":
        found = context.desk.hours.withdraw(int(parsed.who), parsed.note or "")
    elif parsed.hours is None:
        raise missing("--hours")
    else:
        found = context.desk.hours.correct(int(parsed.who), parsed.hours, parsed.note or "")
    in_all = context.desk.hours.in_all(int(found["volunteer_id"]))
    name = (context.store.volunteers.find_stored(int(found["volunteer_id"])) or {}).get("name", "?")
    print(
        "  ".join(
            (
                str(found["id"]),
                str(name),
                str(found["on"]),
                _figure(found, tr),
                tr("{n} h in all", n=f"{in_all:g}"),
            )
        )
    )
    return 0


def _team(context: DeskContext, name: str) -> int:
    kind, id = context.desk.home.holder(name)
    if kind != "team":
        raise UsageError(Message("No team or volunteer is named «{name}».", {"name": name}))
    return id


def _figure(record: Stored, tr: Translate) -> str:
    """The hours of a record, with what they were first where that is another figure."""
    if record.get("withdrawn"):
        return tr("{n} h, taken back", n=f"{record['hours']:g}")
    if original(record) != record["hours"]:
        return tr("{n} h (was {was})", n=f"{record['hours']:g}", was=f"{original(record):g}")
    return tr("{n} h", n=f"{record['hours']:g}")


def _chosen(call: Call, context: DeskContext) -> list[Stored]:
    """The records of whoever and whichever year is asked for, by date."""
    parsed = call.parsed
    records: Iterable[Stored] = context.store.hours.stored()
    if parsed.who:
        id = context.desk.volunteers.named(parsed.who)["id"]
        records = (r for r in records if r["volunteer_id"] == id)
    period = f"{parsed.year:04d}" if parsed.year else ""
    return sorted(within(records, period), key=lambda r: (str(r["on"]), int(r["id"])))


def _list(call: Call, context: DeskContext) -> int:
    from tui.queries.records import complete

    tr, records = call.tr, _chosen(call, context)
    if call.parsed.json:
        print_json([complete("hours", dict(record)) for record in records])
        return 0
    heads = ["ID", tr("date"), tr("volunteer"), tr("hours"), tr("content"), tr("place"), tr("source")]
    people, teams = _names(context)
    rows = [
        [str(r["id"]), str(r["on"]), people.get(r["volunteer_id"], "?"), _figure(r, tr), _content(r, teams),
         str(r.get("place") or ""), tr(HOURS_SOURCES[r["source"]])]
        for r in records
    ]  # fmt: skip
    print_table([heads, *rows])
    print(tr("{n} h in all", n=f"{total(records):g}"))
    return 0


def _sum(call: Call, context: DeskContext) -> int:
    tr = call.tr
    by: Grouping = call.parsed.by or "month"
    records = _chosen(call, context)
    people, teams = _names(context)
    names = people if by == "person" else teams if by == "team" else {}
    found = [
        (names.get(key, tr("no team") if key is None else str(key)), hours)
        for key, hours in summed(records, by).items()
    ]
    if call.parsed.json:
        print_json([{"by": by, "name": name, "hours": hours} for name, hours in found])
        return 0
    heads = {"month": tr("month"), "year": tr("year"), "team": tr("team"), "person": tr("volunteer")}
    print_table([[heads[by], tr("hours")], *([name, f"{hours:g}"] for name, hours in found)])
    print(tr("{n} h in all", n=f"{total(records):g}"))
    return 0


def _certificate(call: Call, context: DeskContext) -> int:
    from tui.queries.records import complete

    parsed = call.parsed
    if not parsed.who:
        raise missing(call.tr("NAME"))
    volunteer = context.desk.volunteers.named(parsed.who)
    if parsed.output:
        from tui.queries import documents

        return write_document(
            call,
            context,
            "certificate",
            Target("volunteer", int(volunteer["id"])),
            lambda: documents.certificate(context.store, volunteer, _chosen(call, context)),
        )
    records = list(counted(_chosen(call, context)))
    heads, rows = _service_rows(context, records, call.tr)
    if parsed.json:
        print_json(
            {
                "name": volunteer["name"],
                "issued_by": _unit(context),
                "hours": total(records),
                "records": [complete("hours", dict(record)) for record in records],
            }
        )
        return 0
    for line in _head(call, context, volunteer, records):
        print(line)
    if rows:
        print()
        print_table([heads, *rows])
    print()
    for line in _foot(context, call.tr, records, int(volunteer["id"])):
        print(line)
    return 0


def _head(call: Call, context: DeskContext, volunteer: Stored, records: list[Stored]) -> Iterator[str]:
    tr = call.tr
    id = volunteer["id"]
    teams = [
        str(t["name"])
        for t in context.store.teams.stored()
        if any(m["volunteer_id"] == id for m in t.get("members") or ())
    ]
    yield tr("Record of volunteer service")
    yield ""
    yield tr("Name: {name}", name=volunteer["name"])
    if teams:
        yield tr("Teams: {names}", names=tr(", ").join(teams))
    if records:
        yield tr("{first} to {last}", first=records[0]["on"], last=records[-1]["on"])
    else:
        yield tr("No service is on record for this time.")


def _service_rows(
    context: DeskContext, records: list[Stored], tr: Translate
) -> tuple[list[str], list[list[str]]]:
    """Date, content, place, hours: what a certificate names."""
    _, teams = _names(context)
    rows = [[str(r["on"]), _content(r, teams), str(r.get("place") or ""), f"{r['hours']:g}"] for r in records]
    return [tr("date"), tr("content"), tr("place"), tr("hours")], rows


def _foot(context: DeskContext, tr: Translate, records: list[Stored], id: int) -> Iterator[str]:
    in_all = context.desk.hours.in_all(id)
    yield tr("In all: {n} services, {hours} hours.", n=len(records), hours=f"{total(records):g}")
    if total(records) != in_all:
        yield tr("Since the beginning: {hours} hours.", hours=f"{in_all:g}")
    yield stars(in_all, tr)
    yield ""
    yield tr("Recorded and issued by: {unit} (seal)", unit=_unit(context))
    yield tr("Date: {day}", day=context.today.isoformat())
    yield tr(
        "After the ministry's rules for records and certificates of volunteer service (order 67 of 2020)."
    )


def stars(hours: float, tr: Translate) -> str:
    """The star level of so many hours, and what is missing to the next."""
    found = star(hours)
    level = tr("hours of {n} stars", n=found.stars) if found.stars else tr("no star yet")
    if not found.missing:
        return level
    return Message(
        "{one}, {more}",
        {"one": level, "more": Message("{n} h to the next star", {"n": f"{found.missing:g}"})},
    ).text(tr)


def _unit(context: DeskContext) -> str:
    """Who records and therefore certifies: the residents' committee."""
    committee = (p["name"] for p in context.store.partners.stored() if p["kind"] == "committee")
    return str(next(committee, (context.store.community or {}).get("name") or "?"))


def _names(context: DeskContext) -> tuple[dict[Any, str], dict[Any, str]]:
    people = {v["id"]: str(v["name"]) for v in context.store.volunteers.stored()}
    return people, {t["id"]: str(t["name"]) for t in context.store.teams.stored()}


def _content(record: Stored, teams: dict[Any, str]) -> str:
    return str(record.get("content") or teams.get(record.get("team_id"), ""))
