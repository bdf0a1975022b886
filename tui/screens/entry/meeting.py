"""Which screen a meeting is written or read on."""

from __future__ import annotations

from tui.desk.context import DeskContext
from tui.kinds.record import Target
from tui.screens.entry.about_meeting import AboutMeeting
from tui.screens.entry.meeting_mode import MeetingModeScreen
from tui.screens.entry.minutes import MinutesScreen


def meeting_screen(context: DeskContext, target: Target) -> AboutMeeting:
    """Where the minutes are taken; once the meeting is over, where they are read."""
    meeting = context.store.meetings.find_stored(target.id)
    planned = meeting is not None and meeting["state"] == "planned"
    return MeetingModeScreen(target.id) if planned else MinutesScreen(target.id)
