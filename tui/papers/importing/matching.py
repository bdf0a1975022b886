"""What a sheet is about, and what each of its columns means."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final, Literal, NamedTuple

from tui.papers.importing.headings import (
    COMPOSED,
    KINDS,
    LINE_NUMBERS,
    REMARKS,
    Target,
    identifies,
    kinds_of,
    plain,
    targets,
    tells_birth,
)
from tui.papers.importing.headings import (
    meant as _meant,
)
from tui.papers.importing.heads import Head
from tui.papers.importing.wordings import BEGINS, ENDS

Use = Literal["field", "remark", "number", "withheld", "unknown", ""]
"""What becomes of a column: a field, part of the note, the number of the line, nothing (it identifies a person),
part of the note because it is not understood; "" where it has neither heading nor use."""


class Column(NamedTuple):
    """A column: its place from 0, its heading as it stands there, and what it means."""

    at: int
    heading: str
    use: Use
    target: Target | None = None


# Words of titles, sheets and files, and the kind that they tell.
_TOLD_BY: Final = (
    (
        (
            "活动室使用",
            "会议室使用",
            "场地使用",
            "房间使用",
            "阅览室使用",
            "教室使用",
            "活动室预约",
            "会议室预约",
            "场地预约",
            "场地借用",
            "活动室借用",
            "会议室预订",
            "活动室预订",
            "场地预订",
            "房间预订",
            "会议室借用",
            "功能室使用",
        ),
        "booking",
    ),
    (
        (
            "志愿服务时长",
            "服务时长",
            "时长",
            "志愿服务记录",
            "工时",
            "志愿者服务",
            "志愿服务活动",
            "时数",
            "志愿服务签到",
            "志愿者签到",
            "志愿活动签到",
            "志愿服务时间",
            "志愿服务登记",
            "志愿服务台账",
            "志愿服务统计",
            "志愿服务汇总",
            "志愿服务明细",
        ),
        "hours",
    ),
    (("志愿者", "队员名单", "志愿服务队员"), "volunteer"),
    (
        (
            "走访对象名",
            "走访户名",
            "探访对象名",
            "走访家庭名",
            "走访户清单",
            "走访对象清单",
            "走访对象台账",
            "走访户台账",
            "重点走访户",
            "走访名册",
            "走访名单",
        ),
        "household",
    ),
    (("走访", "入户", "探访", "慰问", "巡访", "民情日记"), "visit"),
    (("调解", "纠纷", "信访"), "mediation"),
    (
        (
            "待办",
            "督办",
            "任务分解",
            "任务清单",
            "重点工作",
            "工作任务",
            "议定事项",
            "交办事项",
            "交办任务",
            "任务表",
            "任务台账",
        ),
        "action",
    ),
    (("会议", "签到", "议事", "联席会", "协商"), "meeting"),
    (("上门", "助老服务预约"), "home"),
    (("捐赠", "物资", "资源清单", "资源登记"), "offer"),
    (("需求清单", "需求登记", "需求表", "需求征集", "需求台账"), "need"),
    (
        (
            "诉求",
            "心愿",
            "工单",
            "报修",
            "热线",
            "事项",
            "接待",
            "投诉",
            "民意",
            "接诉",
            "反映问题",
            "问题清单",
        ),
        "wish",
    ),
    (("报名", "接龙"), "signup"),
    (("单位", "商户", "企业", "共建", "商家", "社会组织"), "partner"),
    (
        (
            "场次",
            "便民服务台账",
            "服务活动登记",
            "便民服务活动",
            "服务开展情况",
            "便民服务登记",
            "便民服务统计",
            "活动台账",
            "活动记录",
            "活动开展",
        ),
        "session",
    ),
    (("服务队一览", "队伍名册", "队伍情况", "队伍台账", "队伍名单"), "team"),
    (
        (
            "独居",
            "空巢",
            "低保",
            "残疾",
            "困难",
            "重点人群",
            "老人",
            "高龄",
            "住户",
            "特殊人群",
            "困境",
            "底数",
            "居民信息",
            "住户信息",
            "家庭信息",
            "信息采集",
            "一户一档",
        ),
        "household",
    ),
    (("花名册",), "volunteer"),
)
# Matters of residents are wishes, also where somebody presses for them.
_WISHES: Final = re.compile("诉求|心愿|投诉|热线|信访|工单|报修|接诉")
# What no record of the kind is without.
REQUIRED: Final[Mapping[str, tuple[str, ...]]] = {
    "wish": ("title", "recorded_on"),
    "visit": ("household", "on", "by"),
    "mediation": ("title",),
    "volunteer": ("name",),
    "hours": ("volunteer", "on", "hours"),
    "meeting": ("starts_at",),
    "household": ("name",),
    "partner": ("name",),
    "offer": ("partner", "title"),
    "need": ("title",),
    "home": ("resident", "skill"),
    "team": ("name",),
    "session": ("service", "on"),
    "action": ("title", "owner"),
    "booking": ("room", "on", "starts"),
    "signup": ("resident", "service", "on"),
}
# What a sign-up is for stands above the list more often than in it.
_IN_COLUMNS: Final = {**REQUIRED, "signup": ("resident",)}
# Several columns may go into one field of these.
_SEVERAL: Final = frozenset({"parties", "flags", "skills", "teams"})
_HINT: Final = 2.0
# What residents say: in a table with such a column each row is of a matter, not of somebody or of a household.
_SAID: Final = re.compile("诉求|意见|建议|心愿|反映|投诉|报修")
# What a meeting or a superior gave out, of which no resident is named.
_GIVEN_OUT: Final = re.compile("交办|任务|督办|待办|议定|配合")
_OF_PEOPLE: Final = frozenset({"household", "volunteer", "partner", "team", "signup"})
_SIGNS_UP: Final = re.compile("报名|预约|上门")
# Columns of accounts, of which there are no records here; offers and needs are counted in money too.
_MONEY: Final = re.compile(
    "(?:收入|支出|结余|余额|借方|贷方|单价|总价|金额|应发|实发|扣款|津贴|工资|补贴)(?:金额)?(?:[(].*[)])?"
)
# How much it counts against a kind that its name or title stands nowhere.
_NAMELESS: Final = 0.8
_ACCOUNT: Final = 2
# How much a heading that nobody listed counts beside one that is listed.
_BY_WORDS: Final = 0.6


def stated_kind(*texts: str) -> str:
    """The kind that titles, the name of a sheet or of a file tell; the first text that tells one counts."""
    for text in texts:
        for words, kind in _TOLD_BY:
            if any(word in text for word in words) and not (kind == "action" and _WISHES.search(text)):
                return kind
    return ""


def kind_of(
    head: Head, hints: Sequence[str], labels: Mapping[str, str], among: Sequence[str] = KINDS
) -> str | None:
    """The kind of record, `among` some, that the rows of a table are; None if no kind has two of its columns."""
    stated = stated_kind(*hints)
    headings = [plain(name) for name in head.names if name] + list(labels)
    if stated != "signup" and not any(_SIGNS_UP.search(h) for h in headings):
        among = [name for name in among if name != "signup"]  # names and numbers alone are of anybody
    score = {name: _score(name, headings) + (_HINT if name == stated else 0.0) for name in among}
    if "resident" not in {t.name for h in headings for _, t in _meant("wish", h)} and any(
        map(_GIVEN_OUT.search, headings)
    ):
        score["action"] += _NAMELESS
    best = max(among, key=lambda name: score[name])
    if stated not in {"offer", "need"} and sum(bool(_MONEY.fullmatch(h)) for h in headings) >= _ACCOUNT:
        return stated or None
    columns = sum(bool(_meant(best, plain(name))) for name in head.names if name)
    return best if columns >= 2 or (columns and best == stated) else None


def _score(kind: str, headings: Sequence[str]) -> float:
    """Each heading that the kind has counts the more, the fewer other kinds have it."""
    found = sum(
        (_BY_WORDS if meant[0][0] >= COMPOSED else 1) / len(kinds_of(h) | {kind})
        for h in headings
        if (meant := _meant(kind, h))
    )
    names = {t.name for h in headings for _, t in _meant(kind, h)}
    if kind == "hours" and _hours_told(headings):
        names.add("hours")
    return (
        found
        + 0.1 * sum(h_ in names for h_ in (t.name for t in targets(kind)))
        - sum(0.7 for name in _IN_COLUMNS.get(kind, ()) if name not in names)
        - (
            _NAMELESS
            if kind in _IN_COLUMNS and _IN_COLUMNS[kind][0] not in names and kind != "meeting"
            else 0
        )
        - (_by_volunteer(headings, names) if kind == "session" else 0)
        - (2 * _NAMELESS if kind == "volunteer" and _hours_told(headings) else 0)
        - (
            _NAMELESS
            if kind in _OF_PEOPLE and any(_SAID.search(h) and not _meant(kind, h) for h in headings)
            else 0
        )
    )


def _hours_told(headings: Sequence[str]) -> bool:
    """Whether a table has from when and to when somebody served, in two columns."""
    return any(map(BEGINS.fullmatch, headings)) and any(map(ENDS.fullmatch, headings))


def _by_volunteer(headings: Sequence[str], names: AbstractSet[str]) -> float:
    """How much it counts against sessions that a column has the name of one volunteer: such a table has a row for each of
    them, and is of hours, the more so where nobody is counted."""
    if not any(target.name == "volunteer" for heading in headings for _, target in _meant("hours", heading)):
        return 0
    return _NAMELESS if "people_served" in names or not _hours_told(headings) else 3 * _NAMELESS


def columns(
    head: Head, kind: str, own: Mapping[str, str], beside: frozenset[int] = frozenset()
) -> tuple[Column, ...]:
    """What each column of a table of this kind means; those `beside` (places from 0) mean nothing.

    `own` are headings (plain) that the clerk gave a meaning: the name of a field, or "" for none.
    """
    taken: dict[str, int] = {}
    meant: dict[int, Target] = {}
    wanted = []
    for at, name in enumerate(head.names):
        if at in beside:
            continue
        whole, lower = plain(head.whole[at]), plain(name)
        for heading in dict.fromkeys((whole, lower)):
            candidates = _own(kind, own, heading) or _meant(kind, heading)
            if heading != lower and candidates and candidates[0][0] > COMPOSED and _meant(kind, lower):
                continue  # 物品名称及数量 is two columns: 名称, 数量
            if candidates and not (identifies(heading)):
                listed = sum(rank < COMPOSED for rank, _ in candidates)
                wanted.append(
                    (
                        kind == "action" and not heading.startswith("是否"),  # 是否办结 before 进展情况
                        not listed,
                        listed or len(candidates),
                        min(rank for rank, _ in candidates),
                        at,
                        candidates,
                    )
                )
                break
    for *_, at, candidates in sorted(wanted, key=lambda w: w[:5]):
        for _, target in candidates:
            if target.name not in taken or target.name in _SEVERAL:
                taken[target.name] = at
                meant[at] = target
                break
    _unit_as_partner(kind, taken, meant)
    return tuple(_column(at, name, meant.get(at), own) for at, name in enumerate(head.names))


def _unit_as_partner(kind: str, taken: Mapping[str, int], meant: dict[int, Target]) -> None:
    """Of an offer, 单位 before what is offered is who offers it, where no other column says that (in place)."""
    at = taken.get("unit", -1)
    if kind == "offer" and "partner" not in taken and -1 < at < taken.get("title", -1):
        meant[at] = next(target for target in targets(kind) if target.name == "partner")


def own_of(own: Mapping[str, Mapping[str, str]], kind: str) -> Mapping[str, str]:
    """Of the meanings that headings were given, by kind ("" for any), those that hold for this kind."""
    return {**own.get(kind, {}), **own.get("", {})}


def _own(kind: str, own: Mapping[str, str], heading: str) -> tuple[tuple[int, Target], ...]:
    return tuple((-1, target) for target in targets(kind) if own.get(heading) == target.name)


def _column(at: int, name: str, target: Target | None, own: Mapping[str, str]) -> Column:
    heading = plain(name)
    if not heading:
        return Column(at, "", "")
    if identifies(heading) or (tells_birth(heading) and target is None):
        return Column(at, name, "withheld")
    if target is not None and own.get(heading, target.name) == target.name:
        return Column(at, name, "field", target)
    if heading in REMARKS:
        return Column(at, name, "remark")
    return Column(at, name, "number" if heading in LINE_NUMBERS else "unknown")
