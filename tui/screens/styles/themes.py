"""The two colour schemes. Red is kept for what is overdue, so that it means something.

Every text colour has a contrast of at least 4.5 (WCAG 2.2, 1.4.3) on every ground it can stand on, bars at least 3
(1.4.11): `tests/screens/test_contrast.py` computes it. Grounds: `surface` under lists and records, `panel` under
titles and fields, `selected` under the cursor's row and the field that is typed in, `primary` under the title of the
panel in front, with `on-primary` on it. `track` is what a bar of progress has still before it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from textual.theme import Theme

# What the thumb of a scroll bar stands on, whatever the mouse does.
_TRACKS: Final = (
    "scrollbar-background", "scrollbar-background-hover", "scrollbar-background-active", "scrollbar-corner-color",
)  # fmt: skip


def _roles(muted: str, accent: str, selected: str, bar: str, track: str, panel: str) -> Mapping[str, str]:
    """The roles that Textual has no name for, and those that it would compute from others without regard to contrast."""
    return {
        "selected": selected,
        "bar": bar,
        "track": track,
        "on-primary": "#ffffff",
        "text-muted": muted,
        "text-disabled": muted,
        "text-accent": accent,
        **dict.fromkeys(("scrollbar", "scrollbar-hover", "scrollbar-active"), bar),
        **dict.fromkeys(_TRACKS, panel),
    }


DARK: Final = Theme(
    name="xingfu-dark",
    dark=True,
    primary="#2f6a96",
    secondary="#5a8f7b",
    accent="#e0b15a",
    warning="#e0b15a",
    error="#ff8a87",
    success="#7fbf8e",
    foreground="#d6dbe1",
    background="#14181d",
    surface="#1a1f26",
    panel="#252c36",
    variables=dict(_roles("#a9b2bc", "#e0b15a", "#1f3a50", "#5b8fb5", "#343d49", "#252c36")),
)
LIGHT: Final = Theme(
    name="xingfu-light",
    dark=False,
    primary="#1f6391",
    secondary="#3d7360",
    accent="#7a4f00",
    warning="#7a4f00",
    error="#a01f18",
    success="#2a6238",
    foreground="#1d2329",
    background="#f6f5f2",
    surface="#fbfaf8",
    panel="#e4e2dc",
    variables=dict(_roles("#4a525b", "#7a4f00", "#cfe3f1", "#4d81a7", "#dedbd3", "#e4e2dc")),
)
THEMES: Final = (DARK, LIGHT)
