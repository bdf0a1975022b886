"""`xingfu add wish` and `xingfu set wish`: plain fields from the command line, and the steps that they imply."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tui.commandline.call import Call
from tui.commandline.typed import add_options, plain, read
from tui.language.errors import InvalidInput, Message, Translate, UsageError
from tui.rules.wishes import workflow

if TYPE_CHECKING:
    from tui.desk.context import DeskContext


def add_arguments(adding: argparse.ArgumentParser, tr: Translate) -> None:
    """The arguments of `xingfu add`."""
    adding.add_argument("what", choices=("wish",), metavar="wish")
    add_options(adding, plain("wish"), tr)
    adding.set_defaults(run=_add)


def set_arguments(setting: argparse.ArgumentParser, tr: Translate) -> None:
    """The arguments of `xingfu set`."""
    setting.add_argument("what", choices=("wish",), metavar="wish")
    setting.add_argument("number", metavar=tr("NUMBER"))
    setting.add_argument("fields", nargs="+", metavar=tr("FIELD=VALUE"))
    setting.set_defaults(run=_set)


def _add(call: Call) -> int:
    parsed = vars(call.parsed)
    given = {field.name: parsed[field.name] for field in plain("wish") if parsed[field.name] is not None}
    with call.context() as context:
        print(context.desk.wishes.record(_read(given, context))["number"])
    return 0


def _set(call: Call) -> int:
    with call.context() as context:
        return _change(call.parsed, context)


def _change(parsed: argparse.Namespace, context: DeskContext) -> int:
    id = context.desk.wishes.number(parsed.number)
    given: dict[str, Any] = {}
    for assignment in parsed.fields:
        name, equals, value = assignment.partition("=")
        if not equals or not name:
            raise UsageError(Message("«{text}» is not written as field=value.", {"text": assignment[:60]}))
        given[name] = value
    steps: dict[str, str] = {
        name: given.pop(name) for name in ("assignee", "state", "outcome", "rating", "note") if name in given
    }
    fields = _read(given, context)
    plan = _steps(context, id, steps)
    if fields:
        context.desk.wishes.edit(id, fields)
    for action, words in plan:
        context.desk.wishes.act(id, action, **words)
    wish = context.store.wishes.find_stored(id)
    assert wish is not None
    print(wish["number"])
    return 0


def _steps(context: DeskContext, id: int, given: Mapping[str, str]) -> list[tuple[str, dict[str, Any]]]:
    """The steps of the workflow that are asked for, checked before anything is written."""
    wish = context.store.wishes.find_stored(id)
    assert wish is not None
    plan: list[tuple[str, dict[str, Any]]] = []
    words: dict[str, Any] = {"note": given.get("note", "")}
    if given.get("outcome"):
        words["outcome"] = given["outcome"]
    if "rating" in given:
        if given["rating"] not in {"1", "2", "3", "4", "5"}:
            raise InvalidInput({"rating": Message("Say how satisfied the resident is, from 1 to 5.")})
        words["rating"] = int(given["rating"])
    state = str(wish["state"])
    if "assignee" in given:
        plan.append(("assign", {"assignee": given["assignee"], "note": words["note"]}))
        state = _checked("assign", state, {"assignee": given["assignee"]})
    wanted = given.get("state") or ("done" if "outcome" in given else "closed" if "rating" in given else "")
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
            raise InvalidInput(
                {
                    "state": Message(
                        "From «{state}» a wish can go to: {states}.",
                        {"state": state, "states": ", ".join(reachable)},
                    )
                }
            )
        _checked(action, state, {**words, "reason": words["note"]})
        plan.append((action, words))
    return plan


def _checked(action: str, state: str, words: Mapping[str, Any]) -> str:
    complaint = workflow.WORKFLOW.check(action, state, words)
    if complaint:
        raise InvalidInput({action: complaint})
    return str(workflow.TRANSITIONS[action].to or state)


def _read(given: Mapping[str, Any], context: DeskContext) -> dict[str, Any]:
    named = {"compound" if name == "group" else name: value for name, value in given.items()}
    return read("wish", named, context.today, context.store.community)
