"""What a template may say: names, their parts, `if` and `for`. Whatever else is refused before it could run."""

from __future__ import annotations

from typing import Any, Final, cast

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment

# No call, no filter but these, no arithmetic, no inclusion, no macro: time and memory stay those of the values.
_ALLOWED: Final = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Getitem, nodes.Const,
    nodes.If, nodes.For, nodes.And, nodes.Or, nodes.Not, nodes.Compare, nodes.Operand, nodes.Filter,
)  # fmt: skip
_FILTERS: Final = frozenset({"join", "length"})
# A text put between the entries of a list is a mark, not a page.
_LONGEST_MARK: Final = 20
# Characters that a document may come to: some thousand pages.
_MOST: Final = 20_000_000
_COUNTED: Final = "_counted"


class NotSaid(Exception):
    """The template says something that it may not. `what` is a word of it, or "" where there is none."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class _Environment(SandboxedEnvironment):
    """Looks at a template as a whole before it is compiled, and keeps account of what comes of it."""

    left = _MOST

    def from_string(self, source: Any, *args: Any, **kwargs: Any) -> Template:
        """The template of `source`. Raises NotSaid, jinja2.TemplateSyntaxError."""
        tree = self.parse(source)
        _look_through(tree)
        for loop in list(tree.find_all(nodes.For)):
            size = sum(len(data.data) for data in loop.find_all(nodes.TemplateData))
            loop.iter = nodes.Filter(loop.iter, _COUNTED, [nodes.Const(size)], [], None, None)
        tree.set_environment(self)
        return super().from_string(cast("Any", tree), *args, **kwargs)  # it takes what it would parse itself

    def rows(self, value: Any, size: int) -> Any:
        """The list that a loop goes through, `size` characters a round. Raises NotSaid."""
        if isinstance(value, StrictUndefined):
            return value
        if not isinstance(value, list):
            raise NotSaid("for")
        self._spend(len(value) * (size + 1))
        return value

    def shown(self, value: Any) -> Any:
        """A value where it stands alone: what people can read and nothing else. Raises NotSaid."""
        if value is None or isinstance(value, StrictUndefined):
            return "" if value is None else value
        if not isinstance(value, (str, int, float)):
            raise NotSaid("")
        self._spend(len(str(value)))
        return value

    def _spend(self, characters: int) -> None:
        self.left -= characters
        if self.left < 0:
            raise NotSaid("for")


def asks_more(said: str) -> bool:
    """Whether the text between two pairs of braces asks for more than a template may say."""
    try:
        _look_through(_Environment().parse("{{" + said + "}}"))
    except NotSaid:
        return True
    except TemplateSyntaxError:
        return False
    return False


def environment() -> SandboxedEnvironment:
    """What one document is filled in by: unknown names are errors, values are escaped, there are no globals."""
    made = _Environment(undefined=StrictUndefined, autoescape=True)
    made.globals.clear()
    made.finalize = made.shown
    made.filters = {name: made.filters[name] for name in _FILTERS} | {_COUNTED: made.rows}
    return made


def _look_through(node: nodes.Node) -> None:
    if not isinstance(node, _ALLOWED) or not _is_plain(node):
        raise NotSaid(next(filter(None, map(_word, (node, *node.find_all(nodes.Node)))), ""))
    for child in node.iter_child_nodes():
        _look_through(child)


def _is_plain(node: nodes.Node) -> bool:
    """Whether a node of an allowed sort says only what it may."""
    match node:
        case nodes.Filter():
            marks = all(
                isinstance(one, nodes.Const) and len(str(one.value)) <= _LONGEST_MARK for one in node.args
            )
            named = isinstance(node.node, (nodes.Name, nodes.Getattr))
            return node.name in _FILTERS and named and marks and not node.kwargs
        case nodes.For():
            return not node.recursive
        case nodes.Getitem():
            return isinstance(node.arg, nodes.Const)
    return not _word(node).startswith("_") or isinstance(node, nodes.Const)


def _word(node: nodes.Node) -> str:
    """The word by which people find the place in their file."""
    match node:
        case nodes.Name() | nodes.Filter():
            return str(node.name)
        case nodes.Getattr():
            return str(node.attr)
        case nodes.Const(value=str() as text):
            return text
    return ""
