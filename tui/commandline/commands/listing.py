"""`xingfu list`, `log` and `locate`: what is stored, who changed it, and where it lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.commandline.call import Call, NewCommand
from tui.commandline.output import print_json, print_table
from tui.kinds.words import ACTIONS, ROLES
from tui.language.errors import Message, NotAllowed, Translate
from tui.language.text import pad
from tui.queries import records
from tui.rules.privacy.rights import FEWEST_SHOWN, RIGHTS

if TYPE_CHECKING:
    from tui.store import Entry, Store


def add_to(new: NewCommand, tr: Translate) -> None:
    """Make the commands known."""
    listing = new("list", tr("list records"))
    listing.add_argument("what", choices=records.LISTS, metavar="|".join(records.LISTS))
    listing.add_argument("--json", action="store_true", help=tr("as JSON, for programs"))
    listing.add_argument("--all", action="store_true", help=tr("wishes, home: the finished ones too"))
    listing.set_defaults(run=_list)
    trail = new("log", tr("show who changed what"))
    trail.add_argument("--json", action="store_true", help=tr("as JSON, for programs"))
    trail.add_argument("--limit", type=int, default=0, metavar="N", help=tr("the newest N only"))
    trail.set_defaults(run=_log)
    locate = new("locate", tr("show where data, settings and log are"))
    locate.add_argument("--json", action="store_true", help=tr("as JSON, for programs"))
    locate.set_defaults(run=_locate)


def _list(call: Call) -> int:
    parsed, tr = call.parsed, call.tr
    with call.desk() as desk:
        if desk.store.hides(parsed.what):
            return _number_alone(call, desk.store)
        found = records.records(desk.store, parsed.what, desk.store.now, everything=parsed.all)
    if parsed.json:
        print_json(found)
        return 0
    heads, rows = records.columns(parsed.what, found, tr)
    print_table([heads, *rows])
    print(tr("{n} in all", n=len(found)))
    return 0


def _number_alone(call: Call, store: Store) -> int:
    """All that may be told of records that are not for this role. Raises NotAllowed."""
    what, role = call.parsed.what, call.actor.role
    if what not in RIGHTS[role].counted or call.parsed.json:
        raise NotAllowed(Message("The role «{role}» may not see these.", {"role": Message(ROLES[role])}))
    count = store.count(what)
    if count is None:
        print(call.tr("Fewer than {n}: the number is withheld.", n=FEWEST_SHOWN))
    else:
        print(call.tr("{n} in all", n=count))
    return 0


def _log(call: Call) -> int:
    parsed, tr = call.parsed, call.tr
    shown: list[Entry] = []
    with call.desk() as desk:
        for entry in desk.store.audit(newest_first=True):
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


def _locate(call: Call) -> int:
    parsed, places, tr = call.parsed, call.places, call.tr
    found = {"data": places.data, "config": places.config, "log": places.log}
    if parsed.json:
        print_json({name: str(path) for name, path in found.items()})
        return 0
    labels = {"data": tr("data"), "config": tr("settings"), "log": tr("log")}
    for name, path in found.items():
        there = "" if path.exists() else "  " + tr("(not there yet)")
        print(f"{pad(labels[name], 10)}{path}{there}")
    return 0
