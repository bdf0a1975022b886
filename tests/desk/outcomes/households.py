"""Households, visits, mediations; the alliance; rooms."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tests.desk.whole import Deed
from tui.desk.desk import Desk


def deeds(desk: Desk) -> Iterator[tuple[str, Deed]]:
    visits, mediations, alliance, rooms = desk.visits, desk.mediations, desk.alliance, desk.rooms
    yield (
        "a household",
        lambda: desk.households.add(
            {"name": "王奶奶", "address": "3号楼2单元", "phone": "85550001", "compound": 1, "note": "独居"}
        ),
    )
    yield "a visit", lambda: visits.record(1, {"heard": "怕冷", "follow_up_on": "2026-12-01", "by": ""})
    yield "a visit of somebody else", lambda: visits.record(1, {"on": "2026-11-20", "by": "老孟"})
    yield (
        "a visit to a new household",
        lambda: visits.record({"name": "李爷爷", "address": "5号楼"}, {"heard": "好"}),
    )
    yield "a visit to come", lambda: visits.record(1, {"on": "2026-11-25"})
    yield "looked after before it", lambda: visits.record(1, {"follow_up_on": "2026-11-23"})
    yield "a visit to nobody", lambda: visits.record(9, {})
    yield "a wish heard", lambda: visits.wish(1, {"title": "修暖气", "phone": "85550009"})
    yield "looked after", lambda: visits.follow_up(1, "修好了")
    yield "looked after twice", lambda: visits.follow_up(1)
    yield "another day to look after it", lambda: visits.edit(1, {"follow_up_on": "2026-12-05"})
    yield "edited", lambda: visits.edit(1, {"heard": "不冷了"})
    yield "edited by what use cases set", lambda: visits.edit(1, {"outcome": "x"})
    yield "a mediation", lambda: mediations.open({"title": "漏水"})
    yield (
        "a mediation with everything",
        lambda: mediations.open(
            {"title": "噪音", "opened_on": "2026-11-20", "mediator": "老孟", "note": "楼上楼下"}
        ),
    )
    yield "a mediation to come", lambda: mediations.open({"title": "x", "opened_on": "2026-11-25"})
    yield "edited mediation", lambda: mediations.edit(1, {"note": "两家"})
    yield "brought together", lambda: mediations.session(1, "各让一步")
    yield "brought together before", lambda: mediations.session(1, "见面", "2026-11-22")
    yield "brought together to come", lambda: mediations.session(1, "x", "2026-11-25")
    yield "brought together without a word", lambda: mediations.session(1, " ")
    yield "agreed", lambda: mediations.close(1, "agreed", "各出一半", follow_up_on="2026-12-10")
    yield "agreed twice", lambda: mediations.close(1, "agreed", "x")
    yield "failed without a reason", lambda: mediations.close(2, "failed", " ")
    yield "no such end", lambda: mediations.close(2, "won", "x")
    yield "failed", lambda: mediations.close(2, "failed", "谈不拢")
    yield "the agreement holds", lambda: mediations.follow_up(1, "都满意")
    yield (
        "a partner and teams",
        lambda: (
            desk.partners.add({"name": "电器行", "kind": "business"}),
            desk.teams.add({"name": "甲队"}),
            desk.teams.add({"name": "乙队"}),
        ),
    )
    yield (
        "an offer",
        lambda: alliance.offers.add(
            {
                "partner_id": 1,
                "kind": "goods",
                "title": "暖风机",
                "quantity": 5,
                "unit": "台",
                "until": "2026-12-31",
            }
        ),
    )
    yield (
        "an offer of a stranger",
        lambda: alliance.offers.add({"partner_id": 9, "kind": "goods", "title": "x"}),
    )
    yield (
        "a need",
        lambda: alliance.needs.add(
            {
                "kind": "goods",
                "title": "暖风机",
                "quantity": 3,
                "unit": "台",
                "by": "2026-12-10",
                "asked_by": "王奶奶",
                "wish_id": 1,
            }
        ),
    )
    yield "a need of no wish", lambda: alliance.needs.add({"kind": "goods", "title": "x", "wish_id": 9})
    yield (
        "a need met already",
        lambda: alliance.needs.add({"kind": "goods", "title": "x", "state": "dropped"}),
    )
    yield "delivered", lambda: alliance.deliver(1, 1, 2, on=date(2026, 11, 20), note="两台")
    yield "delivered today", lambda: alliance.deliver(1, 1, 1)
    yield "delivered tomorrow", lambda: alliance.deliver(1, 1, 1, on=date(2026, 11, 25))
    yield "more than there is", lambda: alliance.deliver(1, 1, 3)
    yield "less than nothing", lambda: alliance.deliver(1, 1, -1)
    yield "corrected", lambda: alliance.correct(1, 1, 3, "数错")
    yield "corrected again", lambda: alliance.correct(1, 1, 4, "又数")
    yield "corrected to too much", lambda: alliance.correct(1, 2, 2, "再数")
    yield "corrected without a word", lambda: alliance.correct(1, 1, 1, " ")
    yield "no such delivery", lambda: alliance.correct(1, 3, 1, "x")
    yield "another unit", lambda: alliance.offers.edit(1, {"unit": "箱"})
    yield "an offer edited", lambda: alliance.offers.edit(1, {"note": "二手"})
    yield "on the agenda with no meeting", lambda: alliance.put_on_agenda(1)
    yield (
        "a coordination meeting",
        lambda: desk.meetings.plan({"kind": "alliance", "starts_at": "2026-12-02T09:00:00+08:00"}),
    )
    yield "on the agenda", lambda: alliance.put_on_agenda(1)
    yield "on the agenda twice", lambda: alliance.put_on_agenda(1)
    yield "dropped without a word", lambda: alliance.drop(1, "")
    yield "dropped", lambda: alliance.drop(1, "够了")
    yield "dropped twice", lambda: alliance.drop(1, "够了")
    yield "delivered when dropped", lambda: alliance.deliver(1, 1, 1)
    yield "withdrawn", lambda: alliance.withdraw(1)
    yield "withdrawn twice", lambda: alliance.withdraw(1)
    yield (
        "appointed",
        lambda: alliance.appoint({"name": "钱经理", "partner_id": 1, "team_id": 1, "since": "2026-11-01"}),
    )
    yield "appointed today", lambda: alliance.appoint({"name": "孙经理", "team_id": 1})
    yield "appointed twice", lambda: alliance.appoint({"name": "孙经理", "team_id": 1})
    yield "appointed the same day", lambda: alliance.appoint({"name": "周经理", "team_id": 1})
    yield "appointed to no team", lambda: alliance.appoint({"name": "周经理", "team_id": 9})
    yield "stepped down", lambda: alliance.end(2)
    yield "stepped down long ago", lambda: alliance.end(1)
    yield (
        "a room",
        lambda: rooms.rooms.add({"name": "活动室", "opens": "08:00", "closes": "18:00", "seats": 20}),
    )
    yield (
        "booked",
        lambda: rooms.book(
            {
                "room_id": 1,
                "on": "2026-11-25",
                "starts": "09:00",
                "ends": "11:00",
                "booked_by": "甲队",
                "until": "2026-12-30",
            }
        ),
    )
    yield (
        "booked by nobody",
        lambda: rooms.book({"room_id": 1, "on": "2026-11-26", "starts": "09:00", "ends": "10:00"}),
    )
    yield (
        "booked when taken",
        lambda: rooms.book(
            {"room_id": 1, "on": "2026-12-02", "starts": "10:00", "ends": "12:00", "booked_by": "乙队"}
        ),
    )
    yield (
        "booked too late",
        lambda: rooms.book(
            {"room_id": 1, "on": "2026-12-03", "starts": "17:00", "ends": "19:00", "booked_by": "乙队"}
        ),
    )
    yield "moved", lambda: rooms.move(1, {"starts": "10:00", "purpose": "排练"})
    yield "given back for a day", lambda: rooms.cancel(1, date(2026, 12, 2))
    yield "given back for a day that it is not", lambda: rooms.cancel(1, date(2026, 12, 3))
    yield (
        "booked on that day",
        lambda: rooms.book(
            {
                "room_id": 1,
                "on": "2026-12-02",
                "starts": "10:00",
                "ends": "12:00",
                "booked_by": "乙队",
                "purpose": "会",
            }
        ),
    )
    yield "given back", lambda: rooms.cancel(1)
    yield "given back twice", lambda: rooms.cancel(1)
    yield (
        "the community",
        lambda: desk.communities.add({"name": "社区", "compounds": [{"number": 1}, {"number": 2}]}),
    )
    yield (
        "a compound that stands in records",
        lambda: desk.communities.edit(1, {"compounds": [{"number": 2}]}),
    )
    yield (
        "a compound that does not",
        lambda: desk.communities.edit(1, {"compounds": [{"number": 1, "name": "邮电园"}]}),
    )
