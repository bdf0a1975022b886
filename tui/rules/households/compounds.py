"""Residential compounds (居民小区) as text, one per line, and which of them are neighbours."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any, Final

from tui.kinds.record import Stored
from tui.language.errors import InvalidInput, Message

_LINE: Final = re.compile(r"(?P<number>\d{1,2})(?:[\s.、．)）]+|(?=[:：])|$)(?P<rest>.*)")


def neighbours(compounds: Sequence[Stored]) -> dict[int, set[int]]:
    """The numbers of each compound's neighbours; it is enough that one of two names the other."""
    beside: dict[int, set[int]] = {int(one["number"]): set() for one in compounds}
    for one in compounds:
        for other in one.get("next_to") or ():
            if other in beside and other != one["number"]:
                beside[int(one["number"])].add(int(other))
                beside[int(other)].add(int(one["number"]))
    return beside


def compounds_written(compounds: Sequence[Stored]) -> str:
    """The compounds in the notation that `read_compounds` parses: `1 南院：2、3`. A pair is named once."""
    beside = neighbours(compounds)
    lines = []
    for one in sorted(compounds, key=lambda c: int(c["number"])):
        number = int(one["number"])
        later = "、".join(str(n) for n in sorted(beside[number]) if n > number)
        lines.append(f"{number} {one.get('name') or ''}".strip() + (f"：{later}" if later else ""))
    return "\n".join(lines)


def read_compounds(text: str, known: Sequence[Stored] = ()) -> list[dict[str, Any]]:
    """The compounds from text, one per line: number, name, and after a colon the numbers of its neighbours.

    Other fields of the compounds in `known` are kept. Raises InvalidInput at the field `compounds`.
    """
    before = {int(one["number"]): one for one in known}
    found: dict[int, dict[str, Any]] = {}
    for line in filter(None, (raw.strip() for raw in text.splitlines())):
        number, name, beside = _read_line(line)
        if number in found:
            raise _wrong(Message("Number {n} is there twice.", {"n": number}))
        found[number] = {**before.get(number, {}), "number": number, "name": name, "next_to": beside}
    for one in found.values():
        missing = [n for n in one["next_to"] if n not in found]
        if missing:
            raise _wrong(Message("There is no compound {n} to lie beside another.", {"n": missing[0]}))
    both = neighbours(list(found.values()))
    return [{**one, "next_to": sorted(both[number])} for number, one in sorted(found.items())]


def _read_line(line: str) -> tuple[int, str, list[int]]:
    match = _LINE.fullmatch(line)
    name, colon, beside = (match["rest"].replace("：", ":") if match else "").rpartition(":")
    numbers = unicodedata.normalize("NFKC", beside)
    if match is None or (colon and not re.fullmatch(r"[\d\s,、;]*", numbers)):
        raise _wrong(
            Message(
                "«{line}» is not understood. Write the number, the name, and after a colon the numbers of its neighbours.",
                {"line": line[:40]},
            )
        )
    if not colon:
        name, numbers = beside, ""
    return int(match["number"]), name.strip(), [int(n) for n in re.findall(r"\d+", numbers)]


def _wrong(message: Message) -> InvalidInput:
    return InvalidInput({"compounds": message})
