"""`xingfu notes list|add|answer`: supervision notes of the street office, and the answers to them."""

from __future__ import annotations

import argparse
from typing import Final

from tui.commandline.arguments import add_json, missing, whole
from tui.commandline.call import Call
from tui.language.errors import Translate

_WHAT: Final = ("list", "add", "answer")


def arguments(notes: argparse.ArgumentParser, tr: Translate) -> None:
    """The arguments of `xingfu notes`."""
    notes.add_argument("what", choices=_WHAT, metavar="|".join(_WHAT))
    notes.add_argument(
        "words", nargs="*", metavar=tr("TEXT"), help=tr("the note; for an answer its ID before")
    )
    add_json(notes, tr)
    notes.set_defaults(run=_run)


def _run(call: Call) -> int:
    parsed = call.parsed
    if parsed.what == "list":
        return _list(call)
    if not parsed.words:
        raise missing(call.tr("TEXT"))
    with call.context() as context:
        if parsed.what == "add":
            note = context.desk.notes.add(" ".join(parsed.words))
            print(call.tr("Note {id} is left.", id=note["id"]))
            return 0
        if len(parsed.words) < 2:
            raise missing("ID " + call.tr("TEXT"))
        note = context.desk.notes.answer(_id(parsed.words[0]), " ".join(parsed.words[1:]))
        print(call.tr("Answered: {note}.", note=note["text"]))
    return 0


def _id(word: str) -> int:
    from tui.commandline.arguments import wrong_use
    from tui.language.errors import Message

    try:
        return whole(word)
    except (ValueError, argparse.ArgumentTypeError):
        raise wrong_use(
            Message("«{text}» is no ID of a note; «xingfu notes list» shows them.", {"text": word})
        ) from None


def _list(call: Call) -> int:
    from tui.queries.supervision import note_lines

    with call.store() as store:
        lines = note_lines(store)
        if call.parsed.json:
            from tui.commandline.output import print_json

            print_json([line._asdict() for line in lines])
            return 0
    for line in lines:
        print(f"{line.id}  {line.on}  {line.by}  {line.wish} {line.text}".replace("   ", "  "))
        if line.answer:
            print(f"    {line.answered_on}  {line.answered_by}  {line.answer}")
    return 0
