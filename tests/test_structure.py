"""How the house is built: no module imports itself by way of others, and few rooms stand on the top level."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

TUI: Final = Path(__file__).parents[1] / "tui"
# A file longer than this wants to be two.
MOST_LINES: Final = 400
# So its docstring begins the sentence with the reason why it is not; a screen has none.
REASON: Final = "Longer than other modules:"


def modules() -> dict[str, Path]:
    """Each module of the program by its name."""
    found = {}
    for path in sorted(TUI.rglob("*.py")):
        parts = path.relative_to(TUI.parent).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imported(path: Path, known: Mapping[str, Path]) -> Iterator[str]:
    """What a module imports anywhere in its text: for types alone and inside functions too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            for name in node.names:
                inner = f"{node.module}.{name.name}"
                yield inner if inner in known else node.module
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


def circles(graph: Mapping[str, set[str]]) -> list[list[str]]:
    """The groups of modules that can all be reached from each other (strongly connected components; Tarjan 1972)."""
    number: dict[str, int] = {}
    lowest: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []

    def visit(module: str) -> None:
        number[module] = lowest[module] = len(number)
        stack.append(module)
        for other in graph[module]:
            if other not in number:
                visit(other)
                lowest[module] = min(lowest[module], lowest[other])
            elif other in stack:
                lowest[module] = min(lowest[module], number[other])
        if lowest[module] == number[module]:
            at = stack.index(module)
            group = sorted(stack[at:])
            del stack[at:]
            if len(group) > 1:
                found.append(group)

    for module in graph:
        if module not in number:
            visit(module)
    return found


def test_circles_are_found() -> None:
    graph = {"a": {"b"}, "b": {"c"}, "c": {"b", "d"}, "d": set[str](), "e": {"a"}}
    assert circles(graph) == [["b", "c"]]


def test_no_module_imports_itself_by_way_of_others() -> None:
    known = modules()
    graph = {
        name: {other for other in imported(path, known) if other in known} - {name}
        for name, path in known.items()
    }
    assert circles(graph) == []


def test_few_modules_stand_beside_the_rooms() -> None:
    loose = {path.stem for path in TUI.glob("*.py")}
    assert loose == {"__init__", "__main__", "cli", "store"}


def test_a_long_file_gives_its_reason() -> None:
    texts = {path: path.read_text(encoding="utf-8") for path in TUI.rglob("*.py")}
    long = {path: text for path, text in texts.items() if len(text.splitlines()) > MOST_LINES}
    assert [path.name for path in long if TUI / "screens" in path.parents] == []
    assert [
        path.name for path, text in long.items() if REASON not in (ast.get_docstring(ast.parse(text)) or "")
    ] == []


def test_no_screen_knows_the_app() -> None:
    known = modules()
    assert [m for m, path in known.items() if "tui.screens.app" in imported(path, known)] == ["tui.cli"]
