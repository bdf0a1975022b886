"""`xingfu fill`: a blank form of somebody else, filled with records in its own format."""

from __future__ import annotations

import argparse
from pathlib import Path

from tui.commandline.call import Call
from tui.commandline.files import STANDARD, unwritable, write_output
from tui.commandline.named import date_of
from tui.commandline.output import print_json
from tui.language.errors import Message, Translate, UsageError


def arguments(out: argparse.ArgumentParser, tr: Translate) -> None:
    """The arguments of `xingfu fill`."""
    out.add_argument("form", metavar=tr("FORM.xlsx"), help=tr("a blank form"))
    out.add_argument("--of", dest="kind", metavar="KIND", help=tr("what it lists: wish, visit, hours ..."))
    out.add_argument("--from", dest="start", metavar="X", help=tr("from this day on"))
    out.add_argument("--to", dest="end", metavar="X", help=tr("up to this day"))
    out.add_argument(
        "--column", action="append", metavar=tr("HEADING=FIELD"), help=tr("what a heading means")
    )
    out.add_argument("--keep", action="store_true", help=tr("keep for this community what --column says"))
    out.add_argument("-o", "--output", metavar=tr("FILE"), help=tr("where to; - is standard output"))
    out.add_argument("--json", action="store_true", help=tr("print what each heading means, as JSON"))
    out.set_defaults(run=run)


def run(call: Call) -> int:
    """Say what the headings of a form mean, and fill it."""
    from tui.commandline.commands.import_ import kind_given, said_headings, small_file
    from tui.papers.filling import fill, read_form
    from tui.papers.importing.known import own_headings
    from tui.platform.named_files import write_named
    from tui.queries.form_rows import form_rows

    parsed, tr = call.parsed, call.tr
    if not parsed.output and not parsed.json:
        raise UsageError(Message("Say where the filled form goes: -o FILE."))
    kind, said = kind_given(parsed.kind), said_headings(parsed.column)
    content = small_file(parsed.form)
    with call.context() as context:
        store = context.store
        form = read_form(content, kind=kind, own=own_headings(store, said), name=Path(parsed.form).name)
        if parsed.keep and said:
            context.desk.communities.keep_headings((form.kind, *one) for one in said.items())
        if not parsed.output:
            print_json(form.to_json())
            return 0
        start, end = (date_of(text, store) if text else None for text in (parsed.start, parsed.end))
        if start and end and end < start:
            raise UsageError(Message("--to is before --from."))
        rows = form_rows(store, form.kind, start, end, tr)
    filled = fill(content, form, rows)
    if parsed.output == STANDARD:
        write_output(filled)
        return 0
    try:
        write_named(Path(parsed.output).expanduser(), filled)
    except OSError as error:
        raise unwritable(parsed.output, error) from error
    call.changed = True
    if parsed.json:
        print_json(form.to_json() | {"rows": len(rows), "file": parsed.output})
        return 0
    print(tr("{n} rows written to {file}.", n=len(rows), file=parsed.output))
    if form.unknown:
        print(tr("Not understood, left empty: {headings}", headings=", ".join(form.unknown)))
    return 0
