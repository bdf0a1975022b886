"""Textual's stylesheet, each of whose sources is read once as long as the colours are the same."""

from __future__ import annotations

from typing import Final

from textual.cache import LRUCache
from textual.css.stylesheet import Stylesheet

# Sources that are kept: more than there are widgets and screens. Textual keeps 64, and reads all anew where there are more.
_KEPT: Final = 4096


class SteadyStylesheet(Stylesheet):
    """Textual has all sources read again for each screen that comes up for the first time (`App.refresh_css`)."""

    def __init__(self, variables: dict[str, str]) -> None:
        super().__init__(variables=variables)
        self._parse_cache = LRUCache(_KEPT)

    def set_variables(self, variables: dict[str, str]) -> None:
        """Take the colours of a theme; what was read with others is left to whoever else uses it."""
        if variables != self._variables:
            self._parse_cache = LRUCache(_KEPT)
            super().set_variables(variables)
            self._require_parse = True

    def reparse(self) -> None:
        """Read what has not been read. Raises StylesheetParseError."""
        if self._require_parse:
            self.parse()
