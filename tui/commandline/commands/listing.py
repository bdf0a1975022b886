"""`xingfu list`: the records of one kind."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

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
    listing.set_defaults(run=_run)


def _run(call: Call) -> int:
    from tui.queries import records

    parsed, tr = call.parsed, call.tr
    with call.store() as store:
        if store.hides(parsed.what):
            return _number_alone(call, store)
        found = records.records(store, parsed.what, store.now, everything=parsed.all)
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
