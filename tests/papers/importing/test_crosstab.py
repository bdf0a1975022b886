"""Tables with a column for each day are told in words; tables that merely have several days in a row are read."""

from __future__ import annotations

from datetime import date

import pytest

from tui.language.i18n import translator
from tui.papers.importing.planning import Wanted, plan
from tui.papers.importing.plans import SheetPlan
from tui.papers.importing.values import Place


def read(text: str, kind: str | None = None) -> SheetPlan:
    (sheet,) = plan(text.encode(), Place(date(2026, 12, 1)), Wanted(kind=kind)).sheets
    return sheet


DAYS = ("3月1日,3月2日,3月3日", "1日,2日,3日,4日", "2026-03-01,2026-03-02,2026-03-08", "2026.3.1,2026.3.2,2026.3.3",
        "周一,周二,周三,周四,周五", "星期一,星期二,星期三", "1,2,3,4,5,6,7", "20260301,20260302,20260303", "3月1日(周日),3月2日(周一),3月3日(周二)")  # fmt: skip
LEFT = ("姓名", "志愿者姓名", "序号,志愿者姓名", "姓名,联系电话")


@pytest.mark.parametrize("days", DAYS)
@pytest.mark.parametrize("left", LEFT)
@pytest.mark.parametrize("kind", [None, "hours"])
def test_days_as_headings_are_told_with_what_to_do(days: str, left: str, kind: str | None) -> None:
    count = days.count(",") + 1
    row = ",".join(["1", "王芳"][-left.count(",") - 1 :] + ["2"] * count)
    sheet = read(f"{left},{days},合计\n{row},6\n{row},6\n", kind)
    assert (sheet.kind, sheet.records) == (None, [])
    (said,) = sheet.warnings
    assert said.params["n"] == count
    assert "日期" in said.text(translator("zh"))


@pytest.mark.parametrize(
    "table",
    [
        "登记日期,办结日期,回访日期,诉求内容\n2026-03-01,2026-03-05,2026-03-08,路灯\n2026-03-02,2026-03-06,2026-03-09,水管\n",
        "日期,诉求人,诉求内容\n3月1日,王芳,路灯\n3月2日,李强,水管\n",
        "姓名,联系电话,1月,2月,3月\n王芳,13800000001,√,√,\n",
    ],
)
def test_a_ledger_with_several_days_in_a_row_is_read(table: str) -> None:
    assert read(table).kind is not None
