"""The life of a wish as a table: its drawing, why a wish presses, what two residents mean alike."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.kinds.words import ACTIONS, WISH_STATES
from tui.queries.board import open_wishes
from tui.rules.wishes import workflow
from tui.rules.wishes.attention import attention
from tui.rules.wishes.similar import LIKELY, SimilarTexts, likeness, pairs
from tui.rules.wishes.workflow import TRANSITIONS, WORKFLOW

DRAWINGS = [Path(__file__).parents[2] / "docs" / f"wish-workflow{lang}.md" for lang in ("", ".zh-CN")]
TODAY = date(2026, 11, 24)


@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda path: path.name)
def test_the_drawing_is_the_table(drawing: Path) -> None:
    drawn = set(
        re.findall(r"^    (\w+) --> (\w+): (\w+)$", drawing.read_text(encoding="utf-8"), re.MULTILINE)
    )
    table = set()
    for name, step in TRANSITIONS.items():
        for state in step.sources:
            given_back = {"resume": ("accepted", "assigned"), "unmerge": ("before",), "restore": ("earlier",)}
            for to in (step.to,) if step.to else given_back[name]:
                table.add((state, to, name))
    assert drawn == table


def test_every_state_can_be_reached_and_only_the_ends_are_closed() -> None:
    assert {step.to for step in TRANSITIONS.values()} >= set(WISH_STATES) - {"recorded"}
    ended = {
        state
        for state in WISH_STATES
        if {*WORKFLOW.allowed(state)} <= {"reopen", "unmerge", "void", "restore"}
    }
    assert ended == {"closed", "declined", "merged", "voided"}
    assert all(f"wish.{name}" in ACTIONS for name in TRANSITIONS)


def wish(state: str, **fields: Any) -> dict[str, Any]:
    return {"id": 1, "state": state, "recorded_on": "2026-11-01", "history": [], **fields}


def event(action: str, on: str = "2026-11-20") -> dict[str, str]:
    return {"action": action, "at": f"{on}T09:00:00+08:00"}


@pytest.mark.parametrize(
    ("stored", "reason", "days"),
    [
        (wish("assigned", due="2026-11-22"), "overdue", 2),
        (wish("assigned", due="2026-11-24"), "today", 0),
        (wish("assigned", due="2026-11-25"), None, 0),
        (wish("on_hold", due="2026-11-01", review_on="2026-11-23"), "review", 1),
        (wish("on_hold", due="2026-11-01", review_on="2026-11-25"), None, 0),
        (wish("accepted", history=[event("hand_back"), event("comment")]), "handed_back", 0),
        (wish("recorded", accept_by="2026-11-23"), "accept", 1),
        (wish("done", due="2026-11-01"), None, 0),
        (wish("closed", rating=2, history=[event("rate")]), "low_rating", 0),
        (wish("closed", rating=5, solved=False, history=[event("rate")]), "low_rating", 0),
        (wish("closed", rating=2, history=[event("rate", "2026-11-01")]), None, 0),
        (wish("closed", rating=4, history=[event("rate")]), None, 0),
        (wish("merged", due="2026-11-01"), None, 0),
    ],
)
def test_why_a_wish_needs_a_hand_today(stored: dict[str, Any], reason: str | None, days: int) -> None:
    found = attention(stored, TODAY)
    assert (found and found.reason, found.days if found else 0) == (reason, days)


def test_what_needs_a_hand_comes_first() -> None:
    wishes = [
        wish("assigned", id=1, due="2026-12-01"), wish("done", id=2, due="2026-11-01"), wish("recorded", id=3),
        wish("closed", id=4, rating=1, history=[event("rate")]), wish("assigned", id=5, due="2026-11-23"),
        wish("assigned", id=6, due="2026-12-09"), wish("closed", id=7, rating=5), wish("on_hold", id=8),
        wish("on_hold", id=9, review_on="2026-11-24"),
    ]  # fmt: skip
    assert [w["id"] for w in open_wishes(wishes, TODAY, {6})] == [6, 5, 9, 4, 1, 3, 2, 8]


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("大门口路面坑洼", "小区大门口的路坏了，希望修一修", True),
        ("大门口路面坑洼", "门口路面不平", True),
        ("电动车充电桩太少", "希望多装充电桩", True),
        ("三单元门口路灯坏了", "三单元路灯坏了", True),
        ("大门口路面坑洼", "三单元路灯坏了", False),
        ("垃圾桶没人清", "希望多装充电桩", False),
        ("希望解决噪音问题", "希望解决停车问题", False),
    ],
)
def test_what_two_residents_call_the_same(one: str, other: str, alike: bool) -> None:
    assert (likeness(pairs(one), pairs(other)) >= LIKELY) is alike


@given(st.text(max_size=30), st.lists(st.text(max_size=30), max_size=8))
def test_likeness_takes_any_text(text: str, known: list[str]) -> None:
    assert 0.0 <= likeness(pairs(text), pairs(text)) <= 1.0
    assert all(likeness(pairs(text), pairs(k)) == likeness(pairs(k), pairs(text)) for k in known)


@given(
    st.text("路灯坏大门口水", max_size=8),
    st.lists(st.tuples(st.integers(0, 5), st.text("路灯坏大门口水", max_size=8)), max_size=12),
)
def test_what_is_asked_for_by_pairs_is_what_comparing_all_would_find(
    text: str, puts: list[tuple[int, str]]
) -> None:
    alike: SimilarTexts[int] = SimilarTexts()
    texts: dict[int, str] = {}
    for name, other in puts:
        if other:
            alike.put(name, other)
            texts[name] = other
        else:
            alike.drop(name)
            texts.pop(name, None)
    wanted = pairs(text)
    likely = {n: likeness(wanted, pairs(t)) for n, t in texts.items() if likeness(wanted, pairs(t)) >= LIKELY}
    found = alike.most_alike(text, most=99)
    assert set(found) == (set(likely) if len(wanted) > 1 else set())
    assert [likely[n] for n in found] == sorted((likely[n] for n in found), reverse=True)
    assert 3 not in alike.most_alike(text, but=3)


def test_a_wrong_step_says_what_is_missing() -> None:
    assert workflow.WORKFLOW.check("hold", "accepted", {"reason": "等材料"}) is not None
    assert (
        workflow.WORKFLOW.check("hold", "accepted", {"reason": "等材料", "review_on": "2026-12-01"}) is None
    )
    assert str(workflow.WORKFLOW.check("merge", "recorded", {})) == "Say into which wish."
