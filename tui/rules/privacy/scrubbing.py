"""Free text without what could be a telephone, door, plate, account or identity number.

What is allowed stays, not what nobody forbade: a run of digits or Chinese numerals is withheld unless
its context shows that it is harmless. Such are dates and times, counts with their measure word, money,
lengths, shares, the numbers of wishes, public hotlines, roads and buildings. One or two digits that
stand alone tell nothing and stay. `contexts` has the patterns.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from typing import Final

from tui.rules.privacy import contexts as c
from tui.rules.privacy.sides import SIDES
from tui.rules.privacy.signs import HIDDEN, SPELLED, plain

_FREE, _KEPT, _GONE = " ", "k", "g"
# In a text that is being read: what is settled, so that no later pattern reaches across it.
_BLOCKED: Final = "\0"
_DIGIT: Final = re.compile("[0-9]")
_CONTEXT: Final = 14  # characters before a number that are looked at


def scrubbed(text: str) -> str:
    """`text` with every number that could be somebody's replaced by HIDDEN; all else stays as it is."""
    while c.SUSPECT.search(text) or SIDES.search(
        plain(text)
    ):  # again, as what is withheld changes what stands beside it
        once = _Reading(text).result()
        if once == text:
            break
        text = once
    return text


class _Reading:
    """One reading of a text: what is settled of each character, pattern by pattern."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._seen = plain(text)  # as it was, for contexts
        self._left = self._seen  # with what is settled blocked out
        self._state = [_FREE] * len(text)
        self._building: dict[int, str] = {}  # where a withheld part begins -> the building told instead
        self._digits = _DIGIT.search(self._seen) is not None

    def result(self) -> str:
        """The text without what is withheld."""
        self._take(c.ALWAYS, _GONE, group="account")
        self._take(c.BARE, _GONE, group="bare")
        self._take(c.DATE, _KEPT, self._not_accused)
        self._take_digits(c.WISH, _KEPT, self._not_accused)
        self._take_digits(c.PRESSURE, _KEPT)
        self._take(c.PUBLIC, _KEPT, self._not_accused)
        self._take_digits(c.LIST, _KEPT, self._ascending)
        self._take(c.KNOWN, _GONE)
        self._take_digits(c.WEAK_DATE, _KEPT, self._not_accused)
        self._take_digits(c.ROAD, _KEPT)
        self._doors()
        self._take(SIDES, _GONE)
        self._take(c.BUILDING, _KEPT)
        self._take_digits(c.HOTLINE, _KEPT, self._may_call)
        self._take_digits(c.SHORT_HOTLINE, _KEPT, self._called)
        self._take(c.COUNT, _KEPT, self._counted)
        self._take_digits(c.SHORT, _KEPT, self._not_accused)
        self._rest()
        return self._written()

    # ---- settling

    def _take(
        self, pattern: re.Pattern[str], state: str, allowed: Callable[[re.Match[str]], bool] | None = None,
        *, group: str = "",
    ) -> None:  # fmt: skip
        for found in pattern.finditer(self._left):
            if allowed is None or allowed(found):
                start = found.start(group) if group and found[group] else found.start()
                self._settle(start, found.end(), state)

    def _take_digits(
        self, pattern: re.Pattern[str], state: str, allowed: Callable[[re.Match[str]], bool] | None = None
    ) -> None:
        """`_take` for a pattern that asks for a digit, not only for a numeral."""
        if self._digits:
            self._take(pattern, state, allowed)

    def _settle(self, start: int, end: int, state: str) -> None:
        self._state[start:end] = state * (end - start)
        self._left = self._left[:start] + _BLOCKED * (end - start) + self._left[end:]

    def _doors(self) -> None:
        for found in c.DOORS.finditer(self._left):
            start = found.start()
            if found["homes"] and not self._accused(start) and self._many(found["homes"], start):
                continue
            if building := found["building"]:
                self._settle(start, start + len(building), _KEPT)
                start += len(building)
            elif found["first"]:
                self._building[start] = f"{found['first']}号楼"
            self._settle(start, found.end(), _GONE)

    # ---- what the context says

    def _many(self, homes: str, at: int) -> bool:
        """Whether so many 户 are households that are counted, and not one with that number."""
        round_one = c.ROUND.fullmatch(homes.rstrip("户 "))
        return round_one is not None or c.HOMES_COUNTED.search(self._before(at)) is not None

    def _before(self, at: int) -> str:
        return self._seen[max(0, at - _CONTEXT) : at]

    def _accused(self, at: int) -> bool:
        return c.ACCUSED.search(self._before(at)) is not None

    def _not_accused(self, found: re.Match[str]) -> bool:
        return not self._accused(found.start())

    @staticmethod
    def _ascending(found: re.Match[str]) -> bool:
        numbers = [int(n) for n in re.findall(r"\d+", found[0])]
        return len(c.RANGE.findall(found[0])) <= 1 and all(
            one < other for one, other in itertools.pairwise(numbers)
        )

    def _may_call(self, found: re.Match[str]) -> bool:
        before = self._before(found.start())
        return not c.ACCUSED.search(before) or c.CALL_IN.search(before) is not None

    def _called(self, found: re.Match[str]) -> bool:
        after = self._seen[found.end() :]
        return bool(c.CALLED.search(self._before(found.start())) or c.ANSWERS.match(after))

    def _counted(self, found: re.Match[str]) -> bool:
        """Whether a number is a count, a sum, a length or the like, and not somebody's."""
        number, after = found[0], self._seen[found.end() :]
        before = self._before(found.start())
        if c.ACCUSED.search(before):
            return False
        if c.LONG.fullmatch(number):  # as long as a telephone number: only with what is never said of one
            return bool(c.SUM.match(after) or c.MONEY.search(before))
        if c.CERTAIN.match(after) or c.MONEY.search(before) or c.COMPOUND.match(after):
            return True
        if c.ORDINAL.search(before):
            return bool(c.ORDERED.match(after) and c.NUMBERED.fullmatch(number))
        if c.HOMES.match(after):
            return bool(c.HOMES_COUNTED.search(before) or c.ROUND.fullmatch(number))
        if c.LABEL.search(before):
            return bool(c.ENDS.match(after) or c.MEASURED.match(after))
        counting = c.COUNTING.search(before) is not None
        measured = c.MEASURED.match(after)
        if measured is None:
            return False
        return counting or bool(c.ROUND.fullmatch(number) or c.ENDS.match(after[measured.end() :]))

    # ---- what nothing has settled

    def _rest(self) -> None:
        """Withhold every group of numbers that has three digits or more and is not settled."""
        group: list[tuple[int, int]] = []
        digits, last = 0, -1
        for found in c.TOKEN.finditer(self._left):
            gap = self._left[last : found.start()] if last >= 0 else "x"
            if not c.JOINT.fullmatch(gap):
                self._close(group, digits)
                group, digits = [], 0
            group.append(found.span())
            digits += _digits(found[0])
            last = found.end()
        self._close(group, digits)

    def _close(self, group: list[tuple[int, int]], digits: int) -> None:
        if digits < c.TELLING:
            return
        start, end = group[0][0], group[-1][1]
        if prefix := c.PREFIX.search(self._left, 0, start):
            start = prefix.start()
        # The end of a number that was cut into pieces is no count: 1380013 8000元.
        while (tail := c.TAIL.match(self._seen, end)) and self._state[tail.start(1)] == _KEPT:
            end = tail.end()
        self._settle(start, end, _GONE)

    def _written(self) -> str:
        if _GONE not in self._state:
            return self._text
        out: list[str] = []
        for at, character in enumerate(self._text):
            if self._state[at] != _GONE:
                if not (out and out[-1].endswith(HIDDEN) and character in c.MARKS):
                    out.append(character)
            elif building := self._building.get(at):
                out.append(building + HIDDEN)
            elif not (out and out[-1].endswith(HIDDEN)):
                out.append(HIDDEN)
        return "".join(out)


def _digits(token: str) -> int:
    """How many digits a token is worth; a round number in words (三百) tells no door."""
    if c.CARDINAL.fullmatch(token):
        return 3 if c.EXACT.fullmatch(token) else 2
    if c.IDIOM.fullmatch(token):
        return 0
    if c.LOOKALIKE.fullmatch(token):
        return len(token)
    return sum(character.isdigit() or character in SPELLED for character in token)
