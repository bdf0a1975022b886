"""Reads several lines that were pasted at once: messages of a chat, points of a list, or plain lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from tui.capture.dates.grammar import fold_width
from tui.capture.lines.chain import ChainEntry, read_chain
from tui.capture.lines.chat import read_chat

# What stands before a point of a list: 1. 2、 (3) 4） ① 第五， 六、 - • *
_POINT: Final = re.compile(
    r"(?:[(（【\[]?(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})[)）】\].、,，．](?![0-9])|[①-⑳㈠-㈩⒈-⒛❶-❿]|[-–—•·●○■□▪*＊√✓✔>]) *"
)
# A message that says nothing to keep by itself: a picture, a sticker, a word of thanks.
_NOTHING: Final = re.compile(
    r"(?:\[[^\[\]]{1,8}\]|【[^【】]{1,8}】|收到|好的?|(?:谢谢|感谢)(?:社区|大家|您|你们?|书记|主任|师傅|物业|各位)*了?|ok|嗯+|是的|对|记下了?|记录了|知道了?|明白了?|不客气|不用谢|辛苦了?|大家好|[您你]好|同求|同问|同感|\+1|👍|🙏|[。.,，!！~～ ])+",
    re.IGNORECASE,
)


# The number or address of an account, as QQ puts it behind the name; a telephone number has eleven digits and stays.
_ACCOUNT: Final = re.compile(r" *(?:[(（][0-9]{5,10}[)）]|<[^<>]+>)$")


@dataclass(frozen=True, slots=True)
class PastedLine:
    """One thing of a paste: its text on one line, who wrote it in a chat, and whether it says anything to keep."""

    text: str
    sender: str = ""
    says: bool = True


@dataclass(frozen=True, slots=True)
class Pasted:
    """A paste as read: its things in order, and the lines that stand between messages and belong to none."""

    lines: tuple[PastedLine, ...]
    between: tuple[str, ...] = ()
    chat: bool = False


def read_pasted(text: str) -> Pasted:
    """The things of a paste. Every line is part of one, or is named in `between`."""
    rows = [line.strip() for line in text.splitlines() if line.strip()]
    messages = read_chat(text, fewest_bare=2)
    if messages:
        read = "".join("".join(f"{one.sender}{one.text}".split()) for one in messages)
        between = tuple(row for row in rows if not _within(row, read))
        return Pasted(
            tuple(_line(one.text, _ACCOUNT.sub("", one.sender) or one.sender) for one in messages),
            between,
            chat=True,
        )
    chain = read_chain(text)
    if chain is not None and chain.said:
        return Pasted(tuple(map(_of_entry, chain.entries)), chain.topic, chat=True)
    points = [match for row in rows if (match := _POINT.match(row))]
    if len(points) >= max(2, len(rows) // 2):
        return Pasted(tuple(_line(text) for text in _points(rows)))
    return Pasted(tuple(_line(row) for row in rows))


def _of_entry(entry: ChainEntry) -> PastedLine:
    """What somebody added behind their name in a list; the name alone says nothing to keep."""
    said = " ".join(filter(None, (entry.note, entry.phone)))
    who = " ".join(filter(None, (entry.door, entry.name)))
    return PastedLine(said, who) if entry.note else PastedLine(f"{who} {said}".strip(), "", says=False)


def _within(row: str, read: str) -> bool:
    """Whether what was read has the words of a row; its time and its signs aside."""
    return any(part in read for part in re.split(r"[\s:：\[\]【】()（）]+", row) if _says(part))


def _says(part: str) -> bool:
    return bool(part) and re.fullmatch(r"[0-9:./年月日-]*", part) is None


def _points(rows: list[str]) -> list[str]:
    """The points of a list without their marks; a line without a mark goes on from the one before it."""
    found: list[str] = []
    for row in rows:
        match = _POINT.match(row)
        if match or not found or _POINT.match(rows[0]) is None:
            found.append(row[match.end() :] if match and row[match.end() :] else row)
        else:
            found[-1] = f"{found[-1]} {row}"
    return found


def _line(text: str, sender: str = "") -> PastedLine:
    return PastedLine(text, sender, not says_nothing(text))


def says_nothing(text: str) -> bool:
    """Whether a message says nothing to keep by itself: a picture, a word of thanks."""
    return _NOTHING.fullmatch(fold_width(text)) is not None
