"""Keys for an app in a test, and waiting until it has nothing left to do: by what is pending, not by the clock.

Textual's pilot takes an app for idle once its process has used little time of the processor for 20 ms. On a
busy machine that is so in the middle of the work. Here the queues, callbacks, workers and short timers are
looked at themselves; the limit of time is there to end a hang.
"""

from __future__ import annotations

import asyncio
import time
import unicodedata
from typing import Any, Final

from textual.app import App
from textual.events import Key
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.message_pump import MessagePump
from textual.pilot import Pilot
from textual.timer import Timer

# Seconds after which a wait is taken for a hang: more than a starved machine needs for anything here.
PATIENCE: Final = 300.0
# Seconds up to which a timer that fires once belongs to the work under way (a cursor that rests, a repaint): it fires
# once nothing else is left to do, without a wait.
SOON: Final = 0.1


async def settle(app: App[Any]) -> None:
    """Return once nothing is pending in the app or after it has exited; AssertionError after `PATIENCE`."""
    pilot, end = Pilot(app), time.monotonic() + PATIENCE
    while app.is_running and not app._exit and app._exception is None:
        await pilot._wait_for_screen(PATIENCE)
        # What is to be painted, and what is to be called after that, is not left to the frames.
        for screen in list(app._screen_stack):
            if screen._callbacks or screen is app.screen:
                screen._on_timer_update()
        pending = _pending(app)
        if not pending:
            await asyncio.sleep(0)  # what a thread has handed over comes now
            pending = _pending(app)
        if not pending:
            if not _hurry(app):
                return
            continue
        assert time.monotonic() < end, f"the app does not come to rest: {pending}"
        await asyncio.sleep(0.001)


async def press(app: App[Any], *keys: str) -> None:
    """Press keys, named as Textual does, each once the app has done what the one before it asked for."""
    for key in keys:
        event = key_event(key)
        event.set_sender(app)
        app.post_message(event)
        await settle(app)


def key_event(key: str) -> Key:
    """The event of a key that is named as Textual does, or by its character."""
    name = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
    char: str | None
    try:
        char = unicodedata.lookup(_get_unicode_name_from_key(REPLACED_KEYS.get(name, name)))
    except KeyError:
        char = key if len(key) == 1 else None
    return Key(name, char)


def _pending(app: App[Any]) -> str:
    """What the app is still about to do; empty if there is nothing."""
    if not app._screen_stack:
        return "another mode's first screen"
    if app._batch_count:
        return "painting is held back"
    for worker in app.workers:
        if not worker.is_finished:
            return f"the worker {worker.name}"
    pumps: list[MessagePump] = [app, *app._registry]
    for pump in pumps:
        if pump.is_running and (pump.message_queue_size or pump._pending_message or pump._next_callbacks):
            return f"messages of {pump}"
    if app.screen._callbacks or app.screen._layout_required or app.screen._dirty_widgets:
        return f"painting {app.screen}"
    return ""


def _hurry(app: App[Any]) -> bool:
    """Have the short timers that fire once fire now, as nothing else is left to do; whether there were any."""
    pumps: list[MessagePump] = [app, *app._registry]
    found = [(pump, timer) for pump in pumps if pump.is_running for timer in pump._timers if _soon(timer)]
    for pump, timer in found:
        timer.stop()
        assert timer._callback is not None
        pump.call_later(timer._callback)
    return bool(found)


def _soon(timer: Timer) -> bool:
    return (
        timer._repeat == 0 and timer._interval <= SOON and timer._callback is not None and _runs(timer._task)
    )


def _runs(task: asyncio.Task[None] | None) -> bool:
    return task is not None and not task.done()
