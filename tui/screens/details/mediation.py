"""A mediation in full."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from tui.kinds.record import Target
from tui.kinds.words import MEDIATION_KINDS, MEDIATION_STATES
from tui.language.errors import Translate
from tui.rules.households.visits import follow_up_days
from tui.screens.details.lines import day, more, pairs
from tui.store import Store
from tui.widgets.columns import Tone
from tui.widgets.detail_view import DetailLine

# What the lines below show in words of their own; every other field is shown as it is declared.
_SHOWN: Final = frozenset({
    "title", "kind", "parties", "mediator", "place", "opened_on", "sessions", "state", "agreement", "reason", "closed_on", "follow_up_on", "follow_up_by", "followed_up_on", "outcome",
})  # fmt: skip


def mediation_lines(store: Store, target: Target, now: datetime, tr: Translate) -> Iterator[DetailLine]:
    """The lines of a mediation; none if it is gone. What an old record does not tell is said to be so."""
    mediation = store.mediations.find_stored(target.id)
    if mediation is None:
        return
    unknown = tr("no record")
    yield DetailLine(mediation["title"], tone=Tone.ACCENT)
    yield DetailLine(f"{tr(MEDIATION_KINDS[mediation['kind']])}  {tr(MEDIATION_STATES[mediation['state']])}")
    yield DetailLine("")
    agreed = mediation["state"] == "agreed"
    days = follow_up_days(mediation, now.date())
    waits = day(mediation["follow_up_on"], tr) if days is not None else ""
    if waits and mediation.get("follow_up_by"):
        waits += f"  {mediation['follow_up_by']}"
    looked = mediation.get("followed_up_on")
    yield from pairs(
        (tr("parties"), tr(", ").join(mediation["parties"]) or unknown),
        (tr("mediator"), mediation["mediator"] or unknown),
        (tr("place"), mediation["place"]),
        (tr("opened"), day(mediation["opened_on"], tr) or unknown),
        (tr("ended"), day(mediation["closed_on"], tr)),
        (tr("agreement"), mediation["agreement"] or unknown if agreed else ""),
        (tr("reason"), mediation["reason"]),
        (tr("follow-up"), waits),
        (tr("follow-up"), f"{looked}  {tr('done')}  {mediation['outcome']}".rstrip() if looked else ""),
        *more(store, "mediation", mediation, _SHOWN, tr),
    )
    if mediation["sessions"]:
        yield DetailLine("")
        yield DetailLine(tr("sessions held, {n}", n=len(mediation["sessions"])), tone=Tone.DIM)
        for session in reversed(mediation["sessions"]):
            yield DetailLine(f"{session['by']}  {session['note']}".strip(), label=session["on"])
