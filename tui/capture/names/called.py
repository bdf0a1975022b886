"""Which records a name means that was typed in full, or in any spelling: for command lines and use cases."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from tui.capture.names.name_index import PART, Rank
from tui.capture.names.names import NamedEntity, NameKind, Names
from tui.language.folding import identity

Named = Mapping[str, Any]


def called(
    stored: Iterable[Named], typed: str, kind: NameKind = "person", *, worst: Rank = PART
) -> list[Named]:
    """The documents with an `id` and a `name` that `typed` means: by its whole name before a part of it, by
    characters in any form before pinyin and initials. Several where it does not say which; none where it is nobody.

    `worst` is the lowest rank (`name_index`) that counts.
    """
    wanted, documents = typed.strip(), list(stored)
    if not wanted:
        return []
    same = identity(wanted)
    tests: tuple[Callable[[str], bool], ...] = (
        lambda name: name == wanted,
        lambda name: identity(name) == same,
    )
    for fits in tests:
        if found := [one for one in documents if fits(str(one["name"]))]:
            return found
    by_id = {int(one["id"]): one for one in documents}
    names = Names(NamedEntity(kind, id, str(one["name"])) for id, one in by_id.items())
    match = names.find(wanted, (kind,), worst)
    meant = (match.known,) if match.known else match.candidates
    return [by_id[int(one.id)] for one in meant if one.id is not None]
