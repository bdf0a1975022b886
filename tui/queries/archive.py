"""The community's archive (社区档案) as plain lines, block by block: derived from the records, nothing kept twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import Final

from tui.kinds.record import Stored, Target
from tui.language.errors import Message
from tui.language.i18n import N_
from tui.queries.archive_lines import ArchiveLine, Block, Counted, joined
from tui.queries.archive_records import (
    alliance,
    four_parties,
    other_teams,
    others,
    service_teams,
    services,
    units,
)
from tui.rules.households.archive_texts import honours_of
from tui.rules.services.bookings import busy
from tui.rules.wishes.order import OPEN_STATES
from tui.store import Store

# Days ahead in which bookings of the rooms are counted.
AHEAD: Final = 14
_SIDES: Final = (N_("east"), N_("south"), N_("west"), N_("north"))


def archive(store: Store, today: date) -> list[Block]:
    """All blocks, in order; none where no community is set up."""
    community = store.community
    if community is None:
        return []
    made: tuple[Callable[[Store, Stored, date], Block | None], ...] = (
        _about, _compounds, _honours, _secretary, _building, _places,
        service_teams, other_teams, alliance, units, others, four_parties, services,
    )  # fmt: skip
    return [block for one in made if (block := one(store, community, today)) is not None]


def _own(community: Stored) -> Target:
    return Target("community", int(community["id"]))


def _about(_store: Store, community: Stored, _today: date) -> Block:
    own, get = _own(community), community.get
    bounds = get("bounds") or {}
    residents, members = get("residents"), get("party_members")
    lines = [
        ArchiveLine(
            N_("city"), " ".join(filter(None, (get("city"), get("district"), get("street")))), (), own, "city"
        ),
        ArchiveLine(N_("area"), _unit(N_("{n} km2"), get("area_km2")), (), own, "area_km2"),
    ]
    lines += [ArchiveLine(side, str(bounds.get(side) or ""), (), own, side) for side in _SIDES]
    party = [_unit(N_("{n} people"), members)]
    if residents and members is not None:
        party.append(Message("{share} of the residents", {"share": f"{100 * members / residents:.1f}%"}))
    units = _unit(N_("{n} units"), get("resident_units"))
    lines += [
        ArchiveLine(N_("residents"), _unit(N_("{n} people"), residents), (), own, "residents"),
        ArchiveLine(N_("party members"), joined(party), (), own, "party_members"),
        ArchiveLine(N_("resident units"), units, (), own, "resident_units", leads="alliance"),
        ArchiveLine(N_("features"), "、".join(get("features") or ()), (), own, "features"),
        ArchiveLine(N_("note"), str(get("note") or ""), (), own, "note"),
    ]
    return Block(Message("About {name}", {"name": community["name"]}), _shown_lines(lines))


def _compounds(store: Store, community: Stored, _today: date) -> Block:
    compounds, own = community.get("compounds") or (), _own(community)
    open_wishes = [wish for wish in store.wishes.stored() if wish["state"] in OPEN_STATES]
    counted = {"wishes": open_wishes}
    if not store.hides("households"):
        counted["households"] = list(store.households.stored())
    lines = []
    for one in (c for c in compounds if c.get("name") or _figures(c)):
        figures = tuple(
            _counted(table, (d for d in documents if d.get("compound") == one["number"]))
            for table, documents in counted.items()
        )
        name = str(one.get("name") or one["number"])
        lines.append(ArchiveLine(name, _figures(one), figures, own, "figures", named=True))
    if unnamed := len(compounds) - len(lines):
        said = Message("{n} more, not named in public reports", {"n": unnamed})
        lines.append(ArchiveLine(N_("without a name"), said, (), own, "figures"))
    heads = (N_("open wishes"), N_("to visit"))[: len(counted)]
    return Block(Message("Compounds {n}", {"n": len(compounds)}), tuple(lines), heads=heads)


def _counted(table: str, documents: Iterable[Stored]) -> Counted:
    """How many records these are."""
    ids = tuple(int(document["id"]) for document in documents)
    return Counted(str(len(ids)), table, ids)


def _figures(compound: Stored) -> Message | str:
    buildings, households = compound.get("buildings"), compound.get("households")
    if buildings is None or households is None:
        return _unit(N_("{n} buildings"), buildings) or _unit(N_("{n} households"), households)
    return Message("{n} buildings, {homes} households", {"n": buildings, "homes": households})


def _honours(_store: Store, community: Stored, _today: date) -> Block:
    own, honours = _own(community), honours_of(community)
    lines = tuple(
        ArchiveLine(f"{one.get('year') or ''} {one['name']}".strip(), "", (), own, "honours", named=True)
        for one in honours
    )
    return Block(
        Message("Honours {n}", {"n": len(lines)}),
        lines or (ArchiveLine(N_("honours"), "", (), own, "honours"),),
    )


def _secretary(_store: Store, community: Stored, _today: date) -> Block:
    own, found = _own(community), community.get("secretary") or {}
    since = Message("since {month}", {"month": found["since"]}) if found.get("since") else ""
    now = [part for part in (str(found.get("name") or ""), since) if part]
    before = [
        part for part in (str(found.get("predecessor") or ""), str(found.get("handed_on") or "")) if part
    ]
    lines = [
        ArchiveLine(N_("now in office"), joined(now), (), own, "secretary_name"),
        ArchiveLine(N_("before that"), joined(before), (), own, "secretary_predecessor"),
    ]
    return Block(Message("Secretary"), tuple(lines))


def _building(store: Store, community: Stored, today: date) -> Block:
    own, rooms = _own(community), store.rooms.stored()
    members = community.get("building_committee") or ()
    taken = [booking for _, booking in busy(store.bookings.stored(), today, today + timedelta(AHEAD))]
    lines = [
        ArchiveLine(N_("members"), "、".join(members), (), own, "building_committee"),
        *(
            ArchiveLine(
                str(room["name"]),
                str(room.get("place") or ""),
                (_booked(room, taken),),
                Target("room", int(room["id"])),
                named=True,
            )
            for room in rooms
        ),
    ]
    title = Message("Building committee, rooms {n}", {"n": len(rooms)})
    return Block(title, tuple(lines), heads=(N_("booked in 14 days"),), leads="alliance")


def _booked(room: Stored, taken: Sequence[Stored]) -> Counted:
    """How often a room is taken; a series counts each time, and is one record."""
    ids = [int(booking["id"]) for booking in taken if booking["room_id"] == room["id"]]
    return Counted(str(len(ids)), "bookings", tuple(dict.fromkeys(ids)))


def _places(_store: Store, community: Stored, _today: date) -> Block:
    own, places = _own(community), community.get("places") or ()
    lines = tuple(
        ArchiveLine(str(p["name"]), str(p.get("use") or ""), (), own, "places", named=True) for p in places
    )
    return Block(
        Message("Places {n}", {"n": len(places)}),
        lines or (ArchiveLine(N_("places"), "", (), own, "places"),),
    )


def _unit(msgid: str, value: float | None) -> Message | str:
    """A figure with what it counts; nothing where it is not known."""
    if value is None:
        return ""
    return Message(msgid, {"n": int(value) if float(value).is_integer() else value})


def _shown_lines(lines: list[ArchiveLine]) -> tuple[ArchiveLine, ...]:
    """The lines that say something; the others take no row, their form has them."""
    return tuple(line for line in lines if line.text)
