"""`xingfu mediation …`: mediation of disputes from the command line, for the staff."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any, Final

from tui.commandline.arguments import add_choice, add_steps, missing, whole
from tui.commandline.call import Call
from tui.commandline.named import day
from tui.commandline.typed import add_options, given, plain
from tui.kinds.words import MEDIATION_STATES
from tui.language.errors import Translate
from tui.rules.households.mediation import ENDINGS

if TYPE_CHECKING:
    from tui.desk.context import DeskContext
    from tui.store import Stored

# What is read here; every other field is taken as it is declared.
_OWN: Final = ("parties", "opened_on", "follow_up_on")


def arguments(mediation: argparse.ArgumentParser, tr: Translate) -> None:
    """The arguments of `xingfu mediation`."""
    steps = ("add", "session", "close", "follow-up")
    add_steps(mediation, steps)
    mediation.add_argument("id", nargs="?", type=whole, metavar="ID")
    add_options(mediation, plain("mediation", _OWN), tr)
    mediation.add_argument("--party", action="append", metavar="T", help=tr("add: a party; may be repeated"))
    mediation.add_argument("--on", metavar="X", help=tr("add, session: when, if not today"))
    add_choice(mediation, "--state", ENDINGS, tr("close: how it ended"))
    mediation.add_argument("--follow-up", metavar="X", help=tr("close: when to ask whether it holds"))
    mediation.set_defaults(run=_run)


def _run(call: Call) -> int:
    with call.context() as context:
        found = _mediation(call, context)
    print(f"{found['id']}  {found['title']}  {call.tr(MEDIATION_STATES[found['state']])}")
    return 0


def _mediation(call: Call, context: DeskContext) -> Stored:
    parsed = call.parsed
    on = day(parsed.on, context.store)
    if parsed.step == "add":
        fields: dict[str, Any] = {
            "title": "",
            "parties": parsed.party,
            "opened_on": on,
            **given("mediation", plain("mediation", _OWN), parsed, context),
        }
        return context.desk.mediations.open({n: v for n, v in fields.items() if v is not None})
    if parsed.id is None:
        raise missing("ID")
    if parsed.step == "session":
        return context.desk.mediations.session(parsed.id, parsed.note or "", on)
    if parsed.step == "close":
        later = day(parsed.follow_up, context.store)
        return context.desk.mediations.close(
            parsed.id, parsed.state or "agreed", parsed.note or "", follow_up_on=later
        )
    return context.desk.mediations.follow_up(parsed.id, parsed.note or "")
