"""What a colleague is responsible for, to be handed over to another (传帮带)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tui.kinds.references import duties
from tui.kinds.words import HeldKind
from tui.rules.households.visits import awaits_follow_up
from tui.rules.people.same_name import plain_name, same_person
from tui.rules.wishes.order import OPEN_STATES

Tables = Mapping[str, Iterable[Mapping[str, Any]]]


def held_in() -> tuple[str, ...]:
    """The tables whose records somebody at the desk can hold, and those that say what these are called."""
    tables = dict.fromkeys(duty.table for duty in duties())
    return (*tables, "households")


@dataclass(frozen=True, slots=True)
class Held:
    """A record that somebody is responsible for: the field that says so, and the title of the record."""

    kind: HeldKind
    table: str
    id: int
    field: str
    name: str

    @property
    def key(self) -> str:
        """The record's key in a list: `wishes:12`."""
        return f"{self.table}:{self.id}"


def held_by(person: str, tables: Tables) -> list[Held]:
    """All that `person` is responsible for in the stored documents of `tables`; wishes first."""
    return [held for held, holder in everything_held(tables) if same_person(holder, person)]


def holders(tables: Tables) -> dict[str, int]:
    """The people who are responsible for something, as first spelt, with the number of records."""
    written: dict[str, str] = {}
    count: dict[str, int] = {}
    for _, holder in everything_held(tables):
        if not plain_name(holder):
            continue
        name = written.setdefault(plain_name(holder), holder)
        count[name] = count.get(name, 0) + 1
    return count


def everything_held(tables: Tables) -> Iterator[tuple[Held, str]]:
    """All responsibilities, each with the name of the person."""
    for wish in tables.get("wishes", ()):
        holder = wish.get("assignee") or {}
        if holder.get("kind") == "person" and wish["state"] in OPEN_STATES:
            name = f"{wish['number']} {wish['title']}"
            yield Held("wish", "wishes", wish["id"], "assignee", name), str(holder["name"])
    for action in tables.get("actions", ()):
        if action["state"] == "open" and action.get("owner"):
            yield Held("action", "actions", action["id"], "owner", action["title"]), action["owner"]
    households = {h["id"]: str(h["name"]) for h in tables.get("households", ())}
    for visit in tables.get("visits", ()):
        if awaits_follow_up(visit):
            name = f"{visit['follow_up_on']} {households.get(visit['household_id'], '')}".strip()
            yield (
                Held("follow_up", "visits", visit["id"], "follow_up_by", name),
                visit.get("follow_up_by") or visit["by"],
            )
    for mediation in tables.get("mediations", ()):
        # After an agreement only its follow-up passes on: the mediator stays the same.
        running = mediation["state"] == "open"
        holder = mediation.get("mediator") or ""
        if not running:
            holder = mediation.get("follow_up_by") or holder
        if holder and (running or awaits_follow_up(mediation)):
            field = "mediator" if running else "follow_up_by"
            yield Held("mediation", "mediations", mediation["id"], field, mediation["title"]), holder
    yield from _held_simply(tables)


def _held_simply(tables: Tables) -> Iterator[tuple[Held, str]]:
    """Reminders and teams: one field says whose they are."""
    for reminder in tables.get("reminders", ()):
        if reminder["state"] == "open":
            yield Held("reminder", "reminders", reminder["id"], "owner", reminder["title"]), reminder["owner"]
    for team in tables.get("teams", ()):
        if team.get("committee_member"):
            held = Held("team", "teams", team["id"], "committee_member", team["name"])
            yield held, team["committee_member"]
