"""The list of a kind for which no columns are written: those of its ledger."""

from __future__ import annotations

from typing import Any

import pytest

from tui.kinds import registry
from tui.language.i18n import translator
from tui.queries import records
from tui.queries.records_declared import ledger_columns

MEDIATION: dict[str, Any] = {
    "id": 3, "title": "楼上漏水", "parties": ["甲", "乙"], "kind": "property", "mediator": "小李", "state": "open",
    "opened_on": "2026-11-02", "agreement": None,
}  # fmt: skip


def test_it_has_the_number_and_the_fields_of_the_ledger_in_its_order() -> None:
    kind = registry.kind("mediation")
    declared = [field.label for name in kind.ledger if (field := kind.field(name)) is not None]
    assert [head for head, _ in ledger_columns("mediations")] == ["ID", *declared]


@pytest.mark.parametrize(
    ("lang", "words"), [("zh", ("甲、乙", "调解中")), ("en", ("甲, 乙", "being mediated"))]
)
def test_values_are_written_in_words(lang: Any, words: tuple[str, str]) -> None:
    tr = translator(lang)
    cells = [cell(MEDIATION, tr) for _, cell in ledger_columns("mediations")]
    assert cells[0] == "3"
    assert set(words) <= set(cells)
    assert "None" not in cells


def test_a_kind_without_columns_of_its_own_is_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(records._COLUMNS, "mediations")
    heads, rows = records.columns("mediations", [MEDIATION], translator("en"))
    assert heads[0] == "ID"
    assert "楼上漏水" in rows[0]


def test_a_list_that_no_kind_has_is_an_error() -> None:
    with pytest.raises(KeyError):
        ledger_columns("nothing")
