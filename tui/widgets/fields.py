"""Form fields: a label, an editor on the same line, and lines for errors and hints.

Values are plain JSON values. A text that is no valid number or date is kept as it is, so that nothing is lost
and the model reports the error.

Longer than other modules: the kinds of field stand together, as a form asks the same of each.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import Any, ClassVar, Final

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input, TextArea

from tui.language.text import pad, wrap
from tui.widgets.columns import Tone
from tui.widgets.editors import FieldEditor, LineEditor
from tui.widgets.line_widget import LineWidget
from tui.widgets.picker import Picker, Unchosen
from tui.widgets.text_editor import TextEditor
from tui.widgets.tones import tone_styles

# The width in cells of the label, the same as in the style below.
_LABEL: Final = 16

Option = tuple[Any, str]
"""What is stored, and how it is shown."""


class Field(LineWidget):
    """One field of a form. `name` is the field of the document; `label` and `hint` are already translated.

    The editor is its only child; label and notes are drawn by the field itself: with a third of the widgets a
    form opens in half the time.
    """

    DEFAULT_CSS: ClassVar[str] = """
    Field { layout: vertical; height: auto; width: 1fr;
        & > * { margin: 0 0 0 16; }
        &.sided > * { margin: 0 24 0 16; }
        & Input { border: none; height: 1; padding: 0; background: $panel; width: 1fr; }
        & Input:focus { background: $selected; border: none; }
        & TextArea { border: none; height: 3; padding: 0; background: $panel; width: 1fr; }
        &.-tall TextArea { height: auto; min-height: 3; max-height: 50vh; }
        & TextArea:focus { background: $selected; border: none; }
    }
    """

    look: ClassVar[str | None] = None
    """The class in styles; given later, it would have all styles of the field looked up once more."""

    class Changed(Message):
        """The user has changed the value."""

        def __init__(self, field: Field) -> None:
            super().__init__()
            self.field = field

    class Step(Message):
        """Up or Down was pressed, and the editor has no use for it."""

        def __init__(self, field: Field, delta: int) -> None:
            super().__init__()
            self.field = field
            self.delta = delta

    class Searched(Message):
        """The text typed to find an option has changed."""

    class Unsettled(Message):
        """The focus has left a text that chooses nothing."""

        def __init__(self, field: Field) -> None:
            super().__init__()
            self.field = field

    def __init__(
        self, name: str, label: str, editor: Widget, *, required: bool = False, hint: str = ""
    ) -> None:
        super().__init__(editor, name=name, classes=self.look)
        self.field = name
        self.label = label
        self.required = required
        self.hint = hint
        self._editor = editor
        self._labels = wrap(f"{label} *" if required else label, _LABEL - 1)
        # The notes beneath the editor, in this order.
        self._notes_by_tone = {Tone.BAD: "", Tone.WARN: "", Tone.DIM: ""}
        self._side = ""

    @property
    def editor(self) -> Widget:
        """What is typed into."""
        return self._editor

    @property
    def value(self) -> Any:
        """The value as stored."""
        raise NotImplementedError

    def put(self, value: Any) -> None:
        """Set the value, as if it had been typed."""
        raise NotImplementedError

    def day_turned(self) -> None:
        """Read again what depends on the day, such as "tomorrow"."""

    def succeed(self, other: Field) -> Sequence[str]:
        """Stand as the same field of a form opened earlier; the names of choices in it that are none any more."""
        self.put(other.value)
        return ()

    def settle(self) -> None:
        """Take what is being typed, where the editor waits for more."""

    @property
    def unsettled(self) -> Unchosen | None:
        """A text typed that is no value yet; None where any text is one."""
        return None

    def shown(self, value: Any) -> str:
        """A value of this field as text, perhaps one entered by somebody else."""
        if isinstance(value, list | tuple):
            return "、".join(map(str, value))
        return "" if value is None else str(value)

    # ---- notes

    def set_error(self, text: str) -> None:
        """Show an error at the field; an empty text removes it."""
        self._set_note(Tone.BAD, f"! {text}" if text else "")

    def set_theirs(self, text: str) -> None:
        """Show the value that somebody else has saved meanwhile."""
        self._set_note(Tone.WARN, text)

    def _set_note(self, tone: Tone, text: str) -> None:
        if text != self._notes_by_tone[tone]:
            self._notes_by_tone[tone] = text
            self.refresh(layout=True)

    @property
    def error(self) -> str:
        """The error shown at the field."""
        return self._notes_by_tone[Tone.BAD]

    # ---- drawing

    def _notes(self, width: int) -> Iterator[tuple[str, Tone]]:
        """The lines beneath the editor, wrapped here as Textual breaks Chinese only at blanks."""
        aside = [(Tone.DIM, self._side)] if not self._side_cells(width) else []
        for tone, text in [*aside, *self._notes_by_tone.items()]:
            if text:
                for line in wrap(text, max(10, width - _LABEL - 1)):
                    yield line, tone

    def _side_cells(self, _width: int) -> int:
        """The cells of the note beside the editor in a field of that width; 0 where it stands beneath."""
        return 0

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The height of the editor or the label, whichever is greater, and of the notes."""
        own = self._editor_height(container, viewport, width)
        return max(own, len(self._labels)) + sum(1 for _ in self._notes(width))

    def _editor_height(self, container: Size, viewport: Size, width: int) -> int:
        """The height of the editor, by laying it out; a field that knows it says so faster."""
        return super().get_content_height(container, viewport, width)

    def render_line(self, y: int) -> Strip:
        """The label, the note beside the editor, and the notes beneath it."""
        width, base, tones = self.size.width, self.ground, tone_styles(self.app)
        notes = list(self._notes(width))
        first = self.size.height - len(notes)
        segments: list[Segment] = []
        if first <= y < self.size.height:
            text, tone = notes[y - first]
            segments = [Segment(" " * _LABEL, base), Segment(text, base + tones[tone])]
        elif y < len(self._labels):
            segments = [Segment(pad(self._labels[y], _LABEL), base + tones[Tone.DIM])]
            if y == 0 and self._side and (side := self._side_cells(width)):
                segments += [
                    Segment(" " * (width - _LABEL - side + 1), base),
                    Segment(self._side, base + tones[Tone.DIM]),
                ]
        return Strip(segments).adjust_cell_length(width, base)

    # ---- the cursor

    def focus_editor(self) -> None:
        """Focus the editor at once; with `focus`, keys that follow would still go to the previous field."""
        self.screen.set_focus(self._editor)

    def on_click(self, event: events.Click) -> None:
        """A click anywhere in the field focuses the editor."""
        event.stop()
        self.focus_editor()


class TextField(Field):
    """One line of text.

    With `retyped`, typing replaces the old text.
    """

    retyped: ClassVar[bool] = False
    line: ClassVar[type[LineEditor]] = FieldEditor
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
        self._line = self.line(value, max_length=most, select_on_focus=self.retyped)
        super().__init__(name, label, self._line, required=required, hint=hint)

    def offer_several(self) -> None:
        """Have the form asked what several pasted lines are to become, instead of joining them."""
        self._line.offers_several = True

    def _editor_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        return 1

    @property
    def text(self) -> str:
        """What stands in the line."""
        return self._line.value

    @property
    def value(self) -> Any:
        """The text."""
        return self.text.strip()

    def put(self, value: Any) -> None:
        """Set the text, or the text of a number or date."""
        self._line.value = self.shown(value)

    def succeed(self, other: Field) -> Sequence[str]:
        """Take over the text as it was typed, to be understood anew, and the place in it."""
        if isinstance(other.editor, LineEditor):
            self._line.value = other.editor.value
            self._line.cursor_position = other.editor.cursor_position
        return ()

    def action_step(self, delta: int) -> None:
        """Up and Down move through the form."""
        self.post_message(self.Step(self, delta))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Report the change to the form."""
        event.stop()
        self.remark()
        self.post_message(self.Changed(self))

    def remark(self) -> None:
        """The note beside the editor: how the text was understood; empty for plain text."""

    def day_turned(self) -> None:
        """Show how the text is understood now."""
        self.remark()


class NumberField(TextField):
    """A number; full-width digits are accepted, and a text that is no number is kept."""

    retyped = True

    @property
    def value(self) -> Any:
        """An int or float, None if empty, the text if it is no number."""
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


class NoteField(Field):
    """Several lines of text. Enter starts a new line, Tab moves on. `tall`: as many lines as half the screen takes."""

    def __init__(
        self,
        name: str,
        label: str,
        value: str = "",
        *,
        required: bool = False,
        hint: str = "",
        tall: bool = False,
    ) -> None:
        self._area = TextEditor(value, tab_behavior="focus", show_line_numbers=False, soft_wrap=True)
        super().__init__(name, label, self._area, required=required, hint=hint)
        self.set_class(tall, "-tall")

    @property
    def value(self) -> Any:
        """The text."""
        return self._area.text.strip()

    def put(self, value: Any) -> None:
        """Set the text."""
        self._area.text = str(value or "")

    def succeed(self, other: Field) -> Sequence[str]:
        """Take over the text and the place in it."""
        if isinstance(other.editor, TextEditor):
            self._area.text = other.editor.text
            self._area.move_cursor(other.editor.cursor_location)
        return ()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Report the change to the form."""
        event.stop()
        self.post_message(self.Changed(self))


class PickField(Field):
    """Choice of one or several `options` by arrows or typing.

    With `free`, new names may be added: it gives how such a choice is written in the list.

    The value is that of the option, or a list of them if several may be chosen.
    """

    def __init__(
        self,
        name: str,
        label: str,
        options: Sequence[Option],
        value: Any = None,
        *,
        many: bool = False,
        free: Callable[[str], str] | None = None,
        required: bool = False,
        hint: str = "",
    ) -> None:
        self._picker = Picker(options, value, many=many, free=free)
        super().__init__(name, label, self._picker, required=required, hint=hint)

    @property
    def value(self) -> Any:
        """The chosen option or options."""
        return self._picker.value

    def _editor_height(self, container: Size, viewport: Size, width: int) -> int:
        return self._picker.get_content_height(container, viewport, width - _LABEL)

    def put(self, value: Any) -> None:
        """Choose this option, or these."""
        self._picker.put(value)

    def succeed(self, other: Field) -> Sequence[str]:
        """Take over what was chosen, as far as it is to be chosen still, and the text being typed."""
        return self._picker.succeed(other.editor) if isinstance(other.editor, Picker) else ()

    def shown(self, value: Any) -> str:
        """The labels of the options in `value`."""
        return self._picker.names(value)

    def on_picker_changed(self, event: Picker.Changed) -> None:
        """Report the change to the form."""
        event.stop()
        self.post_message(self.Changed(self))

    def settle(self) -> None:
        """Choose the option that the typed text means, if it means one."""
        self._picker.settle()

    @property
    def unsettled(self) -> Unchosen | None:
        """The text typed that chooses nothing."""
        return self._picker.unsettled

    def on_picker_typed(self, event: Picker.Typed) -> None:
        """Another text is another question."""
        event.stop()
        self.set_error("")
        self.post_message(self.Searched())

    def on_picker_unsettled(self, event: Picker.Unsettled) -> None:
        """Report it to the form, which says so in words."""
        event.stop()
        self.post_message(self.Unsettled(self))

    def on_picker_left(self, event: Picker.Left) -> None:
        """The arrows move through the form unless a text is being typed."""
        event.stop()
        self.post_message(self.Step(self, event.delta))
