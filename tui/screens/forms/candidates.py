"""Candidates in forms: who fits, with the reason beside the name."""

from __future__ import annotations

from collections.abc import Iterable

from tui.language.errors import Translate
from tui.rules.people.matching import RankedHelper
from tui.store import Store
from tui.widgets.fields import Option

_TABLES = {"team": "teams", "volunteer": "volunteers", "person": "volunteers", "partner": "partners"}


def with_reasons(matches: Iterable[RankedHelper], tr: Translate) -> list[Option]:
    """Options such as (`team:2`, 夕阳维修队  会维修，周五有空)."""
    return [(f"{m.helper.kind}:{m.helper.id}", f"{m.helper.name}  {m.reason.text(tr)}") for m in matches]


def named(store: Store, code: str) -> str:
    """The name alone of who is meant by a code such as `team:2`; any other text is a name itself."""
    kind, _, id = code.partition(":")
    if kind in _TABLES and id.isdigit():
        stored = store.collection(_TABLES[kind]).find_stored(int(id))
        return str(stored["name"]) if stored else code
    return code
