"""docs/keys.md: every line is played on the model community, and does what it says in the keys it says."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

from tests.screens.desk import Opened
from tui.desk.desk import Desk as UseCases
from tui.screens.base.detail import DetailScreen
from tui.screens.dashboard import DashboardScreen
from tui.seats.actor import Actor
from tui.store import Store

PAGE: Final = Path(__file__).parents[2] / "docs" / "keys.md"
_ROW: Final = re.compile(r"\| (?P<what>[^|]+) \| (?P<keys>[^|]+) \| (?P<presses>\d+) \| (?P<texts>\d+) \|")
_PART: Final = re.compile(r"`(?P<key>[^`]+)`|\*(?P<text>[^*]+)\*")
_COMMONEST, _, _ASKED = PAGE.read_text(encoding="utf-8").partition("\n## ")
ROWS: Final = {row["what"].strip(): row for row in _ROW.finditer(_COMMONEST)}
QUESTIONS: Final = {row["what"].strip(): row for row in _ROW.finditer(_ASKED)}
# What stands on the screen then and answers it: pieces of one line each.
ANSWERS: Final = {
    "what do we have on 闫爱民?": ("志愿者 5 小时", "2026-0002 把小区大门口坏了的路修一修", "银发爱心义剪队", "2.5 小时"),
    "what do we have on the charging of e-bikes in 邮电园?": ("2026-0005", "物业公司", "充电桩正在分步安"),
    "what was decided at the last meeting?": ("四方联席会议", "基本方案"),
    "how many wishes of 邮电园 are open?": ("待办心愿 1/5", "电动自行车充电难"),
    "how many hours has each team served this month?": ("本月7.5时", "本月10时", "党员教育服务队"),
    "how many have signed up for the haircuts of the 26th, and who?": ("已报名 2/40", "居民乙", "独居老人丁"),
    "who has what is overdue?": ("物业公司", "超期3天"),
    "who has to be visited, and why?": ("独居老人乙", "未走访过", "该回访"),
    "who is free to cut hair?": ("志愿者 7/31", "闫爱民", "周四"),
    "when is the next haircut day?": ("11-26 周四", "12-26 周六"),
}  # fmt: skip
# What stands for a text in italics when a line is played.
TYPED: Final = {
    "title": "三单元路灯不亮", "resident": "闫爱民", "a team's initials": "xywx", "what was done": "已换灯泡",
    "line": "三单元路灯不亮 @yam >wygs ^fri", "remark": "居民同意", "decided": "决议 同意",
    "comment": "comment", "text": "周五再看", "initials": "ddzx", "reason": "下雨", "decision": "同意",
    "path": __file__,
}  # fmt: skip


def _wish(store: Store, id: int) -> Any:
    return store.wishes.get(id)


CHECKS: Final[dict[str, Callable[[Store], bool]]] = {
    "record a walk-in wish": lambda s: list(s.wishes.stored())[-1]["resident"] == "闫爱民",
    "record a wish by one line, given to somebody by a day": lambda s: (
        (w := s.wishes.all()[-1]).title, w.resident, w.assignee and w.assignee.name, f"{w.due}"
    ) == ("三单元路灯不亮", "闫爱民", "物业公司", "2026-11-27"),
    "assign a wish": lambda s: _wish(s, 2).assignee.name == "夕阳维修队",
    "assign two wishes at once": lambda s: [w["assignee"] and w["assignee"]["name"] for w in s.wishes.stored()].count("夕阳维修队") >= 2,
    "the wishes by number, the last first": lambda s: True,  # tests/screens/test_sorting.py looks at the order
    "a wish is done": lambda s: _wish(s, 2).state == "done",
    "rate a wish, very satisfied and solved": lambda s: _wish(s, 2).rating == 5,
    "put a wish on the next meeting's agenda": lambda s: _wish(s, 2).state == "on_agenda",
    "comment on a wish": lambda s: _wish(s, 2).history[-1].note == "周五再看",
    "find a wish": lambda s: True,
    "find anything: whom, what, when": lambda s: True,
    "everything about whom a wish names": lambda s: True,  # tests/screens/test_person.py looks at the page
    "confirm a session": lambda s: any(x["state"] == "confirmed" and x["on"] == "2026-11-27" for x in s.sessions.stored()),
    "cancel a session": lambda s: any(x["reason"] == "下雨" for x in s.sessions.stored()),
    "take the minutes: one thing that was said": lambda s: s.meetings.all()[-1].items[0].discussion == "居民同意",
    "in the minutes: decide the item": lambda s: s.meetings.all()[-1].items[0].decision == "同意",
    "decide an item of a meeting": lambda s: s.meetings.all()[-1].items[0].decision == "同意",
    "one step of an action item is done": lambda s: s.actions.all()[-1].steps[0].done_on is not None,
    "attach a file, dropped on the terminal, to a wish": lambda s: [a.called for a in _wish(s, 2).attachments] == ["test_keys.py"],
    "take back one's own last change": lambda s: all(one["title"] != "充电桩" for one in s.actions.stored()),
}  # fmt: skip


def test_every_line_of_the_page_is_played() -> None:
    assert set(ROWS) == set(CHECKS)


async def test_each_question_of_a_week_is_answered_by_four_keys_at_most(desk: Opened) -> None:
    assert len(QUESTIONS) == 10
    assert set(QUESTIONS) == set(ANSWERS)
    async with desk() as d:
        for what, row in QUESTIONS.items():
            parts = [(m["key"], m["text"]) for m in _PART.finditer(row["keys"])]
            assert len(parts) == int(row["presses"]) + int(row["texts"]) <= 4
            for key, text in parts:
                if text is not None:
                    await d.type(text)
                else:
                    await d.press(key if len(key) == 1 else key.lower())
            missing = [piece for piece in ANSWERS[what] if piece not in d.text]
            assert not missing, f"{what} {missing}\n{d.text}"
            for _ in range(4):  # back to the board
                await d.press("escape")
            assert isinstance(d.app.screen, DashboardScreen), d.text


def test_the_chinese_page_has_the_same_keys() -> None:
    chinese = _ROW.finditer(PAGE.with_suffix(".zh-CN.md").read_text(encoding="utf-8"))
    found = [
        ([m["key"] for m in _PART.finditer(row["keys"])], row["presses"], row["texts"]) for row in chinese
    ]
    assert found == [
        ([m["key"] for m in _PART.finditer(row["keys"])], row["presses"], row["texts"])
        for row in (*ROWS.values(), *QUESTIONS.values())
    ]


@pytest.mark.parametrize("what", sorted(CHECKS))
async def test_the_page_tells_the_keys_and_they_do_it(desk: Opened, store: Store, what: str) -> None:
    row, use_cases = ROWS[what], UseCases(store, Actor("小李", "local"))
    parts = [(m["key"], m["text"]) for m in _PART.finditer(row["keys"])]
    assert sum(key is not None for key, _ in parts) == int(row["presses"])
    assert sum(text is not None for _, text in parts) == int(row["texts"])
    if what.startswith("rate"):
        use_cases.wishes.act(2, "complete", outcome="补好了")
        for other in (5, 6):  # so that it is the first in the list
            use_cases.wishes.act(other, "complete", outcome="好了")
    if any(word in what for word in ("agenda", "meeting", "minutes")):
        meeting = use_cases.meetings.plan({"starts_at": "2026-11-27T15:00:00+08:00"})
        use_cases.meetings.add_item(int(meeting["id"]), "冬季消防检查")
    action = {"title": "充电桩", "owner": "物业公司", "steps": [{"title": "比选"}, {"title": "施工"}]}
    if what.startswith("one step"):
        use_cases.actions.add(action)
    async with desk(lang="en") as d:
        if what.startswith("take back"):  # what was done before this sitting is asked about first
            use_cases.actions.add(action)
            await d.settle()
        if what == "confirm a session":
            await d.press("down")
        if what.startswith("rate"):
            await d.press("3")
            table = d.table("list")
            while table.cursor_key != 2:
                await d.press("down")
        for key, text in parts:
            if text is not None:
                await d.type(TYPED[text])
            else:
                await d.press(key if len(key) == 1 else key.lower())
        if what in {"find a wish", "find anything: whom, what, when"}:
            assert isinstance(d.app.screen, DetailScreen)
            assert "邮电园小区电动自行车充电难" in d.text
        assert CHECKS[what](store)
