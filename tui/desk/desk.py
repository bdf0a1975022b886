"""Desk: all use cases together."""

from __future__ import annotations

from tui.desk.alliance import AllianceDesk
from tui.desk.attachments import AttachmentDesk
from tui.desk.communities import CommunityDesk
from tui.desk.exports import ExportDesk
from tui.desk.holidays import HolidayDesk
from tui.desk.importing import ImportDesk
from tui.desk.mediations import MediationDesk
from tui.desk.meetings.actions import ActionDesk
from tui.desk.meetings.meetings import MeetingDesk
from tui.desk.meetings.minute_taking import MinuteDesk
from tui.desk.notes import NoteDesk
from tui.desk.papers import PaperDesk
from tui.desk.people.forgetting import ForgettingDesk
from tui.desk.people.handover import HandoverDesk
from tui.desk.people.home import HomeDesk
from tui.desk.people.hours import HoursDesk
from tui.desk.people.lessons import LessonDesk
from tui.desk.people.matches import MatchDesk
from tui.desk.people.persons import PersonDesk
from tui.desk.people.reminders import ReminderDesk
from tui.desk.people.teams import TeamDesk
from tui.desk.people.volunteers import VolunteerDesk
from tui.desk.records import Records
from tui.desk.rooms import RoomDesk
from tui.desk.services.calendars import CalendarDesk
from tui.desk.services.services import ServiceDesk
from tui.desk.services.sessions import SessionDesk
from tui.desk.undo import UndoDesk
from tui.desk.views import ViewDesk
from tui.desk.visits import VisitDesk
from tui.desk.wishes import WishDesk
from tui.seats.actor import Actor
from tui.store import Store


class Desk:
    """Everything that the person `actor` can do with `store`."""

    def __init__(self, store: Store, actor: Actor) -> None:
        self.store = store
        self.actor = actor
        self.wishes = WishDesk(store, actor)
        self.sessions = SessionDesk(store, actor)
        self.services = ServiceDesk(store, actor)
        self.teams = TeamDesk(store, actor)
        self.communities = CommunityDesk(store, actor)
        self.holidays = HolidayDesk(store, actor)
        self.volunteers = VolunteerDesk(store, actor)
        self.partners = Records(store, actor, "partners", "partner")
        self.meetings = MeetingDesk(store, actor)
        self.minutes = MinuteDesk(store, actor)
        self.actions = ActionDesk(store, actor)
        self.households = Records(store, actor, "households", "household")
        self.visits = VisitDesk(store, actor)
        self.mediations = MediationDesk(store, actor)
        self.handover = HandoverDesk(store, actor)
        self.hours = HoursDesk(store, actor)
        self.lessons = LessonDesk(store, actor)
        self.home = HomeDesk(store, actor, self.hours)
        self.matches = MatchDesk(store, actor)
        self.persons = PersonDesk(store, actor)
        self.forgetting = ForgettingDesk(store, actor)
        self.attachments = AttachmentDesk(store, actor)
        self.reminders = ReminderDesk(store, actor)
        self.notes = NoteDesk(store, actor)
        self.alliance = AllianceDesk(store, actor)
        self.rooms = RoomDesk(store, actor)
        self.exports = ExportDesk(store, actor)
        self.papers = PaperDesk(store, actor)
        self.calendars = CalendarDesk(store, actor)
        self.imports = ImportDesk(store, actor)
        self.views = ViewDesk(store, actor)
        self.history = UndoDesk(store, actor)
