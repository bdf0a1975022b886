"""Who logged in at a seat: the settings that the seat has for itself."""

from __future__ import annotations

import os

from tui.language.i18n import lang_of
from tui.platform.config import THEMES, Config
from tui.seats.register import Seat


def settings_of(seat: Seat, config: Config, *, given: str | None) -> Config:
    """`config` with the language and colours that the seat chose; an option, `given`, or a variable comes first."""
    lang = None if given or os.environ.get("XINGFU_LANG") else lang_of(seat.lang)
    theme = next((name for name in THEMES if name == seat.theme and not os.environ.get("XINGFU_THEME")), None)
    return config._replace(lang=lang or config.lang, theme=theme or config.theme, lock_after=seat.lock_after)
