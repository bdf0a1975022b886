"""Conditions in the filter line: fields by their label, age, holder; and what completes them."""

from __future__ import annotations

import pytest

from tests.search.test_found import NOW, TR
from tests.search.test_found import open_as as open_as  # noqa: PLC0414 - a fixture
from tests.search.test_found import store as store  # noqa: PLC0414 - a fixture
from tui.language.i18n import translator
from tui.queries.filters import Filters
from tui.store import Store


def numbers(store: Store, typed: str, lang: str = "zh") -> set[int]:
    """The wishes that meet the conditions in `typed`, by their serial."""
    filters = Filters(store, "wishes", translator(lang))  # type: ignore[arg-type]
    conditions = filters.read(typed).conditions
    assert conditions, typed
    return {int(w["number"][-4:]) for w in store.wishes.stored() if filters.fits(w, conditions, NOW)}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("状态:办理中", {2}), ("状态：办理中", {2}), ("状态:blz", {2}), ("状:办理", {2}), ("小区:邮电园", {5}), ("小区:ydy", {5}),
        ("类别:电动自行车", {1, 5}), ("紧急程度:紧急", {6}), ("@物业", {2, 5}), ("@wygs", {2, 5}), ("@绿色", {3}), (">18天", {1, 2}), ("<7天", {5, 6}),
        (">2周", {1, 2, 3}), ("@物业 状态:办理中", {2}), ("@物业 >18d", {2}), ("居民:闫爱民", {2}), ("期限:明天", {6}),
        ("超期", {2}), ("期限:超期", {2}), ("@物业 超期", {2}), ("@绿色 超期", set()), ("overdue", {2}), ("due:late", {2}),
        ("state:done", {3}), ("state:assigned", {5}), ("urgency:urgent", {6}),
    ],
)  # fmt: skip
def test_conditions(store: Store, typed: str, found: set[int]) -> None:
    assert numbers(store, typed, "en" if typed.isascii() and typed[0].isalpha() else "zh") == found


@pytest.mark.parametrize("typed", ["10:30", "没有:这个", "a:b", "楼道灯", "@", "> 3", "三>二"])
def test_what_names_no_field_is_a_word(store: Store, typed: str) -> None:
    read = Filters(store, "wishes", TR).read(typed)
    assert not read.conditions
    assert read.words == typed


@pytest.mark.parametrize(
    ("typed", "completed"),
    [("紧急程", "紧急程度:"), ("状态:办", "状态:办理中"), ("路灯 状态:办", "路灯 状态:办理中"), ("小区:邮", "小区:邮电园"),
     ("没有", None), ("状态:", None), ("", None), ("状态:办理中 ", None)],
)  # fmt: skip
def test_completion(store: Store, typed: str, completed: str | None) -> None:
    assert Filters(store, "wishes", TR).completed(typed) == completed
