"""The sentences of a notice about one festival: which days are off, and which are worked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from tui.language.errors import Message
from tui.rules.calendar.named_days import NamedDay, not_understood, span_of

_NOTE: Final = r"(?:\((?P<{0}note>[^()]*)\))?"
_DATE: Final = r"(?:(?P<{0}year>\d{{4}})年)?(?:(?P<{0}month>\d{{1,2}})月)?(?P<{0}day>\d{{1,2}})日" + _NOTE
# 上班 and its like come first: 调休上班 is work, 调休 alone is not.
_WORK: Final = r"(?:正常|照常|调休|调整为?|补)?(?:上班|补班|调班|工作日)"
_TOKEN: Final = re.compile(
    f"{_DATE.format('a')}(?:(?:至|到|—+|–|-|~)(?:{_DATE.format('b')}))?"
    r"|(?P<longer>(?:延长|顺延|延)[^,。;\n]{0,16}?[至到](?=\d{1,2}月))"
    r"|(?P<moved>公休日?(?:分别)?(?:调[至到整]+))"
    r"|(?P<not>不调休|不放假|不休息|不上班|无调休)"
    rf"|(?P<onlead>{_WORK}(?:日期|时间|日|安排)?[:为是])"
    r"|(?P<offlead>(?:放假|休假|休息|假期)(?:日期|时间|安排)?[:为是从自])"
    r"|(?P<count>共(?:计)?\d{1,2}天|放假\d{1,2}天)"
    rf"|(?P<comma>,)|(?P<on>{_WORK})|(?P<off>放假|休假|补休|调休|公休|休息|(?:法定)?节?假日|假期)"
)
_COUNT: Final = re.compile(r"(?:共(?:计)?|放假)(\d{1,2})天")
_WEEKDAY: Final = re.compile(r"(?:周|星期|礼拜|^)([一二三四五六日天])(?:$|[^\u4e00-\u9fff])")
_WEEKDAYS: Final = "一二三四五六日"
# What is only encouraged binds nobody: 鼓励各单位安排职工在除夕（2月9日）休息.
_ENCOURAGED: Final = re.compile("鼓励|倡导|提倡|建议|值班")
_SIGNATURE: Final = re.compile(r"[^\d]{0,40}\d{4}年\d{1,2}月\d{1,2}日[^放休班]{0,12}")


class Section:
    """Reads what a notice of `year` says of one festival; `days` and `doubts` have what was understood."""

    def __init__(self, name: str, year: int) -> None:
        self.name = name
        self.year = year
        self.doubts: list[Message] = []
        self._off: dict[date, bool] = {}

    @property
    def days(self) -> list[NamedDay]:
        """The days in the notice's order."""
        return [NamedDay(day, self.name, off) for day, off in self._off.items()]

    def read(self, body: str) -> None:
        """Take the sentences in, one after the other."""
        for sentence in re.split(r"[。;!\n]|\.{3,}", body):
            if not re.search(r"\d日", sentence):
                continue
            if _ENCOURAGED.search(sentence):
                if re.search("休息|放假|上班", sentence):
                    quoted = {"text": sentence.strip()[:80]}
                    self.doubts.append(Message("Only encouraged, and left as it is: {text}", quoted))
                continue
            if self._off and _SIGNATURE.fullmatch(sentence):
                continue
            before = sum(self._off.values())
            if _Sentence(self, sentence).read():
                self.doubts.append(not_understood(sentence))
            counted = _COUNT.search(sentence)
            if counted and int(counted[1]) != sum(self._off.values()) - before:
                facts = {"name": self.name, "n": int(counted[1]), "m": sum(self._off.values()) - before}
                self.doubts.append(Message("{name}: the notice counts {n} days off, {m} were read.", facts))
        if not self._off:
            self.doubts.append(Message("{name}: no day was understood.", {"name": self.name}))

    def put(self, days: list[date], *, off: bool, gently: bool = False) -> None:
        """The days are off or worked; `gently` leaves those that are worked already."""
        for day in days:
            if not (gently and self._off.get(day) is False):
                self._off[day] = off

    def leave(self, days: list[date]) -> None:
        """A weekend that is given for other days is worked, unless something was said of it."""
        for day in days:
            self._off.setdefault(day, False)

    @property
    def empty(self) -> bool:
        """Whether nothing was understood yet."""
        return not self._off


class _Sentence:
    """One sentence: dates are pending until a word says what they are."""

    def __init__(self, section: Section, text: str) -> None:
        self._section = section
        self._text = text
        self._pending: list[date] = []
        self._month = 0
        self._moved = False
        # 假期延长至2月2日: a holiday that was told before goes on to that day.
        self._longer = False
        # What a word before the dates says of them: 调休上班：1月30日.
        self._lead = ""
        self._bare = re.sub(_TOKEN, "", text)

    def read(self) -> list[date]:
        """Put into the section what the sentence says; the dates of which it says nothing."""
        for token in _TOKEN.finditer(self._text):
            if token["aday"]:
                self._date(token)
            elif token.lastgroup and token[token.lastgroup]:
                self._word(token)
        if self._longer:
            self._extend()
        elif self._moved or self._lead:
            self._settle(off=self._lead != "on")
        elif self._pending and self._section.empty and not re.search(r"[\u4e00-\u9fff]", self._bare):
            self._settle(off=True)  # 端午节：6月9日
        return self._pending

    def _date(self, token: re.Match[str]) -> None:
        try:
            span, self._month = self._span(token)
        except ValueError:
            self._section.doubts.append(Message("{text}: there is no such day.", {"text": token[0]}))
            return
        self._section.doubts += _wrong_weekdays(token, span)
        self._pending += span

    def _word(self, token: re.Match[str]) -> None:
        kind = token.lastgroup
        if kind == "longer":
            self._longer = True
        elif kind == "comma":
            if self._longer:
                self._extend()
            elif self._moved:  # the days for which a weekend was given
                self._settle(off=True)
        elif kind == "moved":
            # 公休日调至: a weekend that is given for another day, which follows.
            self._section.leave(self._pending)
            self._pending, self._moved = [], True
        elif kind in {"onlead", "offlead"}:
            self._settle(off=self._lead != "on")
            self._lead = "on" if kind == "onlead" else "off"
        elif kind == "on":
            self._settle(off=False)
        elif kind == "count":
            self._settle(off=True, gently=True)
        elif kind == "off":
            self._settle(off=True, gently=token["off"] != "放假")

    def _extend(self) -> None:
        """The last day is off; which ones come before it the sentence does not say."""
        if self._pending:
            facts = {"name": self._section.name, "day": self._pending[-1].isoformat()}
            self._section.doubts.append(
                Message(
                    "{name}: longer, to {day}. Which days before it are off is not said: add them by hand.",
                    facts,
                )
            )
        self._longer = False
        self._settle(off=True)

    def _settle(self, *, off: bool, gently: bool = False) -> None:
        self._section.put(self._pending, off=off, gently=gently)
        self._pending, self._moved = [], False

    def _span(self, token: re.Match[str]) -> tuple[list[date], int]:
        """The days of a date or of a range, and the month of its end. Raises ValueError."""
        month = int(token["amonth"] or self._month)
        first = date(self._year(token["ayear"], month), month, int(token["aday"]))
        if not token["bday"]:
            return [first], month
        month = int(token["bmonth"] or month)
        last = date(int(token["byear"] or first.year), month, int(token["bday"]))
        if last < first and not token["byear"]:
            last = last.replace(year=last.year + 1)
        days = span_of(first, last)
        if not days:
            raise ValueError(token[0])
        return days, month

    def _year(self, said: str | None, month: int) -> int:
        """The year of a date; the December of a New Year is that of the year before."""
        if said:
            return int(said)
        section = self._section
        return section.year - 1 if section.name.startswith("元旦") and month == 12 else section.year


def _wrong_weekdays(token: re.Match[str], span: list[date]) -> Iterator[Message]:
    """What does not fit between a date and its weekday in brackets."""
    for part, day in (("anote", span[0]), ("bnote", span[-1])):
        said = _WEEKDAY.search(token[part] or "")
        if said and _WEEKDAYS.index(said[1].replace("天", "日")) != day.weekday():
            facts = {
                "day": day.isoformat(),
                "weekday": f"周{said[1]}",
                "really": f"周{_WEEKDAYS[day.weekday()]}",
            }
            yield Message("{day} is {really}, not {weekday}: is it the right year?", facts)
