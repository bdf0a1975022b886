"""A stylesheet that remembers what it found for a widget (Textual 8.2.8): the next form looks the same rules up again."""

# ruff: noqa: SLF001 - it looks at a widget as the stylesheet that it extends does

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from textual.app import App
from textual.dom import DOMNode
from textual.widget import Widget

from tui.screens.steady_stylesheet import SteadyStylesheet

if TYPE_CHECKING:
    from textual.css.model import RuleSet
    from textual.css.styles import RulesMap

# The states of a widget that its key below has; rules that ask for others, such as its place among its siblings, are
# looked up each time.
_IN_KEY: Final = frozenset(
    {
        "hover",
        "focus",
        "blur",
        "can-focus",
        "disabled",
        "enabled",
        "dark",
        "light",
        "inline",
        "ansi",
        "nocolor",
    }
)
# Widgets, each with its ancestors and their states, that are remembered at most.
_MOST: Final = 4096


class _Found(NamedTuple):
    """The rules of a widget as the stylesheet has them and as a widget keeps them, and whether some are for hovering."""

    rules: RulesMap
    kept: RulesMap | None
    hover: bool


class KnownStyles(SteadyStylesheet):
    """Finds the rules of a widget by its class, id and state and those of its ancestors, once.

    A form of ten fields asks 60 times for the same as the one before it, a quarter of the time until it is shown.
    """

    def __init__(self, variables: dict[str, str]) -> None:
        super().__init__(variables)
        self._known: dict[tuple[object, ...], _Found] = {}
        self._known_of: list[RuleSet] | None = None

    def apply(
        self,
        node: DOMNode,
        *,
        animate: bool = False,
        cache: dict[tuple[Any, ...], RulesMap] | None = None,  # noqa: ARG002 - Textual's own, for one mounting
    ) -> None:
        """Give `node` its styles; those of a stylesheet that was read anew are looked up again."""
        if self._known_of is not self.rules or len(self._known) > _MOST:
            self._known.clear()
            self._known_of = self.rules
        key = _key(node)
        found = self._known.get(key)
        if found is None:
            mine: dict[tuple[Any, ...], RulesMap] = {}
            super().apply(node, animate=animate, cache=mine)
            if mine and self._asks(node) <= _IN_KEY:
                (rules,) = mine.values()
                kept = None if animate else node.styles.base.get_rules()
                self._known[key] = _Found(rules, kept, node._has_hover_style)
            return
        node._has_hover_style, node._has_focus_within = found.hover, False
        node._has_order_style = node._has_odd_or_even = False
        if found.kept is None or animate or node.styles.base.get_rules():
            self.replace_rules(node, found.rules, animate=animate)
        else:  # it has none yet: there is nothing to compare them with
            node.styles.base.merge_rules(found.kept)
            node.notify_style_update()
        self._process_component_classes(node)

    def _asks(self, node: DOMNode) -> set[str]:
        """The states that rules which may be for `node` ask for."""
        named = self.rules_map.keys() & node._selector_names
        return {state for name in named for rule in self.rules_map[name] for state in rule.pseudo_classes}


def _key(node: DOMNode) -> tuple[object, ...]:
    """All that selectors look at: class, id, classes and state of the widget and of what it is in."""
    key: list[object] = []
    at: DOMNode | None = node
    while isinstance(at, DOMNode):
        key += (type(at), at._id, at.classes)
        if isinstance(at, Widget):
            key.append((at.mouse_hover, at.has_focus, at.allow_focus(), at.disabled))
        elif isinstance(at, App):
            key.append((at.theme, at.app_focus, at.native_ansi_color, at.no_color, at.is_inline))
        at = at._parent  # type: ignore[assignment]
    return tuple(key)
