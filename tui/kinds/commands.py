"""Every command of the screens, declared once: bindings, key bar, palette and help are made of this.

A command has a letter and an F- or Ctrl-key, because a composing input method swallows letters;
full-width punctuation triggers the same command as its ASCII twin.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from tui.language.i18n import N_


class Command(NamedTuple):
    """One thing that can be done. `keys` are Textual's; `shown` is how the key bar writes the first.

    `label` (a word or two) and `tooltip` (a sentence) are msgids.
    """

    id: str
    keys: str
    shown: str
    label: str
    tooltip: str
    also: str = ""


_ALL: Final[Sequence[Command]] = (
    Command("help", "question_mark,？,f1", "?", N_("help"), N_("Show all keys."), "F1"),
    Command("palette", "ctrl+p", "^P", N_("commands"), N_("Find a command by name or pinyin.")),
    Command("leave", "f10,ctrl+q", "F10", N_("quit"), N_("Quit. Everything is saved already."), "Ctrl+Q"),
    Command("dashboard", "1,f5", "1", N_("board"), N_("Go to the board with the three panels."), "F5"),
    Command("services", "2,f6", "2", N_("services"), N_("Go to the services."), "F6"),
    Command("wishes", "3,f7", "3", N_("wishes"), N_("Go to the residents' wishes."), "F7"),
    Command("teams", "4,f8", "4", N_("teams"), N_("Go to the volunteer teams."), "F8"),
    Command("meetings", "5,ctrl+l", "5", N_("meetings"), N_("Go to the meetings and action items."), "Ctrl+L"),
    Command("visits", "6,ctrl+e", "6", N_("visits"), N_("Go to the household visits and mediations."), "Ctrl+E"),
    Command("settings", "comma,，", ",", N_("settings"),
            N_("Settings of the community: time limits and categories.")),
    Command("volunteers", "9,ctrl+u", "9", N_("volunteers"), N_("Go to the volunteers and the skill learning group."), "Ctrl+U"),
    Command("home", "0,shift+f12", "0", N_("home service"), N_("Go to the requests for service at home."), "Shift+F12"),
    Command("calendar", "7,ctrl+y", "7", N_("calendar"), N_("Go to the calendar: month, week and agenda."), "Ctrl+Y"),
    Command("alliance", "8,f12", "8", N_("alliance"),
            N_("Go to the red alliance: offers, needs, and the rooms."), "F12"),
    Command("quick", "colon,：,f2", ":", N_("quick entry"),
            N_("Type one line: a wish, a task, a visit, hours ...; it shows what it becomes."), "F2"),
    Command("back", "escape", "Esc", N_("back"), N_("Close this, or clear the filter.")),
    Command("open", "enter", "Enter", N_("open"), N_("Show the whole record.")),
    Command("new", "n,ctrl+n", "n", N_("new"), N_("Add a new record of the kind in front of you."), "Ctrl+N"),
    Command("edit", "e,f4", "e", N_("edit"), N_("Change the record under the cursor."), "F4"),
    Command("filter", "slash,／,、,f3,ctrl+f", "/", N_("filter"),
            N_("Show only what matches: text, or the initials of its pinyin."), "F3"),
    Command("everything", "t,ctrl+t", "t", N_("all/open"),
            N_("Show all records, or only the open ones."), "Ctrl+T"),
    Command("undo", "u,ctrl+z", "u", N_("undo"), N_("Take back your own last change."), "Ctrl+Z"),
    Command("assign", "a,ctrl+a", "a", N_("assign"), N_("Give the wish to a team, partner or person."), "Ctrl+A"),
    Command("match", "v,ctrl+v", "v", N_("best match"), N_("Show who fits best and why; Enter assigns them."), "Ctrl+V"),
    Command("complete", "d,ctrl+d", "d", N_("done"),
            N_("The wish is fulfilled, the session took place, the item is decided or done."), "Ctrl+D"),
    Command("rate", "r,ctrl+r", "r", N_("rate"), N_("Keep how satisfied the resident is; closes the wish."), "Ctrl+R"),
    Command("reopen", "o,ctrl+o", "o", N_("reopen"),
            N_("Take up a finished wish, or plan a cancelled session, again."), "Ctrl+O"),
    Command("step", "w,ctrl+w", "w", N_("next step"),
            N_("The next step: of a wish (accept, hold, merge, comment ...), of an action item; the minutes of a meeting."), "Ctrl+W"),
    Command("agenda", "m,ctrl+g", "m", N_("agenda"), N_("Put the wish on the next meeting's agenda."), "Ctrl+G"),
    Command("visit_wish", "h,ctrl+b", "h", N_("wish"), N_("Record a wish that was heard at the visit."), "Ctrl+B"),
    Command("handover", "z,f11", "z", N_("hand over"),
            N_("Hand all that a colleague holds to another."), "F11"),
    Command("supervise", "s,f9", "s", N_("supervise"),
            N_("Leave a supervision note on the wish, for the community to see."), "F9"),
    Command("confirm", "c,ctrl+k", "c", N_("confirm"), N_("The session will take place; a meeting begins, and its minutes are taken."), "Ctrl+K"),
    Command("cancel", "x,ctrl+x", "x", N_("cancel"), N_("The session or meeting will not take place; an action item is dropped."), "Ctrl+X"),
    Command("book", "b,ctrl+b", "b", N_("book a room"), N_("Book a room of the party post."), "Ctrl+B"),
    Command("rooms", "r,ctrl+r", "r", N_("room list"), N_("The rooms that can be booked: add one, change or close it."), "Ctrl+R"),
    Command("appoint", "p,ctrl+v", "p", N_("committee"), N_("Note whom a partner sends to look after a team."), "Ctrl+V"),
    Command("today", "t,ctrl+t", "t", N_("today"), N_("Back to today."), "Ctrl+T"),
    Command("view", "y,ctrl+v", "y", N_("month/week"), N_("Show the month, the week, or a list of what comes."), "Ctrl+V"),
    Command("move", "m,ctrl+g", "m", N_("move"),
            N_("Give the session another day, time, place or team, or put volunteers down for it."), "Ctrl+G"),
    Command("count", "b,ctrl+b", "b", N_("count items"), N_("Count who asks for which item, by one key each."), "Ctrl+B"),
    Command("sign_up", "l,ctrl+v", "l", N_("sign up"),
            N_("Put a resident on the session's list, or take one off."), "Ctrl+V"),
    Command("days", "y,ctrl+r", "y", N_("days off"),
            N_("Holidays, pauses, season, dates left out and extra dates of the service."), "Ctrl+R"),
)  # fmt: skip

COMMANDS: Final[Mapping[str, Command]] = {command.id: command for command in _ALL}

EVERYWHERE: Final = (
    "dashboard",
    "services",
    "wishes",
    "teams",
    "meetings",
    "visits",
    "volunteers",
    "home",
    "calendar",
    "alliance",
    "quick",
    "undo",
    "settings",
    "palette",
    "help",
    "leave",
    "handover",
)

# What each kind of record can have done to it, in the order of the key bar.
FOR_KIND: Final[Mapping[str, Sequence[str]]] = {
    "wish": ("new", "edit", "assign", "match", "complete", "rate", "step", "agenda", "reopen", "supervise"),
    "session": ("confirm", "complete", "cancel", "reopen", "move", "count", "sign_up", "edit", "days"),
    "meeting": ("new", "confirm", "complete", "step", "edit", "cancel"),
    "action": ("new", "complete", "step", "edit", "cancel"),
    "household": ("complete", "visit_wish", "step", "new", "edit"),
    "visit": ("new", "visit_wish", "step", "edit"),
    "mediation": ("new", "step", "complete", "edit"),
    "service": ("new", "edit", "days"),
    "team": ("new", "edit", "step"),
    "volunteer": ("new", "edit", "complete", "step"),
    "lesson": ("new", "step", "complete", "edit", "cancel"),
    "home": ("new", "edit", "assign", "match", "complete", "rate", "cancel", "reopen"),
    "due": ("new",),
    "day": ("view", "today", "new", "book"),
    "partner": ("new", "edit", "appoint", "book", "rooms"),
    "offer": ("new", "edit", "cancel", "book", "rooms"),
    "need": ("new", "edit", "complete", "step", "cancel", "agenda", "book", "rooms"),
    "booking": ("new", "edit", "cancel", "rooms"),
}

# What a command is called on some kinds of record: its label and its tooltip.
CALLED: Final[Mapping[tuple[str, str], tuple[str, str]]] = {
    ("meeting", "complete"): (N_("decide"), N_("Decide an item of the agenda.")),
    ("meeting", "confirm"): (N_("take minutes"), N_("Take the minutes as people speak: one line each.")),
    ("meeting", "step"): (N_("minutes"), N_("Who is there, new matters, what was said; and the end.")),
    ("action", "step"): (N_("step done"), N_("The next step of the action item is done.")),
    ("action", "cancel"): (N_("drop"), N_("It will not be done; say why.")),
    ("session", "complete"): (N_("record it"), N_("Record how the session went, or correct what was recorded.")),
    ("session", "reopen"): (N_("plan again"), N_("The cancelled session takes place after all.")),
    ("team", "step"): (N_("roster"), N_("Change roles and joining dates of the team's people.")),
    ("volunteer", "complete"): (N_("add hours"), N_("Record hours that the volunteer gave.")),
    ("volunteer", "step"): (N_("correct hours"), N_("Correct hours, or take them back; the old figure is kept.")),
    ("lesson", "step"): (N_("lesson held"), N_("Teacher and learner met today.")),
    ("lesson", "complete"): (N_("able now"), N_("The learner can do it now; the skill is added to their record.")),
    ("lesson", "cancel"): (N_("stop"), N_("They will not go on learning.")),
    ("need", "step"): (N_("correct delivery"), N_("Correct how much was delivered; the old figure is kept.")),
    ("home", "assign"): (N_("send"), N_("Say who goes, and on which day.")),
    ("home", "complete"): (N_("done"), N_("They were there: what was done, and the hours.")),
    ("home", "rate"): (N_("rate"), N_("Keep how satisfied the resident is.")),
    ("home", "cancel"): (N_("cancel"), N_("Nobody will go; say why.")),
    ("home", "reopen"): (N_("reopen"), N_("Somebody must go again; say why.")),
    ("due", "new"): (N_("again"), N_("Record a new request of this resident.")),
}  # fmt: skip

# The table of rights knows a command on a kind of record as a use case.
USE_CASES: Final[Mapping[tuple[str, str], str]] = {
    ("wish", "new"): "wish.record",
    ("wish", "edit"): "wish.edit",
    ("wish", "assign"): "wish.assign",
    ("wish", "complete"): "wish.complete",
    ("wish", "rate"): "wish.rate",
    ("wish", "reopen"): "wish.reopen",
    ("wish", "step"): "wish.comment",
    ("wish", "supervise"): "wish.supervise",
    ("wish", "agenda"): "meeting.agenda",
    ("meeting", "new"): "meeting.plan",
    ("meeting", "complete"): "meeting.decide",
    ("meeting", "step"): "meeting.minutes",
    ("meeting", "confirm"): "meeting.go",
    ("meeting", "edit"): "meeting.edit",
    ("meeting", "cancel"): "meeting.cancel",
    ("action", "new"): "action.add",
    ("action", "edit"): "action.edit",
    ("action", "cancel"): "action.drop",
    ("action", "complete"): "action.finish",
    ("action", "step"): "action.step",
    ("household", "new"): "household.add",
    ("household", "edit"): "household.edit",
    ("household", "complete"): "visit.record",
    ("household", "step"): "visit.follow_up",
    ("household", "visit_wish"): "visit.wish",
    ("visit", "new"): "visit.record",
    ("visit", "edit"): "visit.edit",
    ("visit", "step"): "visit.follow_up",
    ("visit", "visit_wish"): "visit.wish",
    ("mediation", "new"): "mediation.open",
    ("mediation", "edit"): "mediation.edit",
    ("mediation", "step"): "mediation.session",
    ("mediation", "complete"): "mediation.close",
    ("session", "confirm"): "session.confirm",
    ("session", "complete"): "session.complete",
    ("session", "cancel"): "session.cancel",
    ("session", "reopen"): "session.restore",
    ("session", "move"): "session.move",
    ("session", "count"): "session.count",
    ("session", "sign_up"): "session.sign_up",
    ("session", "new"): "service.add",
    ("session", "days"): "service.edit",
    ("service", "days"): "service.edit",
    ("session", "edit"): "service.edit",
    ("service", "new"): "service.add",
    ("service", "edit"): "service.edit",
    ("team", "new"): "team.add",
    ("team", "edit"): "team.edit",
    ("team", "step"): "team.roster",
    ("wish", "match"): "wish.assign",
    ("volunteer", "new"): "volunteer.add",
    ("volunteer", "edit"): "volunteer.edit",
    ("volunteer", "complete"): "hours.add",
    ("volunteer", "step"): "hours.correct",
    ("lesson", "new"): "lesson.begin",
    ("lesson", "edit"): "lesson.edit",
    ("lesson", "step"): "lesson.meet",
    ("lesson", "complete"): "lesson.able",
    ("lesson", "cancel"): "lesson.stop",
    ("home", "new"): "home.request",
    ("home", "edit"): "home.edit",
    ("home", "assign"): "home.give",
    ("home", "match"): "home.give",
    ("home", "complete"): "home.complete",
    ("home", "rate"): "home.rate",
    ("home", "cancel"): "home.cancel",
    ("home", "reopen"): "home.reopen",
    ("due", "new"): "home.request",
    ("day", "new"): "meeting.plan",
    ("day", "book"): "room.book",
    ("partner", "new"): "partner.add",
    ("partner", "edit"): "partner.edit",
    ("partner", "appoint"): "committee.appoint",
    ("partner", "book"): "room.book",
    ("partner", "rooms"): "room.edit",
    ("offer", "new"): "offer.add",
    ("offer", "edit"): "offer.edit",
    ("offer", "cancel"): "offer.withdraw",
    ("offer", "book"): "room.book",
    ("offer", "rooms"): "room.edit",
    ("need", "new"): "need.add",
    ("need", "edit"): "need.edit",
    ("need", "complete"): "need.deliver",
    ("need", "cancel"): "need.drop",
    ("need", "agenda"): "meeting.agenda",
    ("need", "book"): "room.book",
    ("need", "rooms"): "room.edit",
    ("need", "step"): "need.correct",
    ("booking", "new"): "room.book",
    ("booking", "rooms"): "room.edit",
    ("booking", "edit"): "room.move",
    ("booking", "cancel"): "room.cancel",
}

# Of the commands that hold everywhere, these are use cases.
USE_CASES_EVERYWHERE: Final[Mapping[str, str]] = {
    "undo": "undo", "settings": "community.edit", "handover": "handover", "quick": "wish.record",
}  # fmt: skip


def called(kind: str, id: str) -> tuple[str, str]:
    """The label and tooltip (msgids) of a command on a kind of record."""
    command = COMMANDS[id]
    return CALLED.get((kind, id), (command.label, command.tooltip))
