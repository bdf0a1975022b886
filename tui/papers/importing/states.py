"""How far a matter is, out of what a ledger says: 已办结，已联系物业更换; 调解不成，移交司法所."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from tui.kinds.registry import kind
from tui.papers.importing.headings import plain
from tui.papers.importing.lexicon import squeezed

_BEGINS: Final = re.compile(r"[，,；;。:：（(\n\s]")
_NOT_YET: Final = re.compile(
    r"[未没待尚](?:能|有|予)?(?:解决|办结|完成|处理|办理|落实|修)|正在|协调|处理中|办理中|跟进|进行中|拟|预计|将于|下周|下月"
)
_SHORT_DAY: Final = r"(?:\d{4}[年./-])?\d{1,2}[月./-]\d{1,2}[日号]?"
_ENDED: Final = re.compile(rf"(\D+?)[(（,，\s:：]*({_SHORT_DAY})[)）]?|({_SHORT_DAY})[,，\s:：]*(\D+)")
# How headings end below which more than a state is told.
_TOLD_IN: Final = re.compile(
    r"(?:情况|进展|结果|意见|措施|过程|记录|反馈)(?:(?:以?及|和|与|、).{1,6}|\([^()]*\))?$"
)
_DONE: Final = re.compile(
    r"办结|解决|完成|办妥|处理完|修好|换好|装好|"
    # Who was told, or has it now, has not done it yet.
    r"已(?!联系|上报|反映|报|转|通知|安排|约|派|受理|登记|记录|列入|纳入|协调|告物业|交|提交|申请|催|沟通)"
)


def wish_state(text: str, heading: str, words: Mapping[str, str]) -> tuple[str, str, str]:
    """State, outcome and what else is to be kept, of what a cell says; "" where it says none of it.

    A word alone is a state; what a cell says beyond is the outcome. In a column that has nothing but states, a
    word that is none is kept beside.
    """
    word = squeezed(text)
    if word in words:
        return _kept(words[word], "", text)
    bare, _ = ended(text)
    if squeezed(bare) in words:
        return _kept(words[squeezed(bare)], "", text)
    first = words.get(squeezed(_BEGINS.split(text, maxsplit=1)[0]))
    if first:
        return _kept(first, text, "")
    outcome = kind("wish").field("outcome")
    if not _TOLD_IN.search(heading) and (outcome is None or heading not in map(plain, outcome.headings)):
        return "", "", text
    return (
        "in_progress" if _NOT_YET.search(text) else "done" if _DONE.search(text) else "in_progress",
        text,
        "",
    )


def ended(text: str) -> tuple[str, str]:
    """A state with the day behind or before it, apart: 已办结3.8 is 已办结 and 3.8; "" where no day stands there."""
    if found := _ENDED.fullmatch(text.strip()):
        return (found[1], found[2]) if found[1] else (found[4], found[3])
    return text, ""


def _kept(state: str, outcome: str, text: str) -> tuple[str, str, str]:
    """A wish that went into another, or onto an agenda, needs what a ledger does not have."""
    return (state, outcome, "") if state not in {"merged", "on_agenda", "on_hold"} else ("accepted", "", text)


def outcome_state(text: str, words: Mapping[str, str]) -> str:
    """How far a matter is, by what was done: done, or in progress; "" where nothing is said."""
    if not text:
        return ""
    said = done_word(text, words)
    return said or ("done" if _DONE.search(text) and not _NOT_YET.search(text) else "in_progress")


def not_yet(text: str) -> bool:
    """Whether what was done is said to go on, or not to be done yet."""
    return bool(_NOT_YET.search(text))


def done_word(text: str, words: Mapping[str, str]) -> str:
    """The state that an outcome begins with (已办结，…), or ""."""
    return words.get(squeezed(_BEGINS.split(text, maxsplit=1)[0]), "")


def mediation_state(text: str, words: Mapping[str, str]) -> dict[str, str]:
    """State and the agreement or reason, of what a cell says about the end of a mediation; {} if nothing."""
    state = words.get(squeezed(text)) or _ended(text)
    if not state:
        return {}
    if state in {"failed", "referred"}:
        return {"state": state, "reason": text}
    beyond = squeezed(text) not in words
    return {"state": state, **({"agreement": text} if state == "agreed" and beyond else {})}


def action_state(text: str, words: Mapping[str, str]) -> tuple[str, str]:
    """How far an action item is, and what was said beyond that: 已完成选址，待施工 is open."""
    word = squeezed(text)
    if word in words:
        return words[word], ""
    bare, _ = ended(text)
    if squeezed(bare) in words:
        return words[squeezed(bare)], text
    return ("done" if _DONE.search(text) and not _NOT_YET.search(text) else "open"), text


def _ended(text: str) -> str:
    for found, state in (
        (r"移交|移送|转交|司法所|起诉|诉讼|仲裁|上报", "referred"),
        (r"不成|失败|未达成|不成功|拒绝调解", "failed"),
        (r"正在|未化解|尚未|调解中|化解中|待", "open"),
        (r"成功|达成|化解|和解|解决|签订|履行|已", "agreed"),
    ):
        if re.search(found, text):
            return state
    return ""
