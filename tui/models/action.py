"""Action items (待办事项): what was agreed, who sees to it, and how far it is."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, Field

from tui.kinds.words import ActionState
from tui.models.base import Document, Line, Name, Note, Part, one_line

Title = Annotated[str, AfterValidator(one_line), Field(min_length=1, max_length=120)]


class ActionStep(Part):
    """One step of a project, in its order."""

    title: Title
    due: date | None = None
    done_on: date | None = None


class ActionItem(Document):
    """Something that somebody has to do, out of a meeting or of the desk's own. Projects have steps.

    `item` is the number of the agenda item of the meeting that it came out of.
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
    outcome: Note = ""
    note: Line = ""
