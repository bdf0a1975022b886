"""Candidates in forms: who fits, with the reason beside the name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from tui.kinds import registry
from tui.language.errors import Translate
from tui.rules.people.matching import RankedHelper
from tui.store import Store
from tui.widgets.fields import Option

_TABLES = {"team": "teams", "volunteer": "volunteers", "person": "volunteers", "partner": "partners"}


def with_reasons(matches: Iterable[RankedHelper], tr: Translate) -> list[Option]:
    """Options such as (`team:2`, 夕阳维修队  会维修，周五有空)."""
    return [(f"{m.helper.kind}:{m.helper.id}", f"{m.helper.name}  {m.reason.text(tr)}") for m in matches]


def best(matches: Iterable[RankedHelper]) -> str | None:
    """The code of the first, where a skill of theirs fits; None where nobody is known to be able to do it."""
    first = next(iter(matches), None)
    fits = first is not None and bool(first.skills or first.own)
    return f"{first.helper.kind}:{first.helper.id}" if first is not None and fits else None


def told_apart(options: Sequence[Option], store: Store, tr: Translate) -> list[Option]:
    """The options, those of one name (a team and a partner) each with its kind behind the name."""
    names = Counter(named(store, str(code)) for code, _ in options)
    found: list[Option] = []
    for code, label in options:
        kind, name = str(code).partition(":")[0], named(store, str(code))
        if names[name] > 1 and kind in _TABLES and label.startswith(name):
            what = tr(registry.kind({"person": "volunteer"}.get(kind, kind)).label)
            found.append((code, f"{name}（{what}）{label.removeprefix(name)}"))
        else:
            found.append((code, label))
    return found


def named(store: Store, code: str) -> str:
    """The name alone of who is meant by a code such as `team:2`; any other text is a name itself."""
    kind, _, id = code.partition(":")
    if kind in _TABLES and id.isdigit():
        stored = store.collection(_TABLES[kind]).find_stored(int(id))
        return str(stored["name"]) if stored else code
    return code
