"""The service hours, declared."""

from __future__ import annotations

from typing import Final

from tui.kinds.declaration import Field, Kind, Place, Reference, Typed, headings
from tui.language.i18n import N_

HOURS: Final = Kind(
    "hours",
    N_("service hours"),
    "hours",
    Place("tui.models.hours:ServiceHours"),
    fields=(
        Field(
            "volunteer_id",
            N_("volunteer"),
            "number",
            required=True,
            refers=(Reference("volunteers", about=True),),
            typed=Typed(part="who", in_form=False),
            headings=headings("志愿者姓名|姓名|志愿者|参与志愿者|服务者"),
        ),
        Field("session_id", N_("session"), "number", refers=(Reference("sessions"),)),
        Field(
            "hours",
            N_("hours"),
            "number",
            required=True,
            typed=Typed(
                "--hours", N_("add, correct: how many, in halves"), "hours", hint=N_("In halves: 1, 1.5, 2.")
            ),
            headings=headings("服务时长|时长|服务小时|服务时长（小时）|服务时数|工时|信用时数"),
        ),
        Field(
            "on",
            N_("date"),
            "day",
            required=True,
            typed=Typed("--on", N_("add: the day; otherwise today"), "date"),
            headings=headings("日期|服务日期|服务时间|活动日期|活动时间"),
            past=True,
        ),
        Field(
            "content",
            N_("content"),
            typed=Typed(
                "--content",
                N_("add: what was done"),
                "title",
                hint=N_("What was done; a certificate names it."),
            ),
            headings=headings("服务内容|活动名称|活动内容|服务项目"),
        ),
        Field(
            "place",
            N_("place"),
            typed=Typed("--place", N_("add: where")),
            headings=headings("服务地点|地点|活动地点|服务区域"),
        ),
        Field(
            "team_id",
            N_("team"),
            "number",
            refers=(Reference("teams"),),
            typed=Typed("--team", part="team"),
            headings=headings("服务队|所属队伍|组织单位"),
        ),
        Field(
            "activity",
            N_("activity"),
            typed=Typed(
                "--activity",
                N_("add: what it was part of; otherwise the content"),
                hint=N_("What it was part of; empty: the content."),
            ),
            headings=headings("活动（项目）名称|志愿服务活动名称"),
        ),
        Field(
            "organiser",
            N_("organised by"),
            typed=Typed(
                "--organiser",
                N_("add: who organised it; otherwise the team"),
                hint=N_("Who organised it; empty: the team."),
            ),
            headings=headings("活动组织单位"),
        ),
        Field(
            "in_charge",
            N_("in charge"),
            typed=Typed(
                "--in-charge",
                N_("add: who was in charge; otherwise the leader of the team"),
                hint=N_("Who was in charge; empty: the leader of the team."),
            ),
            personal="colleague",
            headings=headings("活动负责人"),
        ),
        Field("source", N_("recorded"), "choice", choices=Place("tui.kinds.words:HOURS_SOURCES")),
        Field("recorded_by"),
        Field(
            "corrections",
            N_("corrected"),
            "list",
            parts=(
                Field("at", "", "time", required=True),
                Field("by", required=True, personal="colleague"),
                Field("was", "", "number", required=True),
                Field("now", "", "number", required=True),
                Field(
                    "reason",
                    N_("reason"),
                    required=True,
                    typed=Typed(
                        "--note",
                        N_("correct, withdraw: the reason"),
                        hint=N_("Why; it is kept with the old figure, your name and the time."),
                    ),
                ),
            ),
        ),
        Field("withdrawn", N_("taken back"), "yes_no"),
    ),
    ledger=(
        "volunteer_id",
        "activity",
        "on",
        "place",
        "content",
        "hours",
        "organiser",
        "in_charge",
        "team_id",
    ),
    searched=False,
)
