"""The blocks of the archive that are derived from other records: teams, partners, the four parties, services."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Final

from tui.kinds.record import Stored, Target
from tui.kinds.words import PARTNER_KINDS
from tui.language.errors import Message
from tui.language.i18n import N_
from tui.queries.archive_lines import ArchiveLine, Block, Counted, joined
from tui.rules.people.hours import total
from tui.rules.recurrence.sentence import describe
from tui.store import Store

_FOUR: Final = ("party", "committee", "council", "property")
# What is counted of a team.
_OF_TEAMS: Final = (N_("people"), N_("h this month"))


def service_teams(store: Store, _community: Stored, today: date) -> Block:
    in_office = [
        a for a in store.appointments.stored() if not a.get("until") or str(a["until"]) >= today.isoformat()
    ]
    sent = {a["team_id"]: a for a in in_office}
    names = {str(a["name"]) for a in in_office}
    shared = names.pop() if len(names) == 1 and len(in_office) > 1 else ""
    lines = [
        _team(
            store,
            team,
            ""
            if shared
            else str((sent.get(team["id"]) or {}).get("name") or team.get("committee_member") or ""),
            today,
        )
        for team in store.teams.stored()
        if team["kind"] == "service"
    ]
    note = Message("{who} {n}, one each", {"who": shared, "n": len(in_office)}) if shared else ""
    return Block(Message("Service teams {n}", {"n": len(lines)}), tuple(lines), note, _OF_TEAMS, "teams")


def other_teams(store: Store, _community: Stored, today: date) -> Block:
    teams = [team for team in store.teams.stored() if team["kind"] != "service"]
    return Block(
        Message("Social and arts teams {n}", {"n": len(teams)}),
        tuple(_team(store, team, "", today) for team in teams),
        heads=_OF_TEAMS,
        leads="teams",
    )


def _team(store: Store, team: Stored, member: str, today: date) -> ArchiveLine:
    founded = Message("founded {month}", {"month": team["founded"]}) if team.get("founded") else ""
    facts = [
        part
        for part in (
            member,
            str(team.get("leader") or ""),
            founded,
            str(team.get("slot") or ""),
            *(team.get("honours") or ()),
        )
        if part
    ]
    month = today.isoformat()[:7]
    given = [
        h for h in store.hours.stored() if h.get("team_id") == team["id"] and str(h["on"]).startswith(month)
    ]
    members = tuple(int(member["volunteer_id"]) for member in team.get("members") or ())
    figures = (
        Counted(str(len(members)), "volunteers", members),
        Counted(f"{total(given):g}", "hours", tuple(int(one["id"]) for one in given)),
    )
    return ArchiveLine(str(team["name"]), joined(facts), figures, Target("team", int(team["id"])), named=True)


def alliance(store: Store, _community: Stored, _today: date) -> Block:
    """The members of the red alliance, each on its own line."""
    lines, note, number = _partners(store, lambda kind: kind == "alliance")
    return Block(Message("Alliance resources {n}", {"n": number}), lines, note, leads="alliance")


def units(store: Store, _community: Stored, _today: date) -> Block:
    """The units that reside in the community."""
    lines, note, number = _partners(store, lambda kind: kind == "unit")
    return Block(Message("Resident units {n}", {"n": number}), lines, note, leads="alliance")


def others(store: Store, _community: Stored, _today: date) -> Block:
    """Businesses, social organisations: whoever else works with the community."""
    lines, note, number = _partners(store, lambda kind: kind not in {*_FOUR, "alliance", "unit"}, kinds=True)
    return Block(Message("Other partners {n}", {"n": number}), lines, note, leads="alliance")


def _partners(
    store: Store, wanted: Callable[[str], bool], *, kinds: bool = False
) -> tuple[tuple[ArchiveLine, ...], Message | str, int]:
    """The lines of partners, with the kind of each where `kinds`; what all have in common, said once; how many they are."""
    offers: dict[int, list[str]] = {}
    for offer in store.offers.stored():
        offers.setdefault(offer["partner_id"], []).append(str(offer["title"]))
    found = [partner for partner in store.partners.stored() if wanted(partner["kind"])]
    facts = [_facts(partner, offers.get(partner["id"], ())) for partner in found]
    common = [fact for fact in facts[0] if all(fact in one for one in facts)] if len(found) > 1 else []
    lines: list[ArchiveLine] = []
    number = 0
    for partner, said in zip(found, facts, strict=True):
        count = int(partner.get("count") or 1)
        number += count
        told: list[str | Message] = [fact for fact in said if fact not in common]
        if count > 1:
            told.append(Message("{n} in number", {"n": count}))
        elif kinds:
            told.append(Message(PARTNER_KINDS[partner["kind"]]))
        lines.append(
            ArchiveLine(
                str(partner["name"]), joined(told), (), Target("partner", int(partner["id"])), named=True
            )
        )
    return tuple(lines), joined(common), number


def _facts(partner: Stored, offers: Iterable[str]) -> list[str]:
    """What is known of a partner: its resources, what it offers, its note."""
    known = "、".join(partner.get("resources") or ())
    return [fact for fact in dict.fromkeys([known, *offers, str(partner.get("note") or "")]) if fact]


def four_parties(store: Store, _community: Stored, today: date) -> Block:
    lines = [
        ArchiveLine(str(p["name"]), joined(_facts(p, ())), (), Target("partner", int(p["id"])), named=True)
        for p in store.partners.stored() if p["kind"] in _FOUR
    ]  # fmt: skip
    held = [m for m in store.meetings.stored() if m["kind"] == "joint"]
    coming = sorted(
        str(m["starts_at"])
        for m in held
        if m["state"] == "planned" and str(m["starts_at"])[:10] >= today.isoformat()
    )
    for meeting in sorted(
        (m for m in held if m["state"] == "held"), key=lambda m: str(m["starts_at"]), reverse=True
    )[:2]:
        matters = joined([_settled(item) for item in meeting.get("items") or ()])
        lines.append(
            ArchiveLine(
                str(meeting["starts_at"])[:10], matters, (), Target("meeting", int(meeting["id"])), named=True
            )
        )
    note = Message("next {day}", {"day": coming[0][:10]}) if coming else Message("none planned yet")
    return Block(Message("Four-party meeting"), tuple(lines), note, leads="meetings")


def _settled(item: Stored) -> Message | str:
    """An item of a meeting, with what was decided."""
    if not item.get("decision"):
        return str(item["title"])
    return Message("{matter}: {decision}", {"matter": item["title"], "decision": item["decision"]})


def services(store: Store, _community: Stored, _today: date) -> Block:
    lines = tuple(
        ArchiveLine(
            str(s["name"]),
            joined([p for p in (_when(s), str(s.get("place") or ""), "；".join(s.get("items") or ())) if p]),
            (),
            Target("service", int(s["id"])),
            named=True,
        )
        for s in store.services.stored()
    )
    return Block(Message("Services {n}", {"n": len(lines)}), lines, leads="services")


def _when(service: Stored) -> Message | str:
    """On which days a service is held, as far as a rule says so."""
    return describe(service["rrule"]) if service.get("rrule") else ""
