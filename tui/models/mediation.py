"""Mediation of disputes (矛盾调解), visible to staff only."""

from __future__ import annotations

from datetime import date

from tui.kinds.words import MediationKind, MediationState
from tui.models.attachment import Attachable
from tui.models.base import LongText, ShortText, SubDocument, Title


class MediationSession(SubDocument):
    """A meeting or talk with the parties."""

    on: date
    by: ShortText = ""
    note: LongText = ""


class Mediation(Attachable):
    """A dispute. Fields unknown for an old record are empty: `opened_on`, `mediator`, `parties`.

    An agreed one has its `agreement`, one that failed or was referred its `reason`. On `follow_up_on`
    somebody checks whether the agreement is kept: `follow_up_by`, or else the mediator.
    """

    title: Title
    kind: MediationKind = "other"
    parties: tuple[ShortText, ...] = ()
    mediator: ShortText = ""
    place: ShortText = ""
    opened_on: date | None = None
    sessions: tuple[MediationSession, ...] = ()
    state: MediationState = "open"
    agreement: LongText = ""
    reason: LongText = ""
    closed_on: date | None = None
    follow_up_on: date | None = None
    follow_up_by: ShortText = ""
    followed_up_on: date | None = None
    outcome: LongText = ""
    note: LongText = ""
