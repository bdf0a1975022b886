"""The sign of attachments in lists."""

from __future__ import annotations

from tui.kinds.declaration import ATTACHED
from tui.kinds.record import Stored
from tui.language.errors import Translate


def with_sign(text: str, stored: Stored, tr: Translate) -> str:
    """`text`, with how many files and links are attached to the record, if any are."""
    attachments = stored.get(ATTACHED)
    return tr("{text} [att. {n}]", text=text, n=len(attachments)) if attachments else text
