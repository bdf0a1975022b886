"""Pack a folder into a .tar.gz: python bundle/pack.py FOLDER ARCHIVE FIRST...

The files named FIRST stand at the beginning, the others in order of their names. Everything belongs to root and can be
read by all, whoever packs it and with whatever umask. With SHA256SUMS among FIRST, that file is written before: what
`sha256sum --check` reads, for all files but itself.
"""

from __future__ import annotations

import hashlib
import sys
import tarfile
from pathlib import Path
from typing import Final

SUMS: Final = "SHA256SUMS"


def sums(folder: Path) -> str:
    """A line for each file of the folder: its SHA-256 and its path from there."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != SUMS)
    return "".join(
        f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.relative_to(folder).as_posix()}\n"
        for file in files
    )


def of_root(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    """The entry as root's, readable by all; what its owner may run, all may."""
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = "root"
    entry.mode = 0o755 if entry.isdir() or entry.mode & 0o100 else 0o644
    return entry


def pack(folder: Path, archive: Path, first: list[str]) -> None:
    """Write the archive, in which the folder has its own name."""
    if SUMS in first:
        (folder / SUMS).write_text(sums(folder))
    others = sorted(path for path in folder.rglob("*") if str(path.relative_to(folder)) not in first)
    with tarfile.open(archive, "w:gz", compresslevel=6) as packed:
        for path in (folder, *(folder / name for name in first), *others):
            packed.add(path, path.relative_to(folder.parent), recursive=False, filter=of_root)


if __name__ == "__main__":
    pack(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
