"""`xingfu import`: ledgers of others (.xlsx, .xls, CSV, pasted text), and calendars (`import ics`)."""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from tui.commandline.asking import agreed
from tui.commandline.call import Call
from tui.commandline.files import STANDARD, not_for_a_terminal, standard_input, unreadable, unwritable
from tui.commandline.named import date_of
from tui.commandline.output import print_json
from tui.language.errors import Message, Translate, UsageError, listed
from tui.language.i18n import N_
from tui.language.text import enumerated

if TYPE_CHECKING:
    from tui.papers.importing.planning import Wanted
    from tui.papers.importing.plans import Plan, SheetPlan
    from tui.rules.importing import Given

# So many rows of each sort are told on the screen; --json has all.
_SHOWN: Final = 8


def arguments(into: argparse.ArgumentParser, tr: Translate) -> None:
    """The arguments of `xingfu import`."""
    into.add_argument(
        "file",
        nargs="+",
        metavar=tr("[ics] FILE"),
        help=tr("a ledger, or ics and a calendar; - is standard input"),
    )
    into.add_argument(
        "--as", dest="kind", metavar="KIND", help=tr("what its rows are: wish, visit, hours ...")
    )
    into.add_argument("--sheet", metavar=tr("SHEET"), help=tr("one sheet only"))
    into.add_argument("--answer", action="append", metavar=tr("FIELD=VALUE"), help=tr("what no column has"))
    into.add_argument(
        "--column", action="append", metavar=tr("HEADING=FIELD"), help=tr("what a heading means")
    )
    into.add_argument("--keep", action="store_true", help=tr("keep for this community what --column says"))
    into.add_argument(
        "--both", action="store_true", help=tr("keep also rows that say what another says already")
    )
    into.add_argument(
        "--update", action="store_true", help=tr("bring records that are here with other values up to date")
    )
    into.add_argument("--today", metavar="DATE", help=tr("the day on which it is read"))
    into.add_argument("--refused", metavar=tr("FILE"), help=tr("where the rows go that are not taken"))
    into.add_argument("--dry-run", action="store_true", help=tr("only say what would be done"))
    into.add_argument("--yes", action="store_true", help=tr("do not ask"))
    into.add_argument("--json", action="store_true", help=tr("print the plan as JSON"))
    into.set_defaults(run=run)


def run(call: Call) -> int:
    """Read a ledger, say what becomes of it, and keep it."""
    files = call.parsed.file
    if len(files) == 2 and files[0] == "ics":
        from tui.commandline.commands.exchange import import_calendar

        return import_calendar(call, files[1])
    if len(files) != 1:
        raise UsageError(Message("Give one file."))
    if call.parsed.refused != STANDARD:
        return _import(call, files[0])
    if call.parsed.json or call.parsed.dry_run:
        raise UsageError(Message("--refused - needs standard output for itself: leave {option} out.",
                                 {"option": "--json" if call.parsed.json else "--dry-run"}))  # fmt: skip
    if sys.stdout.isatty():
        raise UsageError(not_for_a_terminal())
    rows = sys.stdout.buffer
    with contextlib.redirect_stdout(sys.stderr):  # what is said must not stand among the rows
        return _import(call, files[0], rows)


def _import(call: Call, file: str, rows: BinaryIO | None = None) -> int:
    """As `run`; the rows that are not taken go to `rows`, if given."""
    from tui.papers.importing.known import mark, own_headings, place_of
    from tui.papers.importing.planning import plan
    from tui.papers.importing.taking import given, note_checked

    parsed, tr = call.parsed, call.tr
    content = small_file(file)
    with call.context() as context:
        context.desk.imports.require("ledger.import")
        now = context.today
        today = date_of(parsed.today, context.store) if parsed.today else now
        said = said_headings(parsed.column)
        wanted = _wanted(parsed, file, own_headings(context.store, said))
        found = plan(content, place_of(context.store, today), wanted)
        if parsed.sheet and not found.sheets:
            raise UsageError(Message("There is no sheet «{name}».", {"name": parsed.sheet}))
        _check_answers(found, wanted.answers)
        mark(found, context.store)
        records = given(found, both=parsed.both, update=parsed.update)
        drafts, refused = context.desk.imports.drafts(records)
        note_checked(found, refused)
        if parsed.dry_run:
            _say(found, refused, call)
            return 0
        if not parsed.json:
            _say(found, refused, call)
        _check_complete(found, records, tr)
        if records and not agreed(parsed, tr):
            return 1
        kinds = sorted({sheet.kind for sheet in found.sheets if sheet.kind}) if parsed.keep else ()
        headings = [(kind, *one) for kind in kinds for one in said.items()]
        kept = context.desk.imports.keep(drafts, Path(file).name, headings=headings)
    refused = [*refused, *kept.refused]
    beside = _write_refused(call, file, found, refused, rows)
    if parsed.json:
        print_json(
            _as_json(found, refused, call)
            | {"kept": dict(kept.tables), "updated": kept.updated, "refused_file": beside}
        )
        return 0
    print(
        tr(
            "Imported: {n} new of {all}.",
            n=sum(not one.given.id for one in drafts) - sum(not one.id for one, _ in kept.refused),
            all=sum(len(s.records) for s in found.sheets),
        )
    )
    if kept.updated:
        print(tr("Brought up to date: {n}.", n=kept.updated))
    elif not parsed.update and (changed := sum(s.counts()["changed"] for s in found.sheets)):
        print(
            tr(
                "{n} are here with other values and were left as they are; --update takes the ledger's.",
                n=changed,
            )
        )
    if beside:
        print(tr("The rows that were not taken are in {file}.", file=beside))
    return 0


def kind_given(kind: str | None, *, of_form: bool = False) -> str | None:
    """The kind of `--as` or `--of`. Raises UsageError for one of which there are no ledgers, or no forms."""
    from tui.papers.importing.headings import FORMS, KINDS

    known = FORMS if of_form else KINDS
    if kind and kind not in known:
        raise UsageError(
            Message("«{value}» is not one of: {choices}.", {"value": kind, "choices": tuple(known)})
        )
    return kind or None


def said_headings(column: Sequence[str] | None) -> dict[str, str]:
    """What --column says: plain heading and field. Raises UsageError."""
    from tui.papers.importing.headings import plain

    return {plain(heading): field for heading, field in pairs(column, "--column")}


def _wanted(parsed: argparse.Namespace, file: str, own: Mapping[str, Mapping[str, str]]) -> Wanted:
    from tui.papers.importing.planning import Wanted

    name = "" if file == STANDARD else Path(file).name
    return Wanted(kind_given(parsed.kind), parsed.sheet, dict(pairs(parsed.answer, "--answer")), own, name)


def pairs(texts: Sequence[str] | None, option: str) -> list[tuple[str, str]]:
    """Names and values of an option that is given as NAME=VALUE. Raises UsageError."""
    found = [text.partition("=") for text in texts or ()]
    for name, sign, _ in found:
        if not sign or not name.strip():
            raise UsageError(Message("{what}: write NAME=VALUE.", {"what": option}))
    return [(name.strip(), value.strip()) for name, _, value in found]


def small_file(file: str) -> bytes:
    """The bytes of a file that is not too large to be read at all. Raises StoreError, UsageError."""
    from tui.papers.importing.grids import MOST_BYTES
    from tui.platform.named_files import read_named

    if file == STANDARD:
        content = standard_input().read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            raise unreadable(file, Message("The file is larger than {n} MB.", {"n": MOST_BYTES >> 20}))
        return content
    try:
        return read_named(Path(file).expanduser(), MOST_BYTES)
    except OSError as error:
        raise unreadable(file, error.strerror or str(error)) from error


def _check_answers(found: Plan, answers: Mapping[str, str]) -> None:
    """Raises UsageError for an answer to a field that no record of the file has."""
    from tui.papers.importing.headings import label_of, named, targets

    kinds = [sheet.kind for sheet in found.sheets if sheet.kind]
    for said in answers:
        if kinds and not any(named(kind, said) for kind in kinds):
            labels = [Message(label_of(kinds[0], target.name)) for target in targets(kinds[0])]
            raise UsageError(
                Message("There is no field «{field}». There are: {names}.",
                        {"field": said, "names": listed(labels)})
            )  # fmt: skip


def _check_complete(found: Plan, records: Sequence[Given], tr: Translate) -> None:
    """Raises UsageError where something is asked for that no column has, or nothing is understood."""
    if all(sheet.kind is None for sheet in found.sheets):
        warnings = next((message for sheet in found.sheets for message in sheet.warnings), None)
        raise UsageError(
            warnings or Message("No table was found in the file. Say what its rows are with --as.")
        )
    for sheet in found.sheets:
        if sheet.unanswered and any(
            (one.sheet, one.kind) == (sheet.sheet or "", sheet.kind) for one in records
        ):
            labels = _lacking(sheet, tr)
            raise UsageError(
                Message(
                    "No column has {fields}. Say it with --answer {field}=…",
                    {"fields": enumerated(labels), "field": labels[0].replace(" ", "")},
                )
            )


def _lacking(sheet: SheetPlan, tr: Translate) -> list[str]:
    """What no column has and nobody has said, as people call it."""
    from tui.papers.importing.headings import label_of

    return [tr(label_of(sheet.kind or "", name)) for name in sheet.unanswered]


def _as_json(found: Plan, refused: Sequence[tuple[Given, Message]], call: Call) -> dict[str, Any]:
    tr = call.tr
    checked = [{"sheet": g.sheet or None, "row": g.row, "why": message.text(tr)} for g, message in refused]
    warnings = [m.text(tr) for m in found.warnings] + [m.text(tr) for s in found.sheets for m in s.warnings]
    return {**found.to_json(), "told": warnings, "not_kept": checked}


def _say(found: Plan, refused: Sequence[tuple[Given, Message]], call: Call) -> None:
    tr = call.tr
    if call.parsed.json:
        print_json(_as_json(found, refused, call))
        return
    for message in found.warnings:
        print(message.text(tr))
    for sheet in found.sheets:
        _say_sheet(sheet, tr)


def _say_sheet(sheet: SheetPlan, tr: Translate) -> None:
    from tui.kinds.signup import ledger_kind
    from tui.papers.importing.plans import IGNORED

    name = sheet.sheet or tr("the table")
    if sheet.kind is None:
        print("  ".join((name, sheet.warnings[0].text(tr) if sheet.warnings else tr("no table"))))
        return
    print(f"{name}  {tr(ledger_kind(sheet.kind).label)}")
    for column in sheet.columns:
        if column.heading:
            field = column.target.field if column.target and column.use == "field" else None
            meaning = tr(field.label or field.name) if field else tr(_USES[column.use])
            print(f"  {' '.join(column.heading.split())} → {meaning}")
    counts = sheet.counts()
    print(
        "  "
        + tr(
            "{new} new, {same} here already, {changed} here with other values, {twice} twice, {refused} refused, {ignored} no records",
            **counts,
        )
    )
    for refusal in sheet.told[:_SHOWN]:
        print("  " + refusal.message.text(tr))
    if len(sheet.told) > _SHOWN:
        print("  " + tr("and {n} more", n=len(sheet.told) - _SHOWN))
    for record in sheet.records:
        if record.same_as and record.here == "new":
            print("  " + tr("Row {row} says the same as row {other}.", row=record.row, other=record.same_as))
    for row, why in list(sheet.ignored.items())[:_SHOWN]:
        print("  " + tr("Row {row}: {why}", row=row, why=IGNORED[why].text(tr)))
    for warnings in sheet.warnings:
        print("  " + warnings.text(tr))
    if sheet.withheld:
        print(
            "  "
            + tr(
                "Not kept, because it tells who somebody is: {headings}",
                headings=tr(", ").join(sheet.withheld),
            )
        )
    if sheet.unanswered:
        print("  " + tr("No column has: {fields}", fields=enumerated(_lacking(sheet, tr))))


_USES: Final = {
    "remark": N_("note"),
    "unknown": N_("kept in the note"),
    "number": N_("number of the line"),
    "withheld": N_("not kept"),
    "": "",
}


def _write_refused(
    call: Call, file: str, found: Plan, refused: Sequence[tuple[Given, Message]], standard: BinaryIO | None
) -> str | None:
    """Write the rows that were not taken beside the file, or where --refused says; the name, if there are any."""
    from tui.papers.importing.taking import refused_book, refused_rows
    from tui.platform.named_files import write_named

    rows = refused_rows(found, refused, call.tr)
    if not rows or (file == STANDARD and not call.parsed.refused):
        return None
    if standard is not None:
        standard.write(refused_book(rows, call.tr))
        standard.flush()
        return None
    beside = Path(file).expanduser()
    path = (
        Path(call.parsed.refused).expanduser()
        if call.parsed.refused
        else beside.with_name(f"{beside.stem}-{call.tr('not taken')}.xlsx")
    )
    try:
        write_named(path, refused_book(rows, call.tr))
    except OSError as error:
        raise unwritable(str(path), error) from error
    return str(path)
