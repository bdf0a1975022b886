"""Who may do what, what a viewer is left with and what of a person goes: each right and each field by name."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tui.kinds import registry
from tui.kinds.words import Role
from tui.rules.privacy.masking import HIDDEN, mask_phone, masked
from tui.rules.privacy.removal import GONE, Removal
from tui.rules.privacy.rights import RIGHTS, may, shown_count

RECORDER = {
    "wish.record", "wish.edit", "wish.comment", "wish.support", "wish.agenda", "undo", "meeting.plan", "meeting.edit",
    "meeting.agenda", "meeting.attend", "meeting.discuss", "meeting.minutes", "meeting.go", "meeting.cancel",
    "meeting.decide", "meeting.close", "meeting.correct", "action.add", "action.edit", "action.step", "action.finish", "action.drop",
    "reminder.add", "reminder.edit", "reminder.finish",
}  # fmt: skip
STAFF_ALONE = {
    "wish.assign", "wish.complete", "wish.merge", "wish.supervise", "team.edit", "hours.add", "home.request", "forget",
    "visit.record", "mediation.open", "handover", "session.complete", "community.edit", "ics.import", "need.deliver",
}  # fmt: skip


# Reminders are one's own.
RECORDER |= {"reminder.add", "reminder.edit", "reminder.finish"}
# So are what is attached to the records that a role may write.
RECORDER |= {f"attachment.{deed}" for deed in ("see", "get", "add", "rename", "remove")}
# Papers come out of what a role sees: masked for a viewer.
RECORDER |= {"paper.export", "paper.fill", "paper.minutes", "paper.invitation", "paper.slip", "paper.notice"}
VIEWER = {"wish.supervise", "note.add", "paper.export", "paper.fill", "paper.minutes"}


def test_each_role_has_the_use_cases_that_are_its_own_and_no_others() -> None:
    assert RIGHTS["staff"].use_cases is None
    assert set(RIGHTS["recorder"].use_cases or ()) == RECORDER
    assert set(RIGHTS["viewer"].use_cases or ()) == VIEWER
    # What it takes to leave a note, and nothing else: a community is opened as its viewer.
    overseer = RIGHTS["overseer"]
    assert set(overseer.use_cases or ()) == {"note.add"}
    assert set(registry.tables()) - overseer.hidden == {"supervisions"}
    assert overseer.writes == {"supervisions": frozenset({"add"})}
    for use_case in RECORDER | STAFF_ALONE:
        assert may("staff", use_case)
        assert may("recorder", use_case) is (use_case in RECORDER)
        assert may("viewer", use_case) is (use_case in VIEWER)


@pytest.mark.parametrize(
    ("role", "written", "hides", "counts", "masks"),
    [
        ("staff", {"wishes", "households", "mediations", "supervisions"}, set(), set(), False),
        ("recorder", {"wishes", "meetings", "actions"}, {"households", "visits", "mediations"}, set(), False),
        ("viewer", set(), {"households", "visits", "mediations", "reminders"}, {"mediations"}, True),
    ],
)  # fmt: skip
def test_what_a_handle_holds_and_writes(
    role: Role, written: set[str], hides: set[str], counts: set[str], masks: bool
) -> None:
    grant = RIGHTS[role]
    tables = {"wishes", "meetings", "actions", "households", "visits", "mediations", "supervisions", "teams"}
    for write in ("add", "change", "remove"):
        found = {table for table in tables if grant.may_write(table, write)}
        expected = (
            tables
            if role == "staff"
            else written | ({"supervisions"} if role == "viewer" and write == "add" else set())
        )
        assert found == expected
    assert (set(grant.hidden), set(grant.counted), grant.masked) == (hides, counts, masks)
    assert grant.partial is (role != "staff")


def test_few_sensitive_cases_are_not_counted_out() -> None:
    assert [shown_count(n) for n in (0, 1, 4, 5, 6)] == [None, None, None, 5, 6]


def test_a_viewer_gets_every_field_and_of_each_what_is_harmless() -> None:
    number = "13712341234，住3号楼2单元501"
    rules = (
        "on", "at", "due", "until", "first", "joined", "number", "rrule", "state", "kind", "created_at", "updated_at",
        "recorded_on", "done_on", "starts_at", "ends_at", "starts", "ends", "uid", "exdates", "rdates", "plans_from",
    )  # fmt: skip
    stored: dict[str, Any] = {
        **dict.fromkeys(rules, "20261124-13712341234"), "id": 7, "rev": 2, "title": number, "note": "", "phone": "0311-87654321",
        "address": "3号楼2单元501", "birthday": "03-26", "booked_by": "王小明", "asked_by": "王小明", "listed": True, "score": None,
        "lines": [number, {"text": number, "at": "2026-11-24T10:00:00"}],
        "signups": [{"number": 3, "resident": "王小明", "phone": "13712341234", "at_home": True, "address": "3号楼", "note": "x"}],
    }  # fmt: skip
    seen = masked(stored)
    scrubbed = "****，住3号楼****"
    assert seen == {
        # A number in the place of a date or a code is withheld as anywhere else.
        **dict.fromkeys(rules, HIDDEN), "id": 7, "rev": 2, "title": scrubbed, "note": "", "phone": "0311-****4321",
        "address": "3号楼", "birthday": "", "booked_by": HIDDEN, "asked_by": HIDDEN, "listed": True, "score": None,
        "lines": [scrubbed, {"text": scrubbed, "at": "2026-11-24T10:00:00"}],
        "signups": [{"number": 3, "resident": HIDDEN, "phone": "", "at_home": True, "address": "", "note": ""}],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("phone", "left"),
    [
        ("008613712341234", "137****1234"), ("0086 137 1234 0000", "137****0000"), ("8613712341234", "137****1234"),
        ("+86 13712341234", "137****1234"), ("02187654321", "021-****4321"), ("010 8765 4321", "010-****4321"),
        ("03118765432", "0311-****5432"), ("13712341234567", "****"), ("8765432", "****5432"), ("876543", "****"),
        ("876543210987", "****"), ("王小明", "****"), (" ", ""),
    ],
)  # fmt: skip
def test_a_number_with_whatever_stands_before_it_keeps_its_ends(phone: str, left: str) -> None:
    assert mask_phone(phone) == left


WANG = Removal(
    frozenset({("wishes", "1"), ("households", "1"), ("volunteers", "1"), ("home_requests", "1"), ("needs", "1")}),
    "王小明", frozenset({"13712341234"}), frozenset({"3号楼2单元501"}),
)  # fmt: skip
SAID = "王小明住3号楼2单元501，电话137 1234-1234"


@pytest.mark.parametrize(
    ("table", "key", "stored", "left"),
    [
        ("wishes", "1", {"resident": "王小明", "phone": "1", "address": "x", "title": SAID, "number": "王小明"},
         {"resident": "", "phone": "", "address": "", "title": f"{GONE}住{GONE}，电话{GONE}", "number": "王小明"}),
        ("wishes", "2", {"resident": "李平", "phone": "13712341234", "title": SAID},
         {"resident": "李平", "phone": "13712341234", "title": f"王小明住3号楼2单元501，电话{GONE}"}),
        ("actions", "9", {"wish_id": 1, "title": SAID, "owner": "小李"},
         {"wish_id": 1, "title": f"{GONE}住{GONE}，电话{GONE}", "owner": "小李"}),
        ("households", "1", {"name": "王小明", "flags": ["alone"], "listed": True, "phone": "1", "note": SAID},
         {"name": GONE, "flags": [], "listed": False, "phone": "", "note": f"{GONE}住{GONE}，电话{GONE}"}),
        ("households", "1", {"note": "好"}, {"note": "好"}),
        ("households", "2", {"name": "王小明", "flags": ["alone"], "listed": True},
         {"name": "王小明", "flags": ["alone"], "listed": True}),
        ("volunteers", "1", {"name": " 王小明 ", "birthday": "03-26", "skills": ["理发"]},
         {"name": GONE, "birthday": "", "skills": ["理发"]}),
        ("home_requests", "1", {"resident": "王小明", "skill": "理发"}, {"resident": GONE, "skill": "理发"}),
        ("needs", "1", {"asked_by": "王小明", "title": "轮椅"}, {"asked_by": "", "title": "轮椅"}),
        ("wishes", "2", {"supporters": ["王小明", "王小明明"], "history": [
            {"action": "support", "note": "王小明", "by": "王小明"}, {"action": "comment", "note": "王小明", "by": "x"}]},
         {"supporters": [GONE, "王小明明"], "history": [
             {"action": "support", "note": GONE, "by": "王小明"}, {"action": "comment", "note": "王小明", "by": "x"}]}),
        ("meetings", "1", {"attendance": [{"names": ["王小明", "李"]}], "items": [{"wish_id": 1, "title": SAID}, {"wish_id": 2, "title": "王小明"}]},
         {"attendance": [{"names": [GONE, "李"]}], "items": [
             {"wish_id": 1, "title": f"{GONE}住{GONE}，电话{GONE}"}, {"wish_id": 2, "title": "王小明"}]}),
        ("sessions", "1", {"signups": [{"number": 1, "resident": "王小明", "phone": "", "address": "x", "note": "y"},
                                       {"number": 2, "resident": "王小明", "phone": "13900001111", "address": "", "note": ""},
                                       {"number": 3, "resident": "李平", "phone": "13712341234", "address": "", "note": SAID}]},
         {"signups": [{"number": 1, "resident": GONE, "phone": "", "address": "", "note": ""},
                      {"number": 2, "resident": "王小明", "phone": "13900001111", "address": "", "note": ""},
                      {"number": 3, "resident": "李平", "phone": "13712341234", "address": "", "note": f"王小明住3号楼2单元501，电话{GONE}"}]}),
        ("sessions", "1", {"signups": None, "cap": 3}, {"signups": None, "cap": 3}),
    ],
)  # fmt: skip
def test_of_each_record_what_is_the_persons_goes_and_nothing_else(
    table: str, key: str, stored: dict[str, Any], left: dict[str, Any]
) -> None:
    assert WANG.cleaned(table, key, stored) == left


@pytest.mark.parametrize(
    ("value", "mentioned"),
    [("王小明来过", True), ("王小", False), ("3号楼2单元501", True), ("3号楼", False), ("137-1234-1234", True), ("0137123412345", False),
     ({"a": ["x", {"b": "王小明"}]}, True), ({"王小明": 1}, False), (13712341234, False), ([], False), (None, False)],
)  # fmt: skip
def test_whether_a_person_is_mentioned_anywhere(value: Any, mentioned: bool) -> None:
    assert WANG.mentioned(value) is mentioned


@pytest.mark.parametrize(
    ("name", "text", "left"),
    [
        ("王小明", "回访王小明", f"回访{GONE}"), ("王小明", "王 小 明说灯坏了，王小明的女儿也来", f"{GONE}说灯坏了，{GONE}的女儿也来"),
        ("王小明", "王小明明来过", "王小明明来过"), ("王小明", "王小明", "王小明"), ("高兴", "居民很高兴，高兴家的灯", f"居民很高兴，{GONE}家的灯"),
        ("平安", "平安南大街", "平安南大街"), ("王", "王家", "王家"), ("John Smith", "John Smith called", f"{GONE} called"),
    ],
)  # fmt: skip
def test_a_name_that_nobody_else_has_goes_from_texts_about_something_else(
    name: str, text: str, left: str
) -> None:
    alone = Removal(
        frozenset(), name, frozenset(), frozenset(), others=frozenset({"王小明明"}), everywhere=True
    )
    assert alone.cleaned("actions", "1", {"title": text, "owner": name, "note": text}) == {
        "title": left, "owner": name, "note": left,
    }  # fmt: skip
    shared = replace(alone, everywhere=False)
    assert shared.cleaned("actions", "1", {"title": text}) == {"title": text}


def test_a_short_address_tells_nobody() -> None:
    removal = Removal(frozenset(), "王", frozenset(), frozenset({"3号楼", "3号楼2"}))
    assert (removal.mentioned("3号楼"), removal.mentioned("3号楼2")) == (False, True)
