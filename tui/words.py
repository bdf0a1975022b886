"""The words of the desk: the values that documents store, and the msgid that names each on screen.

Plain data, so that the first screen can be painted without loading the models.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from tui.i18n import N_

Role = Literal["staff", "recorder", "viewer"]
Channel = Literal["walk_in", "phone", "wechat", "building_head", "visit", "meeting", "hotline", "partner"]
Category = Literal[
    "roads", "ebikes", "waste", "gas", "noise", "repairs", "elderly", "children", "disputes", "suggestion", "other"
]  # fmt: skip
Urgency = Literal["urgent", "high", "normal", "low"]
WishState = Literal[
    "recorded", "accepted", "assigned", "in_progress", "done", "closed",
    "on_agenda", "on_hold", "declined", "merged", "reopened",
]  # fmt: skip
AssigneeKind = Literal["team", "partner", "party", "person"]
SessionState = Literal["planned", "confirmed", "done", "cancelled"]
Shifted = Literal["", "holiday", "weekend", "made_up"]
DayRule = Literal["keep", "skip", "next", "previous"]
Clash = Literal["place", "team", "person"]
TeamKind = Literal["service", "social", "culture"]
PartnerKind = Literal["party", "committee", "council", "property", "unit", "social", "business", "alliance"]
MemberRole = Literal["leader", "deputy", "member", "learner"]
MeetingKind = Literal["joint", "council", "alliance"]
MeetingState = Literal["planned", "held", "cancelled"]
AgendaState = Literal["open", "decided", "carried"]
Ruling = Literal["assign", "decline", "hold", "close", "resume"]
Party = Literal["party", "committee", "council", "property", "alliance", "guest"]
ActionState = Literal["open", "done", "dropped"]
HoursSource = Literal["checked_in", "by_hand", "corrected"]

ROLES: Final[Mapping[Role, str]] = {
    "staff": N_("staff"),
    "recorder": N_("recorder"),
    "viewer": N_("viewer"),
}
CHANNELS: Final[Mapping[Channel, str]] = {
    "walk_in": N_("walk-in"),
    "phone": N_("phone call"),
    "wechat": N_("WeChat group"),
    "building_head": N_("building head"),
    "visit": N_("household visit"),
    "meeting": N_("meeting"),
    "hotline": N_("12345 hotline"),
    "partner": N_("partner"),
}
CATEGORIES: Final[Mapping[Category, str]] = {
    "roads": N_("roads and public space"),
    "ebikes": N_("e-bikes"),
    "waste": N_("waste sorting"),
    "gas": N_("gas safety"),
    "noise": N_("noise"),
    "repairs": N_("repairs"),
    "elderly": N_("elderly care"),
    "children": N_("children"),
    "disputes": N_("disputes"),
    "suggestion": N_("suggestion"),
    "other": N_("other"),
}
URGENCIES: Final[Mapping[Urgency, str]] = {
    "urgent": N_("urgent"),
    "high": N_("high"),
    "normal": N_("normal"),
    "low": N_("low"),
}
WISH_STATES: Final[Mapping[WishState, str]] = {
    "recorded": N_("recorded"),
    "accepted": N_("accepted"),
    "assigned": N_("assigned"),
    "in_progress": N_("in progress"),
    "done": N_("awaiting rating"),
    "closed": N_("rated"),
    "on_agenda": N_("on the agenda"),
    "on_hold": N_("on hold"),
    "declined": N_("declined"),
    "merged": N_("merged"),
    "reopened": N_("reopened"),
}
ASSIGNEE_KINDS: Final[Mapping[AssigneeKind, str]] = {
    "team": N_("team"),
    "partner": N_("partner"),
    "party": N_("one of the four parties"),
    "person": N_("person"),
}
SESSION_STATES: Final[Mapping[str, str]] = {
    "planned": N_("unconfirmed"),
    "confirmed": N_("confirmed"),
    "under_way": N_("under way"),
    "unrecorded": N_("not recorded"),
    "done": N_("done"),
    "cancelled": N_("cancelled"),
}
DAY_RULES: Final[Mapping[DayRule, str]] = {
    "keep": N_("held all the same"),
    "skip": N_("left out"),
    "next": N_("next working day"),
    "previous": N_("working day before"),
}
SHIFTED: Final[Mapping[Shifted, str]] = {
    "": "",
    "holiday": N_("moved off the public holiday"),
    "weekend": N_("moved off the weekend"),
    "made_up": N_("moved off the made-up working day"),
}
CLASHES: Final[Mapping[Clash, str]] = {
    "place": N_("same place"),
    "team": N_("same team"),
    "person": N_("same person"),
}
TEAM_KINDS: Final[Mapping[TeamKind, str]] = {
    "service": N_("service team"),
    "social": N_("social organisation"),
    "culture": N_("culture team"),
}
TEAM_STATES: Final[Mapping[str, str]] = {
    "in_service": N_("in service"),
    "next": N_("scheduled"),
    "on_call": N_("on call"),
    "resting": N_("resting"),
    "short": N_("short of people"),
    "quiet": N_("quiet"),
}
PARTNER_KINDS: Final[Mapping[PartnerKind, str]] = {
    "party": N_("community party committee"),
    "committee": N_("residents' committee"),
    "council": N_("residents' council"),
    "property": N_("property company"),
    "unit": N_("resident unit"),
    "social": N_("social organisation"),
    "business": N_("business"),
    "alliance": N_("red alliance member"),
}
MEETING_KINDS: Final[Mapping[MeetingKind, str]] = {
    "joint": N_("four-party joint meeting"),
    "council": N_("residents' council meeting"),
    "alliance": N_("alliance coordination meeting"),
}
MEETING_STATES: Final[Mapping[MeetingState, str]] = {
    "planned": N_("planned"),
    "held": N_("held"),
    "cancelled": N_("cancelled"),
}
AGENDA_STATES: Final[Mapping[AgendaState, str]] = {
    "open": N_("open"),
    "decided": N_("decided"),
    "carried": N_("carried over"),
}
RULINGS: Final[Mapping[Ruling, str]] = {
    "assign": N_("assign"),
    "decline": N_("decline"),
    "hold": N_("put on hold"),
    "close": N_("done"),
    "resume": N_("go on with it"),
}
PARTIES: Final[Mapping[Party, str]] = {
    "party": N_("community party committee"),
    "committee": N_("residents' committee"),
    "council": N_("residents' council"),
    "property": N_("property company"),
    "alliance": N_("red alliance member"),
    "guest": N_("guest"),
}
ACTION_STATES: Final[Mapping[ActionState, str]] = {
    "open": N_("open"),
    "done": N_("done"),
    "dropped": N_("dropped"),
}
MEMBER_ROLES: Final[Mapping[MemberRole, str]] = {
    "leader": N_("leader"),
    "deputy": N_("deputy"),
    "member": N_("member"),
    "learner": N_("learner"),
}
HOURS_SOURCES: Final[Mapping[HoursSource, str]] = {
    "checked_in": N_("checked in"),
    "by_hand": N_("added by hand"),
    "corrected": N_("corrected"),
}
WEEKDAYS: Final = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
YES_NO: Final[Mapping[bool, str]] = {False: N_("no"), True: N_("yes")}
# What the audit trail calls a commit, and what a wish's history calls a step.
ACTIONS: Final[Mapping[str, str]] = {
    "wish.record": N_("wish recorded"),
    "wish.edit": N_("wish edited"),
    "wish.accept": N_("wish accepted"),
    "wish.assign": N_("wish assigned"),
    "wish.start": N_("work on wish begun"),
    "wish.complete": N_("wish fulfilled"),
    "wish.rate": N_("wish rated"),
    "wish.decline": N_("wish declined"),
    "wish.hold": N_("wish put on hold"),
    "wish.resume": N_("wish taken up again"),
    "wish.reopen": N_("wish reopened"),
    "wish.hand_back": N_("wish handed back"),
    "wish.agenda": N_("wish put on the agenda"),
    "wish.merge": N_("wish merged into another"),
    "wish.merge_in": N_("another wish merged into this one"),
    "wish.unmerge": N_("merging undone"),
    "wish.comment": N_("comment"),
    "wish.support": N_("another resident behind it"),
    "wish.supervise": N_("supervision note left"),
    "meeting.plan": N_("meeting planned"),
    "meeting.edit": N_("meeting edited"),
    "meeting.agenda": N_("put on a meeting's agenda"),
    "meeting.attend": N_("attendance noted"),
    "meeting.discuss": N_("discussion noted"),
    "meeting.decide": N_("meeting decided"),
    "meeting.close": N_("meeting closed"),
    "meeting.cancel": N_("meeting cancelled"),
    "action.add": N_("action item added"),
    "action.edit": N_("action item edited"),
    "action.step": N_("step of an action item done"),
    "action.finish": N_("action item done"),
    "action.drop": N_("action item dropped"),
    "session.confirm": N_("session confirmed"),
    "session.complete": N_("session completed"),
    "session.cancel": N_("session cancelled"),
    "session.restore": N_("session planned again"),
    "session.move": N_("session moved"),
    "session.staff": N_("volunteers put down for a session"),
    "session.count": N_("session counted"),
    "session.sign_up": N_("resident signed up"),
    "session.sign_off": N_("resident's sign-up taken back"),
    "session.correct": N_("session corrected"),
    "service.add": N_("service added"),
    "service.edit": N_("service edited"),
    "service.pause": N_("service paused"),
    "service.resume": N_("service resumed"),
    "service.leave_out": N_("date of a service left out"),
    "service.add_date": N_("date added to a service"),
    "team.add": N_("team added"),
    "team.edit": N_("team edited"),
    "volunteer.add": N_("volunteer added"),
    "volunteer.edit": N_("volunteer edited"),
    "partner.add": N_("partner added"),
    "partner.edit": N_("partner edited"),
    "restore": N_("backup restored"),
    "repair": N_("store repaired"),
    "forget": N_("a resident's data removed"),
    "reload": N_("store read anew"),
    "demo.load": N_("model community loaded"),
    "undo": N_("change undone"),
}
