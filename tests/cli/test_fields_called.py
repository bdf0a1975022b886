"""Messages call a field by its label, and say what is typed for it; what they say can be typed as it stands there."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tui.commandline.named_fields import called
from tui.kinds import registry
from tui.language.errors import Message
from tui.language.i18n import Lang, translator
from tui.papers.importing.headings import label_of, named
from tui.papers.importing.matching import REQUIRED

TYPED = [
    (kind.name, field)
    for kind in registry.kinds()
    for field in kind.fields
    if field.label and field.typed and field.typed.option
]
NAMES = re.compile(r"(?<![\w-])[a-z]+_[a-z_]+")


@pytest.mark.parametrize(("kind", "field"), TYPED, ids=[f"{kind}-{field.name}" for kind, field in TYPED])
def test_an_error_names_the_label_of_a_field_and_its_option(kind: str, field: object) -> None:
    name, option, label = field.name, field.typed.option, field.label  # type: ignore[attr-defined]
    parsed = argparse.Namespace(command=kind, **{option.removeprefix("--").replace("-", "_"): "x"})
    told = called(name, parsed)
    assert isinstance(told, Message)
    for lang in ("zh", "en"):
        tr = translator(lang)
        assert told.text(tr) in {f"{tr(label)}（{option}）", f"{label} ({option})"}


@pytest.mark.parametrize("kind", sorted(REQUIRED))
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_no_column_has_is_answered_by_the_words_it_is_asked_by(kind: str, lang: Lang) -> None:
    for name in REQUIRED[kind]:
        word = translator(lang)(label_of(kind, name))
        assert word != name or "_" not in name
        assert named(kind, word) == named(kind, word.replace(" ", "")) == named(kind, name) == name


@pytest.mark.parametrize(
    "command",
    [
        "reminder add --title x --at 25:00", "set wish 1 recorded_on=x", "set wish 1 recorded_on=2199-01-01",
        "meeting plan --at x", "action add --title x --owner y --due 2026-99-99", "add wish --title x --due 2026-99-99",
        "add wish --title x --recorded-on 2026-99-99", "volunteer add X --birthday 1", "import list.csv --as wish --yes",
    ],
)  # fmt: skip
def test_no_message_has_a_name_of_a_field_alone(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("list.csv").write_text("诉求内容,来访人\n路灯坏了,王大明\n", encoding="utf-8")
    run("demo")
    status, out, err = run(*command.split())
    assert status
    for found in NAMES.findall(out + err):
        assert f"（{found}）" in out + err or f"({found})" in out + err
