"""What the placeholders of a blank document mean: {{会议名称}}, {{诉求人}}, {{填表日期}}, by the headings that are known.

A placeholder names something of the desk (its name, the day), a field of the record that the document is about, or
one of a list in it (the matters of a meeting), which repeats the row of the table in which it stands.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from tui.language.errors import InvalidInput, Message
from tui.papers.importing.headings import FORMS, identifies, plain
from tui.papers.importing.heads import Head
from tui.papers.importing.matching import columns, kind_of, own_of

LINE: Final = "number of the line"


def _words(text: Mapping[str, str]) -> Mapping[str, str]:
    return {plain(word): name for name, words in text.items() for word in words.split("|")}


DESK: Final = _words(
    {
        "community.name": "社区名称|社区|社区名|所在社区|所属社区",
        "unit": "单位|填报单位|制表单位|记录单位|居委会|居委会名称|社区居委会|组织单位|主办单位|召集单位|出具单位",
        "today": "填表日期|制表日期|填报日期|打印日期|落款日期|今天|今天日期|出具日期|制表时间|填表时间",
        "made_by": "填表人|制表人|填报人|经办人|制单人|打印人",
        "count": "合计|总数|总件数|总人数|件数|记录数",
        "period": "期间|统计期间|起止日期|起止时间",
    }
)
"""What is of the desk itself, in documents of every kind."""

# Kind -> what is said of a record beyond its fields, or in other words than ledgers have for them.
_RECORD: Final[Mapping[str, Mapping[str, str]]] = {
    "meeting": _words({
        "name": "会议名称|会议标题|名称|标题", "starts_at.words": "会议时间|时间|召开时间|开会时间", "place": "会议地点|地点|开会地点",
        "starts_at": "会议日期|日期|开会日期|召开日期", "attendance": "出席人员|出席|参会人员|到会人员|参加人员|出席单位|参会单位|与会人员",
        "attended": "实到人数|到会人数|出席人数|参会人数|实到", "takers": "记录人|记录|记录员|会议记录人", "chair": "主持人|主持|会议主持人|主持人姓名",
        "excused": "请假人员|请假|缺席人员|缺席|请假人", "guests": "列席人员|列席", "actions": "待办事项|交办事项|任务|后续工作|落实事项",
        "items": "议题|会议议题|会议议程|议程|会议主题|主要议题", "decisions": "议定事项|会议决定|会议决议|决议|决定事项",
        "note": "会议内容|备注|会议记录",
    }),
    "session": _words({
        "service": "活动名称|服务名称|服务项目|活动|活动主题|项目名称", "when": "活动时间|服务时间|时间", "on": "活动日期|服务日期|日期",
        "place": "活动地点|服务地点|地点", "team": "服务队|服务队伍|组织单位|承办单位", "signed_up": "报名人数|应到人数",
        "people_served": "服务人数|服务人次|实到人数|受益人数|参加人数", "volunteers": "志愿者|志愿者姓名|参与志愿者",
    }),
}  # fmt: skip
# Kind -> list in the record -> what is said of one of it.
_PARTS: Final[Mapping[str, Mapping[str, Mapping[str, str]]]] = {
    "meeting": {
        "items": _words({
            LINE: "序号|编号", "title": "议题|会议议题|讨论事项|事项|议题内容", "discussion": "讨论情况|讨论|发言要点|协商过程|讨论记录",
            "decision": "决定|会议决定|议定事项|决议|议定结果|处理意见", "yes": "赞成|同意|赞成票|同意票|赞成人数", "no": "反对|反对票|不同意|反对人数",
            "abstain": "弃权|弃权票|弃权人数", "votes": "表决情况|表决结果|表决",
        }),
        "actions": _words({
            LINE: "序号|编号", "title": "待办事项|任务|任务内容|工作事项|落实事项|交办事项", "owner": "责任人|负责人|承办人|责任单位|承办单位|牵头人",
            "due": "完成时限|完成时间|办理时限|截止日期|时限", "state": "完成情况|落实情况|状态|进度",
        }),
    },
    "session": {
        "signups": _words({
            LINE: "序号|编号", "resident": "姓名|居民姓名|报名人|参加人|参与人", "phone": "联系电话|电话|手机|联系方式", "address": "住址|地址",
            "note": "备注|说明",
        }),
    },
}  # fmt: skip


def said_of(kind: str, text: str) -> str | None:
    """What documents have besides fields that `text` names, by its own name or a word for it; None if nothing."""
    words = {**DESK, **_RECORD.get(kind, {})}
    return text if text in words.values() else words.get(plain(text))


class Row(NamedTuple):
    """The placeholders of a row of a table. `whole`: no cell of it has text of another sort, as beside a label."""

    words: tuple[str, ...]
    whole: bool


class Meaning(NamedTuple):
    """What the placeholders of a document mean, by name; None where it is not understood.

    `repeated` has for each row of a table what it is repeated for: a list in the record, "record" for each record,
    "" for nothing. `many`: the document lists records, and is not about one.
    """

    kind: str
    placeholders: Mapping[str, str | None]
    repeated: tuple[str, ...]
    many: bool

    @property
    def unknown(self) -> list[str]:
        """The placeholders that are not understood."""
        return [n for n, meaning in self.placeholders.items() if meaning is None and not identifies(plain(n))]

    @property
    def withheld(self) -> list[str]:
        """The placeholders of what is never kept here: numbers that identify a person."""
        return [n for n, meaning in self.placeholders.items() if meaning is None and identifies(plain(n))]

    def to_json(self) -> dict[str, Any]:
        """As plain values."""
        each = next((one for one in self.repeated if one), "")
        return {
            "kind": self.kind,
            "placeholders": dict(self.placeholders),
            "one_row_for_each": each or None,
            "unknown": self.unknown,
            **({"withheld": self.withheld} if self.withheld else {}),
        }


def meaning_of(
    words: Sequence[str],
    rows: Sequence[Row],
    hints: Sequence[str],
    kind: str | None,
    own: Mapping[str, Mapping[str, str]],
    unrecorded: Collection[str] = (),
) -> Meaning:
    """What the placeholders `words` of a document mean; `rows` are those of its tables.

    `hints` are its title and name; `own` is what the clerk has said of words; fields that are `unrecorded` in
    every record here are left for the pen. Raises InvalidInput where it has no
    placeholder, or tells no kind.
    """
    if not words:
        raise InvalidInput(
            {"": Message("The document has no placeholder such as {{姓名}}; nothing can be filled in.")}
        )
    head = Head(0, 0, tuple(words), tuple(words))
    of = kind or _stated_kind(words, hints) or kind_of(head, hints, {}, FORMS)
    if of is None:
        raise InvalidInput({"": Message("What the document is about is not clear. Say it with --of.")})
    record = {word: name for word, name in _of_record(of, head, own).items() if name not in unrecorded}
    parts = _PARTS.get(of, {})
    repeated = tuple(_repeated(row, record, parts) for row in rows)
    in_rows = [row for row, each in zip(rows, repeated, strict=True) if each == "record"]
    listed = {word for row in in_rows for word in row.words}
    many = len(in_rows) == 1 and not any(
        w in record and w not in listed for w in words if plain(w) not in DESK
    )
    if not many:
        repeated = tuple("" if each == "record" else each for each in repeated)
    meant: dict[str, str | None] = {}
    for row, each in zip(rows, repeated, strict=True):
        for word in row.words:
            if each == "record" and word not in record and plain(word) in {"序号", "编号"}:
                meant.setdefault(word, LINE)
            elif each and each != "record" and (name := parts[each].get(plain(word))):
                meant.setdefault(word, f"{each}.{name}")
    for word in words:
        if word not in meant:
            meant[word] = record.get(word) or DESK.get(plain(word))
    return Meaning(of, {word: meant[word] for word in words}, repeated, many)


def _stated_kind(words: Iterable[str], hints: Sequence[str]) -> str | None:
    """The kind whose own words the placeholders are, where two or more are that no other has."""
    hint = "".join(hints)
    plainly = {plain(word) for word in words}
    if sum("会议" in word or word in {"议题", "主持人"} for word in plainly) >= 2:
        return "meeting"
    if "签到" in hint and plainly & {"活动名称", "活动时间", "服务名称"}:
        return "session"
    return None


def _of_record(kind: str, head: Head, own: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """What of a record each word names; words that name nothing of it are left out."""
    said = own_of(own, kind)
    special = _RECORD.get(kind, {})
    found: dict[str, str] = {}
    for column in columns(head, kind, said):
        word = column.heading
        if not word:
            continue
        if name := said.get(plain(word)) or special.get(plain(word)):
            found[word] = name
        elif column.use == "field" and column.target is not None:
            found[word] = column.target.name
        elif column.use == "remark":
            found[word] = "note"
    return found


def _repeated(row: Row, record: Mapping[str, str], parts: Mapping[str, Mapping[str, str]]) -> str:
    if len(row.words) < 2:
        return ""
    scores = {name: sum(plain(w) in words for w in row.words) for name, words in parts.items()}
    best = max(scores, key=lambda name: scores[name], default="")
    here = sum(word in record for word in row.words)
    if best and scores[best] >= max(2, here):
        return best
    return "record" if row.whole and here >= 2 else ""
