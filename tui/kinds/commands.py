"""Every command of the screens with its keys, declared once: bindings, key bar, palette and help are made of this.

What a command does to a kind of record is declared with the kind. A command has a letter and an F- or Ctrl-key, because a composing input method swallows letters;
full-width punctuation triggers the same command as its ASCII twin.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from tui.kinds import registry
from tui.kinds.declaration import Act, Place
from tui.language.i18n import N_


class Command(NamedTuple):
    """One thing that can be done. `keys` are Textual's; `shown` is how the key bar writes the first.

    `label` (a word or two) and `tooltip` (a sentence) are msgids; a kind of record may have others of its own.
    `also` writes a second key. `alone`: it needs no selected record.
    """

    id: str
    keys: str
    shown: str
    label: str
    tooltip: str
    also: str = ""
    alone: bool = False

    @property
    def twin(self) -> str:
        """How the key bar writes the second key; empty if there is none."""
        return self.also.replace("Ctrl+", "^")


_ALL: Final[Sequence[Command]] = (
    Command("help", "question_mark,？,f1", "?", N_("help"), N_("Show all keys."), "F1"),
    Command("search", "f,ctrl+f", "f", N_("search"),
            N_("Find anything: people, wishes, sessions, meetings ... by text, pinyin, number or date."), "Ctrl+F"),
    Command("person", "p,shift+f8,f20", "p", N_("person"),
            N_("Everything about whom the record names, on one page."), "Shift+F8"),
    Command("palette", "ctrl+p", "^P", N_("commands"), N_("Find a command by name or pinyin.")),
    Command("leave", "f10,ctrl+q", "F10", N_("quit"), N_("Quit. Everything is saved already."), "Ctrl+Q"),
    Command("dashboard", "1,f5", "1", N_("board"), N_("Go to the board with the three panels."), "F5"),
    Command("services", "2,f6", "2", N_("services"), N_("Go to the services."), "F6"),
    Command("wishes", "3,f7", "3", N_("wishes"), N_("Go to the residents' wishes."), "F7"),
    Command("teams", "4,f8", "4", N_("teams"), N_("Go to the volunteer teams."), "F8"),
    Command("meetings", "5,shift+f5,f17", "5", N_("meetings"), N_("Go to the meetings and action items."), "Shift+F5"),
    Command("visits", "6,shift+f6,f18", "6", N_("visits"), N_("Go to the household visits and mediations."), "Shift+F6"),
    Command("calendar", "7,ctrl+y", "7", N_("calendar"), N_("Go to the calendar: month, week and agenda."), "Ctrl+Y"),
    Command("alliance", "8,f12", "8", N_("alliance"),
            N_("Go to the red alliance: offers, needs, and the rooms."), "F12"),
    Command("volunteers", "9,ctrl+u", "9", N_("volunteers"), N_("Go to the volunteers and the skill learning group."), "Ctrl+U"),
    Command("home", "0,shift+f12,f24", "0", N_("home service"), N_("Go to the requests for service at home."), "Shift+F12"),
    Command("feed", "semicolon,；", ";", N_("today"),
            N_("Go to what waits for you, with your reminders, and what was done today and yesterday, by whom.")),
    Command("archive", "minus,－,shift+f10,f22", "-", N_("archive"),
            N_("Go to the community's archive: figures, compounds, honours, teams, rooms."), "Shift+F10"),
    Command("trends", "equals_sign,＝", "=", N_("trends"),
            N_("Go to the trends: wishes, services, hours and visits of a period, against the one before and last year.")),
    Command("redraw", "ctrl+l", "^L", N_("redraw"),
            N_("Paint the whole screen again, where another program has written over it.")),
    Command("lock", "ctrl+backslash", "Ctrl+\\", N_("lock"),
            N_("Lock the screen: it hides everything until your PIN is typed.")),
    Command("settings", "comma,，", ",", N_("settings"),
            N_("Settings of the community: time limits and categories.")),
    Command("own_settings", "full_stop,。,shift+f9", ".", N_("own settings"), N_("Your name, language, colours, and the lock of the screen."), "Shift+F9"),
    Command("quick", "colon,：,f2", ":", N_("quick entry"),
            N_("Type one line: a wish, a task, a visit, hours ...; it shows what it becomes."), "F2"),
    Command("back", "escape", "Esc", N_("back"), N_("Close this, or clear the filter.")),
    Command("open", "enter", "Enter", N_("open"), N_("Show the whole record.")),
    Command("new", "n,ctrl+n", "n", N_("new"), N_("Add a new record of the kind in front of you."), "Ctrl+N", alone=True),
    Command("edit", "e,f4", "e", N_("edit"), N_("Change the record under the cursor."), "F4"),
    Command("filter", "slash,／,、,f3", "/", N_("filter"),
            N_("Show only what matches: text, or the initials of its pinyin."), "F3"),
    Command("everything", "t,ctrl+t", "t", N_("all/open"),
            N_("Show all records, or only the open ones."), "Ctrl+T"),
    Command("undo", "u,ctrl+z", "u", N_("undo"), N_("Take back your own last change."), "Ctrl+Z"),
    Command("forget", "D,ctrl+d", "D", N_("forget"),
            N_("On a person's page: remove the person from everything, for good. It is counted and asked twice first."), "Ctrl+D"),
    Command("export", "E,ctrl+e", "E", N_("export"),
            N_("Write a ledger or the monthly report to a file, or copy it."), "Ctrl+E"),
    Command("papers", "P,shift+f1,f13", "P", N_("papers"),
            N_("Minutes, invitation, sign-in sheet, slip, certificate or notice of the record in front."), "Shift+F1"),
    Command("redo", "U,ctrl+shift+z", "U", N_("redo"), N_("Do again what you last took back."), "Ctrl+Shift+Z"),
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
    Command("import", "i,shift+f11,f23", "i", N_("take in"),
            N_("Take in a ledger: a file of a spreadsheet, or pasted cells."), "Shift+F11"),
    Command("supervise", "s,f9", "s", N_("supervise"),
            N_("Leave a supervision note on the wish, for the community to see."), "F9"),
    Command("confirm", "c,ctrl+k", "c", N_("confirm"), N_("The session will take place; a meeting begins, and its minutes are taken."), "Ctrl+K"),
    Command("cancel", "x,ctrl+x", "x", N_("cancel"), N_("The session or meeting will not take place; an action item is dropped."), "Ctrl+X"),
    Command("book", "b,ctrl+b", "b", N_("book a room"), N_("Book a room of the party post."), "Ctrl+B", alone=True),
    Command("rooms", "r,ctrl+r", "r", N_("room list"), N_("The rooms that can be booked: add one, change or close it."), "Ctrl+R", alone=True),
    Command("appoint", "v,ctrl+v", "v", N_("committee"), N_("Note whom a partner sends to look after a team."), "Ctrl+V"),
    Command("today", "t,ctrl+t", "t", N_("today"), N_("Back to today."), "Ctrl+T"),
    Command("view", "y,shift+f7", "y", N_("month/week"), N_("Show the month, the week, or a list of what comes."), "Shift+F7"),
    Command("move", "m,ctrl+g", "m", N_("move"),
            N_("Give the session another day, time, place or team, or put volunteers down for it."), "Ctrl+G"),
    Command("count", "b,ctrl+b", "b", N_("count items"), N_("Count who asks for which item, by one key each."), "Ctrl+B"),
    Command("sign_up", "l,ctrl+v", "l", N_("sign up"),
            N_("Put a resident on the session's list, or take one off."), "Ctrl+V"),
    Command("days", "y,ctrl+r", "y", N_("days off"),
            N_("Holidays, pauses, season, dates left out and extra dates of the service."), "Ctrl+R"),
    Command("attach", "plus,＋", "+", N_("attachments"),
            N_("Files and links at the record: open one, add, rename or remove it.")),
    Command("mark", "space", "Space", N_("mark"), N_("Mark the record, or take its mark off; then acts are done to all marked.")),
    Command("range", "V,shift+f3,f15", "V", N_("mark a range"),
            N_("Begin a range at the record; again: mark all from there to the cursor."), "Shift+F3"),
    Command("mark_all", "asterisk,＊,×", "*", N_("mark all"), N_("Mark all that the list shows, or take those marks off.")),
    Command("sort", "S,shift+f2,f14", "S", N_("turn the order"),
            N_("Sort by the first column; again: turn the order round. A click on a head does the same."), "Shift+F2"),
    Command("sort_next", "greater_than_sign,》", ">", N_("sort on"), N_("Sort by the next column; after the last, by none.")),
    Command("sort_before", "less_than_sign,《", "<", N_("sort back"), N_("Sort by the column before.")),
    Command("columns", "C,shift+f4,f16", "C", N_("columns"), N_("Choose which columns the list shows where there is room."), "Shift+F4"),
    Command("views", "apostrophe,‘,’", "'", N_("views"),
            N_("Named views (filter, order, columns): a letter opens one; keep the list as it stands, or drop one.")),
)  # fmt: skip

COMMANDS: Final[Mapping[str, Command]] = {command.id: command for command in _ALL}

# What can be done on every screen, in the order of the key bar. Those without a place the app does itself.
EVERYWHERE: Final[Mapping[str, Act]] = {
    act.command: act
    for act in (
        Act("dashboard", ""),
        Act("services", ""),
        Act("wishes", ""),
        Act("teams", ""),
        Act("meetings", ""),
        Act("visits", ""),
        Act("calendar", ""),
        Act("alliance", ""),
        Act("volunteers", ""),
        Act("home", ""),
        Act("search", ""),
        Act("feed", ""),
        Act("person", "", bar=False),
        Act("quick", "wish.record", screen=Place("tui.screens.entry.quick:quick_screen")),
        Act("undo", "undo"),
        Act("redo", "undo", deed=Place("tui.screens.base.taking_back:redo"), said=N_("Done again.")),
        Act("archive", ""),
        Act("trends", ""),
        Act("settings", "community.edit", form=Place("tui.screens.forms.community:settings")),
        Act("own_settings", "", bar=False),
        Act("lock", "", bar=False),
        Act("palette", ""),
        Act("redraw", "", bar=False),
        Act("help", ""),
        Act("leave", ""),
        Act("import", "ledger.import", screen=Place("tui.screens.importing:import_screen")),
        Act("export", "paper.export", bar=False),
        Act("papers", "", bar=False),
        Act(
            "handover",
            "handover",
            form=Place("tui.screens.forms.handover:new"),
            many=True,
            together=Place("tui.screens.forms.many_people:hand_over"),
        ),
    )
}

# What a screen does itself; all other commands are acts of a kind of record, or hold everywhere.
OF_COLUMNS: Final = ("sort", "sort_next", "sort_before", "columns", "views")
OF_LISTS: Final = ("mark", "range", "mark_all", *OF_COLUMNS)
OF_SCREEN: Final = frozenset({"back", "open", "filter", "everything", "today", "view", "forget", *OF_LISTS})


def called(kind: str, id: str) -> tuple[str, str]:
    """The label and tooltip (msgids) of a command on a kind of record; without a kind, the command's own."""
    command = COMMANDS[id]
    act = registry.kind(kind).act(id) if kind else None
    if act is None:
        return command.label, command.tooltip
    return act.label or command.label, act.tooltip or command.tooltip
