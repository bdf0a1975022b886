"""Scribe: reads lines as they are typed, and keeps them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tui.capture.dates.grammar import fold_width
from tui.capture.lines.chat import sent_by
from tui.capture.lines.completion import Completion, candidates
from tui.capture.lines.parsed_line import LineContext, ParsedLine, Verb
from tui.capture.lines.parser import parse_line
from tui.capture.lines.pasted import PastedLine
from tui.capture.lines.shown_parts import VERB_LABELS, ShownPart, shown_parts
from tui.capture.names.names import Names
from tui.desk.desk import Desk
from tui.desk.quick.doubts import doubt
from tui.desk.quick.minutes import doubts_of_votes, typed_line
from tui.desk.quick.naming import Naming
from tui.desk.quick.preview import preview
from tui.desk.quick.records import KEEPERS, keep_wish
from tui.desk.quick.sessions import ASKED_BACK, asked_back
from tui.kinds.record import Stored
from tui.language.errors import AskedBack, InvalidInput, Message, XingfuError
from tui.language.text import enumerated
from tui.store import Entry

_UNDO: Final = frozenset({"u", "撤销", "撤回", "undo"})
_STEPS: Final = {"下一项": 1, "下一个": 1, "下一议题": 1, "next": 1, "上一项": -1, "上一个": -1, "上一议题": -1,
                 "previous": -1, "prev": -1, "back": -1}  # fmt: skip


# A record of these is found by its title: signs alone name nothing.
_ABOUT: Final = frozenset({"wish", "action", "decide", "matter"})


def _word(text: str) -> str:
    """The line as a word, in half width and without the full stop that an input method may put."""
    return fold_width(text).strip(" .。!！").casefold()


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line as understood: its parts, what Enter will do besides, and what can stand at the cursor."""

    line: ParsedLine
    shown: tuple[ShownPart, ...]
    preview: tuple[Message, ...]
    completion: Completion


class NotKept(InvalidInput):
    """Line `at` (counted from 0) cannot be saved; therefore none of the lines is."""

    def __init__(self, at: int, why: Message) -> None:
        super().__init__({"": why})
        self.at = at


class QuickEntry:
    """The entry lines of one desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._naming = Naming(desk.store)

    # ---- reading

    @property
    def names(self) -> Names:
        """What lines can name as the store is now."""
        return self._naming.names

    def meeting(self, id: int) -> Stored | None:
        """A meeting as stored; None if there is none."""
        return self._desk.store.meetings.find_stored(id)

    def read(
        self,
        text: str,
        cursor: int,
        *,
        meeting: bool = False,
        minutes: Stored | None = None,
        item: int | None = None,
    ) -> ReadLine:
        """What `text` becomes, in a meeting or outside of one. Takes any text; changes nothing.

        With the `minutes` (the meeting as stored) and the `item` on which it is typed it tells of votes what the minutes would.
        """
        context = self._context(meeting=meeting)
        line = parse_line(text, context)
        effect = None
        if self.is_undo(text):
            effect = (
                Message("Takes back your last line.") if meeting else Message("Takes back your last change.")
            )
        elif meeting and (step := self.step(text)):
            effect = Message("The next item.") if step > 0 else Message("The item before.")
        if effect is not None or not text.strip():
            return ReadLine(line, (), (effect,) if effect else (), Completion((cursor, cursor)))
        messages = preview(self._desk, line)
        if asked := doubt(line, context):
            messages = (asked, *messages)
        if minutes is not None and line.verb == "vote" and line.ready:
            messages = (*messages, *doubts_of_votes(line, minutes, item))
        return ReadLine(line, shown_parts(line), messages, candidates(text, cursor, context))

    @staticmethod
    def is_undo(text: str) -> bool:
        """Whether the line asks to take the last one back."""
        return _word(text) in _UNDO

    @staticmethod
    def step(text: str) -> int:
        """Whether the line asks for the next item (1) or the previous one (-1); 0 for neither."""
        return _STEPS.get(_word(text), 0)

    def clear(self, text: str, *, meeting: bool = False) -> ParsedLine:
        """The line, if it can be kept as it is. Raises InvalidInput, which says what is missing or asked."""
        if self.is_undo(text):
            raise InvalidInput({"": Message("Lines are taken back on the screens only.")})
        line = parse_line(text, self._context(meeting=meeting))
        for question in line.questions:
            names = enumerated(known.name for known in question.candidates)
            raise InvalidInput(
                {"": Message("{question} {names}", {"question": question.message, "names": names})}
            )
        for complaint in line.problems:
            raise InvalidInput({"": complaint})
        if asked := doubt(line, self._context(meeting=meeting)):
            raise InvalidInput({"": asked})
        nothing = not line.parts and not line.title
        if nothing or (line.verb in _ABOUT and not any(map(str.isalnum, line.title))):
            raise InvalidInput({"": Message("Say what it is about.")})
        return line

    # ---- keeping

    def keep(self, text: str, *, sure: bool = False, sender: str = "") -> Message:
        """Keep a line in one durable commit; what was kept. Raises XingfuError, and then nothing is kept.

        What would cancel or move a session raises AskedBack unless the caller is `sure`. `sender` is who wrote
        the line in a chat: the resident of a wish that names nobody else.
        """
        line = self.clear(text)
        if sender and line.verb == "wish":
            return keep_wish(self._desk, self._sent_by(line, sender), {"channel": "wechat"})
        if line.verb in ASKED_BACK and not sure:
            raise AskedBack(asked_back(self._desk, line))
        keeper = KEEPERS.get(line.verb)
        if keeper is None:
            verb = Message(VERB_LABELS[line.verb])
            raise InvalidInput(
                {
                    "": Message(
                        "«{verb}» belongs to a meeting: open one (5) and take its minutes (c).",
                        {"verb": verb},
                    )
                }
            )
        return keeper(self._desk, line)

    def keep_all(self, lines: Sequence[PastedLine]) -> list[Message]:
        """Save each line as a record, all in one commit; a message for each. Raises NotKept: then nothing is saved."""
        said: list[Message] = []
        actor = self._desk.actor
        with self._desk.store.as_one(by=actor.name, seat=actor.seat, action="quick.paste"):
            for at, line in enumerate(lines):
                try:
                    said.append(self.keep(line.text, sender=line.sender))
                except AskedBack as question:
                    alone = Message("{question} Enter it alone.", {"question": question.message})
                    raise NotKept(at, alone) from question
                except XingfuError as error:
                    raise NotKept(at, error.message) from error
        return said

    def keep_as_detail(self, first: PastedLine, detail: str) -> Message:
        """Save one wish: the first line as its title, everything pasted as its detail. Raises XingfuError."""
        line = self._sent_by(self.clear(first.text), first.sender)
        if line.verb != "wish":
            raise InvalidInput({"": Message("Only a wish has a detail: choose one record for each line.")})
        return keep_wish(
            self._desk, line, {"detail": detail, **({"channel": "wechat"} if first.sender else {})}
        )

    def _sent_by(self, line: ParsedLine, sender: str) -> ParsedLine:
        return sent_by(line, sender, self._naming.names)

    def keep_in(
        self,
        meeting: Stored,
        text: str,
        item: int | None,
        *,
        instead_of: Entry | None = None,
        sure: bool = False,
    ) -> Message | None:
        """Keep a line typed in a meeting, on item `item` of its agenda, in one durable commit.

        `instead_of` is the commit of the line that it corrects, `sure` as in `keep`.

        What was kept, for a line that is no part of the minutes; None for one that stands there now. Raises XingfuError, and then nothing is kept.
        """
        line = self.clear(text, meeting=True)
        typed = typed_line(line, meeting, item)
        if typed is None:
            if instead_of is not None:
                raise InvalidInput(
                    {"": Message("A line of the minutes is corrected into another of the minutes.")}
                )
            return self.keep(text, sure=sure)
        self._desk.minutes.keep(int(meeting["id"]), typed, item, instead_of=instead_of)
        return None

    def _context(self, *, meeting: bool) -> LineContext:
        default: Verb = "note" if meeting else "wish"
        return LineContext(
            self._desk.store.now, self._naming.names, self._desk.store.calendar, default, self._naming.wishes
        )
