"""The community itself: its settings and its compounds."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from tui.desk.records import Records
from tui.kinds.record import Stored
from tui.kinds.references import naming_part
from tui.language.errors import InvalidInput, Message, WrongState
from tui.language.months import year_month
from tui.seats.actor import Actor
from tui.store import Merged, Store, Transaction


class CommunityDesk(Records):
    """Set up and edit the community."""

    def __init__(self, store: Store, actor: Actor) -> None:
        super().__init__(store, actor, "communities", "community")

    def edit(self, id: int, fields: Mapping[str, Any], *, base_version: Stored | None = None) -> Merged:
        """Change the settings. A compound that a record names does not go. Raises as `Records.edit`."""
        self.require("community.edit")
        self.known_fields(self.table, fields, frozenset())
        current = base_version or self.store.collection(self.table).find_stored(id) or {}
        checked = self.checked(self.table, {**current, **fields})
        self._refuse_unlikely(checked, fields.keys())
        with self.begin("community.edit") as transaction:
            before = transaction.read(self.table, id)
            merged = transaction.update(
                self.table, id, {f: checked[f] for f in fields}, base_version=base_version
            )
            self.checked(self.table, merged.document)
            if "compounds" in fields:
                gone = _numbers(before) - _numbers(merged.document)
                _refuse_named(transaction, gone)
            return merged

    def _refuse_unlikely(self, community: Mapping[str, Any], changed: Collection[str]) -> None:
        """Raises InvalidInput for what each value allows, and the whole does not: more members of the party than residents."""
        errors: dict[str, Message] = {}
        residents, members = community.get("residents"), community.get("party_members")
        if (
            {"residents", "party_members"} & {*changed}
            and residents is not None
            and (members or 0) > residents
        ):
            errors["party_members"] = Message("There are no more than {n} residents.", {"n": residents})
        since = (community.get("secretary") or {}).get("since") or ""
        if "secretary" in changed and since and year_month(since) is None:
            errors["secretary.since"] = Message("Write a year and month, such as 2018-08.")
        names = [place["name"] for place in community.get("places") or ()]
        if "places" in changed and (twice := next((n for n in names if names.count(n) > 1), "")):
            errors["places"] = Message("«{name}» is there twice.", {"name": twice})
        years = [one["year"] for one in community.get("honours") or () if one.get("year")]
        if "honours" in changed and (ahead := next((y for y in years if y > self.store.now.year), None)):
            errors["honours"] = Message("{year} is yet to come.", {"year": ahead})
        if errors:
            raise InvalidInput(errors)

    def keep_headings(self, meanings: Iterable[tuple[str, str, str]]) -> None:
        """Keep what headings mean: (kind, plain heading, field). Raises NotAllowed, StoreError, WrongState."""
        community = self.store.community
        if community is None:
            raise WrongState(Message("No community is set up yet."))
        if (kept := headings_with(community, meanings)) is not None:
            self.edit(int(community["id"]), {"headings": kept}, base_version=community)


def headings_with(community: Stored, meanings: Iterable[tuple[str, str, str]]) -> list[dict[str, str]] | None:
    """The headings that `community` has kept and these: (kind, plain heading, field); None if it has them all."""
    known = {(str(h["kind"]), str(h["heading"])): str(h["field"]) for h in community.get("headings") or ()}
    after = known | {(kind, heading): field for kind, heading, field in meanings}
    return None if after == known else [{"kind": k, "heading": h, "field": f} for (k, h), f in after.items()]


def _numbers(community: Stored) -> set[int]:
    return {int(one["number"]) for one in community.get("compounds") or ()}


def _refuse_named(transaction: Transaction, gone: set[int]) -> None:
    """Raises InvalidInput if a record names a compound that is to go."""
    for table, field, _ in naming_part("communities", "compounds") if gone else ():
        named = sorted({r[field] for r in transaction.all(table) if r.get(field) in gone})
        if named:
            message = Message(
                "Compound {n} stands in records; it can be renamed, but not taken out.", {"n": named[0]}
            )
            raise InvalidInput({"compounds": message})
