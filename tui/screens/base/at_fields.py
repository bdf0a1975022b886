"""What is said at the fields of a form: texts that choose nothing, and what a use case refuses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tui.language.errors import InvalidInput, Message, Translate
from tui.widgets.fields import Field
from tui.widgets.picker import Unchosen
from tui.widgets.settling import settled

# So many options are named; the list beneath the field has the others.
_NAMED: Final = 6


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
