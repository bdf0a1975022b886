"""The tally beside the data, for a board over several communities, kept after commits; nothing where nobody looks at it."""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from textual.app import App

from tui.desk.tallies import keep_tally, kept_tally, tally_wanted
from tui.language.errors import StoreError
from tui.rules.privacy.rights import RIGHTS
from tui.screens.background import Part

if TYPE_CHECKING:
    from tui.queries.tally_keeper import TallyKeeper
    from tui.store import Entry

# Seconds after a commit of one's own, and of somebody else, who as a rule has kept the tally by then.
_OWN: Final = 0.02
_OTHERS: Final = 0.1
# Seconds after the first painting at which what a crash left behind is looked for.
_FIRST: Final = 2.0


class CommunityTally(Part):
    """Keeps the tally of the store in a folder. A handle that does not hold everything keeps it of its own commits alone."""

    def __init__(self, app: App[Any], folder: Path) -> None:
        super().__init__(app)
        self._folder = folder
        self._keeper: TallyKeeper | None = None
        self._due = self._runs = self._again = False
        self._own: list[Entry] = []  # of a handle that does not hold everything: what is not in the tally yet

    def begin(self) -> None:
        """Follow commits, and count all once: whatever a crash or another program left behind is right from then on."""
        loop = asyncio.get_running_loop()

        def committed(entries: tuple[Entry, ...]) -> None:
            """The store calls from whichever thread found them."""
            if not loop.is_closed():
                loop.call_soon_threadsafe(self.follow, entries)

        self.context.store.subscribe(committed)
        self.app.set_timer(_FIRST, lambda: self._look(anew=True))

    def follow(self, entries: tuple[Entry, ...]) -> None:
        """Commits came: keep the tally of them, all that come together at once."""
        if not tally_wanted(self._folder):
            self._keeper = None
            return
        if self._partial:
            self._follow_own(entries)
            return
        if self._keeper is not None:
            self._keeper.follow(entries)
        elif entries:
            self._keeper = self._new(entries[0].seq - 1)
            self._keeper.follow(entries)
        if not self._due:
            self._due = True
            made = self.context.store.made_here
            self.app.set_timer(_OWN if any(e.seq in made for e in entries) else _OTHERS, self._look)

    @property
    def _partial(self) -> bool:
        return RIGHTS[self.context.actor.role].partial

    def _mine(self) -> bool:
        return not self._partial and tally_wanted(self._folder)

    def _follow_own(self, entries: tuple[Entry, ...]) -> None:
        """Keep the tally of commits made here; after somebody else's it is for those who hold everything."""
        from tui.queries.tally_keeper import own_end

        end = own_end(self.context.store, entries)
        self._own = [*self._own, *end] if len(end) == len(entries) else end
        if end and not self._due:
            self._due = True
            self.app.set_timer(_OWN, self._keep_own)

    def _keep_own(self) -> None:
        from tui.queries.tally_keeper import TallyKeeper

        self._due, own, self._own = False, self._own, []
        if own:
            known = kept_tally(self._folder, own[0].seq - 1, settled=False)
            keeper = TallyKeeper(self.context.store, known, partial=True)
            keeper.follow(own)
            with contextlib.suppress(OSError):
                if keeper.ready:
                    keep_tally(self._folder, keeper.tally())

    def _new(self, seq: int) -> TallyKeeper:
        from tui.queries.tally_keeper import TallyKeeper

        return TallyKeeper(self.context.store, kept_tally(self._folder, seq, settled=False))

    def _look(self, *, anew: bool = False) -> None:
        self._due = False
        if self._runs:
            self._again = True
        elif self._mine():
            self._runs = True
            self.app.run_worker(self._keep(anew=anew), name="tally", exit_on_error=False)

    async def _keep(self, *, anew: bool) -> None:
        """Keep it, unless that was done; what is not known is counted beside the screen."""
        from tui.queries.tally_keeper import TallyKeeper

        store = self.context.store
        try:
            if anew:
                self._keeper = TallyKeeper(store)
            if anew or kept_tally(self._folder, store.seq) is None:
                keeper = self._keeper = self._keeper or self._new(store.seq)
                tally = keeper.tally() if keeper.ready else await asyncio.to_thread(keeper.tally)
                keep_tally(self._folder, tally)
        except (OSError, StoreError):
            pass  # whoever may write does it, or whoever looks counts
        finally:
            self._runs = False
            if self._again:
                self._again = False
                self._look()
