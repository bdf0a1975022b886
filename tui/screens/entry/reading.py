"""What a line is understood as, in the form in which the entry line shows it."""

from __future__ import annotations

from typing import Final

from tui.capture.lines.completion import Candidate
from tui.desk.quick import ReadLine
from tui.language.errors import Translate
from tui.widgets.columns import Tone
from tui.widgets.detail_view import DetailLine
from tui.widgets.entry_line import Candidates, Reading

_TONES: Final = {"understood": Tone.PLAIN, "ambiguous": Tone.BAD, "unknown": Tone.WARN}


def reading_of(read: ReadLine, tr: Translate) -> Reading:
    """Each part on one line of its own would be too tall: kind and title first, the parts after them."""
    kind, *rest = read.shown or (None,)
    lines: list[DetailLine] = []
    if kind is not None:
        title = next((part for part in rest if part.label == "title"), None)
        name = kind.message.text(tr)
        head = (
            DetailLine(title.message.text(tr), label=name, tone=Tone.ACCENT)
            if title
            else DetailLine(name, tone=Tone.ACCENT)
        )
        lines.append(head)
        plain = [part for part in rest if part.label != "title" and part.state == "understood"]
        if plain:
            said = [f"{tr(part.label)} {part.message.text(tr)}" for part in plain]
            lines.append(DetailLine("  |  ".join(said), label=" "))
        lines.extend(
            DetailLine(part.message.text(tr), label=tr(part.label), tone=_TONES[part.state])
            for part in rest
            if part.state != "understood"
        )
        shown = [part.message for part in rest]
        lines.extend(
            DetailLine(problem.text(tr), label="!", tone=Tone.WARN)
            for problem in read.line.problems
            if problem not in shown
        )
    lines.extend(DetailLine(message.text(tr), label=">", tone=Tone.DIM) for message in read.preview)
    start, end = read.completion.span
    options = [(found.text, _shown(found, tr)) for found in read.completion.candidates]
    return Reading(lines, Candidates(start, end, options) if options else None)


def _shown(found: Candidate, tr: Translate) -> str:
    return f"{found.text} {found.meaning.text(tr)}" if found.meaning is not None else found.text
