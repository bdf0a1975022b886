"""Where the desk's files are: data, configuration, log."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple

APP: Final = "xingfu"


class Locations(NamedTuple):
    """The folder of the store, the configuration file and the log file; none needs to exist."""

    data: Path
    config: Path
    log: Path


def locations(data: str | None = None, env: Mapping[str, str] = os.environ) -> Locations:
    """Where things are: `data` (from `--data`), else `XINGFU_DATA`, else the user's data folder.

    The configuration is `XINGFU_CONFIG`, else in the user's configuration folder. The log lies in the
    data folder, so that one folder is one desk.
    """
    chosen, configured = data or env.get("XINGFU_DATA"), env.get("XINGFU_CONFIG")
    folder = _path(chosen) if chosen else _users_data()
    config = _path(configured) if configured else _users_config()
    return Locations(folder, config, folder / "log" / "xingfu.log")


# Slow to load for whom has said where everything is, as every seat over SSH has.
def _users_data() -> Path:
    from platformdirs import user_data_path  # noqa: PLC0415 - as said

    return user_data_path(APP, appauthor=False)


def _users_config() -> Path:
    from platformdirs import user_config_path  # noqa: PLC0415 - as said

    return user_config_path(APP, appauthor=False) / "config.toml"


def _path(text: str) -> Path:
    return Path(text).expanduser().absolute()


def model_community() -> Path:
    """The shipped model community: inside the installed package, or `data/` of a checkout."""
    inside = Path(__file__).parent.parent / "data" / "community.json"
    return inside if inside.exists() else Path(__file__).parent.parent.parent / "data" / "community.json"
