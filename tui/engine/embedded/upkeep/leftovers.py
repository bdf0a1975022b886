"""Other files in a data folder that may contain a person's name: backups, copies, drafts, logs, exports, ledgers.

The store's live files are not among them. Links are not followed.
"""

from __future__ import annotations

import contextlib
import fcntl
import gzip
import io
import os
import re
import stat
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tui.engine.embedded.blobs import BLOBS_NAME
from tui.engine.embedded.journal import ARCHIVE_NAME, FORGETTING_NAME, JOURNAL_NAME
from tui.engine.embedded.lock import LOCK_NAME
from tui.engine.embedded.mark import MARK_NAME
from tui.engine.embedded.masked_snapshot import NAME as MASKED_NAME
from tui.engine.embedded.segment import TORN_NAME
from tui.engine.embedded.snapshot import PREVIOUS_NAME, SNAPSHOT_NAME
from tui.engine.embedded.upkeep.attached import sweep_copy
from tui.engine.embedded.upkeep.backup import BACKUPS_NAME
from tui.engine.embedded.upkeep.copies import UNREADABLE, cleaned_backup, cleaned_copy
from tui.language.errors import Message
from tui.platform.durable import replace_file, write_all
from tui.platform.locations import model_community
from tui.rules.privacy.removal import Removal, scrubbed
from tui.seats import drafts, presence

_OWN: Final = frozenset({SNAPSHOT_NAME, PREVIOUS_NAME, MASKED_NAME, MARK_NAME, FORGETTING_NAME})
_OWN_FOLDERS: Final = frozenset({JOURNAL_NAME, ARCHIVE_NAME})
# Attached files belong to the documents that name them, and go with them: `attached.sweep`, `attached.sweep_copy`.
_KEPT_BY_HASH: Final = (Path(BLOBS_NAME), Path(BACKUPS_NAME, BLOBS_NAME))
_NUMBERED: Final = re.compile(r"\d{8}\.jsonl(\.gz)?")
_COPY: Final = re.compile(r"xingfu[^/]*\.json(\.previous)?")
LOG: Final = "log"
_HALF: Final = ".new"  # suffix of a file that a program was writing when it died


@dataclass(frozen=True, slots=True)
class Found:
    """A file or folder with the person in it: whether it was cleaned, else why not; whether it is a backup or copy."""

    path: Path
    why: Message | None = None
    copy: bool = False
    later: bool = False
    """It will be free to be cleaned: a form that is open now."""


def clean_leftovers(folder: Path, removal: Removal, *, look: bool = False) -> Iterator[Found]:
    """Remove the person from all files in `folder` other than the live store; a `Found` for each that names them.

    With `look` nothing is changed. The caller must hold `folding.unfolded`. Raises OSError.
    """
    for root, folders, names in os.walk(folder):
        here = Path(root)
        folders.sort()
        folders[:] = [name for name in folders if (here / name).relative_to(folder) not in _KEPT_BY_HASH]
        if here == folder:
            folders[:] = [name for name in folders if name not in _OWN_FOLDERS]
            yield from _beside_segments(folder, removal, look=look)
        elif SNAPSHOT_NAME in names or _OWN_FOLDERS & {*folders}:
            folders[:] = [name for name in folders if name not in _OWN_FOLDERS]
            found = _copy(here, removal, look=look)
            if found:
                yield found
            if not look:
                sweep_copy(here)
            folders[:] = [name for name in folders if name != BLOBS_NAME]
            yield from _beside_segments(here, removal, look=look)
            names[:] = [name for name in names if not _COPY.fullmatch(name)]
        for name in sorted(names):
            if here != folder or not (name in _OWN or name.startswith(LOCK_NAME)):
                found = _file(folder, here / name, removal, look=look)
                if found:
                    yield found


def _beside_segments(folder: Path, removal: Removal, *, look: bool) -> Iterator[Found]:
    """The files in the folders of journal and archive that are not segments."""
    for own in _OWN_FOLDERS:
        for path in sorted((folder / own).glob("*")):
            if not _NUMBERED.fullmatch(path.name) and path.is_file():
                found = _file(folder, path, removal, look=look)
                if found:
                    yield found


def _file(folder: Path, path: Path, removal: Removal, *, look: bool) -> Found | None:
    """Clean one file according to its type; None if it does not name the person or is gone."""
    with contextlib.suppress(FileNotFoundError):
        return _of_its_kind(folder, path, removal, look=look)
    return None


def _of_its_kind(folder: Path, path: Path, removal: Removal, *, look: bool) -> Found | None:
    if not stat.S_ISREG(path.lstat().st_mode):
        return None
    kind = path.relative_to(folder).parts[0]
    if path.name.endswith(_HALF):
        return _removed(path, removal, look=look)
    if path.name.endswith((".tar.gz", ".tgz")):
        return _backup(path, removal, look=look)
    if _COPY.fullmatch(path.name):
        return _lone_snapshot(path, removal, look=look)
    if kind == TORN_NAME:
        return _removed(path, removal, look=look)
    if kind in {drafts.FOLDER, presence.FOLDER}:
        return _held(path, removal, look=look)
    return _any(path, removal, look=look, in_place=kind == LOG)


def _mentions(content: bytes, removal: Removal) -> bool:
    text = content.decode("utf-8", "surrogateescape")
    return scrubbed(removal, text) != text


def _removed(path: Path, removal: Removal, *, look: bool) -> Found | None:
    """Delete a file that is of no more use; None if it does not name the person."""
    content = path.read_bytes()
    is_half_a_backup = content[:2] == b"\x1f\x8b"
    mentions = not look if is_half_a_backup else _mentions(content, removal)
    if not mentions:
        return None
    if not look:
        path.unlink(missing_ok=True)
    return Found(path)


def _held(path: Path, removal: Removal, *, look: bool) -> Found | None:
    """Delete a draft or presence file, unless the program that writes it is running."""
    fd = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    try:
        if not _mentions(os.pread(fd, os.fstat(fd).st_size, 0), removal):
            return None
        if not look:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            path.unlink(missing_ok=True)
    except BlockingIOError:
        if path.parent.name != drafts.FOLDER:
            return None  # a colleague's own name
        return Found(path, Message("A form that is open now, of {file}.", {"file": path.name}), later=True)
    finally:
        os.close(fd)
    return Found(path)


def _backup(path: Path, removal: Removal, *, look: bool) -> Found | None:
    content = path.read_bytes()
    try:
        cleaned = cleaned_backup(content, removal.cleaned_ever, _scrub(removal))
    except (*UNREADABLE, tarfile.TarError):
        return Found(path, _unreadable(path))
    if cleaned == content:
        return None
    if not look:
        _replace(path, cleaned)
    return Found(path, copy=True)


def _copy(folder: Path, removal: Removal, *, look: bool) -> Found | None:
    """Clean a folder with a copy of a store."""
    paths = [p for p in (*folder.glob("*"), *folder.glob("*/*")) if p.is_file() and not p.is_symlink()]
    files = {p.relative_to(folder).as_posix(): p.read_bytes() for p in paths}
    changed, unread = cleaned_copy(files, removal.cleaned_ever, _scrub(removal))
    if not look:
        for name, content in changed.items():
            _replace(folder / name, content)
    if unread:
        return Found(folder, _unreadable(folder))
    return Found(folder, copy=True) if changed else None


def _lone_snapshot(path: Path, removal: Removal, *, look: bool) -> Found | None:
    content = path.read_bytes()
    changed, unread = cleaned_copy({path.name: content}, removal.cleaned_ever, _scrub(removal))
    if unread:
        return _any(path, removal, look=look)
    if not changed:
        return None
    if not look:
        _replace(path, changed[path.name])
    return Found(path, copy=True)


def _any(path: Path, removal: Removal, *, look: bool, in_place: bool = False) -> Found | None:
    """Clean a text or office file; of any other, report that it contains the name."""
    content = path.read_bytes()
    cleaned = _cleaned_bytes(content, removal)
    if cleaned is None:
        return Found(path, _unreadable(path)) if _in_bytes(content, removal) else None
    if cleaned == content:
        return None
    if path == model_community():
        return Found(path, Message("{file} comes with the program, and has the name.", {"file": str(path)}))
    if not look:
        if in_place:  # a program may have it open and append to it
            _write_over(path, cleaned)
        else:
            _replace(path, cleaned)
    return Found(path)


def _cleaned_bytes(content: bytes, removal: Removal) -> bytes | None:
    """`content` without the person; None if it is not text in a known encoding."""
    if content[:4] == b"PK\x03\x04":
        return _cleaned_zip(content, removal)
    if content[:2] == b"\x1f\x8b":
        with contextlib.suppress(*UNREADABLE):
            inner = gzip.decompress(content)
            cleaned = _cleaned_bytes(inner, removal)
            return (
                None if cleaned is None else content if cleaned == inner else gzip.compress(cleaned, mtime=0)
            )
        return None
    codings = ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8", "gb18030")
    for coding in codings:
        try:
            text = content.decode(coding)
        except ValueError:
            continue
        if "\0" in text:
            return None
        cleaned_text = scrubbed(removal, text)
        return content if cleaned_text == text else cleaned_text.encode(coding)
    return None


def _cleaned_zip(content: bytes, removal: Removal) -> bytes | None:
    """A zip (.xlsx, .docx) without the person in its texts; None if it cannot be read."""
    made = io.BytesIO()
    changed = False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(made, "w") as target:
            for member in source.infolist():
                before = source.read(member)
                after = _cleaned_bytes(before, removal)
                changed = changed or (after is not None and after != before)
                target.writestr(member, before if after is None else after, zipfile.ZIP_DEFLATED)
    except (*UNREADABLE, zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return None
    return made.getvalue() if changed else content


def tells_of(content: bytes, removal: Removal) -> bool:
    """Whether the person is named in the content of a file, as far as it can be read."""
    cleaned = _cleaned_bytes(content, removal)
    return _in_bytes(content, removal) if cleaned is None else cleaned != content


def _in_bytes(content: bytes, removal: Removal) -> bool:
    """Whether the name or number stands in a file that cannot be read as text."""
    words = [*removal.phones, *([removal.name] if len(removal.name) > 1 else [])]
    return any(
        word.encode(coding) in content for word in words for coding in ("utf-8", "utf-16-le", "gb18030")
    )


def _scrub(removal: Removal) -> Callable[[str], str]:
    return lambda text: scrubbed(removal, text)


def _replace(path: Path, content: bytes) -> None:
    """Replace the content of a file, keeping its permissions."""
    mode = stat.S_IMODE(path.stat().st_mode)
    replace_file(path, content)
    with contextlib.suppress(OSError):
        path.chmod(mode)


def _write_over(path: Path, content: bytes) -> None:
    fd = os.open(path, os.O_WRONLY | os.O_CLOEXEC)
    try:
        write_all(fd, content)
        os.ftruncate(fd, len(content))
        os.fsync(fd)
    finally:
        os.close(fd)


def _unreadable(path: Path) -> Message:
    return Message("{file} cannot be read, and may hold it.", {"file": str(path)})
