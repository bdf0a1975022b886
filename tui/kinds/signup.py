"""The sign-up of a resident for a session: in ledgers a row of its own, in the store a part of its session."""

from __future__ import annotations

from functools import cache
from typing import Final

from tui.kinds.declaration import Kind
from tui.kinds.registry import kind
from tui.language.i18n import N_

NAME: Final = "signup"


def ledger_kind(name: str) -> Kind:
    """What a row of a ledger can be: a kind of record, or a sign-up. Raises KeyError."""
    return _signup() if name == NAME else kind(name)


@cache
def _signup() -> Kind:
    session = kind("session")
    parts = next(field.parts for field in session.fields if field.name == "signups")
    told = tuple(field for field in session.fields if field.name in {"service_id", "on"})
    return Kind(NAME, N_("sign-up"), session.table, session.model, fields=(*told, *parts))
