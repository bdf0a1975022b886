"""The community itself: place, people, compounds, honours."""

from __future__ import annotations

from pydantic import Field

from tui.models.base import Document, Line, Name, Note, Part


class Compound(Part):
    """A residential compound (居民小区). `name` is empty where no name is published."""

    number: int = Field(ge=1, le=99)
    name: Line = ""


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


class Community(Document):
    """One residents' committee's area. `area_km2` in square kilometres."""

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
    note: Note = ""
