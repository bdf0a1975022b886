"""`xingfu list`: the records of one kind."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from tui.commandline.arguments import add_json
from tui.commandline.call import Call
from tui.commandline.output import print_json, print_table
from tui.kinds import registry
from tui.kinds.words import ROLES
from tui.language.errors import Message, NotAllowed, Translate
from tui.rules.privacy.rights import FEWEST_SHOWN, RIGHTS

if TYPE_CHECKING:
    from tui.store import Store


def arguments(listing: argparse.ArgumentParser, tr: Translate) -> None:
    """The arguments of `xingfu list`."""
    listing.add_argument("what", choices=registry.LISTS, metavar="|".join(registry.LISTS))
    add_json(listing, tr)
    listing.add_argument("--all", action="store_true", help=tr("wishes, home: the finished ones too"))
    listing.add_argument(
        "--filter",
        metavar="TEXT",
        help=tr("only what has these words and meets these conditions, such as '状态:办理中 >30天 @物业'"),
    )
    listing.set_defaults(run=_run)


def _run(call: Call) -> int:
    from tui.queries import records

    parsed, tr = call.parsed, call.tr
    with call.store() as store:
        if store.hides(parsed.what):
            return _number_alone(call, store)
        found = records.records(store, parsed.what, store.now, everything=parsed.all)
        if parsed.filter:
            found = _filtered(store, found, parsed.what, parsed.filter, tr)
    if parsed.json:
        print_json(found)
        return 0
    heads, rows = records.columns(parsed.what, found, tr)
    print_table([heads, *rows])
    print(tr("{n} in all", n=len(found)))
    return 0


def _filtered(
    store: Store, found: list[dict[str, Any]], what: str, typed: str, tr: Translate
) -> list[dict[str, Any]]:
    """The records that the filter lets through; those that are not on record, as planned sessions, are none."""
    from tui.queries.filters import Filters

    table = registry.listed_kind(what).table
    filters, documents = Filters(store, table, tr), store.collection(table)
    read = filters.read(typed)
    kept = []
    for record in found:
        document = documents.find_stored(int(record.get("id") or 0))
        if document is not None and filters.finds(document, read, store.now):
            kept.append(record)
    return kept


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
