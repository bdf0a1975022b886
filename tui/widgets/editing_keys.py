"""Keys in an editor, in the order in which they were typed.

Textual inserts a printable key where it arrives, but sends an editing key (Backspace, an arrow) up to the app
to look for its binding. In a burst of keys, as a slow line delivers them, letters would overtake the editing
keys before them. Here the bindings of the widget itself run where the key arrives.
"""

from __future__ import annotations

from textual.events import Key
from textual.widget import Widget


def edits(editor: Widget, key: str) -> bool:
    """Whether a key is a Ctrl key by which the editor itself changes its text."""
    return key.startswith("ctrl+") and key in editor._bindings.key_to_bindings  # noqa: SLF001 - no public way


async def at_once(widget: Widget, event: Key) -> None:
    """Run the widget's own binding for the key, if it has one; other keys take their normal way."""
    if event.is_printable:
        return
    for binding in widget._bindings.key_to_bindings.get(event.key, ()):  # noqa: SLF001 - there is no public look-up
        if await widget.app.run_action(binding.action, default_namespace=widget):
            event.stop()
            event.prevent_default()
            return
