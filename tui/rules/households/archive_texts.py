"""How the archive of a community is typed, one thing a line: compounds with figures, places with their use, honours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

from tui.kinds.record import Stored
from tui.language.errors import InvalidInput, Message

_YEAR: Final = r"((?:19|20)\d{2})"
_FIRST: Final = re.compile(rf"{_YEAR}\s*年?度?\s*[:：,，]?\s*(.+)")
_LAST: Final = re.compile(rf"(.+?)\s*[(（,，]?\s*{_YEAR}\s*年?度?\s*[)）]?")
_COLON: Final = re.compile(r"\s*[:：]\s*")
_FIGURES: Final = re.compile(
    r"(?:(?P<buildings>\d{1,5})\s*(?:栋|幢|座|楼|buildings?))?[\s,，、]*(?:(?P<households>\d{1,7})\s*(?:户|households?))?"
)

# Figures that stand behind the name without a colon: `2 邮电园 12栋 480户`.
_NO_COLON: Final = re.compile(r"(\d{1,2}\D.*?)\s+(\d+\s*(?:栋|幢|座|户|buildings?|households?).*)")


def lines_of(text: str) -> list[str]:
    """The lines of a text that have something in them."""
    return [line for line in (raw.strip() for raw in text.splitlines()) if line]


def read_honour(text: str) -> dict[str, Any]:
    """An honour as it is typed: its year may stand before or after the name, or not at all: `2021 市级党建示范社区`."""
    said = text.strip()
    if found := _FIRST.fullmatch(said):
        return {"year": int(found[1]), "name": found[2]}
    if found := _LAST.fullmatch(said):
        return {"year": int(found[2]), "name": found[1]}
    return {"year": None, "name": said}


def honours_of(community: Stored) -> list[Stored]:
    """The honours of a stored community; up to 0.1 each was one text."""
    return [read_honour(one) if isinstance(one, str) else one for one in community.get("honours") or ()]


def honours_written(honours: Iterable[Stored]) -> str:
    """Honours, one a line, as `read_honour` reads them."""
    return "\n".join(
        f"{one['year']} {one['name']}" if one.get("year") else str(one["name"]) for one in honours
    )


def places_written(places: Iterable[Stored]) -> str:
    """Places as `read_places` reads them."""
    return "\n".join(f"{p['name']}：{p['use']}" if p.get("use") else str(p["name"]) for p in places)


def read_places(text: str) -> list[dict[str, str]]:
    """Places, one a line: the name, and after a colon what it is for. Raises InvalidInput at `places`."""
    found = []
    for line in lines_of(text):
        name, *use = _COLON.split(line, maxsplit=1)
        if not name:
            raise InvalidInput(
                {"places": Message("«{line}» has no name before the colon.", {"line": line[:40]})}
            )
        found.append({"name": name, "use": use[0] if use else ""})
    return found


def figures_written(compounds: Sequence[Stored]) -> str:
    """The figures of the compounds as `read_figures` reads them, one line each: `2 邮电园：12栋 480户`."""
    lines = []
    for one in sorted(compounds, key=lambda c: int(c["number"])):
        counts = ((one.get("buildings"), "栋"), (one.get("households"), "户"))
        counted = " ".join(f"{count}{unit}" for count, unit in counts if count is not None)
        lines.append(f"{one['number']} {one.get('name') or ''}".strip() + (f"：{counted}" if counted else ""))
    return "\n".join(lines)


def read_figures(text: str, known: Sequence[Stored]) -> list[dict[str, Any]]:
    """The compounds with the figures that are typed: number, name, after a colon buildings and households.

    A line without figures says that they are not known. What else is known of a compound stays. Raises InvalidInput
    at the field `figures`: what is not understood, a number that is there twice.
    """
    before = {int(one["number"]): one for one in known}
    found: dict[int, dict[str, Any]] = {}
    for line in lines_of(text):
        said, *rest = _COLON.split(line, maxsplit=1)
        if not rest and (without := _NO_COLON.fullmatch(said)):
            said, *rest = without.groups()
        head = re.fullmatch(r"(\d{1,2})(?!\d)[\s.、．]*(.*)", said)
        figures = _FIGURES.fullmatch(rest[0].strip() if rest else "")
        if head is None or figures is None or not 1 <= int(head[1]) <= 99:
            raise InvalidInput({
                "figures": Message(
                    "«{line}» is not understood. Write number, name, and after a colon buildings and households: {example}",
                    {"line": line[:40], "example": "2 邮电园：12栋 480户"},
                )
            })  # fmt: skip
        number = int(head[1])
        if number in found:
            raise InvalidInput({"figures": Message("Number {n} is there twice.", {"n": number})})
        counts = {n: int(v) if v else None for n, v in figures.groupdict().items()}
        found[number] = {**before.get(number, {}), "number": number, "name": head[2].strip(), **counts}
    for one in found.values():  # of one that goes, nobody is a neighbour any more
        if one.get("next_to"):
            one["next_to"] = [n for n in one["next_to"] if n in found]
    return [found[number] for number in sorted(found)]


def merged_figures(mine: str, base: str, theirs: str) -> str | None:
    """What two have made of the figures, of which each changed other compounds; None where both changed the same one.

    Raises InvalidInput at `figures` where the text is not understood.
    """
    read = [{int(one["number"]): one for one in read_figures(text, ())} for text in (mine, base, theirs)]
    kept = {}
    for number in set().union(*read):
        one, was, their = (each.get(number) for each in read)
        if was not in (one, their) and one != their:
            return None
        if chosen := their if one == was else one:
            kept[number] = chosen
    return figures_written(list(kept.values()))
