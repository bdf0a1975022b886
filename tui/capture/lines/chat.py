"""Reads what was copied from a group chat: who wrote, and what.

WeChat and its like give a message with its sender and time in several forms, depending on the program and on
how it was copied: the sender on a line of its own, with or without the time before or behind; or all of it on
one line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from tui.capture.dates.grammar import fold_width
from tui.capture.lines.doors import neighbour
from tui.capture.lines.parsed_line import LinePart, ParsedLine
from tui.capture.lines.vocabulary import VERB_OF
from tui.capture.names.names import Names

# As few messages as this are a chat if all have their sender and nothing else is there.
_FEWEST: Final = 2
# Without any time, `张三: …` on each of so many lines.
_FEWEST_BARE: Final = 3
_LONGEST_NAME: Final = 30
_WEEKDAY: Final = "(?:星期|周)[一二三四五六日天]"
_DAY: Final = rf"(?:[0-9]{{1,2}}[./][0-9]{{1,2}}[./](?:[0-9]{{2}}){{1,2}}|(?:[0-9]{{4}}[-/.年])?[0-9]{{1,2}}[-/.月][0-9]{{1,2}}日?(?:[ ,]*\(?{_WEEKDAY}\)?)?|今天|昨天|前天|{_WEEKDAY}|yesterday|(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
_TIME: Final = rf"(?:{_DAY},? *)?(?:上午|下午|晚上|早上|凌晨|中午|清晨|傍晚|夜里)? ?[0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}})?(?: ?[ap]m)?"
# A name as people call themselves in a group: 3号楼 张三, 张三(13800000000), A-物业小李.
_NAME: Final = r"(?:【[^【】]{1,12}】 *)?(?P<name>[^\s:\[\]【】<>][^:\[\]【】\n]{0,29}?)"
_ALONE: Final = (
    re.compile(rf"{_NAME} *:? *[\[(【]?{_TIME}[\])】]?:?"),
    re.compile(rf"[\[(【]?{_TIME}[\])】]? *{_NAME}:?"),
)
_WITH_TEXT: Final = (
    re.compile(rf"[\[(【]?{_TIME}[\])】]?[ ,]*(?:[-–] )?{_NAME}: *(?P<text>.+)"),
    re.compile(rf"{_NAME} *[\[(【]?{_TIME}[\])】]? *: *(?P<text>.+)"),
    re.compile(rf"{_NAME} *[\[(【]{_TIME}[\])】] *(?P<text>.+)"),
)
# Without a time a name is one word, or the door and a name: 3-2-501 王姐.
_DOOR: Final = (
    r"(?:[0-9a-z#]{1,5}(?:[-—_.#]|号?楼|栋|幢|号院?|单元|门|室|户)[0-9a-z号楼栋幢单元门室户#—_.-]*[ -])?"
)
_BARE: Final = re.compile(
    rf"(?P<name>{_DOOR}[^\s:\[\]【】,，。、!?！？/]{{1,16}}): *(?P<text>.*)", re.IGNORECASE
)
# What QQ writes behind a name: its number or a mail address. A telephone number is left to the reader.
_ACCOUNT: Final = re.compile(r"[(（][1-9][0-9]{4,9}[)）]$|<[^<>@]+@[^<>@]+>$")
# What a chat shows between its messages: a day, a title, a time alone.
_BETWEEN: Final = re.compile(
    rf"[-—–=·_ ]*(?:{_DAY}|{_TIME})?[-—–=·_ ]*|.{{0,40}}(?:的聊天记录|群聊记录)(?:如下)?:?"
    r"|.{0,60}(?:撤回了一条(?:成员)?消息|加入了?群聊|移出了?群聊|退出了?群聊|修改群名为.{0,40}|成为新群主|拍了拍.{0,40}|领取了.{0,20}红包)"
    r"|(?:以下|以上)[是为].{0,12}(?:消息|内容)|查看更多消息|\[?有新消息\]?"
)
# A message that is answered stands above the answer: 「张三：灯坏了」, and a line below it.
_QUOTE: Final = re.compile(r"「(?P<said>[^」]{1,400})」[^\S\n]*\n[^\S\n]*[-—–－ ]{3,}[^\S\n]*(?:\n|$)")
_QUOTED: Final = re.compile("\ue000([^\ue001]*)\ue001 ?")
# What is no text: a picture, a voice message.
_MEDIA: Final = re.compile(
    r"\[(?:图片|语音|视频|文件|动画表情|表情|位置|photo|image|voice|video|sticker)\][^\u4e00-\u9fff]{0,12}",
    re.IGNORECASE,
)
_WHEN: Final = re.compile(rf"[\[(【]?{_TIME}[\])】]?")
_NO_NAME: Final = re.compile(
    r"[0-9:./ -]*|(?:昨天|今天|前天|刚刚|(?:星期|周|礼拜)[一二三四五六日天])?(?: ?(?:凌晨|早上|上午|中午|下午|晚上))?"
)
_DAYS: Final = re.compile(_DAY)
_YEAR: Final = re.compile(r"(?<![0-9])[0-9]{4}[-/.年]")
# What stands before a colon in notices and forms, and is nobody.
_LABELS: Final = frozenset(
    [
        "通知",
        "公告",
        "时间",
        "日期",
        "地点",
        "地址",
        "内容",
        "电话",
        "手机",
        "联系人",
        "联系电话",
        "联系方式",
        "诉求",
        "诉求人",
        "诉求内容",
        "问题",
        "建议",
        "意见",
        "注意",
        "注",
        "备注",
        "标题",
        "主题",
        "姓名",
        "对象",
        "方式",
        "原因",
        "情况",
        "结果",
        "要求",
        "说明",
        "单位",
        "部门",
        "事项",
        "类别",
        "来源",
        "附件",
        "http",
        "https",
    ]
)


@dataclass(frozen=True, slots=True)
class ChatLine:
    """A message: who wrote it, its text on one line, and the line on which it begins, from 1."""

    sender: str
    text: str
    number: int = 0


def read_chat(text: str, *, fewest_bare: int = _FEWEST_BARE) -> tuple[ChatLine, ...]:
    """The messages of a chat in `text`, in their order; none if it is no chat.

    Without any time it is one from `fewest_bare` lines with a sender on.

    What stands between messages (days, titles, who withdrew a message) is left out. A message of several
    lines is one line, its own lines joined by blanks.
    """
    # A private character at both ends of a quotation, which is told apart when all messages are known.
    marked = _QUOTE.sub(
        lambda quote: f"\ue000{' '.join(quote['said'].split())}\ue001", text.replace("\u2005", " ")
    )
    lines = [line.strip() for line in marked.splitlines()]
    return _finished(
        _with_times(lines) or _time_first(lines) or _in_blocks(lines) or _without_times(lines, fewest_bare)
    )


def chat_days(text: str, messages: Sequence[ChatLine]) -> list[str]:
    """The day of each message as the chat writes it, beside its sender or above it; "" where none is said."""
    lines = [fold_width(line.strip()) for line in text.splitlines()]
    found: list[str] = []
    day, last = "", 0
    for message in messages:
        for line in lines[last : message.number - 1]:
            if _BETWEEN.fullmatch(line) and (said := _DAYS.search(line)):
                day = said[0]
        last = message.number
        beside = _beside(lines, message)
        found.append(beside[0] if beside else day)
    return found


def _beside(lines: Sequence[str], message: ChatLine) -> re.Match[str] | None:
    """The day in the line of the sender, without who it is and what was written, or in a line of the time alone next to it."""
    line = lines[message.number - 1]
    form = _form_of(line)
    match = form.pattern.fullmatch(line) if form else None
    if match is not None:
        name = match.span("name")
        text = match.start("text") if "text" in match.groupdict() else len(line)
        if said := _DAYS.search(f"{line[: name[0]]} {line[name[1] : text]}"):
            return said
    near = [at for at in (message.number - 2, message.number) if 0 <= at < len(lines)]
    return next(
        (said for at in near if _WHEN.fullmatch(lines[at]) and (said := _DAYS.search(lines[at]))), None
    )


def begins_chat(line: str) -> bool:
    """Whether a chat may begin with `line`: a message, or what stands before the first."""
    folded = fold_width(line.strip())
    return (
        _form_of(line.strip()) is not None
        or _BARE.fullmatch(folded) is not None
        or _BETWEEN.fullmatch(folded) is not None
    )


def sent_by(line: ParsedLine, sender: str, names: Names) -> ParsedLine:
    """`line` with its sender as the person it is about, unless it names one; a door before the name is the place."""
    door, name = neighbour(sender)
    if not name or line.first("who") is not None:
        return line
    match = names.find(name, ("person",), 0)
    known = match.known if match.state == "resolved" else None
    end = len(line.text)
    who = LinePart(
        "who", "understood" if known else "unknown", (end, end), name, known.name if known else name, known
    )
    there = (
        (LinePart("place", "unknown", (end, end), door, door),)
        if door and line.first("place") is None
        else ()
    )
    return replace(line, parts=(*line.parts, who, *there))


def _with_times(lines: list[str]) -> tuple[ChatLine, ...]:
    """Messages that each begin with a sender and a time, all in the form of the first: `8:30 有人来过` is no other one."""
    found: list[ChatLine] = []
    form: _Form | None = None
    for number, line in enumerate(lines, 1):
        form = form or _form_of(line)
        message = _message(line, form)
        if message is not None:
            found.append(replace(message, number=number))
        elif not line or _BETWEEN.fullmatch(fold_width(line)):
            continue
        elif found:
            found[-1] = replace(found[-1], text=f"{found[-1].text} {line}".strip())
        else:
            return ()
    written: list[ChatLine] = []
    for message in found:
        if message.text:
            written.append(message)
        elif written and form and form.day and not _DAYS.search(fold_width(lines[message.number - 1])):
            # 水管爆了 8:30 among senders with a day and a time: what somebody wrote.
            written[-1] = replace(written[-1], text=f"{written[-1].text} {lines[message.number - 1]}")
    return tuple(written) if len(written) >= max(_FEWEST, len(found) / 2) else ()


class _Form(NamedTuple):
    """How a chat writes who wrote when: the pattern, and whether a year and a day are there."""

    pattern: re.Pattern[str]
    year: bool
    day: bool


def _form_of(line: str) -> _Form | None:
    """The form of the message that begins with `line`; None if none does."""
    folded = fold_width(line)
    for pattern in (*_ALONE, *_WITH_TEXT):
        match = pattern.fullmatch(folded)
        if match is None or (match["name"] in VERB_OF and "text" in match.groupdict()):
            continue
        if not _NO_NAME.fullmatch(line[slice(*match.span("name"))].strip()):
            return _Form(pattern, _YEAR.search(folded) is not None, _DAYS.search(folded) is not None)
    return None


def _message(line: str, form: _Form | None) -> ChatLine | None:
    """The message that begins with `line` in that form; None if none does."""
    match = form.pattern.fullmatch(fold_width(line)) if form is not None else None
    if form is None or match is None or (form.year and not _YEAR.search(fold_width(line))):
        return None
    name = line[slice(*match.span("name"))].strip()
    if _NO_NAME.fullmatch(name):
        return None
    return ChatLine(name, line[match.start("text") :] if "text" in match.groupdict() else "")


def _in_blocks(lines: list[str]) -> tuple[ChatLine, ...]:
    """The sender, the time on a line of its own, the text; blank lines may stand between."""
    found: list[ChatLine] = []
    written = [(number, line) for number, line in enumerate(lines, 1) if line]
    times = {at for at, (_, line) in enumerate(written) if _WHEN.fullmatch(fold_width(line))}
    for at, (number, line) in enumerate(written):
        if (
            at + 1 in times
            and at not in times
            and len(line) <= _LONGEST_NAME
            and ":" not in fold_width(line[:-1])
        ):
            found.append(ChatLine(line.rstrip(":："), "", number))
        elif (at in times and found and written[at - 1][0] == found[-1].number) or (
            not found and _BETWEEN.fullmatch(fold_width(line))
        ):
            continue
        elif found:
            found[-1] = replace(found[-1], text=f"{found[-1].text} {line}".strip())
        else:
            return ()
    entries = [line for line in found if line.text]
    return tuple(entries) if len(entries) >= _FEWEST else ()


def _time_first(lines: list[str]) -> tuple[ChatLine, ...]:
    """The time on a line of its own, then the sender, then the text."""
    blocks: list[list[tuple[int, str]]] = []
    for number, line in enumerate(lines, 1):
        if line and _WHEN.fullmatch(fold_width(line)):
            blocks.append([])
        elif line and blocks:
            blocks[-1].append((number, line))
        elif line:
            return ()
    if len(blocks) < _FEWEST or any(
        len(block) < 2 or len(block[0][1]) > _LONGEST_NAME or ":" in fold_width(block[0][1][:-1])
        for block in blocks
    ):
        return ()
    return tuple(
        ChatLine(name.rstrip(":："), " ".join(line for _, line in said), number)
        for (number, name), *said in blocks
    )


def _finished(found: tuple[ChatLine, ...]) -> tuple[ChatLine, ...]:
    """The messages with a picture at the text of the same sender, and without quotations of each other.

    What is quoted and is not among them stays behind the answer: alone the answer would say nothing.
    """
    said = {"".join(line.text.split()) for line in found}
    done: list[ChatLine] = []
    for line in found:
        quotes = _QUOTED.findall(line.text)
        kept = [q for q in quotes if "".join(re.split("[:：]", q, maxsplit=1)[-1].split()) not in said]
        text = " ".join([_QUOTED.sub("", line.text).strip(), *(f"「{quote}」" for quote in kept)]).strip()
        sender = _ACCOUNT.sub("", line.sender) or line.sender
        if done and done[-1].sender == sender and _MEDIA.fullmatch(text):
            done[-1] = replace(done[-1], text=f"{done[-1].text} {text}")
        else:
            done.append(replace(line, text=text, sender=sender))
    return tuple(line for line in done if line.text)


def _without_times(lines: list[str], fewest: int) -> tuple[ChatLine, ...]:
    """`张三: …` on every line, or `张三:` on a line before what was written."""
    found: list[ChatLine] = []
    for number, line in enumerate(lines, 1):
        if not line:
            continue
        match = _BARE.fullmatch(fold_width(line))
        if match is not None and match["name"].lower() in _LABELS:
            return ()
        if match is not None and match["name"] not in VERB_OF and not match["name"].isdecimal():
            found.append(ChatLine(line[: match.end("name")], line[match.start("text") :], number))
        elif found and not found[-1].text:
            found[-1] = replace(found[-1], text=line)
        elif _BETWEEN.fullmatch(fold_width(line)):
            continue
        elif found and fewest < _FEWEST_BARE:  # somebody looks it over: a line without a sender goes on
            found[-1] = replace(found[-1], text=f"{found[-1].text} {line}")
        else:
            return ()
    return tuple(found) if len(found) >= fewest and all(line.text for line in found) else ()
