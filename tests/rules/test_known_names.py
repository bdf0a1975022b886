"""A resident's name that a record has in a field of its own is known in every text, and words stay words."""

from __future__ import annotations

from typing import Any

import pytest

from tui.rules.privacy.masking import Mask

NAMED = (
    "王秀英", "高兴", "平安", "张大爷", "买买提·艾力", "欧阳修", "李强", "马路", "John Smith", "居委会", "业委会", "党支部", "周 红",
    "匿名", "独居老人", "石桥南苑居民",
)  # fmt: skip


def seen(text: str) -> str:
    tables: dict[str, dict[str, dict[str, Any]]] = {
        "wishes": {str(id): {"id": id, "resident": name} for id, name in enumerate(NAMED, 1)},
        "teams": {"1": {"id": 1, "name": "义剪队", "leader": "闫爱民"}},
        "volunteers": {"1": {"id": 1, "name": "闫爱民"}},
        "actions": {"1": {"id": 1, "title": text}},
    }
    Mask().tables(tables)
    shown: str = tables["actions"]["1"]["title"]
    return shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("回访王秀英", "回访王某"), ("王 秀 英来过", "王某来过"), ("请欧阳修、买买提艾力到会", "请欧阳某、某某到会"), ("张大爷家的灯", "张某家的灯"),
        ("李强说灯坏了", "李某说灯坏了"), ("给高兴打电话", "给高某打电话"), ("john smith 同意", "某某 同意"), ("JohnSmith来过", "某某来过"),
        ("周红的轮椅", "周某的轮椅"), ("王秀英王秀英", "王某王某"),
    ],
)  # fmt: skip
def test_a_name_is_known_in_a_text_about_something_else(text: str, shown: str) -> None:
    assert seen(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "平安南大街修路", "居民很高兴", "马路不平", "强化李强化管理", "居委会和业委会协商", "党支部来人", "匿名来信", "独居老人走访", "闫爱民带队",
        "石桥南苑居民议事", "smithereens", "请物业检查",
    ],
)  # fmt: skip
def test_a_word_stays_a_word_and_who_leads_a_team_is_named(text: str) -> None:
    assert seen(text) == text
