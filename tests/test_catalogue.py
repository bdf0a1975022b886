"""The catalogue holds every text of the program, translated, with the same parameters."""

from __future__ import annotations

import re
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

import tui
from tui.language.i18n import translator

ROOT = Path(tui.__file__).parent
FILES = ROOT / "language" / "locale" / "zh_CN" / "LC_MESSAGES"


def _catalogue() -> Catalog:
    with (FILES / "xingfu.po").open("rb") as file:
        return read_po(file, locale="zh_CN")


def test_every_text_is_translated() -> None:
    keywords = {"tr": None, "N_": None, "Message": None}
    used = {found[2] for found in extract_from_dir(ROOT, keywords=keywords)}
    translated = {message.id for message in _catalogue() if message.id and message.string}
    assert used - translated == set()
    assert translated - used == set()


def test_translations_take_the_same_parameters() -> None:
    for message in _catalogue():
        if message.id and isinstance(message.id, str):
            names = re.findall(r"{\w*}", message.id)
            assert sorted(names) == sorted(re.findall(r"{\w*}", str(message.string))), message.id


def test_the_compiled_catalogue_is_the_newest() -> None:
    with (FILES / "xingfu.mo").open("rb") as file:
        compiled = {message.id: message.string for message in read_mo(file) if message.id}
    assert compiled == {message.id: message.string for message in _catalogue() if message.id}


def test_a_missing_translation_falls_back_to_english() -> None:
    assert translator("zh")("{n} of a text that nobody wrote", n=3) == "3 of a text that nobody wrote"
