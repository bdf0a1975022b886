"""A door and whoever lives behind it: `3-2-501 王姐`, `王姐（3号楼2单元）`, as people call themselves in a group."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from tui.capture.dates.grammar import fold_width
from tui.capture.lines import figures
from tui.capture.lines.partial_line import PartialLine
from tui.capture.lines.phones import phone_span
from tui.capture.names.name_index import WHOLE
from tui.rules.privacy.names import begins_with_surname

# How neighbours are called, behind their surname: 王姐, 李奶奶, 老张家.
_CALLED: Final = re.compile(
    "[老小]?(?P<name>[一-龥]{1,4}?)(?:大?[姐哥嫂婶伯叔姨妈爷娘]|奶奶|爷爷|姥姥|姥爷|阿[姨婆公]|叔叔|伯伯|大姐|大哥"
    "|老[师伯人]|师傅|先生|女士|小姐|同志|主任|书记|医生|大夫|婆婆|公公|老太太?|老爷子|老大爷|家)"
)
# 老张, but not the 老师 or 老公.
_OLD: Final = re.compile("老[^师公家人年小]")
_INTRODUCED: Final = re.compile(
    "(?<![一-龥])(?:联系人|报修人|申请人|反映人|求助人|投诉人|来电人|来访人|咨询人)(?:姓名)?[:：是]? ?(?P<name>[一-龥]{2,4})(?=$|[ ,，。;；、()（）0-9])"
)
_BETWEEN: Final = " ,，、-—_·:：()（）[]【】"
_LONGEST_NAME: Final = 3
_NUMBERS: Final = re.compile(r"\d+|[一二三四五六七八九十]+")
# A bracket behind a number, and the sentence that goes on.
_CLOSING: Final = re.compile(r"\)[^\s:,，、。；;!?]")
_RESIDENT: Final = frozenset({"wish", "visit", "home", "signup"})


class Neighbour(NamedTuple):
    """A door, and the name of somebody there; the door is empty where none is said."""

    door: str
    name: str


def neighbour(said: str) -> Neighbour:
    """What somebody is called, taken apart; all of it is the name where it has no door, or nothing but one."""
    text = said.strip()
    folded = fold_width(text)
    first = figures.leading_address(folded)
    if first and (name := text[first:].strip(_BETWEEN)):
        return Neighbour(text[:first].strip(), name)
    last = max((span for span in figures.addresses(folded)), default=None)
    if (
        last is not None
        and not folded[last[1] :].strip(_BETWEEN)
        and (name := text[: last[0]].strip(_BETWEEN))
    ):
        return Neighbour(text[slice(*last)].strip(), name)
    return Neighbour("", text)


def is_called(word: str) -> bool:
    """Whether a word is what a neighbour is called: 王姐, 李奶奶, 老张家."""
    if _OLD.fullmatch(word):
        return begins_with_surname(word[1])
    found = _CALLED.fullmatch(word)
    return found is not None and len(found["name"]) <= 2 and begins_with_surname(found["name"])


def read_neighbour(line: PartialLine) -> None:
    """Add who lives behind the door that a line names: the word behind it, where it is a name.

    In a wish, whose words often name a place, a door without a sign counts only at the beginning of the line, and
    only with somebody's name behind it.
    """
    if line.verb not in _RESIDENT or line.has("who"):
        return
    if _introduced(line):
        return
    if _beside_phone(line) or line.verb == "signup":
        said = {line.text[slice(*word)] for word in line.words()}
        if line.verb == "signup" and not line.has("who") and (line.has("place") or "上门" in said):
            called = next((word for word in line.words() if is_called(line.text[slice(*word)])), None)
            if called is not None:
                _before(line, called)
        return
    place = next((part for part in line.parts if part.kind == "place"), None)
    if place is not None:
        if not _name_follows(line, place.span[1]) and line.verb == "visit" and (words := line.words()):
            _before(line, words[0])
    elif line.verb == "wish" and (words := line.words()):
        start = words[0][0]
        length = figures.leading_door(line.text[start:])
        if length and _name_follows(line, start + length):
            typed = line.raw[start : start + length]
            line.add_match(
                "place",
                (start, start + length),
                typed,
                line.context.names.find(typed, ("place",), WHOLE),
                typed,
            )


def _introduced(line: PartialLine) -> bool:
    """Add the name behind 联系人, 报修人 and the like; whether there is one."""
    found = next(
        (word for word in _INTRODUCED.finditer(line.text) if not any(line.removed[slice(*word.span())])), None
    )
    if found is None or not (is_called(found["name"]) or begins_with_surname(found["name"])):
        return False
    typed = line.raw[slice(*found.span("name"))]
    known = line.context.names.find(typed, ("person",), 0)
    line.add_match("who", found.span(), typed, known, known.known.name if known.known else typed)
    return True


def _beside_phone(line: PartialLine) -> bool:
    """Add the name beside a telephone number, and the door before it; whether there is a name.

    What a neighbour is called is one wherever it stands; of other words those between the beginning of the line (or a
    door) and the number, and those behind a number with which the words begin or end.
    """
    span = phone_span(line)
    if span is None:
        return False
    words = line.words()
    before = [word for word in words if word[1] <= span[0]]
    behind = [word for word in words if word[0] >= span[1]]
    door = figures.leading_door(line.text[before[0][0] :]) if before else 0
    at_door = bool(door) and line.text[before[0][0] + door : before[0][1]].strip() == ""
    near = [*before[-1:], *behind[:1]]
    name = next((word for word in near if is_called(line.text[slice(*word)])), None)
    if name is None and behind and len(before) == 1 + at_door:
        name = before[-1]
    elif name is None and behind and (not before or len(behind) == 1):
        name = behind[0]
    if name is None or not (is_called(line.text[slice(*name)]) or _full_name(line, name)):
        return False
    typed = line.raw[slice(*name)]
    known = line.context.names.find(typed, ("person",), 0)
    told = _CLOSING.match(line.text, span[1]) is not None  # 王师傅（138…）说地下室进水 is a sentence
    line.add_match("who", name, typed, known, known.known.name if known.known else typed, in_title=told)
    if at_door and not line.has("place") and name != before[0]:
        start = before[0][0]
        said = line.raw[start : start + door]
        line.add_match(
            "place", (start, start + door), said, line.context.names.find(said, ("place",), WHOLE), said
        )
    return True


def _full_name(line: PartialLine, word: tuple[int, int]) -> bool:
    text = line.text[slice(*word)]
    return 1 < len(text) <= _LONGEST_NAME and begins_with_surname(text)


def _before(line: PartialLine, word: tuple[int, int]) -> None:
    """Add the name that stands before the door: `走访 王大爷家 6-1-201`."""
    if is_called(line.text[slice(*word)]):
        typed = line.raw[slice(*word)]
        line.add("who", word, typed, typed, state="unknown")


def _name_follows(line: PartialLine, end: int) -> bool:
    """Add the name behind a door that ends there; whether there is one."""
    word = next(line.words_from(end), None)
    if word is None or line.text[end : word[0]].strip(_BETWEEN):
        return False
    typed, attached = line.raw[slice(*word)], word[0] == end
    known = line.context.names.find(typed, ("person",), 0)
    # `12号楼路灯坏了` has no name, though 路 is a surname: behind a home's own door alone, and with more words to come.
    full_name = (
        attached
        and 1 < len(typed) <= _LONGEST_NAME
        and begins_with_surname(line.text[word[0] : word[1]])
        and len(_NUMBERS.findall(line.text[:end])) > 1
        and next(line.words_from(word[1]), None) is not None
    )
    if known.known is None and not is_called(line.text[slice(*word)]) and not full_name:
        return False
    line.add_match("who", word, typed, known, known.known.name if known.known else typed)
    return True
