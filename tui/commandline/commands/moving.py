"""`xingfu move SOURCE TARGET`: a store from a folder into a database, back, or from one of either to another."""

from __future__ import annotations

import argparse
import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from tui.commandline.call import Call
from tui.commandline.engines import opened_database
from tui.commandline.taken_along import take_along
from tui.language.errors import Message, NotAllowed, StoreError, Translate
from tui.platform.locations import Locations, locations
from tui.platform.passing import passing_folder
from tui.rules.privacy.rights import may, not_granted

if TYPE_CHECKING:
    from tui.store import Store


def arguments(move: argparse.ArgumentParser, tr: Translate) -> None:
    """The arguments of `xingfu move`."""
    move.add_argument("source", metavar=tr("SOURCE"), help=tr("a folder, or the address of a database"))
    move.add_argument("target", metavar=tr("TARGET"), help=tr("a folder, or the address of a database"))
    move.set_defaults(run=_run)


def _run(call: Call) -> int:
    """It asks nothing: the source stays as it is, and a target that holds something is refused."""
    if not may(call.actor.role, "store.move"):
        raise NotAllowed(not_granted(call.actor.role))
    tr = call.tr
    source, target = locations(call.parsed.source), locations(call.parsed.target)
    with passing_folder() as folder:
        path = folder / "moved.tar.gz"
        records = _copied(call, source, path)
        _require_empty(call, target)
        seq = _filled(call, target, path)
    call.changed = True
    told = tr(
        "Moved to {place}: {n} records, up to commit {seq}. What is in {source} stays as it is; work in the new "
        "place from now on.",
        place=target.shown, n=records, seq=seq, source=source.shown,
    )  # fmt: skip
    print(told)
    for message in take_along(source, target, lambda places: _opened(call, places)):
        print(message.text(tr))
    return 0


def _opened(call: Call, places: Locations) -> contextlib.closing[Store]:
    from tui.store import open_store

    return contextlib.closing(open_store(places.store, role=call.actor.role, holder=call.actor.name))


def _copied(call: Call, source: Locations, path: Path) -> int:
    """Write a backup of the source to `path`; how many records it has. Raises StoreError."""
    with _opened(call, source) as store:
        if not store.seq:
            raise StoreError(
                Message("There is nothing in {place} that could be moved.", {"place": source.shown})
            )
        store.back_up(path)
        return _records(store)


def _records(store: Store) -> int:
    """How many records a store has."""
    from tui.kinds import registry

    return sum(len(store.collection(name)) for name in registry.tables())


def _require_empty(call: Call, target: Locations) -> None:
    """Raises StoreError if something is in the target already."""
    with _opened(call, target) as store:
        if store.seq:
            raise StoreError(
                Message(
                    "In {place} there is something already: {n} records, up to commit {seq}. Nothing was moved.",
                    {"place": target.shown, "n": _records(store), "seq": store.seq},
                )
            )


def _filled(call: Call, target: Locations, path: Path) -> int:
    """Put the backup into the empty target; the number of its last commit. Raises StoreError."""
    from tui.store import local_now, open_store

    actor = call.actor
    if target.address:
        from tui.engine.postgres.restore import restore

        with opened_database(target, actor) as engine:
            restore(engine, path, actor.name, actor.seat, empty=True)
            return engine.seq
    from tui.engine.embedded.upkeep.restore import restore as restore_folder

    restore_folder(target.data, path, actor, local_now())
    with contextlib.closing(open_store(target.data, role=actor.role, holder=actor.name)) as store:
        return store.seq
