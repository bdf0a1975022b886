"""The booking, declared."""

from __future__ import annotations

from typing import Final

from tui.kinds.declaration import PICK, Act, Field, Kind, Place, Reference, Typed
from tui.language.i18n import N_

BOOKING: Final = Kind(
    "booking",
    N_("booking"),
    "bookings",
    Place("tui.models.room:Booking"),
    detail=Place("tui.screens.details.alliance:booking_lines"),
    fields=(
        Field(
            "room_id",
            N_("room"),
            "number",
            required=True,
            refers=(Reference("rooms"),),
            headings=("房间", "活动室", "使用房间", "场地"),
            typed=Typed(hint=PICK),
        ),
        Field(
            "on",
            N_("date"),
            "day",
            required=True,
            headings=("使用日期", "日期"),
            typed=Typed("--on", N_("cancel: of a weekly booking this day alone")),
        ),
        Field(
            "starts",
            N_("from"),
            "time",
            required=True,
            headings=("开始时间",),
            typed=Typed(hint=N_("As you say it: 9:00, half past 9, 3 pm.")),
        ),
        Field(
            "ends",
            N_("to"),
            "time",
            required=True,
            headings=("结束时间",),
            typed=Typed(hint=N_("As you say it: 9:00, half past 9, 3 pm.")),
        ),
        Field(
            "booked_by",
            N_("booked by"),
            personal="asker",
            headings=("使用人", "预约人", "使用单位"),
            typed=Typed(
                "--who",
                N_("who has it"),
                hint=N_("A team, a group or a person; the street office does not see it."),
            ),
        ),
        Field("purpose", N_("purpose"), headings=("用途", "活动内容"), typed=Typed("--for", N_("what for"))),
        Field(
            "until",
            N_("weekly until"),
            "day",
            typed=Typed(
                "--until",
                N_("every week up to this day"),
                hint=N_("Empty: once. A day: every week up to then."),
            ),
        ),
        Field("skips", N_("dates left out"), "list"),
        Field(
            "state",
            N_("state"),
            "choice",
            choices=Place("tui.kinds.words:BOOKING_STATES"),
            headings=("状态",),
        ),
    ),
    acts=(
        Act("new", "room.book", form=Place("tui.screens.forms.room:book")),
        Act("edit", "room.move", form=Place("tui.screens.forms.room:move")),
        Act("cancel", "room.cancel", form=Place("tui.screens.forms.room:cancel")),
        Act("rooms", "room.edit", screen=Place("tui.screens.rooms:rooms_screen")),
    ),
    ledger=(
        "room_id",
        "on",
        "starts",
        "ends",
        "booked_by",
        "purpose",
        "state",
    ),
    listed="bookings",
    must_hold=Place("tui.desk.rooms:refuse_clashes"),
)
