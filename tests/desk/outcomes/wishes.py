"""Wishes and what presses for them."""

from __future__ import annotations

from collections.abc import Iterator

from tests.desk.whole import Deed
from tui.desk.desk import Desk


def deeds(desk: Desk) -> Iterator[tuple[str, Deed]]:
    wishes = desk.wishes
    yield (
        "the community",
        lambda: desk.communities.add(
            {
                "name": "社区",
                "compounds": [{"number": 1, "name": "邮电园"}, {"number": 2}],
                "limits": {"accept": 2},
            }
        ),
    )
    yield "a team and a partner", lambda: (
        desk.teams.add({"name": "维修队"}), desk.partners.add({"name": "物业公司", "kind": "property"})
    )  # fmt: skip
    yield "with a title alone", lambda: wishes.record({"title": "修路"})
    yield "with everything", lambda: wishes.record(
        {"title": "路灯不亮", "resident": "闫爱民", "phone": "85550001", "address": "3号楼", "compound": 1,
         "category": "roads", "urgency": "urgent", "detail": "已有一周", "recorded_on": "2026-11-20",
         "due": "2026-12-01", "channel": "phone"},
        assignee="维修队",
    )  # fmt: skip
    yield "given to a partner", lambda: wishes.record({"title": "门禁坏了"}, assignee="物业公司")
    yield "given to a person", lambda: wishes.record({"title": "找工作"}, assignee=" 老孟 ")
    yield "of a day to come", lambda: wishes.record({"title": "x", "recorded_on": "2026-11-25"})
    yield "due before it was recorded", lambda: wishes.record({"title": "x", "due": "2026-11-23"})
    yield "of no category", lambda: wishes.record({"title": "x", "category": "space"})
    yield "with a state of its own", lambda: wishes.record({"title": "x", "state": "closed"})
    yield "edited", lambda: wishes.edit(1, {"urgency": "urgent", "address": "大门口", "title": "修路"})
    yield "edited to what it is", lambda: wishes.edit(1, {"address": "大门口"})
    yield "edited to a due date that cannot be", lambda: wishes.edit(1, {"due": "2026-11-01"})
    yield "edited to no category", lambda: wishes.edit(1, {"category": "space"})
    yield "not there", lambda: wishes.edit(99, {"title": "x"})
    yield (
        "assigned with help",
        lambda: wishes.act(
            1,
            "assign",
            assignee="维修队",
            assists=["物业公司", "维修队", "老孟"],
            due="2026-12-03",
            note="先看",
        ),
    )
    yield "started", lambda: wishes.act(1, "start")
    yield "handed back", lambda: wishes.act(1, "hand_back", note="没有材料")
    yield (
        "assigned again",
        lambda: wishes.act(1, "assign", assignee={"kind": "person", "id": None, "name": "老孟"}),
    )
    yield "put on hold", lambda: wishes.act(1, "hold", note="等材料", review_on="2026-12-10")
    yield "put on hold until today", lambda: wishes.act(2, "hold", note="等", review_on="2026-11-24")
    yield "resumed", lambda: wishes.act(1, "resume")
    yield "completed", lambda: wishes.act(1, "complete", outcome="补了", note="两人")
    yield "completed without a word", lambda: wishes.act(2, "complete")
    yield "rated", lambda: wishes.act(1, "rate", rating=2, solved=False, note="还有坑")
    yield "reopened", lambda: wishes.act(1, "reopen", note="还有坑")
    yield "declined", lambda: wishes.act(4, "decline", note="不归社区")
    yield "supported", lambda: wishes.support(2, " 王芳 ")
    yield "supported twice", lambda: wishes.support(2, "王芳")
    yield "commented", lambda: wishes.comment(2, " 已联系 ")
    yield "commented with nothing", lambda: wishes.comment(2, " ")
    yield "supervised", lambda: wishes.supervise(2, "三日内回复")
    yield "supervised when finished", lambda: wishes.supervise(4, "快")
    yield "supervised without a word", lambda: wishes.supervise(2, " ")
    yield "merged", lambda: wishes.act(2, "merge", into=1)
    yield "merged into itself", lambda: wishes.act(3, "merge", into=3)
    yield "taken out again", lambda: wishes.act(2, "unmerge")
    yield "a number that is none", lambda: wishes.number("2026-0099")
    yield "undone", desk.history.undo
    yield "undone further", desk.history.undo
