"""A wish in full: what it is, who holds it, what happened to it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

from tui.kinds.record import Stored, Target
from tui.kinds.words import ACTIONS, CHANNELS, URGENCIES, WISH_STATES, YES_NO
from tui.language.errors import Translate
from tui.queries.board import supervised_wishes, wish_line
from tui.rules.wishes.categories import category_label, limits_of
from tui.rules.wishes.order import void_reason
from tui.screens.base import wording
from tui.screens.details.lines import compound_name, day, more, pairs, visit_name, wish_name
from tui.store import Store
from tui.widgets.columns import Tone
from tui.widgets.detail_view import DetailLine

_MOST_OTHERS: Final = 5
# What stands in the lines below in words of their own; every other field is shown as it is declared.
_SHOWN: Final = frozenset({
    "number", "title", "state", "resident", "phone", "address", "compound", "supporters", "assignee", "assists", "due",
    "recorded_on", "channel", "category", "visit_id", "urgency", "review_on", "merged_into", "done_on", "solved",
    "rating", "detail", "outcome", "history",
})  # fmt: skip


def wish_lines(store: Store, target: Target, now: datetime, tr: Translate) -> Iterator[DetailLine]:
    """The lines of a wish; none if it is gone."""
    wish = store.wishes.find_stored(target.id)
    if wish is None:
        return
    line = wish_line(wish, now.date(), supervised_wishes(store))
    left = wording.days_left(line, tr)
    yield DetailLine(wish["title"], tone=Tone.ACCENT)
    yield DetailLine(f"{wish['number']}  {tr(WISH_STATES[wish['state']])}  {left.text}", tone=left.tone)
    if line.needs:
        yield DetailLine(wording.why(line, tr), tone=Tone.WARN)
    if reason := void_reason(wish):
        yield DetailLine(tr("In no figure. Reason: {reason}", reason=reason), tone=Tone.WARN)
    yield DetailLine("")
    yield from pairs(
        (tr("resident"), "  ".join(filter(None, (wish.get("resident"), wish.get("phone"))))),
        (
            tr("address"),
            " ".join(
                filter(None, (compound_name(store, wish.get("compound"), tr), wish.get("address") or ""))
            ),
        ),
        (tr("behind it"), _supporters(wish, tr)),
        (tr("held by"), line.holder or tr(wording.NOBODY)),
        (tr("helped by"), tr(", ").join(a["name"] for a in wish.get("assists") or ())),
        (tr("due"), day(wish.get("due"), tr)),
        ("", _why_then(store, wish, tr)),
        (tr("recorded"), wording.long_day(date.fromisoformat(wish["recorded_on"]), tr)),
        (tr("came by"), tr(CHANNELS[wish["channel"]]) if wish.get("channel") else ""),
        (tr("category"), tr(category_label(wish["category"]))),
        (tr("heard at"), visit_name(store, wish.get("visit_id"), tr)),
        (tr("urgency"), tr(URGENCIES[wish["urgency"]])),
        (
            tr("review"),
            day(wish.get("review_on"), tr),
        ),
        (tr("merged into"), wish_name(store, wish.get("merged_into"))),
        (tr("done"), day(wish.get("done_on"), tr)),
        (tr("solved?"), tr(YES_NO[wish["solved"]]) if wish.get("solved") is not None else ""),
        (tr("rating"), tr("{n} of 5", n=wish["rating"]) if wish.get("rating") else ""),
        *more(store, "wish", wish, _SHOWN, tr),
    )
    for label, field in ((tr("detail"), "detail"), (tr("outcome"), "outcome")):
        if wish.get(field):
            yield DetailLine("")
            yield DetailLine(wish[field], label=label)
    others = _same_resident(store, wish)
    if others:
        yield DetailLine("")
        yield DetailLine(tr("other wishes of this resident"), tone=Tone.DIM)
        for other in others:
            yield DetailLine(
                f"{other['title']}  {tr(WISH_STATES[other['state']])}", label=str(other["number"])
            )
    yield from _note_lines(store, target.id, tr)
    if wish.get("history"):
        yield DetailLine("")
        yield DetailLine(tr("history"), tone=Tone.DIM)
        for event in reversed(wish["history"]):
            what = tr(ACTIONS.get(f"wish.{event['action']}", event["action"]))
            said = f"  {event['note']}" if event.get("note") and event["action"] != "edit" else ""
            when = datetime.fromisoformat(event["at"])
            yield DetailLine(f"{what}  {event['by']}{said}", label=f"{when:%m-%d %H:%M}")


def _why_then(store: Store, wish: Stored, tr: Translate) -> str:
    """By what rule the wish is due on that day; empty where somebody set a day of their own."""
    from tui.rules.wishes.deadlines import due_for

    recorded = date.fromisoformat(wish["recorded_on"])
    deadline = due_for(
        wish["urgency"], recorded, store.calendar, wish["category"], limits_of(store.community)
    )
    return deadline.explanation.text(tr) if wish.get("due") == deadline.on.isoformat() else ""


def _supporters(wish: Stored, tr: Translate) -> str:
    """How many residents are behind a wish, where it is not one alone."""
    more = wish.get("supporters") or ()
    count = len(more) + bool(wish.get("resident"))
    return tr("{n} residents: {names}", n=count, names=tr(", ").join(more)) if more else ""


def _note_lines(store: Store, wish: int, tr: Translate) -> Iterator[DetailLine]:
    """The supervision notes on a wish, the newest first, with their answers."""
    notes = [n for n in store.supervisions.stored() if n.get("wish_id") == wish]
    if notes:
        yield DetailLine("")
        yield DetailLine(tr("supervision notes"), tone=Tone.WARN)
        for note in reversed(notes):
            when = datetime.fromisoformat(note["created_at"])
            yield DetailLine(f"{note['by']}  {note['text']}", label=f"{when:%m-%d %H:%M}")
            if note.get("answer"):
                yield DetailLine(f"{note['answered_by']}  {note['answer']}", label=tr("answered"))


def _same_resident(store: Store, wish: Stored) -> list[Stored]:
    """The other wishes of the one who voiced this, the newest first; the telephone tells namesakes apart."""
    name, phone = wish.get("resident"), wish.get("phone")
    if not name:
        return []
    same = [
        w
        for w in store.wishes.stored()
        if w.get("resident") == name
        and w["id"] != wish["id"]
        and (not phone or w.get("phone") in {"", phone})
    ]
    return sorted(same, key=lambda w: str(w["number"]), reverse=True)[:_MOST_OTHERS]
