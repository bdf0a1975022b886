"""Choice among options by arrows, or by typing text or pinyin initials."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Offset
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tui.language.filtering import matches
from tui.language.folding import identity
from tui.language.text import JOINER, cell_len, clean, ellipsize, enumerated, pad, without_last
from tui.widgets.columns import Tone
from tui.widgets.printed_keys import written
from tui.widgets.tones import chosen_style, tone_styles

_ROWS = 6
"""Most candidates listed under the line."""


class Unchosen(NamedTuple):
    """A text that has chosen nothing: what may be chosen instead, and whether it matches several of that."""

    text: str
    options: tuple[str, ...]
    several: bool


class Picker(Widget, can_focus=True):
    """One line with the chosen options; while typing, the matching candidates are shown beneath it.

    Left and Right step through the options. Typing narrows them down; where several may be chosen, Space lists all.
    Up and Down move among the candidates; Enter (also Space, where several may be chosen) takes the one under the
    cursor; +3 in the last line: three more are below. Backspace deletes a letter, or else the last choice. A text that matches nothing chooses nothing: it stays, with all options beneath it.

    With `free`, names outside the options are allowed. Such a name is the last of the candidates, written as
    `free` says; only Up or Down leads to it.
    """

    DEFAULT_CSS: ClassVar[str] = """
    Picker { height: auto; width: 1fr; background: $panel; color: $foreground;
    }
    Picker:focus { background: $selected; }
    """

    class Changed(Message):
        """The choice has changed."""

    class Typed(Message):
        """The text being typed has changed."""

    class Unsettled(Message):
        """The focus has left, and the text typed chooses nothing."""

    class Left(Message):
        """Up or Down was pressed while nothing was being typed."""

        def __init__(self, delta: int) -> None:
            super().__init__()
            self.delta = delta

    def __init__(
        self,
        options: Sequence[tuple[Any, str]],
        value: Any,
        *,
        many: bool,
        free: Callable[[str], str] | None,
    ) -> None:
        super().__init__()
        self._options = list(options)
        self._many = many
        self._free = free
        self._picked: list[Any] = list(value or ()) if many else [value]
        self._typed = ""
        self._listing = False
        self._at = 0

    @property
    def value(self) -> Any:
        """The chosen option, or a list where several may be chosen."""
        return list(self._picked) if self._many else self._picked[0]

    @property
    def many(self) -> bool:
        """Whether several may be chosen."""
        return self._many

    @property
    def typed(self) -> str:
        """The text typed to find an option."""
        return self._typed

    @property
    def looking(self) -> bool:
        """Whether candidates are listed: an option is being typed, or all are listed."""
        return bool(self._typed) or self._listing

    def names(self, value: Any) -> str:
        """The labels of the options in `value`."""
        known = dict(self._options)
        values = value if self._many else [value]
        return enumerated(str(known.get(v, "" if v is None else v)) for v in values or ())

    @property
    def unsettled(self) -> Unchosen | None:
        """The text typed that has chosen nothing yet; None if nothing is being typed."""
        if not self._typed.strip():
            return None
        found = self._matching()
        return Unchosen(self._typed.strip(), tuple(label for _, label in found or self._options), bool(found))

    def _matching(self) -> list[tuple[Any, str]]:
        """The options that the typed text matches, those that it names in full first."""
        if not self._typed.strip():
            return []
        said = identity(self._typed).strip()
        found = [option for option in self._options if matches(self._typed, option[1])]
        return sorted(found, key=lambda option: identity(option[1]) != said)

    def _candidates(self) -> list[tuple[Any, str]]:
        """What is shown beneath the typed text: what it matches, or else everything; then the new name."""
        if not self._typed.strip():
            return list(self._options) if self._listing else []
        found = self._matching() or list(self._options)
        name = clean(self._typed).strip()
        if self._free is not None and name and all(identity(label) != identity(name) for _, label in found):
            found.append((name, self._free(name)))
        return found

    # ---- keys

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Whether a key is text here and no command: all that prints but the question mark, which asks for help."""
        text = written(key, character)
        return (
            text is not None
            and (text.isprintable() or (text == JOINER and bool(self._typed)))
            and (bool(self._typed) or text not in "?？")
        )

    async def on_key(self, event: events.Key) -> None:
        """Choose, type, or leave the key to the form."""
        key = event.key
        if key in {"left", "right"} and not self._typed:
            self._cycle(1 if key == "right" else -1)
        elif key in {"up", "down", "left", "right"}:
            self._move(1 if key in {"down", "right"} else -1)
        elif key == "backspace":
            self._backspace()
        elif key == "space" and self._many:
            if self.looking:
                self.take()
            else:
                self._list(on=True)
        elif key == "space" and not self._typed:
            self._cycle(1)
        elif event.character and (event.is_printable or (event.character == JOINER and self._typed)):
            self._type(self._typed + event.character)
        else:
            return
        event.stop()
        event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """Insert the text: some input methods send a whole word by pasting it."""
        event.stop()
        self._type(self._typed + " ".join(event.text.split()))

    def on_blur(self) -> None:
        """Settle the typed text when the focus leaves."""
        self._list(on=False)
        if not self.settle():
            self.post_message(self.Unsettled())

    def settle(self) -> bool:
        """Choose the option that the typed text means; whether there is no text left that means none.

        Where several may be chosen, it has to match one alone. Such a text is never dropped.
        """
        if not self._typed.strip():
            self._type("")
            return True
        found = self._candidates()
        if self._at < 0 or (self._many and len(self._matching()) > 1):
            return False
        value = found[min(self._at, len(found) - 1)][0]
        if not (self._many and value in self._picked):
            self._pick(value)
        self._type("")
        return True

    def _type(self, text: str) -> None:
        if text != self._typed:
            self._typed = text
            # The cursor is on the first match; on nothing where there is none.
            self._at = 0 if self._matching() or not text else -1
            self.post_message(self.Typed())
            self.refresh(layout=True)

    def _list(self, *, on: bool) -> None:
        """List all options, the cursor on the first; or no longer."""
        if on != self._listing:
            self._listing, self._at = on, 0
            self.post_message(self.Typed())
            self.refresh(layout=True)

    def _cycle(self, delta: int) -> None:
        if self._many or not self._options:
            return
        values = [value for value, _ in self._options]
        at = values.index(self._picked[0]) if self._picked[0] in values else (-1 if delta > 0 else 0)
        self._type("")
        self._pick(values[(at + delta) % len(values)])

    def _move(self, delta: int) -> None:
        found = self._candidates()
        if found:
            # From nothing chosen, Up goes to the end: there the new name stands.
            at = len(found) if self._at < 0 and delta < 0 else self._at
            self._at = max(0, min(at + delta, len(found) - 1))
            self.refresh()
        elif not self._typed:
            self.post_message(self.Left(delta))

    def take(self) -> bool:
        """Enter: choose the candidate under the cursor; whether the form may move on."""
        found = self._candidates()
        if found and self._at >= 0:
            self._pick(found[min(self._at, len(found) - 1)][0])
            self._type("")
            return not self._many
        return not self._typed.strip()

    def give_up(self) -> bool:
        """Drop the text typed to find an option, or the list of all; whether there was one."""
        looking = self.looking
        self._type("")
        self._list(on=False)
        return looking

    def _backspace(self) -> None:
        if self._typed:
            self._type(without_last(self._typed))
        elif self._many and self._picked:
            self._picked.pop()
            self.post_message(self.Changed())
            self.refresh(layout=True)

    def _pick(self, value: Any) -> None:
        if not self._many:
            changed = self._picked != [value]
            self._picked = [value]
        else:
            changed = True
            if value in self._picked:
                self._picked.remove(value)
            else:
                self._picked.append(value)
        if changed:
            self.post_message(self.Changed())
        self.refresh(layout=True)

    def put(self, value: Any) -> None:
        """Choose this option, or these, instead."""
        self._picked = list(value or ()) if self._many else [value]
        if (
            self._free is not None
            and not self._many
            and value is not None
            and value not in dict(self._options)
        ):
            self._options.append((value, str(value)))
        self._type("")
        self.post_message(self.Changed())
        self.refresh(layout=True)

    def succeed(self, other: Picker) -> list[str]:
        """Take over what was chosen and typed in `other`, of the same field; the names of what is no option any more."""
        offered = {value for value, _ in self._options}
        kept = [v for v in other._picked if v in offered or (self._free is not None and v is not None)]
        gone = [
            other.names([v] if other._many else v) for v in other._picked if v not in kept and v is not None
        ]
        self.put(kept if self._many else (kept or [None])[0])
        self._typed, self._listing, self._at = other._typed, other._listing, other._at
        self.refresh(layout=True)
        return gone

    # ---- drawing

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the next letter goes, on the screen."""
        x, y, width, _ = self.content_region
        row = len(self._lines()) if self._many and self.looking else 0
        column = cell_len(f"? {clean(self._typed)}") if self.looking else 0
        return Offset(x + min(column, max(0, width - 1)), y + row)

    def _lines(self) -> list[str]:
        width = max(10, self.size.width or 40)
        return _fill(self.names(self.value) or "-", width) if self._many else []

    def get_content_height(self, container: Any, viewport: Any, width: int) -> int:  # noqa: ARG002
        """One line, those that several choices need, and the candidates."""
        own = len(_fill(self.names(self.value) or "-", max(10, width))) if self._many else 1
        if not self.looking:
            return own
        return own + self._many + max(1, min(_ROWS, len(self._candidates())))

    def render_line(self, y: int) -> Strip:
        """The choices, then the typed text, then the candidates."""
        width = self.size.width
        base = self.rich_style
        own = self._lines() if self._many else [self._single()]
        if y < len(own):
            return self._strip(own[y], base, width)
        y -= len(own)
        if self._many:
            if y == 0:
                return self._strip(f"? {self._typed}", base, width)
            y -= 1
        found = self._candidates()
        if not found:
            return self._strip("  -", base + tone_styles(self.app)[Tone.DIM], width)
        first = max(0, min(self._at - _ROWS + 1, len(found) - _ROWS))
        row = first + y
        if row >= len(found):
            return Strip.blank(width, base)
        at = min(self._at, len(found) - 1)  # none where nothing matches
        style = chosen_style(self.app) if row == at else base
        mark = "> " if row == at else ("* " if self._many and found[row][0] in self._picked else "  ")
        below = len(found) - first - _ROWS
        more = f" +{below}" if below > 0 and y == _ROWS - 1 else ""
        label = ellipsize(mark + found[row][1], width - len(more))
        return self._strip(pad(label, width - len(more)) + more if more else label, style, width)

    def _single(self) -> str:
        if self._typed:
            return f"? {self._typed}"
        name = self.names(self.value) or "-"
        return f"< {name} >" if self.has_focus else name

    def _strip(self, text: str, style: Style, width: int) -> Strip:
        return Strip([Segment(ellipsize(text, width), style)]).adjust_cell_length(width, self.rich_style)


def _fill(text: str, cells: int) -> list[str]:
    """Names wrapped into lines of `cells`, never within a name."""
    lines, comma = [""], "、" if "、" in text else ", "
    for name in text.split(comma):
        longer = f"{lines[-1]}{comma}{name}" if lines[-1] else name
        if cell_len(longer) > cells and lines[-1]:
            lines.append(name)
        else:
            lines[-1] = longer
    return lines
