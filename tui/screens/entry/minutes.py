"""The minutes of a meeting: read, read aloud, and from there the meeting is closed."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from tui.kinds import registry
from tui.language.errors import XingfuError
from tui.language.i18n import N_
from tui.papers.minutes_of import minutes_of
from tui.rules.meetings import still_to_come
from tui.rules.privacy.rights import may
from tui.screens.base import wording
from tui.screens.base.acting import opened
from tui.screens.entry.about_meeting import AboutMeeting
from tui.widgets.columns import Tone
from tui.widgets.detail_view import DetailLine, DetailView
from tui.widgets.key_bar import KeyItem


class MinutesScreen(AboutMeeting):
    """Shows the minutes and follows the meeting; Enter closes it, Esc goes back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "close_meeting", show=False, priority=True),
        Binding("w,ctrl+w,e,f4", "correct", show=False, priority=True),
        Binding("f10", "app.leave", show=False, priority=True),
    ]
    title_msgid: ClassVar[str] = N_("minutes")
    AUTO_FOCUS = "#minutes"
    _asked = False

    def body(self) -> ComposeResult:
        """The text."""
        view = DetailView(id="minutes")
        view.can_focus = True
        yield view

    def refresh_live(self) -> None:
        """The minutes as they stand."""
        if not self.ready:
            return
        try:
            text = minutes_of(self.store, self.meeting_id, self.tr)
        except XingfuError as error:
            if self.is_active and not self._going:
                self.shell.complain(error)
            self.leave()
            return
        first, *rest = text
        lines = [DetailLine(first, tone=Tone.ACCENT), *(DetailLine(line or " ") for line in rest)]
        self.query_one("#minutes", DetailView).show(lines, keep_place=True)
        self.update_bars()

    def _key_items(self) -> list[KeyItem]:
        tr = self.tr
        close = [KeyItem("Enter", tr("close the meeting"), "close_meeting")] if self.planned else []
        ways_out = [KeyItem("? F1", tr("help"), "app.keys"), KeyItem("Esc", tr("back"), "back")]
        held = not self.planned and may(self.context.actor.role, "meeting.correct")
        correct = [KeyItem("w", tr("correct the minutes"), "correct")] if held else []
        return [*ways_out, *close, *correct, KeyItem("PgUp PgDn", tr("scroll"))]

    async def action_back(self) -> None:
        """To where we came from."""
        self.leave()

    def action_correct(self) -> None:
        """Correct what the minutes of a held meeting say."""
        act = registry.kind("meeting").act("step")
        if self.planned or act is None:
            return
        form = opened(self.shell, "meeting", act, self.target)
        if form is not None:
            self.app.push_screen(form)

    async def action_close_meeting(self) -> None:
        """Close the meeting, one that is still to come at the second time; what was not reached goes to the next one."""
        if not self.planned:
            self.leave()
            return
        meeting = self.meeting
        to_come = still_to_come(meeting, self.context.today) if meeting is not None else None
        if to_come is not None and not self._asked:
            self._asked = True
            question = N_("Planned for {day}, still to come. Enter again closes it today.")
            self.shell.say(question, day=wording.long_day(to_come, self.tr))
            return
        try:
            self.context.desk.meetings.close(self.meeting_id)
        except XingfuError as error:
            self.shell.complain(error)
        else:
            self.shell.say(N_("The meeting is closed; what was not reached goes to the next one."))
