"""What an import does beside the screen, in a thread: a file is read, its records are kept, refused rows written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Final, NamedTuple

from tui.desk.context import DeskContext
from tui.language.errors import Message
from tui.platform.named_files import write_named
from tui.rules.progress import bar

if TYPE_CHECKING:
    from tui.papers.importing.plans import Plan
    from tui.rules.importing import Given

# How wide the bar is that shows how far it is.
_BAR: Final = 30


class StoppedByUser(Exception):
    """Somebody pressed Esc while a file was read or its records were kept; nothing was changed."""


class Work:
    """One piece of work in a thread: it says how far it is through `say`, which any thread may call, and can be stopped.

    `keeps` is whether it changes the store.
    """

    def __init__(self, say: Callable[[Message], object], *, keeps: bool) -> None:
        self.keeps = keeps
        self._say = say
        self._stopped = Event()

    def stop(self) -> None:
        """End it when it next says how far it is; after the last row it is not ended any more."""
        self._stopped.set()

    @property
    def stopped(self) -> bool:
        """Whether it was asked to end."""
        return self._stopped.is_set()

    def progress(self, done: int, rows: int) -> None:
        """Say how far it is. Raises StoppedByUser after `stop`."""
        if self.stopped:
            raise StoppedByUser
        told = {"bar": f"[{bar(done, rows, _BAR)}]", "n": done, "all": rows}
        if self.keeps and done >= rows:  # what follows is the commit
            self._say(Message("{bar} {n} records are being kept ..", told))
        else:
            self._say(Message("{bar} {n} of {all} rows   Esc: stop", told))


class Taken(NamedTuple):
    """What is to be kept of a plan, and how: `own` are headings that the clerk gave a meaning, with the field.

    `file` is the name that the audit trail has, `path` where the file is; None if cells were pasted.
    """

    plan: Plan
    file: str
    path: Path | None
    own: Mapping[str, str]
    update: bool
    both: bool


def read(
    context: DeskContext,
    content: bytes,
    name: str,
    answers: Mapping[str, str],
    own: Mapping[str, str],
    work: Work,
) -> Plan:
    """What a file would become, beside what is here already. Raises InvalidInput, StoppedByUser."""
    from tui.papers.importing.known import mark, own_headings, place_of
    from tui.papers.importing.planning import Wanted, plan

    store = context.store
    wanted = Wanted(answers=answers, own=own_headings(store, own), name=name, progress=work.progress)
    found = plan(content, place_of(store), wanted)
    mark(found, store)
    return found


def check(context: DeskContext, taken: Taken, work: Work) -> Sequence[tuple[Given, Message]]:
    """The records of a plan that the desk's own checks would refuse, with the reason. Nothing is kept.

    Raises NotAllowed, StoppedByUser.
    """
    from tui.papers.importing.taking import given

    records = given(taken.plan, both=taken.both, update=taken.update)
    _, refused = context.desk.imports.drafts(records, lambda done: work.progress(done, len(records)))
    return refused


def keep(context: DeskContext, taken: Taken, work: Work) -> Message:
    """Keep the records of a plan in one commit, and write the rows that were not taken; what is to be said of it.

    Checking is the first half of the bar, keeping the second. Raises XingfuError; StoppedByUser, and then
    nothing is changed.
    """
    from tui.papers.importing.taking import given

    desk, found = context.desk, taken.plan
    records = given(found, both=taken.both, update=taken.update)
    rows = len(records)
    drafts, refused = desk.imports.drafts(records, lambda done: work.progress(done // 2, rows))
    kinds = sorted({sheet.kind for sheet in found.sheets if sheet.kind})
    last = rows - len(drafts)
    kept = desk.imports.keep(
        drafts,
        taken.file or context.tr("pasted"),
        lambda done: work.progress((rows + last + done) // 2, rows),
        [(kind, *one) for kind in kinds for one in taken.own.items()],
    )
    not_kept = [*refused, *kept.refused]
    left_out = len(not_kept) + sum(len(sheet.refused) for sheet in found.sheets)
    new = sum(not one.given.id for one in drafts) - sum(not one.id for one, _ in kept.refused)
    said = Message("Imported: {n} new; {refused} rows were not taken.", {"n": new, "refused": left_out})
    if kept.updated:
        said = Message("{said} Brought up to date: {n}.", {"said": said, "n": kept.updated})
    return _with_refused(context, taken, not_kept, said)


def _with_refused(
    context: DeskContext, taken: Taken, not_kept: Sequence[tuple[Given, Message]], said: Message
) -> Message:
    """Write the refused rows into a file beside the source, or into the home folder if they were pasted.

    Returns `said` with the file's name; as it is if no row was refused, or on a seat that could not reach the file.
    """
    from tui.papers.importing.taking import refused_book, refused_rows

    rows = refused_rows(taken.plan, not_kept, context.tr)
    if not rows or not context.actor.here:
        return said
    beside = taken.path or Path.home() / context.tr("pasted")
    path = beside.with_name(f"{beside.stem}-{context.tr('not taken')}.xlsx")
    try:
        write_named(path, refused_book(rows, context.tr))
    except OSError as error:
        why = error.strerror or str(error)
        lacking = Message("{file} cannot be written: {why}", {"file": str(path), "why": why})
        return Message("{said} {more}", {"said": said, "more": lacking})
    return Message("{said} They are in {file}.", {"said": said, "file": str(path)})
