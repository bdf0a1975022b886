"""The catalogue holds every text of the program, translated, with the same parameters."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo

import tui
from tests.catalogue import FOLDER, LOCALES, catalogue, faults
from tui.language.i18n import P_, translator

ROOT = Path(tui.__file__).parent
# As the Makefile has them.
KEYWORDS = {"tr": None, "N_": None, "P_": ((1, "c"), 2), "Message": None}

every_language = pytest.mark.parametrize("locale", LOCALES)


def test_chinese_is_there() -> None:
    assert "zh_CN" in LOCALES


@every_language
def test_every_text_of_the_program_is_in_the_catalogue_and_no_other(locale: str) -> None:
    used = {(found[4], _text(found[2])) for found in extract_from_dir(ROOT, keywords=KEYWORDS)}
    assert used
    assert used == {(message.context, message.id) for message in catalogue(locale) if message.id}


def _text(found: object) -> object:
    return found[-1] if isinstance(found, tuple) else found


@every_language
def test_every_text_is_translated_with_the_same_parameters(locale: str) -> None:
    assert list(faults(locale)) == []


@every_language
def test_the_compiled_catalogue_is_the_newest(locale: str) -> None:
    with (FOLDER / locale / "LC_MESSAGES" / "xingfu.mo").open("rb") as file:
        compiled = {(m.context, m.id): m.string for m in read_mo(file) if m.id}
    assert compiled == {(m.context, m.id): m.string for m in catalogue(locale) if m.id}


def test_a_missing_translation_falls_back_to_english() -> None:
    assert translator("zh")("{n} of a text that nobody wrote", n=3) == "3 of a text that nobody wrote"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_context_is_never_shown(lang: str) -> None:
    assert translator(lang)(P_("nowhere", "a text that nobody wrote")) == "a text that nobody wrote"  # type: ignore[arg-type]
