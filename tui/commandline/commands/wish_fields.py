"""`xingfu add wish` and `xingfu set wish`: plain fields from the command line, and the steps that they imply."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import Any, Final

from tui.capture.dates.day import parse_day
from tui.commandline.arguments import is_whole, whole
from tui.commandline.call import Call
from tui.desk.desk import Desk
from tui.kinds.words import CHANNELS, URGENCIES
from tui.language.errors import InvalidInput, Message, Translate, UsageError
from tui.language.i18n import translator
from tui.rules.wishes import workflow
from tui.rules.wishes.categories import categories

_LABELS: Final[Mapping[str, Mapping[Any, str]]] = {"channel": CHANNELS, "urgency": URGENCIES}
_NUMBERS: Final = frozenset({"compound"})


def add_arguments(adding: argparse.ArgumentParser, tr: Translate) -> None:
    """The arguments of `xingfu add`."""
    adding.add_argument("what", choices=("wish",), metavar="wish")
    adding.add_argument("--title", required=True, metavar="T", help=tr("the wish in one line"))
    texts = {
        "--detail": tr("more about it"),
        "--resident": tr("who it came from"),
        "--phone": tr("where they can be called back"),
        "--address": tr("building, unit, door"),
        "--channel": tr("how it came in"),
        "--category": tr("what it is about"),
        "--urgency": tr("how urgent it is"),
        "--due": tr("when it is due: 2026-12-01, tomorrow, fri, +3"),
    }
    for option, text in texts.items():
        adding.add_argument(option, metavar="X", help=text)
    adding.add_argument(
        "--group",
        "--compound",
        dest="compound",
        type=whole,
        metavar="N",
        help=tr("the residential compound, 1 to 6"),
    )
    adding.set_defaults(run=_add)


def set_arguments(setting: argparse.ArgumentParser, tr: Translate) -> None:
    """The arguments of `xingfu set`."""
    setting.add_argument("what", choices=("wish",), metavar="wish")
    setting.add_argument("number", metavar=tr("NUMBER"))
    setting.add_argument("fields", nargs="+", metavar=tr("FIELD=VALUE"))
    setting.set_defaults(run=_set)


def _add(call: Call) -> int:
    given = {name: value for name in _ADDED if (value := getattr(call.parsed, name)) is not None}
    with call.desk() as desk:
        print(desk.wishes.record(_read(given, desk))["number"])
    return 0


_ADDED: Final = (
    "title", "detail", "resident", "phone", "compound", "address", "channel", "category", "urgency", "due",
)  # fmt: skip


def _set(call: Call) -> int:
    with call.desk() as desk:
        return _change(call.parsed, desk)


def _change(parsed: argparse.Namespace, desk: Desk) -> int:
    id = desk.wishes.number(parsed.number)
    given: dict[str, Any] = {}
    for assignment in parsed.fields:
        name, equals, value = assignment.partition("=")
        if not equals or not name:
            raise UsageError(Message("«{text}» is not written as field=value.", {"text": assignment[:60]}))
        given[name] = value
    steps: dict[str, str] = {
        name: given.pop(name) for name in ("assignee", "state", "outcome", "rating", "note") if name in given
    }
    fields = _read(given, desk)
    plan = _steps(desk, id, steps)
    if fields:
        desk.wishes.edit(id, fields)
    for action, words in plan:
        desk.wishes.act(id, action, **words)
    wish = desk.store.wishes.find_stored(id)
    assert wish is not None
    print(wish["number"])
    return 0


def _steps(desk: Desk, id: int, given: Mapping[str, str]) -> list[tuple[str, dict[str, Any]]]:
    """The steps of the workflow that are asked for, checked before anything is written."""
    wish = desk.store.wishes.find_stored(id)
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


def _read(given: Mapping[str, Any], desk: Desk) -> dict[str, Any]:
    """Typed text in the form that documents have. Raises InvalidInput with all that is wrong."""
    fields: dict[str, Any] = {}
    errors: dict[str, Message] = {}
    for name, value in given.items():
        key = "compound" if name == "group" else name
        fields[key] = value
        if key == "category":
            fields[key] = _code(categories(desk.store.community), str(value))
        elif key in _LABELS:
            fields[key] = _code(_LABELS[key], str(value))
        elif key in _NUMBERS and isinstance(value, str):
            fields[key] = int(value) if is_whole(value) else (value or None)
        elif key == "due":
            try:
                fields[key] = parse_day(value, desk.store.now.date()).isoformat() if value else None
            except InvalidInput as error:
                errors[key] = error.message
    if errors:
        raise InvalidInput(errors)
    return fields


def _code(labels: Mapping[Any, str], text: str) -> str:
    """The code that `text` names, by itself or by its label in either language; else the text itself."""
    chinese = translator("zh")
    known = (str(code) for code, label in labels.items() if text in {code, label, chinese(label)})
    return next(known, text)  # the model says what would fit
