"""How the entries of a day are written: in a calendar's cell, in a list, and beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from tui.kinds.words import BOOKING_STATES, MEETING_KINDS, MEETING_STATES, SESSION_STATES, WISH_STATES
from tui.language.errors import Translate
from tui.language.i18n import N_
from tui.language.text import cell_len
from tui.queries.agenda import AgendaEntry
from tui.rules.calendar.month import Sign, sign
from tui.rules.calendar.workdays import DAY_KINDS, WorkCalendar
from tui.screens.base import wording
from tui.widgets.columns import Cell, Column, Tinted, Tone
from tui.widgets.detail_view import DetailLine

KINDS: Final[Mapping[str, str]] = {
    "session": N_("service"),
    "meeting": N_("meeting"),
    "booking": N_("room"),
    "wish": N_("wish due"),
    "action": N_("action item due"),
    "need": N_("need due"),
}
SIGNS: Final[Mapping[Sign, str]] = {"": "", "holiday": N_("H"), "made_up": N_("W")}
_STATES: Final[Mapping[str, Mapping[Any, str]]] = {
    "session": SESSION_STATES,
    "meeting": MEETING_STATES,
    "booking": BOOKING_STATES,
    "wish": WISH_STATES,
}


def title(entry: AgendaEntry, tr: Translate) -> str:
    """What an entry is called."""
    if entry.kind == "meeting":
        return entry.title or tr(MEETING_KINDS[entry.meeting])  # type: ignore[index]
    return f"{entry.place} {entry.title}" if entry.kind == "booking" else entry.title


def state(entry: AgendaEntry, tr: Translate) -> str:
    """Its state as a word; what is due says what it is."""
    labels = _STATES.get(entry.kind, {})
    return tr(labels[entry.state]) if entry.state in labels else ""


def tone(entry: AgendaEntry) -> Tone:
    """How it is coloured: what is over or off is dim, what is due stands out."""
    if entry.off:
        return Tone.DIM
    return Tone.WARN if not entry.starts else Tone.PLAIN


def short(entry: AgendaEntry, tr: Translate, *, hours: bool) -> Tinted:
    """One line in a calendar's cell: a sign before what is due or off; the `hours` where there is room."""
    mark = "x" if entry.state == "cancelled" else "" if entry.starts else "!"
    hour = f"{entry.starts} " if hours and entry.starts and not mark else ""
    # In one row of a narrow day: when, and what kind of thing.
    brief = f"{mark or entry.starts} {tr(KINDS[entry.kind])}"
    return Tinted(f"{mark}{' ' if mark else hour}{title(entry, tr)}", tone(entry), brief)


def tall(entry: AgendaEntry, tr: Translate) -> Tinted:
    """An entry in a week's cell: when, and beneath it what."""
    off = " x" if entry.state == "cancelled" else ""
    if not entry.starts:
        return Tinted(f"! {title(entry, tr)}", tone(entry))
    hours = f"{entry.starts}-{entry.ends}" if entry.ends else entry.starts
    what = title(entry, tr)
    return Tinted(f"{hours}{off}\n{what}", tone(entry), f"{entry.starts}{off}\n{what}")


def day_sign(day: date, calendar: WorkCalendar, tr: Translate) -> str:
    """The sign of a holiday or a made-up working day."""
    found = SIGNS[sign(day, calendar)]
    return tr(found) if found else ""


def columns(tr: Translate, *, with_day: bool) -> tuple[Column, ...]:
    """The columns of a list of entries."""
    day = (Column("day", tr("date"), cell_len(f"11-27 {tr('Fri')}") + 3),) if with_day else ()
    return (
        *day,
        Column("time", tr("time"), 11, drop=1),
        Column("kind", tr("kind"), max(cell_len(tr(kind)) for kind in KINDS.values()), drop=3),
        Column("title", tr("what"), 16, grow=4),
        Column("place", tr("place"), 10, grow=2, drop=2),
        Column("state", tr("state"), 8, drop=4),
    )


def cells(entry: AgendaEntry, calendar: WorkCalendar, tr: Translate, *, with_day: bool) -> Sequence[Cell]:
    """The cells of one entry."""
    hours = f"{entry.starts}-{entry.ends}" if entry.ends else entry.starts
    day = (f"{wording.short_day(entry.day, tr)} {day_sign(entry.day, calendar, tr)}",) if with_day else ()
    what = title(entry, tr) if entry.kind != "booking" else entry.title
    return (*day, hours, tr(KINDS[entry.kind]), Tinted(what, tone(entry)), entry.place, state(entry, tr))


def lines(
    day: date, found: Sequence[AgendaEntry], today: date, calendar: WorkCalendar, tr: Translate
) -> Iterator[DetailLine]:
    """A day in full, as it stands beside a calendar."""
    yield DetailLine(wording.long_day(day, tr), tone=Tone.ACCENT)
    near = wording.days_to_go((day - today).days, tr)
    known = calendar.published(day)
    kind = tr(DAY_KINDS[calendar.kind(day)])
    yield DetailLine(f"{near}  {kind} {day_sign(day, calendar, tr)}".rstrip(), tone=Tone.DIM)
    if not known:
        yield DetailLine(tr("The holidays of {year} are not published yet.", year=day.year), tone=Tone.WARN)
    yield DetailLine("")
    if not found:
        yield DetailLine(tr("Nothing on this day. n plans a meeting, b books a room."), tone=Tone.DIM)
    for entry in found:
        what = "  ".join(
            filter(None, (title(entry, tr), entry.place if entry.kind != "booking" else "", state(entry, tr)))
        )
        yield DetailLine(what, label=entry.starts or tr("due"), tone=tone(entry))
