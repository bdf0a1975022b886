"""The home request, declared."""

from __future__ import annotations

from typing import Final

from tui.kinds.declaration import NEW_LINE, PICK, Act, Field, Kind, Place, Reference, Typed, headings
from tui.language.i18n import N_

HOME: Final = Kind(
    "home",
    N_("home request"),
    "home_requests",
    Place("tui.models.home_request:HomeRequest"),
    columns=Place("tui.screens.lists.home:home_columns"),
    detail=Place("tui.screens.details.people:home_lines"),
    refusal=Place("tui.queries.refusals_people:home"),
    fields=(
        Field(
            "resident",
            N_("resident"),
            most=60,
            required=True,
            personal="name",
            headings=headings("服务对象|老人姓名|姓名|居民姓名"),
            typed=Typed(
                "--resident", N_("add: who asks for it"), "who", hint=N_("Who asks for somebody to come.")
            ),
        ),
        Field(
            "skill",
            N_("wanted"),
            most=60,
            required=True,
            headings=headings("服务项目|需求项目|服务内容|上门项目"),
            typed=Typed(
                "--skill",
                N_("add: what is wanted, such as 理发"),
                "title",
                hint=N_("What the services at home offer; or type what is wanted, Enter takes it."),
            ),
        ),
        Field(
            "wished_on",
            N_("wished for"),
            "day",
            headings=headings("预约时间|期望时间|预约日期"),
            typed=Typed("--on", part="date"),
        ),
        Field(
            "phone",
            N_("phone"),
            "phone",
            personal="phone",
            headings=headings(
                "联系电话|电话|求助号码|来电号码|手机|手机号|手机号码|诉求人电话|来电人电话|联系方式|报修电话|联系号码|反映人联系方式"
            ),
            typed=Typed("--phone", N_("where they can be called back")),
        ),
        Field(
            "compound",
            N_("compound"),
            "number",
            headings=headings("小区|所属小区|居住小区|小区名称"),
            typed=Typed("--compound", N_("the residential compound, 1 to 6"), hint=PICK),
            refers=(Reference("communities", part="compounds"),),
        ),
        Field(
            "address",
            N_("address"),
            "address",
            personal="address",
            headings=headings(
                "住址|地址|家庭住址|事件发生地|楼栋门牌|发生地址|事发地址|问题点位|诉求地址|房号|详细地址|楼号|门牌号"
            ),
            typed=Typed("--address", N_("building, unit, door"), "place", hint=N_("Building, unit, door.")),
        ),
        Field(
            "detail",
            N_("detail"),
            "note",
            headings=headings("备注|说明|其他|备注说明"),
            typed=Typed("--detail", N_("more about it"), hint=NEW_LINE),
        ),
        Field("service_id", N_("service"), "number", refers=(Reference("services"),)),
        Field(
            "state",
            N_("state"),
            "choice",
            choices=Place("tui.kinds.words:HOME_STATES"),
            headings=headings("办理状态|工单状态|状态|办理情况|办件状态|处理状态|办结情况|是否办结"),
        ),
        Field("recorded_on", "", "day", required=True),
        Field(
            "team_id",
            N_("team"),
            "number",
            refers=(Reference("teams"),),
            typed=Typed(
                "--to",
                N_("assign: a team or a volunteer; otherwise the best match"),
                form="holder",
                at="assign",
            ),
            headings=headings("服务队|所属队伍|组织单位"),
        ),
        Field(
            "volunteer_id",
            N_("volunteer"),
            "number",
            refers=(Reference("volunteers"),),
            typed=Typed("--to", form="holder", at="assign"),
            headings=headings("志愿者姓名|姓名|志愿者|参与志愿者|服务者"),
        ),
        Field("on", N_("day set"), "day", typed=Typed("--on", at="assign")),
        Field("done_on", N_("done"), "day", headings=headings("服务日期|完成日期|上门时间")),
        Field(
            "outcome",
            N_("outcome"),
            "note",
            headings=headings("办理结果|处理结果|办理情况|处理情况|办理意见|答复内容|回复内容"),
            typed=Typed(
                "--note",
                N_("done: what was done; cancel, reopen: the reason"),
                form="note",
                hint=N_("What was done, in a sentence."),
                at="complete",
            ),
        ),
        Field(
            "rating",
            N_("rating"),
            "number",
            headings=headings("满意度|服务评价"),
            typed=Typed(
                "--rating",
                N_("rate: how satisfied the resident is"),
                hint=N_("Arrows choose, or type the number."),
                at="rate",
            ),
        ),
        Field(
            "history",
            N_("history"),
            "list",
            parts=(
                Field("at", "", "time", required=True),
                Field("by", required=True, personal="colleague"),
                Field("action", "", "code", required=True),
                Field("state", "", "choice", required=True, choices=Place("tui.kinds.words:HOME_STATES")),
                Field("note", "", "note"),
            ),
        ),
    ),
    acts=(
        Act("new", "home.request", form=Place("tui.screens.forms.home:new")),
        Act("edit", "home.edit", form=Place("tui.screens.forms.home:edit")),
        Act(
            "assign",
            "home.give",
            label=N_("send"),
            tooltip=N_("Say who goes, and on which day."),
            form=Place("tui.screens.forms.home:assign"),
        ),
        Act("match", "home.give", form=Place("tui.screens.forms.home:match")),
        Act(
            "complete",
            "home.complete",
            label=N_("done"),
            tooltip=N_("They were there: what was done, and the hours."),
            form=Place("tui.screens.forms.home:complete"),
        ),
        Act(
            "rate",
            "home.rate",
            label=N_("rate"),
            tooltip=N_("Keep how satisfied the resident is."),
            form=Place("tui.screens.forms.home:rate"),
        ),
        Act(
            "cancel",
            "home.cancel",
            label=N_("cancel"),
            tooltip=N_("Nobody will go; say why."),
            form=Place("tui.screens.forms.home:cancel"),
        ),
        Act(
            "reopen",
            "home.reopen",
            label=N_("reopen"),
            tooltip=N_("Somebody must go again; say why."),
            form=Place("tui.screens.forms.home:reopen"),
        ),
    ),
    ledger=(
        "resident",
        "phone",
        "compound",
        "address",
        "skill",
        "wished_on",
        "on",
        "team_id",
        "volunteer_id",
        "state",
        "done_on",
        "outcome",
        "rating",
        "detail",
    ),
    listed="home",
)
