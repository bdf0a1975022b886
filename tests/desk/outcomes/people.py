"""Volunteers, teams, hours, the skill learning group, home requests, handing over."""

from __future__ import annotations

from collections.abc import Iterator

from tests.desk.whole import Deed
from tui.desk.desk import Desk


def deeds(desk: Desk) -> Iterator[tuple[str, Deed]]:
    home, hours, lessons, teams = desk.home, desk.hours, desk.lessons, desk.teams
    yield (
        "volunteers",
        lambda: [
            desk.volunteers.add({"name": name, "skills": skills})
            for name, skills in (("闫爱民", ["理发"]), ("老孟", ["维修"]), ("学员", []))
        ],
    )
    yield "a volunteer with everything", lambda: desk.volunteers.add(
        {"name": "小陈", "phone": "85550002", "skills": ["英语"], "availability": ["SA", "FR.am"],
         "birthday": "02-29", "compound": 1, "joined": "2025-11-26"}
    )  # fmt: skip
    yield "edited", lambda: desk.volunteers.edit(4, {"phone": "85550003"})
    yield "a team with new people", lambda: teams.add_with_roster({"name": "义剪队"}, [1, "新来的", "新来的"])
    yield "a team with a field it has not", lambda: teams.add_with_roster({"name": "x", "chief": 1}, [])
    yield "its roster changed", lambda: teams.edit_with_roster(1, {"name": "银发义剪队"}, [1, 2])
    yield "edited without a roster", lambda: teams.edit_with_roster(1, {"quiet_weeks": 3}, None)
    yield "members set as a plain field", lambda: teams.edit_with_roster(1, {"members": []}, [1])
    yield "a leader", lambda: teams.place(1, 1, role="leader", joined="2018-08-26")
    yield "another leader", lambda: teams.place(1, 4, role="leader", joined=None)
    yield "a leader who is not there", lambda: teams.place(1, 9, role="leader", joined=None)
    yield "joined tomorrow", lambda: teams.place(1, 2, role="member", joined="2026-11-25")
    yield "roles of several", lambda: teams.set_roster(1, {1: ("leader", "2018-08-26"), 4: ("member", None)})
    yield "two leaders", lambda: teams.set_roster(1, {1: ("leader", None), 4: ("leader", None)})
    yield "no leader", lambda: teams.set_roster(1, {1: ("member", "2018-08-26")})
    yield (
        "hours",
        lambda: hours.add(
            {"volunteer_id": 1, "on": "2026-11-20", "hours": 2, "content": "理发", "place": "活动室"}
        ),
    )
    yield "hours of two, one a stranger", lambda: hours.add_all(
        [{"volunteer_id": 1, "on": "2026-11-21", "hours": 2, "content": "理发"},
         {"volunteer_id": 9, "on": "2026-11-21", "hours": 2, "content": "理发"}]
    )  # fmt: skip
    yield (
        "hours for a team that is not there",
        lambda: hours.add(
            {"volunteer_id": 1, "on": "2026-11-21", "hours": 2, "content": "理发", "team_id": 9}
        ),
    )
    yield (
        "hours for nothing",
        lambda: hours.add({"volunteer_id": 1, "on": "2026-11-21", "hours": 1.3, "content": " "}),
    )
    yield (
        "hours of a day to come",
        lambda: hours.add({"volunteer_id": 1, "on": "2026-11-25", "hours": 1, "content": "x"}),
    )
    yield (
        "too many a day",
        lambda: hours.add({"volunteer_id": 1, "on": "2026-11-20", "hours": 23, "content": "x"}),
    )
    yield "corrected", lambda: hours.correct(1, 3, "漏记")
    yield "corrected to what it is", lambda: hours.correct(1, 3, "漏记")
    yield "corrected to what cannot be", lambda: hours.correct(1, 0.3, " ")
    yield "taken back", lambda: hours.withdraw(1, "记错人")
    yield "taken back twice", lambda: hours.withdraw(1, "记错人")
    yield "a lesson", lambda: lessons.begin_with({"skill": "理发", "teacher_id": 1, "learner_id": 3})
    yield (
        "a lesson from oneself",
        lambda: lessons.begin_with({"skill": "剪纸", "teacher_id": 1, "learner_id": 1}),
    )
    yield (
        "a lesson in what is known",
        lambda: lessons.begin_with({"skill": "维修", "teacher_id": 1, "learner_id": 2}),
    )
    yield "the same lesson", lambda: lessons.begin_with({"skill": "理发", "teacher_id": 2, "learner_id": 3})
    yield (
        "a lesson by a stranger",
        lambda: lessons.begin_with({"skill": "剪纸", "teacher_id": 9, "learner_id": 3}),
    )
    yield "met", lambda: lessons.meet(1)
    yield "met twice a day", lambda: lessons.meet(1)
    yield "edited lesson", lambda: lessons.edit(1, {"met_on": ["2026-11-20", "2026-11-13"], "note": "周五"})
    yield "met tomorrow", lambda: lessons.edit(1, {"met_on": ["2026-11-25"]})
    yield "able", lambda: lessons.able(1)
    yield "able again", lambda: lessons.able(1)
    yield (
        "another lesson",
        lambda: lessons.begin_with(
            {"skill": "剪纸", "teacher_id": 1, "learner_id": 3, "begun_on": "2026-11-02", "note": "每周"}
        ),
    )
    yield "stopped", lambda: lessons.stop(2, " 搬走 ")
    yield "stopped without a word", lambda: lessons.stop(2, "")
    yield (
        "a service at home",
        lambda: desk.services.add(
            {"name": "上门理发", "first": "2026-01-01", "items": ["理发"], "at_home": True, "again_weeks": 6}
        ),
    )
    yield "a home request", lambda: home.request(
        {"resident": "王奶奶", "skill": "理发", "phone": "85550004", "address": "3号楼", "compound": 1,
         "wished_on": "2026-11-27", "note": "三楼"}
    )  # fmt: skip
    yield "one that no service offers", lambda: home.request({"resident": "李爷爷", "skill": "维修"})
    yield (
        "one for yesterday",
        lambda: home.request({"resident": "李", "skill": "理发", "wished_on": "2026-11-23"}),
    )
    yield "edited request", lambda: home.edit(1, {"address": "5号楼", "note": "五楼"})
    yield "given to a volunteer", lambda: home.act(1, "give", holder=("volunteer", 1), on="2026-11-27")
    yield "given for yesterday", lambda: home.act(2, "give", holder=("team", 1), on="2026-11-23")
    yield "given to a stranger", lambda: home.act(2, "give", holder=("volunteer", 9), on="2026-11-27")
    yield "done with hours", lambda: home.act(1, "complete", note="剪好了", hours=0.5)
    yield "rated", lambda: home.act(1, "rate", rating=5)
    yield "given to a team", lambda: home.act(2, "give", holder=("team", 1), on="2026-11-24", note="下午")
    yield "hours of a team", lambda: home.act(2, "complete", hours=1)
    yield "hours that cannot be", lambda: home.act(2, "complete", hours=1.3)
    yield "done", lambda: home.act(2, "complete")
    yield "reopened", lambda: home.act(2, "reopen", note="又坏了")
    yield "cancelled", lambda: home.act(2, "cancel", note="搬走")
    yield "cancelled without a word", lambda: home.act(1, "cancel", note=" ")
    yield (
        "things held",
        lambda: (
            desk.wishes.record({"title": "修路"}, assignee="老孟"),
            desk.actions.add({"title": "报价", "owner": "老孟", "due": "2026-12-01", "note": "三家"}),
            desk.teams.edit(1, {"committee_member": "老孟"}),
            desk.visits.record(
                {"name": "王奶奶"}, {"heard": "怕冷", "by": "老孟", "follow_up_on": "2026-12-01"}
            ),
            desk.mediations.open({"title": "漏水", "mediator": "老孟"}),
        ),
    )
    yield (
        "handed over in part",
        lambda: desk.handover.hand_over("老孟", "小陈", keys=["wishes:1"], note="休假"),
    )
    yield "handed over", lambda: desk.handover.hand_over(" 老孟 ", " 小陈 ", note="调走")
    yield "handed over to nobody", lambda: desk.handover.hand_over("小陈", " ")
    yield "handed over to oneself", lambda: desk.handover.hand_over("小陈", "小陈 ")
    yield "nothing to hand over", lambda: desk.handover.hand_over("老孟", "小陈")
