"""`xingfu add wish` and `xingfu set wish`: plain fields from the command line, and the steps that they imply."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tui.commandline.call import Call
from tui.commandline.typed import add_options, given, plain, read
from tui.kinds.words import WISH_STATES
from tui.language.errors import InvalidInput, Message, Translate, UsageError, listed
from tui.rules.wishes import workflow

if TYPE_CHECKING:
    from tui.desk.context import DeskContext


def add_arguments(adding: argparse.ArgumentParser, tr: Translate) -> None:
    """The arguments of `xingfu add`."""
    adding.add_argument("what", choices=("wish",), metavar="wish")
    add_options(adding, plain("wish"), tr, must=True)
    adding.set_defaults(run=_add)


def set_arguments(setting: argparse.ArgumentParser, tr: Translate) -> None:
    """The arguments of `xingfu set`."""
    setting.add_argument("what", choices=("wish",), metavar="wish")
    setting.add_argument("number", metavar=tr("NUMBER"))
    setting.add_argument("fields", nargs="+", metavar=tr("FIELD=VALUE"))
    setting.set_defaults(run=_set)


def _add(call: Call) -> int:
    with call.context() as context:
        fields = given("wish", plain("wish"), call.parsed, context)
        print(context.desk.wishes.record(fields)["number"])
    return 0


def _set(call: Call) -> int:
    with call.context() as context:
        return _change(call.parsed, context)


def _change(parsed: argparse.Namespace, context: DeskContext) -> int:
    id = context.desk.wishes.number(parsed.number)
    assigned: dict[str, Any] = {}
    for assignment in parsed.fields:
        name, equals, value = assignment.partition("=")
        if not equals or not name:
            raise UsageError(Message("«{text}» is not written as field=value.", {"text": assignment[:60]}))
        assigned[name] = value
    steps: dict[str, str] = {
        name: assigned.pop(name)
        for name in ("assignee", "state", "outcome", "rating", "note")
        if name in assigned
    }
    fields = _read(assigned, context)
    plan = _steps(context, id, steps)
    if fields:
        context.desk.wishes.edit(id, fields)
    for action, words in plan:
        context.desk.wishes.act(id, action, **words)
    wish = context.store.wishes.find_stored(id)
    assert wish is not None
    print(wish["number"])
    return 0


def _steps(context: DeskContext, id: int, asked: Mapping[str, str]) -> list[tuple[str, dict[str, Any]]]:
    """The steps of the workflow that are asked for, checked before anything is written."""
    wish = context.store.wishes.find_stored(id)
    assert wish is not None
    plan: list[tuple[str, dict[str, Any]]] = []
    words: dict[str, Any] = {"note": asked.get("note", "")}
    if asked.get("outcome"):
        words["outcome"] = asked["outcome"]
    if "rating" in asked:
        if asked["rating"] not in {"1", "2", "3", "4", "5"}:
            raise InvalidInput({"rating": Message("Say how satisfied the resident is, from 1 to 5.")})
        words["rating"] = int(asked["rating"])
    state = str(wish["state"])
    if "assignee" in asked:
        plan.append(("assign", {"assignee": asked["assignee"], "note": words["note"]}))
        state = _checked("assign", state, {"assignee": asked["assignee"]})
    wanted = asked.get("state") or ("done" if "outcome" in asked else "closed" if "rating" in asked else "")
    if wanted and wanted != state:
        action = next(
            (
                n
                for n, t in workflow.TRANSITIONS.items()
                if t.to == wanted and n != "assign" and state in t.sources
            ),
            None,
        )
        if action is None:
            reachable = sorted({str(workflow.TRANSITIONS[n].to) for n in workflow.WORKFLOW.allowed(state)})
            labels: Mapping[Any, str] = WISH_STATES
            ways = [
                Message("{label} ({typed})", {"label": Message(labels[to]), "typed": to}) for to in reachable
            ]
            raise InvalidInput(
                {
                    "state": Message(
                        "From «{state}» a wish can go to: {states}.",
                        {"state": Message(labels[state]), "states": listed(ways)},
                    )
                }
            )
        _checked(action, state, {**words, "reason": words["note"]})
        plan.append((action, words))
    return plan


def _checked(action: str, state: str, words: Mapping[str, Any]) -> str:
    complaint = workflow.WORKFLOW.check(action, state, words)
    if complaint:
        raise InvalidInput({"": complaint})
    return str(workflow.TRANSITIONS[action].to or state)


def _read(assigned: Mapping[str, Any], context: DeskContext) -> dict[str, Any]:
    fields = {"compound" if name == "group" else name: value for name, value in assigned.items()}
    return read("wish", fields, context)
