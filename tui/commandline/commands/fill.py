"""`xingfu fill`: a blank form of somebody else, filled with records in its own format."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from tui.commandline.call import Call
from tui.commandline.files import STANDARD
from tui.commandline.named import period_of
from tui.commandline.output import print_json
from tui.kinds import registry
from tui.language.errors import Message, NotFound, Translate, UsageError, listed
from tui.language.i18n import N_
from tui.language.text import enumerated

if TYPE_CHECKING:
    from tui.desk.desk import Desk
    from tui.kinds.ledgers import Purpose
    from tui.kinds.words import Role
    from tui.queries.filled_form import Blank
    from tui.store import Store


def arguments(out: argparse.ArgumentParser, tr: Translate) -> None:
    """The arguments of `xingfu fill`."""
    out.add_argument(
        "form", metavar=tr("FORM"), help=tr("a blank form: .xlsx with headings, or .docx with {{名称}}")
    )
    out.add_argument("--of", dest="kind", metavar="KIND", help=tr("what it lists: wish, visit, hours ..."))
    out.add_argument("--from", dest="start", metavar="X", help=tr("from this day on"))
    out.add_argument("--to", dest="end", metavar="X", help=tr("up to this day"))
    out.add_argument(
        "--record",
        action="append",
        metavar="ID",
        help=tr("these records alone, by ID, number or name; may be repeated"),
    )
    out.add_argument(
        "--column", action="append", metavar=tr("HEADING=FIELD"), help=tr("what a heading means")
    )
    out.add_argument("--keep", action="store_true", help=tr("keep for this community what --column says"))
    out.add_argument("-o", "--output", metavar=tr("FILE"), help=tr("where to; - is standard output"))
    out.add_argument("--json", action="store_true", help=tr("print what each heading means, as JSON"))
    out.set_defaults(run=run)


def run(call: Call) -> int:
    """Say what the headings or placeholders of a form mean, and fill it."""
    from tui.commandline.commands.import_ import kind_given, said_headings, small_file
    from tui.commandline.papers import deliver
    from tui.papers.importing.known import own_headings
    from tui.queries.filled_form import filled, understood
    from tui.queries.form_rows import Asked
    from tui.queries.ledger_values import Source

    parsed = call.parsed
    if not parsed.output and not parsed.json:
        raise UsageError(Message("Say where the filled form goes: -o FILE."))
    kind, said = kind_given(parsed.kind, of_form=True), said_headings(parsed.column)
    content = small_file(parsed.form)
    with call.context() as context:
        store, desk = context.store, context.desk
        name = Path(parsed.form).name
        form = understood(content, name, kind, own_headings(store, {}), store)
        if said:
            said = _fields(form, said)
            form = understood(content, name, form.kind, own_headings(store, said), store)
        if parsed.keep and said:
            desk.communities.keep_headings((form.kind, *one) for one in said.items())
        if not parsed.output:
            print_json(form.to_json())
            return 0
        _same_form(parsed.output, form)
        desk.exports.require("paper.fill")
        asked = Asked(*_period(parsed, store), _ids(desk, form.kind, parsed.record))
        content, rows = filled(form, Source(store, store.now), asked, call.actor.name)
        desk.exports.note(
            "fill",
            purpose_of(call.actor.role),
            rows,
            format=form.suffix,
            start=asked.start,
            end=asked.end,
            use_case="paper.fill",
        )
        deliver(content, parsed.output)
    call.changed = True
    _say(call, form, rows)
    return 0


def _fields(form: Blank, said: Mapping[str, str]) -> dict[str, str]:
    """What --column says, by the names of fields: a field is named by its label, a heading or its name.

    Raises UsageError for a heading that the form does not have, and for a field that there is not.
    """
    from tui.papers.importing.headings import label_of, named, plain, targets
    from tui.papers.placeholders import said_of

    known = {plain(heading) for heading in form.headings}
    found = {}
    for heading, field in said.items():
        if heading not in known:
            raise UsageError(
                Message(
                    "The form has no heading «{heading}». It has: {names}.",
                    {"heading": heading, "names": enumerated(form.headings)},
                )
            )
        name = named(form.kind, field) if field else ""
        if name is None and form.document is not None:
            name = said_of(form.kind, field)
        if name is None:
            labels = [Message(label_of(form.kind, target.name)) for target in targets(form.kind)]
            raise UsageError(
                Message(
                    "There is no field «{field}». There are: {names}.",
                    {"field": field, "names": listed(labels)},
                )
            )
        found[heading] = name
    return found


def _same_form(target: str, form: Blank) -> None:
    """Raises UsageError for a file name that says another form than the blank one has."""
    suffix = Path(target).suffix.lower()
    if target != STANDARD and suffix != f".{form.suffix}":
        raise UsageError(
            Message(
                "The filled form is a .{suffix} too, and «{file}» is not.",
                {"suffix": form.suffix, "file": target},
            )
        )


def _say(call: Call, form: Blank, rows: int) -> None:
    parsed, tr = call.parsed, call.tr
    if parsed.output == STANDARD:
        return
    if parsed.json:
        print_json(form.to_json() | {"rows": rows, "file": parsed.output})
        return
    print(tr("{n} rows written to {file}.", n=rows, file=parsed.output))
    if form.withheld:
        print(tr("Not collected here: {headings}", headings=tr(", ").join(form.withheld)))
    if form.unknown:
        said = (
            N_("Not understood, left empty: {headings}")
            if form.table
            else N_("Not understood, left standing: {headings}")
        )
        print(tr(said, headings=tr(", ").join(form.unknown)))
        print(
            tr("Say what one means with --column HEADING=FIELD; with --keep it is kept for this community.")
        )


def _period(parsed: argparse.Namespace, store: Store) -> tuple[date | None, date | None]:
    start, end = period_of(parsed.start, parsed.end, store)
    if start and end and end < start:
        raise UsageError(Message("--to is before --from."))
    return start, end


def _ids(desk: Desk, kind: str, given: list[str] | None) -> tuple[int, ...] | None:
    """The records that are named by number, ID or name; None for all. Raises NotFound, UsageError."""
    if not given:
        return None
    return tuple(_id(desk, kind, text.strip()) for text in given)


def _id(desk: Desk, kind: str, text: str) -> int:
    if kind == "wish":
        return desk.wishes.number(text)
    stored = list(desk.store.collection(registry.kind(kind).table).stored())
    found = [int(r["id"]) for r in stored if str(r["id"]) == text or text in {r.get("name"), r.get("title")}]
    if len(found) != 1:
        raise NotFound(Message("No one record is named «{name}». Give its ID.", {"name": text}))
    return found[0]


def purpose_of(role: Role) -> Purpose:
    """What a form is filled for: a seat that sees masked records has nothing for the file."""
    return "post" if role == "viewer" else "file"
