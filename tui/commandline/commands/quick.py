"""`xingfu quick "…"`: one line, or one a line of standard input, kept as the screens' quick entry keeps it."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from tui.commandline.call import Call, NewCommand
from tui.commandline.output import print_json, print_table
from tui.desk.quick import QuickEntry, Read
from tui.desk.quick.plain import plain
from tui.kinds.record import Stored
from tui.language.errors import Message, Translate, UsageError, XingfuError
from tui.rules.meetings import neighbour, under_discussion

if TYPE_CHECKING:
    import argparse

    from tui.desk.desk import Desk


def add_to(new: NewCommand, tr: Translate) -> None:
    """Make the command known."""
    quick = new("quick", tr("keep a line: a wish, or task, session, hours, visit, home, rate, comment ..."))
    quick.add_argument(
        "line",
        nargs="*",
        metavar=tr("LINE"),
        help=tr("the line, in quotes as the shell reads > # ! itself; - or nothing: lines of standard input"),
    )
    quick.add_argument(
        "--dry-run", action="store_true", help=tr("show what it is understood as; keep nothing")
    )
    quick.add_argument("--json", action="store_true", help=tr("with --dry-run: as JSON"))
    quick.add_argument("--meeting", type=int, metavar="ID", help=tr("keep it in the minutes of this meeting"))
    quick.add_argument(
        "--item", type=int, metavar="N", help=tr("the item of its agenda; otherwise that under discussion")
    )
    quick.set_defaults(run=_run)


def _run(call: Call) -> int:
    parsed = call.parsed
    if parsed.item is not None and parsed.meeting is None:
        raise UsageError(Message("--item needs --meeting."))
    if parsed.json and not parsed.dry_run:
        raise UsageError(Message("--json needs --dry-run."))
    given = " ".join(parsed.line).strip()
    lines = [given] if given not in {"", "-"} else sys.stdin
    with call.desk() as desk:
        quick_entry = QuickEntry(desk)
        if parsed.json:
            reads = [_read(call, quick_entry, line.strip()) for line in lines if line.strip()]
            print_json([plain(read, call.tr) for read in reads])
            return 0
        if given not in {"", "-"}:
            _one(call, desk, quick_entry, given)
            return 0
        return _each(call, desk, quick_entry, lines)


def _read(call: Call, quick_entry: QuickEntry, text: str) -> Read:
    return quick_entry.read(text, len(text), meeting=call.parsed.meeting is not None)


def _each(call: Call, desk: Desk, quick_entry: QuickEntry, lines: Iterable[str]) -> int:
    """Keep each line by itself; those that cannot be kept are named at the end, and all others stay."""
    failed = 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            _one(call, desk, quick_entry, line.strip())
        except XingfuError as error:
            failed += 1
            where = Message("line {n}: {why}", {"n": number, "why": error.message})
            print(where.text(call.tr), file=sys.stderr)
    return 1 if failed else 0


def _one(call: Call, desk: Desk, quick_entry: QuickEntry, text: str) -> None:
    parsed, tr = call.parsed, call.tr
    if parsed.dry_run:
        print_table([[label, said] for label, said in _told(_read(call, quick_entry, text), tr)])
        return
    said: Message | None
    if parsed.meeting is None:
        said = quick_entry.keep(text)
    else:
        meeting = desk.store.meetings.get(parsed.meeting).stored()
        if step := quick_entry.step(text):
            print(_moved(desk, meeting, step).text(tr))
            return
        said = quick_entry.keep_in(meeting, text, _item(parsed, meeting))
    print((said or Message("Kept: {text}", {"text": text})).text(tr))


def _moved(desk: Desk, meeting: Stored, step: int) -> Message:
    """Have the next or the previous item under discussion."""
    titles = {int(item["number"]): str(item["title"]) for item in meeting["items"]}
    number = neighbour(list(titles), meeting.get("current"), step)
    if number is None:
        return Message("There is no further item.")
    desk.minutes.go(int(meeting["id"]), number)
    return Message("Item {n}: {title}", {"n": number, "title": titles[number]})


def _item(parsed: argparse.Namespace, meeting: Stored) -> int | None:
    return parsed.item if parsed.item is not None else under_discussion(meeting)


def _told(read: Read, tr: Translate) -> Iterable[tuple[str, str]]:
    seen = [part.message for part in read.shown]
    for part in read.shown:
        yield tr(part.label), part.message.text(tr)
    for problem in read.line.problems:
        if problem not in seen:
            yield "!", problem.text(tr)
    for message in read.outlook:
        yield "→", message.text(tr)
