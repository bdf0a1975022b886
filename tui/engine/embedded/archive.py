"""Old journal segments: folded into the snapshot long ago, kept as the audit trail without contacts.

`audit/NNNNNNNN.jsonl.gz` holds the lines of segment N in the journal's own form, with telephone and
identity numbers masked and addresses given by building alone. Nothing is replayed from here.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Final

from tui.engine.changes import Entry
from tui.engine.embedded import faults
from tui.engine.embedded.journal import (
    ARCHIVE_NAME,
    Header,
    encode_entry,
    encode_header,
    parse_line,
    read_whole,
    segment_numbers,
    segment_path,
)
from tui.platform.durable import make_folder, replace_file, sync_folder
from tui.rules.privacy.masking import masked

_SUFFIX: Final = ".gz"


def archive_path(folder: Path, number: int) -> Path:
    """Where the store in `folder` keeps segment `number` once it is archived."""
    path = segment_path(folder / ARCHIVE_NAME, number)
    return path.with_name(path.name + _SUFFIX)


def archived_numbers(folder: Path) -> list[int]:
    """The numbers of the segments archived in the store's `folder`, ascending. Raises OSError."""
    try:
        names = [path.name for path in (folder / ARCHIVE_NAME).iterdir()]
    except FileNotFoundError:
        return []
    return sorted(int(name[:8]) for name in names if name[:8].isdecimal() and name.endswith(_SUFFIX))


def archive(folder: Path, journal: Path, before: int) -> None:
    """Move every segment of `journal` below number `before` into the archive. Raises OSError, StoreDamaged.

    One process at a time may do this. A crash in between leaves a segment in both places, which does
    no harm.
    """
    for number in segment_numbers(journal):
        if number >= before:
            break
        archive_one(folder, journal, number, without_contacts)


def archive_one(folder: Path, journal: Path, number: int, through: Callable[[Entry], Entry]) -> None:
    """Move segment `number` into the archive, each entry changed by `through`. Raises OSError, StoreDamaged."""
    tail = read_whole(journal, number)
    assert tail.header is not None  # `read_whole` raises StoreDamaged without one
    write_archive(folder, tail.header._replace(ends=tail.chain), map(through, tail.entries))
    segment_path(journal, number).unlink()
    sync_folder(journal)


def write_archive(folder: Path, header: Header, entries: Iterable[Entry]) -> None:
    """Write one segment's archive anew, durably. Raises OSError."""
    path = archive_path(folder, header.segment)
    content = encode_header(header) + b"".join(map(encode_entry, entries))
    make_folder(path.parent, inside=True)
    replace_file(path, gzip.compress(content, mtime=0))


def read_archive(folder: Path, number: int) -> tuple[Header, list[Entry]]:
    """The header and the entries of an archived segment, oldest first. Raises StoreDamaged, OSError."""
    path = archive_path(folder, number)
    try:
        lines = [parse_line(line) for line in gzip.decompress(path.read_bytes()).splitlines()]
        header, entries = lines[0], [line for line in lines[1:] if isinstance(line, Entry)]
        if not isinstance(header, Header):
            raise ValueError("no header")
    except (ValueError, KeyError, TypeError, IndexError, EOFError, zlib.error, gzip.BadGzipFile):
        raise faults.unreadable_archive(path) from None
    return header, entries


def without_contacts(entry: Entry) -> Entry:
    """`entry` as it is archived."""
    return entry._replace(
        changes=tuple(
            change.through(partial(masked, table=change.table, names=False)) for change in entry.changes
        )
    )
