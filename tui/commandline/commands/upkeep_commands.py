"""`xingfu backup`, `restore`, `check` and `forget`: what they say, ask and do."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tui.engine.embedded.storage import JournalStorage
from tui.kinds.words import ROLES
from tui.language.errors import Message, NotAllowed, StoreDamaged, StoreTooNew, Translate, UsageError
from tui.rules.privacy.rights import RIGHTS, may
from tui.seats.actor import Actor
from tui.store import local_now, open_store

if TYPE_CHECKING:
    import argparse

    from tui.engine.embedded.upkeep.salvage import Plan
    from tui.platform.locations import Locations


def run(parsed: argparse.Namespace, places: Locations, actor: Actor, tr: Translate) -> int:
    """Run the command that was parsed; the exit status. Raises XingfuError."""
    if not may(actor.role, f"store.{parsed.command}"):
        role = Message(ROLES[actor.role])
        raise NotAllowed(Message("The role «{role}» may not do this.", {"role": role}))
    if parsed.command == "backup":
        return _backup(parsed, places, actor, tr)
    if parsed.command == "restore":
        return _restore(parsed, places, actor, tr)
    if parsed.command == "forget":
        return _forget(parsed, places, actor, tr)
    return _repair(parsed, places, actor, tr) if parsed.repair else _check(places, actor, tr)


def _open(places: Locations, actor: Actor) -> JournalStorage:
    return JournalStorage(places.data, now=local_now, holder=actor.name, grant=RIGHTS[actor.role])


def _agreed(parsed: argparse.Namespace, tr: Translate) -> bool:
    """Whether the user wants it done: `--yes`, or a yes when asked."""
    if parsed.yes:
        return True
    if not sys.stdin.isatty():
        raise UsageError(Message("Nothing was changed. Add --yes to have it done."))
    print(tr("Do it? Type y and Enter; anything else leaves all as it is:"), end=" ", flush=True)
    if sys.stdin.readline().strip().lower() in {"y", "yes", "是", "ｙ"}:
        return True
    print(tr("Nothing was changed."))
    return False


# ---- backups


def _backup(parsed: argparse.Namespace, places: Locations, actor: Actor, tr: Translate) -> int:
    path = Path(parsed.file).expanduser()
    if path.is_dir():
        path /= f"xingfu-{local_now():%Y-%m-%dT%H%M}.tar.gz"
    store = open_store(places.data, role=actor.role, holder=actor.name)
    try:
        seq = store.back_up(path)
    finally:
        store.close()
    print(tr("Backed up to {file}, up to commit {seq}.", file=str(path), seq=seq))
    return 0


def _restore(parsed: argparse.Namespace, places: Locations, actor: Actor, tr: Translate) -> int:
    from tui.engine.embedded.upkeep.backup import contents, unpacked  # noqa: PLC0415
    from tui.engine.embedded.upkeep.restore import restore  # noqa: PLC0415

    path = Path(parsed.file).expanduser()
    with unpacked(path) as (_, replica):
        found = contents(replica)
    print(
        tr(
            "{file} holds {n} records, up to commit {seq}. They take the place of those in {folder}, "
            "which are kept aside.",
            file=str(path),
            n=found.documents,
            seq=found.seq,
            folder=str(places.data),
        )
    )
    if not _agreed(parsed, tr):
        return 1
    done = restore(places.data, path, actor, local_now())
    print(tr("Restored: {n} records, {changed} of them changed.", n=done.documents, changed=done.changed))
    if done.aside:
        print(tr("What was there before lies in {file}.", file=str(done.aside)))
    return 0


# ---- check and repair


def _check(places: Locations, actor: Actor, tr: Translate) -> int:
    try:
        store = open_store(places.data, role=actor.role, holder=actor.name)
    except (StoreDamaged, StoreTooNew) as error:
        print(error.message.text(tr), file=sys.stderr)
        return 1
    try:
        problems = store.check()
        entries = sum(1 for _ in store.audit())
    except StoreDamaged as error:
        problems, entries = [error.message], 0
    finally:
        store.close()
    for problem in problems:
        print(problem.text(tr), file=sys.stderr)
    if problems:
        return 1
    print(tr("The store is sound: {n} commits, the last is number {seq}.", n=entries, seq=store.seq))
    return 0


def _repair(parsed: argparse.Namespace, places: Locations, actor: Actor, tr: Translate) -> int:
    from tui.engine.embedded.upkeep.rebuild import locked  # noqa: PLC0415
    from tui.engine.embedded.upkeep.salvage import examine, repair  # noqa: PLC0415

    if not places.data.is_dir():
        return _check(places, actor, tr)
    with locked(places.data, actor.name):
        plan = examine(places.data)
    if plan is None:
        return _check(places, actor, tr)
    _explain(plan, tr)
    if not _agreed(parsed, tr):
        return 1
    with locked(places.data, actor.name) as lock:
        plan = examine(places.data)
        if plan is not None:
            aside = repair(places.data, lock, plan, actor, local_now())
            print(tr("Repaired. What was there before lies in {file}.", file=str(aside)))
    return _check(places, actor, tr)


def _explain(plan: Plan, tr: Translate) -> None:
    print(tr("What is wrong:"))
    for problem in plan.problems:
        print("  " + problem.text(tr))
    print(tr("What a repair does:"))
    documents = sum(len(table) for table in plan.documents.tables.values())
    start = str(plan.base) if plan.base else tr("an empty store")
    done = tr(
        "It starts from {file} with {replayed} later commits, and then has {n} records.",
        file=start,
        replayed=plan.replayed,
        n=documents,
    )
    print("  " + done)
    if plan.lost:
        spans = ", ".join(f"{first}–{last}" if last > first else str(first) for first, last in plan.lost)
        print(
            "  "
            + tr("Lost: {n} commits of which nothing is left ({spans}).", n=plan.lost_commits, spans=spans)
        )
    else:
        print("  " + tr("No commit is lost."))
    if plan.skipped:
        print("  " + tr("{n} changes are left out: the records they change were lost.", n=plan.skipped))
    print("  " + tr("The files as they are now are kept aside, in a folder beside them."))


# ---- forgetting


def _forget(parsed: argparse.Namespace, places: Locations, actor: Actor, tr: Translate) -> int:
    from tui.engine.embedded.upkeep.forget import forget, involved, person  # noqa: PLC0415

    storage = _open(places, actor)
    try:
        removal = person(storage, parsed.resident, parsed.phone or "")
        print(
            tr(
                "Name, telephone, address and mentions of «{name}» go from these records, from the journal, "
                "the audit trail and the backups: {numbers}. This cannot be undone.",
                name=parsed.resident,
                numbers=", ".join(involved(storage, removal)) or "-",
            )
        )
        if not _agreed(parsed, tr):
            return 1
        done = forget(storage, removal, actor)
    finally:
        storage.close()
    print(tr("Removed from {n} records and {backups} backups.", n=done.records, backups=done.backups))
    print(tr("Not reached:"))
    for message in done.unreached:
        print("  " + message.text(tr))
    return 0
