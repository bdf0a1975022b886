"""A part of the screen with a title line above its content."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.widget import Widget

from tui.language.text import cell_len, ellipsize
from tui.widgets.one_line import OneLine, Run

_NOTE = "panel-strip--note"
# Cells of a note of which something can still be read.
_READABLE = 7


class PanelStrip(OneLine):
    """The title line of a panel: title at the left, note at the right.

    While the panel has the focus the line is coloured and the title has a `>` before it; in plain terminals the others
    have a `=`.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {_NOTE}
    DEFAULT_CSS: ClassVar[str] = """
    PanelStrip { color: $foreground; background: $panel; text-style: bold;
        & > .panel-strip--note { color: $text-muted; text-style: not bold; }
        &.-active { color: $on-primary; background: $primary; }
        &.-active > .panel-strip--note { color: $on-primary; }
    }
    """

    def __init__(self, title: str, note: str) -> None:
        super().__init__()
        self._shown = (title, note, "", False)

    @property
    def text(self) -> tuple[str, str]:
        """Title and note."""
        return self._shown[:2]

    @property
    def more(self) -> str:
        """What is said of that which is not in sight."""
        return self._shown[2]

    def show(
        self,
        *,
        title: str | None = None,
        note: str | None = None,
        more: str | None = None,
        active: bool | None = None,
    ) -> None:
        """Change what is given; repaints only if that differs."""
        old_title, old_note, old_more, old_active = self._shown
        new = (
            old_title if title is None else title,
            old_note if note is None else note,
            old_more if more is None else more,
            old_active if active is None else active,
        )
        if new != self._shown:
            self._shown = new
            self.set_class(new[3], "-active")
            self.refresh()

    def runs(self, cells: int) -> Iterator[Run]:
        """Title, note and what is more in `cells`; the title takes precedence."""
        title, note, more, active = self._shown
        # One free cell at the right separates neighbouring panels.
        room = max(0, cells - 3)
        title = ellipsize(title, room)
        # That there is more is said whole, or not at all; the note has what is left.
        left = room - cell_len(title) - 1
        more = more if cell_len(more) <= left else ""
        note = _what_fits(note, left - cell_len(more) - 2 * bool(more))
        note = "  ".join(filter(None, (note, more)))
        gap = " " * (room - cell_len(title) - cell_len(note))
        sign = ">" if active else "=" if getattr(self.app, "plain", False) else " "
        yield Run(f"{sign} "[:cells] + title)
        yield Run(f"{gap}{note} "[: max(0, cells - 2)], _NOTE)


def _what_fits(note: str, cells: int) -> str:
    """As many parts of a note, two blanks between them, as fit whole; the first alone may be cut."""
    while cell_len(note) > cells and "  " in note:
        note = note.rpartition("  ")[0]
    return ellipsize(note, cells) if cells > _READABLE else ""


class Panel(Widget):
    """A title line above `content`; a click on it focuses the content."""

    DEFAULT_CSS: ClassVar[str] = """
    Panel { layout: vertical; height: 1fr; width: 1fr; overflow: hidden; }
    """

    def __init__(
        self,
        title: str,
        *content: Widget,
        note: str = "",
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._strip = PanelStrip(title, note)
        self._content = content

    @property
    def title(self) -> str:
        """The title as it was set."""
        return self._strip.text[0]

    @property
    def note(self) -> str:
        """The note as it was set."""
        return self._strip.text[1]

    def compose(self) -> ComposeResult:
        """The strip and the content."""
        yield self._strip
        yield from self._content

    @property
    def more(self) -> str:
        """What is said of that which is not in sight."""
        return self._strip.more

    def set_more(self, more: str) -> None:
        """Say at the end of the title line that there is more than is in sight; an empty text: there is not."""
        self._strip.show(more=more)

    def set_title(self, title: str, note: str = "") -> None:
        """Set the title (with its number, as in `近期服务 5`) and note; repaints only if one has changed."""
        self._strip.show(title=title, note=note)

    def focus_content(self) -> None:
        """Focus the first focusable part of the content."""
        for widget in self._content:
            for node in widget.walk_children(Widget, with_self=True):
                if node.focusable:
                    node.focus()
                    return

    def on_descendant_focus(self, _event: events.DescendantFocus) -> None:
        """Show that the focus is in the panel."""
        self._strip.show(active=True)

    def on_descendant_blur(self, _event: events.DescendantBlur) -> None:
        """Show that the focus has left the panel."""
        self._strip.show(active=False)

    def on_click(self, event: events.Click) -> None:
        """A click on the strip focuses the content."""
        if event.widget is self._strip:
            event.stop()
            self.focus_content()
