"""Settings from the command line, the environment, the configuration file, and defaults, in this order.

A settings library with validation would take longer to load than everything else before the first screen.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

from tui.language.errors import Message, UsageError
from tui.language.i18n import DEFAULT_LANG, Lang, lang_of

ThemeName = Literal["dark", "light"]
THEMES: Final[tuple[ThemeName, ...]] = ("dark", "light")


class Config(NamedTuple):
    """The settings: language, colours, the name under which changes are recorded, the minutes without a key after
    which the screen is locked (0: never), where the store is (empty: not said), and the data folders and databases of
    the board over several communities, as they were written.
    """

    lang: Lang = DEFAULT_LANG
    theme: ThemeName = "dark"
    name: str = ""
    lock_after: int = 0
    data: str = ""
    communities: tuple[str, ...] = ()


MOST_MINUTES: Final = 240
"""The longest time after which a screen is locked."""

# Whether the name was asked for once; and names that are of no person.
ASKED: Final = "name_asked"
_NOBODY: Final = frozenset(
    [
        "root",
        "admin",
        "administrator",
        "user",
        "guest",
        "test",
        "ubuntu",
        "debian",
        "centos",
        "fedora",
        "pi",
        "ec2-user",
        "cloud-user",
        "cloudsdk",
        "vagrant",
        "docker",
        "nobody",
        "daemon",
        "service",
        "xingfu",
        "?",
    ]
)


def is_account(name: str) -> bool:
    """Whether a name is that of an account of the system and of no person."""
    if name.lower() in _NOBODY:
        return True
    import pwd  # only until somebody has said who they are

    try:
        return pwd.getpwnam(name).pw_uid < _FIRST_PERSON
    except KeyError:
        return False


# The user ids below are those of the system (Linux; macOS gives people 501 and on).
_FIRST_PERSON: Final = 500


def ask_name(path: Path, name: str, env: Mapping[str, str] = os.environ) -> bool:
    """Whether to ask who works here: nobody has said, and `name` is an account's. It is asked once."""
    stored = _read(path)
    if env.get("XINGFU_NAME") or stored.get("name") or stored.get(ASKED) or not is_account(name):
        return False
    try:
        keep_config(path, {ASKED: True})
    except OSError:
        return False  # what cannot be kept is not asked each time
    return True


def keep_config(path: Path, changed: Mapping[str, str | bool | int]) -> None:
    """Write settings into the file; its other lines stay as they are. Raises OSError, UsageError."""
    from tui.platform.durable import make_folder, replace_file  # only where something is kept

    _read(path)  # a file that cannot be read is not written over
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    top = next((at for at, line in enumerate(lines) if line.lstrip().startswith("[")), len(lines))
    for name, value in changed.items():
        written = f"{name} = {_toml(value)}"
        at = next((n for n, line in enumerate(lines[:top]) if line.partition("=")[0].strip() == name), None)
        if at is None:
            lines.insert(top, written)
            top += 1
        else:
            lines[at] = written
    make_folder(path.parent)
    replace_file(path, ("\n".join(lines) + "\n").encode())


def _toml(value: str | bool | int) -> str:
    """A value as TOML writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def load_config(path: Path, *, lang: str | None = None, env: Mapping[str, str] = os.environ) -> Config:
    """The effective settings. Raises UsageError, which names the file or variable and its valid values."""
    stored = _read(path)
    chosen = _lang(lang, "--lang") or _lang(env.get("XINGFU_LANG"), "XINGFU_LANG")
    chosen = chosen or _lang(stored.get("lang"), f"{path}: lang")
    theme = env.get("XINGFU_THEME") or stored.get("theme") or "dark"
    if theme not in THEMES:
        raise _wrong("theme", str(theme), "dark, light")
    name = env.get("XINGFU_NAME") or str(stored.get("name") or "")
    return Config(
        chosen or DEFAULT_LANG,
        theme,
        name,
        minutes(stored.get("lock_after", 0), f"{path}: lock_after"),
        str(stored.get("data") or ""),
        _folders(stored.get("communities", ()), f"{path}: communities"),
    )


def _folders(value: object, source: str) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(one, str) and one for one in value):
        raise UsageError(Message("{source} must be a list of data folders.", {"source": source}))
    return tuple(value)


def minutes(value: object, source: str) -> int:
    """After how many minutes the screen is locked. Raises UsageError, which names the `source`."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST_MINUTES:
        raise _wrong(source, str(value), f"0-{MOST_MINUTES}")
    return value


def _lang(value: Any, source: str) -> Lang | None:
    if not value:
        return None
    found = lang_of(str(value))
    if found is None:
        raise _wrong(source, str(value), "zh, en")
    return found


def _wrong(source: str, value: str, choices: str) -> UsageError:
    return UsageError(
        Message(
            "{source} is «{value}»; it can be one of: {choices}.",
            {"source": source, "value": value, "choices": choices},
        )
    )


def _read(path: Path) -> Mapping[str, Any]:
    if not path.is_file():
        return {}
    import tomllib  # only where there is a file

    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(
            Message("The settings in {file} cannot be read: {why}", {"file": str(path), "why": str(error)})
        ) from error
