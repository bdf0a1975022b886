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
from dataclasses import replace
from typing import Final, cast

from tui.capture import ballots, dates, figures
from tui.capture.grammar import fold_width
from tui.capture.lexicon import BEGINNINGS
from tui.capture.meanings.seen import Facing
from tui.capture.name_index import SLIP, WHOLE
from tui.capture.names import NOBODY, Known, Match, NameKind
from tui.capture.parts import Context, Line, Part, PartKind, Span, Verb
from tui.capture.vocabulary import ALL_FOUR, PLAIN_URGENCY, SIGNS, URGENCY_OF, VERB_OF
from tui.capture.when import When, past
from tui.errors import Message

WHO: Final[tuple[NameKind, ...]] = ("person", "place", "team", "partner", "party")
ASSIGNEE: Final[tuple[NameKind, ...]] = ("team", "partner", "party", "person")
# In these a date says by when; a day that is past cannot be meant.
DUE: Final[frozenset[Verb]] = frozenset({"wish", "action", "decide", "note", "comment"})
# What is said after these is kept whole: what a sign marks stays in it too.
_KEPT_WHOLE: Final[frozenset[Verb]] = frozenset({"rate", "comment", "note"})
# Here no date and no urgency is looked for without a sign.
_TEXT_ONLY: Final[frozenset[Verb]] = frozenset({"rate", "present", "vote", "comment", "note"})
# After these a date is the sentence's own: 改到周六.
_LEADING_ON: Final = frozenset("到至在于从自是为等定约改按比离和与及或的")
_LOOKING_BACK: Final[frozenset[Verb]] = frozenset({"hours"})
# A longer text after a sign is no name.
_LONGEST_NAME: Final = 14
_LONGEST_SPELT: Final = 40
_LONGEST_LINE: Final = 2000
_STOPS: Final = frozenset(" ,，。、；;：:！？!?…\"“”'()（）【】[]|")
_EDGES: Final = frozenset(' ,，。、；;：:！？!?…“”"()（）【】|.~\n\t')
_JOINTS: Final = frozenset(",，、；;。")
# The same after what a line begins with: 急！水管爆了.
_JOINTS_FIRST: Final = _JOINTS | frozenset(":：!！")
_BRACKETS: Final = frozenset(("()", "（）", "[]", "【】", "「」"))
_EVERY: Final = re.compile(
    r"每(?:逢|隔)?个?(?:一|两|三|[0-9])?(?:月|周|天|日|年|星期|礼拜|晚|早)?|(?<![a-z])(?:every|each) (?:other |second )?"
)
# After these English words a date is the sentence's own: broken since monday.
_LEADING_ON_ENGLISH: Final = re.compile(r"(?:^|[^a-z])(?:since|of|was|were|than|like) +$")
_KEPT_NEXT: Final = frozenset("家旁附对楼门隔")


def parse(text: str, context: Context) -> Line:
    """What `text` becomes. Takes any text; loses none of it."""
    return _Parser(text, context).parse()


class _Parser:
    def __init__(self, text: str, context: Context) -> None:
        self.raw = text
        self.text = fold_width(text)
        self.context = context
        self.size = len(text)
        self.parts: list[Part] = []
        # What is taken out of the title, and what no sign and no date is looked for in.
        self.taken = bytearray(self.size)
        self.kept = bytearray(self.size)
        self.verb: Verb = context.default
        self.verb_said = False

    def parse(self) -> Line:
        if self.size <= _LONGEST_LINE:
            self._keep_what_is_natural()
            self._verb()
            self._signs()
            self._figures()
            self._bare_names()
            self._plain_urgency()
            self._dates()
            self._service()
        self._take_joints()
        title = self._title()
        self.parts.sort(key=lambda part: part.span)
        return Line(self.raw, self.verb, self.verb_said, title, tuple(self.parts))

    # ---- what stays as it is

    def _keep_what_is_natural(self) -> None:
        spans = [*figures.natural(self.text)]
        spans.extend(
            self.context.names.mentioned(self.text, ("person", "place", "team", "partner", "service"))
        )
        for start, end in spans:
            self.kept[start:end] = b"\1" * (end - start)

    def _keep_what_recurs(self) -> None:
        """每周五, 每月26号: a rule, no date."""
        for found in _EVERY.finditer(self.text):
            end = found.end()
            for begin in (found.start() + 1, end):
                when = dates.at(self.text, begin, self.context.now) if begin < self.size else None
                end = max(end, when.span[1] if when else 0)
            more = dates.at(self.text, end, self.context.now) if end < self.size else None
            end = more.span[1] if more else end
            self.kept[found.start() : end] = b"\1" * (end - found.start())

    # ---- the verb

    def _verb(self) -> None:
        start = self.size - len(self.text.lstrip())
        found = _VERB.match(self.text, start)
        if found is None:
            return
        verb = cast(Verb, VERB_OF[found["verb"]])
        end = found.end("verb")
        rest = self.text[end:]
        if not (found["sep"] or not rest or self._attached(verb, rest)):
            return
        end = found.end("sep") if found["sep"] else end
        self.verb, self.verb_said = verb, True
        self._add("verb", (start, end), self.raw[start : found.end("verb")], verb)

    def _attached(self, verb: Verb, rest: str) -> bool:
        """Whether the verb ends here although nothing parts it from what follows."""
        if rest[0] in "@#>^":
            return True
        if verb in {"rate", "vote", "comment"}:
            return rest[0].isdecimal()
        if verb == "hours":
            return self.context.names.leading(rest, ("person",)) is not None
        if verb == "present":
            return self.context.names.leading(rest, ("party", "partner", "person")) is not None
        return False

    # ---- signs

    def _signs(self) -> None:
        at = 0
        while at < self.size:
            sign = self._sign(at)
            if sign is None:
                at += 1
                continue
            kind, end = sign
            before = len(self.parts)
            at = max(self._signed(kind, at, end), at + 1)
            if self.verb in _KEPT_WHOLE:
                self._put_back(before)

    def _put_back(self, since: int) -> None:
        """The parts from `since` on stay in the title, and nothing else is read out of them."""
        for number, part in enumerate(self.parts[since:], since):
            start, end = part.span
            self.parts[number] = replace(part, in_title=True)
            self.taken[start:end] = bytes(end - start)
            self.kept[start:end] = b"\1" * (end - start)

    def _sign(self, at: int) -> tuple[PartKind, int] | None:
        """The kind of the sign at `at` and where what it is about begins, if it is one there."""
        if self.taken[at] or self.kept[at]:
            return None
        char = self.text[at]
        if char not in _SIGN_CHARS:
            return None
        if char == "…":
            end = at + 2
            kind = SIGNS.get(self.text[at:end])
            if (
                kind is None
                or end >= self.size
                or dates.at(self.text, end, self.context.now, where="asked") is None
            ):
                return None
            return kind, end
        if at and self.text[at - 1] == char:
            return None  # of a doubled sign the first counts
        end = at + 1
        while end < self.size and self.text[end] == char:
            end += 1
        # >@name is for whom, whatever stands doubled.
        if (
            char in ">》"
            and end + 1 < self.size
            and self.text[end] == "@"
            and self.text[end + 1] not in _NO_BEGINNING
        ):
            end += 1
        if end >= self.size or self.text[end] in _NO_BEGINNING:
            return None
        before, following = self.text[at - 1] if at else " ", self.text[end]
        if _ascii_word(before) and (_ascii_word(following) or char in "#^"):
            return None
        if char == ">" and (before in "-=<" or following in "=-" or following.isdecimal()):
            return None
        if char == "#" and following.isdecimal():
            return None
        return SIGNS[char], end

    def _signed(self, kind: PartKind, at: int, begin: int) -> int:
        """Read what follows a sign; where to go on."""
        if kind == "date":
            return self._signed_date(at, begin)
        if kind == "urgency":
            return self._signed_urgency(at, begin)
        end = begin
        while end < self.size and self.text[end] not in _STOPS and (end == begin or self._sign(end) is None):
            end += 1
        end = max(end, self._name_with_blanks(kind, begin))
        if kind == "category":
            return self._signed_category(at, begin, end)
        return self._signed_name(kind, at, begin, end)

    def _name_with_blanks(self, kind: PartKind, begin: int) -> int:
        """Where a name that has blanks in it ends: `>property company`."""
        kinds: tuple[NameKind, ...] = (
            ("category",) if kind == "category" else ASSIGNEE if kind == "assignee" else WHO
        )
        leading = self.context.names.leading(self.raw[begin : begin + _LONGEST_SPELT], kinds)
        end = begin + leading[1] if leading is not None else begin
        return end if end == self.size or self.text[end] in _STOPS else begin

    def _signed_date(self, at: int, begin: int) -> int:
        found = dates.at(self.text, begin, self.context.now, self._facing, "asked")
        if found is None:
            end = begin
            while end < self.size and self.text[end] not in _STOPS and self._sign(end) is None:
                end += 1
            text = self.raw[begin:end]
            problem = Message("«{text}» is not understood as a date.", {"text": text})
            self._add("date", (at, end), text, text, state="unknown", in_title=True, problem=problem)
            return end
        self._add_date(found, (at, found.span[1]))
        return found.span[1]

    def _signed_urgency(self, at: int, begin: int) -> int:
        for word in _URGENCY_WORDS:
            end = begin + len(word)
            if not self.text.startswith(word, begin):
                continue
            # !急修 is urgent, !急需 is a word of the sentence.
            goes_on = end < self.size and self.text[end] not in _EDGES and self._sign(end) is None
            if goes_on and (
                word.isascii()
                or self.text[end] in "需救诊事用着忙躁促速切匆"
                or len(word) == 1 != word.count("急")
            ):
                continue
            self._add("urgency", (at, end), self.raw[begin:end], URGENCY_OF[word])
            return end
        return begin

    def _signed_category(self, at: int, begin: int, end: int) -> int:
        said = self.raw[begin:end]
        match = self.context.names.find(said, ("category",))
        closing = end + self._closes(end)
        if match.state == "unknown":
            leading = self.context.names.leading(said, ("category",))
            if leading is not None:
                match, closing = Match("resolved", leading[0]), begin + leading[1]
                said = self.raw[begin:closing]
        if match.state == "unknown":
            if len(said) <= _LONGEST_NAME:
                self._add("category", (at, end), said, said, state="unknown", in_title=True)
            return end
        code = match.known.id if match.known else said
        self._add_match("category", (at, closing), said, match, code)
        return closing

    def _closes(self, at: int) -> bool:
        """Whether the # at `at` closes one before it, as in #道路#; not in #道路#垃圾."""
        if at >= self.size or self.text[at] != "#":
            return False
        end = at + 1
        while end < self.size and self.text[end] not in _STOPS and self._sign(end) is None:
            end += 1
        return self.context.names.find(self.raw[at + 1 : end], ("category",)).state == "unknown"

    def _signed_name(self, kind: PartKind, at: int, begin: int, end: int) -> int:
        kinds = ASSIGNEE if kind == "assignee" else WHO
        end = self._before_a_date(begin, end)
        said = self.raw[begin:end]
        match = self.context.names.find(said, kinds, SLIP - 1)
        if match.state == "unknown":
            leading = self.context.names.leading(said, kinds)
            house = figures.leading_address(self.text[begin:end]) if kind == "who" else 0
            if leading is not None and self._may_end(kind, leading[0], said[leading[1] :]):
                match, end = Match("resolved", leading[0]), begin + leading[1]
            elif house:
                end = begin + house
            else:
                match = self.context.names.find(said, kinds)
            said = self.raw[begin:end]
        if kind == "assignee" and match.known is not None and match.known.id == "guest":
            match = NOBODY  # the street office is no guest where it is given a task
        if match.state == "unknown" and len(said) > _LONGEST_NAME:
            return begin
        value = match.known.name if match.known else said
        if kind == "who":
            is_place = (
                match.known.kind == "place" if match.known else figures.looks_like_place(self.text[begin:end])
            )
            kind = "place" if is_place else "who"
        self._add_match(kind, (at, end), said, match, value)
        return end

    def _may_end(self, kind: PartKind, known: Known, rest: str) -> bool:
        guest = kind == "assignee" and known.id == "guest"
        return known.kind != "place" and not guest and rest[:1] not in _KEPT_NEXT

    def _before_a_date(self, begin: int, end: int) -> int:
        """Where a name ends that a date follows without a blank: `>物业明天`."""
        if self.context.names.find(self.raw[begin:end], WHO, 0).state != "unknown":
            return end
        for at in range(begin + 1, end):
            if self.kept[at] or self.text[at] not in BEGINNINGS:
                continue
            found = dates.at(self.text, at, self.context.now, self._facing)
            if found is not None and found.span[1] >= end:
                return at
        return end

    # ---- figures

    def _figures(self) -> None:
        rest = self._rest()
        if self.verb in {"rate", "comment"}:
            found = figures.wish_number(rest)
            if found is not None:
                self._add_wish(str(found.value), found.span)
                rest = "".join(
                    " " if kept else char for char, kept in zip(self._rest(), self.kept, strict=True)
                )
        else:
            for wish in figures.full_wish_numbers(rest):
                self._add_wish(str(wish.value), wish.span, in_title=True)
                self.kept[wish.span[0] : wish.span[1]] = b"\1" * (wish.span[1] - wish.span[0])
        if self.verb == "hours":
            hours = figures.hours(rest)
            if hours is not None:
                self._add("hours", hours.span, self.raw[slice(*hours.span)], hours.value)
        elif self.verb == "rate":
            self._rating(rest)
        elif self.verb == "vote":
            self._ballots(rest)
        elif self.verb in {"visit", "home"} and not any(part.kind == "place" for part in self.parts):
            house = next(figures.addresses(rest), None)
            if house is not None:
                said = self.raw[slice(*house)]
                self._add_match("place", house, said, self.context.names.find(said, ("place",), WHOLE), said)

    def _ballots(self, rest: str) -> None:
        """What is counted, anew after every party that is named: 物业 4/0/1，居委会 3/0/0."""
        parties = sorted(self.context.names.mentioned(rest, ("party",)))
        begin = 0
        for start, end in (*parties, (self.size, self.size)):
            for votes, (first, last) in ballots.counted(rest[begin:start]):
                span = begin + first, begin + last
                self._add("votes", span, self.raw[slice(*span)], votes)
            begin = max(begin, end)

    def _rating(self, rest: str) -> None:
        found = figures.score(rest)
        if found is not None:
            (value, span), word = found
            self._add("score", span, self.raw[slice(*span)], value, in_title=word)
        solved = figures.solved(rest)
        if solved is not None:
            self._add("solved", solved.span, self.raw[slice(*solved.span)], solved.value, in_title=True)

    def _add_wish(self, said: str, span: Span, *, in_title: bool = False) -> None:
        found = tuple(self.context.wishes(said))
        if found:
            match = Match("resolved", found[0]) if len(found) == 1 else Match("ambiguous", None, found)
            self._add_match("wish", span, said, match, found[0].name, in_title=in_title)
        elif not in_title:
            problem = Message("There is no open wish {number}.", {"number": said})
            self._add("wish", span, said, said, state="unknown", problem=problem)

    # ---- names without a sign

    def _bare_names(self) -> None:
        if self.verb == "present":
            self._parties()
        elif self.verb in {"hours", "vote"}:
            for start, end in self._tokens():
                self._bare_name(start, end)

    def _bare_name(self, start: int, end: int) -> None:
        said = self.raw[start:end]
        if self.verb == "vote":
            match = self.context.names.find(said, ("party",))
            if match.known is not None:
                self._add("party", (start, end), said, (match.known.id, None), known=match.known)
            return
        if not 1 < len(said) <= 12:
            return
        match = self.context.names.find(
            said, ("person",), SLIP if len(said) <= 4 or said.isascii() else WHOLE
        )
        if match.state == "unknown":
            leading = self.context.names.leading(said, ("person",))
            if leading is not None:
                match, end = Match("resolved", leading[0]), start + leading[1]
                said = self.raw[start:end]
        if match.state != "unknown":
            self._add_match("who", (start, end), said, match, match.known.name if match.known else said)
            return
        team = self.context.names.find(said, ("team",), SLIP - 1)
        if team.known is not None and not any(part.kind == "team" for part in self.parts):
            self._add_match("team", (start, end), said, team, team.known.name, in_title=True)

    def _parties(self) -> None:
        for start, end in self._tokens():
            said = self.raw[start:end]
            if self.taken[start]:
                continue
            if self.text[start:end] in ALL_FOUR:
                for code in ("party", "committee", "council", "property"):
                    self._add("party", (start, end), said, (code, None))
                continue
            self._party(start, end)

    def _party(self, start: int, end: int) -> None:
        count = figures.people(self.text[start:end])
        name_end = start + count[1] if count else end
        match = self.context.names.find(self.raw[start:name_end], ("party",), SLIP - 1)
        number = count[0] if count else None
        if match.state == "unknown":
            leading = self.context.names.leading(self.raw[start:end], ("party",))
            if leading is None:
                person = self.context.names.find(self.raw[start:end], ("person",), SLIP)
                if person.state != "unknown":
                    said = self.raw[start:end]
                    self._add_match(
                        "who", (start, end), said, person, person.known.name if person.known else said
                    )
                return
            match, end, number = Match("resolved", leading[0]), start + leading[1], None
        following = self._tokens_in(end, self.size)
        if number is None and following:
            count = figures.people(self.text[slice(*following[0])])
            if count is not None and count[1] == 0 and not self.text[end : following[0][0]].strip():
                number, end = count[0], following[0][1]
        said = self.raw[start:end]
        value = (match.known.id, number) if match.known else said
        self._add_match("party", (start, end), said, match, value)
        following = self._tokens_in(end, self.size)
        if following and following[0][0] == end:
            self._party(*following[0])

    def _service(self) -> None:
        """For a session: the service that its title names."""
        if self.verb != "session":
            return
        title = self._title()
        match = self.context.names.find(title, ("service",), SLIP - 1)
        start = self.raw.find(title) if title else -1
        if match.state != "unknown" and start >= 0:
            span = (start, start + len(title))
            self._add_match("service", span, title, match, title, in_title=True)

    def _plain_urgency(self) -> None:
        if self.verb in _TEXT_ONLY or any(part.kind == "urgency" for part in self.parts):
            return
        for start, end in self._tokens():
            if self.text[start:end] in PLAIN_URGENCY:
                self._add("urgency", (start, end), self.raw[start:end], URGENCY_OF[self.text[start:end]])
                return

    # ---- dates without a sign

    @property
    def _facing(self) -> Facing:
        return "back" if self.verb in _LOOKING_BACK else "ahead"

    def _dates(self) -> None:
        if self.verb in _TEXT_ONLY:
            return
        self._keep_what_recurs()
        at = 0
        while at < self.size:
            if self.taken[at] or self.kept[at] or self.text[at] not in BEGINNINGS:
                at += 1
                continue
            found = self._date(at)
            if found is None:
                at += 1
                continue
            self._free_date(found)
            at = found.span[1]

    def _date(self, at: int) -> When | None:
        before = self.text[at - 1] if at and not self.taken[at - 1] else " "
        if before == " " and _LEADING_ON_ENGLISH.search(self.text, max(0, at - 12), at):
            return None
        if before in "第每" or (before in _NUMERALS and self.text[at] in _NUMERALS):
            return None
        now, facing = self.context.now, self._facing
        if before in _EDGES:
            found = dates.at(self.text, at, now, facing, "apart")
            if found is not None and self._apart_after(found.span[1]):
                return self._untouched(found)
        return self._untouched(dates.at(self.text, at, now, facing))

    def _untouched(self, found: When | None) -> When | None:
        return (
            None
            if found is None or any(self.taken[slice(*found.span)]) or any(self.kept[slice(*found.span)])
            else found
        )

    def _apart_after(self, end: int) -> bool:
        """Whether a date ends here, and no unit of measure follows: 12.5 元."""
        rest = self.text[end:].lstrip()
        if rest and rest[0] in "元块米吨斤个人户只台%度岁位名":
            return False
        return (
            end >= self.size
            or bool(self.taken[end])
            or self.text[end] in _EDGES
            or self._sign(end) is not None
        )

    def _free_date(self, found: When) -> None:
        start, end = found.span
        left = start == 0 or bool(self.taken[start - 1]) or self.text[start - 1] in _EDGES
        right = end >= self.size or bool(self.taken[end]) or self.text[end] in _EDGES
        before = next((part for part in self.parts if part.kind == "date"), None)
        if before is not None:
            self._second_date(before, found)
            return
        if self.text[end : end + 1] == "的" and not right:
            return  # 明天的会 says which, not when
        torn = not (left or right) or (not left and self.text[start - 1] in _LEADING_ON)
        if self.verb in DUE:
            if not (left and right) and (found.problem is not None or not found.day_said):
                return
            if self._told(found, apart=left and right):
                return
        self._add_date(found, found.span, in_title=torn)

    def _told(self, found: When, *, apart: bool) -> bool:
        """Whether a day that is today or past, or a time, tells what happened rather than by when."""
        if self.verb == "wish" and not found.day_said:
            return True
        today = self.context.now.date()
        if found.due is None or found.due > today or (found.due == today and found.bound == "by"):
            return False
        return not apart or (self.verb == "wish" and not self._nothing(found.span[1], self.size))

    def _second_date(self, before: Part, found: When) -> None:
        """A day and a time apart from each other belong together: `26号 义务理发 9点`."""
        first = before.value
        if not isinstance(first, When) or first.day is None or found.day is None or before.in_title:
            return
        if first.start is None and first.day_said and not found.day_said and found.start is not None:
            merged = replace(first, start=found.start, end=found.end, part=found.part)
        elif first.start is not None and not first.day_said and found.day_said and found.start is None:
            merged = replace(first, day=found.day, until=found.until, day_said=True, bound=found.bound)
        else:
            return
        place = self.parts.index(before)
        self.parts[place] = replace(before, value=merged, problem=self._past(merged))
        self._add("date", found.span, self.raw[slice(*found.span)], merged)

    def _add_date(self, found: When, span: Span, *, in_title: bool = False) -> None:
        text = self.raw[slice(*found.span)]
        found = replace(found, text=text)
        if found.problem is not None:
            self._add("date", span, text, found, state="unknown", in_title=True, problem=found.problem)
            return
        self._add("date", span, text, found, in_title=in_title, problem=self._past(found))

    def _past(self, found: When) -> Message | None:
        return past(found, self.context.now.date()) if self.verb in DUE else None

    # ---- parts and the title

    def _add_match(
        self, kind: PartKind, span: Span, said: str, match: Match, value: object, *, in_title: bool = False
    ) -> None:
        state = "understood" if match.state == "resolved" else match.state
        self._add(
            kind,
            span,
            said,
            value,
            state=state,
            known=match.known,
            candidates=match.candidates,
            in_title=in_title,
        )

    def _add(self, kind: PartKind, span: Span, text: str, value: object, **more: object) -> None:
        part = replace(Part(kind, "understood", span, text, value), **more)  # type: ignore[arg-type]
        self.parts.append(part)
        if not part.in_title:
            self.taken[span[0] : span[1]] = b"\1" * (span[1] - span[0])

    def _rest(self) -> str:
        """The text with blanks where something is taken."""
        return "".join(" " if gone else char for char, gone in zip(self.text, self.taken, strict=True))

    def _tokens(self) -> list[Span]:
        return self._tokens_in(0, self.size)

    def _tokens_in(self, start: int, end: int) -> list[Span]:
        """The words that blanks and punctuation set apart, of what is not taken."""
        found: list[Span] = []
        begin = -1
        for at in range(start, end + 1):
            inside = at < end and not self.taken[at] and self.text[at] not in _STOPS
            if inside and begin < 0:
                begin = at
            elif not inside and begin >= 0:
                found.append((begin, at))
                begin = -1
        return found

    def _take_joints(self) -> None:
        """Brackets and commas that are left with nothing in them or to join go with the part."""
        for number, part in enumerate(self.parts):
            if not part.in_title:
                start, end = self._bracketed(*part.span)
                end = self._joints_after(start, end)
                start = self._joints_before(start, end)
                self.taken[start:end] = b"\1" * (end - start)
                self.parts[number] = replace(part, span=(start, end))

    def _bracketed(self, start: int, end: int) -> Span:
        while start and end < self.size and self.text[start - 1] + self.text[end] in _BRACKETS:
            start, end = start - 1, end + 1
        return start, end

    def _joints_after(self, start: int, end: int) -> int:
        first = self._nothing(0, start)
        after = end
        while (
            after < self.size
            and not self.taken[after]
            and self.text[after] in (_JOINTS_FIRST if first else _JOINTS)
        ):
            after += 1
        joined = (
            first
            or self._nothing(after, self.size)
            or self.taken[start - 1]
            or self.text[start - 1] in _EDGES
        )
        return after if joined else end

    def _joints_before(self, start: int, end: int) -> int:
        before = start
        if self._nothing(end, self.size):
            while before and not self.taken[before - 1] and self.text[before - 1] in "，,、；; ":
                before -= 1
        return before if self.raw[before:start].strip() else start

    def _nothing(self, start: int, end: int) -> bool:
        return all(self.taken[at] or self.text[at] == " " for at in range(start, end))

    def _title(self) -> str:
        """What is not taken. Where something was taken between Latin letters, a blank keeps them apart."""
        pieces: list[str] = []
        for start, end in _runs(self.taken, self.size):
            piece = self.raw[start:end]
            if pieces and _latin_edge(pieces[-1][-1:], piece[:1]):
                pieces.append(" ")
            pieces.append(piece)
        return " ".join("".join(pieces).split())


def _runs(taken: bytearray, size: int) -> list[Span]:
    found: list[Span] = []
    begin = -1
    for at in range(size + 1):
        free = at < size and not taken[at]
        if free and begin < 0:
            begin = at
        elif not free and begin >= 0:
            found.append((begin, at))
            begin = -1
    return found


def _latin_edge(left: str, right: str) -> bool:
    return (left.isascii() and left.isalnum()) or (right.isascii() and right.isalnum())


def _ascii_word(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char == "_")


_VERB: Final = re.compile(
    "(?P<verb>" + "|".join(re.escape(word) for word in sorted(VERB_OF, key=len, reverse=True)) + r")"
    r"(?![a-z-])(?P<sep>\s*[:，,、]\s*|\s+)?"
)
_SIGN_CHARS: Final = frozenset(sign[0] for sign in SIGNS)
_NO_BEGINNING: Final = _STOPS | _SIGN_CHARS | frozenset("\t\n=<~.。_")
_URGENCY_WORDS: Final = sorted(URGENCY_OF, key=len, reverse=True)
_NUMERALS: Final = frozenset("零一二两三四五六七八九十廿百")
