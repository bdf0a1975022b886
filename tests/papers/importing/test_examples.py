"""Every example of a ledger becomes what is expected of it."""

from __future__ import annotations

import pytest

from tests.papers.importing.expected import LEDGERS, NAMES, differences, example


@pytest.mark.parametrize("stem", NAMES)
def test_an_example_becomes_what_is_expected_of_it(stem: str) -> None:
    wanted, plan = example(stem)
    assert list(differences(wanted, plan.to_json())) == []


@pytest.mark.parametrize("stem", NAMES)
def test_each_row_below_the_head_is_a_record_refused_or_ignored(stem: str) -> None:
    _, plan = example(stem)
    for sheet in plan.sheets:
        if sheet.kind is None:
            continue
        told = {r.row for r in sheet.refused} | set(sheet.ignored)
        told |= {row for r in sheet.records for row in range(r.row, max(r.row, r.last_row) + 1)}
        filled = {
            at
            for at, row in enumerate(sheet.rows, 1)
            if at > sheet.head[-1] and any(c not in (None, "") for c in row)
        }
        assert filled - told == set()
        assert len(sheet.refused) + len(sheet.ignored) + len(sheet.records) == len(
            {r.row for r in sheet.refused} | set(sheet.ignored) | {r.row for r in sheet.records}
        )


def test_what_identifies_a_person_is_in_no_record() -> None:
    numbers = 0
    for stem in ("03", "05"):
        _, plan = example(stem)
        for sheet in plan.sheets:
            numbers += sum("010119" in str(cell) for row in sheet.rows for cell in row)
            assert all("010119" not in str((r.fields, r.extra)) for r in sheet.records)
    assert numbers > 20


def test_without_an_answer_what_is_missing_is_asked_for() -> None:
    from tests.papers.importing.expected import planned

    sheet = planned((LEDGERS / "07-志愿者服务.csv").read_bytes(), "07-志愿者服务.csv").sheets[0]
    assert sheet.missing == sheet.unanswered == ["hours"]
    assert len(sheet.records) == 22
