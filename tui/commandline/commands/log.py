"""`xingfu log`: who changed what."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any, Final

from tui.commandline.arguments import add_json, whole
from tui.commandline.call import Call
from tui.commandline.output import print_json
from tui.kinds.words import ACTIONS
from tui.language.errors import Translate
from tui.language.text import pad

if TYPE_CHECKING:
    from tui.kinds.record import Stored
    from tui.store import Entry, Store

_TOLD: Final = ("what", "purpose", "rows", "format", "columns", "start", "end", "number", "about")


def arguments(trail: argparse.ArgumentParser, tr: Translate) -> None:
    """The arguments of `xingfu log`."""
    add_json(trail, tr)
    trail.add_argument("--limit", type=whole, default=0, metavar="N", help=tr("the newest N only"))
    trail.set_defaults(run=_run)


def _run(call: Call) -> int:
    from tui.queries.naming import document_name

    parsed, tr = call.parsed, call.tr
    shown: list[Entry] = []
    left: dict[int, Stored] = {}
    names: dict[int, str] = {}
    with call.store() as store:
        for entry in store.audit(newest_first=True):
            if parsed.limit and len(shown) >= parsed.limit:
                break
            shown.append(entry)
            if (export := _export(store, entry)) is not None:
                left[entry.seq] = export
                names[entry.seq] = document_name(store, "exports", export, tr)
    if parsed.json:
        print_json(
            {
                "seq": e.seq,
                "at": e.at,
                "by": e.by,
                "seat": e.seat,
                "action": e.action,
                "records": [
                    {"table": c.table, "id": int(c.key), "fields": sorted(c.fields)} for c in e.changes
                ],
                **({"export": _told(left[e.seq])} if e.seq in left else {}),
            }
            for e in shown
        )
        return 0
    for e in shown:
        what = tr(ACTIONS.get(e.action, e.action))
        first = names.get(e.seq) or ", ".join(f"{c.table} {c.key}" for c in e.changes[:3])
        more = f" +{len(e.changes) - 3}" if len(e.changes) > 3 else ""
        print(f"{e.seq:>6}  {e.at[:19].replace('T', ' ')}  {pad(e.by, 10)}  {e.seat}  {what}  {first}{more}")
    return 0


def _export(store: Store, entry: Entry) -> Stored | None:
    """What left the desk, where the commit says so."""
    key = next((change.key for change in entry.changes if change.table == "exports"), None)
    return store.exports.find_stored(int(key)) if key is not None else None


def _told(export: Stored) -> dict[str, Any]:
    """What the audit trail keeps of something that left the desk."""
    return {name: export[name] for name in _TOLD if export.get(name)}
