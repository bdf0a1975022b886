"""Lines of standard input that `xingfu quick -` reads: UTF-8, GB18030, and what is neither."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cli.conftest import Run
from tui.commandline.lines import decoded

LINES = ["大门口路面坑洼", "12号楼路灯坏了，晚上看不见路", "联通", "plain words", "王阿姨要理发 @闫爱民"]


def _texts(content: bytes, encoding: str | None = None) -> list[str | None]:
    return [None if line.problem else line.text for line in decoded(io.BytesIO(content), encoding)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_the_encoding_is_found_out(encoding: str, newline: str) -> None:
    assert _texts(newline.join(LINES).encode(encoding)) == LINES
    assert _texts(newline.join(reversed(LINES)).encode(encoding)) == LINES[::-1]


@pytest.mark.parametrize(
    "bad", [b"caf\xe9", b"\xff\xfe\x00", "路灯坏了吗".encode()[:-1], "路灯坏了吗好".encode()[1:]]
)
@pytest.mark.parametrize("at", [0, 2, 4])
def test_a_line_that_is_not_utf8_is_named_and_the_others_are_read(bad: bytes, at: int) -> None:
    lines: list[bytes] = [line.encode() for line in LINES]
    lines.insert(at, bad)
    found = list(decoded(io.BytesIO(b"\n".join(lines))))
    assert [line.number for line in found if line.problem] == [at + 1]
    assert [line.text for line in found if not line.problem] == LINES


def test_a_lone_damaged_line_is_not_taken_for_rare_characters() -> None:
    for text in LINES[:2]:
        content = text.encode()
        for cut in range(1, len(content)):
            damaged = content[:cut] + content[cut + 1 :]
            if not damaged.isascii():
                assert _texts(damaged) in ([None], [damaged.decode(errors="replace")])


def test_what_is_told_is_what_is_read() -> None:
    assert _texts("联通".encode("gb18030"), "gb18030") == ["联通"]
    assert _texts("联通".encode("gb18030"), "gbk") == ["联通"]
    assert _texts("路灯".encode("gb18030"), "utf-8") == [None]
    assert _texts(b"\xff\xff", "gb18030") == [None]


# A busy machine is no reason to fail.
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.text("路灯坏é联通 	1a￥", max_size=9)))
def test_utf8_told_is_read_as_it_was_written(lines: list[str]) -> None:
    assert _texts("".join(f"{line}\n" for line in lines).encode(), "utf-8") == [
        line.strip() for line in lines
    ]


def test_lines_are_handed_on_as_they_come() -> None:
    read: list[int] = []

    def coming() -> Iterator[bytes]:
        for number, line in enumerate(LINES):
            read.append(number)
            yield line.encode() + b"\n"

    lines = decoded(coming())
    assert next(lines).text == LINES[0]
    assert read == [0]


def _input(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))


def test_the_lines_that_are_text_are_kept(loaded: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    _input(monkeypatch, "路灯坏了\n".encode() + b"\xff\xfe\n" + "电梯坏了\n".encode())
    status, out, err = loaded("quick", "-")
    assert (status, err) == (1, "line 2: This is not UTF-8.\n")
    assert len(out.splitlines()) == 2
    listed = loaded("list", "wishes", "--json")[1]
    assert ("路灯坏了" in listed, "电梯坏了" in listed) == (True, True)


@pytest.mark.parametrize("options", [(), ("--encoding", "gb18030"), ("--encoding", "gbk")])
def test_gb18030_is_kept_as_the_same_words(
    loaded: Run, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...]
) -> None:
    _input(monkeypatch, "12号楼路灯坏了\n电梯坏了\n".encode("gb18030"))
    assert loaded("quick", "-", *options)[0] == 0
    assert {"12号楼路灯坏了", "电梯坏了"} <= {
        w["title"] for w in json.loads(loaded("list", "wishes", "--json")[1])
    }


def test_a_dry_run_as_json_names_it_too(loaded: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    _input(monkeypatch, "路灯坏了\n".encode() + b"\xff\n")
    status, out, err = loaded("quick", "--dry-run", "--json")
    assert (status, [read["title"] for read in json.loads(out)]) == (1, ["路灯坏了"])
    assert err.startswith("line 2: ")
