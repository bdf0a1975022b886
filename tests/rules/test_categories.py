"""The community's own categories and time limits."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.language.errors import InvalidInput
from tui.language.i18n import translator
from tui.rules.calendar.workdays import LIBRARY
from tui.rules.wishes.categories import categories, category_days, category_label, read_categories, written
from tui.rules.wishes.deadlines import due_for

ZH = translator("zh")


def test_without_a_setting_the_usual_ones_are_offered() -> None:
    assert list(categories(None)) == list(categories({})) == list(categories({"categories": []}))
    assert "roads" in categories(None)


def test_a_usual_one_is_known_by_its_name_and_another_is_called_by_it() -> None:
    own = read_categories("噪声=2\nroads\n\n路灯＝３", ZH)
    assert own == [
        {"code": "noise", "days": 2}, {"code": "roads", "days": None}, {"code": "路灯", "days": 3},
    ]  # fmt: skip
    assert category_days({"categories": own, "limits": {"categories": {"roads": 9}}}) == {
        "noise": 2, "路灯": 3, "roads": 9,
    }  # fmt: skip
    assert category_label("路灯") == "路灯"


@pytest.mark.parametrize("text", ["=3", "路灯=三天", "路灯=-1", "路灯=2=3", "一" * 21, "{x}"])
def test_a_line_that_is_not_understood_is_named(text: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        read_categories(f"噪声\n{text}", ZH)
    assert text[:40] in str(caught.value.errors["categories"])


@given(
    st.dictionaries(
        st.text(st.characters(categories=["Lo", "Lu"]), min_size=1, max_size=8),
        st.none() | st.integers(0, 365),
        max_size=5,
    )
)
def test_what_is_written_is_read_again(named: dict[str, int | None]) -> None:
    text = "\n".join(name if days is None else f"{name}={days}" for name, days in named.items())
    own = read_categories(text, ZH)
    days = {c["code"]: c["days"] for c in own if c["days"] is not None}
    if own:
        assert read_categories(written(own, days, ZH), ZH) == own


def test_its_own_limit_goes_before_that_of_the_urgency_and_explains_itself() -> None:
    deadline = due_for("urgent", date(2026, 3, 26), LIBRARY, "路灯", {"categories": {"路灯": 2}})
    assert deadline.on == date(2026, 3, 30)
    assert str(deadline.explanation).startswith("路灯: 2 working days")
