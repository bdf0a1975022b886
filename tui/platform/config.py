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
    """The settings: language, colours, and the name under which changes are recorded."""

    lang: Lang = DEFAULT_LANG
    theme: ThemeName = "dark"
    name: str = ""


def load_config(path: Path, *, lang: str | None = None, env: Mapping[str, str] = os.environ) -> Config:
    """The effective settings. Raises UsageError, which names the file or variable and its valid values."""
    stored = _read(path)
    chosen = _lang(lang, "--lang") or _lang(env.get("XINGFU_LANG"), "XINGFU_LANG")
    chosen = chosen or _lang(stored.get("lang"), f"{path}: lang")
    theme = env.get("XINGFU_THEME") or stored.get("theme") or "dark"
    if theme not in THEMES:
        raise _wrong("theme", str(theme), "dark, light")
    return Config(chosen or DEFAULT_LANG, theme, str(stored.get("name") or ""))


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
    import tomllib  # noqa: PLC0415 - only where there is a file

    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(
            Message("The settings in {file} cannot be read: {why}", {"file": str(path), "why": str(error)})
        ) from error
