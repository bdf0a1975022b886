"""Files that are damaged, locked, something else or meant to harm are told in words, in bounded memory and time."""

from __future__ import annotations

import contextlib
import io
import random
import tracemalloc
import zipfile
from collections.abc import Callable

import openpyxl
import pytest

from tests.papers.importing.expected import LEDGERS, planned
from tui.language.errors import InvalidInput
from tui.papers.importing import sniffing

GOOD = (LEDGERS / "01-居民诉求台账.xlsx").read_bytes()
OLD = (LEDGERS / "04-信访调解台账.xls").read_bytes()
SHEET = "xl/worksheets/sheet1.xml"


def changed(change: Callable[[dict[str, bytes]], None], content: bytes = GOOD) -> bytes:
    """A workbook with some of its parts changed."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    change(parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, part in parts.items():
            packed.writestr(name, part)
    return out.getvalue()


def enciphered() -> bytes:
    """The old workbook with the record of a password (FILEPASS) behind its first one."""
    content = bytearray(OLD)
    behind = content.index(bytes.fromhex("0908100000060500")) + 20
    content[behind : behind + 2] = bytes.fromhex("2f00")
    return bytes(content)


def sheet(xml: str) -> bytes:
    """A workbook with this in its one sheet."""
    whole = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{xml}</sheetData></worksheet>'
    return changed(lambda parts: parts.update({SHEET: whole.encode()}))


def bomb(parts: dict[str, bytes]) -> None:
    parts[SHEET] = b" " * (120 << 20)


def entities(parts: dict[str, bytes]) -> None:
    declared = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    parts["xl/sharedStrings.xml"] = parts.get("xl/sharedStrings.xml", b"<sst/>").replace(
        b"<sst", declared + b"<sst", 1
    )


def wide() -> bytes:
    out = io.BytesIO()
    book = openpyxl.Workbook()
    book.active.append(["姓名", "电话", *map(str, range(10_000))])
    book.save(out)
    return out.getvalue()


def said(content: bytes) -> str:
    """What is told of a file that is not read."""
    with pytest.raises(InvalidInput) as warnings:
        sniffing.read(content)
    return str(warnings.value)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\r\n  \r\n", "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n", "picture"),
        (b"\x00\x01\x02\x03" * 30, "no table"),
        (b"<html><body><p>no</p></body></html>", "without a table"),
        (GOOD[: len(GOOD) // 2], "damaged"),
        (OLD[: len(OLD) // 2], "damaged"),
        (OLD[:512] + "EncryptedPackage".encode("utf-16-le"), "password"),
        (enciphered(), "password"),
        (changed(bomb), "unpacks to far more"),
        (changed(entities), "refers to other files"),
        (changed(lambda parts: parts.update({SHEET: parts[SHEET][:200]})), "damaged"),
        (wide(), "too wide"),
        (
            sheet(
                '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
            ),
            "too wide",
        ),
        (
            sheet("<row r='1'><c r='A1'><v>1</v></c></row><row r='900000'><c r='B900000'><v>1</v></c></row>"),
            "too long",
        ),
        ((LEDGERS / "forms" / "会议纪要.docx").read_bytes(), "text document"),
    ],
)
def test_what_cannot_be_read_is_told_in_words(content: bytes, words: str) -> None:
    assert words in said(content)


@pytest.mark.parametrize(
    "content", ["姓名,电话\n" + "王," * (3 << 20), '姓名,电话\n"' + "王\n" * (3 << 20), "王,1\n" * (1 << 20)]
)
def test_a_text_of_cells_or_lines_without_end_is_told_before_a_table_is_made_of_it(content: str) -> None:
    encoded = content.encode()
    tracemalloc.start()
    assert "too long" in said(encoded)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 100 << 20


def test_a_bomb_takes_no_memory() -> None:
    content = changed(bomb)
    tracemalloc.start()
    said(content)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 10 << 20


@pytest.mark.parametrize("content", [GOOD, OLD])
def test_damage_anywhere_is_read_or_told(content: bytes) -> None:
    chance = random.Random(7)
    for _ in range(60):
        damaged = bytearray(content)
        for _ in range(chance.randrange(1, 12)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        with contextlib.suppress(InvalidInput):  # anything else fails
            planned(bytes(damaged[: chance.randrange(len(damaged) // 2, len(damaged) + 1)]))


def test_a_quotation_mark_that_nobody_closed_swallows_no_rows() -> None:
    lines = ["姓名\t联系电话\t人员类别", *(f'"王{n}\t1380000{n:04}\t独居' for n in range(90))]
    plan = planned("\n".join(lines).encode())
    assert len(plan.sheets[0].records) == 90


def test_a_name_that_does_not_tell_what_a_file_is_is_told() -> None:
    assert [
        str(m) for m in planned((LEDGERS / "11-驻区单位商户名单.xls").read_bytes(), "11.xls").warnings
    ] == ["It is called .xls, but it is a web page."]
    assert [str(m) for m in planned(OLD, "04.xlsx").warnings] == [
        "It is called .xlsx, but it is an old workbook (.xls)."
    ]
    assert planned(GOOD, "01.xlsx").warnings == []
