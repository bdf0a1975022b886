"""The commands that need no screen: list, add, set, demo, log, locate; the others have rooms of their own."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import orjson

from tui import convening, ledger, seating, stepping
from tui.actor import Actor
from tui.capture.day import parse_day
from tui.desk import Desk
from tui.errors import InvalidInput, Message, Translate, UsageError
from tui.i18n import translator
from tui.rules import wish_workflow
from tui.store import Store, open_store
from tui.text import cell_len, pad
from tui.words import ACTIONS, CATEGORIES, CHANNELS, URGENCIES

if TYPE_CHECKING:
    import argparse

    from tui.locations import Locations
    from tui.store import Entry

_LABELS: Final[Mapping[str, Mapping[Any, str]]] = {
    "channel": CHANNELS,
    "category": CATEGORIES,
    "urgency": URGENCIES,
}
_NUMBERS: Final = frozenset({"compound"})


def run(parsed: argparse.Namespace, places: Locations, actor: Actor, tr: Translate) -> int:
    """Run the command that was parsed; the exit status. Raises XingfuError."""
    if parsed.command == "locate":
        return _locate(parsed, places, tr)
    if parsed.command in {"check", "backup", "restore", "forget"}:
        from tui.upkeep import commands  # noqa: PLC0415

        return commands.run(parsed, places, actor, tr)
    if parsed.command == "seat":
        return seating.run(parsed, places, actor, tr)
    store = open_store(places.data, role=actor.role, holder=actor.name)
    try:
        if parsed.command == "wish":
            return stepping.run(parsed, Desk(store, actor), tr)
        if parsed.command == "meeting":
            return convening.meeting(parsed, Desk(store, actor), tr)
        if parsed.command == "action":
            return convening.action(parsed, Desk(store, actor), tr)
        if parsed.command == "supervise":
            return _supervise(parsed, Desk(store, actor))
        if parsed.command == "list":
            return _list(parsed, store, tr)
        if parsed.command == "add":
            return _add(parsed, Desk(store, actor))
        if parsed.command == "set":
            return _set(parsed, Desk(store, actor))
        if parsed.command == "log":
            return _log(parsed, store, tr)
        return _demo(parsed, store, actor, tr)
    finally:
        store.close()


# ---- reading


def _list(parsed: argparse.Namespace, store: Store, tr: Translate) -> int:
    records = ledger.records(store, parsed.what, store.now, everything=parsed.all)
    if parsed.json:
        _json(records)
        return 0
    heads, rows = ledger.columns(parsed.what, records, tr)
    _table([heads, *rows])
    print(tr("{n} in all", n=len(records)))
    return 0


def _log(parsed: argparse.Namespace, store: Store, tr: Translate) -> int:
    shown: list[Entry] = []
    for entry in store.audit(newest_first=True):
        if parsed.limit and len(shown) >= parsed.limit:
            break
        shown.append(entry)
    if parsed.json:
        _json(
            {
                "seq": e.seq,
                "at": e.at,
                "by": e.by,
                "seat": e.seat,
                "action": e.action,
                "records": [
                    {"table": c.table, "id": int(c.key), "fields": sorted({**(c.was or {}), **(c.now or {})})}
                    for c in e.changes
                ],
            }
            for e in shown
        )
        return 0
    for e in shown:
        what = tr(ACTIONS.get(e.action, e.action))
        first = ", ".join(f"{c.table} {c.key}" for c in e.changes[:3])
        more = f" +{len(e.changes) - 3}" if len(e.changes) > 3 else ""
        print(f"{e.seq:>6}  {e.at[:19].replace('T', ' ')}  {pad(e.by, 10)}  {e.seat}  {what}  {first}{more}")
    return 0


def _locate(parsed: argparse.Namespace, places: Locations, tr: Translate) -> int:
    found = {"data": places.data, "config": places.config, "log": places.log}
    if parsed.json:
        _json({name: str(path) for name, path in found.items()})
        return 0
    labels = {"data": tr("data"), "config": tr("settings"), "log": tr("log")}
    for name, path in found.items():
        there = "" if path.exists() else "  " + tr("(not there yet)")
        print(f"{pad(labels[name], 10)}{path}{there}")
    return 0


# ---- writing


def _add(parsed: argparse.Namespace, desk: Desk) -> int:
    names = (
        "title",
        "detail",
        "resident",
        "phone",
        "compound",
        "address",
        "channel",
        "category",
        "urgency",
        "due",
    )
    given = {name: getattr(parsed, name) for name in names if getattr(parsed, name) is not None}
    wish = desk.wishes.record(_read(given, desk))
    print(wish["number"])
    return 0


def _supervise(parsed: argparse.Namespace, desk: Desk) -> int:
    desk.wishes.supervise(desk.wishes.number(parsed.number), parsed.note)
    return 0


def _set(parsed: argparse.Namespace, desk: Desk) -> int:
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
                for n, t in wish_workflow.TRANSITIONS.items()
                if t.to == wanted and n != "assign" and state in t.frm
            ),
            None,
        )
        if action is None:
            reachable = sorted({str(wish_workflow.TRANSITIONS[n].to) for n in wish_workflow.allowed(state)})
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
    complaint = wish_workflow.check(action, state, words)
    if complaint:
        raise InvalidInput({action: complaint})
    return str(wish_workflow.TRANSITIONS[action].to or state)


def _read(given: Mapping[str, Any], desk: Desk) -> dict[str, Any]:
    """Typed text in the form that documents have. Raises InvalidInput with all that is wrong."""
    fields: dict[str, Any] = {}
    errors: dict[str, Message] = {}
    for name, value in given.items():
        key = "compound" if name == "group" else name
        fields[key] = value
        if key in _LABELS:
            fields[key] = _code(_LABELS[key], str(value))
        elif key in _NUMBERS and isinstance(value, str):
            fields[key] = int(value) if value.isdigit() else (value or None)
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


def _demo(parsed: argparse.Namespace, store: Store, actor: Actor, tr: Translate) -> int:
    from tui.demo import load_demo  # noqa: PLC0415 - loads the models
    from tui.locations import model_community  # noqa: PLC0415

    if parsed.size < 0:
        raise UsageError(Message("{why} «xingfu --help» shows how it is used.", {"why": "--size >= 0."}))
    if not store.empty and parsed.if_empty:
        return 0
    count = load_demo(store, model_community(), actor)
    if parsed.size:
        from tui.generate import generate  # noqa: PLC0415

        count += generate(store, parsed.size, parsed.seed, actor)
    store.tidy(force=True)
    print(tr("{n} documents loaded.", n=count))
    return 0


# ---- output


def _json(value: Any) -> None:
    if not isinstance(value, Mapping):
        value = list(value)
    sys.stdout.buffer.write(orjson.dumps(value, option=orjson.OPT_INDENT_2) + b"\n")
    sys.stdout.buffer.flush()


def _table(rows: Sequence[Sequence[str]]) -> None:
    widths = [min(48, max(cell_len(row[at]) for row in rows)) for at in range(len(rows[0]))]
    for row in rows:
        print("  ".join(_padded(row, widths)).rstrip())


def _padded(row: Sequence[str], widths: Sequence[int]) -> Iterable[str]:
    return (pad(text, width) for text, width in zip(row, widths, strict=True))
