"""The paths of the data folder, the configuration file and the log file."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple

APP: Final = "xingfu"


_DATABASE: Final = ("postgresql://", "postgres://")
# The options of an address that say where a database is; others say how it is reached.
_WHERE: Final = frozenset({"host", "hostaddr", "port", "dbname", "service"})


class Locations(NamedTuple):
    """The folder of the store, the configuration file and the log file; none of them need exist.

    Where the store is in a database, `address` is its address, and the folder is for what stays on this computer.
    """

    data: Path
    config: Path
    log: Path
    address: str = ""

    @property
    def store(self) -> Path | str:
        """Where the store is: its folder, or its address."""
        return self.address or self.data

    @property
    def shown(self) -> str:
        """Where the store is, as it may be shown: without a password."""
        return without_password(self.address) if self.address else str(self.data)


def locations(data: str | None = None, env: Mapping[str, str] = os.environ) -> Locations:
    """The paths: the data folder is `data` (from `--data`), else `XINGFU_DATA`, else the user's data folder.

    Either may be the address of a database. The configuration file is `XINGFU_CONFIG`, else in the user's configuration folder. The log file is in the
    data folder.
    """
    chosen, configured = data or env.get("XINGFU_DATA"), env.get("XINGFU_CONFIG")
    address = chosen if chosen and is_database(chosen) else ""
    folder = local_folder(address) if address else _path(chosen) if chosen else _users_data()
    config = _path(configured) if configured else _users_config()
    return Locations(folder, config, folder / "log" / "xingfu.log", address)


def is_database(text: str) -> bool:
    """Whether the store that is meant by `text` is in a database, and not a folder."""
    return text.startswith(_DATABASE)


def without_password(address: str) -> str:
    """An address of a database without the password in it."""
    before, at, after = address.rpartition("@")
    scheme, slashes, who = before.rpartition("//")
    front, mark, query = after.partition("?")
    kept = "&".join(one for one in query.split("&") if not one.startswith("password="))
    return f"{scheme}{slashes}{who.partition(':')[0]}{at}{front}{mark if kept else ''}{kept}"


def short_name(address: str) -> str:
    """What a store is called by its address alone: the community in a database, or the database; else the folder."""
    if not is_database(address):
        return Path(address).name
    from urllib.parse import parse_qsl, urlsplit

    parts = urlsplit(address)
    return dict(parse_qsl(parts.query)).get("community", "") or f"{parts.hostname or 'localhost'}{parts.path}"


def local_folder(address: str) -> Path:
    """The user's folder for what stays on this computer of a community in a database: log, backups.

    It is the same however the address is written; only server, database and community count. Where it names no community,
    it is that of the one that was meant at the last start.
    """
    folder = folder_of(address)
    return folder.parent / folder.readlink() if folder.is_symlink() else folder


def folder_of(address: str) -> Path:
    """As `local_folder`; where no community is named, the link to it, which need not be there yet."""
    where, options = _parts(address)
    named = [f"{name}={value}" for name, value in options if name in _WHERE]
    community = next((value.strip() for name, value in options if name == "community"), "")
    return _in_databases(f"{where}?{'&'.join([*named, *[f'community={community}'] * bool(community)])}")


def folder_before(address: str) -> Path:
    """The folder that an earlier program took for an address: each way to write it had its own."""
    return _in_databases(f"{_parts(address)[0]}?{address.partition('?')[2].partition('#')[0]}")


def _parts(address: str) -> tuple[str, list[tuple[str, str]]]:
    """Server, port and database of an address, and its options. One that is no address is told so where it is opened."""
    from urllib.parse import parse_qsl, urlsplit

    before, _, query = address.partition("?")
    try:
        parts = urlsplit(before)
        where = f"{parts.hostname}:{parts.port}{parts.path}"
    except ValueError:  # several servers, each with its port
        where = before.partition("//")[2].rpartition("@")[2].lower()
    return where, parse_qsl(query.partition("#")[0], keep_blank_values=True)


def _in_databases(key: str) -> Path:
    from hashlib import sha256

    return _users_data() / "databases" / sha256(key.encode()).hexdigest()[:16]


# Slow to import, and not needed where both paths are given, as for every seat over SSH.
def _users_data() -> Path:
    from platformdirs import user_data_path

    return user_data_path(APP, appauthor=False)


def _users_config() -> Path:
    from platformdirs import user_config_path

    return user_config_path(APP, appauthor=False) / "config.toml"


def _path(text: str) -> Path:
    return Path(text).expanduser().absolute()


def model_community() -> Path:
    """The file of the model community: inside the installed package, or in `data/` of a checkout."""
    inside = Path(__file__).parent.parent / "data" / "community.json"
    return inside if inside.exists() else Path(__file__).parent.parent.parent / "data" / "community.json"
