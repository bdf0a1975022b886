"""Copies of a store (backups, folders set aside) with each of their documents passed through a function.

A copy is given as the contents of its files by path. Where a line changes, the journal's chain is computed again,
so that the cleaned files still form one history. Pure functions.
"""

from __future__ import annotations

import gzip
import io
import re
import tarfile
import zlib
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

import orjson

from tui.engine.changes import Change, Entry
from tui.engine.embedded import snapshot
from tui.engine.embedded.blobs import hashes_in, is_member
from tui.engine.embedded.journal import (
    ARCHIVE_NAME,
    JOURNAL_NAME,
    Header,
    chain_after,
    chained,
    encode_entry,
    encode_header,
    parse_line,
)

Clean = Callable[[str, str, Mapping[str, Any]], dict[str, Any]]
"""From table, key and fields of a document, or of a part of a change, to the fields as they are to be."""
ScrubText = Callable[[str], str]

_SEGMENT: Final = re.compile(rf"{JOURNAL_NAME}/\d{{8}}\.jsonl")
_ARCHIVE: Final = re.compile(rf"{ARCHIVE_NAME}/\d{{8}}\.jsonl\.gz")
_SNAPSHOT: Final = re.compile(r"xingfu[^/]*\.json(\.previous)?")
UNREADABLE: Final = (ValueError, KeyError, TypeError, AttributeError, EOFError, OSError, zlib.error)


def cleaned_entry(entry: Entry, clean: Clean) -> Entry:
    """`entry` with every part of its changes passed through `clean`."""

    def one(change: Change) -> Change:
        return change.through(lambda fields: clean(change.table, change.key, fields))

    return entry._replace(changes=tuple(map(one, entry.changes)))


def cleaned_copy(
    files: Mapping[str, bytes], clean: Clean, scrub: ScrubText
) -> tuple[dict[str, bytes], list[str]]:
    """The changed files of a copy, cleaned, and the names of those that cannot be read.

    Damaged lines are passed through `scrub` as text.
    """
    changed: dict[str, bytes] = {}
    unread: list[str] = []
    renewed: dict[int, int] = {}
    for pattern, work in ((_ARCHIVE, _archive), (_SEGMENT, _segment), (_SNAPSHOT, _snapshot)):
        for name in sorted(name for name in files if pattern.fullmatch(name)):
            try:
                content = work(files[name], clean, scrub, renewed)
            except UNREADABLE:
                unread.append(name)
                continue
            if content != files[name]:
                changed[name] = content
    return changed, unread


def _segment(content: bytes, clean: Clean, scrub: ScrubText, renewed: dict[int, int]) -> bytes:
    """A cleaned segment; `renewed` maps old values of the chain to new ones, and is extended."""
    lines: list[bytes] = []
    old = new = 0
    for line in content.splitlines(keepends=True):
        try:
            parsed = parse_line(line.removesuffix(b"\n")) if line.endswith(b"\n") else None
        except (ValueError, KeyError, TypeError, AttributeError):
            parsed = None
        if isinstance(parsed, Header):
            follows = renewed.get(parsed.follows, parsed.follows) if parsed.follows is not None else None
            renewal = line if follows == parsed.follows else encode_header(parsed._replace(follows=follows))
            old, new = chain_after(parsed, line), chain_after(parsed._replace(follows=follows), renewal)
        elif isinstance(parsed, Entry):
            after = cleaned_entry(parsed, clean)
            renewal = line if after == parsed else encode_entry(after)
            old, new = chained(old, line), chained(new, renewal)
        else:
            renewal = line if parsed else _scrubbed(line, scrub)
        if old != new:
            renewed[old] = new
        lines.append(renewal)
    return b"".join(lines)


def _scrubbed(content: bytes, scrub: ScrubText) -> bytes:
    text = content.decode("utf-8", "surrogateescape")
    return scrub(text).encode("utf-8", "surrogateescape")


def _archive(content: bytes, clean: Clean, _: ScrubText, __: dict[int, int]) -> bytes:
    before = gzip.decompress(content).splitlines(keepends=True)
    after = [
        encode_entry(cleaned_entry(parsed, clean)) if isinstance(parsed, Entry) else line
        for line, parsed in ((line, parse_line(line.removesuffix(b"\n"))) for line in before)
    ]
    return content if after == before else gzip.compress(b"".join(after), mtime=0)


def _snapshot(content: bytes, clean: Clean, scrub: ScrubText, renewed: dict[int, int]) -> bytes:
    try:
        before = snapshot.decode(content)
    except UNREADABLE:
        try:
            orjson.loads(content)
        except ValueError:
            pass
        else:
            if content.lstrip()[:1] == b"{" and content.strip() != b"{}":
                return _scrubbed(content, scrub)
        raise
    tables = {t: {k: clean(t, k, d) for k, d in table.items()} for t, table in before.tables.items()}
    chain = renewed.get(before.chain, before.chain) if before.chain is not None else None
    if tables == before.tables and chain == before.chain:
        return content
    return snapshot.encode(before._replace(tables=tables, chain=chain))


def cleaned_backup(content: bytes, clean: Clean, scrub: ScrubText) -> bytes:
    """The cleaned backup `content` (a gzipped tar); unchanged if there is nothing to clean.

    Attached files that nothing in it names any more are left out.
    Raises one of `UNREADABLE` or tarfile.TarError if it, or a file in it, cannot be read.
    """
    with tarfile.open(fileobj=io.BytesIO(gzip.decompress(content)), mode="r:") as tar:
        members = [member for member in tar if member.isfile()]
        files = {member.name: _bytes(tar, member) for member in members}
    changed, unread = cleaned_copy(files, clean, scrub)
    if unread:
        raise ValueError("damaged")
    if not changed:
        return content
    files.update(changed)
    named = {sha256 for name, one in files.items() if not is_member(name) for sha256 in hashes_in(one)}
    return packed((name, one) for name, one in files.items() if not is_member(name) or name[-64:] in named)


def _bytes(tar: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    source = tar.extractfile(member)
    return source.read() if source else b""


def packed(files: Iterable[tuple[str, bytes]]) -> bytes:
    """A backup (gzipped tar) of `files`, given as path in the store and content."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz", compresslevel=6) as tar:
        for name, content in files:
            member = tarfile.TarInfo(name)
            member.size, member.mode = len(content), 0o600
            tar.addfile(member, io.BytesIO(content))
    return made.getvalue()
