"""What forgetting a person has done, and which copies it could not reach."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from tui.screens.base.sheet import Sheet
from tui.widgets.columns import Tone
from tui.widgets.detail_view import DetailLine, DetailView
from tui.widgets.header_bar import HeaderBar
from tui.widgets.key_bar import KeyBar, KeyItem

if TYPE_CHECKING:
    from tui.desk.people.forgetting import Forgotten


class ForgottenScreen(Sheet):
    """Read, and closed by Enter or Esc."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter", "dismiss", show=False, priority=True),
        Binding("f10", "app.leave", show=False),
    ]
    AUTO_FOCUS = "#told"
    CSS = "ForgottenScreen .sheet { height: 16; }"

    def __init__(self, done: Forgotten) -> None:
        super().__init__()
        self._done = done

    def compose(self) -> ComposeResult:
        """The sheet."""
        tr = self.tr
        view = DetailView(id="told")
        view.can_focus = True
        with Vertical(classes="sheet"):
            yield HeaderBar(tr("Forgotten"), tr("Esc closes"))
            yield view
            yield KeyBar([KeyItem("Esc", tr("close"), "dismiss"), KeyItem(tr("Up, Down"), tr("scroll"))])

    def on_mount(self) -> None:
        """Fill the sheet."""
        tr, done = self.tr, self._done
        counted = tr("Removed from {n} records and {backups} backups.", n=done.records, backups=done.backups)
        lines = [DetailLine(counted)]
        if done.attachments:
            lines.append(DetailLine(tr("{n} attached files are kept no more.", n=done.attachments)))
        lines += [DetailLine(str(path), tone=Tone.DIM) for path in done.files]
        lines.append(DetailLine(tr("Not reached:"), tone=Tone.ACCENT))
        lines.extend(DetailLine(message.text(tr)) for message in done.unreached)
        self.query_one("#told", DetailView).show(lines)
