"""What `xingfu` asks before it does what cannot be taken back, and what it does on each answer."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run


class Terminal(io.StringIO):
    """Somebody at a terminal, who types this."""

    def isatty(self) -> bool:
        return True


def content(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.fixture
def damaged(run: Run, tmp_path: Path) -> Path:
    run("add", "wish", "--title", "灯")
    (tmp_path / "data" / "xingfu.json").write_text("{}")
    return tmp_path / "data"


@pytest.mark.parametrize("answer", ["y\n", "Y\n", " yes \n", "是\n", "ｙ\n"])
def test_a_yes_has_the_store_repaired(
    run: Run, damaged: Path, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal(answer))
    status, out, _ = run("check", "--repair")
    asked, _, done = out.partition("Do it? Type y and Enter; anything else leaves all as it is: ")
    assert (status, "What is wrong:" in asked) == (0, True)
    assert done.startswith("Repaired. What was there before lies in ")
    assert run("check")[0] == 0


@pytest.mark.parametrize("answer", ["n\n", "N\n", "\n", "", "no\n", "否\n", "yy\n"])
def test_anything_else_leaves_all_as_it_is(
    run: Run, damaged: Path, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    before = content(damaged)
    monkeypatch.setattr(sys, "stdin", Terminal(answer))
    status, out, _ = run("check", "--repair")
    assert (status, out.splitlines()[-1].endswith("Nothing was changed.")) == (1, True)
    assert "Repaired" not in out
    after = content(damaged)
    assert {name: after[name] for name in before if "lock" not in name} == {
        name: text for name, text in before.items() if "lock" not in name
    }
    assert run("check")[0] == 1


def test_where_nobody_can_be_asked_nothing_is_done(
    run: Run, damaged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("y\n"))
    status, _, err = run("check", "--repair")
    assert (status, "Add --yes" in err) == (2, True)
    assert run("check")[0] == 1
    assert run("check", "--repair", "--yes")[0] == 0
    assert run("check")[0] == 0
