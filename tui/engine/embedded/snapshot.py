"""The snapshot: all tables in one JSON file, which stock TinyDB opens as well.

`{"wishes": {"1": {...}}, ..., "_meta": {"1": {...}}}`: the last table holds the schema version, the
last commit folded in, the journal segment that follows, the next free ids, the store's identity and the
journal's chain as of that commit (schema 3 and above), and a CRC-32 of the bytes before it and of these
facts.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, NamedTuple

import orjson

from tui.language.errors import Message, StoreDamaged

SNAPSHOT_NAME: Final = "xingfu.json"
# The snapshot before the present one: with the journal since, it makes good for a damaged one.
PREVIOUS_NAME: Final = "xingfu.json.previous"
META: Final = "_meta"
_BEFORE_META: Final = b'"_meta":'
_META_MOST: Final = 4096

Tables = dict[str, dict[str, dict[str, Any]]]


class Snapshot(NamedTuple):
    """All tables as they were after commit `seq`; what follows starts in journal segment `segment`.

    `store` is the store's identity, `chain` the journal's chain after commit `seq`, None if unknown.
    """

    tables: Tables
    schema: int = 0
    seq: int = 0
    segment: int = 1
    next_ids: Mapping[str, int] = MappingProxyType({})
    store: str = ""
    chain: int | None = None


class Point(NamedTuple):
    """The documents after one commit, and where in its journal segment that commit ends (bytes)."""

    snapshot: Snapshot
    offset: int


def encode(snapshot: Snapshot) -> bytes:
    """The bytes of the snapshot file."""
    body = orjson.dumps(snapshot.tables)[:-1]
    if snapshot.tables:
        body += b","
    meta: dict[str, Any] = {
        "schema": snapshot.schema,
        "seq": snapshot.seq,
        "segment": snapshot.segment,
        "next_ids": dict(snapshot.next_ids),
    }
    if snapshot.store and snapshot.chain is not None:
        meta |= {"store": snapshot.store, "chain": f"{snapshot.chain:08x}"}
    meta["crc"] = _checksum(body, meta)
    return body + _BEFORE_META + orjson.dumps({"1": meta}) + b"}\n"


def _checksum(body: bytes | memoryview, meta: Mapping[str, Any]) -> str:
    return f"{zlib.crc32(orjson.dumps(meta), zlib.crc32(body)):08x}"


def following_segment(path: Path) -> int | None:
    """The journal segment that follows the snapshot in `path`, from its end alone; None if that is not there.

    Raises OSError.
    """
    try:
        return int(_meta(path)["segment"])
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None


def checksum(of: Path | bytes) -> str:
    """The checksum that a snapshot, a file or its bytes, gives for itself. Raises OSError, ValueError, KeyError."""
    return str(_meta(of)["crc"])


def _meta(of: Path | bytes) -> dict[str, Any]:
    """What the end of a snapshot says of it."""
    if isinstance(of, bytes):
        end = of[-_META_MOST:]
    else:
        with of.open("rb") as file:
            file.seek(max(0, file.seek(0, 2) - _META_MOST))
            end = file.read()
    _, _, meta = end.rpartition(_BEFORE_META)
    found: dict[str, Any] = orjson.loads(meta.strip().removesuffix(b"}"))["1"]
    return found


def sound(path: Path) -> bool:
    """Whether the snapshot in `path` is as it was written, by its checksum alone. Raises OSError."""
    body, marker, rest = path.read_bytes().rpartition(_BEFORE_META)
    try:
        meta = orjson.loads(rest.strip().removesuffix(b"}"))["1"]
        return bool(marker) and meta.pop("crc") == _checksum(body, meta)
    except (ValueError, KeyError, TypeError, AttributeError):
        return False


def load(path: Path) -> Snapshot | None:
    """The snapshot in `path`; None if there is none yet. Raises StoreDamaged, OSError."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    try:
        return decode(content)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise damaged(path) from None


def decode(content: bytes) -> Snapshot:
    """The snapshot in the bytes `content`. Raises ValueError, KeyError, TypeError, AttributeError if it is none."""
    at = content.rfind(_BEFORE_META)
    tables: Tables = orjson.loads(content)
    meta = tables.pop(META)["1"]
    # A view: copying 6 MB would slow down the start.
    if at < 0 or meta.pop("crc") != _checksum(memoryview(content)[:at], meta):
        raise ValueError("checksum")
    return Snapshot(
        tables,
        meta["schema"],
        meta["seq"],
        meta["segment"],
        meta["next_ids"],
        meta.get("store", ""),
        int(meta["chain"], 16) if "chain" in meta else None,
    )


def damaged(path: Path) -> StoreDamaged:
    """What to tell of a snapshot that is not sound."""
    return StoreDamaged(
        Message(
            "{file} is not as the program wrote it (cut short, or changed by another program). "
            "Nothing was changed. «xingfu check --repair» says what can be saved, and asks before it "
            "does it.",
            {"file": str(path)},
        )
    )
