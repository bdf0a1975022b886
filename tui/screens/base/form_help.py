"""The help for a form: what each field takes, and the keys of all forms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from tui.language.errors import Translate
from tui.language.i18n import N_
from tui.widgets.checklist import CheckField
from tui.widgets.clock_field import ClockField
from tui.widgets.columns import Tone
from tui.widgets.date_field import DateField
from tui.widgets.detail_view import DetailLine
from tui.widgets.fields import Field, NoteField, NumberField, PickField

# The hint for a field that has none of its own: that of the first class in this list that it is an instance of.
_TAKES: Final[Sequence[tuple[type[Field], str]]] = (
    (DateField, N_("a date, or words such as tomorrow, fri, 12-01, +3")),
    (ClockField, N_("a time of day, such as 9:00 or 15:30")),
    (NumberField, N_("a number")),
    (NoteField, N_("several lines of text")),
    (PickField, N_("one of a list: Left and Right, or type text or pinyin initials")),
    (CheckField, N_("any of a list: arrows move, Space ticks")),
    (Field, N_("a line of text")),
)


def form_help(title: str, fields: Sequence[Field], tr: Translate) -> list[DetailLine]:
    """The lines of the help sheet for a form with this title and these fields."""
    lines = [DetailLine(title, tone=Tone.ACCENT)]
    lines += [
        DetailLine(_takes(field, tr), label=f"{field.label} *" if field.required else field.label)
        for field in fields
    ]
    return [*lines, DetailLine(""), DetailLine(tr("In forms"), tone=Tone.ACCENT), *_keys(fields, tr)]


def _takes(field: Field, tr: Translate) -> str:
    said = field.hint if field.hint != field.label else ""  # a name in a list says nothing of what to do
    return said or tr(next(text for kind, text in _TAKES if isinstance(field, kind)))


def _keys(fields: Sequence[Field], tr: Translate) -> Iterator[DetailLine]:
    yield DetailLine(tr("the next field; in the last field it saves"), label="Enter")
    if any(isinstance(field, NoteField) for field in fields):
        yield DetailLine(tr("begins a new line in a text of several lines"), label="Enter")
    yield DetailLine(tr("the next field, the one before"), label="Tab, Shift+Tab")
    yield DetailLine(tr("save from anywhere"), label="Ctrl+S")
    yield DetailLine(tr("take back what was typed in the field; type it again"), label="Ctrl+Z, Ctrl+Shift+Z")
    if any(isinstance(field, PickField) for field in fields):
        yield DetailLine(tr("another choice; or type: text or pinyin initials"), label=tr("Left, Right"))
    if any(isinstance(field, DateField) for field in fields):
        yield DetailLine(tr("the day before, the day after"), label=tr("Ctrl+Up, Ctrl+Down"))
    yield DetailLine(tr("takes what a colleague wrote, where both wrote something"), label="F4")
    yield DetailLine(tr("leave; asks if something was typed"), label="Esc")
    yield DetailLine(tr("this help; also ? where no text is typed"), label="F1")
    yield DetailLine(tr("* must be filled in"))
