"""The categories of wishes: those set by the community, else the usual ones."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from tui.kinds.words import CATEGORIES
from tui.language.errors import InvalidInput, Message

# The code of a community's own category is its name; the usual ones keep the codes of old records.
_USUAL: Final[Mapping[str, str]] = {str(code): label for code, label in CATEGORIES.items()}
_LINE: Final = re.compile(r"(?P<name>[^={}]+?)\s*(?:=\s*(?P<days>\d{1,3}))?")


def categories(community: Mapping[str, Any] | None) -> dict[str, str]:
    """The categories to choose from: code and label (a msgid, or the community's own name)."""
    own = (community or {}).get("categories") or ()
    return {c["code"]: _USUAL.get(c["code"], c["code"]) for c in own} or dict(_USUAL)


def category_label(code: str) -> str:
    """The label of a category, also of one no longer offered."""
    return _USUAL.get(code, code)


def category_days(community: Mapping[str, Any] | None) -> dict[str, int]:
    """The time limits, in working days, of the categories that have their own."""
    stored = community or {}
    limits = (stored.get("limits") or {}).get("categories") or {}
    own = {c["code"]: c["days"] for c in stored.get("categories") or () if c.get("days") is not None}
    return {**limits, **own}


def limits_of(community: Mapping[str, Any] | None) -> dict[str, Any]:
    """The community's time limits in working days, those of its categories included."""
    return {**((community or {}).get("limits") or {}), "categories": category_days(community)}


def read_categories(text: str, names: Callable[[str], str]) -> list[dict[str, Any]]:
    """The categories from text, one per line: a name, and `=` with working days for a limit of its own.

    `names` translates a msgid, so that a usual category is recognised by its name. Raises InvalidInput at the
    field `categories`.
    """
    codes = {names(label): code for code, label in _USUAL.items()} | {code: code for code in _USUAL}
    found: dict[str, dict[str, Any]] = {}
    for line in filter(None, (raw.strip() for raw in unicodedata.normalize("NFKC", text).splitlines())):
        read = _LINE.fullmatch(line)
        code = codes.get(read["name"], read["name"]) if read else ""
        if read is None or len(code) > 20:
            raise InvalidInput(
                {"categories": Message("«{line}» is not understood. Write a name, or name=days.", {"line": line[:40]})}
            )  # fmt: skip
        found[code] = {"code": code, "days": int(read["days"]) if read["days"] else None}
    return list(found.values())


def written(own: Sequence[Mapping[str, Any]], days: Mapping[str, int], names: Callable[[str], str]) -> str:
    """The categories in the notation that `read_categories` parses."""
    codes = [c["code"] for c in own] or list(_USUAL)
    # The community's own name is no msgid, though it may be equal to one.
    labels = {code: names(_USUAL[code]) if code in _USUAL else code for code in codes}
    return "\n".join(f"{labels[code]}={days[code]}" if code in days else labels[code] for code in codes)
