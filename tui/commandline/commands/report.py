"""`xingfu report month 2026-11`: the monthly report, as text or as a workbook; `xingfu report trends`: the trends."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from tui.commandline.arguments import add_json
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
    report.add_argument(
        "what",
        choices=("month", "trends"),
        help=tr(
            "the report of a month; or the trends: wishes, services, hours and visits against the period before and last year"
        ),
    )
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
    report.add_argument(
        "--from",
        dest="first",
        metavar=tr("DAY"),
        help=tr("trends: the first day; otherwise that of the quarter"),
    )
    report.add_argument(
        "--to", dest="last", metavar=tr("DAY"), help=tr("trends: the last day; otherwise today")
    )
    report.add_argument(
        "--compound", metavar="TEXT", help=tr("trends: of one compound alone, by number or name")
    )
    add_json(report, tr)
    report.set_defaults(run=_run)


def _run(call: Call) -> int:
    from tui.papers import report as paper
    from tui.queries.month_report import month_report
    from tui.rules.reporting import month_of

    parsed, tr = call.parsed, call.tr
    if parsed.what == "trends":
        from tui.commandline.commands.report_trends import print_trends

        return print_trends(call)
    for option in ("first", "last", "compound", "json"):
        if getattr(parsed, option):
            name = {"first": "--from", "last": "--to"}.get(option, f"--{option}")
            raise UsageError(Message("{option} belongs to `report trends`.", {"option": name}))
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
