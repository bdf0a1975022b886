"""Several communities at once, from their tallies alone: a line each, what needs attention first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

from tui.kinds.words import Role
from tui.language.i18n import N_
from tui.rules.privacy.rights import RIGHTS, shown_count
from tui.rules.rollup.tally import Figures, Kept, Wrong, figures, pressing

NO_FIGURES: Final[Mapping[str, str]] = {
    "missing": N_("there is no such folder"),
    "unreadable": N_("it cannot be read"),
}
"""Why a community has no figures (msgids)."""


class CommunityLine(NamedTuple):
    """A community: its address, its name, what it is called among others, its figures, whether they are of its last commit, and
    why there are none.
    """

    address: str
    name: str
    called: str
    figures: Figures | None
    current: bool
    wrong: Wrong = ""

    def as_json(self) -> dict[str, object]:
        """The line for programs: the figures by name, None for all that is not known."""
        found = self.figures._asdict() if self.figures else dict.fromkeys(Figures._fields)
        plain = {
            "community": self.name,
            "data": self.address,
            **found,
            "current": self.current and not self.wrong,
        }
        return plain | ({"wrong": self.wrong} if self.wrong else {})


def community_lines(kept: Sequence[Kept], today: date, role: Role) -> list[CommunityLine]:
    """The lines of communities, as somebody of `role` sees them; those that cannot be read come first."""
    # A small number of visits could tell who was visited.
    withheld = "visits" in RIGHTS[role].hidden
    lines = [
        CommunityLine(
            one.address,
            one.tally.name if one.tally else "",
            (one.tally.name if one.tally else "") or Path(one.address).name,
            figures(one.tally, today, shown_count if withheld else _as_it_is) if one.tally else None,
            one.current,
            one.wrong,
        )
        for one in kept
    ]
    names = Counter(line.called for line in lines)
    lines = [
        line if names[line.called] == 1 else line._replace(called=f"{line.called} {Path(line.address).name}")
        for line in lines
    ]
    return sorted(
        lines, key=lambda one: (0,) if one.figures is None else (1, *pressing(one.called, one.figures))
    )


def _as_it_is(count: int) -> int:
    return count
