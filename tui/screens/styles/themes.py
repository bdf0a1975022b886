"""The two colour schemes. Red is kept for what is overdue, so that it means something."""

from __future__ import annotations

from typing import Final

from textual.theme import Theme

DARK: Final = Theme(
    name="xingfu-dark",
    dark=True,
    primary="#3f7fae",
    secondary="#5a8f7b",
    accent="#e0b15a",
    warning="#e0b15a",
    error="#ef6f6c",
    success="#7fbf8e",
    foreground="#d6dbe1",
    background="#14181d",
    surface="#1a1f26",
    panel="#252c36",
)
LIGHT: Final = Theme(
    name="xingfu-light",
    dark=False,
    primary="#1f6391",
    secondary="#3d7360",
    accent="#8a5a00",
    warning="#8a5a00",
    error="#b3261e",
    success="#2e6b3e",
    foreground="#1d2329",
    background="#f6f5f2",
    surface="#fbfaf8",
    panel="#e4e2dc",
)
THEMES: Final = (DARK, LIGHT)
