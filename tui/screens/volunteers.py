"""The volunteers, and beneath them the skill learning group."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult

from tui.kinds.record import Target
from tui.language.i18n import N_
from tui.queries.volunteers import VolunteerLine, volunteer_lines
from tui.rules.people.availability import describe
from tui.screens.base import wording
from tui.screens.base.browse import BrowseScreen
from tui.screens.lists.lesson import lesson_cells, lesson_columns
from tui.screens.lists.volunteer import volunteer_cells
from tui.widgets.columns import Cell
from tui.widgets.panel import Panel
from tui.widgets.record_table import RecordTable


class VolunteersScreen(BrowseScreen):
    """Volunteers above; below who learns what from whom, `t` shows those who ended as well."""

    title_msgid: ClassVar[str] = N_("volunteers")
    record_kind: ClassVar[str] = "volunteer"
    has_everything: ClassVar[bool] = True
    also_listed: ClassVar[Mapping[str, str]] = {"lesson": "lessons"}

    def __init__(self) -> None:
        super().__init__()
        self._lines: dict[Hashable, VolunteerLine] = {}
        self._made_of: object = None

    def more_lists(self) -> ComposeResult:
        """The skill learning group."""
        yield Panel("", RecordTable(lesson_columns(self.tr), id="lessons"), id="p-lessons")

    @property
    def _in_lessons(self) -> bool:
        return self.focused is not None and self.focused.id == "lessons"

    @property
    def kind(self) -> str:
        """`lesson` while the lessons are focused."""
        return "lesson" if self._in_lessons else "volunteer"

    @property
    def target(self) -> Target | None:
        """The selected record of the focused list."""
        if self._in_lessons:
            key = self.query_one("#lessons", RecordTable).cursor_key
            return None if key is None else Target("lesson", int(key))  # type: ignore[call-overload]
        return super().target

    def prepare(self) -> list[tuple[Hashable, str]]:
        """The volunteers by name."""
        store = self.store
        made_of = (store.seq, self.board.today)
        if made_of != self._made_of:  # summing all hours at each letter of the filter would be felt
            self._lines = {line.id: line for line in volunteer_lines(store, self.board.today)}
            self._made_of = made_of
        return [(id, self._text(line)) for id, line in self._lines.items()]

    def _text(self, line: VolunteerLine) -> str:
        return " ".join((line.name, *line.teams, *line.skills, describe(line.availability, self.tr)))

    def cells(self, key: Hashable) -> Sequence[Cell]:
        return volunteer_cells(self._lines[key], self.tr)

    def refresh_live(self) -> None:
        """The volunteers and the skill learning group."""
        super().refresh_live()
        if not self.ready:
            return
        store, tr = self.store, self.tr
        lessons = {
            lesson["id"]: lesson
            for lesson in store.lessons.stored()
            if self.show_all or lesson["state"] == "learning"
        }
        table = self.query_one("#lessons", RecordTable)
        table.set_empty(tr("Nobody is learning now. n adds a learner with a teacher."))
        table.show(list(lessons), lambda key: lesson_cells(store, lessons[key], tr))
        self.query_one("#p-lessons", Panel).set_title(tr("Skill learning group {n}", n=len(lessons)), "")

    def note_text(self) -> str:
        """Whose birthday nears, and who has been there for a year."""
        return wording.occasions(self.board.occasions, self.tr)

    def empty_text(self) -> str:
        return self.tr("No volunteer yet. Press n to add one.")

    def list_title(self) -> str:
        return self.tr("Volunteers")
