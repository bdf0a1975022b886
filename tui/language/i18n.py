"""The languages of the program: msgids are English, `zh_CN` is a gettext catalogue."""

from __future__ import annotations

import gettext
from collections.abc import Mapping
from pathlib import Path
from typing import Final, Literal

from tui.language.english import counted
from tui.language.signs import of_certain_width

Lang = Literal["zh", "en"]
DEFAULT_LANG: Final[Lang] = "zh"
LOCALE_DIR: Final = Path(__file__).parent / "locale"
DOMAIN: Final = "xingfu"


def N_(msgid: str) -> str:  # noqa: N802 - gettext's own name for a marker
    """Mark `msgid` for extraction into the catalogue; it is translated when it is shown."""
    return msgid


# What gettext puts between a context and its msgid, in memory and in compiled catalogues.
_CONTEXT_END: Final = "\x04"


def P_(context: str, msgid: str) -> str:  # noqa: N802 - as gettext's pgettext
    """Mark a `msgid` that has another translation where it means something else: `P_("roster", "people")`.

    The text that is given goes where a msgid goes, to be translated where it is shown.
    """
    return f"{context}{_CONTEXT_END}{msgid}"


class Translator:
    """Translates a msgid into one language: `tr("{n} days late", n=2)`.

    With `on_screen` the text has no sign of uncertain width (`signs`); what is put into it stays as it is.
    """

    __slots__ = ("_lookup", "_on_screen", "lang")

    def __init__(self, lang: Lang, lookup: gettext.NullTranslations, *, on_screen: bool = False) -> None:
        self.lang = lang
        self._on_screen = on_screen
        self._lookup = lookup.gettext

    def __call__(self, msgid: str, /, **params: object) -> str:
        text = self._lookup(msgid) if msgid else ""
        if _CONTEXT_END in text:  # not in the catalogue, or in English
            text = text.partition(_CONTEXT_END)[2]
        if self._on_screen:
            text = of_certain_width(text, self.lang)
        if not params:
            return text
        text = text.format(**params)
        return counted(text) if self.lang == "en" else text


def translator(lang: Lang, *, on_screen: bool = False) -> Translator:
    """The translator for `lang`, `on_screen` for the dashboard. Without a catalogue it returns the English msgids."""
    if lang == "en":
        return Translator(lang, gettext.NullTranslations(), on_screen=on_screen)
    found = gettext.translation(DOMAIN, LOCALE_DIR, languages=["zh_CN"], fallback=True)
    return Translator(lang, found, on_screen=on_screen)


def lang_of(text: str | None) -> Lang | None:
    """The language that `text` names (`zh`, `zh_CN.UTF-8`, `en-GB`, `中文`), or None."""
    names: Mapping[str, Lang] = {"zh": "zh", "cn": "zh", "中文": "zh", "en": "en", "英文": "en"}
    if not text:
        return None
    return names.get(text.strip().lower().replace("-", "_").partition("_")[0].partition(".")[0])
