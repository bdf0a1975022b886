"""The action item, declared."""

from __future__ import annotations

from typing import Final

from tui.kinds.declaration import (
    ATTACH,
    COLLEAGUE,
    Act,
    Field,
    Kind,
    Place,
    Reference,
    Typed,
    attachments,
    headings,
)
from tui.language.i18n import N_

ACTION: Final = Kind(
    "action",
    N_("action item"),
    "actions",
    Place("tui.models.action:ActionItem"),
    columns=Place("tui.screens.lists.action:action_columns"),
    detail=Place("tui.screens.details.meeting:action_lines"),
    refusal=Place("tui.queries.refusals:action"),
    fields=(
        Field(
            "title",
            N_("action item"),
            most=120,
            required=True,
            headings=headings(
                "待办事项|督办事项|任务名称|工作任务|事项|议定事项|交办事项|任务内容|重点任务|工作事项"
            ),
            typed=Typed("--title", N_("add: what is to be done"), "title"),
        ),
        Field(
            "owner",
            N_("held by"),
            most=60,
            required=True,
            headings=headings("责任人|承办人|负责人|责任部门|责任单位|牵头单位|承办单位"),
            typed=Typed("--owner", N_("add: who sees to it"), "assignee", hint=N_("Who sees to it.")),
            refers=(Reference(COLLEAGUE),),
        ),
        Field(
            "due",
            N_("due"),
            "day",
            headings=headings("完成时限|办理时限|截止日期|办结时限|完成期限|计划完成时间|截止时间"),
            typed=Typed("--due", N_("when it is due: 2026-12-01, tomorrow, fri, +3"), "date"),
        ),
        Field(
            "state",
            N_("state"),
            "choice",
            choices=Place("tui.kinds.words:ACTION_STATES"),
            headings=headings("办理状态|状态|完成情况|进展情况|是否完成|是否办结|完成状态|进度"),
        ),
        Field(
            "steps",
            N_("steps"),
            "list",
            typed=Typed("--steps", hint=N_("The steps of a project in their order, with commas.")),
            parts=(
                Field("title", N_("step"), most=120, required=True),
                Field("due", N_("due"), "day"),
                Field("done_on", N_("done"), "day"),
            ),
        ),
        Field(
            "opened_on",
            N_("given out on"),
            "day",
            required=True,
            headings=headings("交办日期|登记日期|布置时间"),
        ),
        Field("done_on", N_("done"), "day", headings=headings("完成日期|办结日期|完成时间")),
        Field(
            "meeting_id",
            N_("meeting"),
            "number",
            refers=(Reference("meetings"),),
            headings=headings("来源会议|会议名称|交办会议|任务来源|会议"),
            typed=Typed("--meeting", N_("add: the meeting that it came out of"), in_form=False),
        ),
        Field("item", N_("item"), "number"),
        Field(
            "wish_id",
            N_("wish"),
            "number",
            refers=(Reference("wishes", about=True),),
            typed=Typed("--wish", N_("add: the wish that it is for"), in_form=False),
        ),
        Field(
            "outcome",
            N_("outcome"),
            "note",
            headings=headings("办理结果|落实情况|办理情况"),
            typed=Typed(hint=N_("What was done, in a sentence."), at="complete"),
        ),
        Field(
            "note",
            N_("note"),
            headings=headings("备注|说明|其他|备注说明"),
            typed=Typed("--note", N_("done: the outcome; drop: the reason"), at="cancel"),
        ),
        attachments(),
    ),
    derived=(Field("days_left", N_("days left"), "number"),),
    acts=(
        Act("new", "action.add", form=Place("tui.screens.forms.action:new")),
        Act("complete", "action.finish", form=Place("tui.screens.forms.action:finish"), many=True),
        Act(
            "step",
            "action.step",
            label=N_("step done"),
            tooltip=N_(
                "The next step of the action item is done; after the last one, or without steps, all of it."
            ),
            deed=Place("tui.screens.forms.action:step"),
            said=N_("One step further."),
        ),
        Act("edit", "action.edit", form=Place("tui.screens.forms.action:edit")),
        Act(
            "cancel",
            "action.drop",
            label=N_("drop"),
            tooltip=N_("It will not be done; say why."),
            form=Place("tui.screens.forms.action:drop"),
            many=True,
        ),
        ATTACH,
    ),
    ledger=(
        "opened_on",
        "title",
        "meeting_id",
        "owner",
        "due",
        "state",
        "days_left",
        "steps",
        "done_on",
        "outcome",
        "note",
    ),
    listed="actions",
)
