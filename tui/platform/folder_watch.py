"""Learning that another process may have committed, without asking over and over.

With inotify the kernel wakes us; where it is missing (another system, a network folder) the caller
falls back to looking now and then, which costs two system calls a look.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path

# File systems whose changes by other machines raise no event here (proc(5), mountinfo).
_SILENT = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "virtiofs", "vboxsf", "afs", "ceph", "glusterfs", "fuse",
     "fuse.sshfs", "fuse.glusterfs", "fuse.vmhgfs-fuse"}
)  # fmt: skip


def _file_system(folder: Path) -> str:
    """The type of the file system that `folder` lies on; empty if it cannot be told."""
    try:
        mounts = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    where, best, found = str(folder.resolve()), "", ""
    for mount in mounts:
        fields, _, kind = mount.partition(" - ")
        point = fields.split(" ")[4].replace("\\040", " ")
        inside = where == point or where.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, found = point, kind.split(" ")[0]
    return found


class FolderWatch:
    """A file descriptor that becomes readable when a file in `folder`, or one of `more`, is written or made.

    Also if one of the folders `places` is moved or removed or gets a file by renaming, and if one of `files`,
    which need not exist, is written. Raises OSError if the system or the file system does not support this.
    """

    def __init__(
        self, folder: Path, *more: Path, places: Sequence[Path] = (), files: Sequence[Path] = ()
    ) -> None:
        if sys.platform != "linux":
            raise OSError("no inotify here")
        if _file_system(folder) in _SILENT:
            raise OSError("the kernel does not hear of what other machines do there")
        from inotify_simple import INotify, flags  # loads ctypes, after the first paint

        self._inotify = INotify(nonblocking=True)
        try:
            for one in (folder, *more):
                self._inotify.add_watch(one, flags.MODIFY | flags.CREATE | flags.MOVED_TO | flags.DELETE)
            for place in places:
                self._inotify.add_watch(
                    place,
                    flags.CLOSE_WRITE | flags.MOVED_TO | flags.MOVED_FROM | flags.DELETE
                    | flags.MOVE_SELF | flags.DELETE_SELF | flags.ONLYDIR,
                )  # fmt: skip
        except OSError:
            self._inotify.close()
            raise
        self._files, self._modified = files, flags.MODIFY
        self._watch_files()

    def _watch_files(self) -> None:
        """Watch the current files of these names; a file may have been replaced by another."""
        for file in self._files:
            with contextlib.suppress(OSError):
                self._inotify.add_watch(file, self._modified)

    def fileno(self) -> int:
        """The descriptor to wait on."""
        return int(self._inotify.fileno())

    def drain(self) -> None:
        """Take away what has been signalled so far."""
        with contextlib.suppress(BlockingIOError):
            while os.read(self.fileno(), 65536):
                pass
        self._watch_files()

    def close(self) -> None:
        """Stop watching."""
        self._inotify.close()
