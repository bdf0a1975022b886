"""Named views of lists: kept with the community, for all or for who made them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tui.desk.use_case import UseCases
from tui.kinds.record import Stored
from tui.language.errors import InvalidInput, Message, NotAllowed, NotFound, WrongState


class ViewDesk(UseCases):
    """The use cases of views."""

    def keep(self, view: Mapping[str, Any], *, own: bool) -> Stored:
        """Keep a view (`kind`, `name`, `letter`, `filter`, `sort`, `columns`, `everything`); it replaces one of that name.

        `own`: for this person alone. Raises InvalidInput, NotAllowed, WrongState without a community, StoreError.
        """
        self.require("view.keep")
        name, letter = str(view.get("name") or "").strip(), str(view.get("letter") or "").strip().lower()
        if not name:
            raise InvalidInput({"name": Message("Give the view a name.")})
        if len(letter) > 1 or not letter.isascii():
            raise InvalidInput({"letter": Message("One letter or digit of the keyboard.")})
        new = {**view, "name": name, "letter": letter, "by": self.actor.name if own else ""}
        with self.begin("view.keep") as transaction:
            community = self._community()
            current = transaction.read("communities", int(community["id"]))
            views = [one for one in current.get("views") or () if not _same(one, new)]
            taken = [
                one
                for one in views
                if letter and one["letter"] == letter and one["kind"] == new["kind"] and one["by"] in {"", new["by"]}
            ]  # fmt: skip
            if taken:
                message = Message("The view «{name}» has this letter already.", {"name": taken[0]["name"]})
                raise InvalidInput({"letter": message})
            checked = self.checked("communities", {**current, "views": [*views, new]})
            transaction.update("communities", int(community["id"]), {"views": checked["views"]})
            return dict(checked["views"][-1])

    def drop(self, kind: str, name: str) -> None:
        """Drop a view that is one's own or the community's. Raises NotAllowed, NotFound, WrongState, StoreError."""
        self.require("view.keep")
        with self.begin("view.keep") as transaction:
            community = self._community()
            current = transaction.read("communities", int(community["id"]))
            views = list(current.get("views") or ())
            named = [one for one in views if (one["kind"], one["name"]) == (kind, name)]
            if not named:
                raise NotFound(Message("There is no view «{name}».", {"name": name}))
            mine = [one for one in named if one["by"] in {"", self.actor.name}]
            if not mine:
                raise NotAllowed(Message("This view is {name}'s own.", {"name": named[0]["by"]}))
            mine.sort(key=lambda one: not one["by"])  # one's own first
            views.remove(mine[0])
            transaction.update("communities", int(community["id"]), {"views": views})

    def _community(self) -> Stored:
        community = self.store.community
        if community is None:
            raise WrongState(Message("No community is set up yet."))
        return community


def _same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return all(one[part] == other[part] for part in ("kind", "name", "by"))
