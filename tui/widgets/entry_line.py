"""An entry line with a preview beneath it, and candidates to insert with Tab."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from tui.language.text import cell_len, ellipsize, wrap
from tui.widgets.columns import Tone
from tui.widgets.detail_view import LABEL_CELLS, DetailLine, DetailView
from tui.widgets.editors import LineEditor

# Rows of the preview.
_ROWS: Final = 6
# The most rows of one part, so that the others stay visible beside a long title.
_ROWS_EACH: Final = 2


@dataclass(frozen=True, slots=True)
class Candidates:
    """What can replace the text from `start` to `end`: pairs (text to insert, text to show)."""

    start: int
    end: int
    options: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Reading:
    """The result of parsing a text: lines to show, and candidates for the word at the cursor."""

    lines: Sequence[DetailLine] = ()
    candidates: Candidates | None = None


@dataclass(slots=True)
class _Chosen:
    """The candidates shown, and the index of the next one."""

    candidates: Candidates | None = None
    at: int = field(default=-1)


class EntryInput(LineEditor):
    """The input itself. Enter, Up and the paging keys belong to the screen.

    The screen binds them with priority, so that what is typed after them is handled after them.
    """


class EntryLine(Widget):
    """An input with a preview. `read` parses the text at every change; it is given text and cursor."""

    DEFAULT_CSS: ClassVar[str] = """
    EntryLine { height: auto; width: 1fr; layout: vertical;
        & Input { border: none; height: 1; padding: 0 1; background: $panel; width: 1fr; }
        & Input:focus { background: $selected; border: none; }
        & DetailView { height: 6; }
    }
    """

    class Typed(Message):
        """The text has changed."""

    def __init__(
        self,
        read: Callable[[str, int], Reading],
        *,
        placeholder: str = "",
        text: str = "",
        id: str | None = None,
        offers_several: bool = False,
    ) -> None:
        super().__init__(id=id)
        self._offers_several = offers_several
        self._read = read
        self._placeholder = placeholder
        self._first = text
        self._chosen = _Chosen()
        self._complaint = ""
        self._given_up = ""
        # The text and cursor parsed last: a key that types also moves the cursor, and must not parse twice.
        self._parsed: tuple[str, int] | None = None
        self._shown: Sequence[DetailLine] = ()
        self._completing = False

    def compose(self) -> ComposeResult:
        """The line, and the lines beneath."""
        line = EntryInput(self._first, placeholder=self._placeholder, max_length=1000, select_on_focus=False)
        line.offers_several = self._offers_several
        yield line
        yield DetailView()

    def on_mount(self) -> None:
        """The cursor is in the line."""
        self._show()
        self.watch(self.input, "selection", self._moved, init=False)

    @property
    def input(self) -> Input:
        """The input."""
        return self.query_one(EntryInput)

    @property
    def text(self) -> str:
        """The text of the input."""
        return self.input.value

    def put(self, text: str) -> None:
        """Put a text into the line, with the cursor at its end."""
        self._given_up = ""
        self.input.value = text
        self.input.cursor_position = len(text)

    def give_up(self) -> None:
        """Clear the line; `bring_back` restores it."""
        text = self.text
        self.put("")
        self._given_up = text

    def bring_back(self) -> bool:
        """Restore the text cleared last, if nothing was entered since; whether there was one."""
        if self._given_up:
            self.put(self._given_up)
            return True
        return False

    def refresh_reading(self) -> bool:
        """Parse the text again, as records or the day have changed; whether it means something else now."""
        before = self._shown
        self._show(keep=self._chosen.at >= 0)  # what is being completed goes on
        return self._shown != before

    def complain(self, text: str) -> None:
        """Show an error beneath the line until the text changes."""
        self._complaint = text
        self._show(keep=True)

    def complete(self, step: int = 1) -> bool:
        """Insert the next candidate; whether there is one."""
        chosen = self._chosen
        if chosen.candidates is None or not chosen.candidates.options:
            return False
        found, chosen.at = chosen.candidates, (chosen.at + step) % len(chosen.candidates.options)
        put = found.options[chosen.at][0]
        value = self.text[: found.start] + put + self.text[found.end :]
        end = found.start + len(put)
        # Keep the candidates: the next Tab takes the next one.
        self._chosen = _Chosen(Candidates(found.start, end, found.options), chosen.at)
        self._completing = True
        with self.prevent(Input.Changed):
            self.input.value = value
            self.input.cursor_position = end
        self._completing = False
        self._complaint = ""
        self._show(keep=True)
        self.post_message(self.Typed())
        return True

    def on_input_changed(self, event: Input.Changed) -> None:
        """Parse the text and show the result."""
        event.stop()
        self._moved()
        self.post_message(self.Typed())

    def _moved(self) -> None:
        """The text or the cursor has changed: compute the candidates."""
        text, cursor = self.text, self.input.cursor_position
        if self._completing or (text, cursor) == self._parsed:
            return
        if self._parsed is None or text != self._parsed[0]:
            self._complaint = ""
        self._show()

    def _show(self, *, keep: bool = False) -> None:
        self._parsed = self.text, self.input.cursor_position
        reading = self._read(*self._parsed)
        self._shown = reading.lines
        if not keep:
            self._chosen = _Chosen(reading.candidates)
        lines = [line for line in reading.lines if line.text != self._complaint]
        if self._complaint:
            lines.insert(0, DetailLine(self._complaint, label="!", tone=Tone.BAD))
        offered = bool(self._chosen.candidates and self._chosen.candidates.options)
        lines = self._fitting(lines, _ROWS - offered)
        if offered:
            lines.append(DetailLine(self._offered(), label="Tab", tone=Tone.DIM))
        self.query_one(DetailView).show(lines)

    def _fitting(self, lines: Sequence[DetailLine], rows: int) -> list[DetailLine]:
        """The lines, each cut to so many rows that those after it are visible."""
        label = min(
            max(LABEL_CELLS, (self.size.width or 80) // 3),
            max((cell_len(line.label) + 1 for line in lines if line.label), default=0),
        )
        lines, found = lines[:rows], list[DetailLine]()
        for left, line in enumerate(lines, 1 - len(lines)):
            cells = max(10, (self.size.width or 80) - 2 - (label if line.label else 0))
            each = min(_ROWS_EACH, rows + left)
            text = line.text
            if len(wrap(text, cells)) > each:
                # Wrapped rows are seldom full: a word that does not fit starts the next row.
                text = ellipsize(text, cells * each - 2 * (each - 1))
            found.append(line._replace(text=text))
            rows -= len(wrap(text, cells))
        return found

    def _offered(self) -> str:
        candidates = self._chosen.candidates
        assert candidates is not None
        names = [
            f"[{shown}]" if at == self._chosen.at else shown
            for at, (_, shown) in enumerate(candidates.options)
        ]
        return ellipsize("  ".join(names), max(10, self.size.width - 8))
