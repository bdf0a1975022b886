"""A list of options to tick with arrows and Space, and a form field with one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Final

from rich.segment import Segment
from textual import events
from textual.geometry import Offset
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tui.language.text import ellipsize, enumerated, pad
from tui.widgets.fields import Field, Option
from tui.widgets.tones import chosen_style

_ROWS: Final = 10
"""Lines in sight at most, or the half of a higher terminal; the rest is scrolled to."""


class Checklist(Widget, can_focus=True):
    """One option per line, ticked ([x]) or not ([ ]). Space changes the one under the cursor."""

    DEFAULT_CSS: ClassVar[str] = """
    Checklist { height: auto; width: 1fr; background: $panel; color: $foreground; }
    Checklist:focus { background: $selected; }
    """

    class Changed(Message):
        """An option was ticked or unticked."""

    class Left(Message):
        """Up or Down was pressed at the end of the list."""

        def __init__(self, delta: int) -> None:
            super().__init__()
            self.delta = delta

    def __init__(self, options: Sequence[Option], ticked: Sequence[Any]) -> None:
        super().__init__()
        self._options = list(options)
        self._ticked = set(ticked)
        self._at = 0

    @property
    def value(self) -> list[Any]:
        """The ticked options, in the order of the list."""
        return [value for value, _ in self._options if value in self._ticked]

    def names(self, value: Any) -> str:
        """The labels of the options in `value`."""
        known = dict(self._options)
        return enumerated(str(known.get(v, v)) for v in value or ())

    def relabel(self, labels: Mapping[Any, str]) -> None:
        """Call these options otherwise."""
        self._options = [(value, labels.get(value, name)) for value, name in self._options]
        self.refresh()

    def put(self, value: Any) -> None:
        """Tick exactly these options."""
        self._ticked = set(value or ()) & {known for known, _ in self._options}
        self.post_message(self.Changed())
        self.refresh()

    def on_key(self, event: events.Key) -> None:
        """Move the cursor, tick and untick; other keys go to the form."""
        if event.key in {"up", "down"}:
            at = self._at + (1 if event.key == "down" else -1)
            if 0 <= at < len(self._options):
                self._at = at
                self.refresh()
            else:
                self.post_message(self.Left(1 if event.key == "down" else -1))
        elif event.key in {"home", "end"}:
            self._at = 0 if event.key == "home" else max(0, len(self._options) - 1)
            self.refresh()
        elif event.key == "space":
            self._toggle(self._at)
        else:
            return
        event.stop()
        event.prevent_default()

    def on_click(self, event: events.Click) -> None:
        """A click on a line moves the cursor there and ticks or unticks it."""
        at = self._top + event.y
        if at < len(self._options):
            self._at = at
            self._toggle(at)

    def _toggle(self, at: int) -> None:
        if self._options:
            self._ticked ^= {self._options[at][0]}
            self.post_message(self.Changed())
            self.refresh()

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the line under the cursor begins on the screen, for screen readers."""
        x, y, _width, _height = self.content_region
        return Offset(x, y + self._at - self._top)

    @property
    def _most(self) -> int:
        return max(_ROWS, self.app.size.height // 2)

    @property
    def _top(self) -> int:
        return max(0, min(self._at - self._most // 2, len(self._options) - self._most))

    def get_content_height(self, container: Any, viewport: Any, width: int) -> int:  # noqa: ARG002
        """The number of options, at most as many as are shown at once."""
        return max(1, min(self._most, len(self._options)))

    def render_line(self, y: int) -> Strip:
        """One line of the list."""
        at, width = self._top + y, self.size.width
        if at >= len(self._options):
            return Strip.blank(width, self.rich_style)
        value, name = self._options[at]
        front = at == self._at and self.has_focus
        style = chosen_style(self.app) if front else self.rich_style
        text = f"{'[x]' if value in self._ticked else '[ ]'} {name}"
        if getattr(self.app, "plain", False):
            text = f"{'>' if front else ' '} {text}"
        below = len(self._options) - self._top - self._most
        if below > 0 and y == self._most - 1:  # so many more are below
            text = f"{pad(ellipsize(text, width - 5), width - 5)} {f'+{below}':>4}"
        return Strip([Segment(ellipsize(text, width), style)]).adjust_cell_length(width, style)


class CheckField(Field):
    """A form field whose value is the list of ticked options."""

    def __init__(
        self, name: str, label: str, options: Sequence[Option], ticked: Sequence[Any], *, hint: str = ""
    ) -> None:
        self._list = Checklist(options, ticked)
        super().__init__(name, label, self._list, hint=hint)

    @property
    def value(self) -> Any:
        """The ticked options."""
        return self._list.value

    def put(self, value: Any) -> None:
        """Tick exactly these options."""
        self._list.put(value)

    def succeed(self, other: Field) -> Sequence[str]:
        """Tick what was ticked, as far as it is listed still."""
        self.put(other.value)
        return [other.shown([value]) for value in other.value if value not in self.value]

    def relabel(self, labels: Mapping[Any, str]) -> None:
        """Call these options otherwise."""
        self._list.relabel(labels)

    def shown(self, value: Any) -> str:
        """The labels of the options in `value`."""
        return self._list.names(value)

    def on_checklist_changed(self, event: Checklist.Changed) -> None:
        """Report the change to the form."""
        event.stop()
        self.post_message(self.Changed(self))

    def on_checklist_left(self, event: Checklist.Left) -> None:
        """The arrow moves on to the next field."""
        event.stop()
        self.post_message(self.Step(self, event.delta))
