"""`xingfu quick "…"`: one line, or one a line of standard input, kept as the screens' quick entry keeps it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from tui.commandline.arguments import add_choice, whole
from tui.commandline.call import Call
from tui.commandline.files import STANDARD
from tui.commandline.lines import ENCODINGS, Line, input_lines
from tui.commandline.output import print_json, print_table
from tui.kinds.record import Stored
from tui.language.errors import AskedBack, Message, Translate, UsageError, XingfuError
from tui.rules.ballots import meeting_doubts
from tui.rules.meetings import neighbour, under_discussion

if TYPE_CHECKING:
    from tui.desk.context import DeskContext
    from tui.desk.quick import QuickEntry, ReadLine


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
    quick.add_argument("--yes", action="store_true", help=tr("cancel or move a session without asking"))
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
    lines = [Said(Line(1, given))] if alone else _said(input_lines(parsed.encoding))
    with call.context() as context:
        quick_entry = context.quick_entry
        if parsed.json:
            return _as_json(call, quick_entry, lines)
        if alone:
            _one(call, context, quick_entry, given)
            return 0
        return _each(call, context, quick_entry, lines)


class Said(NamedTuple):
    """A line, and in what was copied from a chat who wrote it."""

    line: Line
    sender: str = ""


def _said(lines: Iterable[Line]) -> Iterator[Said]:
    """Each line as it comes; where the first begins a chat, its messages once all of it is there."""
    from tui.capture.lines.chat import begins_chat, read_chat

    waiting = iter(lines)
    for first in waiting:
        if first.text and first.problem is None and "接龙" in first.text:
            yield from _of_chain([first, *waiting])
            return
        if not first.text or first.problem is not None or not begins_chat(first.text):
            yield Said(first)
            if first.text:
                break
            continue
        all_lines = [first, *waiting]
        chat = read_chat("\n".join(line.text for line in all_lines))
        if not chat or any(line.problem is not None for line in all_lines):
            yield from map(Said, all_lines)
        for message in chat:
            number = all_lines[message.number - 1].number
            yield Said(Line(number, message.text), message.sender)
        return
    yield from map(Said, waiting)


def _of_chain(lines: list[Line]) -> Iterator[Said]:
    """What people added behind their names in a list of a chat; other lines as they are. Raises UsageError for names alone."""
    from tui.capture.lines.chain import read_chain
    from tui.capture.lines.pasted import read_pasted

    text = "\n".join(line.text for line in lines)
    chain = read_chain(text)
    if chain is None or any(line.problem is not None for line in lines):
        yield from map(Said, lines)
        return
    said = read_pasted(text).lines
    if not any(one.says for one in said):
        raise UsageError(
            Message(
                "This is a list of who comes (接龙), and no line to be kept. Take it in as a ledger: xingfu import."
            )
        )
    for entry, one in zip(chain.entries, said, strict=True):
        yield Said(Line(lines[entry.line - 1].number, one.text), one.sender)


def _read(call: Call, quick_entry: QuickEntry, text: str) -> ReadLine:
    """The line as it would be kept; in a meeting with what its minutes would tell of votes."""
    id = call.parsed.meeting
    if id is None:
        return quick_entry.read(text, len(text))
    minutes = quick_entry.meeting(id)
    item = call.parsed.item or (under_discussion(minutes) if minutes else None)
    return quick_entry.read(text, len(text), meeting=True, minutes=minutes, item=item)


def _as_json(call: Call, quick_entry: QuickEntry, lines: Iterable[Said]) -> int:
    """Print what the lines are understood as; those that are no text are named."""
    from tui.desk.quick.plain import plain

    reads, failed = [], 0
    for line, _ in lines:
        if line.problem is not None:
            failed += 1
            _name(call, line.number, line.problem)
        elif line.text:
            reads.append(_read(call, quick_entry, line.text))
    print_json([plain(read, call.tr) for read in reads])
    return 1 if failed else 0


def _each(call: Call, context: DeskContext, quick_entry: QuickEntry, lines: Iterable[Said]) -> int:
    """Keep each line by itself; those that cannot be kept are named, and all others stay."""
    failed = 0
    for line, sender in lines:
        try:
            if line.problem is not None:
                raise UsageError(line.problem)
            if line.text:
                _one(call, context, quick_entry, line.text, sender)
        except XingfuError as error:
            failed += 1
            _name(call, line.number, error.message)
    return 1 if failed else 0


def _name(call: Call, number: int, why: Message) -> None:
    where = Message("line {n}: {why}", {"n": number, "why": why})
    print(where.text(call.tr), file=sys.stderr)


def _one(call: Call, context: DeskContext, quick_entry: QuickEntry, text: str, sender: str = "") -> None:
    parsed, tr = call.parsed, call.tr
    if parsed.dry_run:
        if sender:
            print_table([[tr("from"), sender]])
        print_table([[label, said] for label, said in _rows(_read(call, quick_entry, text), tr)])
        return
    said: Message | None
    doubts: list[Message] = []
    if parsed.meeting is None:
        said = _asked(lambda: quick_entry.keep(text, sure=parsed.yes, sender=sender))
    else:
        meeting = context.store.meetings.get(parsed.meeting).stored()
        if step := quick_entry.step(text):
            print(_moved(context, meeting, step).text(tr))
            return
        item = _item(parsed, meeting)
        said = _asked(lambda: quick_entry.keep_in(meeting, text, item, sure=parsed.yes))
        kept = context.store.meetings.get(parsed.meeting).stored()
        doubts = [m for m in meeting_doubts(kept) if m.params["n"] == item] if said is None else []
    print((said or Message("Kept: {text}", {"text": text})).text(tr))
    for doubt in doubts:
        print(f"! {doubt.text(tr)}")


def _asked(keep: Callable[[], Message | None]) -> Message | None:
    try:
        return keep()
    except AskedBack as question:
        raise UsageError(
            Message("{question} With --yes it is done.", {"question": question.message})
        ) from question


def _moved(context: DeskContext, meeting: Stored, step: int) -> Message:
    """Have the next or the previous item under discussion."""
    titles = {int(item["number"]): str(item["title"]) for item in meeting["items"]}
    number = neighbour(list(titles), meeting.get("current"), step)
    if number is None:
        return Message("There is no further item.")
    context.desk.minutes.go(int(meeting["id"]), number)
    return Message("Item {n}: {title}", {"n": number, "title": titles[number]})


def _item(parsed: argparse.Namespace, meeting: Stored) -> int | None:
    return parsed.item if parsed.item is not None else under_discussion(meeting)


def _rows(read: ReadLine, tr: Translate) -> Iterable[tuple[str, str]]:
    shown_already = [part.message for part in read.shown]
    for part in read.shown:
        yield tr(part.label), part.message.text(tr)
    for problem in read.line.problems:
        if problem not in shown_already:
            yield "!", problem.text(tr)
    for message in read.preview:
        yield "→", message.text(tr)
