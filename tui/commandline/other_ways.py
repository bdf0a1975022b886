"""The command that does what was asked of another one: `xingfu add volunteer` is `xingfu volunteer add`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tui.language.errors import Message, Translate
from tui.language.i18n import N_

# By what people type for it, the step of a command that makes a record, and that changes one.
_STEPS: Final = {
    "add": "add", "new": "add", "create": "add", "新建": "add", "新增": "add", "登记": "add",
    "set": "set", "edit": "set", "change": "set", "update": "set", "修改": "set",
}  # fmt: skip
# How each kind of record is made and changed, where the command line does it.
MADE: Final = {
    "wish": "add wish", "volunteer": "volunteer add", "meeting": "meeting plan", "action": "action add", "reminder": "reminder add",
    "service": "service add", "session": "service add-date", "visit": "visit add", "household": "visit add",
    "mediation": "mediation add", "hours": "hours add", "home": "home add", "lesson": "volunteer learn", "partner": "partner add",
    "offer": "partner offer", "appointment": "partner appoint", "need": "need add", "match": "deliver", "room": "room add",
    "booking": "book", "seat": "seat add", "community": "community",
}  # fmt: skip
CHANGED: Final = {
    "wish": "set wish", "volunteer": "volunteer edit", "service": "service edit", "household": "visit household",
    "session": "session move", "meeting": "meeting correct", "hours": "hours correct", "community": "community",
}  # fmt: skip
_SO: Final = N_("«{asked}» is written «xingfu {way}» here.")
_NOT_HERE: Final = N_(
    "The command line has no «{asked}»: it is done on the screens, which «xingfu» alone opens."
)
_VALUED: Final = frozenset({"--data", "--lang", "--seat"})


def other_way(given: Sequence[str], tr: Translate) -> Message | None:
    """What to type instead of what was `given`; None if it names no kind of record with a step.

    Either may come first: `add volunteer`, `志愿者 新增`.
    """
    words = _words(given)[:2]
    if len(words) < 2:
        return None
    asked = " ".join(words)
    for verb, noun in (words, words[::-1]):
        step = _STEPS.get(verb.lower())
        if step is None or (kind := _kind(noun.lower(), tr)) is None:
            continue
        way = (MADE if step == "add" else CHANGED).get(kind)
        if way is None:
            return Message(_NOT_HERE, {"asked": asked})
        return Message(_SO, {"asked": asked, "way": way}) if way != asked else None
    return None


def _words(given: Sequence[str]) -> list[str]:
    """What was given without options, and without the values of those that stand before the command."""
    words, skip = [], False
    for word in given:
        if not skip and not word.startswith("-"):
            words.append(word)
        skip = word in _VALUED
    return words


def _kind(word: str, tr: Translate) -> str | None:
    """The kind of record that a word names: its code, the word that `list` has for it, or its name in the language."""
    if word in MADE:
        return word
    from tui.kinds import registry  # with all kinds; for what is wrong alone

    for kind in registry.kinds():
        if word in {kind.name, kind.listed, kind.table, tr(kind.label).lower()}:
            return kind.name
    return None
