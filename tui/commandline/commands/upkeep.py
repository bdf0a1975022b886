"""`xingfu check`, `backup`, `restore` and `forget`: the upkeep of the store's files."""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tui.commandline.asking import agreed
from tui.commandline.call import Call
from tui.commandline.engines import opened, opened_database, opened_folder
from tui.commandline.files import STANDARD, read_input, write_output
from tui.language.errors import NotAllowed, StoreDamaged, StoreTooNew, Translate
from tui.platform.passing import passing_folder, sweep_folders
from tui.rules.privacy.rights import may, not_granted

if TYPE_CHECKING:
    from tui.engine.embedded.upkeep.salvage import Plan
    from tui.engine.forgetting import Forgotten
    from tui.engine.restoring import Restored
    from tui.platform.locations import Locations
    from tui.seats.actor import Actor


_WAIT: Final = 30.0  # seconds for another process that folds, backs up or forgets


def check_arguments(check: argparse.ArgumentParser, tr: Translate) -> None:
    """The arguments of `xingfu check`."""
    check.add_argument(
        "--repair", action="store_true", help=tr("say what can be saved of a damaged store, then do it")
    )
    _add_yes(check, tr)
    check.set_defaults(run=_check_or_repair)


def backup_arguments(backup: argparse.ArgumentParser, tr: Translate) -> None:
    """The arguments of `xingfu backup`."""
    backup.add_argument("file", metavar=tr("FILE"))
    backup.set_defaults(run=_backup)


def restore_arguments(restore: argparse.ArgumentParser, tr: Translate) -> None:
    """The arguments of `xingfu restore`."""
    restore.add_argument("file", metavar=tr("FILE"))
    _add_yes(restore, tr)
    restore.set_defaults(run=_restore)


def forget_arguments(forget: argparse.ArgumentParser, tr: Translate) -> None:
    """The arguments of `xingfu forget`."""
    forget.add_argument("resident", metavar=tr("RESIDENT"))
    forget.add_argument("--phone", metavar="T", help=tr("which one, where several have that name"))
    _add_yes(forget, tr)
    forget.set_defaults(run=_forget)


def _add_yes(one: argparse.ArgumentParser, tr: Translate) -> None:
    one.add_argument("--yes", action="store_true", help=tr("do it without asking"))


def _require(call: Call) -> None:
    """Raises NotAllowed if the role may not run the command."""
    if not may(call.actor.role, f"store.{call.parsed.command}"):
        raise NotAllowed(not_granted(call.actor.role))


# ---- backups


def _backup(call: Call) -> int:
    from tui.store import local_now, open_store

    _require(call)
    if call.parsed.file == STANDARD:
        return _backup_to_output(call)
    path = Path(call.parsed.file).expanduser()
    if path.is_dir():
        path /= f"xingfu-{local_now():%Y-%m-%dT%H%M}.tar.gz"
    with contextlib.closing(
        open_store(call.places.store, role=call.actor.role, holder=call.actor.name)
    ) as store:
        seq = store.back_up(path)
    call.changed = True
    print(call.tr("Backed up to {file}, up to commit {seq}.", file=str(path), seq=seq))
    return 0


def _backup_to_output(call: Call) -> int:
    """The file is made whole first: what is read from a pipe is then a backup or nothing."""
    with passing_folder() as folder:
        path = folder / "backup.tar.gz"
        with opened(call.places, call.actor) as storage:
            storage.back_up(path)
        write_output(path.read_bytes())
    return 0


def _restore(call: Call) -> int:
    from tui.desk.soundness import far_days
    from tui.engine.embedded.upkeep.backup import contents, unpacked
    from tui.rules.calendar.years import FIRST_YEAR, LAST_YEAR

    _require(call)
    places, tr = call.places, call.tr
    with _backup_file(call.parsed.file) as path:
        with unpacked(path) as (_, replica):
            found = contents(replica)
            far = list(far_days(replica.snapshot().tables))
        print(
            tr(
                "{file} holds {n} records, up to commit {seq}. They take the place of those in {folder}, "
                "which are kept aside.",
                file=str(path),
                n=found.documents,
                seq=found.seq,
                folder=places.shown,
            )
        )
        for table, record, day in far:
            print(
                tr(
                    "{table} {record} has the date {day}, outside of the years {first} to {last}. It is restored as it is; "
                    "correct it afterwards.",
                    table=table, record=record, day=day, first=FIRST_YEAR, last=LAST_YEAR,
                )
            )  # fmt: skip
        if not agreed(call.parsed, tr):
            return 1
        done = _put_back(call, path)
    call.changed = True
    print(tr("Restored: {n} records, {changed} of them changed.", n=done.documents, changed=done.changed))
    if done.aside:
        print(tr("What was there before lies in {file}.", file=str(done.aside)))
    return 0


def _put_back(call: Call, path: Path) -> Restored:
    """Make the documents those of a backup. Raises StoreError."""
    if not call.places.address:
        from tui.engine.embedded.upkeep.restore import restore
        from tui.store import local_now

        return restore(call.places.data, path, call.actor, local_now())
    from tui.engine.postgres.restore import restore as restore_in_database

    with opened_database(call.places, call.actor) as engine:
        return restore_in_database(engine, path, call.actor.name, call.actor.seat)


@contextlib.contextmanager
def _backup_file(name: str) -> Iterator[Path]:
    """The file that is named; what comes from standard input lies in one of its own for a while."""
    if name != STANDARD:
        yield Path(name).expanduser()
        return
    content = read_input()
    with passing_folder() as folder:
        path = folder / "backup.tar.gz"
        path.write_bytes(content)
        yield path


# ---- check and repair


def _check_or_repair(call: Call) -> int:
    _require(call)
    return _repair(call) if call.parsed.repair else _check(call.places, call.actor, call.tr)


def _check(places: Locations, actor: Actor, tr: Translate) -> int:
    from tui.store import open_store

    try:
        store = open_store(places.store, role=actor.role, holder=actor.name)
    except (StoreDamaged, StoreTooNew) as error:
        print(error.message.text(tr), file=sys.stderr)
        return 1
    try:
        problems = store.check()
        entries = sum(1 for _ in store.audit())
        loose = 0 if problems or store.blobs is None else store.blobs.loose()
    except StoreDamaged as error:
        problems, entries, loose = [error.message], 0, 0
    finally:
        store.close()
    for problem in problems:
        print(problem.text(tr), file=sys.stderr)
    if problems:
        return 1
    print(tr("The store is sound: {n} commits, the last is number {seq}.", n=entries, seq=store.seq))
    if loose:
        print(tr("{n} attached files belong to no record any more; the desk's upkeep removes them.", n=loose))
    return 0


def _repair(call: Call) -> int:
    from tui.engine.embedded.upkeep.rebuild import locked
    from tui.engine.embedded.upkeep.salvage import examine, repair
    from tui.store import local_now

    places, actor, tr = call.places, call.actor, call.tr
    sweep_folders()
    if places.address:
        print(
            tr(
                "A database mends itself; there is nothing to repair here. If something is wrong, restore a backup."
            )
        )
        return _check(places, actor, tr)
    if not places.data.is_dir():
        return _check(places, actor, tr)
    with locked(places.data, actor.name):
        plan = examine(places.data)
    if plan is None:
        _finish_forgetting(call)
        return _check(places, actor, tr)
    _explain(plan, tr)
    if not agreed(call.parsed, tr):
        return 1
    with locked(places.data, actor.name) as lock:
        plan = examine(places.data)
        if plan is not None:
            aside = repair(places.data, lock, plan, actor, local_now())
            call.changed = True
            print(tr("Repaired. What was there before lies in {file}.", file=str(aside)))
    _finish_forgetting(call)
    return _check(places, actor, tr)


def _finish_forgetting(call: Call) -> None:
    """Go on with a forgetting that was interrupted: it was agreed to when it was begun."""
    from tui.engine.embedded.upkeep.forget import finish_forgetting, pending_name
    from tui.engine.embedded.upkeep.forget_plan import drop_plan, pending_problem

    if pending := pending_problem(call.places.data):
        # Part of the name may be in it, so it is not kept aside.
        print(pending.text(call.tr), file=sys.stderr)
        if agreed(call.parsed, call.tr):
            drop_plan(call.places.data)
            call.changed = True
            print(
                call.tr(
                    "Removed. Who was to be forgotten is not known: run «xingfu forget» with the name again."
                )
            )
        return
    try:
        if not pending_name(call.places.data):
            return
        with opened_folder(call.places, call.actor) as storage:
            done = finish_forgetting(storage, _WAIT)
    except (StoreDamaged, StoreTooNew) as error:
        print(error.message.text(call.tr), file=sys.stderr)
        return
    if done is not None:
        print(call.tr("A forgetting that was interrupted was taken up again."))
        _tell(done, call)


def _tell(done: Forgotten, call: Call) -> None:
    tr = call.tr
    call.changed = True
    print(tr("Removed from {n} records and {backups} backups.", n=done.records, backups=done.backups))
    if done.attachments:
        print(tr("{n} attached files are kept no more.", n=done.attachments))
    for path in done.files:
        print("  " + str(path))
    print(tr("Not reached:"))
    for message in done.unreached:
        print("  " + message.text(tr))


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
        spans = tr(", ").join(f"{first}–{last}" if last > first else str(first) for first, last in plan.lost)
        print(
            "  "
            + tr("Lost: {n} commits of which nothing is left ({spans}).", n=plan.lost_commits, spans=spans)
        )
    else:
        print("  " + tr("No commit is lost."))
    if plan.skipped:
        print("  " + tr("{n} changes are left out: the records they change were lost.", n=plan.skipped))
    for path in plan.strangers:
        print("  " + tr("Not taken, as it is of another copy of the store: {file}", file=str(path)))
    print("  " + tr("The files as they are now are kept aside, in a folder beside them."))


# ---- forgetting


def _forget(call: Call) -> int:
    from tui.engine.embedded.upkeep.forget import attachments_of, involved, person
    from tui.engine.forgetting import ToForget

    _require(call)
    parsed, tr = call.parsed, call.tr
    with opened(call.places, call.actor) as engine:
        if not call.places.address and _finished_for(call):
            return 0
        engine.refresh()
        removal = person(engine, parsed.resident, parsed.phone or "")
        print(
            tr(
                "Name, telephone, address and mentions of «{name}» go from these records, from the journal, "
                "the audit trail, the backups and all else in the data folder: {numbers}. This cannot be undone.",
                name=parsed.resident,
                numbers=tr(", ").join(involved(engine, removal)) or "-",
            )
        )
        if attached := attachments_of(engine, removal):
            print(tr("{n} attached files and links go with them.", n=attached))
        if not agreed(parsed, tr):
            return 1
        done = engine.forget(ToForget(removal, ()), call.actor.name, call.actor.seat)
    _tell(done, call)
    return 0


def _finished_for(call: Call) -> bool:
    """Go on with a forgetting that was interrupted; whether it was of the resident who is named now."""
    from tui.engine.embedded.upkeep.forget import finish_forgetting, pending_name
    from tui.rules.privacy.removal import plain_name

    begun = pending_name(call.places.data)
    if not begun:
        return False
    with opened_folder(call.places, call.actor) as storage:
        finished = finish_forgetting(storage, _WAIT)
    if finished is None:
        return False
    print(call.tr("A forgetting that was interrupted was taken up again."))
    _tell(finished, call)
    return begun == plain_name(call.parsed.resident)
