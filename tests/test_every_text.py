"""Every text that the program shows is in the catalogue, also one inside of an f-string, which Babel passes over."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from babel.messages.pofile import read_po

from tui.language.i18n import DOMAIN, LOCALE_DIR

ROOT: Final = Path(__file__).parents[1] / "tui"
SHOWN: Final = frozenset({"tr", "N_", "Message"})


def texts() -> Iterator[tuple[str, str]]:
    """Where a literal text is marked, and the text."""
    for path in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            first = node.args[0]
            if (
                name in SHOWN
                and isinstance(first, ast.Constant)
                and isinstance(first.value, str)
                and first.value
            ):
                yield f"{path.relative_to(ROOT)}:{node.lineno}", first.value


def test_every_text_has_its_chinese() -> None:
    with (LOCALE_DIR / "zh_CN" / "LC_MESSAGES" / f"{DOMAIN}.po").open("rb") as file:
        known = {str(message.id): message.string for message in read_po(file)}
    found = list(texts())
    assert len(found) > 1500
    assert [one for one in found if not known.get(one[1])] == []
