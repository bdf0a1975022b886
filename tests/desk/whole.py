"""What a deed leaves in the store, all of it: every field of every document, and who is on record for it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from tui.kinds import registry
from tui.language.errors import InvalidInput, XingfuError
from tui.store import Store

Deed = Callable[[], object]

# The engine sets these; they have tests of their own.
BOOKKEEPING = frozenset({"id", "rev", "created_at", "updated_at"})


def documents(store: Store) -> dict[str, dict[str, Any]]:
    """Every document of the store, by its table and id (`wishes 3`), without the engine's bookkeeping."""
    return {
        f"{table} {stored['id']}": {f: v for f, v in stored.items() if f not in BOOKKEEPING}
        for table in registry.tables()
        for stored in store.collection(table).stored()
    }


def changed_by(store: Store, deed: Deed) -> dict[str, dict[str, Any] | None]:
    """What differs once `deed` is done, by document; None for one that went.

    Of a known document the fields that changed, of a new one those that are not what its model gives by itself.
    Of a list that grew, what was added: `("+", ...)`.
    """
    before = documents(store)
    deed()
    after = documents(store)
    found: dict[str, dict[str, Any] | None] = {}
    for name in [*before, *(n for n in after if n not in before)]:
        was, now = before.get(name), after.get(name)
        if now is None:
            found[name] = None
        elif was != now:
            was = _by_itself(store, name) if was is None else was
            found[name] = {f: _grown(was.get(f), v) for f, v in now.items() if f not in was or was[f] != v}
    return found


def _by_itself(store: Store, name: str) -> dict[str, Any]:
    fields = store.collection(name.partition(" ")[0]).model.model_fields
    given = {
        f: one.get_default(call_default_factory=True) for f, one in fields.items() if not one.is_required()
    }
    return {f: list(v) if isinstance(v, tuple) else v for f, v in given.items()}


def _grown(was: Any, now: Any) -> Any:
    if isinstance(was, list) and isinstance(now, list) and was and now[: len(was)] == was:
        return ("+", *now[len(was) :])
    return now


def on_record(store: Store) -> tuple[str, str, str, dict[str, Any]]:
    """Of the last commit: by whom, at which seat, what was done, and what it was about."""
    entry = next(store.audit(newest_first=True))
    return entry.by, entry.seat, entry.action, dict(entry.about)


def outcome(store: Store, deed: Deed) -> list[str]:
    """What `deed` changed, a field a line; or why it was refused, in which case it changed nothing."""
    seq = store.seq

    def commits(deed: Deed) -> list[str]:
        try:
            deed()
        except InvalidInput as error:
            refused = [f"refused at «{field}»: {why}" for field, why in sorted(error.errors.items())]
        except XingfuError as error:
            refused = [f"refused, {type(error).__name__}: {error.message}"]
        else:
            return []
        assert store.seq == seq, "refused, and yet something was kept"
        return refused

    lines: list[str] = []
    changes = changed_by(store, lambda: lines.extend(commits(deed)))
    for name, fields in changes.items():
        lines.append(name if fields is not None else f"{name}: gone")
        for field, value in (fields or {}).items():
            more = isinstance(value, tuple)
            text = json.dumps(value[1:] if more else value, ensure_ascii=False)
            lines.append(f"  {field}: {'+ ' if more else ''}{text}")
    if store.seq != seq:
        by, seat, action, about = on_record(store)
        lines.append(f"by {by} at {seat}: {action} {about or ''}".rstrip())
    return lines or ["nothing changed"]
