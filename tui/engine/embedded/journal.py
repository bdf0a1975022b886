"""The journal: one checksummed line a commit, in numbered segment files.

A line is eight hexadecimal digits of CRC-32, a space, a JSON object, a newline. The first line of a
segment is its header. Segments are only ever appended to; compaction starts a new one, and the old
ones stay as the audit trail. This module knows lines and files, not what the documents mean.

The checksums of all lines form a *chain*: each value is the CRC-32 of the value before and of the next
line's checksum. A header records the chain's value at the end of the segment before, a snapshot the value at its
commit: so a file from another copy of the store is recognized. If another segment follows, the last line of a
segment says so; that line is not part of the chain.
"""

from __future__ import annotations

import contextlib
import math
import os
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

import orjson

from tui.engine.changes import Change, Entry
from tui.language.errors import Message, StoreDamaged
from tui.platform.durable import make_folder, open_private, replace_file, sync_folder, write_all

JOURNAL_NAME: Final = "journal"
ARCHIVE_NAME: Final = "audit"
# A file in the store's folder while a person is being forgotten: the plan (upkeep/forget_plan.py).
FORGETTING_NAME: Final = "forgetting"
SUFFIX: Final = ".jsonl"
_HEAD: Final = 8  # the checksum
_END: Final = 64
_SEGMENT: Final = re.compile(rf"[0-9]{{8}}{re.escape(SUFFIX)}")


class Header(NamedTuple):
    """The first line of a segment: its number, the schema version, the commit that it follows.

    `store` is the identity of the store and `follows` the chain's value before this segment; segments of
    schema 2 and below have neither. `anew`: the segment continues a snapshot that was written with it (by a
    restore or repair), not the segment before. `mended`: a repair kept only the readable lines. `ends`, in the
    archive alone, is the chain's value at the end of the original segment.
    """

    segment: int
    schema: int
    after: int
    anew: bool = False
    store: str = ""
    follows: int | None = None
    mended: bool = False
    ends: int | None = None


class Closed(NamedTuple):
    """The last line of a segment that is followed by another: that one's number."""

    following: int


class Trace(NamedTuple):
    """Position, checksum and end of a line: enough to verify that the file still contains it."""

    start: int
    size: int
    head: bytes
    end: bytes

    @classmethod
    def of(cls, line: bytes, start: int) -> Trace:
        """The trace of `line`, which begins at byte `start`."""
        return cls(start, len(line), line[:_HEAD], line[-_END:])

    def found_in(self, fd: int) -> bool:
        """Whether the open file `fd` still contains the line at its position. Raises OSError."""
        end = self.start + self.size - len(self.end)
        return (
            os.pread(fd, _HEAD, self.start) == self.head
            and os.pread(fd, _END, end)[: len(self.end)] == self.end
        )


class Tail(NamedTuple):
    """What was read from a segment: whole entries, the offset after them, and bytes left over.

    `chains` are the chain's values after each entry, `chain` the value after the last line read, `header_chain`
    the value after the header. `last` is the last whole line, if any. `closed`: another segment follows.
    """

    header: Header | None
    entries: tuple[Entry, ...]
    offset: int
    torn: bytes
    last: Trace | None = None
    chains: tuple[int, ...] = ()
    chain: int = 0
    closed: bool = False
    header_chain: int = 0


def encode_entry(entry: Entry) -> bytes:
    """The journal line of `entry`."""
    return encode_line(
        {
            "seq": entry.seq,
            "at": entry.at,
            "by": entry.by,
            "seat": entry.seat,
            "do": entry.action,
            **({"about": entry.about} if entry.about else {}),
            "changes": [change.as_json() for change in entry.changes],
        }
    )


def written(entry: Entry) -> tuple[bytes, Entry]:
    """The journal line of `entry`, and the entry as every process will read it from there."""
    line = encode_entry(entry)
    return line, _entry_of(orjson.loads(line[_HEAD + 1 : -1]))


def encode_header(header: Header) -> bytes:
    """The first line of a segment."""
    content: dict[str, Any] = {"journal": header.segment, "schema": header.schema, "after": header.after}
    if header.store:
        content |= {"store": header.store, "follows": encode_chain(header.follows)}
    if header.ends is not None:
        content["ends"] = encode_chain(header.ends)
    content |= {name: True for name in ("anew", "mended") if getattr(header, name)}
    return encode_line(content)


def encode_chain(chain: int | None) -> str | None:
    """A value of the chain as written in files: eight hexadecimal digits; None stays None."""
    return None if chain is None else f"{chain:08x}"


def decode_chain(text: str | None) -> int | None:
    """The inverse of `encode_chain`. Raises ValueError, TypeError."""
    return None if text is None else int(text, 16)


def encode_closed(following: int) -> bytes:
    """The last line of a segment that is followed by segment `following`."""
    return encode_line({"closed": following})


def encode_line(content: Mapping[str, Any]) -> bytes:
    """One line: checksum, JSON, newline."""
    body = orjson.dumps(content)
    return b"%08x %s\n" % (zlib.crc32(body), body)


def new_identity() -> str:
    """A random identity for a new store."""
    return os.urandom(8).hex()


def chained(chain: int, line: bytes) -> int:
    """The chain's value after `line`; `chain` is the value before."""
    return zlib.crc32(line[:_HEAD], chain)


def chain_after(header: Header, line: bytes) -> int:
    """The chain's value after the first `line` of a segment, which is `header`."""
    return chained(header.follows or 0, line)


def line_content(line: bytes) -> Any:
    """The JSON of one line without its newline. Raises ValueError if it is not as written."""
    if line[:9] != b"%08x " % zlib.crc32(line[9:]):
        raise ValueError("checksum")
    return orjson.loads(line[9:])


def parse_line(line: bytes) -> Entry | Header | Closed:
    """The content of one line without its newline. Raises ValueError if it is not as written."""
    content = line_content(line)
    if "journal" in content:
        return Header(
            content["journal"],
            content["schema"],
            content["after"],
            content.get("anew", False),
            content.get("store", ""),
            decode_chain(content.get("follows")),
            content.get("mended", False),
            decode_chain(content.get("ends")),
        )
    if "closed" in content:
        return Closed(content["closed"])
    return _entry_of(content)


def _entry_of(content: Mapping[str, Any]) -> Entry:
    return Entry(
        content["seq"],
        content["at"],
        content["by"],
        content["seat"],
        content["do"],
        tuple(map(Change.from_json, content["changes"])),
        content.get("about") or {},
    )


def segment_path(folder: Path, number: int) -> Path:
    """The file of segment `number`."""
    return folder / f"{number:08d}{SUFFIX}"


def segment_numbers(folder: Path) -> list[int]:
    """The numbers of the segments in `folder`, ascending; none if it is not there. Raises OSError."""
    try:
        names = [path.name for path in folder.iterdir()]
    except FileNotFoundError:
        return []
    return sorted(int(name[:8]) for name in names if _SEGMENT.fullmatch(name))


def create_segment(folder: Path, header: Header, entries: Iterable[Entry] = ()) -> None:
    """Make a new segment, durably, all at once and with `entries` in it. Raises OSError."""
    path = segment_path(folder, header.segment)
    temporary = path.with_suffix(".new")
    fd = open_private(temporary, os.O_WRONLY | os.O_TRUNC)
    try:
        write_all(fd, encode_header(header) + b"".join(map(encode_entry, entries)))
        os.fsync(fd)
    finally:
        os.close(fd)
    temporary.rename(path)
    sync_folder(folder)


def read_tail(fd: int, path: Path, offset: int, chain: int = 0) -> Tail:
    """Everything in the open segment `fd` from `offset` on, as whole entries; `chain` is the value up to there.

    A last line that is not whole is handed back as `torn`: a commit in the making, or what a crash
    left. Raises StoreDamaged, naming file and line, if anything before the end is not as written.
    """
    size = os.fstat(fd).st_size
    if size <= offset and offset:
        return Tail(None, (), offset, b"", chain=chain)
    data = os.pread(fd, size - offset, offset)
    header: Header | None = None
    entries: list[Entry] = []
    chains: list[int] = []
    closed, header_chain = False, 0
    start = 0
    last = -1
    while (end := data.find(b"\n", start)) >= 0:
        try:
            parsed = parse_line(data[start:end])
        except (ValueError, KeyError, TypeError, AttributeError):
            # A last line with NULs in it is what a power cut leaves of a line not yet acknowledged.
            if b"\0" in data[start:end] and not data[end:].strip(b"\0\n"):
                break
            raise _damaged(fd, path, offset + start) from None
        if isinstance(parsed, Entry):
            entries.append(parsed)
            chain = chained(chain, data[start : start + _HEAD])
            chains.append(chain)
        elif isinstance(parsed, Header):
            header = parsed
            chain = header_chain = chain_after(parsed, data[start : start + _HEAD])
        else:
            closed = True
        start, last = end + 1, start
    if not offset and header is None:  # a segment is made with its header, all at once
        raise _damaged(fd, path, 0)
    trace = None if last < 0 else Trace.of(data[last:start], offset + last)
    return Tail(
        header,
        tuple(entries),
        offset + start,
        data[start:],
        trace,
        tuple(chains),
        chain,
        closed,
        header_chain,
    )


def _damaged(fd: int, path: Path, offset: int) -> StoreDamaged:
    line = os.pread(fd, offset, 0).count(b"\n") + 1
    return StoreDamaged(
        Message(
            "{file}, line {line}: this line is not as the program wrote it. Nothing was changed. "
            "«xingfu check --repair» says what can be saved, and asks before it does it.",
            {"file": str(path), "line": line},
        )
    )


def read_header(path: Path) -> Header:
    """The header of a segment. Raises StoreDamaged, OSError."""
    fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        first = os.pread(fd, 4096, 0).partition(b"\n")[0]
        try:
            header = parse_line(first)
        except (ValueError, KeyError, TypeError, AttributeError):
            header = None
        if not isinstance(header, Header):
            raise _damaged(fd, path, 0)
        return header
    finally:
        os.close(fd)


def read_segment(folder: Path, number: int) -> Iterator[Entry]:
    """The entries of one whole segment, oldest first. Raises StoreDamaged, OSError."""
    yield from read_whole(folder, number).entries


def read_backwards(folder: Path, number: int) -> Iterator[Entry]:
    """The same, the newest first: each line is parsed when the caller gets to it. Raises OSError at once, StoreDamaged."""
    return _backwards(folder, number, segment_path(folder, number).read_bytes())


def _backwards(folder: Path, number: int, data: bytes) -> Iterator[Entry]:
    end, oldest = data.rfind(b"\n"), math.inf
    while True:
        start = data.rfind(b"\n", 0, max(end, 0)) + 1
        try:
            parsed = parse_line(data[start:end])
            if not start and not isinstance(parsed, Header):  # a segment is made with its header, all at once
                raise ValueError("header")
        except (ValueError, KeyError, TypeError, AttributeError):
            # What a power cut left, or damage: which of them shows from the beginning.
            yield from (entry for entry in reversed(read_whole(folder, number).entries) if entry.seq < oldest)
            return
        if isinstance(parsed, Entry):
            oldest = parsed.seq
            yield parsed
        if not start:
            return
        end = start - 1


def read_whole(folder: Path, number: int) -> Tail:
    """All of one segment. Raises StoreDamaged, OSError."""
    path = segment_path(folder, number)
    fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        return read_tail(fd, path, 0)
    finally:
        os.close(fd)


def keep_aside(path: Path, torn: bytes) -> None:
    """Keep the bytes of a torn line in `path`, if that can be done: the store needs them no more."""
    with contextlib.suppress(OSError):
        make_folder(path.parent, inside=True)
        replace_file(path, torn)
