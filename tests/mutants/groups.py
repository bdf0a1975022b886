"""The groups of modules that are sampled, and the tests that concern each. Kept by folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple


class Group(NamedTuple):
    """`code` and `tests` are paths from the project's folder; what lies under `but` is left out of `code`.

    `first` are those of the tests that look at everything, and mostly find a fault if there is one.
    """

    code: tuple[str, ...]
    tests: tuple[str, ...]
    but: tuple[str, ...] = ()
    first: tuple[str, ...] = ()


GROUPS: Final = {
    "rules": Group(("tui/rules",), ("tests/rules", "tests/reports")),
    "capture": Group(("tui/capture",), ("tests/capture", "tests/quick")),
    "store": Group(
        ("tui/store.py", "tui/engine"), ("tests/store", "tests/desk"), but=("tui/engine/embedded/upkeep",)
    ),
    # The model community and the generated one are data, and tests/demo looks at them.
    "desk": Group(
        ("tui/desk",), ("tests/desk", "tests/quick", "tests/reports"),
        but=("tui/desk/quick", "tui/desk/demo.py", "tui/desk/generate.py"),
        first=("tests/desk/test_outcomes.py", "tests/desk/test_side_records.py"),
    ),
    "quick entry": Group(
        ("tui/desk/quick",), ("tests/quick", "tests/cli/test_quick.py"),
        first=("tests/quick/test_line_outcomes.py", "tests/quick/test_whole_lines.py"),
    ),
    "upkeep": Group(("tui/engine/embedded/upkeep",), ("tests/store", "tests/cli/test_commands.py")),
}  # fmt: skip


def modules(root: Path, group: Group) -> list[Path]:
    """The modules of a group, in the order of their names. Raises FileNotFoundError for a path that is gone."""
    found: list[Path] = []
    for path in (root / one for one in group.code):
        if not path.exists():
            raise FileNotFoundError(path)
        found += path.rglob("*.py") if path.is_dir() else [path]
    left_out = [root / one for one in group.but]
    return sorted(m for m in found if not any(m == out or out in m.parents for out in left_out))


def tests_for(root: Path, group: Group, names: Sequence[str], package: str) -> list[str]:
    """The test modules of a group, those first that speak most often of `names` (what the mutated code defines).

    Of those that speak of none of them, the ones first that import from its `package`. All of them are run for a
    mutant that survives; the order decides how soon one is killed.
    """

    def spoken_of(path: Path) -> tuple[bool, int, int, str]:
        text, name = path.read_text(encoding="utf-8"), path.relative_to(root).as_posix()
        named = sum(text.count(one) for one in names)
        return name not in group.first, -named, -text.count(f".{package}"), name

    found = sorted(_test_modules(root, group), key=spoken_of)
    return [str(path.relative_to(root)) for path in found]


def _test_modules(root: Path, group: Group) -> Iterator[Path]:
    for path in (root / one for one in group.tests):
        if not path.exists():
            raise FileNotFoundError(path)
        yield from path.rglob("test_*.py") if path.is_dir() else [path]
