"""A household with all visits to it, and a visit in full."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

from tui.kinds.record import Stored, Target
from tui.language.errors import Translate
from tui.queries.households import household_line
from tui.rules.households.visits import follow_up_days, interval
from tui.screens.base import wording
from tui.screens.details.lines import compound_name, day, flags_text, more, pairs, wish_name
from tui.store import Store
from tui.widgets.columns import Tone
from tui.widgets.detail_view import DetailLine

# What the lines below show in words of their own; every other field is shown as it is declared.
_OF_HOUSEHOLD: Final = frozenset({"name", "listed", "flags", "compound", "address", "phone", "every"})
_OF_VISIT: Final = frozenset({
    "household_id", "heard", "follow_up_on", "on", "by", "follow_up_by", "followed_up_on", "outcome", "wish_ids",
})  # fmt: skip


def household_lines(store: Store, target: Target, now: datetime, tr: Translate) -> Iterator[DetailLine]:
    """The lines of a household, with the visits to it, the last one first; none if it is gone."""
    line = household_line(store, target.id, now.date())
    if line is None:
        return
    home = line.stored
    yield DetailLine(home["name"], tone=Tone.ACCENT)
    wants = wording.visit_need(line.need, tr)
    yield DetailLine(wants.text, tone=wants.tone)
    yield DetailLine("")
    every = tr("every {n} days", n=interval(home))
    own = tr("set for this household") if home.get("every") else tr("as its kind has it")
    yield from pairs(
        (tr("flags"), flags_text(home, tr)),
        (
            tr("address"),
            " ".join(filter(None, (compound_name(store, home.get("compound"), tr), home.get("address")))),
        ),
        (tr("phone"), home.get("phone") or ""),
        (tr("visit"), f"{every} ({own})"),
        *more(store, "household", home, _OF_HOUSEHOLD, tr),
    )
    visits = sorted(
        (v for v in store.visits.stored() if v["household_id"] == target.id),
        key=lambda v: (v["on"], v["id"]),
        reverse=True,
    )
    yield DetailLine("")
    if not visits:
        yield DetailLine(tr("No visit yet. d records one."), tone=Tone.DIM)
        return
    yield DetailLine(tr("visits, {n}", n=len(visits)), tone=Tone.DIM)
    for visit in visits:
        yield DetailLine(f"{visit['by']}  {visit['heard']}".strip(), label=str(visit["on"]))
        yield from _came_of_it(store, visit, now.date(), tr)


def visit_lines(store: Store, target: Target, now: datetime, tr: Translate) -> Iterator[DetailLine]:
    """The lines of a visit; none if it is gone."""
    visit = store.visits.find_stored(target.id)
    if visit is None:
        return
    home = store.households.find_stored(visit["household_id"]) or {}
    yield DetailLine(str(home.get("name") or "?"), tone=Tone.ACCENT)
    yield DetailLine(wording.long_day(date.fromisoformat(visit["on"]), tr))
    yield DetailLine("")
    yield from pairs(
        (tr("visited by"), visit["by"]),
        (
            tr("address"),
            " ".join(filter(None, (compound_name(store, home.get("compound"), tr), home.get("address")))),
        ),
        (tr("flags"), flags_text(home, tr)),
        (tr("heard"), visit["heard"]),
        *more(store, "visit", visit, _OF_VISIT, tr),
    )
    yield from _came_of_it(store, visit, now.date(), tr)


def _came_of_it(store: Store, visit: Stored, today: date, tr: Translate) -> Iterator[DetailLine]:
    """The follow-up and the wishes of a visit."""
    days = follow_up_days(visit, today)
    if days is not None:
        who = visit.get("follow_up_by") or visit["by"]
        text = f"{day(visit['follow_up_on'], tr)}  {who}"
        if days < 0:
            text += "  " + tr("{n} d over", n=-days)
        yield DetailLine(text, label=tr("follow-up"), tone=Tone.WARN if days <= 0 else Tone.PLAIN)
    elif visit.get("followed_up_on"):
        text = f"{visit['followed_up_on']}  {tr('done')}  {visit.get('outcome') or ''}".rstrip()
        yield DetailLine(text, label=tr("follow-up"))
    for id in visit.get("wish_ids") or ():
        yield DetailLine(wish_name(store, id) or "?", label=tr("wish"))
