"""Textual's compositor, which leaves the characters of a toast whole.

Textual cuts each line wherever a widget begins or ends, also one that lies behind the toast: a wide character across
such a place became two blanks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import cast

from textual._compositor import Compositor
from textual.geometry import Region
from textual.strip import Strip
from textual.widgets._toast import Toast


class WholeToasts(Compositor):
    """Cuts no line within a toast."""

    _within: frozenset[int] = frozenset()  # the lines on which something behind a toast would be cut

    @property
    def cuts(self) -> list[list[int]]:
        """Where each line is cut."""
        if self._cuts is None:
            found = super().cuts
            within: set[int] = set()
            for widget, (region, clip) in self.visible_widgets.items():
                if isinstance(widget, Toast):
                    shown = region.intersection(clip)
                    first, last = shown.column_span
                    for y in shown.line_range:
                        left = [cut for cut in found[y] if not first < cut < last]
                        if len(left) < len(found[y]):
                            found[y] = left
                            within.add(y)
            self._within = frozenset(within)
        return self._cuts or []

    def _render_chops(
        self, crop: Region, is_rendered_line: Callable[[int], bool]
    ) -> Sequence[Mapping[int, Strip]]:
        """The pieces of the lines that are rendered, by the column at which each begins; None for those of others."""
        cuts = self.cuts
        if not any(map(is_rendered_line, self._within)):
            return super()._render_chops(crop, is_rendered_line)
        pieces: list[dict[int, Strip | None]] = [dict.fromkeys(line[:-1]) for line in cuts]
        for region, clip, strips in self._get_renders(crop):  # what is in front comes first
            shown = region.intersection(clip)
            first, last = shown.column_span
            for y, strip in zip(shown.line_range, strips, strict=False):
                if not is_rendered_line(y):
                    continue
                at = [cut for cut in cuts[y] if first <= cut <= last]
                if len(at) < 2:
                    continue
                _, *parts = strip.divide([cut - first for cut in at])
                for cut, part in zip(at, parts, strict=False):
                    if pieces[y].get(cut, part) is None:
                        pieces[y][cut] = part
        return cast("Sequence[Mapping[int, Strip]]", pieces)
