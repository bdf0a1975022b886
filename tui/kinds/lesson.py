"""The lesson, declared."""

from __future__ import annotations

from typing import Final

from tui.kinds.declaration import (
    Act,
    Field,
    Kind,
    Place,
    Reference,
    Typed,
    note,
)
from tui.language.i18n import N_

LESSON: Final = Kind(
    "lesson",
    N_("lesson"),
    "lessons",
    Place("tui.models.lesson:Lesson"),
    columns=Place("tui.screens.lists.lesson:lesson_columns"),
    detail=Place("tui.screens.details.people:lesson_lines"),
    refusal=Place("tui.queries.refusals_people:lesson"),
    fields=(
        Field(
            "skill",
            N_("skill"),
            most=60,
            required=True,
            typed=Typed(
                "--skill",
                N_("learn, able: which skill; list: who has it"),
                hint=N_("What is taught, as it will stand among the learner's skills."),
            ),
        ),
        Field(
            "teacher_id",
            N_("teacher"),
            "number",
            required=True,
            refers=(Reference("volunteers", about=True),),
            typed=Typed("--teacher", N_("learn: from whom"), hint=N_("Type a name or pinyin initials.")),
        ),
        Field(
            "learner_id",
            N_("learner"),
            "number",
            required=True,
            refers=(Reference("volunteers", about=True),),
            typed=Typed(hint=N_("Type a name or pinyin initials.")),
        ),
        Field("begun_on", N_("begun"), "day", required=True, typed=Typed(), past=True),
        Field(
            "met_on",
            N_("lesson days"),
            "list",
            typed=Typed(hint=N_("The days on which they met, with commas between. w notes today's.")),
        ),
        Field("state", N_("state"), "choice", choices=Place("tui.kinds.words:LESSON_STATES")),
        Field("ended_on", N_("ended on"), "day"),
        note(option="", known_as=""),
    ),
    acts=(
        Act("new", "lesson.begin", form=Place("tui.screens.forms.volunteer:new_lesson")),
        Act(
            "step",
            "lesson.meet",
            label=N_("lesson held"),
            tooltip=N_("Teacher and learner met today."),
            deed=Place("tui.desk.deeds:lesson_held"),
            said=N_("The lesson is noted."),
        ),
        Act(
            "complete",
            "lesson.able",
            label=N_("able now"),
            tooltip=N_("The learner can do it now; the skill is added to their record."),
            deed=Place("tui.desk.deeds:lesson_able"),
            said=N_("They can do it now; the skill is on record."),
        ),
        Act("edit", "lesson.edit", form=Place("tui.screens.forms.volunteer:edit_lesson")),
        Act(
            "cancel",
            "lesson.stop",
            label=N_("stop"),
            tooltip=N_("They will not go on learning."),
            form=Place("tui.screens.forms.volunteer:stop_lesson"),
        ),
    ),
    listed="lessons",
)
