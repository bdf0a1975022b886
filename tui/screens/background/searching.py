"""The desk's search index: built after the first paint, updated by commits; and the last query, to go on from."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from textual.app import App

from tui.screens.background import Part

if TYPE_CHECKING:
    from tui.queries.search.index import SearchIndex
    from tui.queries.search.results import Group
    from tui.store import Entry

# Seconds of indexing before keys are handled again, and seconds of pause after them.
_SLICE: Final = 0.004
_PAUSE: Final = 0.004


class Searching(Part):
    """The search that screens use (`shell.Search`). Nothing is loaded before `begin`."""

    def __init__(self, app: App[Any]) -> None:
        super().__init__(app)
        self.text = ""
        """What was typed last."""
        self.kind = ""
        """The kind that was looked at last; empty for all."""
        self._begun = False
        self._finished = asyncio.Event()

    def begin(self) -> None:
        """Start to build the index, unless that was done."""
        if not self._begun:
            self._begun = True
            self.app.run_worker(self._make(), name="search", exit_on_error=False)

    @property
    def complete(self) -> bool:
        """Whether everything is indexed; before that, only what is indexed so far is found."""
        return self._finished.is_set()

    def groups(
        self, typed: str, now: datetime, *, rows: int, kind: str = "", exact: bool = False
    ) -> Sequence[Group]:
        """The records that match `typed`, by kind, as many as fit into `rows`; with `kind`, all of that kind alone.

        With `exact` only those without a typo, which are found sooner.
        """
        from tui.queries.search.results import groups

        return groups(
            self.context.store, self._index, typed, now, self.context.tr, rows=rows, only=kind, exact=exact
        )

    def follow(self, entries: tuple[Entry, ...]) -> None:
        """Index what was committed."""
        if "_index" in self.__dict__:
            self._index.follow(entries)

    async def finished(self) -> None:
        """Wait until everything is indexed."""
        await self._finished.wait()

    @cached_property
    def _index(self) -> SearchIndex:
        from tui.queries.search.index import SearchIndex

        context = self.context
        return SearchIndex(context.store, context.tr, phones=context.actor.role == "staff")

    async def _make(self) -> None:
        from tui.language.filtering import syllables

        await asyncio.to_thread(syllables)  # the table of pinyin is slow to load
        while self._index.step(_SLICE):  # noqa: ASYNC110 - it works, and lets keys come in between
            await asyncio.sleep(_PAUSE)
        self._finished.set()
