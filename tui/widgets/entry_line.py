"""EntryLine: one line to type in, what it is understood as beneath it, and candidates to take by Tab."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from tui.text import ellipsize
from tui.widgets.columns import Tone
from tui.widgets.detail_view import DetailView, Line
from tui.widgets.editors import LineEditor

# Lines for what was understood: a line of text has no more to it.
_ROWS: Final = 6


@dataclass(frozen=True, slots=True)
class Candidates:
    """What may stand in the text from `start` to `end`: (what is put there, how it is shown)."""

    start: int
    end: int
    options: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text is understood as: lines to show, and candidates for the word at the cursor."""

    lines: Sequence[Line] = ()
    candidates: Candidates | None = None


@dataclass(slots=True)
class _Chosen:
    """The candidates on show, and which is next."""

    candidates: Candidates | None = None
    at: int = field(default=-1)


class EntryInput(LineEditor):
    """The line itself: up and the paging keys are for its owner, all else types."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("up", "recall", show=False)]

    def action_recall(self) -> None:
        """Have the last line back."""
        self.post_message(EntryLine.Recalled())


class EntryLine(Widget):
    """Type, see what it becomes, Enter. `read` is asked at every change, with the text and the cursor."""

    DEFAULT_CSS: ClassVar[str] = """
    EntryLine { height: auto; width: 1fr; layout: vertical;
        & Input { border: none; height: 1; padding: 0 1; background: $panel; width: 1fr; }
        & Input:focus { background: $primary 40%; border: none; }
        & DetailView { height: 6; }
    }
    """

    class Entered(Message):
        """Enter was pressed on a text that is not blank."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Typed(Message):
        """The text is another."""

    class Recalled(Message):
        """The last line is wanted back."""

    def __init__(
        self,
        read: Callable[[str, int], Reading],
        *,
        placeholder: str = "",
        text: str = "",
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self._read = read
        self._placeholder = placeholder
        self._first = text
        self._chosen = _Chosen()

    def compose(self) -> ComposeResult:
        """The line, and the lines beneath."""
        yield EntryInput(self._first, placeholder=self._placeholder, max_length=1000, select_on_focus=False)
        yield DetailView()

    def on_mount(self) -> None:
        """The cursor is in the line."""
        self._show()

    @property
    def input(self) -> Input:
        """The line to type in."""
        return self.query_one(EntryInput)

    @property
    def text(self) -> str:
        """What was typed."""
        return self.input.value

    def put(self, text: str) -> None:
        """Put a text into the line, the cursor after it."""
        self.input.value = text
        self.input.cursor_position = len(text)

    def take_focus(self) -> None:
        """Have the keys."""
        self.input.focus()

    def refresh_reading(self) -> None:
        """The records have changed: what the text means may have too."""
        self._show()

    def complain(self, text: str) -> None:
        """Say beneath the line what is wrong with it, until it is changed."""
        self._show(keep=True, complaint=text)

    def complete(self, step: int = 1) -> bool:
        """Put the next candidate into the text; whether there is one."""
        chosen = self._chosen
        if chosen.candidates is None or not chosen.candidates.options:
            return False
        found, chosen.at = chosen.candidates, (chosen.at + step) % len(chosen.candidates.options)
        put = found.options[chosen.at][0]
        value = self.text[: found.start] + put + self.text[found.end :]
        end = found.start + len(put)
        # The same candidates stay on offer: Tab again takes the next.
        self._chosen = _Chosen(Candidates(found.start, end, found.options), chosen.at)
        with self.prevent(Input.Changed):
            self.input.value = value
            self.input.cursor_position = end
        self._show(keep=True)
        self.post_message(self.Typed())
        return True

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say what it is understood as now."""
        event.stop()
        self._show()
        self.post_message(self.Typed())

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Have it kept."""
        event.stop()
        if event.value.strip():
            self.post_message(self.Entered(event.value))

    def _show(self, *, keep: bool = False, complaint: str = "") -> None:
        reading = self._read(self.text, self.input.cursor_position)
        if not keep:
            self._chosen = _Chosen(reading.candidates)
        said = [Line(complaint, label="!", tone=Tone.BAD)] if complaint else []
        lines = [*said, *reading.lines][: _ROWS - 1]
        if self._chosen.candidates and self._chosen.candidates.options:
            lines.append(Line(self._offered(), label="Tab", tone=Tone.DIM))
        self.query_one(DetailView).show(lines)

    def _offered(self) -> str:
        candidates = self._chosen.candidates
        assert candidates is not None
        names = [
            f"[{shown}]" if at == self._chosen.at else shown
            for at, (_, shown) in enumerate(candidates.options)
        ]
        return ellipsize("  ".join(names), max(10, self.size.width - 8))
