"""Action items (待办事项): who does what, and the progress."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from tui.kinds.words import ActionState
from tui.models.attachment import Attachable
from tui.models.base import LongText, Name, ShortText, SubDocument, Title


class ActionStep(SubDocument):
    """One step of a project."""

    title: Title
    due: date | None = None
    done_on: date | None = None


class ActionItem(Attachable):
    """A task from a meeting or of the desk itself; projects have steps.

    `item` is the number of the agenda item of the meeting where it was agreed.
    """

    title: Title
    owner: Name
    due: date | None = None
    state: ActionState = "open"
    steps: tuple[ActionStep, ...] = ()
    opened_on: date
    done_on: date | None = None
    meeting_id: int | None = Field(None, ge=1)
    item: int | None = Field(None, ge=1)
    wish_id: int | None = Field(None, ge=1)
    outcome: LongText = ""
    note: ShortText = ""
