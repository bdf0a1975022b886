"""An address as others may have it: compound and building where it can be read completely."""

from __future__ import annotations

import re
from typing import Final

from tui.rules.privacy.names import begins_with_surname
from tui.rules.privacy.signs import HIDDEN, SPELLED, TENS, plain

_CN: Final = f"[{''.join(SPELLED)}{TENS}]"
_HAN: Final = "[一-龥]"
_GAP: Final = r"[\s,，、\-‐-―−－~～./_·()]{0,3}"
_NUM: Final = rf"(?:[0-9]{{1,5}}|{_CN}{{1,6}})"

_REGION: Final = rf"{_HAN}{{2,7}}?(?:省|市|自治区|新区|(?<!小)区|县|镇|乡|街道|办事处|社区|村)"
_ROAD: Final = rf"{_HAN}{{1,7}}?(?:大街|大道|路|街|道)(?:[0-9]{{1,4}}\s*号(?!\s*[楼院房室门]))?"
# 3302（南院）, 南院, 5号院, 3302小区, 邮电园, 邮电园小区, 建设家园二期
_COMPOUND: Final = (
    r"(?:[0-9]{3,4}\s*)?(?:[(]\s*[东西南北中前后新老大小]院\s*[)]|[东西南北中前后新老大小]院)"
    rf"|(?:[0-9]{{1,3}}|{_CN}{{1,3}})\s*号\s*院|[0-9]{{3,4}}\s*(?:小区|大院|家属院|宿舍|院)"
    rf"|(?P<named>{_HAN}{{1,6}}?(?:小区|家园|花园|公寓|新村|宿舍|大院|家属院|佳苑|嘉园|庭院|城邦|山庄|公馆|大厦|园小区|[园苑里城庭府湾郡居]))(?!{_HAN}*?(?:家|的))(?:[东西南北中]区|[一二三四五六]期)?"
)
_AREA: Final = rf"(?:(?:{_REGION}){{0,5}}{_GAP}(?:{_ROAD})?{_GAP}(?P<compound>{_COMPOUND})?)"
_BUILDING: Final = rf"(?:[0-9]{{1,3}}|{_CN}{{1,4}}|[A-Za-z])\s*(?:号\s*楼|栋|幢|座|\#\s*楼?)"
_PART: Final = (
    rf"(?:{_NUM}|[A-Za-z甲乙丙丁戊东西中南北])\s*(?:单元|门洞|门|层|楼|号\s*[房室门户]?|室|户|房间?|\#)"
    rf"|(?:[东西南北中左右]|中间|[东西南北左右]\s*[边头手])\s*[户室首]|[东西南北左右]\s*[边手]|[顶首底]层|[0-9]{{1,4}}[A-Za-z]?|[{''.join(SPELLED)}]{{3,4}}"
)
_NEAR: Final = r"(?:大?门口|楼下|楼道|附近|旁边?|前|后|[东西南北]侧)"
_READ: Final = re.compile(rf"(?P<shown>{_AREA}{_GAP}{_BUILDING})(?:{_GAP}(?:{_PART}))*{_GAP}{_NEAR}?")
_NUMBERS: Final = re.compile(
    rf"(?P<area>{_AREA}?){_GAP}(?P<building>[0-9]{{1,2}})\s*(?:(?P<sign>[\-‐-―−－~～./_])\s*[0-9]{{1,2}}\s*(?P=sign)|[\-‐-―−－~～])\s*[0-9]{{3,4}}\s*[室号户]?"
)
# A row of single houses: each number is a home.
_ROW: Final = re.compile(rf"(?P<shown>{_AREA}平房).*", re.DOTALL)
_PLACE: Final = re.compile(
    rf"{_AREA}?(?:[东西南北]?大?门口?|小?广场|(?:老年)?活动(?:中心|室)|(?:楼宇)?服务站|社区|居委会|车棚|凉亭|初心亭|门卫|物业)?(?:附近|旁边?|前|后)?"
)
_START: Final = re.compile(rf"(?P<shown>{_AREA})(?![A-Za-z]|家)")
# A longer name that begins with a surname may be somebody's, written before the compound's.
_SHORT: Final = 3
# Longer texts are no addresses.
_LONGEST: Final = 300


def building_only(address: str) -> str:
    """An address up to its building if all of it can be read, otherwise the compound, otherwise HIDDEN.

    What stands for nobody's home (a gate, a square) stays.
    """
    text = address.strip()
    if not text:
        return ""
    if len(text) > _LONGEST:
        return HIDDEN
    place = plain(text)
    if found := _READ.fullmatch(place):
        return _shown(found, text[: found.end("shown")])
    if found := _NUMBERS.fullmatch(place):
        area = text[: found.end("area")]
        return _shown(found, f"{area.rstrip(' -—－')}{found['building']}号楼")
    if found := _ROW.fullmatch(place):
        return _shown(found, text[: found.end("shown")] + HIDDEN) if found["compound"] else HIDDEN
    if (found := _PLACE.fullmatch(place)) and found.end():
        return _shown(found, text)
    if (found := _START.match(place)) and found["compound"]:
        return _shown(found, text[: found.end("shown")])
    return HIDDEN


def _shown(found: re.Match[str], text: str) -> str:
    """`text`, unless a person's name may be in what was read as the compound's."""
    named = found["named"]
    if named and len(named) > _SHORT + 1 and begins_with_surname(named):
        return HIDDEN
    return text
