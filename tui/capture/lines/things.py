"""Numbers that belong to a thing and are no dates: 平安南大街26号, 路灯2号, 电梯3号."""

from __future__ import annotations

import re
from typing import Final

from tui.capture.dates.numbers import CHINESE

# The last characters of words for roads, buildings and whatever is numbered.
_THINGS: Final = frozenset(
    "路街巷弄道里胡同院门楼栋幢座室库厅馆铺亭棚屋区台灯杆桩梯泵机箱柜桶罐井盖栓阀管表锁闸头器材椅凳桌牌栏池坑车位口窗探线"
    "排段桥坡树塔岗元像控"
)
# 修路26号 and 扫街26号 are work on that day.
_WORK: Final = re.compile("[修扫铺堵补通清挖守巡查装换接送开关锁打砸砌刷][路街巷道门楼院井车]$")
_ROAD: Final = re.compile(r"[一-龥]{2}(?:大街|街|路|胡同|巷|弄|大道|里|道) ?$")
_NUMBER: Final = re.compile(
    rf"(?:[0-9]{{1,3}}|[{CHINESE}]{{1,3}})(?:[、,，和及](?:[0-9]{{1,3}}|[{CHINESE}]{{1,3}}))*号"
)
_LOOK_BACK: Final = 8


def numbers_a_thing(text: str, start: int) -> bool:
    """Whether the number with 号 at `start` of a folded text is that of the thing before it.

    A blank may stand between the name of a road and its number.
    """
    if start == 0 or _NUMBER.match(text, start) is None:
        return False
    before = text[max(0, start - _LOOK_BACK) : start]
    if _WORK.search(before):
        return False
    return before[-1] in _THINGS or _ROAD.search(before) is not None
