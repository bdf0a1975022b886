"""The residents' wishes: open ones most pressing first, or all."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import ClassVar

from tui.board import wish_line
from tui.i18n import N_
from tui.rules.wish_order import OPEN_STATES, pressing_key_iso
from tui.screens import listing
from tui.screens.browse import BrowseScreen
from tui.widgets.columns import Cell, Column


class WishesScreen(BrowseScreen):
    """Lists wishes; `t` switches between the open ones and all."""

    title_msgid: ClassVar[str] = N_("wishes")
    record_kind: ClassVar[str] = "wish"
    has_everything: ClassVar[bool] = True

    def columns(self) -> Sequence[Column]:
        """The columns of the list."""
        return listing.wish_columns(self.tr)

    def prepare(self) -> list[tuple[Hashable, str]]:
        """Open wishes as they press; all of them with the newest first."""
        stored = self.desk_app.store.wishes.stored()
        if self.show_all:
            wishes = sorted(stored, key=lambda w: w["number"], reverse=True)
        else:
            wishes = sorted(
                (w for w in stored if w["state"] in OPEN_STATES),
                key=lambda w: pressing_key_iso(w["state"], w.get("due"), w["recorded_on"]),
            )
        return [
            (
                w["id"],
                f"{w['number']} {w['title']} {w.get('resident', '')} {(w.get('assignee') or {}).get('name', '')}",
            )
            for w in wishes
        ]

    def cells(self, key: Hashable) -> Sequence[Cell]:
        """The cells of one wish."""
        wish = self.desk_app.store.wishes.find_stored(key)  # type: ignore[arg-type]
        return listing.wish_cells(wish_line(wish, self.board.today), self.tr) if wish else ("",) * 5

    def empty_text(self) -> str:
        """No wish at all, or none open."""
        if self.show_all:
            return self.tr("No wish yet. Press n to record one.")
        return self.tr("No open wish. Press n to record one, t to see all.")

    def list_title(self) -> str:
        """Which wishes."""
        return self.tr("All wishes") if self.show_all else self.tr("Open wishes")
