"""A screen that is about one meeting."""

from __future__ import annotations

from tui.kinds.record import Stored, Target
from tui.screens.base.live import LiveScreen
from tui.widgets.key_bar import KeyItem


class AboutMeeting(LiveScreen):
    """Knows its meeting. Of the common commands it has the way back alone: its keys are its own."""

    def __init__(self, meeting_id: int) -> None:
        super().__init__()
        self.meeting_id = meeting_id

    @property
    def meeting(self) -> Stored | None:
        """The meeting as it is on record; None if it is gone."""
        return self.store.meetings.find_stored(self.meeting_id)

    @property
    def planned(self) -> bool:
        """Whether it is not closed or cancelled yet."""
        meeting = self.meeting
        return meeting is not None and meeting["state"] == "planned"

    @property
    def target(self) -> Target:
        """The meeting."""
        return Target("meeting", self.meeting_id)

    @property
    def kind(self) -> str:
        """A meeting."""
        return "meeting"

    def _place_items(self) -> list[KeyItem]:
        """None: who is in a meeting goes back first."""
        return []

    def possible(self, id: str) -> bool:
        """Only the way back."""
        return id == "back"
