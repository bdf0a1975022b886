"""One is not counted in the plural, and two are, in every English text of the program."""

from __future__ import annotations

import re
from typing import Final

import pytest
from babel.messages.pofile import read_po

from tui.language.errors import Message
from tui.language.i18n import DOMAIN, LOCALE_DIR, translator

# What ends in `s` and follows a parameter that is a name, a day or a number of a record.
_NO_PLURALS: Final = frozenset(
    [
        "as",
        "is",
        "was",
        "has",
        "does",
        "goes",
        "comes",
        "holds",
        "sees",
        "looks",
        "belongs",
        "signs",
        "needs",
        "moves",
        "stands",
        "says",
        "fits",
        "contains",
        "keeps",
        "hands",
        "this",
        "its",
        "always",
        "less",
        "us",
        "opens",
        "lies",
        "names",
        "follows",
        "commits",
        "steps",
        "lacks",
        "locks",
        "letters",
        "holidays",
        "stays",
        "accepts",
    ]
)
_ONE: Final = re.compile(
    r"(?<![\w.,:/\-–])1 (?:(?:more|open|new|other|working|empty|later) )?(\w+s|people)\b"
)
_MANY: Final = re.compile(
    r"(?<!the )(?<![\w.,:/\-–])2 (?:more |open |new |other )?"
    r"(day|week|month|hour|minute|wish|visit|volunteer|vote|person|record|row|line|session|service|team|step|place|offer"
    r"|resident|household|building|column|change|star|document|event|organisation|booking|meeting|backup)\b"
)


def texts() -> list[str]:
    with (LOCALE_DIR / "zh_CN" / "LC_MESSAGES" / f"{DOMAIN}.po").open("rb") as file:
        return [str(one.id) for one in read_po(file) if one.id and "{" in str(one.id)]


def said(text: str, number: int) -> str:
    names = set(re.findall(r"{(\w+)", text))
    return Message(text, dict.fromkeys(names, number)).text(translator("en"))


def test_one_is_no_plural_and_two_are() -> None:
    found = texts()
    assert len(found) > 600
    assert [
        one for text in found for one in _ONE.findall(said(text, 1)) if one.casefold() not in _NO_PLURALS
    ] == []
    assert [said(text, 2) for text in found if _MANY.search(said(text, 2))] == []


@pytest.mark.parametrize(
    ("text", "number", "shown"),
    [
        ("{n} buildings, {homes} households", 1, "1 building, 1 household"),
        ("{n} buildings, {homes} households", 21, "21 buildings, 21 households"),
        ("{n} votes in all, {m} present", 1, "1 vote in all, 1 present"),
        ("{n} votes in all, {m} present", 11, "11 votes in all, 11 present"),
        ("{n} lack people", 1, "1 lacks people"),
    ],
)
def test_what_is_counted(text: str, number: int, shown: str) -> None:
    assert said(text, number) == shown


def test_a_list_is_written_as_the_language_writes_it() -> None:
    message = Message(
        "There is no view «{name}». There are: {names}.", {"name": "a", "names": ("1-2", "b", "c")}
    )
    assert message.text(translator("zh")).endswith("1-2、b、c。")
    assert message.text(translator("en")).endswith("1-2, b, c.")
    assert str(message).endswith("1-2, b, c.")
