"""Quick entry fills every field of which a kind declares that a part of a line says it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from tui.desk.desk import Desk
from tui.desk.quick import QuickEntry
from tui.kinds import registry

# What people type for a record of the kind; together the lines say every part.
LINES: Mapping[str, Sequence[str]] = {
    "wish": (
        "心愿 大门口路面坑洼 @闫爱民 #道路 !急 >物业公司 ^下周五",
        "心愿 楼道灯坏 @3号楼2单元501",
        "心愿 路灯坏了 @邮电园",
    ),
    "action": ("待办 量地 >小李 ^下周五",),
    "visit": ("走访 独居老人甲 身体好 ^昨天",),
    "hours": ("工时 闫爱民 2小时 理发 >银发爱心义剪队 ^昨天",),
    "home": ("上门 理发 @李奶奶 ^下周五", "上门 理发 @3号楼2单元501"),
    "reminder": ("提醒 明天 10点 回访 >小李",),
    "session": ("场次 义务理发 ^28号 14:00-16:00 @活动中心 >银发爱心义剪队",),
}
DECLARED = {
    kind.name: [f.name for f in kind.fields if f.typed is not None and f.typed.part]
    for kind in map(registry.stored_kind, registry.tables())
}


@pytest.mark.parametrize("name", [name for name, fields in DECLARED.items() if fields])
def test_a_line_fills_what_is_declared(name: str, desk: Desk, quick_entry: QuickEntry) -> None:
    kind = registry.kind(name)
    collection = desk.store.collection(kind.table)
    before = {stored["id"] for stored in collection.stored()}
    filled = set[str]()
    for line in LINES[name]:
        quick_entry.keep(line)
    for stored in collection.stored():
        if stored["id"] not in before:
            filled |= {field for field in DECLARED[name] if stored.get(field) not in (None, "", [])}
    assert filled >= set(DECLARED[name]), f"{name}: {set(DECLARED[name]) - filled}"
