"""The session, declared."""

from __future__ import annotations

from typing import Final

from tui.kinds.declaration import PICK, Act, Field, Kind, Place, Reference, Typed, headings
from tui.language.i18n import N_

SESSION: Final = Kind(
    "session",
    N_("session"),
    "sessions",
    Place("tui.models.session:Session"),
    columns=Place("tui.screens.lists.session:session_columns"),
    detail=Place("tui.screens.details.service:session_lines"),
    refusal=Place("tui.queries.refusals:session"),
    fields=(
        Field(
            "service_id",
            N_("service"),
            "number",
            required=True,
            refers=(Reference("services"),),
            typed=Typed(part="service", in_form=False),
        ),
        Field("on", N_("date"), "day", required=True, headings=headings("活动日期|服务日期|活动时间")),
        Field(
            "starts_at",
            N_("from"),
            "time",
            required=True,
            typed=Typed("--starts", N_("move: from"), "date", form="starts", at="move"),
        ),
        Field(
            "ends_at",
            N_("to"),
            "time",
            required=True,
            typed=Typed("--ends", N_("move: to"), "date", form="ends", at="move"),
        ),
        Field(
            "place",
            N_("place"),
            typed=Typed("--place", N_("move: where"), "place", at="move"),
            headings=headings("服务地点|地点|活动地点|服务区域"),
        ),
        Field(
            "team_id",
            N_("team"),
            "number",
            refers=(Reference("teams"),),
            typed=Typed("--team", N_("move: which team: name or ID"), "assignee", hint=PICK, at="move"),
            headings=headings("服务队|所属队伍|组织单位"),
        ),
        Field("state", N_("state"), "choice", choices=Place("tui.kinds.words:SESSION_STATES")),
        Field(
            "people_served",
            N_("people served"),
            "number",
            headings=headings("服务人次|服务人数|受益人数|服务对象人数"),
            typed=Typed(
                "--served",
                N_("complete, correct: people served"),
                hint=N_("How many residents were served."),
                at="complete",
            ),
        ),
        Field("reason", N_("reason"), typed=Typed("--reason", N_("move, correct, cancel: why"))),
        Field(
            "note",
            N_("note"),
            "note",
            headings=headings("备注|说明|其他|备注说明"),
            typed=Typed(
                "--note", N_("anything worth keeping"), hint=N_("Anything worth keeping."), at="complete"
            ),
        ),
        Field("shifted", N_("moved"), "choice", choices=Place("tui.kinds.words:SHIFTED")),
        Field(
            "volunteer_ids",
            N_("volunteers"),
            "list",
            refers=(Reference("volunteers"),),
            headings=headings("志愿者姓名|姓名|志愿者|参与志愿者|服务者"),
            typed=Typed(
                "--volunteers",
                hint=N_("Who is down for it. Type a name or pinyin initials and Enter to add or remove one."),
                at="move",
            ),
        ),
        Field("counts", N_("asked for"), "counts", typed=Typed("--counted", in_form=False, at="count")),
        Field("cap", N_("room for"), "number"),
        Field(
            "signups",
            N_("signed up"),
            "list",
            personal="withheld",
            typed=Typed(form="resident", at="sign_up"),
            parts=(
                Field("number", N_("number"), "number", required=True),
                Field(
                    "resident",
                    N_("resident"),
                    most=60,
                    required=True,
                    personal="name",
                    typed=Typed(hint=N_("Who wants to come; the rest may stay empty.")),
                ),
                Field(
                    "phone",
                    N_("phone"),
                    "phone",
                    personal="phone",
                    typed=Typed(
                        "--phone",
                        N_("sign-up: where they can be called"),
                        hint=N_("Optional; a viewer never sees it."),
                    ),
                ),
                Field(
                    "at_home",
                    N_("at home"),
                    "yes_no",
                    typed=Typed(
                        "--at-home",
                        N_("sign-up: the team comes to them"),
                        hint=N_("The team comes to them on the same day."),
                    ),
                ),
                Field(
                    "address",
                    N_("address"),
                    "address",
                    personal="address",
                    typed=Typed(
                        "--address",
                        N_("sign-up: building, unit, door"),
                        hint=N_("Where the team is to come to."),
                    ),
                ),
                Field("note", N_("note"), personal="withheld", typed=Typed()),
            ),
        ),
        Field(
            "history",
            N_("history"),
            "list",
            parts=(
                Field("at", "", "time", required=True),
                Field("by", personal="colleague"),
                Field("action", "", "code", required=True),
                Field("note"),
                Field("was", "", "counts"),
                Field("now", "", "counts"),
            ),
        ),
    ),
    derived=(
        Field("signed_up", N_("signed up"), "number"),
        Field("signature", N_("signature")),
    ),
    acts=(
        Act(
            "confirm",
            "session.confirm",
            deed=Place("tui.desk.deeds:session_confirmed"),
            said=N_("Confirmed."),
        ),
        Act(
            "complete",
            "session.complete",
            label=N_("record it"),
            tooltip=N_("Record how the session went, or correct what was recorded."),
            form=Place("tui.screens.forms.session:complete"),
        ),
        Act("cancel", "session.cancel", form=Place("tui.screens.forms.session:cancel")),
        Act(
            "reopen",
            "session.restore",
            label=N_("plan again"),
            tooltip=N_("The cancelled session takes place after all."),
            deed=Place("tui.desk.deeds:session_restored"),
            said=N_("Planned again."),
        ),
        Act("move", "session.move", form=Place("tui.screens.forms.session_plan:move")),
        Act("count", "session.count", screen=Place("tui.screens.counting:count_screen")),
        Act("sign_up", "session.sign_up", form=Place("tui.screens.forms.session_plan:sign_up")),
        Act("edit", "service.edit", form=Place("tui.screens.forms.service:edit")),
        Act("days", "service.edit", form=Place("tui.screens.forms.service_days:edit")),
        Act("new", "service.add", form=Place("tui.screens.forms.service:new"), bar=False),
    ),
    ledger=(
        "on",
        "service_id",
        "starts_at",
        "ends_at",
        "place",
        "team_id",
        "volunteer_ids",
        "signed_up",
        "people_served",
        "state",
        "note",
    ),
    listed="sessions",
)
