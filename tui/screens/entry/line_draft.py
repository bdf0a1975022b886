"""What is typed into an entry line and not yet entered, written down for the case that the line drops."""

from __future__ import annotations

from tui.screens.base.draft_keeper import DraftKeeper
from tui.screens.base.shell import Shell
from tui.seats.drafts import Draft
from tui.seats.kept_drafts import KeptDraft


class LineDraft(DraftKeeper):
    """The draft of one entry line; `action` and `kind` say where it is taken up again."""

    def __init__(self, action: str, kind: str, id: int | None = None) -> None:
        super().__init__()
        self._action, self._kind, self._id = action, kind, id
        self.text = ""

    def take_up(self, draft: Draft, file: KeptDraft) -> None:
        """Go on with what was left behind."""
        self.text, self.file = str(draft.values.get("line") or ""), file

    def keep(self, shell: Shell, title: str, text: str) -> None:
        """Write `text` down; an empty one is no draft."""
        if not text.strip():
            self.drop()
            return
        at = shell.context.now.isoformat(timespec="seconds")
        self.write(shell, Draft(self._action, self._kind, self._id, None, title, {"line": text}, None, at))
