"""Documents that commands write (.docx)."""

from __future__ import annotations

import argparse
import sys
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
    from tui.kinds.record import Target


def add_output(one: argparse.ArgumentParser, tr: Translate, text: str) -> None:
    """`-o FILE.docx`, or FILE.pdf; `text` is its help."""
    one.add_argument("-o", "--output", metavar=f"{tr('FILE')}.docx|.pdf", help=text)


def write_document(
    call: Call, context: DeskContext, paper: str, about: Target, values: Callable[[], dict[str, Any]]
) -> int:
    """Make the paper of `values` and write it to the file that is asked for; the audit trail keeps of what it is.

    Raises UsageError, NotAllowed, StoreError, and what `values` and the template raise.
    """
    from tui.language.cleaning import unified_all
    from tui.papers.document import filled
    from tui.papers.templates import PAPERS, template_of

    target = _target(call.parsed.output)
    title = PAPERS[paper].title

    as_pdf = target.lower().endswith(".pdf")
    warnings: list[Message] = []

    def make(number: str) -> bytes:
        numbered = {"编号": number} if number else {}
        content = filled(
            template_of(paper, call.places.data), unified_all({**values(), **numbered}), f"{title}.docx"
        )
        if not as_pdf:
            return content
        from tui.papers.pdf import pdf_of

        made = pdf_of(content)
        warnings.extend(made.warnings)
        return made.content

    deliver(context.desk.papers.made(paper, make, about=about, format="pdf" if as_pdf else "docx"), target)
    for message in warnings:
        print(message.text(call.tr), file=sys.stderr)
    if target != STANDARD:
        print(call.tr("«{title}» written to {file}.", title=title, file=target))
    return 0


def _target(given: str | None) -> str:
    """The file that is asked for. Raises UsageError for another form, PdfMissing where no PDF can be made."""
    if not given:
        raise missing("-o")
    suffix = Path(given).suffix.lower()
    if suffix == ".pdf":
        from tui.papers.pdf import check

        check()
    elif given != STANDARD and suffix != ".docx":
        raise wrong_use(
            Message("«{file}» does not end in .docx or .pdf, the forms of this paper.", {"file": given})
        )
    return given
