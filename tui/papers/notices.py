"""Notices (通知) for the WeChat group and the board by the gate, as people write them: short enough for a phone.

The texts are Chinese in whatever language the screen is. They take plain values that are already without
personal data.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from tui.papers import chinese

# Characters of one matter; a screen of a phone has some 200.
_LONGEST: Final = 60
_MOST: Final = 5


def session(
    service: str, when: str, place: str, team: str, *, items: Sequence[str] = (), left: int | None = None
) -> str:
    """An invitation to a session. `when` is the day and time in words; `left` the places still free."""
    lines = ["【活动通知】", f"各位居民：{when}，{'在' + place if place else ''}举行“{service}”活动。"]
    if items:
        lines.append(f"服务内容：{'、'.join(items)}。")
    if team:
        lines.append(f"服务队：{team}。")
    if left is not None:
        lines.append(
            f"还有{left}个名额，请到社区或在群里报名。" if left > 0 else "名额已满，可到社区登记候补。"
        )
    else:
        lines.append("欢迎有需要的居民参加，家有老人的请互相转告。")
    return "\n".join(lines)


def called_off(service: str, when: str, reason: str) -> str:
    """That a session is not held."""
    why = f"因{reason}，" if reason else ""
    return f"【活动取消】\n各位居民：{why}原定{when}的“{service}”活动取消，再次举行时另行通知，请互相转告。"


def decisions(meeting: str, on: date, matters: Sequence[tuple[str, str]]) -> str:
    """What a meeting decided: each matter and its decision."""
    lines = ["【议事公告】", f"各位居民：{on.month}月{on.day}日召开的{meeting}议定以下事项："]
    for at, (title, decision) in enumerate(matters[:_MOST], 1):
        lines.append(f"{at}. {title}：{chinese.sentence(shortened(decision))}")
    if len(matters) > _MOST:
        lines.append(f"其余{len(matters) - _MOST}项请到社区查看。")
    lines.append("有意见建议请到社区反映。")
    return "\n".join(lines)


def fulfilled(title: str, outcome: str, doer: str) -> str:
    """That a wish is fulfilled; nothing tells whose it was."""
    done = chinese.sentence(shortened(outcome)) if outcome else "已办结。"
    lines = ["【心愿办结】", f"居民提出的“{shortened(title)}”有结果了：{done}"]
    if doer:
        lines.append(f"感谢{doer}。")
    lines.append("您有什么心愿，欢迎到社区说一说。")
    return "\n".join(lines)


def shortened(text: str) -> str:
    """The text in one line, cut with a sign where it is too long for a phone."""
    line = "；".join(part.strip("。； ") for part in text.splitlines() if part.strip())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
