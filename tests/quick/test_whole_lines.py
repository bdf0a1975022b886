"""What a line leaves in the whole store: names and references, defaults, side records; and what it says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.desk.whole import changed_by, documents, on_record
from tests.quick.conftest import NOW
from tui.desk.desk import Desk
from tui.desk.quick import QuickEntry
from tui.desk.quick.plain import plain
from tui.kinds.words import Role
from tui.language.errors import InvalidInput, NotAllowed, XingfuError
from tui.language.i18n import translator

AT = NOW.isoformat()


def id_of(desk: Desk, table: str, name: str) -> int:
    return next(int(s["id"]) for s in desk.store.collection(table).stored() if s["name"] == name)


def kept(desk: Desk, quick_entry: QuickEntry, line: str) -> dict[str, Any]:
    """What the line changes, by table; each in one document at most."""
    changes = changed_by(desk.store, lambda: quick_entry.keep(line))
    return {name.partition(" ")[0]: fields for name, fields in changes.items()}


def test_full_width_digits_and_letters_are_kept_as_plain_ones(desk: Desk, quick_entry: QuickEntry) -> None:
    wish = kept(desk, quick_entry, "心愿 电梯坏了 @ａｚＡＺ０９ >Ｚ９公司")["wishes"]
    assert wish["resident"] == "azAZ09"
    assert wish["assignee"] == {"kind": "person", "id": None, "name": "Z9公司"}
    action = kept(desk, quick_entry, "任务 报价 >Ｚ９公司")["actions"]
    assert action == {"title": "报价", "owner": "Z9公司", "opened_on": "2026-11-24"}


def test_a_wish_with_nothing_said_has_nothing_made_up(desk: Desk, quick_entry: QuickEntry) -> None:
    assert set(kept(desk, quick_entry, "路灯坏了")["wishes"]) == {
        "number", "title", "recorded_on", "accept_by", "due", "history",
    }  # fmt: skip
    assert on_record(desk.store) == ("小李", "local", "wish.record", {})


def test_a_wish_by_a_day_joined_to_its_words(desk: Desk, quick_entry: QuickEntry) -> None:
    wish = kept(desk, quick_entry, "路灯坏了明天")["wishes"]
    assert (wish["title"], wish["due"]) == ("路灯坏了", "2026-11-25")


def test_a_wish_has_everything_that_was_said(desk: Desk, quick_entry: QuickEntry) -> None:
    wish = kept(desk, quick_entry, "心愿 楼道灯不亮 #道路 @闫爱民 @3号楼2单元 !急 ^26号")["wishes"]
    del wish["number"], wish["history"]
    assert wish == {
        "title": "楼道灯不亮", "resident": "闫爱民", "address": "3号楼2单元", "category": "roads", "urgency": "urgent",
        "recorded_on": "2026-11-24", "accept_by": "2026-11-25", "due": "2026-11-26",
    }  # fmt: skip


def test_the_place_of_a_wish_is_a_compound_where_one_has_the_name(
    desk: Desk, quick_entry: QuickEntry
) -> None:
    compound = (desk.store.community or {})["compounds"][0]
    wish = kept(desk, quick_entry, f"心愿 路灯坏了 @{compound['name']}")["wishes"]
    assert (wish["compound"], "address" in wish) == (compound["number"], False)
    wish = kept(desk, quick_entry, "心愿 楼道灯不亮 @3号楼2单元")["wishes"]
    assert (wish["address"], "compound" in wish) == ("3号楼2单元", False)


def test_a_wish_for_a_partner_or_a_team_refers_to_it(desk: Desk, quick_entry: QuickEntry) -> None:
    for table, kind in (("teams", "team"), ("partners", "partner")):
        one = next(s for s in desk.store.collection(table).stored() if len(s["name"]) > 3)
        wish = kept(desk, quick_entry, f"心愿 修水管 >{one['name']}")["wishes"]
        assert wish["assignee"] == {"kind": kind, "id": one["id"], "name": one["name"]}
        assert wish["state"] == "assigned"


def test_a_telephone_number_that_stands_apart_is_the_residents(desk: Desk, quick_entry: QuickEntry) -> None:
    wish = kept(desk, quick_entry, "邮电园2-1-301 周桂兰 138 0000 1101 楼道灯坏了")["wishes"]
    told = {name: wish[name] for name in ("title", "resident", "phone", "address")}
    assert told == {
        "title": "楼道灯坏了",
        "resident": "周桂兰",
        "phone": "13800001101",
        "address": "邮电园2-1-301",
    }
    home = kept(desk, quick_entry, "上门 理发 13800001108 程大爷 邮电园3-1-201 12月3日")["home_requests"]
    assert (home["resident"], home["phone"], home["address"]) == ("程大爷", "13800001108", "邮电园3-1-201")
    session = kept(desk, quick_entry, "报名 李奶奶 13800001107 银发义剪日 12月26日 上门 腿脚不便")["sessions"]
    (signup,) = session["signups"]
    assert (signup["resident"], signup["phone"], signup["at_home"]) == ("李奶奶", "13800001107", True)
    assert signup["note"] == "腿脚不便"


def test_a_long_title_is_cut_at_a_phrase_and_kept_whole(desk: Desk, quick_entry: QuickEntry) -> None:
    long = "大门口的路面坑洼不平，" * 12 + "请修一修"
    wish = kept(desk, quick_entry, f"心愿 {long}")["wishes"]
    assert wish["title"] == ("大门口的路面坑洼不平，" * 10)[:-1] + ".."
    assert wish["detail"] == long
    action = kept(desk, quick_entry, f"任务 {long} >物业公司")["actions"]
    assert (action["title"], action["note"]) == (wish["title"], long)
    solid = "坑" * 130
    assert kept(desk, quick_entry, f"心愿 {solid}")["wishes"]["title"] == "坑" * 118 + ".."
    whole = "坑" * 120
    wish = kept(desk, quick_entry, f"心愿 {whole}")["wishes"]
    assert (wish["title"], "detail" in wish) == (whole, False)


def test_a_session_keeps_the_team_that_was_said_and_the_planned_one_where_none_was(
    desk: Desk, quick_entry: QuickEntry
) -> None:
    service = desk.store.services.get(id_of(desk, "services", "银发义剪日"))
    other = next(s for s in desk.store.teams.stored() if s["id"] != service.team_id)
    held = kept(desk, quick_entry, "服务 银发义剪日 12月26日")
    assert set(held) == {"sessions"}
    assert (held["sessions"]["team_id"], held["sessions"]["place"]) == (service.team_id, service.place)
    assert "history" not in held["sessions"]
    again = kept(desk, quick_entry, f"服务 银发义剪日 12月26日 >{other['name']}")
    assert again == {
        "sessions": {
            "team_id": other["id"],
            "history": [{"at": AT, "by": "小李", "action": "move", "note": "",
                         "was": {"team_id": str(service.team_id)}, "now": {"team_id": str(other["id"])}}],
        }
    }  # fmt: skip
    assert kept(desk, quick_entry, "服务 银发义剪日 12月26日 10点")["sessions"].keys() == {
        "starts_at", "ends_at", "history",
    }  # fmt: skip
    assert on_record(desk.store) == ("小李", "local", "session.hold", {})


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("服务", "Say on which day"), ("服务 义务理发", "Say on which day"), ("服务 义务理发 9点", "Say on which day"),
        ("服务 26号", "Say which service"), ("服务 义务理发 26号 >张三丰", "«张三丰» is no team on record"),
        ("任务 报价", "Say who sees to it"), ("走访 太冷了", "Say whom"), ("上门 理发", "Say whom"),
    ],
)  # fmt: skip
def test_what_is_missing_is_asked_for_and_nothing_kept(
    desk: Desk, quick_entry: QuickEntry, line: str, complaint: str
) -> None:
    before = documents(desk.store)
    with pytest.raises(XingfuError, match=complaint):
        quick_entry.keep(line)
    assert documents(desk.store) == before


def test_a_session_of_an_unknown_service_is_all_that_is_made(desk: Desk, quick_entry: QuickEntry) -> None:
    made = kept(desk, quick_entry, "服务 健康讲座 12月10日 15点 @活动室")
    assert set(made) == {"services", "sessions"}
    assert made["services"] == {
        "name": "健康讲座", "first": "2026-12-10", "starts": "15:00", "ends": "17:00", "rdates": ["2026-12-10"],
    }  # fmt: skip
    session = made["sessions"]
    assert session["service_id"] == id_of(desk, "services", "健康讲座")
    assert (session["starts_at"][11:16], session["ends_at"][11:16], session["place"]) == (
        "15:00",
        "17:00",
        "活动室",
    )
    assert "team_id" not in session


def test_hours_refer_to_the_volunteer_and_the_team_and_say_who_kept_them(
    desk: Desk, quick_entry: QuickEntry
) -> None:
    volunteer = desk.store.volunteers.all()[0]
    team = desk.store.teams.all()[0]
    name = volunteer.name.removesuffix("（示例）")
    found = kept(desk, quick_entry, f"工时 @{name} >{team.name} 2.5小时 昨天 楼院巡逻")["hours"]
    assert found == {
        "volunteer_id": volunteer.id, "team_id": team.id, "on": "2026-11-23", "hours": 2.5, "content": "楼院巡逻",
        "recorded_by": "小李", "activity": "楼院巡逻", "organiser": team.name, "in_charge": team.leader,
    }  # fmt: skip
    assert kept(desk, quick_entry, f"工时 @{name} 1小时 楼院巡逻")["hours"]["on"] == "2026-11-24"


def test_hours_of_a_team_alone_are_given_for_its_one_service(desk: Desk, quick_entry: QuickEntry) -> None:
    name = desk.store.volunteers.all()[0].name.removesuffix("（示例）")
    by_team: dict[int, list[str]] = {}
    for service in desk.store.services.all():
        by_team.setdefault(service.team_id or 0, []).append(service.name)
    team = next(t for t in desk.store.teams.all() if len(by_team.get(t.id, ())) == 1)
    found = kept(desk, quick_entry, f"工时 @{name} 2h >{team.name}")["hours"]
    assert (found["content"], found["team_id"]) == (by_team[team.id][0], team.id)
    service = desk.store.services.all()[0]
    assert kept(desk, quick_entry, f"工时 @{name} 2h {service.name}")["hours"]["content"] == service.name


def test_a_visit_is_todays_and_ones_own_unless_said_otherwise(desk: Desk, quick_entry: QuickEntry) -> None:
    home = next(h for h in desk.store.households.stored() if h.get("listed", True))
    name = str(home["name"]).partition("（")[0]
    visit = kept(desk, quick_entry, f"走访 {name} 暖气不热")
    assert visit == {
        "visits": {"household_id": home["id"], "on": "2026-11-24", "by": "小李", "heard": "暖气不热"}
    }
    new = kept(desk, quick_entry, "走访 昨天 @太奶奶 怕冷")
    assert new["households"] == {"name": "太奶奶"}
    assert new["visits"] == {
        "household_id": max(h["id"] for h in desk.store.households.stored()), "on": "2026-11-23", "by": "小李",
        "heard": "怕冷",
    }  # fmt: skip


def test_a_home_request_has_the_day_that_was_wished(desk: Desk, quick_entry: QuickEntry) -> None:
    request = kept(desk, quick_entry, "上门 理发 3号楼李奶奶 周五")["home_requests"]
    assert (request["resident"], request["skill"], request["wished_on"], request["recorded_on"]) == (
        "李奶奶", "理发", "2026-11-27", "2026-11-24",
    )  # fmt: skip
    assert request["address"] == "3号楼"
    assert "wished_on" not in kept(desk, quick_entry, "上门 理发 王奶奶")["home_requests"]


def test_a_rating_keeps_what_was_said_and_whether_it_is_solved(desk: Desk, quick_entry: QuickEntry) -> None:
    done = desk.wishes.record({"title": "补路"})
    desk.wishes.act(int(done["id"]), "complete", outcome="补了")
    found = kept(desk, quick_entry, f"评 {done['number']} 4 未解决 还有坑")["wishes"]
    assert (found["state"], found["rating"], found["solved"]) == ("closed", 4, False)
    assert found["history"][-1]["note"] == "未解决 还有坑"
    said = quick_entry.keep(f"备注 {desk.wishes.record({'title': '灯'})['number']} 已约物业")
    assert "comment kept" in str(said)


def test_who_may_not_give_a_wish_away_is_told_to_leave_the_name_out(
    desk: Desk, in_role: Callable[[Role], QuickEntry]
) -> None:
    before = documents(desk.store)
    with pytest.raises(NotAllowed, match="Leave > and the name out"):
        in_role("recorder").keep("心愿 修水管 >物业公司")
    assert documents(desk.store) == before
    assert "recorded" in str(in_role("recorder").keep("心愿 修水管"))


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("服务 银发义剪日 26号", ["银发义剪日: the session that is planned for the day."]),
        ("服务 银发义剪日 12月10日", ["银发义剪日: one session more than planned."]),
        ("服务 健康讲座 12月10日", ["A new service, held on that day alone."]),
        ("服务 银发义剪日", ["Say on which day: ^26th, ^next friday."]), ("任务 报价", ["Say who sees to it: >name."]),
        ("任务 报价 >物业公司", []), ("路灯坏了", []), ("走访 @太奶奶 怕冷", ["太奶奶 is put on the visit list."]),
        ("上门 理发 王奶奶", ["理发, at home, for 王奶奶"]),
    ],
)  # fmt: skip
def test_what_enter_will_do_is_told_before(quick_entry: QuickEntry, line: str, told: list[str]) -> None:
    assert [str(message) for message in quick_entry.read(line, len(line)).preview] == told


@pytest.mark.parametrize(
    ("line", "meeting", "told"),
    [
        ("撤销", False, ["Takes back your last change."]), ("撤销", True, ["Takes back your last line."]),
        ("下一项", True, ["The next item."]), ("上一项", True, ["The item before."]), ("下一项", False, []), ("", False, []),
        ("  ", True, []),
    ],
)  # fmt: skip
def test_words_that_are_orders_and_no_record(
    quick_entry: QuickEntry, line: str, meeting: bool, told: list[str]
) -> None:
    read = quick_entry.read(line, len(line), meeting=meeting)
    assert [str(message) for message in read.preview] == told
    if told or not line.strip():
        assert (read.shown, read.completion.candidates) == ((), ())


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("服务 义诊 12月10日 15:00-16:30",
         {"day": "2026-12-10", "until": None, "starts": "15:00", "ends": "16:30", "due": "2026-12-10"}),
        ("心愿 修灯 ^26号", {"day": "2026-11-26", "until": None, "starts": None, "ends": None, "due": "2026-11-26"}),
    ],
)  # fmt: skip
def test_a_date_in_plain_values_is_whole(
    quick_entry: QuickEntry, said: str, value: dict[str, str | None]
) -> None:
    found = plain(quick_entry.read(said, len(said)), translator("en"))
    assert [part["value"] for part in found["parts"] if part["kind"] == "date"] == [value]
    assert (found["text"], found["ready"], found["problems"], found["questions"]) == (said, True, [], [])


def test_what_is_wrong_asked_and_known_stands_in_plain_values(desk: Desk, quick_entry: QuickEntry) -> None:
    ids = [int(desk.volunteers.add({"name": name})["id"]) for name in ("孟秀英", "孟秀兰")]
    tr = translator("en")

    def of(text: str) -> dict[str, Any]:
        return plain(quick_entry.read(text, len(text)), tr)

    assert of("评 99 5") == {
        "text": "评 99 5", "verb": "rate", "title": "", "ready": False,
        "parts": [
            {"kind": "verb", "text": "评", "state": "understood", "value": "rate"},
            {"kind": "wish", "text": "99", "state": "unknown", "value": "99", "problem": "There is no open wish 99."},
            {"kind": "score", "text": "5", "state": "understood", "value": 5},
        ],
        "problems": ["There is no open wish 99."], "questions": [], "outlook": [],
    }  # fmt: skip
    asked = of("心愿 修灯 @孟秀 >夕阳维修队 !急")
    assert (asked["ready"], asked["problems"], asked["questions"]) == (False, [], ["Which one is «孟秀»?"])
    assert asked["parts"][1:3] == [
        {"kind": "who", "text": "孟秀", "state": "ambiguous", "value": "孟秀", "candidates": [
            {"kind": "person", "id": id, "name": name} for id, name in zip(ids, ("孟秀英", "孟秀兰"), strict=True)]},
        {"kind": "assignee", "text": "夕阳维修队", "state": "understood", "value": "夕阳维修队",
         "known": {"kind": "team", "id": id_of(desk, "teams", "夕阳维修队"), "name": "夕阳维修队"}},
    ]  # fmt: skip
    assert of("服务 健康讲座")["outlook"] == ["Say on which day: ^26th, ^next friday."]


def test_a_name_has_twelve_characters_at_most(quick_entry: QuickEntry) -> None:
    for length, told in ((12, f"理发, at home, for {'王' * 12}"), (13, "Say whom: a name or a house.")):
        line = f"上门 {'王' * length} 理发"
        assert [str(m) for m in quick_entry.read(line, len(line)).preview] == [told]


def test_a_household_of_before_there_was_a_list_is_on_it_and_one_taken_off_is_not(
    desk: Desk, quick_entry: QuickEntry
) -> None:
    with desk.visits.begin("visit.record") as transaction:
        old = transaction.insert("households", {"name": "孟奶奶", "address": "9号楼", "flags": []})
    desk.households.add({"name": "孟爷爷", "address": "8号楼", "listed": False})
    assert kept(desk, quick_entry, "走访 @孟奶奶 怕冷")["visits"]["household_id"] == old["id"]
    assert set(kept(desk, quick_entry, "走访 @孟爷爷 怕冷")) == {"households", "visits"}


def test_names_follow_the_store(desk: Desk, quick_entry: QuickEntry) -> None:
    team = desk.teams.add({"name": "追光合唱队"})
    wish = kept(desk, quick_entry, "心愿 排练场地 >追光合唱队")["wishes"]
    assert wish["assignee"] == {"kind": "team", "id": team["id"], "name": "追光合唱队"}
    desk.teams.edit(int(team["id"]), {"name": "向阳合唱队"})
    assert kept(desk, quick_entry, "心愿 要音响 >追光合唱队")["wishes"]["assignee"]["kind"] == "person"
    assert kept(desk, quick_entry, "心愿 要谱子 >向阳合唱队")["wishes"]["assignee"]["id"] == team["id"]
    with pytest.raises(InvalidInput):
        quick_entry.keep("服务 26号")
    assert date.fromisoformat(wish["recorded_on"]) == NOW.date()
