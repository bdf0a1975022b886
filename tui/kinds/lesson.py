"""The lesson, declared."""

from __future__ import annotations

from typing import Final

from tui.kinds.declaration import Act, Kind, Place
from tui.language.i18n import N_

LESSON: Final = Kind(
    "lesson",
    N_("lesson"),
    "lessons",
    Place("tui.models.lesson:Lesson"),
    columns=Place("tui.screens.lists.lesson:lesson_columns"),
    detail=Place("tui.screens.details.people:lesson_lines"),
    refusal=Place("tui.queries.refusals_people:lesson"),
    fields=(),
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
)
