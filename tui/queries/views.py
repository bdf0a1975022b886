"""The named views of a list that somebody sees: their own and the community's."""

from __future__ import annotations

from typing import NamedTuple

from tui.language.errors import Message, NotFound
from tui.language.folding import fold
from tui.store import Store


class View(NamedTuple):
    """Filter, order and columns of one kind's list. `sort` is a column's key, with `-` before it turned round.

    `own`: nobody else sees it.
    """

    name: str
    letter: str
    filter: str
    sort: str
    columns: tuple[str, ...]
    everything: bool
    own: bool

    @property
    def column(self) -> str:
        """The key of the column that it is sorted by; empty: the list's own order."""
        return self.sort.removeprefix("-")

    @property
    def turned(self) -> bool:
        """Whether the last is first."""
        return self.sort.startswith("-")


def views_of(store: Store, kind: str, by: str) -> list[View]:
    """The views of a kind's list for the person `by`: their own first, each in the order in which it was kept."""
    found = [
        View(
            str(one["name"]),
            str(one.get("letter") or ""),
            str(one.get("filter") or ""),
            str(one.get("sort") or ""),
            tuple(one.get("columns") or ()),
            bool(one.get("everything")),
            bool(one.get("by")),
        )
        for one in (store.community or {}).get("views") or ()
        if one["kind"] == kind and one.get("by") in {"", None, by}
    ]
    return sorted(found, key=lambda view: not view.own)


def view_called(store: Store, kind: str, by: str, name: str) -> View:
    """The view of that name, or of that letter. Raises NotFound, which names those that there are."""
    views = views_of(store, kind, by)
    wanted = fold(name)
    for view in views:
        if fold(view.name) == wanted or (view.letter and view.letter == wanted):
            return view
    names = tuple(view.name for view in views) or "-"
    raise NotFound(Message("There is no view «{name}». There are: {names}.", {"name": name, "names": names}))
