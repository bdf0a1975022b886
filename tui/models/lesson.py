"""Lessons of the skill learning group (技能学习小组): who teaches which skill to whom."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, Field

from tui.kinds.words import LessonState
from tui.models.base import Document, Note, one_line

Skill = Annotated[str, AfterValidator(one_line), Field(min_length=1, max_length=60)]


class Lesson(Document):
    """One learner with one skill. `met_on` are the days of their lessons, `ended_on` when they were able or stopped."""

    skill: Skill
    teacher_id: int = Field(ge=1)
    learner_id: int = Field(ge=1)
    begun_on: date
    met_on: tuple[date, ...] = ()
    state: LessonState = "learning"
    ended_on: date | None = None
    note: Note = ""
