"""`xingfu --communities --json`: the lines of the board over several communities, for programs."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from tui.commandline.output import print_json
from tui.commandline.streams import complain
from tui.desk.tallies import open_tallies
from tui.language.errors import Message, Translate
from tui.queries.rollup import CommunityLine, community_lines
from tui.store import local_now

if TYPE_CHECKING:
    from tui.kinds.words import Role


def lines_now(folders: Sequence[str], today: date, role: Role, seat: str) -> list[CommunityLine]:
    """The lines of the communities now; what fell behind is counted first. `seat` is that of who looks, "" for nobody's."""
    tallies = open_tallies(folders, today, seat)
    behind = [one.address for one in tallies.read() if not one.current]

    async def count() -> None:
        from tui.queries.recounting import recounted

        async for folder, tally in recounted(behind):
            if tally is not None:
                tallies.counted(folder, tally)

    if behind:
        asyncio.run(count())
    return community_lines(tallies.read(), today, role)


def print_lines(folders: Sequence[str], role: Role, seat: str, tr: Translate) -> int:
    """Print the lines of these communities; the exit status, 1 if there is one without figures, which is said."""
    lines = lines_now(folders, local_now().date(), role, seat)
    print_json([line.as_json() for line in lines])
    failed = [line for line in lines if line.figures is None or line.wrong]
    for line in failed:
        what = Message("{file} cannot be read: {why}", {"file": line.shown, "why": line.trouble})
        complain(f"xingfu: {what.text(tr)}")
    return int(bool(failed))
