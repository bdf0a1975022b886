"""The use cases of the desk: the only writer of the store. Each checks the role and the rules.

Forms, keys, the command line and quick entry all come through here, so a rule stands in one place.
"""

from __future__ import annotations

from tui.actor import Actor
from tui.desk.actions import ActionDesk
from tui.desk.meetings import MeetingDesk
from tui.desk.records import Records
from tui.desk.services import ServiceDesk
from tui.desk.sessions import SessionDesk
from tui.desk.teams import TeamDesk
from tui.desk.undo import UndoDesk
from tui.desk.wishes import WishDesk
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
        self.volunteers = Records(store, actor, "volunteers", "volunteer")
        self.partners = Records(store, actor, "partners", "partner")
        self.meetings = MeetingDesk(store, actor)
        self.actions = ActionDesk(store, actor)
        self.history = UndoDesk(store, actor)
