"""What is left of personal data for those who need none of it: numbers masked, houses by building.

Telephone numbers keep their first three and last four digits (137****1234), as the national standard
for personal information in public displays has it (GB/T 35273-2020, 7.2); identity numbers keep
nothing; an address ends with its building. Free text is treated alike.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any, Final

HIDDEN: Final = "****"

_CHINESE_DIGIT: Final = "〇零○一二三四五六七八九幺两壹贰叁肆伍陆柒捌玖"
_SEP: Final = r"[\s\-‐-―−－.·•,，、/()（）]"
_DASH: Final = r"[\-‐-―−－~～]"
_COUNT: Final = r"[\d一二三四五六七八九十百]+"

# In this order: what is found first is settled. Dates and wish numbers are left as they are.
_NUMBER: Final = re.compile(
    rf"""
    (?P<kept> (?<!\d)(?:19|20)\d\d(?:[-/.年]\d{{1,2}}[-/.月]\d{{1,2}}日?|[01]\d[0-3]\d(?!\d))(?:[T\s]?\d{{1,2}}:\d\d(?::\d\d)?)?(?!\d)
            | (?<!\d)(?:19|20)\d\d-\d{{4}}(?!\d) )
  | (?P<identity> (?<!\d)\d{{6}}{_SEP}?\d{{8}}{_SEP}?\d{{3}}[\dXx](?!\d) )
  | (?P<mobile> (?<!\d)(?:(?:\+|00)?86{_SEP}?)?1[3-9]\d(?:{_SEP}{{0,2}}\d){{8}}(?!\d) )
  | (?P<landline> (?<!\d)[(（]?0\d{{2,3}}[)）]?{_SEP}{{0,2}}\d{{3,4}}{_SEP}?\d{{4}}(?!\d) )
  | (?P<other> \d(?:{_SEP}?\d){{6,}}[Xx]? )
  | (?P<spelt> [{_CHINESE_DIGIT}](?:{_SEP}?[{_CHINESE_DIGIT}]){{6,}} )
    """,
    re.VERBOSE,
)

_BUILDING: Final = rf"(?:{_COUNT}|[A-Za-z])\s*(?:号楼|栋|幢|座)"
_PART: Final = rf"(?:{_COUNT}|[东西中甲乙丙丁A-Za-z])\s*(?:单元|门洞?|号|室|户|层|楼)"
_HOUSE: Final = re.compile(
    rf"""
    (?P<building>{_BUILDING})(?:{_SEP}*(?:{_PART}|\d{{1,4}}(?![\d:：年月日人个元点时位台辆次件])))+
  | (?P<unit>{_COUNT}\s*单元(?:{_SEP}*(?:{_PART}|\d{{1,4}}(?!\d)))+)
  | (?<![\d:\-])(?P<first>\d{{1,2}}){_DASH}\d{{1,2}}{_DASH}(?!(?:19|20)\d\d(?!\d))\d{{3,4}}(?![\d:])(?:\s*[室号户])?
  | (?<![\d:\-])(?P<short>\d{{1,2}}){_DASH}[1-9]\d{{2,3}}(?![\d:年月日人个元点时位台辆次件])(?:\s*[室号户])?
  | (?<!\d)(?P<room>\d{{3,4}}\s*(?:室|号房|房间))
    """,
    re.VERBOSE,
)
_TO_BUILDING: Final = re.compile(rf".*?{_BUILDING}")
_BY_NUMBERS: Final = re.compile(rf"(\D*?)(\d{{1,3}})\s*{_DASH}\s*\d")
_SUSPECT: Final = re.compile(
    rf"\d{{3}}|\d{_SEP}\d|单元|[{_CHINESE_DIGIT}]{{3}}|[{_CHINESE_DIGIT}]{_SEP}[{_CHINESE_DIGIT}]|楼|[栋幢座]"
)


def mask_phone(text: str) -> str:
    """A telephone number with its middle hidden: 137****1234, 0311-****4321, ****4321."""
    digits = "".join(c for c in unicodedata.normalize("NFKC", text) if c.isdigit())
    if not digits:
        return HIDDEN if text.strip() else ""
    if len(digits) > 11 and digits.removeprefix("00").startswith("86"):
        digits = digits.removeprefix("00")[2:]
    if len(digits) == 11 and digits[0] == "1":
        return f"{digits[:3]}{HIDDEN}{digits[-4:]}"
    if len(digits) > 8 and digits[0] == "0":
        area = 3 if digits[1] in "12" else 4
        return f"{digits[:area]}-{HIDDEN}{digits[-4:]}"
    return f"{HIDDEN}{digits[-4:]}" if 7 <= len(digits) <= 12 else HIDDEN


def building_only(address: str) -> str:
    """An address up to its building; where none can be told, up to the first number."""
    text = unicodedata.normalize("NFKC", address).strip()
    if found := _TO_BUILDING.match(text):
        return found[0]
    if found := _BY_NUMBERS.match(text):
        return f"{found[1]}{found[2]}号楼"
    cut = re.search(rf"\d|{_COUNT}\s*(?:单元|室|号|户|层|楼)", text)
    return text if cut is None else f"{text[: cut.start()]}{HIDDEN}"


def scrubbed(text: str) -> str:
    """Free text with telephone and identity numbers masked, and houses given by building alone."""
    plain = text if text.isascii() else _ascii_digits(text)
    if not _SUSPECT.search(plain):
        return text
    return _HOUSE.sub(_without_house, _NUMBER.sub(_without_number, plain))


def masked(document: Mapping[str, Any]) -> dict[str, Any]:
    """A stored document as a viewer gets it; the same fields, at any depth."""
    return {name: _masked_field(name, value) for name, value in document.items()}


# Who asked for something of the community's own: the street office sees what, and not for whom.
_WHO: Final = frozenset({"booked_by", "asked_by"})
# Written by rules and not by people: dates, numbers of records, codes.
_NOT_FREE: Final = frozenset({
    "id", "rev", "on", "at", "due", "until", "first", "joined", "number", "rrule", "state", "kind", "created_at",
    "updated_at", "recorded_on", "done_on", "starts_at", "ends_at", "starts", "ends", "uid", "exdates", "rdates",
    "plans_from",
})  # fmt: skip


# Those who signed up for a session came for help of their own: their number is enough for others.
_WITHHELD: Final = frozenset({"signups"})


def _masked_field(name: str, value: Any) -> Any:
    if name in _WITHHELD:
        return [
            {**masked(one), "resident": HIDDEN, "phone": "", "address": "", "note": ""} for one in value or ()
        ]
    if isinstance(value, str):
        if name in _NOT_FREE or not value:
            return value
        if name == "birthday":  # nobody outside the community needs it
            return ""
        if name in _WHO:
            return HIDDEN
        if name == "phone":
            return mask_phone(value)
        return building_only(value) if name == "address" else scrubbed(value)
    if isinstance(value, Mapping):
        return masked(value)
    if isinstance(value, list | tuple):
        return [_masked_field(name, part) for part in value]
    return value


_FULL_WIDTH: Final = {ord("０") + n: ord("0") + n for n in range(10)} | {ord("＋"): ord("+")}


def _ascii_digits(text: str) -> str:
    """Digits of any script as 0 to 9; the length stays."""
    return "".join(
        str(unicodedata.digit(c)) if c.isdigit() and not c.isascii() else c
        for c in text.translate(_FULL_WIDTH)
    )


def _without_number(found: re.Match[str]) -> str:
    if found["kept"]:
        return found[0]
    if found["identity"] or found["spelt"]:
        return HIDDEN
    return mask_phone(found[0])


def _without_house(found: re.Match[str]) -> str:
    if found["building"]:
        return f"{found['building']}{HIDDEN}"
    return f"{found['first']}号楼{HIDDEN}" if found["first"] else HIDDEN
