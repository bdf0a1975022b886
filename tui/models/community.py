"""The community: place, people, compounds, honours, settings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, Field, model_validator

from tui.language.months import year_month
from tui.models.base import CategoryCode, Document, LongText, Name, ShortText, SubDocument
from tui.rules.attaching.limits import ALL_MB, FILE_MB, MOST_ALL_MB, MOST_FILE_MB
from tui.rules.households.archive_texts import read_honour


class Compound(SubDocument):
    """A residential compound (居民小区). `name` is empty if none is published.

    `next_to` are the numbers of neighbouring compounds, if they were entered; how many `buildings` and `households` it
    has is None where nobody has said.
    """

    number: int = Field(ge=1, le=99)
    name: ShortText = ""
    buildings: int | None = Field(None, ge=0, le=10_000)
    households: int | None = Field(None, ge=0, le=1_000_000)
    next_to: tuple[int, ...] = ()


class Secretary(SubDocument):
    """The secretary of the community's party committee; `since` is `YYYY-MM`, in older records any text.

    `handed_on` is how the predecessor helped them into the work.
    """

    name: Name
    since: Annotated[ShortText, AfterValidator(lambda text: year_month(text) or text)] = ""
    predecessor: ShortText = ""
    handed_on: ShortText = ""


class Honour(SubDocument):
    """An honour (荣誉), and the year in which it was conferred, if that is known.

    Up to 0.1 it was one text, with the year in it or not: still read.
    """

    year: int | None = Field(None, ge=1, le=9999)
    name: Annotated[ShortText, Field(min_length=1)]

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        return read_honour(value) if isinstance(value, str) else value


class Venue(SubDocument):
    """A place where residents meet, and what it is for."""

    name: Name
    use: ShortText = ""


class Bounds(SubDocument):
    """The roads that bound the community."""

    east: ShortText = ""
    west: ShortText = ""
    south: ShortText = ""
    north: ShortText = ""


class Limits(SubDocument):
    """Time limits in working days: to accept a wish, and to fulfil it by urgency.

    A category's own limit takes precedence over that of the urgency.
    """

    accept: int = Field(1, ge=0, le=30)
    urgent: int = Field(1, ge=0, le=365)
    high: int = Field(3, ge=0, le=365)
    normal: int = Field(7, ge=0, le=365)
    low: int = Field(15, ge=0, le=365)
    categories: Mapping[CategoryCode, Annotated[int, Field(ge=0, le=365)]] = Field(default_factory=dict)


class AttachmentLimits(SubDocument):
    """How large one attached file, and all of them together, may be at most: in MB (2**20 bytes)."""

    file_mb: int = Field(FILE_MB, ge=1, le=MOST_FILE_MB)
    all_mb: int = Field(ALL_MB, ge=1, le=MOST_ALL_MB)


class CategorySetting(SubDocument):
    """A category of wishes used by the community; `days` is its own time limit in working days."""

    code: CategoryCode
    days: int | None = Field(None, ge=0, le=365)


class HeadingMeaning(SubDocument):
    """What a heading of ledgers means here: `field` of a kind's records, "" for nothing."""

    kind: ShortText
    heading: ShortText
    field: ShortText = ""


class CalendarDay(SubDocument):
    """A day that the State Council's notice names: off, or worked for one that is."""

    day: date
    name: ShortText = ""
    off: bool


class CalendarYear(SubDocument):
    """The days off and made-up working days of a year, as imported."""

    year: int
    days: tuple[CalendarDay, ...] = ()


class ListView(SubDocument):
    """A named view of the list of a kind's records; `by` is whose own it is, empty for the community's.

    `sort` is a column, with `-` before it the last first.
    """

    kind: ShortText
    name: Name
    letter: ShortText = ""
    filter: ShortText = ""
    sort: ShortText = ""
    columns: tuple[ShortText, ...] = ()
    everything: bool = False
    by: ShortText = ""


class Community(Document):
    """The area of one residents' committee. Without `categories` or `attachment_limits` the usual ones apply.

    `building_committee` are the members of the 楼委会 by name.
    """

    name: Name
    street: ShortText = ""
    district: ShortText = ""
    city: ShortText = ""
    bounds: Bounds = Bounds()
    area_km2: float | None = Field(None, gt=0)
    residents: int | None = Field(None, ge=0)
    party_members: int | None = Field(None, ge=0)
    resident_units: int | None = Field(None, ge=0)
    compounds: tuple[Compound, ...] = ()
    features: tuple[ShortText, ...] = ()
    honours: tuple[Honour, ...] = ()
    secretary: Secretary | None = None
    building_committee: tuple[ShortText, ...] = ()
    places: tuple[Venue, ...] = ()
    limits: Limits = Limits()
    attachment_limits: AttachmentLimits | None = None
    categories: tuple[CategorySetting, ...] = ()
    headings: tuple[HeadingMeaning, ...] = ()
    holidays: tuple[CalendarYear, ...] = ()
    views: tuple[ListView, ...] = ()
    note: LongText = ""
