"""What a viewer's handle holds of residents, however it came by the documents, and the file kept for its start."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.embedded import documents_of
from tui.desk.demo import load_demo
from tui.desk.desk import Desk
from tui.engine.embedded import masked_snapshot
from tui.kinds.words import Role
from tui.platform.locations import model_community
from tui.rules.privacy.rights import RIGHTS
from tui.seats.actor import Actor
from tui.store import Store

Open = Callable[[Role], Store]
ACTOR = Actor("李梅", "local")


@pytest.fixture
def staff(open_as: Open) -> Desk:
    return Desk(open_as("staff"), ACTOR)


@pytest.fixture
def always_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """The masked snapshot is kept for any number of documents."""
    monkeypatch.setattr(masked_snapshot, "WORTH", 1)


def held(*stores: Store) -> list[str]:
    return [repr(documents_of(store).tables) for store in stores]


def follow(store: Store) -> list[str]:
    """What `store` tells of commits from now on."""
    told: list[str] = []
    store.subscribe(lambda entries: told.append(repr(entries)))
    return told


def test_the_residents_name_is_masked_wherever_their_record_has_it(open_as: Open, staff: Desk) -> None:
    following = open_as("viewer")
    told = follow(following)
    wish = int(
        staff.wishes.record({"title": "王秀英家漏水", "detail": "王 秀英说两次了", "resident": "王秀英"})[
            "id"
        ]
    )
    staff.wishes.comment(wish, "已给王秀英回话")
    staff.wishes.edit(wish, {"detail": "王秀英的女儿也来过"})
    meeting = staff.meetings.plan({"starts_at": "2026-03-27T15:00:00+08:00"})
    staff.meetings.put_on_agenda(wish, meeting["id"])
    staff.meetings.discuss(meeting["id"], 1, "王秀英到会说明")
    staff.actions.add({"title": "回访王秀英", "owner": "物业公司", "wish_id": wish})
    following.refresh()
    for text in (*held(following, open_as("viewer")), "".join(told)):
        assert "秀英" not in text
        assert "王某家漏水" in text
        assert "王某的女儿也来过" in text
        assert "回访王某" in text
    assert open_as("viewer").wishes.get(wish).resident == "王某"
    assert "王秀英" in held(staff.store)[0]


def test_a_name_that_comes_later_is_masked_in_what_was_there_before(open_as: Open, staff: Desk) -> None:
    wish = int(staff.wishes.record({"title": "王秀英家漏水"})["id"])
    following = open_as("viewer")
    told = follow(following)
    staff.wishes.edit(wish, {"resident": "王秀英"})
    following.refresh()
    assert following.wishes.get(wish).title == "王某家漏水"
    assert "'title': '王某家漏水'" in told[0]
    assert held(following) == held(open_as("viewer"))


@pytest.mark.parametrize("after", [False, True])
def test_a_residents_name_is_masked_in_records_about_something_else(
    open_as: Open, staff: Desk, after: bool
) -> None:
    following = open_as("viewer")
    told = follow(following)

    def mention() -> None:
        staff.actions.add({"title": "回访王秀英和赵铁柱", "owner": "物业公司"})
        staff.wishes.record({"title": "王秀英楼上漏水，赵铁柱调解", "detail": "赵 铁柱的侄子来说"})

    if not after:  # what is held already is masked once somebody is known to be a resident
        mention()
    staff.wishes.record({"title": "灯", "resident": "王秀英"})
    staff.mediations.open(
        {"title": "争执", "kind": "neighbours", "parties": ["赵铁柱", "乙"], "mediator": "小李"}
    )
    if after:
        mention()
    following.refresh()
    for text in held(following, open_as("viewer")):
        assert "秀英" not in text
        assert "铁柱" not in text
        assert "回访王某和赵某" in text
    assert held(following) == held(open_as("viewer"))
    assert after is ("秀英" not in "".join(told))


def test_supporters_volunteers_and_signed_up_residents_are_masked(open_as: Open, staff: Desk) -> None:
    wish = int(staff.wishes.record({"title": "路灯", "resident": "欧阳建国"})["id"])
    staff.wishes.support(wish, "司马光明")
    helper = int(
        staff.volunteers.add({"name": "陈志强", "phone": "13712341234", "note": "陈志强会修灯"})["id"]
    )
    home = staff.home.request({"resident": "买买提·艾力", "skill": "理发"})
    staff.home.act(int(home["id"]), "give", holder=("volunteer", helper), on="2026-03-27")
    seen = held(open_as("viewer"))[0]
    for name in ("建国", "光明", "志强", "买买提", "艾力"):
        assert name not in seen
    for shown in ("欧阳某", "司马某", "陈某会修灯", "某某"):
        assert shown in seen


def test_leaders_and_officials_are_named_in_full_and_the_model_community_stays_readable(
    open_as: Open, staff: Desk
) -> None:
    load_demo(staff.store, model_community(), ACTOR)
    store = open_as("viewer")
    community = store.communities.get(1)
    assert community.secretary is not None
    assert (community.secretary.name, community.secretary.predecessor) == ("蔡铮欣", "杨雪琼")
    assert community.compounds[0].name == "3302（南院）"
    assert store.teams.get(1).leader == "闫爱民"
    assert {w.resident for w in store.wishes.all()} == {"", "闫某", "郭某"}
    assert "郭宝成" not in held(store)[0]
    whole, seen = documents_of(staff.store).tables, documents_of(store).tables
    for table in (
        "communities",
        "partners",
        "teams",
        "services",
        "offers",
        "appointments",
        "rooms",
        "matches",
    ):
        assert seen[table] == whole[table]
    for id, wish in whole["wishes"].items():
        assert {**seen["wishes"][id], "resident": wish["resident"]} == wish


def test_what_another_program_stored_is_scrubbed_at_any_depth(open_as: Open, staff: Desk) -> None:
    with staff.store.transaction(by="x", seat="x", action="x") as transaction:
        transaction.insert(
            "partners",
            {
                "name": "物业", "kind": "property", "number": "13712341234", "uid": "13712341234", "due": "13712341234",
                "contact": {"tel": 13712341234, "张三13712341234": ["二单元五零一室", {"resident": ["王秀英"]}]},
                "address": ["3号楼2单元501"], "phone": 13712341234, "rrule": "TEL=13712341234",
            },
        )  # fmt: skip
    for seen in held(open_as("viewer")):
        assert re.search(r"13712341234|五零一|501|秀英", seen) is None
        assert "'phone': '137****1234'" in seen


@pytest.mark.parametrize("place", ["folder"], indirect=True)
@pytest.mark.usefixtures("always_kept")
def test_masks_are_computed_once_when_the_journal_is_folded(
    open_as: Open, staff: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_demo(staff.store, model_community(), ACTOR)
    wish = int(
        staff.wishes.record({"title": "王秀英家漏水", "resident": "王秀英", "phone": "13712341234"})["id"]
    )
    before = held(open_as("viewer"))
    staff.store.tidy(force=True)
    kept = folder / masked_snapshot.NAME
    content = kept.read_text(encoding="utf-8")
    assert kept.stat().st_mode == (folder / "xingfu.json").stat().st_mode
    for secret in ("秀英", "13712341234", "想在门口装一段扶手", "残疾人家庭", "茶城"):
        assert secret not in content
    with monkeypatch.context() as patched:
        patched.setattr("tui.rules.privacy.masking.Mask.tables", pytest.fail)
        following = open_as("viewer")
    assert held(following) == before
    assert following.count("mediations") == 6
    # What it keeps of names does for what comes after.
    staff.wishes.comment(wish, "已给王秀英回话")
    following.refresh()
    assert "已给王某回话" in held(following)[0]
    assert held(following) == held(open_as("viewer"))


@pytest.mark.parametrize("place", ["folder"], indirect=True)
@pytest.mark.usefixtures("always_kept")
@pytest.mark.parametrize("fault", ["cut", "another's", "empty", "nonsense"])
def test_a_masked_snapshot_that_does_not_belong_to_the_snapshot_is_passed_over(
    open_as: Open, staff: Desk, folder: Path, fault: str
) -> None:
    staff.wishes.record({"title": "第一"})
    staff.store.tidy(force=True)
    kept = folder / masked_snapshot.NAME
    old = kept.read_bytes()
    staff.wishes.record({"title": "第二"})
    staff.store.tidy(force=True)
    kept.write_bytes(
        {"cut": kept.read_bytes()[:-40], "another's": old, "empty": b"", "nonsense": b"{}"}[fault]
    )
    assert [w["title"] for w in open_as("viewer").wishes.stored()] == ["第一", "第二"]


@pytest.mark.parametrize("place", ["folder"], indirect=True)
@pytest.mark.usefixtures("always_kept")
def test_none_is_left_where_there_are_too_few_documents(
    staff: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff.wishes.record({"title": "第一"})
    staff.store.tidy(force=True)
    assert (folder / masked_snapshot.NAME).exists()
    monkeypatch.setattr(masked_snapshot, "WORTH", 100)
    staff.wishes.record({"title": "第二"})
    staff.store.tidy(force=True)
    assert not (folder / masked_snapshot.NAME).exists()


@pytest.mark.parametrize("place", ["folder"], indirect=True)
def test_what_was_masked_by_other_rules_is_masked_anew(
    open_as: Open, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(masked_snapshot, "WORTH", 1)
    desk = Desk(open_as("staff"), ACTOR)
    desk.wishes.record({"title": "灯", "resident": "王小明", "phone": "13903112233"})
    desk.store.tidy(force=True)
    snapshot = folder / "xingfu.json"
    assert masked_snapshot.load(folder, snapshot, RIGHTS["viewer"].hidden) is not None
    monkeypatch.setattr(masked_snapshot, "rules", lambda: "of an older program")
    assert masked_snapshot.load(folder, snapshot, RIGHTS["viewer"].hidden) is None
    (wish,) = open_as("viewer").wishes.stored()
    assert (wish["resident"], wish["phone"]) == ("王某", "139****2233")
