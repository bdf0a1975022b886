"""The text of an iCalendar file from its bytes, with folded lines put together.

RFC 5545 prescribes UTF-8 and folds lines between any two octets, so lines are put together before a character
is read. Chinese programs also write GB18030 or UTF-16.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

from tui.language.errors import InvalidInput, Message

# UTF-32 comes first: its mark begins as that of UTF-16.
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# BEGIN:VCALENDAR without a mark.
_WIDE: Final = ((b"B\0E\0", "utf-16-le"), (b"\0B\0E", "utf-16-be"))
_FOLD: Final = re.compile(r"(?:\r*\n|\r)[ \t]")
_FOLD_OF_BYTES: Final = re.compile(rb"(?:\r*\n|\r)[ \t]")


def decoded(content: bytes) -> str:
    """The text of a calendar file, its lines ended by a line feed.

    Raises InvalidInput where its characters cannot be told for certain.
    """
    return re.sub(r"\r+\n?", "\n", _characters(content))


def _characters(content: bytes) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            rest = content[len(mark) :]
            return _utf_8(rest) if encoding == "utf-8" else _wide(rest, encoding)
    for begin, encoding in _WIDE:
        if content.startswith(begin):
            return _wide(content, encoding)
    return _utf_8_or_gb18030(content)


def _wide(content: bytes, encoding: str) -> str:
    try:
        # A fold may stand between the halves of a surrogate pair.
        text = _FOLD.sub("", content.decode(encoding, "surrogatepass"))
        return text.encode(encoding, "surrogatepass").decode(encoding)
    except UnicodeDecodeError as error:
        raise _damaged(encoding[:6].upper()) from error


def _utf_8(content: bytes) -> str:
    joined = _FOLD_OF_BYTES.sub(b"", content)
    try:
        return joined.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _damaged("UTF-8") from error


def _utf_8_or_gb18030(content: bytes) -> str:
    joined = _FOLD_OF_BYTES.sub(b"", content)
    try:
        return joined.decode("utf-8")
    except UnicodeDecodeError as error:
        rough = joined.decode("utf-8", "replace")
        bad = rough.count("\ufffd")
        if sum(char > "\x7f" for char in rough) > 2 * bad:
            raise _damaged("UTF-8") from error
    try:
        text = joined.decode("gb18030")
    except UnicodeDecodeError as error:
        raise _unknown() from error
    # In Chinese text nearly every pair is of GB 2312, both bytes from A1 on; other 8-bit text is not.
    pairs = [char.encode("gb18030") for char in text if char > "\x7f"]
    if 2 * sum(min(pair[:2]) >= 0xA1 for pair in pairs) < len(pairs):
        raise _unknown()
    return text


def _unknown() -> InvalidInput:
    return InvalidInput(
        {"": Message("The file's characters are neither UTF-8 nor UTF-16 nor GB18030. Save it as UTF-8.")}
    )


def _damaged(encoding: str) -> InvalidInput:
    return InvalidInput(
        {"": Message("The file is damaged: it is no whole {encoding}.", {"encoding": encoding})}
    )
