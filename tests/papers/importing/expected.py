"""The examples of ledgers, and how a plan is compared with what is expected of it (see their README)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

from tui.papers.importing.lexicon import squeezed
from tui.papers.importing.planning import Wanted, plan
from tui.papers.importing.plans import Plan
from tui.papers.importing.values import Place

LEDGERS: Final = Path(__file__).parent.parent / "ledgers"
COMMUNITY: Final[dict[str, Any]] = {
    "compounds": [{"number": 1, "name": "3302（南院）"}, {"number": 2, "name": "邮电园"}]
}
COMPOUNDS: Final = {squeezed(c["name"]): c["number"] for c in COMMUNITY["compounds"]}
NAMES: Final = tuple(sorted(path.stem for path in LEDGERS.glob("[01]*.json")))


def place(today: str = "2026-12-01") -> Place:
    """What ledgers are read against."""
    return Place(date.fromisoformat(today), COMPOUNDS, (), COMMUNITY)


def planned(content: bytes, name: str = "", **wanted: Any) -> Plan:
    """The plan of a file on the day of the examples."""
    return plan(content, place(), Wanted(name=name, **wanted))


def example(stem: str) -> tuple[dict[str, Any], Plan]:
    """What is expected of an example, and its plan."""
    wanted = json.loads((LEDGERS / f"{stem}.json").read_text("utf-8"))
    answers = {name: str(v) for s in wanted["sheets"] for name, v in s.get("answers", {}).items()}
    content = (LEDGERS / wanted["file"]).read_bytes()
    return wanted, plan(content, place(wanted["today"]), Wanted(name=wanted["file"], answers=answers))


def differences(wanted: dict[str, Any], found: dict[str, Any]) -> Iterator[str]:
    """What a plan (as JSON) has otherwise than is expected."""
    for name in ("format", "encoding", "delimiter"):
        if name in wanted and wanted[name] != found.get(name):
            yield f"{name}: {found.get(name)} in place of {wanted[name]}"
    if len(wanted["sheets"]) != len(found["sheets"]):
        yield "another number of sheets"
    for ours, theirs in zip(found["sheets"], wanted["sheets"], strict=False):
        yield from (f"{theirs['sheet']}: {one}" for one in _sheet(theirs, ours))


def _sheet(wanted: dict[str, Any], found: dict[str, Any]) -> Iterator[str]:
    for name in ("sheet", "kind", "head", "year", "one_record"):
        if name in wanted and wanted[name] != found.get(name):
            yield f"{name}: {found.get(name)} in place of {wanted[name]}"
    for name in ("unknown", "remark", "withheld", "missing"):
        if sorted(wanted.get(name, [])) != sorted(found.get(name, [])):
            yield f"{name}: {found.get(name)} in place of {wanted.get(name, [])}"
    for name, why in (("refused", "reason"), ("ignored", "why")):
        rows = {(one["row"], one[why]) for one in wanted[name]} ^ {
            (one["row"], one[why]) for one in found[name]
        }
        if rows:
            yield f"{name}: {sorted(rows)}"
    yield from _records(wanted, found)


def _records(wanted: dict[str, Any], found: dict[str, Any]) -> Iterator[str]:
    records = {_row(one): one for one in found["records"]}
    if wanted.get("records_are") == "a sample":
        if len(records) != wanted["count"]:
            yield f"{len(records)} records"
        for name, expected in wanted.items():
            if name.startswith("count_by_"):
                counts = Counter(r.get(name.removeprefix("count_by_")) for r in found["records"])
                counts.pop(None, None)
                if counts != expected:
                    yield f"{name}: {counts}"
    elif records.keys() != {_row(one) for one in wanted["records"]}:
        yield f"records: {sorted(records.keys() ^ {_row(one) for one in wanted['records']})}"
    for one in wanted["records"]:
        yield from (f"row {_row(one)}: {d}" for d in _record(one, records.get(_row(one), {})))


def _row(record: dict[str, Any]) -> int:
    return int(record["row"] if "row" in record else record["rows"][0])


def _record(wanted: dict[str, Any], found: dict[str, Any]) -> Iterator[str]:
    for name, value in wanted.items():
        if name == "extra":
            for heading, text in value.items():
                if _bare(text) not in _bare(found.get("extra", {}).get(heading, "")):
                    yield f"extra {heading}: {found.get('extra', {}).get(heading)} in place of {text}"
        elif found.get(name) != value:
            yield f"{name}: {found.get(name)} in place of {value}"


def _bare(text: str) -> str:
    return "".join(text.split())
