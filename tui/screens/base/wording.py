"""How dates, days left and states are written on screen, in the user's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from tui.kinds.words import SESSION_STATES, VISIT_REASONS, WEEKDAYS
from tui.language.errors import Translate
from tui.language.i18n import N_
from tui.queries.board_lines import ActionLine, SessionLine, WishLine
from tui.rules.people.occasions import Occasion
from tui.rules.services.signups import turnout
from tui.rules.wishes.deadlines import SOON_DAYS
from tui.widgets.columns import Tinted, Tone

if TYPE_CHECKING:
    from tui.rules.households.visits import VisitNeed


def weekday(day: date, tr: Translate) -> str:
    """The weekday, short."""
    return tr(WEEKDAYS[day.weekday()])


def long_day(day: date, tr: Translate) -> str:
    """A day in full, such as 2026-11-24 周二."""
    return f"{day.isoformat()} {weekday(day, tr)}"


def short_day(day: date, tr: Translate) -> str:
    """A day near today, such as 11-27 周五."""
    return f"{day:%m-%d} {weekday(day, tr)}"


def day_seen_from(day: date, today: date, tr: Translate) -> str:
    """A day with its year where that is another than today's, such as 11-27 周五 or 2027-01-04 周一."""
    return short_day(day, tr) if day.year == today.year else long_day(day, tr)


def days_to_go(days: int, tr: Translate) -> str:
    """How far a day is from today, in a word or two."""
    if days == 0:
        return tr("today")
    if days == 1:
        return tr("tomorrow")
    if days == 2:
        return tr("in 2 d")
    if days > 0:
        return tr("in {n} d", n=days)
    return tr("{n} d ago", n=-days)


# Reasons that the days left do not show.
_NEEDS: Mapping[str, str] = {
    "review": N_("review"),
    "handed_back": N_("handed back"),
    "low_rating": N_("rated badly"),
    "accept": N_("accept it"),
}
_WHY: Mapping[str, str] = {
    "supervised": N_("The street office presses for it."),
    "overdue": N_("Overdue by {n} days."),
    "review": N_("On hold, and to be looked at again since {n} days."),
    "handed_back": N_("Handed back: somebody else must take it on."),
    "low_rating": N_("The resident is not satisfied: o takes it up again."),
    "accept": N_("Not accepted for {n} days longer than promised."),
    "today": N_("Due today."),
}


def why(line: WishLine, tr: Translate) -> str:
    """Why a wish needs a hand today, as a sentence; empty if it does not."""
    return tr(_WHY[line.needs.reason], n=line.needs.days) if line.needs else ""


def days_left(line: WishLine, tr: Translate) -> Tinted:
    """Days left for a wish, or days over; waiting for the resident says so."""
    if line.needs and line.needs.reason in _NEEDS:
        return Tinted(tr(_NEEDS[line.needs.reason]), Tone.BAD)
    if line.state == "done":
        return Tinted(tr("call back"), Tone.GOOD)
    if line.state in {"closed", "declined", "merged", "voided"}:
        return Tinted("")  # the state is shown beside it
    if line.days is None:
        return Tinted(tr("no date"), Tone.DIM)
    if line.days < 0:
        return Tinted(tr("{n} d over", n=-line.days), Tone.BAD)
    if line.days == 0:
        return Tinted(tr("due today"), Tone.BAD)
    tone = Tone.WARN if line.due == "soon" else Tone.PLAIN
    return Tinted(tr("{n} d left", n=line.days), tone)


def action_left(line: ActionLine, tr: Translate) -> Tinted:
    """Days left for an action item, or days over."""
    if line.days is None:
        return Tinted(tr("no date"), Tone.DIM)
    if line.days <= 0:
        return Tinted(tr("{n} d over", n=-line.days) if line.days else tr("due today"), Tone.BAD)
    tone = Tone.WARN if line.days <= SOON_DAYS else Tone.PLAIN
    return Tinted(tr("{n} d left", n=line.days), tone)


def visit_need(need: VisitNeed, tr: Translate) -> Tinted:
    """Why a household wants a visit, with the days; the soonest that it will, if it does not now."""
    if need.reason == "unlisted":
        return Tinted(tr(VISIT_REASONS[need.reason]), Tone.DIM)
    if need.reason == "never":
        if need.days == 0:
            return Tinted(tr("never, on the list since today"), Tone.BAD)
        return Tinted(tr("never, {n} d on the list", n=need.days), Tone.BAD, tr("never"))
    if need.reason == "follow_up":
        return Tinted(tr("follow-up due, {n} d", n=need.days), Tone.BAD)
    if need.reason == "overdue":
        text = tr("not for {n} d, {over} d over", n=need.since, over=need.days)
        return Tinted(text, Tone.WARN, tr("{n} d over", n=need.days))
    return Tinted(tr("to be visited {when}", when=days_to_go(need.days, tr)), Tone.DIM)


_SESSION_TONES: Mapping[str, Tone] = {
    "planned": Tone.WARN,
    "confirmed": Tone.PLAIN,
    "under_way": Tone.GOOD,
    "unrecorded": Tone.BAD,
    "done": Tone.DIM,
    "cancelled": Tone.DIM,
}


def session_state(line: SessionLine, tr: Translate) -> Tinted:
    """A session's state as a word, tinted."""
    return Tinted(tr(SESSION_STATES[line.state]), _SESSION_TONES[line.state])


def when_session(line: SessionLine, tr: Translate) -> Tinted:
    """How far off a session is; today's stand out."""
    if line.state == "under_way":
        return Tinted(tr("now"), Tone.GOOD)
    return Tinted(days_to_go(line.days, tr), Tone.WARN if line.days == 0 else Tone.PLAIN)


def beyond(line: SessionLine, tr: Translate) -> str:
    """A session further off, in short: its day, its name, how many have signed up."""
    coming = turnout(line.stored.get("signups") or (), line.stored.get("cap")).coming
    cap = line.stored.get("cap")
    count = f"{len(coming)}/{cap}" if cap else str(len(coming))
    said = tr("signed up {n}", n=count) if coming else ""
    return " ".join(filter(None, (f"{line.starts_at:%m-%d}", line.service, said)))


def clock(starts_at: datetime, ends_at: datetime) -> str:
    """From when to when, such as 09:00-11:00."""
    return f"{starts_at:%H:%M}-{ends_at:%H:%M}"


def spent(seconds: int) -> str:
    """A time spent, such as 12:05 (minutes and seconds)."""
    return f"{seconds // 60}:{seconds % 60:02d}"


def hours(value: float) -> str:
    """Hours without a needless .0"""
    return f"{value:g}"


TEAM_TONES: Mapping[str, Tone] = {
    "in_service": Tone.GOOD,
    "next": Tone.PLAIN,
    "on_call": Tone.PLAIN,
    "resting": Tone.DIM,
    "short": Tone.BAD,
    "quiet": Tone.WARN,
}

NOBODY = N_("nobody yet")


def occasions(occasions: Iterable[Occasion], tr: Translate, most: int = 2) -> str:
    """Birthdays and first-year marks in a line."""
    return "  ".join(mark.message.text(tr) for mark in list(occasions)[:most])
