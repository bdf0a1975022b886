"""`xingfu volunteer …`: volunteers, and what they learn from one another."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any, Final

from tui.commandline.arguments import add_choice, add_json, add_steps, missing
from tui.commandline.call import Call
from tui.commandline.named import date_of
from tui.commandline.output import print_json, print_table
from tui.commandline.typed import add_options, given, plain
from tui.kinds.words import LESSON_STATES, MEMBER_ROLES
from tui.language.errors import InvalidInput, Message, Translate
from tui.rules.people.availability import parse
from tui.rules.people.skills import same_skill

if TYPE_CHECKING:
    from tui.desk.context import DeskContext

# What is read here; every other field is taken as it is declared.
_OWN: Final = ("availability",)


def arguments(one: argparse.ArgumentParser, tr: Translate) -> None:
    """The arguments of `xingfu volunteer`."""
    steps = ("add", "edit", "list", "team", "learn", "able")
    add_steps(one, steps)
    one.add_argument("who", nargs="?", metavar=tr("NAME"), help=tr("the volunteer, by name or ID"))
    add_options(one, plain("volunteer", _OWN), tr)
    one.add_argument("--free", metavar="X", help=tr("when they have time: fri am, weekend"))
    one.add_argument("--team", metavar="T", help=tr("team: which; list: of this team only"))
    add_choice(one, "--role", MEMBER_ROLES, tr("team: as what"))
    one.add_argument("--skill", metavar="T", help=tr("learn, able: which skill; list: who has it"))
    one.add_argument("--teacher", metavar=tr("NAME"), help=tr("learn: from whom"))
    add_json(one, tr)
    one.set_defaults(run=_run)


def _run(call: Call) -> int:
    parsed = call.parsed
    with call.context() as context:
        if parsed.step == "list":
            return _list(call, context)
        if not parsed.who:
            raise missing(call.tr("NAME"))
        if parsed.step == "add":
            stored = context.desk.volunteers.add({**_fields(call, context), "name": parsed.who})
            print(f"{stored['id']}  {stored['name']}")
            return 0
        found = context.desk.volunteers.named(parsed.who)
        id = int(found["id"])
        if parsed.step == "edit":
            stored = context.desk.volunteers.edit(id, _fields(call, context)).document
            print(f"{id}  {stored['name']}")
        elif parsed.step == "team":
            _team(call, context, id)
        else:
            _learning(call, context, id)
    return 0


def _fields(call: Call, context: DeskContext) -> dict[str, Any]:
    parsed = call.parsed
    fields = given("volunteer", plain("volunteer", _OWN), parsed, context)
    if parsed.free is not None:
        slots = parse(parsed.free)
        if slots is None:
            raise InvalidInput(
                {
                    "free": Message(
                        "«{slot}» is no weekday. Write days such as Fri morning, weekend.",
                        {"slot": parsed.free},
                    )
                }
            )
        fields["availability"] = list(slots)
    return fields


def _list(call: Call, context: DeskContext) -> int:
    from tui.queries import records

    parsed, tr = call.parsed, call.tr
    found = records.records(context.store, "volunteers", context.now)
    if parsed.team:
        found = [r for r in found if parsed.team in r["teams"]]
    if parsed.skill:
        found = [r for r in found if any(same_skill(parsed.skill, s) for s in r["skills"])]
    if parsed.json:
        print_json(found)
        return 0
    heads, rows = records.columns("volunteers", found, tr)
    print_table([heads, *rows])
    print(tr("{n} in all", n=len(found)))
    return 0


def _team(call: Call, context: DeskContext, id: int) -> None:
    parsed, tr = call.parsed, call.tr
    if not parsed.team:
        raise missing("--team")
    _, team_id = context.desk.home.holder(parsed.team)
    team = context.store.teams.find_stored(team_id) or {}
    known: dict[str, Any] = next((m for m in team.get("members") or () if m["volunteer_id"] == id), {})
    joined = (
        date_of(parsed.joined, context.store, past=True).isoformat() if parsed.joined else known.get("joined")
    )
    role = parsed.role or known.get("role") or "member"
    stored = context.desk.teams.place(team_id, id, role=role, joined=joined)
    print(f"{stored['name']}  {tr(MEMBER_ROLES[role])}  {joined or ''}".rstrip())  # type: ignore[index]


def _learning(call: Call, context: DeskContext, id: int) -> None:
    parsed, tr = call.parsed, call.tr
    if not parsed.skill:
        raise missing("--skill")
    if parsed.step == "learn":
        if not parsed.teacher:
            raise missing("--teacher")
        teacher = int(context.desk.volunteers.named(parsed.teacher)["id"])
        lesson = context.desk.lessons.begin_with(
            {"skill": parsed.skill, "teacher_id": teacher, "learner_id": id}
        )
    else:
        lesson = context.desk.lessons.able(context.desk.lessons.under_way(id, parsed.skill))
    print(f"{lesson['id']}  {lesson['skill']}  {tr(LESSON_STATES[lesson['state']])}")
