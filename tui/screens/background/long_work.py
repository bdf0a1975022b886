"""Taking back and doing again: at once where it is quick, beside the screen where a commit has thousands of records."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, Final

from textual.app import App

from tui.language.errors import Message, XingfuError
from tui.screens.background import Part

# Seconds for which the next key waits for it, so that keys in a burst do one after the other; after that it goes on
# beside the screen.
_AT_ONCE: Final = 0.2


class LongWork(Part):
    """One piece of work at a time, in a thread; the screen stays usable. What it raises is told."""

    def __init__(self, app: App[Any]) -> None:
        super().__init__(app)
        self._task: asyncio.Task[Message] | None = None

    @property
    def under_way(self) -> bool:
        """Whether a piece of work goes on beside the screen; says so."""
        if self._task is None:
            return False
        self.shell.say(Message("The last step is still being put back; it is told when that is done."))
        return True

    async def do(
        self, work: Callable[[], Message], *, fail: Callable[[XingfuError], object] | None = None
    ) -> None:
        """Do `work`, unless another is under way, and say what it gives. With `fail`, that tells what it raises."""
        if self.under_way:
            return
        fail = fail or self.shell.complain
        task = self._task = asyncio.create_task(asyncio.to_thread(work))
        done, _ = await asyncio.wait({task}, timeout=_AT_ONCE)
        if done:
            await self._end(task, fail)
            return
        self.shell.say(Message("It is being put back, which takes a while. Go on meanwhile."))
        self.app.run_worker(self._end(task, fail), exit_on_error=False)

    async def _end(self, task: asyncio.Task[Message], fail: Callable[[XingfuError], object]) -> None:
        try:
            said = await task
        except XingfuError as error:
            fail(error)
        else:
            self.shell.say(said)
        finally:
            self._task = None
