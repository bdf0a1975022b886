"""Who is named in a cell, and the telephone number that stands beside the name."""

from __future__ import annotations

import re
from typing import Final

from tui.papers.importing.lexicon import narrow

UNNAMED: Final = frozenset({"匿名", "不详", "未留名", "不愿透露", "佚名"})
"""What stands in the place of a name where there is none."""

# A number of a mobile telephone, 无电话 and 电话： in the cell of a name; the signs around them.
_DIALLED: Final = re.compile(r"(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)")
_NO_PHONE: Final = re.compile(r"[(（、，,\s]*(?:无|没有|暂无)(?:联系)?(?:电话|手机|联系方式)[)）]?$")
_SAID_PHONE: Final = re.compile(r"(?:联系)?(?:电话|手机号?|联系方式|tel)$", re.IGNORECASE)
_AROUND: Final = " \t\n()（）:：,，、;；/-—"
CALLED: Final = frozenset({"resident", "household", "name", "contact"})
"""The fields with the name of somebody whose telephone number the record has."""
_WITHIN_NAME: Final = re.compile(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])")


def person(text: str) -> str:
    """A name as it is kept: 王 芳 is 王芳, John  Smith is John Smith."""
    one = " ".join(narrow(text).split())
    return _WITHIN_NAME.sub("", one) if " " in one else one


def called(text: str) -> tuple[str, str, str]:
    """The name in a cell, the telephone number behind it, and what it says beyond: 李大妈（13800001302）, 赵奶奶 无电话."""
    if _NO_PHONE.search(text):
        bare = _NO_PHONE.sub("", text)
        return person(bare.strip(_AROUND)), "", text[len(bare) :].strip(_AROUND) if bare else text
    found = _DIALLED.search(text)
    if found is None:
        return person(text), "", ""
    number = re.sub(r"[ -]", "", found[0])
    before, behind = text[: found.start()].rstrip(_AROUND), text[found.end() :].strip(_AROUND)
    before = _SAID_PHONE.sub("", before).strip(_AROUND)
    return (person(before), number, behind) if before else (person(behind), number, "")
