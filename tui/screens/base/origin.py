"""Origin: what opened a form, from which it can be opened again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tui.kinds import registry
from tui.kinds.record import Stored, Target
from tui.store import Store

if TYPE_CHECKING:
    from tui.seats.drafts import Draft


@dataclass(frozen=True, slots=True)
class Origin:
    """The command that opened a form, with the kind and the record it is about. No kind: it holds everywhere."""

    command: str
    kind: str
    target: Target | None = None

    def stored(self, store: Store) -> Stored | None:
        """The stored document as it is now; None if there is none. Of a session, its service's."""
        target = self.target
        if target is None:
            return None
        table = "services" if target.kind == "session" else registry.kind(target.kind).table
        return store.collection(table).find_stored(target.id) if table else None

    def draft(
        self, title: str, values: Mapping[str, Any], base_version: Stored | None, now: datetime
    ) -> Draft:
        """What was typed into the form of that title, to be taken up again."""
        from tui.seats.drafts import Draft

        target = self.target
        return Draft(
            self.command,
            self.kind,
            target.id if target else None,
            target.on.isoformat() if target and target.on else None,
            title,
            values,
            dict(base_version) if base_version is not None else None,
            now.isoformat(timespec="seconds"),
        )
