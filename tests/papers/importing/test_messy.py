"""Ledgers that nobody tuned the reading to become what was decided beforehand."""

from __future__ import annotations

from typing import Any

import pytest

from tests.papers.importing.expected import planned
from tests.papers.importing.messy import CASES, Case
from tests.papers.importing.more_messy import MORE


@pytest.mark.parametrize("case", [*CASES, *MORE], ids=[case.name for case in [*CASES, *MORE]])
def test_a_messy_ledger_becomes_what_was_decided(case: Case) -> None:
    found, expected = planned(case.content, case.name).to_json(), case.expected
    if "sheets" in expected:
        assert [sheet["kind"] for sheet in found["sheets"]] == [
            None,
            *[expected["kind2"]] * (expected["sheets"] - 1),
        ]
        assert sum(len(sheet["records"]) for sheet in found["sheets"]) == expected["ntotal"]
        return
    if "kinds" in expected:
        assert [sheet["kind"] for sheet in found["sheets"]] == expected["kinds"]
        assert sum(len(sheet["records"]) for sheet in found["sheets"]) == expected["ntotal"]
        return
    (sheet,) = found["sheets"]
    if expected["kind"] is None:
        assert (sheet["kind"], sheet["records"]) == (None, [])
        return
    assert (sheet["kind"], len(sheet["records"]), sheet["missing"]) == (expected["kind"], expected["n"], [])
    reasons = sorted(row["reason"] for row in sheet["refused"])
    assert reasons == sorted(expected.get("reasons", []))
    assert len(reasons) == expected["refused"]
    assert sheet["withheld"] == expected.get("withheld", [])
    assert expected.get("head", sheet["head"]) == sheet["head"]
    assert {row["why"] for row in sheet["ignored"]} >= expected.get("ignored", set())
    if "names" in expected:
        assert {record["name"] for record in sheet["records"]} == expected["names"]
    for at, record in enumerate(sheet["records"]):
        wanted: dict[str, Any] = expected.get(f"f{at}", {})
        assert {name: record.get(name) for name in wanted} == wanted
