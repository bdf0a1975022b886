"""What holds for all rows of a sheet: what stands above its head or between its rows, and what was answered."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from tui.papers.importing.headings import Target, meanings, named, targets
from tui.papers.importing.lexicon import choices_of, squeezed
from tui.papers.importing.matching import Column
from tui.papers.importing.rows import section_name
from tui.papers.importing.values import Place, compound_of, meeting_kind, reader

_YEAR: Final = re.compile(r"(?<!\d)(20\d{2})(?!\d)")
_TEAM: Final = re.compile(r"([^\x00-\x7f，。；：、（）\s]{2,12}?(?:队|协会|服务社|合作社))")
_SUBJECT: Final = re.compile(r"^.*(?:社区|街道|居委会|小区)")
_DAY: Final = re.compile(r"(?<!\d)(20\d{2})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})(?!\d)")
_NEAR: Final = re.compile(
    r"(?<!\d)(?:(20\d{2})\s*[年./-]\s*)?(\d{1,2})\s*(?:月|[./](?=\d{1,2}(?!\d)))\s*(\d{1,2})(?:[日号]|(?![\d.:点]))"
)
_MADE: Final = re.compile(
    r"填报|填表|制表|统计|截[至止]|更新|打印|导出|报送|上报|[：:]|[-—~至到]\s*(?:20\d{2}|\d{1,2}月)"
)
_LONGEST_TITLE: Final = 40
# Kind -> the field of the day that a title may name for all rows.
_DAY_OF: Final = {"hours": "on", "visit": "on", "session": "on", "wish": "recorded_on", "signup": "on"}
_IN_TEAMS: Final = frozenset({"volunteer", "hours"})


def title_year(*texts: str) -> int | None:
    """The year that titles, sheet or file name; the first line with one year alone counts."""
    for text in texts:
        for line in text.splitlines():
            years = set(_YEAR.findall(line))
            if len(years) == 1:
                return int(years.pop())
            if years:
                return None
    return None


def title_day(titles: str) -> date | None:
    """The one day that titles name: that of 2026年5月26日义剪日时长表. When a list was made, or counted, is no such day."""
    found = {
        tuple(map(int, day))
        for line in titles.splitlines()
        if not _MADE.search(line) and len(line) <= _LONGEST_TITLE
        for day in _DAY.findall(line)
    }
    try:
        return date(*found.pop()) if len(found) == 1 else None
    except ValueError:
        return None


def near_day(titles: str, today: date) -> date | None:
    """The one day that titles name, which may lie ahead; without a year the one that is nearest to today."""
    found = {(year, month, day) for year, month, day in _NEAR.findall(titles)}
    whole = {one for one in found if one[0]} or found
    if len(whole) != 1:
        return None
    year, month, day = whole.pop()
    days = []
    for of in (int(year),) if year else range(today.year - 1, today.year + 2):
        with contextlib.suppress(ValueError):
            days.append(date(of, int(month), int(day)))
    return min(days, key=lambda on: abs(on - today), default=None)


@dataclass(slots=True)
class Constants:
    """The fields that all rows have where they say nothing themselves."""

    kind: str
    place: Place
    free: frozenset[str]
    fixed: dict[str, Any] = field(default_factory=dict)
    answered: dict[str, Any] = field(default_factory=dict)
    section: dict[str, Any] = field(default_factory=dict)
    team: str = ""

    @classmethod
    def of(
        cls,
        kind: str,
        columns: tuple[Column, ...],
        labels: Mapping[str, str],
        titles: str,
        answers: Mapping[str, str],
        place: Place,
    ) -> Constants:
        """Those of a sheet: `labels` and `titles` stand above its head, `answers` were given by field."""
        taken = frozenset(c.target.name for c in columns if c.target)
        free = frozenset(t.name for t in targets(kind)) - taken
        found = cls(kind, place, free)
        for label, value in labels.items():
            for _, target in meanings(kind).get(label, ()):
                if target.name in free and target.name not in found.fixed:
                    found.fixed |= _read(kind, target, label, value, place)
                    break
        for said, value in answers.items():
            name = named(kind, said)
            for target in targets(kind):
                if target.name == name and name in free:
                    found.answered |= _read(kind, target, name, value, place)
        found._from_title(titles)
        return found

    @property
    def names(self) -> set[str]:
        """The fields that stand above the head."""
        return set(self.fixed)

    @property
    def sorts(self) -> frozenset[str]:
        """The words of what a household is, by any of which alone a section is headed, where no column says it."""
        if self.kind != "household" or "flags" not in self.free:
            return frozenset()
        declared = next(t.field for t in targets("household") if t.name == "flags")
        return frozenset(choices_of(declared, self.place.community))

    def _from_title(self, titles: str) -> None:
        if self.kind in _IN_TEAMS and ({"teams", "team"} & self.free) and not {"teams", "team"} & self.names:
            self.team = next((t for t in self.place.teams if t in titles), "") or _team_in(titles)
            if self.team:
                self.fixed |= self._of_team(self.team)
        if self.kind == "meeting" and "kind" in self.free and (kind := meeting_kind(titles, self.place)):
            self.fixed.setdefault("kind", kind)
        day = _DAY_OF.get(self.kind, "")
        on = title_day(titles) if day in self.free and day not in self.fixed else None
        if self.kind == "signup":
            self._of_session(titles)
        elif on is not None and on <= self.place.today:
            self.fixed[day] = on.isoformat()
        if self.kind == "household" and "flags" in self.free:
            declared = next(t.field for t in targets("household") if t.name == "flags")
            words = choices_of(declared, self.place.community)
            flags = {flag for word, flag in words.items() if len(word) > 1 and word in titles}
            if len(flags) == 1:  # 独居老人台账; of 独居、残疾老人台账 it is not known who is what
                self.fixed.setdefault("flags", [flags.pop()])
        if self.kind == "partner":  # also where a column has sorts of its own: 餐饮, 金融机构
            declared = next(t.field for t in targets("partner") if t.name == "kind")
            words = choices_of(declared, self.place.community)
            kinds = {kind for word, kind in words.items() if len(word) > 1 and word in titles}
            if len(kinds) == 1:
                self.fixed["kind"] = kinds.pop()

    def _of_session(self, titles: str) -> None:
        """The service that titles name, and the day: without a year that which is nearest to today."""
        named = [name for name in self.place.services if name and name in titles]
        if "service" in self.free and named and "service" not in self.fixed:
            self.fixed["service"] = max(named, key=len)
        if "on" in self.free and "on" not in self.fixed and (on := near_day(titles, self.place.today)):
            self.fixed["on"] = on.isoformat()

    def _of_team(self, name: str) -> dict[str, Any]:
        return {"teams": [name]} if self.kind == "volunteer" else {"team": name}

    def enter(self, text: str) -> None:
        """A line between the rows, which says what the following ones are: a team, a compound, a sort."""
        name = section_name(text)
        self.section = {}
        for target in targets(self.kind):
            if target.name in self.free and (target.field.type == "choice" or target.name == "flags"):
                value = choices_of(target.field, self.place.community).get(squeezed(name))
                if value:
                    self.section = {target.name: [value] if target.name == "flags" else value}
                    return
        if "compound" in self.free and (number := compound_of(name, self.place)):
            self.section = {"compound": number}
        elif self.kind in _IN_TEAMS and {"teams", "team"} & self.free and name:
            self.section = self._of_team(name)

    def fill(self, fields: dict[str, Any]) -> None:
        """Put in (in place) what a row does not say itself."""
        for constants in (self.section, self.fixed, self.answered):
            for name, value in constants.items() if constants else ():
                if fields.get(name) in (None, ""):
                    fields[name] = list(value) if isinstance(value, list) else value


def _read(kind: str, target: Target, heading: str, value: str, place: Place) -> dict[str, Any]:
    got = reader(kind, Column(0, heading, "field", target), place)(value, place.today.year)
    return dict(got.fields)


def _team_in(titles: str) -> str:
    """The team that a title names: 东风路南社区夕阳维修队志愿者名单 → 夕阳维修队."""
    for line in titles.splitlines()[:1]:
        found = _TEAM.search(_SUBJECT.sub("", line))
        if found and found[1] not in {"志愿服务队", "服务队", "志愿者服务队", "志愿队", "志愿者队"}:
            return found[1]
    return ""
