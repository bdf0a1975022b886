"""How a session is told in a line, and what it clashes with."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import TYPE_CHECKING

from tui.kinds.words import SESSION_STATES, WEEKDAYS
from tui.language.errors import Translate
from tui.rules.calendar.time_zone import LOCAL
from tui.rules.services.session_state import session_state

if TYPE_CHECKING:
    from tui.desk.context import DeskContext
    from tui.kinds.record import Stored


def say_session(context: DeskContext, session: Stored, tr: Translate) -> None:
    """Print a session in a line: its service's ID and name, when, where, its state and the reason."""
    service = context.store.services.find_stored(session["service_id"]) or {}
    begins = datetime.fromisoformat(session["starts_at"]).astimezone(LOCAL)
    ends = datetime.fromisoformat(session["ends_at"]).astimezone(LOCAL)
    served = session.get("people_served")
    moved = session["on"] != f"{begins:%Y-%m-%d}"
    facts = (
        str(session["service_id"]),
        str(service.get("name") or "?"),
        f"{begins:%Y-%m-%d} {tr(WEEKDAYS[begins.weekday()])} {begins:%H:%M}-{ends:%H:%M}",
        tr("moved from {day}", day=session["on"]) if moved else "",
        str(session.get("place") or ""),
        tr(SESSION_STATES[session_state(session["state"], begins, ends, context.now)]),
        "" if served is None else tr("{n} people", n=served),
        str(session.get("reason") or ""),
    )
    print("  ".join(filter(None, facts)))


def warn_of_clashes(context: DeskContext, session: Stored, tr: Translate) -> None:
    """Say on the error output with what a session clashes; nothing is refused for it."""
    for message in context.desk.sessions.clash_messages(context.desk.sessions.clashes(session)):
        print(f"xingfu: {session['starts_at'][:10]}: {message.text(tr)}", file=sys.stderr)
