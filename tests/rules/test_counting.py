"""What is counted wrongly is told: votes beyond who is there, hours twice or at the same time."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.rules.ballots import meeting_doubts, vote_doubts
from tui.rules.people.hours_twice import again, session_doubts

PARTIES = ["party", "committee", "council", "property"]


def ballot(yes: int, no: int = 0, abstain: int = 0) -> dict[str, int]:
    return {"yes": yes, "no": no, "abstain": abstain}


@pytest.mark.parametrize(
    ("votes", "attendance", "told"),
    [
        ({"property": ballot(3)}, [{"party": "property", "people": 2}], ["{party}: {n} votes, {m} present"]),
        ({"property": ballot(1, 1)}, [{"party": "property", "people": 2}], []),
        ({"property": ballot(2)}, [{"party": "property", "people": None, "names": ["王"]}], ["{party}: {n} votes, {m} present"]),
        ({"property": ballot(2)}, [{"party": "property", "people": 1, "names": ["王", "李"]}], []),
        ({"council": ballot(1)}, [{"party": "property", "people": 2}], ["{party}: {n} votes, and not noted as present"]),
        ({"property": ballot(9)}, [{"party": "property"}], ["{party}: {n} votes, and not noted how many are present"]),
        ({"property": ballot(1)}, [{"party": "property"}], []),
        ({"property": ballot(9)}, [], []),
        ({"all": ballot(4, 1)}, [{"party": "property", "people": 2}, {"party": "council", "people": 2}], ["{n} votes in all, {m} present"]),
        ({"all": ballot(4)}, [{"party": "property", "people": 2}, {"party": "council", "people": 2}], []),
        ({"all": ballot(5)}, [{"party": "property", "people": 2}, {"party": "council"}],
         ["{n} votes in all, {m} present; not noted how many of {parties}"]),
        ({"all": ballot(3)}, [{"party": "property", "people": 2}, {"party": "council"}], []),
        ({"all": ballot(3)}, [{"party": "property", "people": 2}, {"party": "guest", "people": 5}], ["{n} votes in all, {m} present"]),
        ({"all": ballot(0)}, [{"party": "property", "people": 2}], []),
    ],
)  # fmt: skip
def test_votes_beyond_those_present(
    votes: dict[str, Any], attendance: list[dict[str, Any]], told: list[str]
) -> None:
    assert [doubt.msgid for doubt in vote_doubts(votes, attendance)] == told


@given(
    st.dictionaries(st.sampled_from(PARTIES), st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1),
    st.dictionaries(st.sampled_from(PARTIES), st.integers(1, 8), min_size=1),
)
def test_votes_are_told_exactly_where_a_party_has_too_many(
    votes: dict[str, tuple[int, int]], people: dict[str, int]
) -> None:
    attendance = [{"party": party, "people": n} for party, n in people.items()]
    told = vote_doubts({p: ballot(*cast) for p, cast in votes.items()}, attendance)
    wrong = [p for p, cast in votes.items() if sum(cast) > people.get(p, 0)]
    assert len(told) == len(wrong)


def test_a_meeting_says_of_which_item() -> None:
    meeting = {"attendance": [{"party": "property", "people": 1}], "items": [
        {"number": 1, "votes": {}}, {"number": 2, "votes": {"property": ballot(2)}}]}  # fmt: skip
    assert [str(doubt) for doubt in meeting_doubts(meeting)] == [
        "Item 2: property company: 2 votes, 1 present."
    ]


def hours(id: int, **more: Any) -> dict[str, Any]:
    return {"id": id, "volunteer_id": 1, "on": "2026-11-20", "hours": 2.0, "content": "义剪", "place": "",
            "session_id": None, "withdrawn": False, **more}  # fmt: skip


@pytest.mark.parametrize(
    ("more", "same"),
    [({}, True), ({"content": "义 剪"}, True), ({"content": "理发"}, False), ({"on": "2026-11-21"}, False), ({"volunteer_id": 2}, False),
     ({"withdrawn": True}, False), ({"place": "3号楼"}, False), ({"session_id": 7}, True)],
)  # fmt: skip
def test_the_same_hours_are_known_again(more: dict[str, Any], same: bool) -> None:
    assert (again([hours(1, **more)], {**hours(0, place="活动室"), "id": None}) is not None) == same


def session(id: int, starts: str, ends: str) -> dict[str, Any]:
    return {"id": id, "starts_at": f"2026-11-20T{starts}:00+08:00", "ends_at": f"2026-11-20T{ends}:00+08:00"}


@pytest.mark.parametrize(("starts", "ends", "overlaps"), [("10:00", "12:00", True), ("11:00", "12:00", False), ("08:00", "09:00", False), ("08:00", "12:00", True)])  # fmt: skip
def test_hours_at_the_same_time_are_told(starts: str, ends: str, overlaps: bool) -> None:
    mine, other = session(1, "09:00", "11:00"), session(2, starts, ends)
    records = [hours(1, session_id=1), hours(2, session_id=2, content="理发")]
    told = session_doubts(mine, records, [mine, other], {1: "张三"}.__getitem__)
    assert bool(told) == overlaps
    assert session_doubts(
        mine, [hours(1, session_id=1), hours(2, content="义剪")], [mine], {1: "张三"}.__getitem__
    )
