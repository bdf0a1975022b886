"""What was being typed when the line dropped, offered at the next login."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from tui.kinds import registry
from tui.kinds.commands import COMMANDS, EVERYWHERE
from tui.kinds.declaration import Act
from tui.kinds.record import Target
from tui.language.errors import Message, NotFound, XingfuError
from tui.queries.refusals import GONE
from tui.screens.base.acting import form_of
from tui.screens.base.form import FormScreen
from tui.screens.base.origin import Origin
from tui.screens.base.sheet import Sheet
from tui.screens.base.shell import Shell
from tui.screens.entry.meeting_mode import MeetingModeScreen
from tui.screens.entry.quick import QuickScreen
from tui.seats.drafts import Draft
from tui.seats.kept_drafts import KeptDraft
from tui.widgets.header_bar import HeaderBar
from tui.widgets.key_bar import KeyBar, KeyItem

# What can be taken up again where a line dropped.
Resumable = FormScreen | QuickScreen | MeetingModeScreen

# Under which command and kind the drafts of entry lines are kept.
_QUICK: Final = ("quick", "line")
_MINUTES: Final = ("confirm", "meeting")
# What a command and kind were up to 0.1, in drafts that may still lie there.
_BEFORE: Final[Mapping[tuple[str, str], tuple[str, str]]] = {
    ("new", "community"): ("settings", ""),
    ("new", "handover"): ("handover", ""),
    ("again", "due"): ("new", "due"),
}


class LeftBehindScreen(Sheet):
    """Enter goes on typing, x drops the draft, Esc asks again at the next login."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go_on", show=False, priority=True),
        Binding("x,f8,delete", "drop", show=False),
        Binding("escape", "later", show=False, priority=True),
        Binding("f10", "app.leave", show=False),
    ]

    def __init__(self, draft: Draft, file: KeptDraft) -> None:
        super().__init__()
        self._draft = draft
        self._file = file

    def compose(self) -> ComposeResult:
        """What it was, and the keys."""
        tr, draft = self.tr, self._draft
        when = f"{datetime.fromisoformat(draft.at):%m-%d %H:%M}"
        said = said_in(draft)
        with Vertical(classes="sheet"):
            yield HeaderBar(tr("Not saved when the line dropped"), when)
            yield Static(draft.title, classes="banner", markup=False)
            yield Static("  ".join(said[:6]), classes="hint", markup=False)
            yield KeyBar(
                [
                    KeyItem("F1", tr("help"), "explain"),
                    KeyItem("Esc", tr("ask again next time"), "later"),
                    KeyItem("Enter", tr("go on"), "go_on"),
                    KeyItem("x F8", tr("drop it"), "drop"),
                ],
                whole=True,
            )

    def action_go_on(self) -> None:
        """Open the form as it was."""
        screen, app = reopened(self.shell, self._draft), self.app
        if screen is not None:
            screen.take_up(self._draft, self._file)
        self.dismiss()
        if screen is not None:
            app.call_later(app.push_screen, screen)

    def action_drop(self) -> None:
        """The draft is not wanted."""
        self._file.drop()
        self.dismiss()

    def action_later(self) -> None:
        """Keep it for the next login."""
        self._file.leave()
        self.dismiss()


def said_in(draft: Draft) -> list[str]:
    """The texts of a draft; not its choices, which are kept as codes and most of which nobody chose."""
    known = registry.kind(draft.kind).fields if draft.kind in registry.names() else ()
    chosen = {field.name for field in known if field.choices is not None}
    return [v for name, v in draft.values.items() if isinstance(v, str) and v and name not in chosen]


def reopened(shell: Shell, draft: Draft) -> Resumable | None:
    """What `draft` was typed into; None, and a word to the user, if the record is gone."""
    command, kind = _BEFORE.get((draft.action, draft.kind), (draft.action, draft.kind))
    if (command, kind) == _QUICK:
        return QuickScreen()
    target = None
    if draft.id is not None:
        target = Target(kind, draft.id, date.fromisoformat(draft.on) if draft.on else None)
    if (command, kind) == _MINUTES and target is not None:
        return _minutes(shell, target.id)
    try:
        act = _act(kind, command)
        if act is None or act.form is None or (target is None and kind and not COMMANDS[command].alone):
            raise NotFound(GONE)
        form = form_of(shell.context, Origin(command, kind, target), act, target)
    except XingfuError as error:
        shell.complain(error)
        return None
    return form


def _act(kind: str, command: str) -> Act | None:
    """The act that a draft was for; None if it is another version's."""
    if not kind:
        return EVERYWHERE.get(command)
    return registry.kind(kind).act(command) if kind in registry.names() else None


def _minutes(shell: Shell, id: int) -> Resumable | None:
    meeting = shell.context.store.meetings.find_stored(id)
    if meeting is None:
        shell.complain(NotFound(GONE))
        return None
    if meeting["state"] != "planned":  # the line is not lost with the meeting
        shell.say(Message("This meeting is over; the line stands here now."))
        return QuickScreen()
    return MeetingModeScreen(id)
