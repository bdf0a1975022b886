"""Sheet: what lies over a screen and has the keys until it is closed: forms, help, palette."""

from __future__ import annotations

from functools import lru_cache
from typing import ClassVar, Final, Self

from rich.segment import Segment
from rich.style import Style
from textual import events, messages, on
from textual._time import get_time
from textual.binding import Binding, BindingType
from textual.color import Color
from textual.geometry import Region, Size
from textual.screen import ModalScreen, Screen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input, TextArea

from tui.screens.base.shell import AtDesk
from tui.widgets.bell_line import BellLine
from tui.widgets.detail_view import DetailLine
from tui.widgets.key_bar import KeyBar
from tui.widgets.picker import Picker
from tui.widgets.record_table import RecordTable

# Lines of a terminal below which a sheet goes without hints, and lines around its fields: title, banner, hint, keys.
_LOW: Final = 14
_AROUND: Final = 8
_AROUND_LOW: Final = 3


def sheet_cells(columns: int) -> int:
    """The cells of a sheet in a terminal of so many columns, as its style has it: two thirds, at least 80."""
    return min(columns, max(80, columns * 66 // 100))


class Sheet(AtDesk, ModalScreen[None]):
    """A dimmed background and a sheet (`.sheet`) in the middle. Its style is read when the first opens.

    The screen beneath is dimmed once and kept: Textual dims all of it anew at each painting of the whole
    sheet, three times while a form opens, and at each change beneath. Only lines that changed are painted.
    """

    DEFAULT_CSS: ClassVar[str] = """
    Sheet { background: $background 60%; align: center middle; }
    Sheet .bell { dock: top; margin: 1 0 0 0; }
    Sheet.low .bell { margin: 0; }
    Sheet .sheet { width: 66%; min-width: 80; max-width: 100%; height: auto; max-height: 100%; background: $surface; }
    Sheet .fields { height: auto; padding: 0 1; scrollbar-size-vertical: 1; }
    Sheet .banner { height: auto; max-height: 4; padding: 0 1; color: $warning; }
    Sheet .hint { height: 2; padding: 0 1; color: $text-muted; }
    Sheet.low .hint, Sheet.low .kept { display: none; }
    Sheet.low .banner { max-height: 1; }
    Sheet.low EntryLine DetailView { height: 3; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        # Priority, so that an entry line does not handle F1 before the sheet does.
        Binding("f1", "explain", show=False, priority=True),
        Binding("question_mark,？", "explain_here", show=False, priority=True),
    ]

    _dimmed: list[Strip] | None = None
    _placed = False
    _laid_out = False
    _arranged_at = _painted_at = 0.0

    # ---- coming to the front: nothing twice

    @on(events.ScreenResume)
    def _come_to_front(self, event: events.ScreenResume) -> None:
        """What has been mounted has its styles, and is painted when it is laid out for the first time."""
        event.refresh_styles = False
        self._laid_out = not self._placed
        if self.shell.reminder or self.query(BellLine):
            self.call_after_refresh(self.show_reminder)
        self._dimmed = None  # what lies beneath may have changed while another sheet lay over this one

    def _refresh_layout(self, size: Size | None = None, scroll: bool = False) -> None:
        """Lay out and paint. The first time, nothing asks for either again.

        Textual has each widget do so when it is mounted and when it gets its first size. A scroll bar that has
        come up takes a column, and what it needs is asked for.
        """
        first, self._arranged_at = not self._arranged_at, get_time()
        if first:
            self._ask_nothing()
        super()._refresh_layout(size, scroll)
        if not first or any(widget.show_vertical_scrollbar for widget in self.query(".fields")):
            return
        if self.is_current and not self.app._batch_count:  # noqa: SLF001 - it has been painted
            self._painted_at = get_time()
            self._ask_nothing()

    def _ask_nothing(self) -> None:
        for widget in (self, *self.walk_children(Widget)):
            widget._layout_required = False  # noqa: SLF001 - there is no public way to take it back
            if self._painted_at:
                widget._repaint_required = False  # noqa: SLF001

    async def _on_layout(self, message: messages.Layout) -> None:
        """Leave out what was asked for before the last layout began: it is done."""
        if message.time < self._arranged_at:
            message.stop()
            message.prevent_default()

    async def _on_update(self, message: messages.Update) -> None:
        """Leave out what was asked for before all was painted."""
        if message.time < self._painted_at:
            message.stop()
            message.prevent_default()

    @on(events.Resize)
    def _place(self, event: events.Resize) -> None:
        """The first size is that of the app, in which this and the screens beneath are laid out already."""
        if not self._placed and event.size == self.outer_size:
            event.stop()
            event.prevent_default()
        else:
            self._dimmed = None
        self._placed = True
        self._fit(event.size.height)

    def show_reminder(self) -> None:
        """Show the reminders whose time has come in a line at the top, or take the line away; the cursor stays.

        The screen beneath has them in the same line, where there is room.
        """
        text = self.shell.reminder
        bells = list(self.query(BellLine))
        if text and not bells:
            bells = [BellLine(classes="bell")]
            self.mount(*bells)
        for bell in bells:
            bell.show(text)
        self._fit(self.size.height)

    def _fit(self, height: int) -> None:
        """Keep title, field in front and keys in sight in so many lines: hints go first."""
        low = height < _LOW
        self.set_class(low, "low")
        if any(bell.display for bell in self.query(BellLine)):
            height -= 1 if low else 2
        for fields in self.query(".fields"):
            fields.styles.max_height = max(1, height - (_AROUND_LOW if low else _AROUND))
        for table in self.query(RecordTable):
            if table.styles.is_auto_height:
                table.styles.max_height = max(3, height - _AROUND)
        if self.focused is not None:
            self.call_after_refresh(self.focused.scroll_visible, animate=False)

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """Repaint; with regions, which Textual gives when the screen beneath has changed, what differs."""
        if regions and not layout and not recompose and self._dimmed is not None:
            beneath = self._beneath()
            if isinstance(beneath, Sheet):
                beneath.refresh(*regions)
            before, self._dimmed = self._dimmed, self._dim()
            if len(before) != len(self._dimmed):  # the terminal has another size
                return super().refresh()
            changed = [
                Region(0, y, self.size.width, 1)
                for y, (old, new) in enumerate(zip(before, self._dimmed, strict=True))
                if old != new
            ]
            return super().refresh(*changed) if changed else self
        if self._laid_out and not regions and not layout and not recompose:
            self._laid_out = False
            return self
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    # ---- help

    def action_explain(self) -> None:
        """Show the help for this sheet: its fields and keys."""
        self.shell.action_keys()

    action_explain_here = action_explain

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Whether a key is for this sheet and for none of the screens: what it binds itself, such as digits that count."""
        return key in self._bindings.key_to_bindings or super().check_consume_key(key, character)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """False for the help on `?` while a text field has the focus, so that the character is typed; F1 always helps."""
        if action == "explain_here":
            focused = self.focused
            return not (
                isinstance(focused, Input | TextArea) or (isinstance(focused, Picker) and focused.typed)
            )
        return super().check_action(action, parameters)

    def explained(self) -> list[DetailLine]:
        """The help for this sheet: what its key bar shows."""
        items = [item for bar in self.query(KeyBar) for item in bar.items]
        return [DetailLine(item.label, label=item.key.replace("^", "Ctrl+")) for item in items]

    # ---- what lies beneath

    def render_line(self, y: int) -> Strip:
        """A line of the screen beneath, dimmed."""
        if self._dimmed is None:
            self._dimmed = self._dim()
        return self._dimmed[y] if y < len(self._dimmed) else Strip.blank(self.size.width, self.rich_style)

    def _dim(self) -> list[Strip]:
        beneath, colour = self._beneath(), self.styles.background
        if beneath is None:
            return []
        return [
            Strip([Segment(text, _dimmed(style, colour)) for text, style, _ in strip], strip.cell_length)
            for strip in beneath._compositor.render_strips()  # noqa: SLF001 - as Textual's own Screen.render does
        ]

    def _beneath(self) -> Screen[object] | None:
        stack = self.app.screen_stack
        at = stack.index(self) if self in stack else 0
        return stack[at - 1] if at else None


@lru_cache(maxsize=2048)
def _dimmed(style: Style | None, colour: Color) -> Style:
    """The style beneath `colour`, which lets some of it through; nothing of it can be clicked."""
    style = Style() if style is None else style.clear_meta_and_links()
    return style + Style.from_color(
        (Color.from_rich_color(style.color) + colour).rich_color if style.color else None,
        (Color.from_rich_color(style.bgcolor) + colour).rich_color if style.bgcolor else None,
    )
