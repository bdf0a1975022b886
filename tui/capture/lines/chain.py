"""Reads a list that people of a group chat go on writing one after the other (接龙): a number, who it is, and what they add."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from tui.capture.dates.grammar import fold_width
from tui.capture.lines import figures

# 1. 2、 3） 4: and the like; 1 王芳 where a blank stands behind the number, and 1.3号楼, but no 1.5 and no 9:30.
_NUMBERED: Final = re.compile(
    r"\s*(\d{1,3})(?:\s*[、)）]\s*|\s+(?![\d.:]*:)|\s*[.．:：,，]\s*(?![\d.:])|\.(?=\d{1,4}(?:#|号?楼|栋|幢|号院?|单元|-\d))|\s*$)"
)
# ① and 1️⃣ before an entry.
_CIRCLED: Final = re.compile("^\\s*([①-⑳])")
_ON_KEYS: Final = re.compile("^\\s*(\\d{1,3})\ufe0f?\u20e3")
# 王芳+3号楼 is in two parts, +1 and +2人 are not.
_JOINED: Final = re.compile(r"[+＋](?=\d*[^\d\s+＋人位个份名])")
# 接龙 in what stands above the first number, as the program of the chat writes it (#接龙), or in words.
_SAID: Final = re.compile(r"接龙|#?\s*group note", re.IGNORECASE)
_LISTED: Final = re.compile(r"名单|报名|登记|花名册|名册|统计")
# How the program of the chat begins, and the example that it offers.
_OF_PROGRAM: Final = re.compile(
    r"\s*#?\s*(?:接龙|group note)\s*[:：]?\s*|\s*(?:例如?|格式|示例)\s*[:：]?\s*\S.*", re.IGNORECASE
)
_MOBILE: Final = re.compile(r"(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)")
_APART: Final = re.compile(r"[\s,，、；;/|（）()【】\[\]:：]+")
# A door that has no compound and no house before it: 5#1-102, 2单元, 501室.
_DOOR: Final = re.compile(
    r"\d{1,4}(?:#|号?楼|栋|幢|号院?|单元|门|层|室|户|-)[\d号楼栋幢单元门层室户#-]*", re.IGNORECASE
)
_ROOM: Final = re.compile(r"\d{2,4}")
_MORE: Final = re.compile(r"(?P<name>\D+?)(?P<more>[+＋]\s*\d{0,2}|\d{1,2}[人位个份名]?)")
# Emojis, and the signs that join them.
_PICTURES: Final = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\ufe0e\ufe0f\u200d\u20e3]")
_LONGEST_NAME: Final = 8
_FEWEST: Final = 2
_MOST_ABOVE: Final = 12


@dataclass(frozen=True, slots=True)
class ChainEntry:
    """One entry: the line on which it stands (from 1), who it is, and what else it says. All but the line may be empty."""

    line: int
    name: str = ""
    phone: str = ""
    door: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Chain:
    """A list of a chat: what stands above it, a line each, and its entries; `said` is whether it calls itself 接龙."""

    topic: tuple[str, ...]
    entries: tuple[ChainEntry, ...]
    said: bool


def read_chain(text: str) -> Chain | None:
    """The list in `text`; None if there is none.

    Its numbers begin with 1 and rise. It calls itself 接龙, or is a numbered list of people below a title that says so.
    What stands below an entry without a number goes on from it.
    """
    lines = text.splitlines()
    found: list[tuple[int, list[str]]] = []
    above: list[str] = []
    last = 0
    for at, written in enumerate(lines, 1):
        line = _ON_KEYS.sub(r"\1. ", _CIRCLED.sub(_uncircled, written))
        match = _NUMBERED.match(fold_width(line))
        if match and int(match[1]) == last + 1:
            last += 1
            found.append((at, [line[match.end() :].strip()]))
        elif found and line.strip():
            found[-1][1].append(line.strip())
        elif line.strip():
            above.append(line.strip())
    said = any(map(_SAID.search, above))
    if not found or not above or len(above) > _MOST_ABOVE or "\t" in text:
        return None
    entries = tuple(_entry(at, " ".join(written)) for at, written in found)
    if not said and not (
        _LISTED.search(above[0]) and len(entries) >= _FEWEST and all(one.name for one in entries)
    ):
        return None
    topic = tuple(line for line in above if not _OF_PROGRAM.fullmatch(line)) or tuple(above[:1])
    return Chain(topic, entries, said)


def _uncircled(found: re.Match[str]) -> str:
    return f"{ord(found[1]) - ord('①') + 1}. "


def _entry(line: int, text: str) -> ChainEntry:
    said = _JOINED.sub(" ", " ".join(_PICTURES.sub(" ", text).split()))
    phone = _MOBILE.search(said)
    if phone:
        said = f"{said[: phone.start()]} {said[phone.end() :]}"
    doors: list[str] = []
    name = ""
    notes: list[str] = []
    at_door = False
    waiting = [word for word in _APART.split(said) if word]
    while waiting:
        word = waiting.pop(0)
        folded = fold_width(word)
        door = figures.leading_door(folded) or (len(found[0]) if (found := _DOOR.match(folded)) else 0)
        if not notes and door:
            doors.append(word[:door])
            if word[door:]:
                waiting.insert(0, word[door:])
            at_door = True
            continue
        if at_door and _ROOM.fullmatch(folded):  # 3号楼2单元 501
            doors.append(word)
        elif not name and not notes and len(word) <= _LONGEST_NAME:
            more = _MORE.fullmatch(word)
            name = more["name"] if more else word
            if more:
                notes.append(more["more"])
        else:
            notes.append(word)
        at_door = False
    number = re.sub("[ -]", "", phone[0]) if phone else ""
    return ChainEntry(line, name, number, "".join(doors), " ".join(notes))
