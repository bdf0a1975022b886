"""The volunteer teams and what each is doing."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import ClassVar

from tui.language.i18n import N_
from tui.queries.board import TeamLine
from tui.screens.base import wording
from tui.screens.base.browse import BrowseScreen
from tui.screens.lists.team import team_cells
from tui.widgets.columns import Cell


class TeamsScreen(BrowseScreen):
    """Lists the teams."""

    title_msgid: ClassVar[str] = N_("teams")
    record_kind: ClassVar[str] = "team"

    def __init__(self) -> None:
        super().__init__()
        self._lines: dict[Hashable, TeamLine] = {}

    def prepare(self) -> list[tuple[Hashable, str]]:
        """The teams in the order in which they were added."""
        self._lines = {line.id: line for line in self.board.teams}
        teams = self.store.teams
        listed: list[tuple[Hashable, str]] = []
        for id, line in self._lines.items():
            team = teams.find_stored(id) or {}  # type: ignore[arg-type]
            listed.append((id, f"{line.name} {team.get('leader', '')} {' '.join(team.get('skills') or ())}"))
        return listed

    def cells(self, key: Hashable) -> Sequence[Cell]:
        return team_cells(self._lines[key], self.tr)

    def note_text(self) -> str:
        """Whose birthday nears, and who has been there for a year."""
        return wording.occasions(self.board.occasions, self.tr)

    def empty_text(self) -> str:
        return self.tr("No team yet. Press n to add one.")

    def list_title(self) -> str:
        return self.tr("Volunteer teams")
