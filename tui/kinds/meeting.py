"""The meeting, declared."""

from __future__ import annotations

from typing import Final

from tui.kinds.declaration import ATTACH, Act, Field, Kind, Place, Reference, Typed, attachments, headings
from tui.language.i18n import N_

MEETING: Final = Kind(
    "meeting",
    N_("meeting"),
    "meetings",
    Place("tui.models.meeting:Meeting"),
    detail=Place("tui.screens.details.meeting:meeting_lines"),
    refusal=Place("tui.queries.refusals:meeting"),
    fields=(
        Field(
            "kind",
            N_("kind"),
            "choice",
            choices=Place("tui.kinds.words:MEETING_KINDS"),
            headings=headings("会议类别|会议类型"),
            typed=Typed("--kind", N_("plan: which kind")),
        ),
        Field(
            "starts_at",
            N_("when"),
            "time",
            required=True,
            headings=headings("会议日期|会议时间|时间|召开时间"),
            typed=Typed("--at", N_('plan: day and time, such as "fri 15:00"'), form="day"),
        ),
        Field(
            "place",
            N_("place"),
            headings=headings("地点|会议地点"),
            typed=Typed("--place", N_("plan: where")),
        ),
        Field(
            "rrule",
            N_("recurrence"),
            "code",
            typed=Typed(
                "--rrule",
                hint=N_(
                    "A regular meeting plans its next one when it is closed: every friday; 26th of each month. Empty: once."
                ),
            ),
        ),
        Field(
            "title",
            N_("name"),
            headings=headings("标题|会议名称|会议标题|活动名称"),
            typed=Typed("--title", N_("plan: its name"), hint=N_("Only if its kind does not say enough.")),
        ),
        Field(
            "chair",
            N_("in the chair"),
            personal="colleague",
            typed=Typed(
                "--chair",
                N_("plan, attend, minutes: who is in the chair"),
                hint=N_("Who leads the meeting; the minutes name them."),
            ),
        ),
        Field("state", N_("state"), "choice", choices=Place("tui.kinds.words:MEETING_STATES")),
        Field(
            "attendance",
            N_("present"),
            "list",
            typed=Typed(
                form="present",
                hint=N_("Type a party, Enter takes it in or out; Backspace takes the last one off."),
                at="step",
            ),
            parts=(
                Field(
                    "party",
                    N_("party"),
                    "choice",
                    required=True,
                    choices=Place("tui.kinds.words:PARTIES"),
                    headings=headings("单位|参会单位|部门"),
                ),
                Field("people", N_("people"), "number"),
                Field(
                    "names",
                    N_("names"),
                    "list",
                    personal="named",
                    headings=headings("姓名|参会人员|出席人员|到会人员"),
                ),
            ),
        ),
        Field(
            "excused",
            N_("excused"),
            "list",
            personal="named",
            typed=Typed(
                "--excused",
                N_("attend, minutes: who asked to be excused"),
                hint=N_("Who asked to be excused: names with commas between."),
                at="step",
            ),
        ),
        Field(
            "items",
            N_("agenda items"),
            "list",
            typed=Typed("--note", form="matter", hint=N_("An item of its own for the agenda."), at="step"),
            headings=headings("会议议题|议题|会议主题|会议议程|讨论事项"),
            parts=(
                Field("number", N_("number"), "number", required=True),
                Field("title", N_("matter"), most=120, required=True),
                Field("wish_id", N_("wish"), "number", refers=(Reference("wishes", about=True),)),
                Field("state", N_("state"), "choice", choices=Place("tui.kinds.words:AGENDA_STATES")),
                Field(
                    "discussion",
                    N_("discussion"),
                    "note",
                    most=40_000,
                    headings=headings("讨论情况|发言要点|协商过程"),
                ),
                Field(
                    "decision",
                    N_("decision"),
                    "note",
                    most=40_000,
                    headings=headings("决定|会议决定|议定事项|决议"),
                ),
                Field("ruling", N_("the wish"), "choice", choices=Place("tui.kinds.words:RULINGS")),
                Field("votes", N_("votes"), "counts", headings=headings("表决情况|表决结果")),
            ),
        ),
        Field(
            "lines",
            "",
            "list",
            parts=(
                Field("at", "", "time", required=True),
                Field("by", personal="colleague"),
                Field("item", "", "number"),
                Field("kind", "", "choice", required=True),
                Field("text", most=1000, required=True),
                Field(
                    "ref",
                    "",
                    "number",
                    refers=(
                        Reference("wishes", when=("kind", "wish"), about=True),
                        Reference("actions", when=("kind", "action"), about=True),
                    ),
                ),
            ),
        ),
        Field("current", "", "number"),
        Field("current_since", "", "time"),
        Field("spent", "", "counts"),
        Field("reason", N_("reason"), typed=Typed(hint=N_("Its agenda goes to the next one."), at="cancel")),
        Field("note", N_("note"), "note", most=40_000, headings=headings("内容|会议内容|会议记录|会议情况")),
        Field(
            "corrections",
            N_("corrected"),
            "list",
            parts=(
                Field("at", "", "time", required=True),
                Field("by", required=True, personal="colleague"),
                Field("item", N_("item"), "number"),
                Field("field", "", "code", required=True),
                Field("was", N_("before"), "note", most=40_000),
                Field(
                    "reason",
                    N_("reason"),
                    required=True,
                    typed=Typed(
                        "--reason",
                        N_("correct: why"),
                        hint=N_("Why; it is kept with what stood there, your name and the time."),
                        at="step",
                    ),
                ),
            ),
        ),
        Field("uid", "", "code"),
        Field("sequence", "", "number"),
        attachments(),
    ),
    derived=(Field("attended", N_("people"), "number"),),
    acts=(
        Act("new", "meeting.plan", form=Place("tui.screens.forms.meeting:new")),
        Act(
            "confirm",
            "meeting.go",
            label=N_("take minutes"),
            tooltip=N_("Take the minutes as people speak: one line each."),
            screen=Place("tui.screens.entry.meeting:meeting_screen"),
        ),
        Act(
            "complete",
            "meeting.decide",
            label=N_("decide"),
            tooltip=N_("Decide an item of the agenda."),
            form=Place("tui.screens.forms.meeting:decide"),
        ),
        Act(
            "step",
            "meeting.minutes",
            label=N_("minutes"),
            tooltip=N_("Who is there, new matters, what was said; and the end."),
            form=Place("tui.screens.forms.meeting:minutes"),
        ),
        Act("edit", "meeting.edit", form=Place("tui.screens.forms.meeting:edit")),
        Act("cancel", "meeting.cancel", form=Place("tui.screens.forms.meeting:cancel")),
        ATTACH,
    ),
    ledger=(
        "starts_at",
        "kind",
        "title",
        "place",
        "chair",
        "attendance",
        "attended",
        "excused",
        "items",
        "note",
    ),
    listed="meetings",
)
