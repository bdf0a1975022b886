"""`xingfu visit …`: household visits from the command line."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any, Final

from tui.commandline.arguments import add_steps, is_whole, missing
from tui.commandline.call import Call
from tui.commandline.named import day
from tui.commandline.output import print_table
from tui.commandline.typed import add_options, given, plain
from tui.kinds.words import HOUSEHOLD_FLAGS
from tui.language.errors import Message, NotAllowed, NotFound, Translate, UsageError
from tui.rules.people.same_name import same_person

if TYPE_CHECKING:
    from tui.desk.context import DeskContext

# What is read here; every other field is taken as it is declared.
_OWN: Final = ("household_id", "on")
_OWN_OF_HOUSEHOLD: Final = ("name", "flags")


def arguments(visit: argparse.ArgumentParser, tr: Translate) -> None:
    """The arguments of `xingfu visit`."""
    steps = ("add", "list", "wish", "follow-up", "household")
    add_steps(visit, steps)
    visit.add_argument(
        "name",
        nargs="?",
        metavar=tr("HOUSEHOLD|ID"),
        help=tr("the household's name or id; wish, follow-up: the id of the visit"),
    )
    add_options(visit, [*plain("visit", _OWN), *plain("household", _OWN_OF_HOUSEHOLD)], tr)
    visit.add_argument("--on", metavar="X", help=tr("add: when, if not today"))
    visit.add_argument(
        "--flag",
        action="append",
        choices=tuple(HOUSEHOLD_FLAGS),
        metavar="|".join(HOUSEHOLD_FLAGS),
        help=tr("what to mind; may be repeated"),
    )
    visit.add_argument("--title", metavar="T", help=tr("wish: the wish in one line"))
    visit.set_defaults(run=_run)


def _run(call: Call) -> int:
    with call.context() as context:
        return _visit(call, context)


def _visit(call: Call, context: DeskContext) -> int:
    from tui.queries import records

    parsed = call.parsed
    if parsed.step == "list":
        if context.store.hides("households"):
            raise NotAllowed(Message("Households and visits are for the staff."))
        found = records.records(context.store, "households", context.now)
        heads, rows = records.columns("households", found, call.tr)
        print_table([heads, *rows])
        return 0
    if not parsed.name:
        raise missing(call.tr("HOUSEHOLD|ID"))
    if parsed.step == "household":
        return _household(parsed, context)
    if parsed.step == "add":
        return _add(parsed, context)
    if not is_whole(parsed.name):
        raise UsageError(Message("«{value}» is not a whole number.", {"value": parsed.name}))
    if parsed.step == "wish":
        print(context.desk.visits.wish(int(parsed.name), {"title": parsed.title or ""})["number"])
    else:
        print(context.desk.visits.follow_up(int(parsed.name), parsed.note or "")["id"])
    return 0


def _household(parsed: argparse.Namespace, context: DeskContext) -> int:
    """Put one on the list, or change what is said of it."""
    context.desk.households.require("household.add")
    known = _known(parsed.name, context)
    if known is None:
        print(context.desk.households.add({"name": parsed.name, **_of_household(parsed, context)})["id"])
    else:
        print(context.desk.households.edit(known, _of_household(parsed, context)).document["id"])
    return 0


def _add(parsed: argparse.Namespace, context: DeskContext) -> int:
    context.desk.visits.require("visit.record")
    known = _known(parsed.name, context)
    fields = given("visit", plain("visit", _OWN), parsed, context)
    if parsed.on:
        fields["on"] = day(parsed.on, context.store, past=True)
    if known is not None and _of_household(parsed, context):
        raise UsageError(Message("This household is on the list already: «visit household» changes it."))
    new = {"name": parsed.name, **_of_household(parsed, context)}
    print(context.desk.visits.record(new if known is None else known, fields)["id"])
    return 0


def _of_household(parsed: argparse.Namespace, context: DeskContext) -> dict[str, Any]:
    fields = given("household", plain("household", _OWN_OF_HOUSEHOLD), parsed, context)
    return fields if parsed.flag is None else {**fields, "flags": parsed.flag}


def _known(name: str, context: DeskContext) -> int | None:
    """The id of the household that is meant, by id or name; None for a new name. Raises NotFound, UsageError."""
    if is_whole(name):
        if context.store.households.find_stored(int(name)) is None:
            raise NotFound(
                Message("There is no household {id}. «xingfu visit list» shows them.", {"id": name})
            )
        return int(name)
    from tui.capture.names.called import called
    from tui.capture.names.name_index import EXACT
    from tui.language.folding import identity

    stored = context.store.households.stored()
    found = [int(h["id"]) for h in stored if same_person(str(h["name"]), name)]
    same = identity(name.strip())  # with or without what stands in brackets after the name
    alike = [h for h in called(stored, name, worst=EXACT) if identity(str(h["name"])).startswith(same)]
    found = found or [int(h["id"]) for h in alike]
    if len(found) > 1:
        raise UsageError(
            Message(
                "Several households have this name: give the id. {ids}",
                {"ids": tuple(map(str, found))},
            )
        )
    return found[0] if found else None
