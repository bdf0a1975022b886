"""`xingfu find`: everything that holds a text, a name in pinyin, a number, a date."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from tui.commandline.arguments import add_json
from tui.commandline.output import print_json, print_table

if TYPE_CHECKING:
    from tui.commandline.call import Call
    from tui.language.errors import Translate


def arguments(find: argparse.ArgumentParser, tr: Translate) -> None:
    """The arguments of `xingfu find`."""
    find.add_argument(
        "text",
        nargs="+",
        metavar="TEXT",
        help=tr("text, pinyin or its initials, a number, a date; all words have to be found"),
    )
    add_json(find, tr)
    find.set_defaults(run=_run)


def _run(call: Call) -> int:
    from tui.kinds import registry
    from tui.language.i18n import N_
    from tui.queries.search.index import SearchIndex
    from tui.queries.search.results import as_json, groups

    tr = call.tr
    with call.store() as store:
        # One query does not pay for what makes many fast.
        index = SearchIndex(store, tr, phones=call.actor.role == "staff", spelt=False)
        index.build()
        found = groups(store, index, " ".join(call.parsed.text), store.now, tr)
    if call.parsed.json:
        print_json(as_json(found))
        return 0
    rows = [
        [
            tr(N_("person") if hit.person else registry.kind(hit.kind).label),
            hit.title,
            f"{tr(hit.label)}: {hit.match}" if hit.label else hit.match,
        ]
        for group in found
        for hit in group.hits
    ]
    if rows:
        print_table([[tr("kind"), tr("what it is called"), tr("what matched")], *rows])
    print(tr("{n} in all", n=sum(group.total for group in found)))
    return 0
