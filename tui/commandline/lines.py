"""Lines of standard input: UTF-8, or GB18030 where that is said or where all of it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from tui.commandline.files import STANDARD, standard_input, unreadable
from tui.language.errors import Message

# GBK and GB2312 are parts of GB18030, under which they are read.
ENCODINGS: Final = ("utf-8", "gb18030", "gbk", "gb2312")
_UTF8: Final = "utf-8"
_GB18030: Final = "gb18030"
# Where GB 2312 goes on from its common characters (level 1, by pinyin) to its rare ones (level 2, by stroke).
_RARE: Final = 0xD8


class Line(NamedTuple):
    """A line of the input: its number from 1, its text without blanks around it, or why it is no text."""

    number: int
    text: str = ""
    problem: Message | None = None


def input_lines(encoding: str | None = None) -> Iterator[Line]:
    """The lines of standard input, in `encoding` or in the one that fits all of them.

    Raises UsageError if standard input is closed, StoreError if it cannot be read.
    """
    try:
        yield from decoded(standard_input(), encoding)
    except OSError as error:
        raise unreadable(STANDARD, error.strerror or str(error)) from error


def decoded(lines: Iterable[bytes], encoding: str | None = None) -> Iterator[Line]:
    """Each line as it comes, until one is doubtful: then all the rest is read before it is decided."""
    waiting = iter(lines)
    if encoding is not None:
        name = _UTF8 if encoding == _UTF8 else _GB18030
        yield from (_line(number, line, name) for number, line in enumerate(waiting, 1))
        return
    settled = False
    for number, line in enumerate(waiting, 1):
        if settled or line.isascii():
            yield _line(number, line, _UTF8)
        elif _is_utf8(line):
            settled = True
            yield _line(number, line, _UTF8)
        else:
            rest = [line, *waiting]
            name = _GB18030 if _all_gb18030(rest) else _UTF8
            yield from (_line(n, one, name) for n, one in enumerate(rest, number))


def _line(number: int, line: bytes, encoding: str) -> Line:
    try:
        text = line.decode(encoding)
    except UnicodeDecodeError:
        problem = Message("This is not {encoding}.", {"encoding": encoding.upper()})
        return Line(number, problem=problem)
    # Some editors begin a file with a mark of its byte order.
    return Line(number, (text.removeprefix("\ufeff") if number == 1 else text).strip())


def _is_utf8(line: bytes) -> bool:
    """Whether the line is certainly UTF-8: it has a character of three bytes or more, as Chinese ones are.

    Two words in GB18030 such as 联通 can be read as UTF-8 too, but then as characters of two bytes.
    """
    try:
        return max(line.decode()) >= "\u0800"
    except UnicodeDecodeError:
        return False


def _all_gb18030(lines: Iterable[bytes]) -> bool:
    """Whether the lines, of which the first is not certainly UTF-8, are all GB18030 as people write it.

    UTF-8 that was damaged can often be read as GB18030 as well, but then as rare characters.
    """
    common = others = 0
    for line in lines:
        if line.isascii():
            continue
        if _is_utf8(line):
            return False
        try:
            text = line.decode(_GB18030)
        except UnicodeDecodeError:
            return False
        for char in text:
            if not char.isascii():
                code = char.encode("gb2312", "ignore")
                if code and code[0] < _RARE:
                    common += 1
                else:
                    others += 1
    return common > 2 * others
