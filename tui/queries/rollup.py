"""Several communities at once, from their tallies alone: a line each, what needs attention first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from tui.kinds.words import Role
from tui.language.errors import Message
from tui.language.i18n import N_
from tui.platform.locations import is_database, short_name, without_password
from tui.rules.privacy.rights import RIGHTS, shown_count
from tui.rules.rollup.tally import Figures, Kept, Wrong, figures, pressing

_WHY: Final[Mapping[Wrong, str]] = {
    "missing": N_("there is no such folder"),
    "unreadable": N_("it cannot be read"),
    "unreachable": N_("it cannot be reached"),
    "unseated": N_("this seat does not oversee it"),
    "waiting": N_("being read ..."),
}
# Why a community cannot be read, where nothing more is known (msgids).


class CommunityLine(NamedTuple):
    """A community: its address, its name, what it is called among others, its figures, whether they are of its last commit, and
    why there are none, or only those that were known before.
    """

    address: str
    name: str
    called: str
    figures: Figures | None
    current: bool
    wrong: Wrong = ""
    why: Message | None = None

    @property
    def shown(self) -> str:
        """Its address, without a password."""
        return without_password(self.address) if is_database(self.address) else self.address

    @property
    def trouble(self) -> Message:
        """Why it cannot be read."""
        msgid = _WHY[self.wrong or "unreadable"]
        return self.why or Message(msgid)

    def as_json(self) -> dict[str, object]:
        """The line for programs: the figures by name, None for all that is not known."""
        found = self.figures._asdict() if self.figures else dict.fromkeys(Figures._fields)
        plain = {
            "community": self.name,
            "data": self.shown,
            **found,
            "current": self.current and not self.wrong,
        }
        return plain | ({"wrong": self.wrong} if self.wrong else {})


def community_lines(kept: Sequence[Kept], today: date, role: Role) -> list[CommunityLine]:
    """The lines of communities, as somebody of `role` sees them; those that cannot be read come first."""
    # A small number of visits could tell who was visited.
    shown = shown_count if "visits" in RIGHTS[role].hidden else _as_it_is
    lines = [
        CommunityLine(
            one.address,
            one.tally.name if one.tally else "",
            (one.tally.name if one.tally else "") or short_name(one.address),
            figures(one.tally, today, shown, one.withheld) if one.tally else None,
            one.current,
            one.wrong,
            one.why,
        )
        for one in kept
    ]
    names = Counter(line.called for line in lines)
    lines = [
        line if names[line.called] == 1 else line._replace(called=f"{line.called} {short_name(line.address)}")
        for line in lines
    ]
    return sorted(
        lines, key=lambda one: (0,) if one.figures is None else (1, *pressing(one.called, one.figures))
    )


def _as_it_is(count: int) -> int:
    return count
