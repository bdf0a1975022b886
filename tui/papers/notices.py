"""Notices (通知) for the WeChat group and the board by the gate, as people write them: short enough for a phone.

The texts are Chinese in whatever language the screen is. They take plain values that are already without
personal data.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from tui.papers import chinese

# Characters of one text, of a name, and of all matters together; a screen of a phone has some 200.
_LONGEST: Final = 60
_NAME: Final = 30
_ALL: Final = 240
_MOST: Final = 5
_ITEMS: Final = 6


def session(
    service: str, when: str, place: str, team: str, *, items: Sequence[str] = (), left: int | None = None
) -> str:
    """An invitation to a session. `when` is the day and time in words; `left` the places still free."""
    where = f"在{shortened(place, _NAME)}" if place else ""
    lines = ["【活动通知】", f"各位居民：{when}，{where}举行“{shortened(service, _NAME)}”活动。"]
    if items:
        named = "、".join(shortened(item, _NAME) for item in items[:_ITEMS])
        lines.append(f"服务内容：{named}{'等' if len(items) > _ITEMS else ''}。")
    if team:
        lines.append(f"服务队：{shortened(team, _NAME)}。")
    if left is not None:
        lines.append(
            f"还有{left}个名额，请到社区或在群里报名。" if left > 0 else "名额已满，可到社区登记候补。"
        )
    else:
        lines.append("欢迎有需要的居民参加，家有老人的请互相转告。")
    return "\n".join(lines)


def called_off(service: str, when: str, reason: str) -> str:
    """That a session is not held."""
    why = f"因{shortened(reason)}，" if reason else ""
    named = shortened(service, _NAME)
    return f"【活动取消】\n各位居民：{why}原定{when}的“{named}”活动取消，再次举行时另行通知，请互相转告。"


def decisions(meeting: str, on: date, matters: Sequence[tuple[str, str]]) -> str:
    """What a meeting decided: each matter and its decision, the first ones where all would be too long."""
    lines = [
        "【议事公告】",
        f"各位居民：{on.month}月{on.day}日召开的{shortened(meeting, _NAME)}议定以下事项：",
    ]
    told = 0
    for title, decision in matters[:_MOST]:
        line = f"{told + 1}. {shortened(title, _NAME)}：{chinese.sentence(shortened(decision))}"
        if told and sum(map(len, lines[2:])) + len(line) > _ALL:
            break
        lines.append(line)
        told += 1
    if len(matters) > told:
        lines.append(f"其余{len(matters) - told}项请到社区查看。")
    lines.append("有意见建议请到社区反映。")
    return "\n".join(lines)


def fulfilled(title: str, outcome: str, doer: str) -> str:
    """That a wish is fulfilled; nothing tells whose it was."""
    done = chinese.sentence(shortened(outcome)) if outcome else "已办结。"
    lines = ["【心愿办结】", f"居民提出的“{shortened(title)}”有结果了：{done}"]
    if doer:
        lines.append(f"感谢{shortened(doer, _NAME)}。")
    lines.append("您有什么心愿，欢迎到社区说一说。")
    return "\n".join(lines)


def shortened(text: str, most: int = _LONGEST) -> str:
    """The text in one line, cut with a sign where it has more than `most` characters."""
    line = "；".join(part.strip("。； ") for part in text.splitlines() if part.strip())
    return line if len(line) <= most else f"{line[: most - 1]}…"
