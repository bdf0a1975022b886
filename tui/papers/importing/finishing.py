"""What a row says as a whole: a rating closes a wish, a remark names the leader, a past meeting was held."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final, NamedTuple

from tui.papers.importing.days import Day, read_clock, read_day
from tui.papers.importing.headings import targets
from tui.papers.importing.lexicon import choices_of, squeezed
from tui.papers.importing.matching import Column
from tui.papers.importing.states import done_word, not_yet, outcome_state
from tui.papers.importing.values import Place, meeting_kind


class _Whole(NamedTuple):
    """A record that is being completed, and what it is read against."""

    fields: dict[str, Any]
    extra: dict[str, str]
    place: Place


def finish(kind: str, fields: dict[str, Any], extra: dict[str, str], place: Place) -> str:
    """Complete the fields of a record (in place); the reason why it is refused after all, or ""."""
    whole = fields.pop("whole_title", "")
    if whole:
        name = {"wish": "detail", "mediation": "note", "need": "note", "offer": "note"}.get(kind, "")
        if not name:
            extra["事项"] = whole
        else:
            fields[name] = f"{whole}\n{fields[name]}" if fields.get(name) else whole
    if day := fields.pop("ended", ""):
        _ended(kind, _Whole(fields, extra, place), day)
    return _FINISH[kind](_Whole(fields, extra, place)) if kind in _FINISH else ""


def _ended(kind: str, of: _Whole, said: str) -> None:
    """Put in (in place) the day that stands beside a state: the first such day from that on which it began."""
    name, begun = {"wish": ("done_on", "recorded_on"), "mediation": ("closed_on", "opened_on")}[kind]
    began = str(of.fields.get(begun) or "")[:10]
    if of.fields.get(name) or not began:
        return
    for year in (int(began[:4]), int(began[:4]) + 1):
        read = read_day(said, year)
        if isinstance(read, Day) and began <= read.on.isoformat() <= of.place.today.isoformat():
            of.fields[name] = read.on.isoformat()
            return
    of.extra.setdefault("办结日期", said)


def _wish(of: _Whole) -> str:
    if not of.fields.get("title") and of.fields.get("detail"):
        of.fields["title"] = " ".join(str(of.fields["detail"]).split())[:120]
    state = of.fields.get("state") or done_word(str(of.fields.get("outcome") or ""), _states("wish"))
    if not state and of.fields.get("done_on") and not not_yet(str(of.fields.get("outcome") or "")):
        state = "done"
    if not state and not of.fields.get("rating"):
        state = outcome_state(str(of.fields.get("outcome") or ""), _states("wish"))
    if not state and (of.fields.get("done_on") or of.fields.get("rating") or of.fields.get("solved")):
        state = "done"
    if state == "done" and of.fields.get("rating"):
        state = "closed"
    if not state:
        state = (
            "assigned"
            if of.fields.get("assignee")
            else "in_progress"
            if of.fields.get("outcome")
            else "recorded"
        )
    of.fields["state"] = state
    of.fields.setdefault("category", "other")
    recorded, due, done = of.fields.get("recorded_on"), of.fields.get("due"), of.fields.get("done_on")
    if recorded and due and due < recorded:
        return "due_before"
    if recorded and done and done < recorded:
        of.extra["办结日期"] = str(of.fields.pop("done_on"))
    return ""


def _volunteer(of: _Whole) -> str:
    roles = choices_of(next(t.field for t in targets("volunteer") if t.name == "role"))
    if "role" not in of.fields:
        named = next((roles[squeezed(text)] for text in of.extra.values() if squeezed(text) in roles), "")
        if named and named != "member":
            of.fields["role"] = named
    return ""


def _mediation(of: _Whole) -> str:
    of.fields.setdefault("kind", "other")
    of.fields.setdefault("state", "agreed" if of.fields.get("agreement") else "open")
    return ""


def _meeting(of: _Whole) -> str:
    for name in ("attendance.party", "attendance.names", "items.votes"):  # of which party, on which matter?
        if said := of.fields.pop(name, None):
            heading = next(t.field.headings[0] for t in targets("meeting") if t.name == name)
            of.extra[heading] = "、".join(said) if isinstance(said, list) else str(said)
    if "kind" not in of.fields:
        kind = meeting_kind(str(of.fields.get("title") or ""), of.place)
        if not kind:
            return "unknown_kind"
        of.fields["kind"] = kind
    if of.fields.get("starts_at"):
        _at_the_time(of)
        of.fields["state"] = (
            "held" if str(of.fields["starts_at"])[:10] <= of.place.today.isoformat() else "planned"
        )
    return ""


def _at_the_time(of: _Whole) -> None:
    """Put the time of day, where it stands in a column of its own, to the day of a meeting."""
    if "T" in str(of.fields["starts_at"]):
        return
    for heading, text in of.extra.items():
        said, more = read_clock(text) if "时间" in heading else ("", "")
        if said:
            of.fields["starts_at"] = f"{of.fields['starts_at']}T{said}"
            del of.extra[heading]
            if more:
                of.extra[heading] = more
            return


def _session(of: _Whole) -> str:
    """A session that is past was held, one to come is planned, where no column says it."""
    on, today = str(of.fields.get("on") or ""), of.place.today.isoformat()
    if "state" not in of.fields and on:
        of.fields["state"] = "done" if on < today or of.fields.get("people_served") is not None else "planned"
    if of.fields.get("state") == "done" and on > today:
        return "future_date"
    return ""


def _action(of: _Whole) -> str:
    """It is done where a day of that is said, or where what was done says so."""
    if "state" not in of.fields:
        said = outcome_state(str(of.fields.get("outcome") or ""), _states("wish"))
        of.fields["state"] = "done" if of.fields.get("done_on") or said == "done" else "open"
    if of.fields["state"] != "done" and (day := of.fields.pop("done_on", None)):
        of.extra["完成日期"] = str(day)
    return ""


def _booking(of: _Whole) -> str:
    starts, ends = str(of.fields.get("starts") or ""), str(of.fields.get("ends") or "")
    if starts >= "12:00" > ends and ends:  # 下午2点 in one column, 4点 in the next
        of.fields["ends"] = ends = f"{int(ends[:2]) + 12}{ends[2:]}"
    return "no_time" if starts and (not ends or ends <= starts) else ""


def _partner(of: _Whole) -> str:
    of.fields.setdefault("kind", "unit")
    return ""


def _resource(of: _Whole) -> str:
    """The kind of what is offered or needed, where no column says it."""
    if "kind" not in of.fields:
        said = f"{of.fields.get('title', '')}{of.fields.get('unit', '')}"
        of.fields["kind"] = next((kind for words, kind in _TOLD_BY if any(w in said for w in words)), "goods")
    return ""


_TOLD_BY: Final = (
    (("元", "资金", "捐款", "善款"), "money"),
    (("场地", "会议室", "教室", "礼堂", "活动室"), "rooms"),
    (("讲座", "专家", "义诊", "老师", "讲师", "律师", "医生", "咨询"), "experts"),
    (("小时", "志愿服务", "人次"), "time"),
)
_FINISH: Final[Mapping[str, Callable[[_Whole], str]]] = {
    "wish": _wish, "volunteer": _volunteer, "mediation": _mediation, "meeting": _meeting, "partner": _partner,
    "offer": _resource, "need": _resource, "session": _session, "action": _action, "booking": _booking,
}  # fmt: skip


@cache
def _states(kind: str) -> Mapping[str, str]:
    return choices_of(next(t.field for t in targets(kind) if t.name == "state"))


def attendance(rows: list[tuple[str, str]]) -> tuple[list[dict[str, Any]], list[str]]:
    """Who was there, by party, of the lines (unit, name) of a sign-in list; and the units that are none of ours."""
    parties = choices_of(next(t.field for t in targets("meeting") if t.name == "attendance.party"))
    by_party: dict[str, list[str]] = {}
    others: dict[str, list[str]] = {}
    for unit, name in rows:
        party = parties.get(squeezed(unit), "guest")
        by_party.setdefault(party, []).append(name)
        if unit and squeezed(unit) not in parties:
            others.setdefault(unit, []).append(name)
    found = [{"party": party, "people": len(names), "names": names} for party, names in by_party.items()]
    return found, [f"{unit}：{'、'.join(names)}" for unit, names in others.items()]


def key_column(kind: str, columns: tuple[Column, ...]) -> int | None:
    """The column with the name or title, by which a lone cell is a record."""
    names = {"wish": "title", "mediation": "title", "visit": "household", "hours": "volunteer", "meeting": "title",
             "home": "resident", "offer": "title", "need": "title", "session": "service", "action": "title",
             "booking": "room", "signup": "resident"}  # fmt: skip
    wanted = {names.get(kind, "name"), "attendance.names"}
    return next((c.at for c in columns if c.target and c.target.name in wanted), None)
