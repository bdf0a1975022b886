"""The volunteer, declared."""

from __future__ import annotations

from typing import Final

from tui.kinds.declaration import (
    ATTACH,
    CALLED,
    Act,
    Field,
    Kind,
    Place,
    Typed,
    attachments,
    compound,
    headings,
    note,
    phone,
)
from tui.language.i18n import N_

VOLUNTEER: Final = Kind(
    "volunteer",
    N_("volunteer"),
    "volunteers",
    Place("tui.models.volunteer:Volunteer"),
    columns=Place("tui.screens.lists.volunteer:volunteer_columns"),
    detail=Place("tui.screens.details.people:volunteer_lines"),
    refusal=Place("tui.queries.refusals_people:volunteer"),
    fields=(
        Field(
            "name",
            N_("volunteer"),
            most=60,
            required=True,
            personal="name",
            headings=headings("姓名|志愿者姓名|志愿者|队员姓名"),
            typed=Typed("--name", N_("edit: another name")),
        ),
        phone("电话|联系电话|手机|手机号|联系方式|手机号码", option_help=CALLED),
        Field(
            "skills",
            N_("skills"),
            "list",
            headings=headings("服务项目|特长|服务特长|技能|服务类别|专长|个人特长|擅长领域"),
            typed=Typed(
                "--skills", N_("what they can do, with commas between"), hint=N_("With commas between.")
            ),
        ),
        Field(
            "availability",
            N_("has time"),
            "list",
            headings=headings("可服务时间|服务时间段|空闲时间|方便时间"),
            typed=Typed(
                "--free",
                N_("when they have time: fri am, weekend"),
                hint=N_(
                    "Weekdays, perhaps with a part of the day: Fri morning, weekend. Empty: nobody asked."
                ),
            ),
        ),
        compound("所属小区|小区|居住小区"),
        Field(
            "birthday",
            N_("birthday"),
            most=16,  # as it is typed, with a year
            personal="withheld",
            headings=headings("出生年月|出生日期|生日|出生年月日"),
            typed=Typed(
                "--birthday",
                N_("month and day; the year is not kept"),
                hint=N_("Month and day, such as 03-26. The year is not kept."),
            ),
        ),
        Field(
            "joined",
            N_("joined"),
            "day",
            headings=headings("加入时间|入队时间|注册时间|加入日期|登记日期"),
            typed=Typed("--joined", N_("since when; with team: in that team")),
            past=True,
        ),
        note(),
        Field("example", "", "yes_no"),
        attachments(),
    ),
    derived=(
        Field(
            "teams",
            N_("team"),
            "list",
            headings=headings("服务队|所属队伍|队伍|所属服务队|志愿队伍|服务组织|所属团体"),
        ),
        Field(
            "role",
            N_("role"),
            "choice",
            choices=Place("tui.kinds.words:MEMBER_ROLES"),
            headings=headings("职务|队内职务"),
        ),
        Field(
            "hours",
            N_("hours"),
            "number",
            headings=headings("服务时长|时长|服务小时|服务时长（小时）|服务时数|工时|信用时数"),
        ),
        Field("stars", N_("stars"), "number"),
    ),
    acts=(
        Act("new", "volunteer.add", form=Place("tui.screens.forms.volunteer:new")),
        Act("edit", "volunteer.edit", form=Place("tui.screens.forms.volunteer:edit")),
        Act(
            "complete",
            "hours.add",
            label=N_("add hours"),
            tooltip=N_("Record hours that the volunteer gave."),
            form=Place("tui.screens.forms.volunteer:add_hours"),
        ),
        Act(
            "step",
            "hours.correct",
            label=N_("correct hours"),
            tooltip=N_("Correct hours, or take them back; the old figure is kept."),
            form=Place("tui.screens.forms.volunteer:correct_hours"),
        ),
        Act(
            "assign",
            "team.roster",
            label=N_("into a team"),
            tooltip=N_("Take the volunteer into a team."),
            form=Place("tui.screens.forms.many_people:into_team"),
            many=True,
            together=Place("tui.screens.forms.many_people:into_team_all"),
        ),
        Act(
            "sign_up",
            "session.sign_up",
            label=N_("sign up"),
            tooltip=N_("Put the person on the list of a session."),
            form=Place("tui.screens.forms.many_people:sign_up"),
            many=True,
            together=Place("tui.screens.forms.many_people:sign_up_all"),
        ),
        ATTACH,
    ),
    ledger=(
        "name",
        "phone",
        "compound",
        "teams",
        "role",
        "skills",
        "availability",
        "joined",
        "hours",
        "stars",
        "note",
    ),
    listed="volunteers",
)
