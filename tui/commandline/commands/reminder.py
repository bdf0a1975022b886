"""`xingfu reminder …`: reminders from the command line."""

from __future__ import annotations

import argparse
from typing import Final

from tui.commandline.arguments import add_steps, missing, whole
from tui.commandline.call import Call
from tui.commandline.typed import add_options, given, plain
from tui.kinds.words import REMINDER_STATES
from tui.language.errors import Translate

STEPS: Final = ("add", "done")


def arguments(reminder: argparse.ArgumentParser, tr: Translate) -> None:
    """The arguments of `xingfu reminder`."""
    add_steps(reminder, STEPS)
    reminder.add_argument("id", nargs="?", type=whole, metavar="ID")
    add_options(reminder, plain("reminder"), tr)
    reminder.set_defaults(run=_run)


def _run(call: Call) -> int:
    parsed = call.parsed
    with call.context() as context:
        if parsed.step == "add":
            if not parsed.title:
                raise missing("--title")
            found = context.desk.reminders.add(given("reminder", plain("reminder"), parsed, context))
        elif parsed.id is None:
            raise missing("ID")
        else:
            found = context.desk.reminders.finish(parsed.id)
    state = call.tr(REMINDER_STATES[found["state"]])
    print(f"{found['id']}  {found['on']} {found['at']}  {found['title']}  {found['owner']}  {state}")
    return 0
