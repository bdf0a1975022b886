"""A masked copy of the snapshot for viewers, written beside it when the journal is folded.

`xingfu.masked.json` has the form of the snapshot, without the tables that viewers never hold, and in a
table of its own what `Mask` keeps of names, how many documents the hidden tables have, and the checksums
of the snapshot that it was made from and of the rules it was made by. If a checksum differs (a newer program
masks more), or the file is missing or damaged, a viewer's process masks the snapshot itself: only the time of a
start depends on this file.
"""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

import orjson

from tui.engine.embedded import snapshot
from tui.engine.masking_rules import rules
from tui.language.errors import StoreDamaged
from tui.platform.durable import replace_file
from tui.rules.privacy.masking import Mask
from tui.rules.privacy.rights import RIGHTS

NAME: Final = "xingfu.masked.json"
_FACTS: Final = "_masked"
# Fewer documents are masked within a few milliseconds.
WORTH: Final = 2000


class Masked(NamedTuple):
    """A snapshot without contacts, what tells names in it, and how many documents each hidden table has."""

    snapshot: snapshot.Snapshot
    mask: Mask
    hidden: Mapping[str, int]


def keep(folder: Path, content: bytes) -> None:
    """Write the masked form of the snapshot `content`, which is in place in `folder`. Raises OSError.

    Where it is not worth it, or cannot be written, none is left there.
    """
    path = folder / NAME
    path.unlink(missing_ok=True)  # it may hold what has been forgotten since
    checksum = snapshot.checksum(content)
    tables: snapshot.Tables = orjson.loads(content)
    meta = tables.pop(snapshot.META)["1"]
    if sum(map(len, tables.values())) < WORTH:
        return
    mask = Mask()
    mask.meet(tables)
    hidden = {name: len(tables.pop(name, {})) for name in RIGHTS["viewer"].hidden}
    mask.tables(tables)
    facts = {"of": checksum, "by": rules(), "hidden": hidden, "names": mask.kept()}
    next_ids = {name: id for name, id in meta["next_ids"].items() if name not in hidden}
    held = snapshot.Snapshot(
        {**tables, _FACTS: {"1": facts}},
        meta["schema"],
        meta["seq"],
        meta["segment"],
        next_ids,
        meta.get("store", ""),
        int(meta["chain"], 16) if "chain" in meta else None,
    )
    replace_file(path, snapshot.encode(held))


def load(folder: Path, of: Path, hidden: Collection[str]) -> Masked | None:
    """The masked form of the snapshot in the file `of`, without the `hidden` tables; None if there is none."""
    with contextlib.suppress(OSError, StoreDamaged, KeyError, TypeError, ValueError):
        checksum = snapshot.checksum(of) if snapshot.sound(of) else ""
        loaded = snapshot.load(folder / NAME) if checksum else None
        if loaded is None:
            return None
        facts: dict[str, Any] = loaded.tables.pop(_FACTS)["1"]
        counts = facts["hidden"]
        if facts["of"] == checksum and facts["by"] == rules() and set(counts) == set(hidden):
            return Masked(loaded, Mask.from_kept(facts["names"]), counts)
    return None
