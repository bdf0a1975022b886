"""Parses a line of quick entry: a verb, a title, and parts with or without signs, in any order.

    心愿 大门口路面坑洼 @闫爱民 #道路 !急 >物业 ^下周五

`@` marks a person or a place, `#` a category, `!` an urgency, `>` the assignee, `^` a date, in half or full
width. No sign is needed for a date, for an urgency on its own, for the people of `工时`, the parties of `到会`
the house of `走访`, and who lives there (`3-2-501 王姐`). What is not understood, and what the kind of line has no
use for, stays in the title.

A date without a sign leaves the title only where it stands in a place of its own: for a wish at an end of the
line, apart from the words. In wishes, tasks and decisions a date in the sentence is only mentioned; it is the
day by which it is due where the words say so (前, 以内, 截止), and stays in the title. What is past is never due.
"""

from __future__ import annotations

import re
from typing import Final, cast

from tui.capture.dates.parser import parse_date_at
from tui.capture.lines import figures
from tui.capture.lines.doors import read_neighbour
from tui.capture.lines.figure_parts import read_figures, read_span_of_hours
from tui.capture.lines.free_dates import read_dates
from tui.capture.lines.hours_shares import read_shares
from tui.capture.lines.parsed_line import LineContext, ParsedLine, Verb
from tui.capture.lines.partial_line import PartialLine
from tui.capture.lines.phones import read_phone
from tui.capture.lines.separators import remove_separators
from tui.capture.lines.session_words import read_session_words
from tui.capture.lines.signs import read_signs
from tui.capture.lines.unsigned import read_names, read_service, read_urgency
from tui.capture.lines.uses import keep_unused
from tui.capture.lines.vocabulary import VERB_OF

_LONGEST_LINE: Final = 2000
_VERB: Final = re.compile(
    "(?P<verb>" + "|".join(re.escape(word) for word in sorted(VERB_OF, key=len, reverse=True)) + r")"
    r"(?![a-z-])(?P<sep>\s*[:，,、]\s*|\s+)?"
)

_REMIND_ME: Final = re.compile(
    r"[ ,，]*(?:请|记得|要|再)?(?:提醒我|提醒一下我|remind me(?: to)?(?![a-z]))(?:一下)?[ :：,，]*"
)


def parse_line(text: str, context: LineContext) -> ParsedLine:
    """The parsed line. Accepts any text and loses none of it."""
    line = PartialLine(text, context)
    if line.size <= _LONGEST_LINE:
        _protect_literals(line)
        _read_verb(line)
        read_signs(line)
        read_phone(line)
        read_figures(line)
        read_neighbour(line)
        read_names(line)
        read_urgency(line)
        read_dates(line)
        read_span_of_hours(line)
        read_shares(line)
        read_service(line)
        read_session_words(line)
        keep_unused(line)
    remove_separators(line)
    title = line.title()
    line.parts.sort(key=lambda part: part.span)
    return ParsedLine(line.raw, line.verb, line.verb_given, title, tuple(line.parts))


def _protect_literals(line: PartialLine) -> None:
    """Mark mail addresses, C#, 《》 and names on record, in which no sign and no date is read."""
    spans = [*figures.literals(line.text)]
    spans.extend(line.context.names.mentioned(line.text, ("person", "place", "team", "partner", "service")))
    for start, end in spans:
        line.protect(start, end)


def _read_verb(line: PartialLine) -> None:
    start = line.size - len(line.text.lstrip())
    found = _VERB.match(line.text, start)
    if found is None:
        _read_reminder(line, start)
        return
    verb = cast(Verb, VERB_OF[found["verb"]])
    end = found.end("verb")
    remaining = line.text[end:]
    if not (found["sep"] or not remaining or _attached(line, verb, remaining)):
        return
    end = found.end("sep") if found["sep"] else end
    line.verb, line.verb_given = verb, True
    line.add("verb", (start, end), line.raw[start : found.end("verb")], verb)


def _read_reminder(line: PartialLine, start: int) -> None:
    """明天下午提醒我交报表: the verb behind the date."""
    if start >= line.size:
        return
    when = parse_date_at(line.text, start, line.context.now, line.context.calendar, placement="delimited")
    said = _REMIND_ME.match(line.text, when.span[1]) if when is not None and when.day is not None else None
    if said is not None:
        line.verb, line.verb_given = "remind", True
        line.add("verb", said.span(), line.raw[slice(*said.span())].strip(), "remind")


def _attached(line: PartialLine, verb: Verb, remaining: str) -> bool:
    """Whether the verb ends here, without a separator before the text that follows."""
    if remaining[0] in "@#>^":
        return True
    if verb == "remind":
        return line.text[: line.size - len(remaining)].rstrip().endswith("我")
    if verb in {"rate", "vote", "comment"}:
        return remaining[0].isdecimal()
    if verb == "hours":
        return line.context.names.leading_name(remaining, ("person",)) is not None
    if verb == "present":
        return line.context.names.leading_name(remaining, ("party", "partner", "person")) is not None
    return False
