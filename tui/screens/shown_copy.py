"""What a seat that sees masked data copies: what its screen shows, and nothing else that the store holds.

The text on somebody's clipboard leaves the desk. A ledger has columns and records that no list in front shows; so such
a seat copies the rows that are in sight, and reads every other text on its screen before it can be copied.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from textual.screen import Screen

from tui.desk.context import DeskContext
from tui.kinds.record import Stored
from tui.language.errors import InvalidInput, Message
from tui.language.i18n import N_
from tui.papers.delimited import pasted
from tui.screens.base.form import FormScreen
from tui.screens.base.live import LiveScreen
from tui.screens.export_front import LIST, front_table
from tui.widgets.fields import Field, NoteField, Option, PickField
from tui.widgets.record_table import RecordTable

COPIED: Final = N_("Copied. It can be pasted now.")


def list_or_report(
    context: DeskContext, front: Screen[Any], report: Callable[[], FormScreen], month: str
) -> FormScreen:
    """The choice between the list in front and the monthly report, which `report` opens and `month` is called by.

    The report's form alone where no list is in front.
    """
    tr = context.tr
    table = front_table(front)
    if table is None or not table.keys:
        return report()

    def save(values: Mapping[str, Any], _: Stored | None) -> Message | FormScreen:
        return report() if values["what"] == month else _copied(context, front, table)

    number = len(table.in_sight()) - 1
    whats: list[Option] = [
        (LIST, tr("the {n} on the screen, as they stand", n=number)),
        (month, tr("monthly report")),
    ]
    hint = tr(
        "This seat copies what its screen shows: the rows in sight, in the columns that are there. Scroll for others."
    )
    fields: list[Field] = [PickField("what", tr("what"), whats, LIST, required=True, hint=hint)]
    return FormScreen(tr("Export"), fields, save)


def _copied(context: DeskContext, front: Screen[Any], table: RecordTable) -> Message:
    """Note that the list goes out, then copy it. Raises InvalidInput, NotAllowed, StoreError."""
    titles, *rows = table.in_sight()
    if not rows:
        raise InvalidInput({"what": Message("There is nothing to copy.")})
    what = (front.kind if isinstance(front, LiveScreen) else "") or LIST
    context.desk.exports.note(what, "post", len(rows), format="copy", columns=titles)
    front.app.copy_to_clipboard(pasted([titles, *rows]))
    return Message("{n} records copied. They can be pasted into a spreadsheet.", {"n": len(rows)})


def read_first(
    context: DeskContext, front: Screen[Any], title: str, text: str, note: Callable[[str], object]
) -> FormScreen:
    """The `text` of a paper, shown before it is copied. `note` is given what goes out, before it does."""
    tr = context.tr

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        shown = str(values["text"] or "").strip()
        if not shown:
            raise InvalidInput({"text": Message("There is nothing to copy.")})
        note(shown)
        front.app.copy_to_clipboard(shown)
        return Message(COPIED)

    hint = tr("Change it as you like before it is copied.")
    return FormScreen(title, [NoteField("text", tr("text"), text, hint=hint, tall=True)], save)
