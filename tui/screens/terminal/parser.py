"""What a terminal sends, as keys and pastes: nothing that is pasted or not understood becomes a key.

Textual's parser (8.2.8) lets the escape sequences inside a bracketed paste through as keys, types a sequence that it does
not know letter by letter, and takes Escape with a letter right after it for Alt and the letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from time import monotonic
from typing import Final

from textual import constants, events
from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.message import Message

# A sequence in full: a string (OSC, DCS, APC, PM, SOS) with its end, CSI, the function keys of a Linux console, SS3.
# ECMA-48, 5.4 and 5.6; SS3 is 2/15 of ISO 2022.
_STRING: Final = re.compile(r"\x1b[\]P_^X][^\x07\x1b]*(?:\x07|\x1b\\)")
_SEQUENCE: Final = re.compile(r"\x1b\[M[^\x1b]{3}|\x1b\[\[[A-E]|\x1b\[[0-?]*[ -/]*[@-Z\\-~]|\x1bO[ -~]")
# The beginning of a sequence at the end of what has arrived: the rest may come with the next reading.
_BEGUN: Final = re.compile(r"\x1b(?:\[\[?|\[[0-?]*[ -/]*|\[M[^\x1b]{0,2}|O)?\Z")
# Sequences that answer a question or report the mouse; all others that are known are keys.
_REPORT: Final = re.compile(
    r"\x1b\[(?:[IO]|<?[-\d;]+[mM]|M[^\x1b]{3}|\?\d+;\d\$y|\d+;\d+R|48;[\d:;]+t)\Z", re.DOTALL
)
# Control sequences and controls in a pasted text; newlines and tabs stay.
_PASTED: Final = re.compile(
    r"\x1b[\]P_^X][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b\[[0-?]*[ -/]*[@-~]|\x1b[ -~]?|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"
)
# Seconds of silence after which a paste counts as over though its end was never sent.
_LOST: Final = 3.0


def pasted(text: str) -> str:
    """A pasted text without control sequences and controls, its lines ended by newlines."""
    return _PASTED.sub("", text).replace("\r\n", "\n").replace("\r", "\n")


class DeskParser(XTermParser):
    """Gives keys for what was typed, and one paste for what was pasted."""

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._held = ""
        self._paste: str | None = None
        self._since = 0.0

    def feed(self, data: str) -> Iterable[Message]:
        """The events of `data`, which may end anywhere within a sequence; empty data is the end of all."""
        if not data:
            yield from self.tick(final=True)
            yield from super().feed("")
            return
        self._since = monotonic()
        data, self._held = self._held + data, ""
        while data:
            if self._paste is not None:
                data, event = self._pasting(data)
                if event is not None:
                    yield event
                continue
            start = data.find(BRACKETED_PASTE_START)
            typed = data if start < 0 else data[:start]
            yield from self._typed(typed, more=start < 0)
            if start < 0:
                return
            data, self._paste = data[start + len(BRACKETED_PASTE_START) :], ""

    def tick(self, *, final: bool = False) -> Iterable[Message]:
        """What has waited for more that does not come."""
        waited = monotonic() - self._since
        if self._paste is not None and (final or waited >= _LOST):
            text, self._paste = self._paste, None
            yield events.Paste(pasted(text))
        if self._held and (final or waited >= constants.ESCAPE_DELAY):
            held, self._held = self._held, ""
            # Escape alone, or with a bracket or O typed after it; what is longer is a torn sequence.
            if len(held) <= 2:
                yield events.Key("escape", "\x1b")
                yield from super().feed(held[1:]) if held[1:] else ()
        yield from super().tick()

    def _pasting(self, data: str) -> tuple[str, Message | None]:
        """What is left after the paste, and the paste if it has ended.

        The text ends at the last end that was sent before another paste begins: an end that is part of the
        text would turn what follows it into keys.
        """
        text = (self._paste or "") + data
        following = text.find(BRACKETED_PASTE_START)
        end = text.rfind(BRACKETED_PASTE_END, 0, following if following >= 0 else len(text))
        if end < 0:
            self._paste = text
            return "", None
        self._paste = None
        return text[end + len(BRACKETED_PASTE_END) :], events.Paste(pasted(text[:end]))

    def _typed(self, data: str, *, more: bool) -> Iterator[Message]:
        """The events of data outside of a paste; with `more`, its end may be the beginning of a sequence."""
        at = 0
        while at < len(data):
            escape = data.find("\x1b", at)
            if escape != at:
                end = len(data) if escape < 0 else escape
                yield from super().feed(data[at:end])
                at = end
            elif found := _STRING.match(data, at):
                at = found.end()
            elif more and _BEGUN.match(data, at):
                self._held, at = data[at:], len(data)
            elif found := _SEQUENCE.match(data, at):
                if self._known(found[0]):
                    yield from super().feed(found[0])
                at = found.end()
            else:
                yield events.Key("escape", "\x1b")
                at += 1

    def _known(self, sequence: str) -> bool:
        return _REPORT.match(sequence) is not None or bool(list(self._sequence_to_key_events(sequence)))
