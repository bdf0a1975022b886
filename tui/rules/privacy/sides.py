"""Homes that are told without a number: by the side of the landing on which they are, or by counting doors.

Patterns over texts in plain characters, like those of `contexts`.
"""

from __future__ import annotations

import re
from typing import Final

from tui.rules.privacy.signs import SPELLED, TENS

_S: Final = "".join(SPELLED)
_NUM: Final = rf"(?:[0-9]{{1,2}}|[{_S}{TENS}]{{1,3}})"
_SIDE: Final = "[东西南北左右]"
# The end of another word: 股东户, 江西户籍, 集中户外.
_LETTER: Final = "(?:(?<![股房山广做])东|(?<![江陕山广])西|(?<![河湖海云越指])南|(?<![河湖])北|(?<![高集家其手初当途空])中|左|右)"
_WHOSE: Final = r"(?![外型籍口主均数])"
_SHOPS: Final = r"(?!\s{0,3}(?:便利|超市|商|店|餐|饭|理发|药|银行|网点|公司|企业|单位|医院|学校))"

SIDES: Final = re.compile(
    rf"""
    (?=[东西南北中左右把楼层单进门往倒0-9{_S}])(?:
    (?:{_LETTER}|中间|{_SIDE}\s?[边头侧手]|{_SIDE}\s?手\s?边|把\s?边|把\s?头)\s{{0,3}}户{_WHOSE}
  | {_SIDE}\s{{0,3}}(?:手\s?边|[边手侧头面])?\s{{0,3}}(?:[数起]\s{{0,3}}第?|第)\s{{0,3}}{_NUM}\s{{0,3}}(?:家|户|[个扇道]\s?门){_WHOSE}{_SHOPS}
  | (?:楼|层|单元|进门|门口|往里|倒数)\s{{0,3}}(?:[数起]\s{{0,3}})?第\s{{0,3}}{_NUM}\s{{0,3}}(?:家|户|[个扇道]\s?门){_WHOSE}{_SHOPS}
  | (?<![0-9.\-/])[0-9]{{1,2}}\s?(?P<sign>[\-‐-―−~./_])\s?[0-9]{{1,2}}\s?(?P=sign)\s?[东西南北中左右](?!门|侧|路|街|院)
  | (?<![0-9.\-/])[0-9]{{1,2}}\s?[\-‐-―−~]\s?[0-9]{{1,2}}\s?[东西南北中](?![一-龥])
  | [{_S}]\s?[oO]\s?[0-9{_S}]
    )
    """,
    re.VERBOSE,
)
"""中户, 东边户, 左手边第二家, 5-2-中, 7-2西; and 五O一, a letter between spelled numerals."""
