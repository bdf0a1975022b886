"""`xingfu report month 2026-11`: the monthly report, as text or as a workbook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from tui.commandline.files import STANDARD
from tui.commandline.papers import deliver
from tui.language.errors import Message, UsageError

if TYPE_CHECKING:
    import argparse

    from tui.commandline.call import Call
    from tui.kinds.ledgers import Purpose
    from tui.language.errors import Translate

_PURPOSES: Final = ("file", "street")


def arguments(report: argparse.ArgumentParser, tr: Translate) -> None:
    """The arguments of `xingfu report`."""
    report.add_argument("what", choices=("month",), help=tr("the report of a month"))
    report.add_argument("month", nargs="?", metavar="YYYY-MM", help=tr("which; otherwise this one"))
    report.add_argument(
        "-o",
        "--output",
        metavar=tr("FILE"),
        help=tr(".xlsx with charts, or .txt; otherwise the text is printed"),
    )
    report.add_argument(
        "--purpose",
        choices=_PURPOSES,
        help=tr("for the file, or for the street office: small figures are withheld"),
    )
    report.set_defaults(run=_run)


def _run(call: Call) -> int:
    from tui.papers import report as paper
    from tui.queries.month_report import month_report
    from tui.rules.reporting import month_of

    parsed, tr = call.parsed, call.tr
    target = parsed.output or STANDARD
    suffix = "txt" if target == STANDARD else Path(target).suffix.removeprefix(".").lower()
    if suffix not in {"xlsx", "txt"}:
        raise UsageError(Message("A report is written as .xlsx or .txt, not as «{file}».", {"file": target}))
    purpose: Purpose = parsed.purpose or ("street" if call.actor.role == "viewer" else "file")
    with call.context() as context:
        month = month_of(parsed.month) if parsed.month else context.today.replace(day=1)
        if month is None:
            raise UsageError(Message("«{text}» is no month; write one as 2026-11.", {"text": parsed.month}))
        made = month_report(context.store, month, call.actor.name, purpose)
        content = paper.workbook(made) if suffix == "xlsx" else paper.text(made).encode()
        context.desk.exports.note("month", purpose, len(made.figures), format=suffix, start=month)
        deliver(content, target)
    if target != STANDARD:
        print(tr("The report of {month} is written to {file}.", month=f"{month:%Y-%m}", file=target))
    return 0
