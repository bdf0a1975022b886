"""Documents that commands write (.docx)."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui.commandline.arguments import missing, wrong_use
from tui.commandline.files import STANDARD
from tui.commandline.papers import deliver
from tui.language.errors import Message, Translate

if TYPE_CHECKING:
    from tui.commandline.call import Call
    from tui.desk.context import DeskContext


def add_output(one: argparse.ArgumentParser, tr: Translate, text: str) -> None:
    """`-o FILE.docx`; `text` is its help."""
    one.add_argument("-o", "--output", metavar=f"{tr('FILE')}.docx", help=text)


def write_document(call: Call, context: DeskContext, paper: str, values: Callable[[], dict[str, Any]]) -> int:
    """Make the paper of `values` and write it to the file that is asked for; the audit trail keeps it.

    Raises UsageError, NotAllowed, StoreError, and what `values` and the template raise.
    """
    from tui.language.cleaning import unified_all
    from tui.papers.document import filled
    from tui.papers.templates import PAPERS, template_of

    target = _target(call.parsed.output)
    title = PAPERS[paper].title

    def make(number: str) -> bytes:
        numbered = {"编号": number} if number else {}
        return filled(
            template_of(paper, call.places.data), unified_all({**values(), **numbered}), f"{title}.docx"
        )

    deliver(context.desk.papers.made(paper, make), target)
    if target != STANDARD:
        print(call.tr("«{title}» written to {file}.", title=title, file=target))
    return 0


def _target(given: str | None) -> str:
    """The file that is asked for. Raises UsageError for what is no .docx."""
    if not given:
        raise missing("-o")
    suffix = Path(given).suffix.lower()
    if suffix == ".pdf":
        raise wrong_use(
            Message("PDF cannot be written here. Write a .docx, and print it to PDF from WPS or Word.")
        )
    if given != STANDARD and suffix != ".docx":
        raise wrong_use(
            Message("«{file}» does not end in .docx, the only form of this paper.", {"file": given})
        )
    return given
