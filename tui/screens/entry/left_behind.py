"""What was being typed when the line dropped, offered at the next login."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from tui.screens.base import acting
from tui.screens.base.sheet import Sheet
from tui.seats.drafts import Draft, DraftFile
from tui.widgets.header_bar import HeaderBar
from tui.widgets.key_bar import KeyBar, KeyItem

if TYPE_CHECKING:
    from tui.screens.app import XingfuApp


class LeftBehindScreen(Sheet):
    """Enter goes on typing, x drops the draft, Esc asks again at the next login."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go_on", show=False, priority=True),
        Binding("x,f8,delete", "drop", show=False),
        Binding("escape", "later", show=False),
        Binding("f10", "app.leave", show=False),
    ]

    def __init__(self, draft: Draft, file: DraftFile) -> None:
        super().__init__()
        self._draft = draft
        self._file = file

    @property
    def _desk_app(self) -> XingfuApp:
        return cast("XingfuApp", self.app)

    def compose(self) -> ComposeResult:
        """What it was, and the keys."""
        tr, draft = self._desk_app.tr, self._draft
        when = f"{datetime.fromisoformat(draft.at):%m-%d %H:%M}"
        said = [str(v) for v in draft.values.values() if isinstance(v, str) and v]
        with Vertical(classes="sheet"):
            yield HeaderBar(tr("Not saved when the line dropped"), when)
            yield Static(draft.title, classes="banner", markup=False)
            yield Static("  ".join(said[:6]), classes="hint", markup=False)
            yield KeyBar(
                [
                    KeyItem("Enter", tr("go on"), "go_on"),
                    KeyItem("x", tr("drop it"), "drop"),
                    KeyItem("Esc", tr("ask again next time"), "later"),
                ]
            )

    def action_go_on(self) -> None:
        """Open the form as it was."""
        form = reopened(self._desk_app, self._draft, self._file)
        app = self._desk_app
        self.dismiss()
        if form is not None:
            app.call_later(app.push_screen, form)

    def action_drop(self) -> None:
        """The draft is not wanted."""
        self._file.drop()
        self.dismiss()

    def action_later(self) -> None:
        """Keep it for the next login."""
        self._file.leave()
        self.dismiss()


def reopened(app: XingfuApp, draft: Draft, file: DraftFile) -> acting.Resumable | None:
    """The form of `draft` with what was typed; None, and a word to the user, if the record is gone."""
    form = acting.of_draft(app, draft)
    if form is not None:
        form.take_up(draft, file)
    return form
