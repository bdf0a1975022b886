"""One line of quick entry, read: a verb, a title, and parts with signs or without, in any order.

    心愿 大门口路面坑洼 @闫爱民 #道路 !急 >物业 ^下周五

`@` is somebody or a place, `#` a category, `!` an urgency, `>` who sees to it, `^` a date, in half or full
width. Dates need no sign; nor do an urgency that stands alone, the people of `工时`, the parties of `到会`,
the house of `走访`. What is not understood stays in the title. A free-standing date is taken out of the
title where it stands at an edge; in the middle of a sentence it stays there too, and for wishes, tasks,
decisions and notes a day that is today or past is left to the sentence (`今天早上停水`).
"""

from __future__ import annotations

import re
from typing import Final, cast

from tui.capture.lines import figures
from tui.capture.lines.counts import read_figures
from tui.capture.lines.draft import Draft
from tui.capture.lines.free_dates import read_dates
from tui.capture.lines.joints import take_joints
from tui.capture.lines.parts import Context, Line, Verb
from tui.capture.lines.signs import read_signs
from tui.capture.lines.unsigned import read_names, read_service, read_urgency
from tui.capture.lines.vocabulary import VERB_OF

_LONGEST_LINE: Final = 2000
_VERB: Final = re.compile(
    "(?P<verb>" + "|".join(re.escape(word) for word in sorted(VERB_OF, key=len, reverse=True)) + r")"
    r"(?![a-z-])(?P<sep>\s*[:，,、]\s*|\s+)?"
)


def parse(text: str, context: Context) -> Line:
    """What `text` becomes. Takes any text; loses none of it."""
    draft = Draft(text, context)
    if draft.size <= _LONGEST_LINE:
        _keep_what_is_natural(draft)
        _read_verb(draft)
        read_signs(draft)
        read_figures(draft)
        read_names(draft)
        read_urgency(draft)
        read_dates(draft)
        read_service(draft)
    take_joints(draft)
    title = draft.title()
    draft.parts.sort(key=lambda part: part.span)
    return Line(draft.raw, draft.verb, draft.verb_said, title, tuple(draft.parts))


def _keep_what_is_natural(draft: Draft) -> None:
    """No sign and no date is read in a mail address, C#, 《》 or a name that is known."""
    spans = [*figures.natural(draft.text)]
    spans.extend(draft.context.names.mentioned(draft.text, ("person", "place", "team", "partner", "service")))
    for start, end in spans:
        draft.keep(start, end)


def _read_verb(draft: Draft) -> None:
    start = draft.size - len(draft.text.lstrip())
    found = _VERB.match(draft.text, start)
    if found is None:
        return
    verb = cast(Verb, VERB_OF[found["verb"]])
    end = found.end("verb")
    rest = draft.text[end:]
    if not (found["sep"] or not rest or _attached(draft, verb, rest)):
        return
    end = found.end("sep") if found["sep"] else end
    draft.verb, draft.verb_said = verb, True
    draft.add("verb", (start, end), draft.raw[start : found.end("verb")], verb)


def _attached(draft: Draft, verb: Verb, rest: str) -> bool:
    """Whether the verb ends here although nothing parts it from what follows."""
    if rest[0] in "@#>^":
        return True
    if verb in {"rate", "vote", "comment"}:
        return rest[0].isdecimal()
    if verb == "hours":
        return draft.context.names.leading(rest, ("person",)) is not None
    if verb == "present":
        return draft.context.names.leading(rest, ("party", "partner", "person")) is not None
    return False
