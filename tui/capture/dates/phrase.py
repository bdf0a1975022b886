"""A row of the grammar of dates: what it means, where it may be read, and what must not stand beside it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final, NamedTuple

from tui.capture.dates.grammar import Placement


class Phrase(NamedTuple):
    """What a row of the grammar means, and where it may be read.

    `not_followed_by` is checked in free text only, and so is `begins`: no Chinese character may stand before
    it (节后 is no part of 环节后). `sets_deadline` marks phrases that name a last day by themselves (`三天内`),
    `weekday` those that can stand beside a date: 12月5日（周六）, `lunar` days of the lunar calendar,
    `recurs` what comes every year, where nothing says which one is meant: looking back, it is the last.
    """

    meaning: Callable[..., Any]
    placement: Placement = "free"
    not_followed_by: re.Pattern[str] | None = None
    sets_deadline: bool = False
    weekday: bool = False
    begins: bool = False
    lunar: bool = False
    recurs: bool = False


Row = tuple[str, Phrase]

NOT_FRONT: Final = re.compile("门|台|面|楼|院|往|排|去|来|后|夫|妻|任|期|进|言|者|半|列")
NOT_BACK: Final = re.compile("门|面|勤|院|楼|街|排|续|果|悔|期|者|台|备|半|天|年|墙")
