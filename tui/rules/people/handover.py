"""What a colleague holds at the desk, for another to take over (传帮带). Plain values in and out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tui.kinds.references import duties
from tui.kinds.words import HeldKind
from tui.rules.households.visits import awaits_follow_up
from tui.rules.wishes.order import OPEN_STATES

Tables = Mapping[str, Iterable[Mapping[str, Any]]]


def held_in() -> tuple[str, ...]:
    """The tables whose records somebody at the desk can hold, and those that say what these are called."""
    tables = dict.fromkeys(duty.table for duty in duties())
    return (*tables, "households")


@dataclass(frozen=True, slots=True)
class Held:
    """One thing that somebody holds: which record, by which of its fields, and what it is called."""

    kind: HeldKind
    table: str
    id: int
    field: str
    name: str

    @property
    def key(self) -> str:
        """What names it in a list: `wishes:12`."""
        return f"{self.table}:{self.id}"


def same_person(one: str, other: str) -> bool:
    """Whether two names are the same but for width and outer spaces."""
    return _plain(one) == _plain(other) != ""


def held_by(person: str, tables: Tables) -> list[Held]:
    """Everything that `person` holds in the stored documents of `tables`, wish by wish, then the rest."""
    return [held for held, holder in everything_held(tables) if same_person(holder, person)]


def holders(tables: Tables) -> dict[str, int]:
    """Who holds something, as the name was first written, and how much."""
    written: dict[str, str] = {}
    count: dict[str, int] = {}
    for _, holder in everything_held(tables):
        if not _plain(holder):
            continue
        name = written.setdefault(_plain(holder), holder)
        count[name] = count.get(name, 0) + 1
    return count


def everything_held(tables: Tables) -> Iterator[tuple[Held, str]]:
    """Everything that somebody holds, with the name of who does."""
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
        # Who brought about an agreement stays its mediator; what is left of it is to look after it.
        running = mediation["state"] == "open"
        holder = mediation.get("mediator") or ""
        if not running:
            holder = mediation.get("follow_up_by") or holder
        if holder and (running or awaits_follow_up(mediation)):
            field = "mediator" if running else "follow_up_by"
            yield Held("mediation", "mediations", mediation["id"], field, mediation["title"]), holder
    for team in tables.get("teams", ()):
        if team.get("committee_member"):
            yield (
                Held("team", "teams", team["id"], "committee_member", team["name"]),
                team["committee_member"],
            )


def _plain(name: str) -> str:
    return unicodedata.normalize("NFKC", name).strip()
