"""The gate in and the gate out for text: what is kept has no unseen characters, and what is shown shows them.

*In*: text that people, files or programs give is brought into normal form C (UAX 15), and loses control
characters, marks that turn the direction of writing, halves of surrogate pairs, and characters without a width
where they mean nothing. *Out*: a store may have been written by another program; what must not reach a terminal
is written as an escape such as `\\x1b`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

# Ends of lines and paragraphs (UAX 14, class BK and others).
_BREAK: Final = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_CONTROL: Final = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
_SURROGATE: Final = "\ud800-\udfff"
# Marks, embeddings, overrides and isolates of UAX 9, and the annotations that hide text.
_DIRECTION: Final = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f\ufff9-\ufffb"
# Characters without a width of their own or a look, but for joiners.
_UNSEEN_BASIC: Final = "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060-\u2065\u3164\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufff8\ufffe\uffff"
_UNSEEN_BEYOND: Final = "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e001f\U000e0080-\U000e00ff\U000e01f0-\U000e0fff"
_UNSEEN: Final = _UNSEEN_BASIC + _UNSEEN_BEYOND
_EMOJI: Final = "\u2190-\u2bff\u3030\u303d\u3297\u3299\ufe0f\U0001f000-\U0001faff"
_JOINED: Final = "\u0600-\u08ff\u0900-\u0dff\u1800-\u18af"  # scripts in which a joiner changes a letter
_SELECTOR: Final = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_TAG: Final = "\U000e0020-\U000e007f"
_MEANINGLESS: Final = (
    f"[{_DIRECTION}{_UNSEEN}]"
    f"|(?<![{_EMOJI}{_JOINED}])[\u200c\u200d]|[\u200c\u200d](?![{_EMOJI}{_JOINED}])"
    f"|(?:\\A|(?<=[\\s{_SELECTOR}]))[{_SELECTOR}]+"
    f"|(?<![\U0001f3f4{_TAG}])[{_TAG}]+"
)
# What may have to be changed. Within the basic plane (below U+10000) a class of characters is a table to look up;
# with characters beyond it would be ranges to compare, which takes six times as long.
_SUSPECT_BASIC: Final = f"[\t{_CONTROL}{_SURROGATE}{_DIRECTION}{_UNSEEN_BASIC}\ufe00-\ufe0f\u200c\u200d\r\x0b\x0c\x85\u2028\u2029]"
_SUSPECT_BEYOND: Final = f"[{_UNSEEN_BEYOND}{_SELECTOR}{_TAG}]"
# What a terminal may obey, cannot show, or orders its line by.
_HARMFUL: Final = f"[{_CONTROL}\r\x0b\x0c\x85\u2028\u2029\u180e{_SURROGATE}{_DIRECTION}]"
# Terminals disagree about the width of these and of their neighbours.
_UNSETTLED: Final = re.compile(
    f"[{_UNSEEN}{_SELECTOR}{_TAG}\u200c\u200d\U0001f3fb-\U0001f3ff\U000e0000-\U000e0fff]"
)
_NOT_IN_JSON: Final = f"[\x7f-\x9f\u2028\u2029\u200c\u200d{_DIRECTION}{_UNSEEN}{_TAG}]"


@cache
def _compiled(expression: str) -> re.Pattern[str]:
    """The expression, compiled when it is first wanted: a start shows no text that needs these (5 ms)."""
    return re.compile(expression)


def unified(text: str) -> str:
    """`text` as it may be kept: the gate in. Ends of lines become `\\n`, tabs and other controls a space.

    Half a surrogate pair becomes U+FFFD. Joiners and variation selectors stay in emoji, in scripts that need
    them, and after the character whose form they choose.
    """
    if text.isascii() and text.isprintable():
        return text
    if _suspect(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        text = _compiled(_MEANINGLESS).sub("", re.sub(f"[\t{_CONTROL}]", " ", _BREAK.sub("\n", text)))
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def _suspect(text: str) -> bool:
    """Whether a text has a character that may have to be changed, normal forms aside."""
    if _compiled(_SUSPECT_BASIC).search(text):
        return True
    beyond = len(text.encode("utf-16-le")) > 2 * len(text)  # no halves of pairs are left here
    return beyond and _compiled(_SUSPECT_BEYOND).search(text) is not None


def unified_cells(text: str) -> str:
    """`text` as `unified` has it, with its tabs: cells that go to a spreadsheet stand between them."""
    return "\t".join(unified(cell) for cell in text.split("\t"))


def unified_all(value: Any) -> Any:
    """A value made of lists and mappings, with each text in it as `unified` has it."""
    if isinstance(value, str):
        return unified(value)
    if isinstance(value, Mapping):
        return {key: unified_all(one) for key, one in value.items()}
    return [unified_all(one) for one in value] if isinstance(value, list | tuple) else value


def one_line(text: str) -> str:
    """`text` as one line that may be kept, with single spaces between words and none at the ends."""
    return " ".join(unified(text).split())


def paragraphs(text: str) -> str:
    """`text` with each line as `one_line` makes it, without blank lines at the ends."""
    return "\n".join(" ".join(line.split()) for line in unified(text).split("\n")).strip()


def visible(text: str) -> str:
    """`text` as it may go to a terminal: the gate out. Lines and tabs stay; what could do harm is escaped.

    Characters without a width go: terminals disagree about them.
    """
    if text.isascii() and text.isprintable():
        return text
    if not text.isprintable():
        text = _compiled(_HARMFUL).sub(_escape, text)
    return _UNSETTLED.sub("", text)


def visible_line(text: str) -> str:
    """`text` as `visible` has it, on one line: ends of lines and tabs become a space."""
    if text.isascii() and text.isprintable():
        return text
    return visible(text if text.isprintable() else _BREAK.sub(" ", text).replace("\t", " "))


def harmful(text: str) -> bool:
    """Whether `text` has characters that must not go to a terminal as they are."""
    return not (text.isascii() and text.isprintable()) and _compiled(_HARMFUL).search(text) is not None


def json_escaped(text: str) -> str:
    """The JSON `text` with unseen characters escaped: the same values, and nothing that a terminal obeys."""
    return text if text.isascii() and "\x7f" not in text else _compiled(_NOT_IN_JSON).sub(_json_escape, text)


def _escape(found: re.Match[str]) -> str:
    return (
        found[0].encode("ascii", "backslashreplace").decode()
        if found[0] > "\x7f"
        else f"\\x{ord(found[0]):02x}"
    )


def _json_escape(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
