"""The words of the desk: the values that documents store, and the msgid that names each on screen.

Plain data, so that the first screen can be painted without loading the models.
Longer than other modules: it is one table of words, of which each kind of record has some.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from tui.language.i18n import N_

Role = Literal["staff", "recorder", "viewer", "overseer"]
Channel = Literal["walk_in", "phone", "wechat", "building_head", "visit", "meeting", "hotline", "partner"]
Category = Literal[
    "roads", "ebikes", "waste", "gas", "noise", "repairs", "elderly", "children", "disputes", "suggestion", "other"
]  # fmt: skip
Urgency = Literal["urgent", "high", "normal", "low"]
WishState = Literal[
    "recorded", "accepted", "assigned", "in_progress", "done", "closed",
    "on_agenda", "on_hold", "declined", "merged", "reopened", "voided",
]  # fmt: skip
AssigneeKind = Literal["team", "partner", "party", "person"]
SessionState = Literal["planned", "confirmed", "done", "cancelled"]
Shifted = Literal["", "holiday", "weekend", "made_up"]
DayRule = Literal["keep", "skip", "next", "previous"]
TeamKind = Literal["service", "social", "culture"]
PartnerKind = Literal["party", "committee", "council", "property", "unit", "social", "business", "alliance"]
MemberRole = Literal["leader", "deputy", "member", "learner"]
MeetingKind = Literal["joint", "council", "alliance"]
MeetingState = Literal["planned", "held", "cancelled"]
AgendaState = Literal["open", "decided", "carried"]
Ruling = Literal["assign", "decline", "hold", "close", "resume"]
Party = Literal["party", "committee", "council", "property", "alliance", "guest"]
# Votes are counted by party, or once for the whole meeting.
Voter = Literal["party", "committee", "council", "property", "alliance", "guest", "all"]
# What a line typed in a meeting became.
LineKind = Literal["note", "decision", "votes", "present", "action", "wish", "matter"]
ActionState = Literal["open", "done", "dropped"]
ReminderState = Literal["open", "done"]
HoursSource = Literal["checked_in", "by_hand", "corrected"]
HouseholdFlag = Literal["alone", "disabled", "low_income"]
MediationKind = Literal[
    "support", "family", "neighbours", "noise", "housing", "property", "other", "unrecorded"
]
HeldKind = Literal["wish", "action", "follow_up", "mediation", "team", "reminder"]
VisitReason = Literal["never", "follow_up", "overdue", "later", "unlisted"]
MediationState = Literal["open", "agreed", "failed", "referred"]
DayPart = Literal["small_hours", "morning", "noon_hours", "afternoon", "evening"]
HomeState = Literal["requested", "given", "done", "rated", "cancelled"]
LessonState = Literal["learning", "able", "stopped"]
ResourceKind = Literal["goods", "rooms", "experts", "money", "time"]
OfferStored = Literal["open", "withdrawn"]
NeedStored = Literal["open", "dropped"]
BookingState = Literal["booked", "cancelled"]

ROLES: Final[Mapping[Role, str]] = {
    "staff": N_("staff"),
    "recorder": N_("recorder"),
    "viewer": N_("viewer"),
    "overseer": N_("overseer"),
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
    "voided": N_("void"),
}
# Where a list has little room; the others are short as they are.
WISH_STATES_SHORT: Final[Mapping[WishState, str]] = {
    "in_progress": N_("ongoing"),
    "done": N_("unrated"),
    "on_agenda": N_("agenda"),
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
    "open": N_("to be decided"),
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
VOTERS: Final[Mapping[str, str]] = {
    **{str(party): label for party, label in PARTIES.items()},
    "all": N_("whole meeting"),
}
ACTION_STATES: Final[Mapping[ActionState, str]] = {
    "open": N_("outstanding"),
    "done": N_("done"),
    "dropped": N_("dropped"),
}
REMINDER_STATES: Final[Mapping[ReminderState, str]] = {"open": N_("outstanding"), "done": N_("done")}
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
HOUSEHOLD_FLAGS: Final[Mapping[HouseholdFlag, str]] = {
    "alone": N_("elderly alone"),
    "disabled": N_("disabled"),
    "low_income": N_("low income"),
}
MEDIATION_KINDS: Final[Mapping[MediationKind, str]] = {
    "support": N_("support of parents"),
    "family": N_("marriage and family"),
    "neighbours": N_("neighbours"),
    "noise": N_("renovation noise"),
    "housing": N_("buildings and renovation"),
    "property": N_("dispute with the property company"),
    "other": N_("other"),
    "unrecorded": N_("no record"),
}
MEDIATION_STATES: Final[Mapping[MediationState, str]] = {
    "open": N_("being mediated"),
    "agreed": N_("agreed"),
    "failed": N_("no agreement"),
    "referred": N_("referred"),
}
VISIT_REASONS: Final[Mapping[VisitReason, str]] = {
    "never": N_("never visited"),
    "follow_up": N_("follow-up due"),
    "overdue": N_("visit overdue"),
    "later": N_("not due yet"),
    "unlisted": N_("off the list"),
}
HELD_KINDS: Final[Mapping[HeldKind, str]] = {
    "wish": N_("wish"),
    "action": N_("action item"),
    "follow_up": N_("follow-up of a visit"),
    "mediation": N_("mediation"),
    "team": N_("team looked after"),
    "reminder": N_("reminder"),
}
HOME_STATES: Final[Mapping[HomeState, str]] = {
    "requested": N_("to be given"),
    "given": N_("date set"),
    "done": N_("awaiting rating"),
    "rated": N_("rated"),
    "cancelled": N_("cancelled"),
}
LESSON_STATES: Final[Mapping[LessonState, str]] = {
    "learning": N_("learning"),
    "able": N_("able"),
    "stopped": N_("stopped"),
}
RESOURCE_KINDS: Final[Mapping[ResourceKind, str]] = {
    "goods": N_("goods"),
    "rooms": N_("rooms"),
    "experts": N_("experts"),
    "money": N_("money"),
    "time": N_("time"),
}
NEED_STATES: Final[Mapping[str, str]] = {
    "open": N_("not met"),
    "partly": N_("partly met"),
    "met": N_("met"),
    "overdue": N_("overdue"),
    "dropped": N_("dropped"),
}
OFFER_STATES: Final[Mapping[str, str]] = {
    "open": N_("on offer"),
    "used": N_("used up"),
    "ended": N_("expired"),
    "withdrawn": N_("withdrawn"),
}
BOOKING_STATES: Final[Mapping[BookingState, str]] = {
    "booked": N_("booked"),
    "cancelled": N_("cancelled"),
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
    "wish.void": N_("wish made void"),
    "wish.restore": N_("void wish put back"),
    "wish.comment": N_("comment"),
    "wish.support": N_("another resident behind it"),
    "wish.supervise": N_("supervision note left"),
    "note.add": N_("supervision note left"),
    "note.answer": N_("supervision note answered"),
    "view.keep": N_("views of a list changed"),
    "person.join": N_("records taken for one person"),
    "person.part": N_("records taken for two people"),
    "meeting.plan": N_("meeting planned"),
    "meeting.edit": N_("meeting edited"),
    "meeting.agenda": N_("put on a meeting's agenda"),
    "meeting.attend": N_("attendance noted"),
    "meeting.discuss": N_("discussion noted"),
    "meeting.go": N_("went to an item"),
    "meeting.minutes": N_("minutes written"),
    "meeting.decide": N_("meeting decided"),
    "meeting.close": N_("meeting closed"),
    "meeting.cancel": N_("meeting cancelled"),
    "action.add": N_("action item added"),
    "reminder.add": N_("reminder added"),
    "reminder.edit": N_("reminder edited"),
    "reminder.finish": N_("reminder done"),
    "action.edit": N_("action item edited"),
    "action.step": N_("step of an action item done"),
    "action.finish": N_("action item done"),
    "action.drop": N_("action item dropped"),
    "household.add": N_("household put on the list"),
    "household.edit": N_("household edited"),
    "visit.record": N_("visit recorded"),
    "visit.edit": N_("visit edited"),
    "visit.wish": N_("wish from a visit recorded"),
    "visit.follow_up": N_("visit followed up"),
    "mediation.open": N_("mediation opened"),
    "mediation.edit": N_("mediation edited"),
    "mediation.session": N_("mediation session held"),
    "mediation.close": N_("mediation closed"),
    "mediation.follow_up": N_("agreement looked after"),
    "wish.hand_over": N_("handed over to a colleague"),
    "handover": N_("handed over to a colleague"),
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
    "session.hold": N_("session recorded as held"),
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
    "community.add": N_("community set up"),
    "community.edit": N_("settings of the community changed"),
    "team.roster": N_("roster changed"),
    "hours.add": N_("hours added"),
    "hours.correct": N_("hours corrected"),
    "hours.withdraw": N_("hours taken back"),
    "lesson.begin": N_("learning begun"),
    "lesson.meet": N_("lesson held"),
    "lesson.edit": N_("learning edited"),
    "lesson.able": N_("learner able"),
    "lesson.stop": N_("learning stopped"),
    "home.request": N_("home service requested"),
    "home.edit": N_("home request edited"),
    "home.give": N_("home request given out"),
    "home.complete": N_("home service done"),
    "home.rate": N_("home service rated"),
    "home.cancel": N_("home request cancelled"),
    "home.reopen": N_("home request reopened"),
    "partner.add": N_("partner added"),
    "partner.edit": N_("partner edited"),
    "offer.add": N_("offer added"),
    "offer.edit": N_("offer edited"),
    "offer.withdraw": N_("offer withdrawn"),
    "need.add": N_("need added"),
    "need.edit": N_("need edited"),
    "need.drop": N_("need dropped"),
    "need.deliver": N_("delivery recorded"),
    "need.correct": N_("delivery corrected"),
    "committee.appoint": N_("part-time committee member appointed"),
    "committee.end": N_("part-time committee member stepped down"),
    "room.add": N_("room added"),
    "room.edit": N_("room edited"),
    "room.book": N_("room booked"),
    "room.move": N_("booking changed"),
    "room.cancel": N_("booking cancelled"),
    "paper.export": N_("ledger or report exported"),
    "paper.fill": N_("form filled"),
    "paper.minutes": N_("minutes made as a document"),
    "paper.invitation": N_("invitation to a meeting made"),
    "paper.certificate": N_("certificate of service made"),
    "paper.sheet": N_("sign-in sheet made"),
    "paper.slip": N_("slip of a wish made"),
    "paper.notice": N_("notice made"),
    "ics.import": N_("calendar imported"),
    "ledger.import": N_("ledger imported"),
    "meeting.correct": N_("minutes corrected"),
    "quick.paste": N_("pasted lines kept"),
    "attachment.get": N_("attachment written to a file"),
    "attachment.see": N_("attachments seen"),
    "attachment.add": N_("file or link attached"),
    "attachment.rename": N_("attachment renamed"),
    "attachment.remove": N_("attachment removed"),
    "restore": N_("backup restored"),
    "repair": N_("store repaired"),
    "forget": N_("a resident's data removed"),
    "reload": N_("store read anew"),
    "demo.load": N_("model community loaded"),
    "undo": N_("change undone"),
}
