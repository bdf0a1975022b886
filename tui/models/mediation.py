"""Mediation of disputes (矛盾调解): for the staff alone."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, Field

from tui.kinds.words import MediationKind, MediationState
from tui.models.base import Document, Line, Note, Part, one_line

Title = Annotated[str, AfterValidator(one_line), Field(min_length=1, max_length=120)]


class MediationSession(Part):
    """One time that the parties were brought together, or spoken with."""

    on: date
    by: Line = ""
    note: Note = ""


class Mediation(Document):
    """A dispute. What an old record does not tell is empty: `opened_on`, `mediator`, `parties`.

    An agreed one has its `agreement`, one that failed or was referred its `reason`. By `follow_up_on`
    somebody asks whether the agreement holds: `follow_up_by`, or else the mediator.
    """

    title: Title
    kind: MediationKind = "other"
    parties: tuple[Line, ...] = ()
    mediator: Line = ""
    place: Line = ""
    opened_on: date | None = None
    sessions: tuple[MediationSession, ...] = ()
    state: MediationState = "open"
    agreement: Note = ""
    reason: Note = ""
    closed_on: date | None = None
    follow_up_on: date | None = None
    follow_up_by: Line = ""
    followed_up_on: date | None = None
    outcome: Note = ""
    note: Note = ""
