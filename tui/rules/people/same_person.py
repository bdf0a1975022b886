"""Which records are of the same person. There is no register of residents: a name stands in many records.

The rule: the same name, and the same telephone; or the same name and compound, where the telephones do not differ; a
record with neither is of the only person of that name. What the staff said of two records goes before the rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

Record = tuple[str, int]
"""The table and the id of a document."""


class Mention(NamedTuple):
    """A record that names somebody: the digits of their telephone ("" if unknown), their compound (None if unknown)."""

    record: Record
    phone: str = ""
    compound: int | None = None


class Said(NamedTuple):
    """What the staff said of two records that bear the same name: that they are of the same person, or are not."""

    one: Record
    other: Record
    together: bool


def persons(mentions: Iterable[Mention], said: Sequence[Said] = ()) -> list[tuple[Mention, ...]]:
    """The mentions of one name, person by person; of what was said of two records the last counts."""
    groups = _by_rule(list(mentions))
    last = {frozenset((one.one, one.other)): one for one in said}
    for one in last.values():
        if one.together:
            _join(groups, one.one, one.other)
    for one in last.values():
        if not one.together:
            _part(groups, one.one, one.other)
    return [tuple(group) for group in groups]


def _by_rule(mentions: list[Mention]) -> list[list[Mention]]:
    groups: list[list[Mention]] = []
    by_phone: dict[str, list[Mention]] = {}
    for mention in mentions:
        if mention.phone:
            if mention.phone not in by_phone:
                groups.append(by_phone.setdefault(mention.phone, []))
            by_phone[mention.phone].append(mention)
    groups_left = list(groups)
    by_compound: dict[int, list[Mention]] = {}
    for mention in mentions:
        if not mention.phone and mention.compound is not None:
            if mention.compound not in by_compound:
                same = [group for group in groups_left if any(m.compound == mention.compound for m in group)]
                by_compound[mention.compound] = same[0] if len(same) == 1 else []
                if len(same) != 1:
                    groups.append(by_compound[mention.compound])
            by_compound[mention.compound].append(mention)
    bare = [mention for mention in mentions if not mention.phone and mention.compound is None]
    if len(groups) == 1:
        groups[0].extend(bare)
    elif bare:
        groups.append(bare)
    return groups


def _group_of(groups: list[list[Mention]], record: Record) -> list[Mention] | None:
    return next((group for group in groups if any(m.record == record for m in group)), None)


def _join(groups: list[list[Mention]], one: Record, other: Record) -> None:
    first, second = _group_of(groups, one), _group_of(groups, other)
    if first is not None and second is not None and first is not second:
        first.extend(second)
        groups.remove(second)


def _part(groups: list[list[Mention]], one: Record, other: Record) -> None:
    """Take `other` out of the group in which both are."""
    group = _group_of(groups, one)
    if group is not None and group is _group_of(groups, other):
        gone = [m for m in group if m.record == other]
        group[:] = [m for m in group if m.record != other]
        groups.append(gone)
