"""Volunteer teams and their rosters."""

from __future__ import annotations

from datetime import date
from typing import Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from tui.kinds.words import MemberRole, TeamKind
from tui.language.i18n import N_
from tui.models.base import Document, LongText, Name, ShortText, SubDocument, YearMonth


class Member(SubDocument):
    """A volunteer in a team."""

    volunteer_id: int = Field(ge=1)
    role: MemberRole = "member"
    joined: date | None = None


class Team(Document):
    """A volunteer team. `needed` is the least number of people for a session; a pause ends on `paused_until`.

    After `quiet_weeks` without a session it counts as quiet; None: the default of the rule.
    """

    name: Name
    kind: TeamKind = "service"
    leader: ShortText = ""
    committee_member: ShortText = ""
    founded: YearMonth = ""
    base: ShortText = ""
    skills: tuple[ShortText, ...] = ()
    slot: ShortText = ""
    honours: tuple[ShortText, ...] = ()
    needed: int = Field(0, ge=0, le=500)
    paused: bool = False
    paused_until: date | None = None
    members: tuple[Member, ...] = ()
    partner_ids: tuple[int, ...] = ()
    quiet_weeks: int | None = Field(None, ge=1, le=104)
    note: LongText = ""

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        ids = [m.volunteer_id for m in self.members]
        if len(ids) != len(set(ids)):
            raise PydanticCustomError("roster", N_("A volunteer can be in a team's roster only once."))
        return self
