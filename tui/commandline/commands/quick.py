"""`xingfu quick "…"`: one line, or one a line of standard input, kept as the screens' quick entry keeps it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from tui.commandline.arguments import add_choice, whole
from tui.commandline.call import Call
from tui.commandline.files import STANDARD
from tui.commandline.lines import ENCODINGS, Line, input_lines
from tui.commandline.output import print_json, print_table
from tui.desk.quick import QuickEntry, Read
from tui.desk.quick.plain import plain
from tui.kinds.record import Stored
from tui.language.errors import Message, Translate, UsageError, XingfuError
from tui.rules.meetings import neighbour, under_discussion

if TYPE_CHECKING:
    from tui.desk.desk import Desk


def arguments(quick: argparse.ArgumentParser, tr: Translate) -> None:
    """The arguments of `xingfu quick`."""
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
    quick.add_argument(
        "--meeting", type=whole, metavar="ID", help=tr("keep it in the minutes of this meeting")
    )
    quick.add_argument(
        "--item", type=whole, metavar="N", help=tr("the item of its agenda; otherwise that under discussion")
    )
    add_choice(
        quick, "--encoding", ENCODINGS, tr("the encoding of standard input; otherwise it is found out")
    )
    quick.set_defaults(run=_run)


def _run(call: Call) -> int:
    parsed = call.parsed
    if parsed.item is not None and parsed.meeting is None:
        raise UsageError(Message("--item needs --meeting."))
    if parsed.json and not parsed.dry_run:
        raise UsageError(Message("--json needs --dry-run."))
    given = " ".join(parsed.line).strip()
    alone = given not in {"", STANDARD}
    lines = [Line(1, given)] if alone else input_lines(parsed.encoding)
    with call.desk() as desk:
        quick_entry = QuickEntry(desk)
        if parsed.json:
            return _as_json(call, quick_entry, lines)
        if alone:
            _one(call, desk, quick_entry, given)
            return 0
        return _each(call, desk, quick_entry, lines)


def _read(call: Call, quick_entry: QuickEntry, text: str) -> Read:
    return quick_entry.read(text, len(text), meeting=call.parsed.meeting is not None)


def _as_json(call: Call, quick_entry: QuickEntry, lines: Iterable[Line]) -> int:
    """Print what the lines are understood as; those that are no text are named."""
    reads, failed = [], 0
    for line in lines:
        if line.problem is not None:
            failed += 1
            _name(call, line.number, line.problem)
        elif line.text:
            reads.append(_read(call, quick_entry, line.text))
    print_json([plain(read, call.tr) for read in reads])
    return 1 if failed else 0


def _each(call: Call, desk: Desk, quick_entry: QuickEntry, lines: Iterable[Line]) -> int:
    """Keep each line by itself; those that cannot be kept are named, and all others stay."""
    failed = 0
    for line in lines:
        try:
            if line.problem is not None:
                raise UsageError(line.problem)
            if line.text:
                _one(call, desk, quick_entry, line.text)
        except XingfuError as error:
            failed += 1
            _name(call, line.number, error.message)
    return 1 if failed else 0


def _name(call: Call, number: int, why: Message) -> None:
    where = Message("line {n}: {why}", {"n": number, "why": why})
    print(where.text(call.tr), file=sys.stderr)


def _one(call: Call, desk: Desk, quick_entry: QuickEntry, text: str) -> None:
    parsed, tr = call.parsed, call.tr
    if parsed.dry_run:
        print_table([[label, said] for label, said in _rows(_read(call, quick_entry, text), tr)])
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


def _rows(read: Read, tr: Translate) -> Iterable[tuple[str, str]]:
    seen = [part.message for part in read.shown]
    for part in read.shown:
        yield tr(part.label), part.message.text(tr)
    for problem in read.line.problems:
        if problem not in seen:
            yield "!", problem.text(tr)
    for message in read.preview:
        yield "→", message.text(tr)
