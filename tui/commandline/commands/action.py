"""`xingfu action …`: action items from the command line."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any, Final

from tui.commandline.arguments import add_steps, missing, whole
from tui.commandline.call import Call
from tui.commandline.named import day
from tui.commandline.typed import add_options, given, plain
from tui.kinds.words import ACTION_STATES
from tui.language.errors import Translate
from tui.rules.progress import progress

if TYPE_CHECKING:
    from tui.desk.context import DeskContext

# What is read here; every other field is taken as it is declared.
_OWN: Final = ("steps", "meeting_id", "wish_id")


def arguments(action: argparse.ArgumentParser, tr: Translate) -> None:
    """The arguments of `xingfu action`."""
    steps = ("add", "step", "done", "drop")
    add_steps(action, steps)
    action.add_argument("id", nargs="?", type=whole, metavar="ID")
    add_options(action, plain("action", _OWN), tr)
    action.add_argument(
        "--steps", action="append", metavar="T[@X]", help=tr("add: a step of the project; may be repeated")
    )
    action.add_argument("--wish", metavar=tr("NUMBER"), help=tr("add: the wish that it is for"))
    action.add_argument(
        "--meeting", type=whole, metavar="ID", help=tr("add: the meeting that it came out of")
    )
    action.add_argument("--note", metavar="T", help=tr("done: the outcome; drop: the reason"))
    action.set_defaults(run=_run)


def _run(call: Call) -> int:
    with call.context() as context:
        return _action(call, context)


def _action(call: Call, context: DeskContext) -> int:
    parsed = call.parsed
    if parsed.step == "add":
        if not (parsed.title and parsed.owner):
            raise missing("--title --owner")
        fields: dict[str, Any] = {
            **given("action", plain("action", _OWN), parsed, context),
            "meeting_id": parsed.meeting,
            "wish_id": context.desk.wishes.number(parsed.wish) if parsed.wish else None,
            "steps": [_project_step(text, context) for text in parsed.steps or ()],
        }
        found = context.desk.actions.add(fields)
    elif parsed.id is None:
        raise missing("ID")
    elif parsed.step == "step":
        done, _ = progress((context.store.actions.find_stored(parsed.id) or {"steps": ()})["steps"])
        found = context.desk.actions.step(parsed.id, done + 1)
    elif parsed.step == "done":
        found = context.desk.actions.finish(parsed.id, parsed.note or "")
    else:
        found = context.desk.actions.drop(parsed.id, parsed.note or "")
    done, total = progress(found["steps"])
    steps = f"  {done}/{total}" if total else ""
    print(
        f"{found['id']}  {found['title']}  {found['owner']}  {call.tr(ACTION_STATES[found['state']])}{steps}"
    )
    return 0


def _project_step(text: str, context: DeskContext) -> dict[str, Any]:
    """`title` or `title@date`."""
    title, _, due = text.partition("@")
    return {"title": title, "due": day(due, context.store)}
