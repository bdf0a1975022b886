"""Every command of the screens, declared once: bindings, key bar, palette and help are made of this.

A command has a letter and an F- or Ctrl-key, because a composing input method swallows letters;
full-width punctuation triggers the same command as its ASCII twin.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from textual.binding import Binding

from tui.i18n import N_


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that can be done. `keys` are Textual's; `shown` is how the key bar writes the first.

    `label` (a word or two) and `tooltip` (a sentence) are msgids.
    """

    id: str
    keys: str
    shown: str
    label: str
    tooltip: str
    also: str = ""

    @property
    def binding(self) -> Binding:
        """The Textual binding, whose action bears the command's id."""
        # With priority a command is done before the next key is handed out, so that what is typed right
        # after `n` goes into the form. Screens let the letters through while a filter is being typed.
        return Binding(self.keys, self.id, self.label, show=False, tooltip=self.tooltip, priority=True)


_ALL: Final[Sequence[Command]] = (
    Command("help", "question_mark,？,f1", "?", N_("help"), N_("Show all keys."), "F1"),
    Command("palette", "ctrl+p", "^P", N_("commands"), N_("Find a command by name or pinyin.")),
    Command("leave", "f10,ctrl+q", "F10", N_("quit"), N_("Quit. Everything is saved already."), "Ctrl+Q"),
    Command("dashboard", "1,f5", "1", N_("board"), N_("Go to the board with the three panels."), "F5"),
    Command("services", "2,f6", "2", N_("services"), N_("Go to the services."), "F6"),
    Command("wishes", "3,f7", "3", N_("wishes"), N_("Go to the residents' wishes."), "F7"),
    Command("teams", "4,f8", "4", N_("teams"), N_("Go to the volunteer teams."), "F8"),
    Command("meetings", "5,ctrl+l", "5", N_("meetings"), N_("Go to the meetings and action items."), "Ctrl+L"),
    Command("quick", "colon,：,f2", ":", N_("quick entry"),
            N_("Type one line: a wish, a task, a visit, hours ...; it shows what it becomes."), "F2"),
    Command("settings", "comma,，,f11", ",", N_("settings"),
            N_("Settings of the community: time limits and categories."), "F11"),
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
    Command("complete", "d,ctrl+d", "d", N_("done"),
            N_("The wish is fulfilled, the session took place, the item is decided or done."), "Ctrl+D"),
    Command("rate", "r,ctrl+r", "r", N_("rate"), N_("Keep how satisfied the resident is; closes the wish."), "Ctrl+R"),
    Command("reopen", "o,ctrl+o", "o", N_("reopen"),
            N_("Take up a finished wish, or plan a cancelled session, again."), "Ctrl+O"),
    Command("step", "w,ctrl+w", "w", N_("next step"),
            N_("The next step: of a wish (accept, hold, merge, comment ...), of an action item; the minutes of a meeting."), "Ctrl+W"),
    Command("agenda", "m,ctrl+g", "m", N_("agenda"), N_("Put the wish on the next meeting's agenda."), "Ctrl+G"),
    Command("supervise", "s,f9", "s", N_("supervise"),
            N_("Leave a supervision note on the wish, for the community to see."), "F9"),
    Command("confirm", "c,ctrl+k", "c", N_("confirm"), N_("The session will take place; a meeting begins, and its minutes are taken."), "Ctrl+K"),
    Command("cancel", "x,ctrl+x", "x", N_("cancel"), N_("The session or meeting will not take place; an action item is dropped."), "Ctrl+X"),
)  # fmt: skip

COMMANDS: Final[Mapping[str, Command]] = {command.id: command for command in _ALL}

EVERYWHERE: Final = (
    "dashboard",
    "services",
    "wishes",
    "teams",
    "meetings",
    "quick",
    "undo",
    "settings",
    "palette",
    "help",
    "leave",
)

# What each kind of record can have done to it, in the order of the key bar.
FOR_KIND: Final[Mapping[str, Sequence[str]]] = {
    "wish": ("new", "edit", "assign", "complete", "rate", "step", "agenda", "reopen", "supervise"),
    "session": ("confirm", "complete", "cancel", "reopen", "edit"),
    "meeting": ("new", "confirm", "complete", "step", "edit", "cancel"),
    "action": ("new", "complete", "step", "edit", "cancel"),
    "service": ("new", "edit"),
    "team": ("new", "edit"),
}

# Where a command means something of its own for a kind of record, the key bar says so.
LABELS: Final[Mapping[tuple[str, str], str]] = {
    ("meeting", "complete"): N_("decide"),
    ("meeting", "confirm"): N_("take minutes"),
    ("meeting", "step"): N_("minutes"),
    ("action", "step"): N_("step done"),
    ("action", "cancel"): N_("drop"),
}

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
    ("session", "confirm"): "session.confirm",
    ("session", "complete"): "session.complete",
    ("session", "cancel"): "session.cancel",
    ("session", "reopen"): "session.restore",
    ("session", "new"): "service.add",
    ("session", "edit"): "service.edit",
    ("service", "new"): "service.add",
    ("service", "edit"): "service.edit",
    ("team", "new"): "team.add",
    ("team", "edit"): "team.edit",
}

# Of the commands that hold everywhere, these are use cases.
USE_CASES_EVERYWHERE: Final[Mapping[str, str]] = {"undo": "undo", "settings": "community.edit"}


def bindings(*ids: str) -> list[Binding]:
    """The Textual bindings of these commands."""
    return [COMMANDS[id].binding for id in ids]
