"""What headings mean: those of the declared fields, in the form in which they are compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Final, NamedTuple

from tui.kinds.declaration import Field
from tui.kinds.signup import NAME as SIGNUP
from tui.kinds.signup import ledger_kind
from tui.language.i18n import translator
from tui.papers.importing.synonyms import ALSO
from tui.papers.importing.wordings import asked, composed
from tui.rules.importing import OF_HOUSEHOLD

_TOLD_APART: Final = (
    "wish", "visit", "mediation", "volunteer", "hours", "meeting", "household", "partner", "offer", "need",
    "home", "team", "session",
)  # fmt: skip
FORMS: Final = (*_TOLD_APART, "action", "booking")
"""The kinds with whose records forms are filled."""

KINDS: Final = (*FORMS, "signup")
"""The kinds of which ledgers are read."""

COMPOSED: Final = 1000
"""The place of a meaning that a heading has only by the words in it."""

# Parts of sessions, which have no headings in the ledgers of sessions.
_OF_SIGNUP: Final = frozenset({"resident", "phone", "at_home", "address"})
REMARKS: Final = frozenset({"备注", "说明", "其他", "备注说明"})
LINE_NUMBERS: Final = frozenset({"序号", "编号", "no", "no.", "序列", "行号", "序", "号", "项次"})
_IDENTIFIES: Final = re.compile(r"身份证|身份号码|证件号|护照|银行卡|银行账号|社保卡|残疾证号|低保证号")
_BORN: Final = re.compile(r"出生|生日|生辰")
_NUMBERED: Final = re.compile(r"^(?:[(]\d{1,2}[)][、.]?|q?\d{1,2}[、.)])(?=\D)")
_AT_END: Final = re.compile(
    r"(?:[*:#?]|[(\[](?:必填|选填|必选|非必填|可不填|可多选|可多行|最多选.{1,3}项|(?:单选|多选|填空|问答|下拉|打分|量表|简答|日期|排序)题?|自动(?:填写|生成)?)[)\]])+$"
)
# How a questionnaire addresses who fills it in: 请问您的…, 请填写….
_ADDRESSED: Final = re.compile(
    r"^(?:请问|请您?(?:填写|输入|选择|留下|注明|写明|描述|说明|简述|上传))?(?:一下)?(?:[您你](?:家|本人)?的?)?(?=..)"
)
_IN_BRACKETS: Final = re.compile(r"\([^()]*\)$")
_WITHIN: Final = re.compile(r"(?<=.)\([^()]*\)")
_BRACKETS: Final = re.compile(r"[()]")
_ADDRESSES: Final = frozenset("请您你")
# Below 走访人签字 stands who it was.
_SIGNED: Final = re.compile(r"(?<=[人员者])(?:亲笔)?(?:签字|签名|签章)$")


# 姓名及电话, 数量、单位: the first of them that is a field is what the column means.
_AND: Final = re.compile(r"以及|及其?|[和与、/+]")


_ASKED_ON: Final = re.compile("申请|下单|派单|登记|提交")


class Target(NamedTuple):
    """A field that a column can mean: its name in records, and how it is declared.

    A field that refers (`household_id`) is a name in a ledger (`household`); that of a part is
    `attendance.names`.
    """

    name: str
    field: Field


def plain(heading: str) -> str:
    """A heading as it is compared: without spaces, numbers before it and stars after it, in one width."""
    text = "".join(unicodedata.normalize("NFKC", heading).split()).lower().lstrip("*")
    text = _AT_END.sub("", _NUMBERED.sub("", text))
    return _ADDRESSED.sub("", text) if text[:1] in _ADDRESSES else text


def bare(heading: str) -> str:
    """A plain heading without brackets at its end: `服务时长(小时)` is `服务时长`."""
    return _AT_END.sub("", _IN_BRACKETS.sub("", heading)) or heading


def identifies(heading: str) -> bool:
    """Whether a column of this (plain) heading is never kept, because it identifies a person."""
    return bool(_IDENTIFIES.search(heading))


def tells_birth(heading: str) -> bool:
    """Whether a column of this (plain) heading tells when somebody was born."""
    return bool(_BORN.search(heading))


@cache
def targets(kind_name: str) -> tuple[Target, ...]:
    """The fields of a kind that columns can mean, in the order in which they are declared."""
    declared = ledger_kind(kind_name)
    found = [t for field in (*declared.fields, *declared.derived) for t in _targets(field, "")]
    if kind_name == "visit":
        household = ledger_kind("household")
        found += [Target(n, f) for n in OF_HOUSEHOLD if (f := household.field(n)) is not None]
    if kind_name == SIGNUP:
        found += [Target(f.name, f) for f in declared.fields if f.name in _OF_SIGNUP]
    return tuple(found)


def _targets(field: Field, within: str) -> list[Target]:
    name = within + field.name.removesuffix("_id")
    own = [Target(name, field)] if field.headings else []
    return own + [t for part in field.parts for t in _targets(part, f"{name}.")]


def label_of(kind_name: str, name: str) -> str:
    """What people call a field of `targets`: the msgid of its label."""
    return next((t.field.label for t in targets(kind_name) if t.name == name), "") or name


def named(kind_name: str, text: str) -> str | None:
    """The field that `text` names: by its name, its label in either language, or a heading that ledgers have for it."""
    return _names(kind_name).get(plain(text))


@cache
def _names(kind_name: str) -> Mapping[str, str]:
    """What each field can be called, in the form that headings are compared in; of two, the first has it."""
    tr, found = translator("zh"), dict[str, str]()
    known = targets(kind_name)
    for words in (
        ((t.name, t.name) for t in known),
        ((word, t.name) for t in known for word in (t.field.label, tr(t.field.label)) if word),
        ((heading, t.name) for t in known for heading in t.field.headings),
    ):
        for word, name in words:
            found.setdefault(plain(word), name)
    return found


@cache
def meanings(kind_name: str) -> Mapping[str, tuple[tuple[int, Target], ...]]:
    """Plain heading -> the fields of a kind that it can mean, each with the heading's place in its list."""
    found: dict[str, list[tuple[int, Target]]] = {}
    for target in targets(kind_name):
        for rank, heading in enumerate(target.field.headings):
            if heading not in REMARKS:
                found.setdefault(plain(heading), []).append((rank, target))
        for rank, heading in enumerate(
            filter(None, ALSO.get(f"{kind_name}.{target.name}", "").split("|")), 100
        ):
            found.setdefault(plain(heading), []).append((rank, target))
    return {heading: tuple(meant) for heading, meant in found.items()}


@cache
def meant(kind_name: str, heading: str) -> tuple[tuple[int, Target], ...]:
    """The fields of a kind that a (plain) heading can mean: those that list it, then by the words in it.

    When something was asked for counts after when it is wanted: 下单时间 after 期望上门时间.

    Each has a place in the order of what is likely; from `COMPOSED` on nobody listed the heading.
    """
    found = _meant(kind_name, heading)
    if kind_name == "home" and _ASKED_ON.match(heading):
        return tuple((COMPOSED + 1 if t.name == "wished_on" else rank, t) for rank, t in found)
    return found


def _meant(kind_name: str, heading: str) -> tuple[tuple[int, Target], ...]:
    of_kind = meanings(kind_name)
    short = bare(heading)
    listed = of_kind.get(heading) or of_kind.get(short) or of_kind.get(_WITHIN.sub("", heading)) or ()
    if not listed and (signed := _SIGNED.sub("", short)) != short:
        return tuple((COMPOSED, target) for _, target in meant(kind_name, signed))
    if identifies(heading) or heading in LINE_NUMBERS:
        return listed
    named = {target.name for _, target in listed}
    names = next(
        filter(
            None,
            (
                composed(kind_name, h)
                for h in (heading, _BRACKETS.sub("", heading), short, _WITHIN.sub("", heading))
            ),
        ),
        (),
    )
    if not listed and not names:
        others = [said] if (said := asked(short)) != short else _AND.split(short)
        for number, one in enumerate(others if others != [short] else ()):
            if len(one) > (2 if number else 1) and (found := meant(kind_name, one)):
                return tuple((COMPOSED + len(others) - 1, target) for _, target in found)
    fields = {t.name: t for t in targets(kind_name)} if names else {}
    return (*listed, *((COMPOSED, fields[name]) for name in names if name in fields and name not in named))


def asks_for_phone(heading: str) -> bool:
    """Whether a heading asks for a telephone number beside something else: 姓名及电话."""
    others = _AND.split(plain(heading))
    return len(others) > 1 and any(
        re.fullmatch(r".{0,4}(?:电话|手机|联系方式|手机号码?|电话号码)", one) for one in others[1:]
    )


@cache
def kinds_of(heading: str) -> frozenset[str]:
    """The kinds that have a field of this (plain) heading, of those that are told apart by how many have it."""
    return frozenset(name for name in _TOLD_APART if meant(name, heading))


@cache
def _of_some_kind(heading: str) -> bool:
    return any(meant(name, heading) for name in KINDS)


def known(heading: str) -> bool:
    """Whether a (plain) heading is one that ledgers are known to have."""
    return _of_some_kind(heading) or heading in REMARKS or heading in LINE_NUMBERS or identifies(heading)
