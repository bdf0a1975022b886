"""Waiting until a widget has done everything that it was told before."""

from __future__ import annotations

import asyncio
import contextlib
from typing import Final

from textual.widget import Widget

_PATIENCE: Final = 1.0


async def settled(widget: Widget | None) -> None:
    """Return when `widget` has taken in every key and message that reached it so far.

    Keys go into a queue of the widget in front, while commands run at once: without this, a command
    would overtake the keys that were typed before it.
    """
    if widget is None:
        return
    done = asyncio.Event()
    widget.call_later(done.set)
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(done.wait(), _PATIENCE)
