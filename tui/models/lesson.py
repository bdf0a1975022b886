"""Lessons of the skill learning group (技能学习小组): who teaches which skill to whom."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from tui.kinds.words import LessonState
from tui.models.base import Document, LongText, Name


class Lesson(Document):
    """A learner with one skill. `met_on` are the days of the lessons, `ended_on` the day of passing or
    stopping.
    """

    skill: Name
    teacher_id: int = Field(ge=1)
    learner_id: int = Field(ge=1)
    begun_on: date
    met_on: tuple[date, ...] = ()
    state: LessonState = "learning"
    ended_on: date | None = None
    note: LongText = ""
