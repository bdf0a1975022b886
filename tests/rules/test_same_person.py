"""Who is taken for one person: by name, telephone and compound; and by what the staff says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.rules.people.same_person import Mention, Said, persons

_NAMES = "abcdef"


def mention(id: str, phone: str = "", compound: int | None = None) -> Mention:
    return Mention(("wishes", _NAMES.index(id)), phone, compound)


def grouped(mentions: list[Mention], *said: tuple[str, str, bool]) -> set[str]:
    """The people as words: `ab c` are two, the first with the records a and b."""
    by_hand = [Said(mention(one).record, mention(other).record, together) for one, other, together in said]
    return {"".join(sorted(_NAMES[m.record[1]] for m in group)) for group in persons(mentions, by_hand)}


@pytest.mark.parametrize(
    ("mentions", "people"),
    [
        ([], set()),
        ([mention("a"), mention("b")], {"ab"}),
        ([mention("a", "1"), mention("b", "1")], {"ab"}),
        ([mention("a", "1"), mention("b", "2")], {"a", "b"}),
        ([mention("a", "1", 2), mention("b", "1", 3)], {"ab"}),  # moved, with their telephone
        ([mention("a", "", 2), mention("b", "", 2)], {"ab"}),
        ([mention("a", "", 2), mention("b", "", 3)], {"a", "b"}),
        ([mention("a", "1", 2), mention("b", "", 2)], {"ab"}),
        ([mention("a", "1", 2), mention("b", "2", 2), mention("c", "", 2)], {"a", "b", "c"}),  # whose is it?
        ([mention("a", "1"), mention("b")], {"ab"}),
        ([mention("a", "1"), mention("b", "2"), mention("c")], {"a", "b", "c"}),
        ([mention("a", "", 2), mention("b", "", 3), mention("c"), mention("d")], {"a", "b", "cd"}),
        ([mention("a"), mention("b", "", 2), mention("c", "1", 2)], {"abc"}),
    ],
)  # fmt: skip
def test_the_rule(mentions: list[Mention], people: set[str]) -> None:
    assert grouped(mentions) == people


@pytest.mark.parametrize(
    ("said", "people"),
    [
        ([("a", "c", True)], {"abc", "d"}),
        ([("a", "b", False)], {"a", "b", "c", "d"}),
        ([("a", "b", False), ("a", "b", True)], {"ab", "c", "d"}),  # the last word counts, in whatever order
        ([("a", "b", True), ("b", "a", False)], {"a", "b", "c", "d"}),
        ([("a", "c", True), ("c", "d", True)], {"abcd"}),
        ([("a", "e", True)], {"ab", "c", "d"}),  # a record that is gone
    ],
)  # fmt: skip
def test_what_is_said_goes_before_the_rule(said: list[tuple[str, str, bool]], people: set[str]) -> None:
    mentions = [mention("a", "1"), mention("b", "1"), mention("c", "2"), mention("d", "3")]
    assert grouped(mentions, *said) == people


MENTIONS = st.lists(
    st.builds(
        mention, st.sampled_from(_NAMES), st.sampled_from(["", "1", "2"]), st.sampled_from([None, 1, 2])
    ),
    unique_by=lambda m: m.record,
)
SAID = st.lists(st.tuples(st.sampled_from(_NAMES), st.sampled_from(_NAMES), st.booleans()))


@given(MENTIONS, SAID)
def test_every_record_is_of_exactly_one_person(
    mentions: list[Mention], said: list[tuple[str, str, bool]]
) -> None:
    assert sorted("".join(grouped(mentions, *said))) == sorted(_NAMES[m.record[1]] for m in mentions)
