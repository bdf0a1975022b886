"""Keeping the masked documents of a community right: with each commit of a handle that holds everything, and after others'.

They are kept from the moment on when somebody may read them alone (`fill`). Up to which commit they are right stands in the
community's row; what a seat commits that does not hold everything is masked by the next handle that does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tui.engine.changes import Entry
from tui.engine.postgres import rows, sight
from tui.engine.postgres.link import LONG
from tui.engine.postgres.prepared import Statement

if TYPE_CHECKING:
    from tui.engine.postgres.handle import Handle
    from tui.engine.postgres.masker import Masker, Shown
    from tui.engine.postgres.mentions import Key

_MASK: Final = (
    "select xingfu.mask(%s, %s, %s::text[], %s::text[], %s::text[], %s::bigint[], %s::text[]); commit"
)
# Added to a commit that names somebody new: other documents may name them too.
_OTHERS: Final = (
    "update xingfu.documents d set masked = g.masked from unnest(%s::text[], %s::text[], %s::text[]) as g(name, id, masked) "
    "where d.community = %s and d.name = g.name and d.id = g.id "
    "and exists (select from xingfu.communities h where h.community = %s and h.seq = %s)"
)
# The row at which turns are taken may lack: a program that knew no turns made the community.
_FREE: Final = (
    f"{sight.BEGIN}; insert into xingfu.turns (community) values (%s) on conflict do nothing; "  # noqa: S608 - no value in it
    f"{sight.TURN} skip locked; {sight.WHOLE.head} for update skip locked"
)
_FILL: Final = (
    "update xingfu.documents d set masked = g.masked from unnest(%s::text[], %s::text[], %s::text[]) as g(name, id, masked) "
    "where d.community = %s and d.name = g.name and d.id = g.id"
)
_FILLED: Final = "update xingfu.communities set masked = seq, masked_by = %s where community = %s"
# So many documents are sent at once.
_BATCH: Final = 500


class Masks:
    """The masked documents of the community that a handle has open. Used under the handle's lock."""

    def __init__(self, engine: Handle) -> None:
        self._engine = engine
        self._masker: Masker | None = None
        self.upto: int | None = None  # the commit up to which they are right; None: none are kept
        self.others = 0  # how many commits of others were masked here

    def forget(self) -> None:
        """Memory was read anew: names are learnt again when they are needed."""
        self._masker = None

    @property
    def behind(self) -> bool:
        """Whether there are commits that this handle has to mask."""
        engine = self._engine
        return self.upto is not None and self.upto < engine.seq and not engine.grant.partial

    def prepare(self) -> None:
        """Learn the names and where they stand now, so that nobody waits for it while the community's row is held."""
        self._known().prepare(self._engine.documents.tables)

    def prepare_for_few(self) -> None:
        """As `prepare`, but the first time the names alone: to look for a few takes less than to find out where all stand."""
        if self._masker is None:
            self._known()
        else:
            self.prepare()

    def take_in(self, entry: Entry) -> None:
        """Learn the names in a commit of somebody else, which is in memory already."""
        if self._masker:
            self._masker.take_in(entry)

    def with_commit(
        self, entry: Entry, written: rows.Written
    ) -> tuple[list[str | None], str | None, tuple[Statement, ...]]:
        """What is kept with a commit about to be made.

        The masked documents in the order in which they are written, what viewers are told (None: later, by somebody who
        holds everything), and the statement about other documents, if any change. While the community is held.
        """
        none: list[str | None] = [None] * len(written.names)
        if self._engine.grant.partial or self.upto != self._engine.seq:
            return none, None, ()
        shown = self._known().shown(entry, written.after, self._engine.documents.tables)
        own = [shown.documents[at] for at in written.after]
        others = {at: text for at, text in shown.documents.items() if at not in written.after}
        if not others:
            return own, shown.told, ()
        community = self._engine.address.community
        parameters = (*_columns(others), community, community, entry.seq)
        return own, shown.told, (Statement(_OTHERS, parameters),)

    def catch_up(self, *, held: bool) -> None:
        """Mask what others have committed, which is all in memory; the community's row is given back.

        Where it is not `held` it is done if nobody holds it now. Raises StoreError.
        """
        engine, community = self._engine, self._engine.address.community
        if not held:
            *_, turn, found = engine.link.ask(_FREE, (community,) * 3)
            self.upto = found[0][2] if found else self.upto
            if not turn or not found or found[0][0] != engine.seq or not self.behind:
                return  # somebody else does it, has done it, or has committed since
        pending = engine.ask(sight.WHOLE.later, (community, self.upto))
        tables, masker = engine.documents.tables, self._known()
        documents: dict[Key, str | None] = {}
        told: dict[int, str] = {}
        for row in pending:
            entry = rows.entry_of(row[:-2])
            after = {(c.table, c.key): tables.get(c.table, {}).get(c.key) for c in entry.changes}
            shown: Shown = masker.shown(entry, after, tables, learnt=True)
            documents.update(shown.documents)
            told[entry.seq] = shown.told
        parameters = (community, engine.seq, *_columns(documents), list(told), list(told.values()))
        engine.keep_with_news(_MASK, parameters)
        self.upto = engine.seq
        self.others += len(told)

    def fill(self) -> int:
        """Mask every document, from now on with each commit; how many viewers see. Raises StoreError."""
        from tui.engine.masking_rules import rules

        engine, community = self._engine, self._engine.address.community
        with engine.exclusive():
            self._masker = None
            found = list(self._known().all(engine.documents.tables))
            for start in range(0, len(found), _BATCH):
                part = found[start : start + _BATCH]
                engine.link.ask(_FILL, (*map(list, zip(*part, strict=True)), community), patience=LONG)
            engine.keep(_FILLED, (rules(), community))
            self.upto = engine.seq
        return sum(text is not None for _, _, text in found)

    def fill_if_outdated(self) -> bool:
        """Mask every document again if they were masked by other rules than this program's. Raises StoreError."""
        from tui.engine.masking_rules import rules

        found = self._engine.ask(
            "select masked_by from xingfu.communities where community = %s and masked is not null",
            (self._engine.address.community,),
        )
        if not found or found[0][0] == rules():
            return False
        self.fill()
        return True

    def _known(self) -> Masker:
        if self._masker is None:
            from tui.engine.postgres.masker import Masker  # most handles need none of it

            self._masker = Masker(self._engine.documents.tables)
        return self._masker


def _columns(documents: dict[Key, str | None]) -> tuple[list[str], list[str], list[str | None]]:
    return [name for name, _ in documents], [key for _, key in documents], list(documents.values())
