"""`xingfu list`: the records of one kind."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from tui.commandline.arguments import add_json
from tui.commandline.call import Call
from tui.commandline.output import print_json, print_table
from tui.kinds import registry
from tui.kinds.days import days_from
from tui.kinds.words import ROLES
from tui.language.errors import Message, NotAllowed, Translate, UsageError
from tui.language.text import enumerated
from tui.rules.calendar.unpublished import unpublished_notes
from tui.rules.privacy.rights import FEWEST_SHOWN, RIGHTS

if TYPE_CHECKING:
    from tui.queries.views import View
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
    listing.add_argument(
        "--sort",
        metavar="FIELD",
        help=tr("in the order of a field, named as in the form or in English"),
    )
    listing.add_argument("--reverse", action="store_true", help=tr("the last first"))
    listing.add_argument(
        "--view",
        metavar="NAME",
        help=tr("as a named view of that list has it: filter, order, all or open; or its letter"),
    )
    listing.set_defaults(run=_run)


def _run(call: Call) -> int:
    from tui.queries import records

    parsed, tr = call.parsed, call.tr
    with call.store() as store:
        if store.hides(parsed.what):
            return _number_alone(call, store)
        view = _view(call, store) if parsed.view else None
        everything = parsed.all or (view is not None and view.everything)
        found = records.records(store, parsed.what, store.now, everything=everything)
        for typed in filter(None, (view.filter if view else "", parsed.filter)):
            found = _filtered(store, found, parsed.what, typed, tr)
        sort = parsed.sort or (view.column if view else "")
        turned = parsed.reverse != (view is not None and not parsed.sort and view.turned)
        if sort:
            found = _sorted(store, found, parsed.what, sort, tr, turned=turned)
        elif turned:
            found.reverse()
    if parsed.json:
        print_json(found)
        return 0
    heads, rows = records.columns(parsed.what, found, tr)
    print_table([heads, *rows])
    print(tr("{n} in all", n=len(found)))
    table, today = registry.listed_kind(parsed.what).table, store.now.date()
    for note in unpublished_notes(days_from(table, found, today), store.calendar, today) if table else ():
        print(note.text(tr))
    return 0


def _view(call: Call, store: Store) -> View:
    """The view that is named. Raises NotFound."""
    from tui.queries.views import view_called

    return view_called(store, registry.listed_kind(call.parsed.what).name, call.actor.name, call.parsed.view)


def _sorted(
    store: Store, found: list[dict[str, Any]], what: str, sort: str, tr: Translate, *, turned: bool
) -> list[dict[str, Any]]:
    """The records in the order of a field or of a list's column. Raises UsageError for one that is not there."""
    from tui.queries.search.texts import TextReader
    from tui.queries.sorting import NOTHING, key_of, known_column

    kind = registry.listed_kind(what)
    column = known_column(kind, sort, tr)
    if column is None:
        labels = enumerated(dict.fromkeys(tr(f.label) for f in kind.fields if f.label))
        raise UsageError(
            Message("There is no field «{name}». There are: {names}.", {"name": sort, "names": labels})
        )
    documents, reader = store.collection(kind.table), TextReader(store, tr)

    def rank(record: dict[str, Any]) -> Any:
        stored = documents.find_stored(int(record.get("id") or 0)) or record
        field = kind.field(column)
        text = (
            " ".join(reader.of_field(kind.table, stored, column)) if field else str(record.get(column) or "")
        )
        return key_of(kind, column, stored, text)

    ranks = [(rank(record), record) for record in found]
    filled = sorted((one for one in ranks if one[0] != NOTHING), key=lambda one: one[0], reverse=turned)
    return [record for _, record in (*filled, *(one for one in ranks if one[0] == NOTHING))]


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
