"""The export sheet over the trends: the figures shown are copied or written; other ledgers are one choice away."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from textual.screen import Screen

from tui.desk.context import DeskContext
from tui.kinds.record import Stored
from tui.language.errors import Message
from tui.language.i18n import N_
from tui.papers.delimited import written
from tui.papers.ledger import Sheet
from tui.queries.trend_lines import Trends
from tui.queries.trend_sheet import trend_sheet
from tui.screens.base.form import FormScreen
from tui.screens.outlet import COPY, outlet, target_path, written_to
from tui.widgets.fields import Field, Option, PickField

_FIGURES: Final = "trends"
_FORMATS: Final[Mapping[str, str]] = {
    COPY: N_("copy, to paste into a spreadsheet"),
    "xlsx": N_(".xlsx, a workbook"),
    "csv": N_(".csv, for other programs"),
}


def trends_form(
    context: DeskContext, front: Screen[Any], found: Trends, about: str, other: Callable[[], FormScreen]
) -> FormScreen:
    """The sheet for the figures `found`, which the screen `front` shows; `other` opens that for everything else."""
    tr = context.tr

    def save(values: Mapping[str, Any], _: Stored | None) -> Message | FormScreen:
        if values["what"] != _FIGURES:
            return other()
        return _handed_out(context, front, found, about, values)

    whats: list[Option] = [
        (_FIGURES, tr("the figures on the screen")),
        ("other", tr("another ledger, or the monthly report")),
    ]
    fields: list[Field] = [PickField("what", tr("what"), whats, _FIGURES, required=True)]
    return FormScreen(tr("Export"), [*fields, *outlet(context, _FORMATS, "xlsx")], save, about=about)


def _handed_out(
    context: DeskContext, front: Screen[Any], found: Trends, about: str, values: Mapping[str, Any]
) -> Message:
    """Note the export, then write or copy the figures. Raises InvalidInput, StoreError."""
    as_ = str(values["format"])
    sheet = trend_sheet(found, context.tr, about, context.actor.name, context.today)
    rows = sum(len(block.rows) for block in found.blocks.values())
    content = _written(sheet, as_)
    path = (
        target_path(str(values["file"]), sheet.title, f"{context.today:%Y-%m-%d}", as_)
        if as_ != COPY
        else None
    )
    context.desk.exports.note(
        _FIGURES, "street", rows, format=as_, start=found.period.first, end=found.period.last
    )
    if path is not None:
        return written_to(path, content)
    front.app.copy_to_clipboard(content.decode())
    return Message("{n} figures copied. They can be pasted into a spreadsheet.", {"n": rows})


def _written(sheet: Sheet, as_: str) -> bytes:
    if as_ == "xlsx":
        from tui.papers.workbook import workbook

        return workbook([sheet])
    return written(sheet, "csv" if as_ == "csv" else "tsv")
