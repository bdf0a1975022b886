"""Upkeep while the desk is open: the journal is folded when it has grown, the day gets its backup."""

from __future__ import annotations

import asyncio
from typing import Any, Final

from textual.app import App

from tui.language.errors import StoreError, StoreReadOnly, StoreUnreachable
from tui.platform.passing import sweep_folders
from tui.screens.background import Part
from tui.screens.background.community_tally import CommunityTally
from tui.screens.background.waiting import Waiting
from tui.store import Store

# Seconds from the first painting to the first look at what is to be done, and from then on between two.
UPKEEP_AFTER: Final = 5.0
UPKEEP_EVERY: Final = 60.0


class Upkeep(Part):
    """Looks after the store in a thread of its own; one run at a time."""

    def __init__(self, app: App[Any]) -> None:
        super().__init__(app)
        self._runs = False
        self._failed = False

    def begin(self) -> None:
        """Look after the store from now on, and tell of saves that wait, for its upkeep among others."""
        Waiting(self.app).begin()
        self.app.set_timer(UPKEEP_AFTER, self._look_after)
        self.app.set_interval(UPKEEP_EVERY, self._look_after)
        CommunityTally(self.app, self.shell.locations.data).begin()

    def _look_after(self) -> None:
        self.app.run_worker(self._run(), name="upkeep", group="upkeep", exclusive=False, exit_on_error=False)

    async def _run(self) -> None:
        if self._runs:
            return
        self._runs = True
        try:
            await asyncio.to_thread(_tidy_and_back_up, self.context.store)
        except (StoreReadOnly, StoreUnreachable):
            pass  # whoever may write does it; that the server is gone is told by who follows it
        except StoreError as error:
            if not self._failed:
                self.shell.complain(error)
            self._failed = True
        finally:
            self._runs = False


def _tidy_and_back_up(store: Store) -> None:
    sweep_folders()
    try:
        store.tidy()
    finally:  # all the more where the files are not as they should be
        store.daily_backup()
