"""`xingfu log`: who changed what."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from tui.commandline.arguments import add_json, whole
from tui.commandline.call import Call
from tui.commandline.output import print_json
from tui.kinds.words import ACTIONS
from tui.language.errors import Translate
from tui.language.text import pad

if TYPE_CHECKING:
    from tui.store import Entry


def arguments(trail: argparse.ArgumentParser, tr: Translate) -> None:
    """The arguments of `xingfu log`."""
    add_json(trail, tr)
    trail.add_argument("--limit", type=whole, default=0, metavar="N", help=tr("the newest N only"))
    trail.set_defaults(run=_run)


def _run(call: Call) -> int:
    parsed, tr = call.parsed, call.tr
    shown: list[Entry] = []
    with call.store() as store:
        for entry in store.audit(newest_first=True):
            if parsed.limit and len(shown) >= parsed.limit:
                break
            shown.append(entry)
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
