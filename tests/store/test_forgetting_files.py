"""Forgetting goes through every other file of the data folder: what names the person is cleaned, all else is left as it is."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.store.test_forgetting import CLERK, NAME, Open, wish
from tui.engine.embedded.upkeep.forget import forget, person


def text(name: str) -> bytes:
    return f"诉求人：{name}\n".encode()


def zipped(name: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as target:
        target.writestr("xl/sharedStrings.xml", f"<si><t>{name}</t></si>")
        target.writestr("xl/media/image1.png", b"\x89PNG\r\n\x1a\n\0\0")
    return made.getvalue()


FORMATS: dict[str, Callable[[str], bytes]] = {
    "台账.csv": text,
    "旧台账.csv": lambda name: f"诉求人：{name}\n".encode("gb18030"),
    "导出.txt": lambda name: f"诉求人：{name}\n".encode("utf-16"),
    "名单.txt.gz": lambda name: gzip.compress(text(name)),
    "台账.xlsx": zipped,
    "打包.zip": zipped,
}


def read(content: bytes) -> str:
    """All texts of a file, whatever its format."""
    if content[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(content)) as source:
            assert source.testzip() is None
            return "".join(source.read(name).decode("utf-8", "replace") for name in source.namelist())
    if content[:2] == b"\x1f\x8b":
        return read(gzip.decompress(content))
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16")
    try:
        return content.decode()
    except UnicodeDecodeError:
        return content.decode("gb18030")


@pytest.mark.parametrize("name", FORMATS)
def test_the_person_is_taken_out_of_a_file_and_the_file_is_named(
    open_storage: Open, folder: Path, name: str
) -> None:
    storage = open_storage()
    wish(storage, 1, NAME)
    path = folder / name
    path.write_bytes(FORMATS[name](NAME))
    assert path in forget(storage, person(storage, NAME), CLERK).files
    assert NAME not in read(path.read_bytes())
    assert read(FORMATS[name]("")).replace(NAME, "")[:2] == read(path.read_bytes())[:2]  # the rest is there


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_that_names_somebody_else_stays_byte_for_byte(
    open_storage: Open, folder: Path, name: str
) -> None:
    storage = open_storage()
    wish(storage, 1, NAME)
    path = folder / name
    path.write_bytes(FORMATS[name]("李平"))
    before = path.read_bytes(), path.stat().st_ino
    done = forget(storage, person(storage, NAME), CLERK)
    assert path not in done.files
    assert (path.read_bytes(), path.stat().st_ino) == before
    assert all(str(path) not in str(message.params) for message in done.unreached)


def test_a_file_that_cannot_be_read_and_has_the_name_is_told_of(open_storage: Open, folder: Path) -> None:
    storage = open_storage()
    wish(storage, 1, NAME)
    path = folder / "扫描.bin"
    path.write_bytes(b"\0\xff" + NAME.encode() + b"\0")
    done = forget(storage, person(storage, NAME), CLERK)
    assert path not in done.files
    assert any(str(path) in str(message.params) for message in done.unreached)
    assert path.read_bytes() == b"\0\xff" + NAME.encode() + b"\0"
