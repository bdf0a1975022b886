"""What minutes say of votes and of those present, as one line: written, and read again."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from tui.kinds.words import VOTERS
from tui.language.errors import InvalidInput, Message

# What the minutes say of an item, and of the meeting as a whole.
OF_ITEM: Final = ("title", "discussion", "decision", "votes")
OF_MEETING: Final = ("attendance", "place", "note")
_ONE: Final = re.compile(
    r"(?P<party>[^\d:,、 ]+)[ :,、]*(?:(?P<people>\d{1,3}) *(?:人|people)?)?[ :,、]*(?P<names>.*)"
)


def as_text(field: str, value: Any) -> str:
    """A value of the minutes as one text, parties by their codes: `property 4/0/1, council 3/1/0`."""
    if field == "votes":
        return ", ".join(f"{who} {b['yes']}/{b['no']}/{b['abstain']}" for who, b in (value or {}).items())
    if field == "attendance":
        return attendance_text(value or (), str)
    return str(value or "")


def in_words(field: str, text: str, tr: Callable[[str], str]) -> str:
    """A text of `as_text` with the parties by their names."""
    if field not in {"votes", "attendance"}:
        return text
    return re.sub(r"[a-z]+", lambda found: tr(VOTERS[found[0]]) if found[0] in VOTERS else found[0], text)


def attendance_text(
    attendance: Iterable[Mapping[str, Any]],
    label: Callable[[str], str],
    names: str = "、",
    parties: str = "；",
) -> str:
    """Who was there: `居委会 2 张三、李四；物业公司`; `label` gives a party's name.

    `names` stands between two names, `parties` between two parties: `read_attendance` takes both languages' signs.
    """
    parts = []
    for one in attendance:
        people = str(one["people"]) if one.get("people") else ""
        parts.append(
            " ".join(filter(None, (label(one["party"]), people, names.join(one.get("names") or ()))))
        )
    return parties.join(parts)


def read_attendance(text: str, labels: Mapping[str, str]) -> list[dict[str, Any]]:
    """Who was there, as kept, of a text of `attendance_text`. Raises InvalidInput for a party that is none or twice."""
    found: dict[str, dict[str, Any]] = {}
    for part in re.split(r"[;；\n]", text):
        if not part.strip():
            continue
        plain = unicodedata.normalize("NFKC", part).strip()
        party = next((code for code, name in labels.items() if plain.startswith((name, code))), None)
        if party is None or party in found:
            raise InvalidInput(
                {
                    "attendance": Message(
                        "«{text}» is not understood. Write party, people, names: {example}",
                        {"text": part.strip(), "example": "；".join(_examples(labels))},
                    )
                }
            )
        rest = plain.removeprefix(party if plain.startswith(party) else labels[party])
        match = _ONE.fullmatch("x" + rest)
        people, names = (match["people"], match["names"]) if match else (None, rest)
        found[party] = {
            "party": party,
            "people": int(people) if people else None,
            "names": [name for name in re.split(r"[、,， ]+", names) if name],
        }
    return list(found.values())


def _examples(labels: Mapping[str, str]) -> Sequence[str]:
    return [f"{name} 2 张三、李四" if n == 0 else name for n, name in enumerate(labels.values()) if n < 2]
