"""Forgetting a person from the desk: counted and done in a thread, so that the desk stays usable and live."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from tui.language.errors import XingfuError
from tui.language.i18n import N_
from tui.rules.people.same_person import Record
from tui.screens.background import Part

if TYPE_CHECKING:
    from tui.desk.people.forgetting import ToForget

# Seconds after which it is said that counting takes a while.
_AT_ONCE: Final = 0.3


class Forgetting(Part):
    """One forgetting: what would go is counted, asked about twice, removed, and told."""

    def ask(self, name: str, phones: Sequence[str], others: Sequence[Record]) -> None:
        """Count, then ask. `others` are records of somebody else of that name."""
        self.app.run_worker(self._ask(name, phones, others), name="forget", exit_on_error=False)

    async def _ask(self, name: str, phones: Sequence[str], others: Sequence[Record]) -> None:
        from tui.screens.forms.forget import asked

        desk = self.context.desk.forgetting
        front = self.app.screen
        counting = asyncio.create_task(asyncio.to_thread(desk.counted, name, phones, others))
        done, _ = await asyncio.wait({counting}, timeout=_AT_ONCE)
        if not done:
            self.shell.say(N_("It is being counted what would be removed ..."))
        try:
            whom = await counting
        except XingfuError as error:
            self.shell.complain(error)
            return
        if self.app.screen is not front:  # who has gone on meanwhile does not want it any more
            return
        await self.app.push_screen(asked(self.context, name, whom, lambda: self._begin(whom)))

    def _begin(self, whom: ToForget) -> None:
        self.app.run_worker(self._forget(whom), name="forget", exit_on_error=False)

    async def _forget(self, whom: ToForget) -> None:
        from tui.screens.forgotten import ForgottenScreen

        try:
            done = await asyncio.to_thread(self.context.desk.forgetting.forget, whom)
        except XingfuError as error:
            self.shell.complain(error)
            return
        await self.app.push_screen(ForgottenScreen(done))
