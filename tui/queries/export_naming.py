"""What something that left the desk is called: a ledger, a paper, a report."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tui.kinds.ledgers import LEDGERS, OTHER_EXPORTS, PAPERS_ALONE, SHORT_PURPOSES
from tui.kinds.record import Stored, Target
from tui.language.errors import Translate


def export_name(export: Stored, tr: Translate, name_of: Callable[[Target], str]) -> str:
    """What left the desk: a paper's number and record; a ledger's title, what it was for and how many rows."""
    if about := str(export.get("about") or ""):
        kind, id, *on = about.split()
        target = Target(kind, int(id), date.fromisoformat(on[0]) if on else None)
        return f"{export.get('number') or ''} {name_of(target)}".strip()
    if export["what"] in PAPERS_ALONE:
        return str(export.get("number") or "")
    what = str(export["what"])
    title = LEDGERS[what].title if what in LEDGERS else tr(OTHER_EXPORTS.get(what, ""))
    rows = tr("{n} rows", n=export["rows"])
    return "  ".join(filter(None, (title, tr(SHORT_PURPOSES[export["purpose"]]), rows)))
