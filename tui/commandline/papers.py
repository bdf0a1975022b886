"""`xingfu export LEDGER …`: ledgers for the file, for the board by the gate, for the street office."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tui.commandline.files import STANDARD, unwritable, write_output
from tui.commandline.named import period_of
from tui.language.errors import Message, UsageError
from tui.platform.named_files import write_named

if TYPE_CHECKING:
    from tui.commandline.call import Call
    from tui.queries.ledgers import Made

FORMATS: Final = ("xlsx", "csv", "tsv")


def export_ledger(call: Call) -> int:
    """Write the ledger that was asked for; what is said of it goes to standard error where it does not."""
    from tui.kinds.ledgers import LEDGERS
    from tui.queries.ledgers import Wanted, make

    parsed, tr = call.parsed, call.tr
    ledger = LEDGERS[parsed.what]
    target = parsed.output or parsed.file or STANDARD
    as_ = file_format(parsed.format, target)
    if parsed.gb18030 and as_ != "csv":
        raise UsageError(Message("--gb18030 is for --format csv."))
    with call.context() as context:
        wanted = Wanted(
            parsed.purpose or ("post" if call.actor.role == "viewer" else "file"),
            *period_of(parsed.start, parsed.end, context.store),
            tuple(filter(None, (name.strip() for name in (parsed.columns or "").split(",")))),
        )
        made = make(context.store, ledger, wanted, call.actor.name)
        if made.undated:
            print(tr("{n} records have no day and stay out.", n=made.undated), file=sys.stderr)
        if not made.records:
            print(
                tr("No record of «{title}» matches; nothing was written.", title=ledger.title),
                file=sys.stderr,
            )
            return 1
        content = _content(made, as_, gb18030=parsed.gb18030)
        context.desk.exports.note(
            ledger.name,
            wanted.purpose,
            made.records,
            format=as_,
            columns=wanted.columns,
            start=wanted.start,
            end=wanted.end,
        )
        deliver(content, target)
    if target != STANDARD:
        print(
            tr("{n} records of «{title}» written to {file}.", n=made.records, title=ledger.title, file=target)
        )
    return 0


def _content(made: Made, as_: str, *, gb18030: bool) -> bytes:
    if as_ == "xlsx":
        from tui.papers.workbook import workbook

        return workbook([made.sheet])
    from tui.papers.delimited import written

    return written(made.sheet, "csv" if as_ == "csv" else "tsv", gb18030=gb18030)


def file_format(given: str | None, target: str) -> str:
    """The format that is meant: as given, or as the file's name ends; standard output gets tab-separated text.

    Raises UsageError.
    """
    if given:
        return given
    if target == STANDARD:
        return "tsv"
    suffix = Path(target).suffix.removeprefix(".").lower()
    if suffix not in FORMATS:
        raise UsageError(
            Message(
                "From «{file}» the format cannot be told; give --format: {formats}.",
                {"file": target, "formats": tuple(FORMATS)},
            )
        )
    return suffix


def deliver(content: bytes, target: str) -> None:
    """Write `content` to the file, or to standard output. Raises StoreError."""
    if target == STANDARD:
        write_output(content)
        return
    try:
        write_named(Path(target).expanduser(), content)
    except OSError as error:
        raise unwritable(target, error) from error
