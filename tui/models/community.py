"""The community itself: place, people, compounds, honours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from tui.models.base import CategoryCode, Document, Line, Name, Note, Part


class Compound(Part):
    """A residential compound (居民小区). `name` is empty where no name is published.

    `next_to` are the numbers of its neighbours, where somebody has noted them.
    """

    number: int = Field(ge=1, le=99)
    name: Line = ""
    next_to: tuple[int, ...] = ()


class Secretary(Part):
    """The secretary of the community's party committee; `since` is a year and month, `YYYY-MM`."""

    name: Name
    since: Line = ""
    predecessor: Line = ""


class Bounds(Part):
    """The roads around the community."""

    east: Line = ""
    west: Line = ""
    south: Line = ""
    north: Line = ""


class Limits(Part):
    """What the committee promises, in working days: to take a wish on, and to fulfil it.

    A category's own limit goes before that of the urgency.
    """

    accept: int = Field(1, ge=0, le=30)
    urgent: int = Field(1, ge=0, le=365)
    high: int = Field(3, ge=0, le=365)
    normal: int = Field(7, ge=0, le=365)
    low: int = Field(15, ge=0, le=365)
    categories: Mapping[CategoryCode, Annotated[int, Field(ge=0, le=365)]] = Field(default_factory=dict)


class CategorySetting(Part):
    """A category of wishes that the community uses; `days` is its own time limit in working days."""

    code: CategoryCode
    days: int | None = Field(None, ge=0, le=365)


class Community(Document):
    """One residents' committee's area. `area_km2` in square kilometres; without `categories` the usual ones."""

    name: Name
    street: Line = ""
    district: Line = ""
    city: Line = ""
    bounds: Bounds = Bounds()
    area_km2: float | None = Field(None, gt=0)
    residents: int | None = Field(None, ge=0)
    party_members: int | None = Field(None, ge=0)
    resident_units: int | None = Field(None, ge=0)
    compounds: tuple[Compound, ...] = ()
    honours: tuple[Line, ...] = ()
    secretary: Secretary | None = None
    limits: Limits = Limits()
    categories: tuple[CategorySetting, ...] = ()
    note: Note = ""
