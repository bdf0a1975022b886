"""Services and their sessions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tests.desk.whole import Deed
from tui.desk.desk import Desk

LAST_TUESDAY, LAST_FRIDAY = date(2026, 11, 17), date(2026, 11, 20)
TODAY, FRIDAY, SATURDAY, TUESDAY = (date(2026, 11, day) for day in (24, 27, 28, 24))
NEXT_TUESDAY, NEXT_FRIDAY = date(2026, 12, 1), date(2026, 12, 4)


def deeds(desk: Desk) -> Iterator[tuple[str, Deed]]:
    services, sessions = desk.services, desk.sessions
    yield "two volunteers", lambda: [desk.volunteers.add({"name": name}) for name in ("曹书记", "老孟")]
    yield "two teams", lambda: [desk.teams.add({"name": name}) for name in ("义剪队", "楼宇队")]
    yield "a service", lambda: services.add(
        {"name": "楼宇服务日", "rrule": "FREQ=WEEKLY;BYDAY=TU,FR", "first": "2026-11-13", "starts": "09:00",
         "ends": "11:00", "place": "服务站", "team_id": 2, "items": ["公租房", "人才绿卡"], "cap": 2}
    )  # fmt: skip
    yield "a field that a service does not have", lambda: services.add({"name": "x", "fee": 3})
    yield "a field that is set by use cases alone", lambda: services.edit(1, {"plans_from": "2026-11-01"})
    yield "a session that took place", lambda: sessions.complete(
        1, LAST_FRIDAY, people_served=4, volunteer_ids=[1], hours=2, hours_each={2: 1.5},
        counts={"公租房": 1, "人才绿卡": 0}, note="来人多",
    )  # fmt: skip
    yield "it cannot take place twice", lambda: sessions.complete(1, LAST_FRIDAY, people_served=4)
    yield "without figures", lambda: sessions.complete(1, LAST_TUESDAY, people_served=None, volunteer_ids=[1])
    yield (
        "hours of an unknown volunteer",
        lambda: sessions.complete(1, LAST_TUESDAY, people_served=1, volunteer_ids=[99], hours=1),
    )
    yield (
        "an item that the service does not have",
        lambda: sessions.complete(1, LAST_TUESDAY, people_served=1, counts={"磨刀": 1}),
    )
    yield (
        "a correction of everything",
        lambda: sessions.correct(
            1, LAST_FRIDAY, people_served=6, counts={"人才绿卡": 3}, note="又来两位", reason="漏数"
        ),
    )
    yield (
        "a correction of nothing",
        lambda: sessions.correct(
            1, LAST_FRIDAY, people_served=6, counts={"公租房": 1}, note="又来两位", reason="漏数"
        ),
    )
    yield "nobody came", lambda: sessions.complete(1, LAST_TUESDAY, people_served=0, counts={"公租房": 0})
    yield (
        "somebody did",
        lambda: sessions.correct(1, LAST_TUESDAY, people_served=1, counts={"公租房": 2}, reason="记错"),
    )
    yield "confirmed", lambda: sessions.confirm(1, FRIDAY)
    yield "cancelled", lambda: sessions.cancel(1, FRIDAY, "大雪")
    yield "restored", lambda: sessions.restore(1, FRIDAY)
    yield "moved in everything", lambda: sessions.move(
        1, FRIDAY, to=SATURDAY, starts="14:00", ends="15:30", place="小广场", team_id=1, volunteer_ids=[2, 1, 2],
        reason="停电",
    )  # fmt: skip
    yield "without a team", lambda: sessions.move(1, FRIDAY, team_id=None, reason="人手不够")
    yield "to a team that is not there", lambda: sessions.move(1, FRIDAY, team_id=9, reason="换队")
    yield (
        "with a volunteer who is not there",
        lambda: sessions.move(1, FRIDAY, place="花园", volunteer_ids=[9], reason="换人"),
    )
    yield "staffed", lambda: sessions.staff(1, FRIDAY, [1, 1])
    yield "staffed with a stranger", lambda: sessions.staff(1, FRIDAY, [1, 9])
    yield (
        "signed up",
        lambda: sessions.sign_up(
            1, FRIDAY, " 王阿姨 ", phone="85550001", at_home=True, address="7号楼2单元301", note="腿脚不便"
        ),
    )
    yield "signed up twice", lambda: sessions.sign_up(1, FRIDAY, "王阿姨", phone="85550001")
    yield "another signed up", lambda: sessions.sign_up(1, FRIDAY, "王阿姨")
    yield "signed off, but for another", lambda: sessions.sign_off(1, FRIDAY, 1, resident="李大爷")
    yield "signed off", lambda: sessions.sign_off(1, FRIDAY, 1, resident="王阿姨")
    yield "and a third", lambda: sessions.sign_up(1, FRIDAY, "李大爷")
    yield "counted today", lambda: sessions.count(1, TODAY, "公租房", 2)
    yield "counted back", lambda: sessions.count(1, TODAY, "公租房", -2)
    yield "counted below none", lambda: sessions.count(1, TODAY, "公租房", -1)
    yield "held as said", lambda: sessions.hold(1, NEXT_TUESDAY, starts="14:00", place="小广场", team_id=1)
    yield "held as planned", lambda: sessions.hold(1, NEXT_FRIDAY)
    yield "held as it is on record already", lambda: sessions.hold(1, NEXT_FRIDAY, place="服务站")
    yield "held once more", lambda: sessions.hold(1, date(2026, 12, 5), ends="10:00")
    yield "held by a team that is not there", lambda: sessions.hold(1, date(2026, 12, 6), team_id=9)
    yield (
        "held new",
        lambda: sessions.hold("讲座", date(2026, 12, 5), starts="23:00", place="活动室", team_id=2),
    )
    yield "held new at the usual hour", lambda: sessions.hold("义诊", date(2026, 12, 6))
    yield "held yesterday", lambda: sessions.hold(1, date(2026, 11, 23))
    yield "a pause that began", lambda: services.pause(1, LAST_TUESDAY, date(2026, 12, 2), "装修")
    yield "an earlier pause", lambda: services.pause(1, date(2026, 11, 1), date(2026, 11, 2), "搬家")
    yield "a pause without a reason", lambda: services.pause(1, FRIDAY, None, " ")
    yield "held while paused", lambda: sessions.hold(1, FRIDAY.replace(day=30), starts="10:00")
    yield "resumed", lambda: services.resume(1, date(2026, 11, 26))
    yield "resumed again", lambda: services.resume(1, date(2026, 11, 26))
    yield "a date left out", lambda: services.leave_out(1, date(2026, 12, 8))
    yield "a date left out that was arranged", lambda: services.leave_out(1, NEXT_FRIDAY)
    yield "a date left out that is none", lambda: services.leave_out(1, date(2026, 12, 9))
    yield "the date back", lambda: services.add_date(1, date(2026, 12, 8))
    yield "a date more", lambda: services.add_date(1, date(2026, 12, 10))
    yield "a date that is there", lambda: services.add_date(1, date(2026, 12, 10))
    yield (
        "one session alone",
        lambda: services.edit_one(
            1,
            date(2026, 12, 11),
            {"starts": "08:00", "ends": "09:00", "place": "花园", "team_id": None},
            "天冷",
        ),
    )
    yield "one session's rule", lambda: services.edit_one(1, date(2026, 12, 11), {"rrule": "FREQ=DAILY"}, "x")
    yield "this and following", lambda: services.edit_from(1, date(2026, 12, 8), {"place": "新站", "cap": 5})
    yield "this and following in the past", lambda: services.edit_from(1, LAST_FRIDAY, {"place": "旧站"})
    yield "all to come", lambda: services.edit(3, {"place": "讲堂", "team_id": 1})
    yield "the whole of it again", lambda: services.edit(1, {"starts": "10:00", "ends": "12:00"})
