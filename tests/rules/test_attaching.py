"""What is typed, pasted or dropped is read as the file or link that was meant; names and kinds of files are told safely."""

from __future__ import annotations

import shlex
import unicodedata
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.language.errors import InvalidInput
from tui.rules.attaching.given import read_given
from tui.rules.attaching.limits import limits_of, size_text
from tui.rules.attaching.media import media_type, opens_as
from tui.rules.attaching.naming import MOST_CALLED, called, link_called

PATH = "/home/li/我的 照片/楼道 (1)'.jpg"
# Whatever a path can hold that a terminal writes out: no control characters, and not blank at its ends.
PATHS = (
    st.text(st.characters(blacklist_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=40)
    .map(lambda text: "/" + text)
    .filter(lambda text: text == text.strip("\u3000") and text == text.strip())
)


@pytest.mark.parametrize(
    "typed",
    [
        PATH,
        f'"{PATH}"',
        f"  {PATH}\n",
        f"“{PATH}”",
        "/home/li/我的\\ 照片/楼道\\ \\(1\\)\\'.jpg",
        "'/home/li/我的 照片/楼道 (1)'\\''.jpg'",
        f"file://{quote(PATH)}",
        f"file://localhost{quote(PATH)}",
        f"FILE://{quote(PATH)}",
        f"file:{quote(PATH)}",
        f"file://{PATH}",
    ],
)
def test_a_path_is_read_however_a_terminal_or_a_person_writes_it(typed: str) -> None:
    assert (PATH,) in read_given(typed).paths


@pytest.mark.parametrize(
    "typed", ["C:\\Users\\li\\我的 照片.jpg", '"C:\\Users\\li\\我的 照片.jpg"', "c:/Users/li/我的 照片.jpg"]
)
def test_a_path_of_windows_is_looked_for_where_the_subsystem_has_it(typed: str) -> None:
    assert read_given(typed).paths[0] == ("/mnt/c/Users/li/我的 照片.jpg",)


@given(PATHS)
def test_any_path_comes_out_of_each_way_in_which_terminals_write_it(path: str) -> None:
    backslashed = "".join(c if c.isalnum() or c in "/._-" else f"\\{c}" for c in path)
    for written in (shlex.quote(path), backslashed, f"file://{quote(path)}"):
        assert (path,) in read_given(written).paths


@given(st.lists(PATHS, min_size=2, max_size=4))
def test_several_dropped_files_are_several(paths: list[str]) -> None:
    assert tuple(paths) in read_given(" ".join(map(shlex.quote, paths))).paths


@given(st.text(max_size=60))
def test_any_text_is_a_link_paths_or_refused_in_words(text: str) -> None:
    try:
        found = read_given(text)
    except InvalidInput:
        return
    assert bool(found.link) != bool(found.paths)
    assert all(path for paths in found.paths for path in paths)
    assert not any("\0" in path for paths in found.paths for path in paths)


@pytest.mark.parametrize(
    "link",
    ["https://example.org", "http://示例.中国/路?a=1#b", "HTTPS://Example.org:8443/x%20y", "https://[::1]/x"],
)
def test_a_link_of_the_web_is_kept_as_it_is(link: str) -> None:
    assert read_given(f" {link}\n").link == link


@pytest.mark.parametrize(
    "typed",
    ["", "  ", "ftp://x/y", "javascript://x/%0aalert(1)", "smb://server/a", "https://", "https:// x", "https://a b/c",
     "https://[x", "file://server/share/a.jpg", "/a\x1b[31m.jpg", "file:///a%00b", "https://a/\u202egpj.exe", "https://a/" + "x" * 2000],
)  # fmt: skip
def test_what_is_neither_is_refused_in_words(typed: str) -> None:
    with pytest.raises(InvalidInput):
        read_given(typed)


# ---- names


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("楼道 照片.jpg", "楼道 照片.jpg"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("a\x1b[31m\nb\u202egpj.exe", "a [31m bgpj.exe"),
        ("...", ""),
        ("cafe\u0301.txt", "café.txt"),
        ("长" * 200 + ".jpeg", "长" * 115 + ".jpeg"),
        ("\udcff.txt", "\ufffd.txt"),
    ],
)
def test_a_name_is_one_safe_line(name: str, kept: str) -> None:
    assert called(name) == kept


@given(st.text(max_size=300))
def test_any_name_is_one_safe_line_and_stays_when_cleaned_again(name: str) -> None:
    kept = called(name)
    assert len(kept) <= MOST_CALLED
    assert not set("/\\\0\n\r\t") & set(kept)
    assert not any(unicodedata.category(c) in {"Cc", "Cs"} for c in kept)
    assert kept not in {".", ".."}
    assert called(kept) == kept


def test_a_link_is_called_by_its_site_and_end() -> None:
    assert link_called("https://example.org/a/%E9%80%9A%E7%9F%A5.pdf?x=1") == "example.org 通知.pdf"
    assert link_called("https://example.org") == "example.org"


# ---- what a file is

HEADS = {
    "image/jpeg": b"\xff\xd8\xff\xe0\0\x10JFIF",
    "image/png": b"\x89PNG\r\n\x1a\n",
    "image/webp": b"RIFF\0\0\0\0WEBPVP8 ",
    "image/heic": b"\0\0\0\x18ftypheic",
    "video/mp4": b"\0\0\0\x18ftypisom",
    "application/pdf": b"%PDF-1.7",
    "application/zip": b"PK\x03\x04",
    "application/x-ole": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "text/plain": "群众反映".encode("gb18030"),
    "application/x-executable": b"\x7fELF\x02",
    "application/octet-stream": b"\x01\x02\x03",
}


@pytest.mark.parametrize("media", HEADS)
def test_a_file_is_told_by_its_bytes(media: str) -> None:
    assert media_type(HEADS[media]) == media


@given(st.text(max_size=200), st.sampled_from([*HEADS]))
def test_what_is_opened_never_has_the_ending_of_a_program(name: str, media: str) -> None:
    shown = opens_as(name, media)
    assert bool(shown) == (media not in {"application/x-executable", "application/octet-stream"})
    if shown:
        assert "/" not in shown
        assert not shown.startswith(("-", "."))
        assert shown.rpartition(".")[2].lower() in {
            "jpg", "jpeg", "jpe", "png", "webp", "heic", "heif", "mp4", "m4v", "pdf", "zip", "docx", "xlsx", "pptx", "odt",
            "ods", "odp", "ofd", "doc", "xls", "ppt", "wps", "et", "dps", "txt", "csv", "tsv", "md", "log", "ics", "vcf",
        }  # fmt: skip
        assert len(shown.encode()) < 4 * MOST_CALLED


@pytest.mark.parametrize(
    ("name", "media", "shown"),
    [
        ("楼道.jpg", "image/jpeg", "楼道.jpg"),
        ("楼道.exe", "image/jpeg", "楼道.exe.jpg"),
        ("x.desktop", "text/plain", "x.desktop.txt"),
        ("页面.html", "text/plain", "页面.html.txt"),
        ("名册.xlsx", "application/zip", "名册.xlsx"),
        ("宏.xlsm", "application/zip", "宏.xlsm.zip"),
        ("--help", "text/plain", "help.txt"),
    ],
)
def test_the_name_of_a_copy_says_what_it_is(name: str, media: str, shown: str) -> None:
    assert opens_as(name, media) == shown


def test_limits_and_sizes() -> None:
    assert limits_of(None) == limits_of({}) == (20, 2000)
    assert limits_of({"attachment_limits": {"file_mb": 5}}) == (5, 2000)
    assert [size_text(n) for n in (0, 1023, 1024, 20 << 10, 3 << 20)] == [
        "0 B",
        "1023 B",
        "1.0 KB",
        "20 KB",
        "3.0 MB",
    ]
