"""The form that answers a supervision note."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tui.desk.context import DeskContext
from tui.kinds.record import Stored, Target
from tui.language.errors import Message
from tui.screens.base.form import FormScreen
from tui.screens.forms.common import found
from tui.screens.forms.fields import declared


def answer(context: DeskContext, target: Target) -> FormScreen:
    """Answer a note."""
    note = found(context, "supervisions", target.id)

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        return Message(
            "Answered: {note}.", {"note": context.desk.notes.answer(target.id, values["answer"])["text"]}
        )

    return FormScreen(
        context.tr("Answer «{note}»", note=note["text"]),
        declared(context, "supervision", note, "answer"),
        save,
    )
