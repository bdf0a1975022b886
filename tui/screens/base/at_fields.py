"""What is said at the fields of a form: texts that choose nothing, and what a use case refuses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tui.language.errors import InvalidInput, Message, Translate
from tui.widgets.fields import Field, PickField
from tui.widgets.picker import Unchosen
from tui.widgets.settling import settled

# So many options are named; the list beneath the field has the others.
_NAMED: Final = 6


def hint_of(field: Field, tr: Translate) -> str:
    """The hint of a field; of a choice without one, how to choose."""
    if isinstance(field, PickField) and not field.hint:
        return tr("Arrows choose, or type: text or pinyin initials.")
    return field.hint


def refused(field: Field, tr: Translate) -> bool:
    """Whether the text typed in a field chooses nothing; the field then says so, with what can be chosen."""
    typed = field.unsettled if field.display else None
    if typed is not None:
        field.set_error(_why(typed, tr).text(tr))
    return typed is not None


def _why(typed: Unchosen, tr: Translate) -> Message:
    """Why a typed text is refused, with the options it might have meant."""
    names = tr(", ").join(typed.options[:_NAMED])
    if len(typed.options) > _NAMED:
        names = tr("{names} and {n} more", names=names, n=len(typed.options) - _NAMED)
    if typed.several:
        return Message("“{text}” fits several: {names}. Choose one.", {"text": typed.text, "names": names})
    if not typed.options:
        return Message("“{text}” is not on record.", {"text": typed.text})
    return Message("Nothing fits “{text}”. There is: {names}.", {"text": typed.text, "names": names})


def unchosen(fields: Sequence[Field], tr: Translate) -> Field | None:
    """Mark the required fields that are empty, if a choice is among them; the first of them, else None."""
    empty = [field for field in fields if field.display and field.required and _empty(field)]
    if not any(isinstance(field, PickField) for field in empty):
        return None  # an empty text is refused by the use case, in its own words
    for field in empty:
        picked = isinstance(field, PickField)
        field.set_error(tr("Nothing is chosen yet.") if picked else tr("This must be filled in."))
    return empty[0]


def _empty(field: Field) -> bool:
    """Whether nothing is in a field. An empty text may be one of the options to choose from."""
    return field.value is None or (field.value == [] if isinstance(field, PickField) else field.value == "")


async def settle_all(fields: Sequence[Field]) -> None:
    """Let each field take what is being typed, and report it."""
    for field in fields:
        field.settle()
        await settled(field)


def show_errors(fields: Sequence[Field], error: InvalidInput, tr: Translate) -> str:
    """Show each error at its field, and focus the first of these; what concerns no field is given back."""
    for field in fields:
        if field.field in error.errors:
            field.set_error(error.errors[field.field].text(tr))
    wrong = next((field for field in fields if field.field in error.errors), None)
    if wrong:
        wrong.focus_editor()
    known = {field.field for field in fields}
    return "\n".join(message.text(tr) for name, message in error.errors.items() if name not in known)
