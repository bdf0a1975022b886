"""The monthly report (月报) in words and figures, read from the store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from tui.kinds.ledgers import Purpose
from tui.kinds.words import CHANNELS, MEDIATION_KINDS, WISH_STATES
from tui.language.errors import InvalidInput, Message
from tui.papers.report import Figure, Part, Report
from tui.queries.ledger_values import Source
from tui.queries.ledgers import unit
from tui.rules.privacy.figures import without_few
from tui.rules.privacy.rights import shown_count
from tui.rules.reporting import SPANS, MonthFigures, days_of, earlier, month_figures
from tui.rules.wishes.categories import category_label
from tui.store import Store

NOBODY: Final = "未派单"
NO_TEAM: Final = "未分队"
UNDER: Final = "不公开"


def month_report(store: Store, month: date, made_by: str, purpose: Purpose = "file") -> Report:
    """The report of a month, against the month before and the same month of last year.

    For the street office small counts of disputes are withheld. Raises InvalidInput for a month to come.
    """
    today = store.now.date()
    if month > today:
        raise InvalidInput({"month": Message("This month has not come yet.")})
    source = Source(store, store.now)
    whole = days_of(month, today)
    # A month that is not over is compared with as many days.
    up_to = whole.last.day if (month.year, month.month) == (today.year, today.month) else 31
    this, last, year = (
        month_figures(
            source.documents, days_of(one, today, up_to=up_to), lambda table: not store.hides(table)
        )
        for one in (month, earlier(month, 1), earlier(month, 12))
    )
    return Report(
        title=f"{unit(store)}{month.year}年{month.month}月工作月报",
        unit=unit(store),
        period=f"{whole.first:%Y-%m-%d}至{whole.last:%Y-%m-%d}",
        made_by=made_by,
        made_on=today,
        compared=f"上月、上年同月均计至{whole.last.day}日" if up_to < 31 else "",
        figures=tuple(_figures(this, last, year, purpose)),
        parts=tuple(_parts(this, source, purpose)),
    )


def _figures(
    this: MonthFigures, last: MonthFigures, year: MonthFigures, purpose: Purpose
) -> Iterator[Figure]:
    def one(name: str, unit: str, value: Any) -> Figure:
        return Figure(name, unit, value(this), value(last), value(year))

    yield one("新登记心愿（诉求）", "件", lambda m: m.wishes)
    yield one("办结", "件", lambda m: m.done)
    yield one("平均办理用时", "天", lambda m: None if m.days_taken is None else round(m.days_taken, 1))
    yield one("按期办结率", "%", lambda m: None if m.on_time is None else round(m.on_time * 100, 1))
    yield one("开展服务", "场", lambda m: m.sessions)
    yield one("服务居民", "人次", lambda m: m.people)
    yield one("志愿服务", "小时", lambda m: m.hours)
    if this.visits is not None:
        yield one("入户走访", "户次", lambda m: _shown(m.visits, purpose))
    if this.mediations is not None:
        yield one("受理矛盾纠纷", "件", lambda m: _shown(sum(m.mediations.values()), purpose))
    yield one("召开会议", "次", lambda m: m.meetings)
    yield one("议定事项", "项", lambda m: m.decisions)
    yield one("交办事项", "项", lambda m: m.actions)
    yield one("其中已落实", "项", lambda m: m.carried_out)


def _shown(count: int, purpose: Purpose) -> int | str | None:
    """A count of sensitive cases; for the street office a small one is withheld."""
    if purpose == "file" or count == 0:
        return count
    shown = shown_count(count)
    return UNDER if shown is None else shown


def _parts(this: MonthFigures, source: Source, purpose: Purpose) -> Iterator[Part]:
    tr = source.tr
    yield Part(
        "心愿（诉求）按类别",
        "件",
        _named(this.categories, lambda key: tr(category_label(key)) if key else "其他"),
    )
    yield Part("心愿（诉求）按来源", "件", _named(this.channels, lambda key: _word(tr, CHANNELS, key)))
    yield Part("本月登记的办理状态", "件", _named(this.states, lambda key: _word(tr, WISH_STATES, key)))
    yield Part("办结用时", "件", tuple((_span(last), count) for last, count in this.taken.items()))
    yield Part("超期未办结（按责任方）", "件", _named(this.overdue, lambda key: key or NOBODY))
    yield Part(
        "志愿服务时长（按服务队）",
        "小时",
        _named(this.hours_by_team, lambda key: source.name("teams", key) if key else NO_TEAM),
    )
    if this.mediations is not None:
        counts = this.mediations if purpose == "file" else without_few(this.mediations)
        yield Part(
            "矛盾纠纷按类别",
            "件",
            tuple((_word(tr, MEDIATION_KINDS, key), UNDER if n is None else n) for key, n in counts.items()),
        )


def _span(last: int) -> str:
    """A span of days in words, by its last day; 0 for what is longer than all."""
    if not last:
        return f"超过{SPANS[-1]}天"
    first = next((one for one in reversed(SPANS) if one < last), None)
    return f"{last}天以内" if first is None else f"{first + 1}至{last}天"


def _word(tr: Any, words: Mapping[Any, str], key: str) -> str:
    return tr(words[key]) if key in words else key or "未填写"


def _named(counts: Mapping[Any, float], name: Any) -> tuple[tuple[str, float | str], ...]:
    """The counts by what their keys are called; two that are called the same are one."""
    found: dict[str, float] = {}
    for key, count in counts.items():
        found[name(key)] = found.get(name(key), 0) + count
    return tuple(found.items())
