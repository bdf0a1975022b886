"""The ledgers (台账) that the desk writes, declared: what each is called, whose records it holds, how they count.

A ledger's columns are those of its kind (`Kind.ledger`); here stands what a kind does not tell.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

from tui.language.i18n import N_

Purpose = Literal["file", "post", "street"]

PURPOSES: Final[Mapping[Purpose, str]] = {
    "file": N_("for the file: everything that one's role sees"),
    "post": N_("to be posted: without personal data"),
    "street": N_("for the street office: figures only"),
}
"""What a ledger is written for, and the msgid that says what is in it then."""

SHORT_PURPOSES: Final[Mapping[Purpose, str]] = {
    "file": N_("for the file"),
    "post": N_("posted"),
    "street": N_("for the street office"),
}
"""The same in a word or two."""

OTHER_EXPORTS: Final[Mapping[str, str]] = {
    "month": N_("monthly report"),
    "trends": N_("Trends"),
    "calendar": N_("calendar"),
    "list": N_("list as it stood on the screen"),
    "fill": "",
    "attachment": N_("attachment"),
}
"""What leaves the desk besides ledgers, by the word that the audit trail has for it; "" where the act says it."""

PAPERS_ALONE: Final = frozenset({"minutes", "invitation", "certificate", "sheet", "slip", "notice"})
"""Papers of one record: for the audit trail the act says what they are."""

NO_HEADINGS: Final[Mapping[str, str]] = {}


class Ledger(NamedTuple):
    """One ledger. Its title and headings are Chinese: they are those of the papers, in whatever language.

    `kind` is the kind of its records, `part` the list in them of which each entry is a row of its own. `day` is
    the field by which a period is chosen, "" where there is none. `headings` are those that the fields do not
    declare. `columns`, where it is not the kind's ledger. `only` are the values of a field that a record must
    have. `counts` are the fields by whose values figures are given, `sums` the numbers that mean something when
    they are added.
    """

    name: str
    title: str
    kind: str
    day: str = ""
    part: str = ""
    columns: tuple[str, ...] = ()
    headings: Mapping[str, str] = NO_HEADINGS
    only: tuple[str, frozenset[str | None]] | None = None
    counts: tuple[str, ...] = ()
    sums: tuple[str, ...] = ()


LEDGERS: Final[Mapping[str, Ledger]] = {
    ledger.name: ledger
    for ledger in (
        Ledger(
            "wishes", "居民心愿（诉求）登记与办理台账", "wish", "recorded_on",
            headings={"number": "诉求编号", "due": "办结期限", "days_left": "剩余天数"},
            counts=("channel", "category", "urgency", "compound", "state", "solved", "rating"),
        ),
        Ledger(
            "consultations", "居民咨询接待登记台账", "wish", "recorded_on",
            columns=(
                "recorded_on", "channel", "resident", "phone", "compound", "address", "category", "title", "detail",
                "assignee", "state", "outcome", "done_on",
            ),
            headings={"channel": "反映方式", "resident": "来访人", "title": "咨询事项", "recorded_on": "接待日期"},
            only=("channel", frozenset({"walk_in", "phone", "wechat", None})),
            counts=("channel", "category", "state"),
        ),
        Ledger(
            "households", "走访对象名册", "household",
            headings={"last_on": "最近走访日期"},
            counts=("flags", "compound"),
        ),
        Ledger("visits", "入户走访台账", "visit", "on", headings={"wish_ids": "转办诉求编号"}, counts=("by",)),
        Ledger("mediations", "矛盾纠纷排查与调解台账", "mediation", "opened_on", counts=("kind", "state")),
        Ledger(
            "volunteers", "志愿者名册", "volunteer", "joined",
            headings={"stars": "星级", "hours": "累计服务时长"},
            counts=("compound", "teams"), sums=("hours",),
        ),
        Ledger(
            "hours", "志愿服务记录", "hours", "on",
            headings={"team_id": "服务队"},
            counts=("team_id",), sums=("hours",),
        ),
        Ledger(
            "sessions", "便民服务场次台账", "session", "on",
            columns=(
                "on", "service_id", "starts_at", "ends_at", "place", "team_id", "volunteer_ids", "signed_up",
                "people_served", "state", "note",
            ),
            headings={
                "service_id": "服务项目", "starts_at": "开始时间", "ends_at": "结束时间", "volunteer_ids": "参与志愿者",
                "signed_up": "报名人数", "state": "场次状态",
            },
            counts=("service_id", "team_id", "state"), sums=("signed_up", "people_served"),
        ),
        Ledger(
            "signups", "服务场次签到表", "session", "on", part="signups",
            columns=("on", "service_id", "place", "number", "resident", "phone", "at_home", "address", "note", "signature"),
            headings={
                "service_id": "服务项目", "number": "报名号", "resident": "姓名", "phone": "联系电话", "at_home": "是否上门",
                "address": "住址", "note": "备注", "signature": "签名",
            },
            counts=("service_id",),
        ),
        Ledger(
            "meetings", "会议台账", "meeting", "starts_at",
            headings={"chair": "主持人", "attendance": "参会单位及人员", "attended": "参会人数", "excused": "请假人员"},
            counts=("kind",), sums=("attended",),
        ),
        Ledger(
            "actions", "待办督办台账", "action", "opened_on",
            headings={"meeting_id": "来源会议", "days_left": "剩余天数", "steps": "分步进度"},
            counts=("owner", "state"),
        ),
        Ledger(
            "offers", "红色联盟资源清单", "offer",
            headings={"left": "剩余数量", "state": "资源状态"},
            counts=("partner_id", "kind", "state"),
        ),
        Ledger(
            "needs", "红色联盟需求清单", "need", "by",
            headings={"unit": "单位", "delivered": "已落实数量", "state": "落实状态", "reason": "未落实原因"},
            counts=("kind", "state"),
        ),
        Ledger("partners", "共建单位名册", "partner", counts=("kind",)),
        Ledger("bookings", "活动室使用台账", "booking", "on", counts=("room_id", "state")),
        Ledger(
            "home", "上门服务台账", "home", "wished_on",
            headings={"on": "约定日期"},
            counts=("skill", "team_id", "state", "rating"),
        ),
    )
}  # fmt: skip
"""Every ledger by the word that `xingfu export` has for it."""
