"""Form fields: a label, an editor on the same line, and a line for what is wrong with it.

Values are plain JSON values. What does not read as a number or a date stays as it was typed, so that
nothing is lost and the model says what is wrong with it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any, ClassVar, Final

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from tui.errors import InvalidInput
from tui.text import wrap
from tui.widgets.editors import LineEditor, TextEditor
from tui.widgets.picker import Picker

# Cells that the label takes, as in the style below.
_LABEL: Final = 16

Option = tuple[Any, str]
"""What is stored, and how it is shown."""


class Field(Widget):
    """One field of a form. `name` is the document's field, `label` and `hint` are translated already."""

    DEFAULT_CSS: ClassVar[str] = """
    Field { layout: vertical; height: auto; width: 1fr;
        & .row { height: auto; }
        & .label { width: 16; color: $text-muted; }
        & .side { width: auto; max-width: 24; color: $text-muted; padding: 0 0 0 1; }
        & .error { display: none; height: auto; padding: 0 0 0 16; color: $error; text-style: bold; }
        & .error.shown { display: block; }
        & .theirs { display: none; height: auto; padding: 0 0 0 16; color: $warning; }
        & .theirs.shown { display: block; }
        & .told { height: auto; padding: 0 0 0 16; color: $text-muted; }
        & Input { border: none; height: 1; padding: 0; background: $panel; width: 1fr; }
        & Input:focus { background: $primary 40%; border: none; }
        & TextArea { border: none; height: 3; padding: 0; background: $panel; width: 1fr; }
        & TextArea:focus { background: $primary 25%; border: none; }
    }
    """

    class Changed(Message):
        """The user changed the value."""

        def __init__(self, field: Field) -> None:
            super().__init__()
            self.field = field

    class Step(Message):
        """Up or down was pressed where there is nothing to move in."""

        def __init__(self, field: Field, delta: int) -> None:
            super().__init__()
            self.field = field
            self.delta = delta

    def __init__(self, name: str, label: str, *, required: bool = False, hint: str = "") -> None:
        super().__init__(name=name)
        self.field = name
        self.label = label
        self.required = required
        self.hint = hint
        self._error = ""

    def compose(self) -> ComposeResult:
        """The label, the editor, and what is said about it."""
        with Horizontal(classes="row"):
            yield Static(f"{self.label} *" if self.required else self.label, classes="label", markup=False)
            yield from self.editor()
        yield Static("", classes="error", markup=False)
        yield Static("", classes="theirs", markup=False)

    def editor(self) -> ComposeResult:
        """The widget that is typed into."""
        raise NotImplementedError

    @property
    def value(self) -> Any:
        """The value as the store would keep it."""
        raise NotImplementedError

    def put(self, value: Any) -> None:
        """Put a value in, as if it had been typed."""
        raise NotImplementedError

    def shown(self, value: Any) -> str:
        """How a value, perhaps somebody else's, is written."""
        if isinstance(value, list | tuple):
            return "、".join(map(str, value))
        return "" if value is None else str(value)

    def set_error(self, text: str) -> None:
        """Say what is wrong with the field; an empty text takes that back."""
        self._error = f"! {text}" if text else ""
        self._say(".error", self._error)

    def set_theirs(self, text: str) -> None:
        """Show what somebody else put here meanwhile."""
        self._say(".theirs", text)

    def _say(self, selector: str, text: str) -> None:
        line = self.query_one(selector, Static)
        line.update(self.broken(text))
        line.set_class(bool(text), "shown")

    def broken(self, text: str) -> str:
        """`text` in lines that fit beneath the editor: Textual would break Chinese at its spaces alone."""
        room = self.size.width - _LABEL - 1
        return "\n".join(wrap(text, room)) if room > 0 else text

    @property
    def error(self) -> str:
        """What is said to be wrong with the field."""
        return self._error

    def focus_editor(self) -> None:
        """Put the cursor into the field."""
        for widget in self.query("Input, TextArea, Picker"):
            # At once: `focus` would let keys that are typed meanwhile go to the field before.
            self.screen.set_focus(widget)
            return


class TextField(Field):
    """One line of text. Where it is `retyped`, typing replaces what stood there."""

    retyped: ClassVar[bool] = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(-1)", show=False),
        Binding("down", "step(1)", show=False),
    ]

    def __init__(
        self,
        name: str,
        label: str,
        value: str = "",
        *,
        required: bool = False,
        hint: str = "",
        most: int = 200,
    ) -> None:
        super().__init__(name, label, required=required, hint=hint)
        self._initial = value
        self._most = most

    def editor(self) -> ComposeResult:
        """The line and room for a remark."""
        yield LineEditor(self._initial, max_length=self._most, select_on_focus=self.retyped)
        yield Static("", classes="side", markup=False)

    @property
    def text(self) -> str:
        """What stands in the line."""
        return self.query_one(Input).value if self.is_mounted else self._initial

    @property
    def value(self) -> Any:
        """The text."""
        return self.text.strip()

    def put(self, value: Any) -> None:
        """Put a text, or what is written of a number or date, into the line."""
        self.query_one(Input).value = self.shown(value)

    def action_step(self, delta: int) -> None:
        """Up and down walk through the form."""
        self.post_message(self.Step(self, delta))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell the form."""
        event.stop()
        self.remark()
        self.post_message(self.Changed(self))

    def remark(self) -> None:
        """Say beside the line what was understood; a plain text needs no remark."""


class ExplainedField(TextField):
    """A line beneath which stands what was understood of it, while it is typed."""

    def __init__(
        self,
        name: str,
        label: str,
        value: str = "",
        *,
        explain: Callable[[str], str],
        required: bool = False,
        hint: str = "",
    ) -> None:
        super().__init__(name, label, value, required=required, hint=hint)
        self._explain = explain

    def compose(self) -> ComposeResult:
        """The line, and what is said beneath it."""
        yield from super().compose()
        yield Static("", classes="told", markup=False)

    def on_mount(self) -> None:
        """Say what is there already."""
        self.remark()

    def remark(self) -> None:
        """What was understood."""
        told = self._explain(self.text)
        line = self.query_one(".told", Static)
        line.update(self.broken(told))
        line.display = bool(told)

    def on_resize(self) -> None:
        """There is another width to break it at."""
        self.remark()


class NumberField(TextField):
    """A number; full-width digits will do. What is no number stays text."""

    retyped = True

    @property
    def value(self) -> Any:
        """int or float, None for nothing, the text if it is no number."""
        text = unicodedata.normalize("NFKC", self.text).strip()
        if not text:
            return None
        for kind in (int, float):
            try:
                number: int | float = kind(text)
            except ValueError:
                continue
            return number if abs(number) < 1e12 else text
        return text


class DateField(TextField):
    """A date as people say it; beside it stands what was understood. Ctrl+Up and Ctrl+Down move a day."""

    retyped = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+up", "shift(1)", show=False),
        Binding("ctrl+down", "shift(-1)", show=False),
    ]

    def __init__(
        self,
        name: str,
        label: str,
        value: str | None = None,
        *,
        today: date,
        parse: Callable[[str, date], date],
        describe: Callable[[date], str],
        required: bool = False,
        hint: str = "",
    ) -> None:
        super().__init__(name, label, value or "", required=required, hint=hint, most=40)
        self._today = today
        self._parse = parse
        self._describe = describe

    @property
    def day(self) -> date | None:
        """The day that is meant; None for nothing or what is not understood."""
        try:
            return self._parse(self.text, self._today) if self.text.strip() else None
        except InvalidInput:
            return None

    @property
    def value(self) -> Any:
        """The day in ISO 8601, None for nothing, the text if it is not understood."""
        day = self.day
        return day.isoformat() if day else (self.text.strip() or None)

    def on_mount(self) -> None:
        """Say what is there already."""
        self.remark()

    def remark(self) -> None:
        """The day that was understood."""
        day = self.day
        text = self._describe(day) if day else ("?" if self.text.strip() else "")
        self.query_one(".side", Static).update(text)

    def action_shift(self, days: int) -> None:
        """Move the day."""
        day = (self.day or self._today) + timedelta(days)
        self.query_one(Input).value = day.isoformat()


class NoteField(Field):
    """Several lines of text. Enter begins a new line, Tab walks on."""

    def __init__(
        self, name: str, label: str, value: str = "", *, required: bool = False, hint: str = ""
    ) -> None:
        super().__init__(name, label, required=required, hint=hint)
        self._initial = value

    def editor(self) -> ComposeResult:
        """The text."""
        yield TextEditor(self._initial, tab_behavior="focus", show_line_numbers=False, soft_wrap=True)

    @property
    def value(self) -> Any:
        """The text."""
        return (self.query_one(TextArea).text if self.is_mounted else self._initial).strip()

    def put(self, value: Any) -> None:
        """Put a text in."""
        self.query_one(TextArea).text = str(value or "")

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Tell the form."""
        event.stop()
        self.post_message(self.Changed(self))


class PickField(Field):
    """Picks one or several of `options` by arrows or by typing; `free` lets names be added.

    The value of one pick is what is stored for it, of several a list.
    """

    def __init__(
        self,
        name: str,
        label: str,
        options: Sequence[Option],
        value: Any = None,
        *,
        many: bool = False,
        free: bool = False,
        required: bool = False,
        hint: str = "",
    ) -> None:
        super().__init__(name, label, required=required, hint=hint)
        self._picker = Picker(options, value, many=many, free=free)

    def editor(self) -> ComposeResult:
        """The picker."""
        yield self._picker

    @property
    def value(self) -> Any:
        """What is picked."""
        return self._picker.value

    def put(self, value: Any) -> None:
        """Pick this, or these."""
        self._picker.put(value)

    def shown(self, value: Any) -> str:
        """The names of what is picked."""
        return self._picker.names(value)

    def on_picker_changed(self, event: Picker.Changed) -> None:
        """Tell the form."""
        event.stop()
        self.post_message(self.Changed(self))

    def on_picker_left(self, event: Picker.Left) -> None:
        """The arrows walk through the form while nothing is being typed."""
        event.stop()
        self.post_message(self.Step(self, event.delta))

    def on_click(self, event: events.Click) -> None:
        """A click anywhere in the row focuses."""
        event.stop()
        self._picker.focus()
