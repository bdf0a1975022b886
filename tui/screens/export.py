"""The export sheet: what, for whom, which days and columns, in which form; and the monthly report to be read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from textual.screen import Screen

from tui.desk.context import DeskContext
from tui.kinds import registry
from tui.kinds.ledgers import LEDGERS, PURPOSES, Ledger, Purpose
from tui.kinds.record import Stored
from tui.language.cleaning import unified
from tui.language.errors import InvalidInput, Message, StoreError
from tui.language.i18n import N_
from tui.language.text import enumerated
from tui.papers.delimited import written
from tui.papers.ledger import Sheet
from tui.platform.named_files import read_named
from tui.queries.form_rows import Asked
from tui.queries.ledger_values import Source
from tui.queries.ledgers import Wanted, make, refuse
from tui.rules.privacy.rights import RIGHTS, may
from tui.screens.base.form import FormScreen
from tui.screens.base.live import LiveScreen
from tui.screens.export_front import LIST, Listed, as_it_stands, listed
from tui.screens.forms.common import day_field
from tui.screens.outlet import COPY, day_in, outlet, target_path, written_to
from tui.screens.shown_copy import list_or_report
from tui.widgets.fields import Field, NoteField, Option, PickField, TextField

if TYPE_CHECKING:
    from tui.queries.filled_form import Blank

# So many headings are asked for at once.
_ASKED: Final = 10
MONTH: Final = "month"
"""What stands for the monthly report among the ledgers."""

_FORMATS: Final[Mapping[str, str]] = {
    "xlsx": N_(".xlsx, a workbook"),
    "csv": N_(".csv, for other programs"),
    COPY: N_("copy, to paste into a spreadsheet"),
}
_REPORT_FORMATS: Final[Mapping[str, str]] = {
    COPY: N_("copy the text"),
    "xlsx": N_(".xlsx, with charts"),
    "txt": N_(".txt, the text as it stands here"),
}


def export_form(context: DeskContext, front: Screen[Any], *, with_list: bool = True) -> FormScreen:
    """The sheet, filled in for the list in front: its ledger, its rows as they are filtered and sorted.

    Where no ledger can be made of the rows, the list goes out as it stands; `with_list` offers it at all. Who sees
    masked data copies what the screen shows.
    """
    tr = context.tr
    if RIGHTS[context.actor.role].masked:
        return list_or_report(
            context, front, lambda: report_form(context, front, context.today, "street"), MONTH
        )
    kind = front.kind if isinstance(front, LiveScreen) else ""
    found = listed(context, front) if with_list else None
    ledgers = [one for one in LEDGERS.values() if not context.store.hides(registry.kind(one.kind).table)]
    chosen = next((one.name for one in ledgers if one.kind == kind), ledgers[0].name)
    whats: list[Option] = [*((one.name, one.title) for one in ledgers), (MONTH, tr("monthly report"))]
    rows: list[Option] = [("all", tr("all records"))]
    if found is not None:
        chosen = found.ledger or LIST
        whats.insert(0, (LIST, tr("{title}, as it stands on the screen", title=found.title)))
        rows.insert(0, ("front", tr("the {n} in front, as they stand", n=len(found.rows))))
        if found.marked_ids or found.marked:
            number = len(found.marked_ids) or len(found.marked)
            rows.insert(0, ("marked", tr("the {n} marked", n=number)))
    sensitive = chosen != LIST and registry.kind(LEDGERS[chosen].kind).table in RIGHTS["viewer"].hidden
    usual = "file" if sensitive or chosen == LIST else "post"

    def save(values: Mapping[str, Any], _: Stored | None) -> Message | FormScreen:
        purpose: Purpose = values["purpose"]
        first, last = day_in(values, "start"), day_in(values, "end")
        if values["what"] == MONTH:
            return report_form(context, front, first or context.today, purpose)
        if values["what"] == LIST:
            assert found is not None
            return _list_out(context, front, found, values)
        ledger = LEDGERS[values["what"]]
        only = None
        if found is not None and ledger.kind == found.kind:
            only = {"front": found.ids, "marked": found.marked_ids}.get(values["rows"])
        if form := str(values.get("form") or "").strip():
            return _filled(context, ledger, Asked(first, last, only), form, values)
        columns = _columns(str(values["columns"]))
        wanted = Wanted(purpose, first, last, columns, only)
        made = make(context.store, ledger, wanted, context.actor.name)
        if not made.records:
            raise InvalidInput({"what": Message("No record matches.")})
        out = _Out(ledger.name, ledger.title, made.sheet, wanted, made.records)
        return _handed_out(context, front, out, values)

    fields: list[Field] = [
        PickField("what", tr("what"), whats, chosen, required=True,
                  hint=tr("Arrows choose, or type: text or pinyin initials.")),
        PickField("purpose", tr("for whom"), [(key, tr(text)) for key, text in PURPOSES.items()], usual, required=True,
                  hint=tr("What is posted or given to the street office has no personal data.")),
        PickField("rows", tr("rows"), rows, rows[0][0], hint=tr("Another ledger than that of the list has all its records.")),
        day_field(context, "start", tr("first day"), hint=tr("Empty: from the beginning. For the report: any day of its month."), edge="first"),
        day_field(context, "end", tr("last day"), hint=tr("Empty: up to today."), edge="last"),
        TextField("columns", tr("columns"), hint=tr("Headings with commas between; empty: all.")),
        *outlet(context, _FORMATS, "xlsx"),
        *_blank_form(context),
    ]  # fmt: skip
    return FormScreen(tr("Export"), fields, save)


def report_form(context: DeskContext, front: Screen[Any], day: date, purpose: Purpose) -> FormScreen:
    """The monthly report of the month of `day`: read, changed where it should say more, copied or written."""
    from tui.papers import report as paper
    from tui.queries.month_report import month_report

    tr = context.tr
    report = month_report(
        context.store, day.replace(day=1), context.actor.name, "file" if purpose == "file" else "street"
    )

    def note(as_: str) -> None:
        context.desk.exports.note(MONTH, purpose, len(report.figures), format=as_, start=day.replace(day=1))

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        as_, text = values["format"], str(values["text"])
        if as_ == COPY:
            note(COPY)
            front.app.copy_to_clipboard(text)
            return Message("Copied. It can be pasted now.")
        path = target_path(str(values["file"]), report.title, "", as_)
        content = paper.workbook(report) if as_ == "xlsx" else f"{unified(text)}\n".encode()
        note(as_)
        return written_to(path, content)

    fields: list[Field] = [
        NoteField(
            "text",
            tr("text"),
            paper.text(report),
            hint=tr("Change it as you like before it is copied."),
            tall=True,
        ),
        *outlet(context, _REPORT_FORMATS, COPY),
    ]
    return FormScreen(tr("Monthly report"), fields, save, about=report.title)


def _blank_form(context: DeskContext) -> list[Field]:
    """The field for another office's blank form; none on a seat that cannot reach the store's files."""
    if not context.actor.here:
        return []
    hint = context.tr(
        "A table (.xlsx) or document (.docx) of somebody else, to be filled with these rows in its own format."
    )
    return [TextField("form", context.tr("blank form"), hint=hint)]


def _filled(
    context: DeskContext, ledger: Ledger, asked: Asked, form: str, values: Mapping[str, Any]
) -> Message | FormScreen:
    """Fill the blank form and write it where other exports go; first ask what headings mean that are not
    understood. Raises InvalidInput, NotAllowed, StoreError."""
    purpose: Purpose = values["purpose"]
    if purpose == "street":
        raise InvalidInput({"purpose": Message("A form is filled with records, not with figures.")})
    path = Path(form).expanduser()
    content = _small_file(path, form)
    refuse(context.store, ledger, Wanted(purpose))

    def write(said: Mapping[str, str]) -> Message:
        from tui.queries.filled_form import filled

        source = Source(context.store, context.store.now, for_posting=purpose == "post")
        try:
            blank = _understood(context, content, path.name, ledger.kind, said)
            made, rows = filled(blank, source, asked, context.actor.name)
        except InvalidInput as error:
            raise InvalidInput({"form": error.message}) from error
        target = target_path(str(values["file"]), path.stem, f"{context.today:%Y-%m-%d}", blank.suffix)
        context.desk.exports.note(
            "fill",
            purpose,
            rows,
            format=blank.suffix,
            start=asked.start,
            end=asked.end,
            use_case="paper.fill",
        )
        return _told(written_to(target, made), blank)

    try:
        unknown = _understood(context, content, path.name, ledger.kind, {}).unknown
    except InvalidInput as error:
        raise InvalidInput({"form": error.message}) from error
    if unknown and may(context.actor.role, "community.edit"):
        return _taught(context, ledger.kind, unknown, write)
    return write({})


def _told(said: Message, blank: Blank) -> Message:
    """What is said of a form that was filled: also of headings that are left empty, and why."""
    if blank.withheld:
        headings = enumerated(blank.withheld)
        said = Message("{said} Not collected here: {headings}", {"said": said, "headings": headings})
    if not blank.unknown:
        return said
    names = {"said": said, "headings": enumerated(blank.unknown)}
    if blank.table:
        return Message("{said} Not understood, left empty: {headings}", names)
    return Message("{said} Not understood, left standing: {headings}", names)


def _understood(context: DeskContext, content: bytes, name: str, kind: str, said: Mapping[str, str]) -> Blank:
    from tui.papers.importing.known import own_headings
    from tui.queries.filled_form import understood

    return understood(content, name, kind, own_headings(context.store, said), context.store)


def _small_file(path: Path, typed: str) -> bytes:
    """The bytes of a form that is not too large to be read. Raises InvalidInput."""
    from tui.papers.importing.grids import MOST_BYTES

    try:
        return read_named(path, MOST_BYTES)
    except StoreError as error:
        raise InvalidInput({"form": error.message}) from error
    except OSError as error:
        why = error.strerror or str(error)
        raise InvalidInput(
            {"form": Message("{file} cannot be read: {why}", {"file": typed, "why": why})}
        ) from error


def _taught(
    context: DeskContext, kind: str, unknown: Sequence[str], write: Callable[[Mapping[str, str]], Message]
) -> FormScreen:
    """The form that asks what headings mean; what is said is kept for this community."""
    from tui.papers.importing.headings import plain, targets

    tr = context.tr
    options: list[Option] = [("", tr("leave empty"))]
    options += [(target.name, tr(target.field.label or target.field.name)) for target in targets(kind)]
    asked = list(unknown[:_ASKED])

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        meant = {plain(heading): str(values[f"heading{at}"]) for at, heading in enumerate(asked)}
        said = {heading: field for heading, field in meant.items() if field}
        if said:
            context.desk.communities.keep_headings((kind, *one) for one in said.items())
        return write(said)

    fields: list[Field] = [
        PickField(f"heading{at}", " ".join(heading.split())[:24], options, "")
        for at, heading in enumerate(asked)
    ]
    about = tr("These headings of the form are not understood. What you say here is kept for this community.")
    return FormScreen(tr("What do they mean?"), fields, save, about=about)


def _columns(text: str) -> tuple[str, ...]:
    """The columns that are named, by name or heading."""
    for comma in "，、;；":
        text = text.replace(comma, ",")
    return tuple(filter(None, (name.strip() for name in text.split(","))))


class _Out(NamedTuple):
    """A sheet that goes out: what it is in the audit trail, what its file is called, what was wanted, how many rows."""

    what: str
    title: str
    sheet: Sheet
    wanted: Wanted
    rows: int


def _list_out(context: DeskContext, front: Screen[Any], found: Listed, values: Mapping[str, Any]) -> Message:
    """Hand out the list in front as it stands. Raises InvalidInput, NotAllowed, StoreError."""
    if values["purpose"] != "file":
        said = Message("The list goes out as it stands, for the file. Choose a ledger for another purpose.")
        raise InvalidInput({"purpose": said})
    if str(values.get("form") or "").strip():
        raise InvalidInput({"what": Message("Choose the ledger whose records fill the form.")})
    if values["start"] or values["end"]:
        said = Message("The list goes out as it stands. Choose a ledger for a period.")
        raise InvalidInput({"start" if values["start"] else "end": said})
    marked = values["rows"] == "marked"
    columns = _columns(str(values["columns"]))
    sheet = as_it_stands(context, found, columns, marked=marked)
    rows = len(found.marked if marked else found.rows)
    out = _Out(LIST, found.title, sheet, Wanted("file", columns=columns), rows)
    return _handed_out(context, front, out, values)


def _handed_out(context: DeskContext, front: Screen[Any], out: _Out, values: Mapping[str, Any]) -> Message:
    """Note the export, then write or copy the sheet. Raises InvalidInput, StoreError."""
    as_, wanted = str(values["format"]), out.wanted
    if as_ == COPY:
        content = written(out.sheet, "tsv")
    elif as_ == "csv":
        content = written(out.sheet, "csv")
    else:
        from tui.papers.workbook import workbook

        content = workbook([out.sheet])
    path = None
    if as_ != COPY:
        path = target_path(str(values["file"]), out.title, f"{context.today:%Y-%m-%d}", as_)
    context.desk.exports.note(
        out.what, wanted.purpose, out.rows, format=as_, columns=wanted.columns, start=wanted.start, end=wanted.end
    )  # fmt: skip
    if path is not None:
        return written_to(path, content)
    front.app.copy_to_clipboard(content.decode())
    return Message("{n} records copied. They can be pasted into a spreadsheet.", {"n": out.rows})
