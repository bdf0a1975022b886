"""Waits until a widget has handled its pending messages."""

from __future__ import annotations

import asyncio
import contextlib
from typing import Final

from textual.widget import Widget

_PATIENCE: Final = 1.0


async def settled(widget: Widget | None) -> None:
    """Return when `widget` has handled all keys and messages that it has received so far.

    Keys are queued in the focused widget, while commands run at once: without this, a command would overtake
    the keys typed before it.
    """
    if widget is None:
        return
    done = asyncio.Event()
    widget.call_later(done.set)
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(done.wait(), _PATIENCE)
