"""The residents' wishes: open ones most pressing first, or all."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from operator import itemgetter
from typing import ClassVar

from tui.kinds.record import Stored
from tui.language.i18n import N_
from tui.queries.board import supervised_wishes, wish_line
from tui.screens.base.browse import BrowseScreen
from tui.screens.lists.wish import wish_cells
from tui.widgets.columns import Cell


class WishesScreen(BrowseScreen):
    """Lists wishes; `t` switches between the open ones and all."""

    title_msgid: ClassVar[str] = N_("wishes")
    record_kind: ClassVar[str] = "wish"
    has_everything: ClassVar[bool] = True

    _supervised: Collection[int] = ()

    def prepare(self) -> list[tuple[Hashable, str]]:
        """Open wishes as they press; all of them with the newest first."""
        store = self.store
        self._supervised = supervised_wishes(store)
        if self.show_all:
            wishes: Sequence[Stored] = sorted(store.wishes.stored(), key=itemgetter("number"), reverse=True)
        else:
            wishes = self.shell.keeper.pressing.wishes
        return [(w["id"], _text(w) if self.filtered else "") for w in wishes]

    def cells(self, key: Hashable) -> Sequence[Cell]:
        wish = self.store.wishes.find_stored(key)  # type: ignore[arg-type]
        if wish is None:
            return ("",) * 5
        return wish_cells(wish_line(wish, self.board.today, self._supervised), self.tr)

    def empty_text(self) -> str:
        if self.show_all:
            return self.tr("No wish yet. Press n to record one.")
        return self.tr("No open wish. Press n to record one, t to see all.")

    def list_title(self) -> str:
        return self.tr("All wishes") if self.show_all else self.tr("Open wishes")


def _text(wish: Stored) -> str:
    """What the filter looks into."""
    holder = (wish.get("assignee") or {}).get("name", "")
    return f"{wish['number']} {wish['title']} {wish.get('resident', '')} {holder}"
