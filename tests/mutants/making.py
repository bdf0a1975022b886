"""What can be broken in a module, one small fault at a time.

The operators of mutmut change values, operators, arguments and assignments. What it lacks is added here: a
statement that is left out, a condition that always or never holds, an entry of a dictionary that is missing.
These are the faults that loosely written tests miss: references, defaults and side records.
"""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random
from typing import Final, NamedTuple

import libcst as cst
from mutmut.mutation.mutators import mutation_operators

# Texts for people are held by the catalogue's tests, and their wording is no rule.
_TEXTS: Final = frozenset({"Message", "N_", "tr"})
_TRIES: Final = 200


class Mutant(NamedTuple):
    """A module with one fault in it. `kind` names the operator, `line` is counted from 1."""

    path: Path
    line: int
    kind: str
    code: str
    names: tuple[str, ...]
    diff: str


class _Place(NamedTuple):
    kind: str
    line: int
    node: cst.CSTNode
    instead: cst.CSTNode


def sampled(paths: Iterable[Path], root: Path, number: int, random: Random) -> list[Mutant]:
    """`number` mutants of these modules, no two on one line.

    Each kind of fault is as likely as any other, so that the many operators on calls do not drown the rest.
    """
    parsed: dict[Path, cst.Module] = {}
    places: dict[str, list[tuple[Path, _Place]]] = defaultdict(list)
    for path in paths:
        parsed[path] = cst.parse_module(path.read_bytes())
        for place in _places(parsed[path]):
            places[place.kind].append((path, place))
    found: list[Mutant] = []
    taken: set[tuple[Path, int]] = set()
    for _ in range(number * _TRIES):
        if len(found) == number:
            break
        path, place = random.choice(places[random.choice(sorted(places))])
        if (path, place.line) in taken:
            continue
        mutant = _mutant(path, root, parsed[path], place)
        if mutant is not None:
            taken.add((path, place.line))
            found.append(mutant)
    return found


def _mutant(path: Path, root: Path, module: cst.Module, place: _Place) -> Mutant | None:
    """None for a change that is none, or that Python does not read."""
    broken = module.deep_replace(place.node, place.instead)
    code = broken.code if isinstance(broken, cst.Module) else module.code
    try:
        same = compile(code, "", "exec", dont_inherit=True).co_code == b"" or code == module.code
    except (SyntaxError, ValueError):
        return None
    if same:
        return None
    name = str(path.relative_to(root))
    lines = difflib.unified_diff(module.code.splitlines(), code.splitlines(), name, name, n=2, lineterm="")
    names = tuple(
        one.name.value for one in module.body if isinstance(one, cst.FunctionDef | cst.ClassDef)
    )  # fmt: skip
    return Mutant(path, place.line, place.kind, code, (path.stem, *names), "\n".join(lines))


def _places(module: cst.Module) -> list[_Place]:
    wrapper = cst.MetadataWrapper(module, unsafe_skip_copy=True)
    visitor = _Visitor()
    wrapper.visit(visitor)
    return visitor.found


class _Visitor(cst.CSTVisitor):
    """Collects every change that an operator offers, with the line that it is on."""

    METADATA_DEPENDENCIES = (cst.metadata.PositionProvider,)

    def __init__(self) -> None:
        super().__init__()
        self.found: list[_Place] = []

    def on_visit(self, node: cst.CSTNode) -> bool:
        # Annotations are not evaluated here, and an import that is broken breaks everything.
        if isinstance(node, cst.Annotation | cst.Decorator | cst.Import | cst.ImportFrom):
            return False
        if isinstance(node, cst.Call) and isinstance(node.func, cst.Name) and node.func.value in _TEXTS:
            for argument in node.args[1:]:  # the figures and names within a text are rules all the same
                argument.visit(self)
            return False
        if isinstance(node, cst.Expr) and isinstance(node.value, cst.SimpleString | cst.ConcatenatedString):
            return False  # a docstring
        position = self.get_metadata(cst.metadata.PositionProvider, node, None)
        if position is not None:
            for kind, instead in _changes(node):
                self.found.append(_Place(kind, position.start.line, node, instead))
        return True


def _changes(node: cst.CSTNode) -> Iterator[tuple[str, cst.CSTNode]]:
    for of, operator in mutation_operators:
        if isinstance(node, of):
            kind = operator.__name__.removeprefix("operator_")
            for instead in operator(node):
                yield kind, instead
    if isinstance(node, cst.Expr) and isinstance(node.value, cst.Call):
        yield "statement", cst.Pass()
    if isinstance(node, cst.If | cst.While) and isinstance(node, cst.If):
        for value in ("True", "False"):
            yield "condition", node.with_changes(test=cst.Name(value))
    if isinstance(node, cst.BooleanOperation):
        yield "one_side", node.left
        yield "one_side", node.right
    if isinstance(node, cst.Dict):
        for i in range(len(node.elements)):
            yield "entry", node.with_changes(elements=[*node.elements[:i], *node.elements[i + 1 :]])
