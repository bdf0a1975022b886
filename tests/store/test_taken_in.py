"""A new document is copied and its texts cleaned at once; the outcome is that of each value on its own."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tui.engine.changes import detached
from tui.engine.transaction import _own_copy, taken_in

# Signs that JSON escapes, that are not kept, that have another normal form, and plain ones.
_SIGNS = st.sampled_from(
    [*list('a王"\\\n\t\r\x00\x85\u0301e\u200b\u202e\u3164\ufe0f\ud800<\u0338/bfrtu🏴'), "\U000e0067"]
)
_TEXTS = st.lists(_SIGNS, max_size=8).map("".join)
_VALUES: st.SearchStrategy[Any] = st.recursive(
    st.one_of(
        _TEXTS,
        st.none(),
        st.booleans(),
        st.integers(-(2**70), 2**70),
        st.floats(allow_nan=False, allow_infinity=False),
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXTS, inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(_TEXTS, _VALUES, max_size=4))
def test_all_texts_at_once_become_what_each_becomes_alone(fields: dict[str, Any]) -> None:
    assert _own_copy(fields) == taken_in(detached(fields))


def test_the_copy_shares_nothing() -> None:
    inner: list[Any] = [{"note": "一"}]
    copy = _own_copy({"history": inner})
    inner[0]["note"] = "二"
    assert copy == {"history": [{"note": "一"}]}
