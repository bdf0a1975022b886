"""`xingfu attach` and `xingfu attachments`: files and links at a record."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from tui.commandline.arguments import add_json, is_whole, missing
from tui.commandline.call import Call
from tui.commandline.files import STANDARD, standard_input, unwritable, write_output
from tui.commandline.output import print_json, print_table
from tui.language.errors import Message, Translate, UsageError
from tui.rules.attaching.limits import size_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tui.desk.context import DeskContext

# The kinds whose records can have attachments: checked against the declarations by a test.
KINDS: Final = ("wish", "home", "visit", "household", "mediation", "meeting", "action", "volunteer")
STEPS: Final = ("list", "get", "rename", "remove")


def attach_arguments(attach: argparse.ArgumentParser, tr: Translate) -> None:
    """The arguments of `xingfu attach`."""
    _add_record(attach, tr)
    attach.add_argument(
        "what",
        metavar=tr("FILE|LINK"),
        help=tr("a file of this computer, - for standard input with --name, or a link: http:// or https://"),
    )
    attach.add_argument("--name", metavar="T", default="", help=tr("what it is called in the list"))
    add_json(attach, tr)
    attach.set_defaults(run=_attach)


def arguments(attachments: argparse.ArgumentParser, tr: Translate) -> None:
    """The arguments of `xingfu attachments`."""
    attachments.add_argument("step", choices=STEPS, metavar="|".join(STEPS))
    _add_record(attachments, tr)
    attachments.add_argument(
        "n", nargs="?", metavar="N", help=tr("get, rename, remove: which one, by its number")
    )
    attachments.add_argument("--name", metavar="T", help=tr("rename: what it is called from now on"))
    attachments.add_argument(
        "-o",
        "--output",
        metavar=tr("FILE"),
        help=tr("get: the file or folder to write; - is standard output"),
    )
    add_json(attachments, tr)
    attachments.set_defaults(run=_run)


def _add_record(one: argparse.ArgumentParser, tr: Translate) -> None:
    one.add_argument("kind", choices=KINDS, metavar="|".join(KINDS))
    one.add_argument("record", metavar="ID", help=tr("the record's ID, or the number of a wish"))


def _attach(call: Call) -> int:
    parsed = call.parsed
    with call.context() as context:
        desk = context.desk.attachments
        id = _id(context, parsed.kind, parsed.record)
        before = len(desk.of(parsed.kind, id))
        if parsed.what == STANDARD:
            _add_standard_input(context, parsed.kind, id, parsed.name)
        else:
            desk.add(parsed.kind, id, parsed.what, parsed.name)
        _show(call, desk.of(parsed.kind, id)[before:])
    return 0


def _add_standard_input(context: DeskContext, kind: str, id: int, name: str) -> None:
    """Attach what standard input has, under a name. Raises UsageError without one, and as the desk does."""
    from tui.platform.passing import passing_folder

    if not name:
        raise missing("--name")
    with passing_folder() as folder:
        file = folder / "input"
        with file.open("wb") as target:  # one byte too many is enough to say that it is too large
            target.write(standard_input().read((context.desk.attachments.limits.file_mb << 20) + 1))
        context.desk.attachments.add(kind, id, file.as_uri(), name)


def _run(call: Call) -> int:
    parsed = call.parsed
    with call.context() as context:
        desk = context.desk.attachments
        id = _id(context, parsed.kind, parsed.record)
        if parsed.step == "list":
            _show(call, desk.of(parsed.kind, id))
            return 0
        number = _number(parsed.n)
        if parsed.step == "get":
            one, content = desk.content(parsed.kind, id, number)
            with content:
                desk.handed_out(parsed.kind, id)
                _write(call, content, str(one["called"]), parsed.output)
            return 0
        if parsed.step == "rename":
            if not parsed.name:
                raise missing("--name")
            desk.rename(parsed.kind, id, number, parsed.name)
        else:
            desk.remove(parsed.kind, id, number)
        _show(call, desk.of(parsed.kind, id))
    return 0


def _id(context: DeskContext, kind: str, text: str) -> int:
    """The record that is meant: a wish by its number, any by its ID. Raises NotFound, UsageError."""
    if kind == "wish":
        return context.desk.wishes.number(text)
    if not is_whole(text):
        raise UsageError(
            Message("«{value}» is no ID of a record; «xingfu list» shows them.", {"value": text})
        )
    return int(text)


def _number(text: str | None) -> int:
    if not text:
        raise missing("N")
    if not is_whole(text):
        raise UsageError(Message("«{value}» is no number of an attachment.", {"value": text}))
    return int(text)


def _show(call: Call, attachments: Sequence[Mapping[str, Any]]) -> None:
    if call.parsed.json:
        print_json(attachments)
        return
    rows = [
        [
            str(one["number"]),
            str(one["called"]),
            size_text(int(one.get("size") or 0)) if one.get("sha256") else call.tr("link"),
            str(one["added_at"])[:16].replace("T", " "),
            str(one.get("added_by") or ""),
            str(one.get("link") or ""),
        ]
        for one in attachments
    ]
    if rows:
        print_table(rows)


def _write(call: Call, content: BinaryIO, name: str, output: str | None) -> None:
    """Write a content to the file or into the folder that was named, else under its own name into this folder."""
    from tui.platform.named_files import fill_named

    if output == STANDARD:
        write_output(content.read())
        return
    path = Path(output or ".").expanduser()
    if path.is_dir():
        path /= name
        if not output and path.exists():  # nobody named it
            why = Message("there is a file of that name; name another with -o")
            raise UsageError(Message("{file} cannot be written: {why}", {"file": str(path), "why": why}))
    try:
        fill_named(path, lambda file: shutil.copyfileobj(content, file))
    except OSError as error:
        raise unwritable(str(path), error) from error
    print(call.tr("Written to {file}.", file=str(path)))
