"""Hours, volunteers, home service and matching from the command line."""

from __future__ import annotations

import json
from typing import Any

from tests.cli.conftest import Run


def listed(run: Run, *what: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("list", *what, "--json")[1])
    return found


def test_hours_are_added_corrected_taken_back_and_summed(loaded: Run) -> None:
    status, out, _ = loaded(
        "hours", "add", "闫爱民", "--hours", "1.5", "--content", "理发", "--place", "活动中心"
    )
    assert status == 0
    id = out.split()[0]
    assert "1.5 h" in out
    assert loaded("hours", "correct", id, "--hours", "2", "--note", "漏记")[1].count("2 h (was 1.5)") == 1
    (record,) = [r for r in json.loads(loaded("hours", "list", "闫爱民", "--json")[1]) if str(r["id"]) == id]
    assert (record["hours"], record["corrections"][0]["was"], record["team_id"]) == (2, 1.5, 1)
    sums = json.loads(loaded("hours", "sum", "--by", "person", "--json")[1])
    mine = next(s["hours"] for s in sums if s["name"] == "闫爱民")
    assert loaded("hours", "withdraw", id, "--note", "记错人")[0] == 0
    sums = json.loads(loaded("hours", "sum", "--by", "person", "--json")[1])
    assert next(s["hours"] for s in sums if s["name"] == "闫爱民") == mine - 2
    for by in ("month", "year", "team", "person"):
        sums = json.loads(loaded("hours", "sum", "--by", by, "--json")[1])
        lines = loaded("hours", "sum", "--by", by)[1].splitlines()
        assert lines[-1] == f"{sum(s['hours'] for s in sums):g} h in all"
        assert len(lines) == len(sums) + 2


def test_a_certificate_has_what_the_rules_ask_for(loaded: Run) -> None:
    loaded("hours", "add", "闫爱民", "--hours", "99.5", "--content", "x")  # refused: more than a day has
    loaded(
        "hours",
        "add",
        "闫爱民",
        "--hours",
        "3",
        "--content",
        "上门理发",
        "--place",
        "居民家中",
        "--on",
        "2025-01-05",
    )
    status, out, _ = loaded("hours", "certificate", "闫爱民", "--lang", "zh")
    assert status == 0
    for part in ("志愿服务记录证明", "姓名：闫爱民", "银发爱心义剪队", "银发义剪日", "老年活动中心", "合计：3 次，8 小时",
                 "尚未评星，离下一星级还差92小时", "东风路南社区居委会（盖章）", "民政部令第67号", "2025-01-05"):  # fmt: skip
        assert part in out
    status, out, _ = loaded("hours", "certificate", "闫爱民", "--year", "2025")
    assert "In all: 1 service, 3 hours." in out
    assert "Since the beginning: 8 hours." in out
    assert "银发义剪日" not in out
    content = json.loads(loaded("hours", "certificate", "闫爱民", "--json")[1])
    assert (content["name"], content["hours"], content["issued_by"]) == ("闫爱民", 8, "东风路南社区居委会")
    assert "No service" in loaded("hours", "certificate", "唐建平")[1]


def test_wrong_use_of_hours_is_told(loaded: Run) -> None:
    before = loaded("hours", "list", "--json")[1]
    wrong = [
        (("hours", "add", "闫爱民", "--hours", "1.25", "--content", "x"), 2),
        (("hours", "add", "闫爱民", "--hours", "1"), 2),
        (("hours", "add", "闫爱民", "--content", "x"), 2),
        (("hours", "add", "没有人", "--hours", "1", "--content", "x"), 1),
        (("hours", "add"), 2),
        (("hours", "correct", "闫爱民", "--hours", "1", "--note", "x"), 2),
        (("hours", "correct", "1", "--hours", "1"), 2),
        (("hours", "correct", "1", "--note", "x"), 2),
        (("hours", "withdraw", "1"), 2),
        (("hours", "certificate"), 2),
        (("hours", "sum", "--by", "week"), 2),
    ]
    for arguments, expected in wrong:
        status, out, err = loaded(*arguments)
        assert (status, out) == (expected, ""), arguments
        assert err
    assert loaded("hours", "list", "--json")[1] == before


def test_a_volunteer_is_added_edited_and_listed(loaded: Run) -> None:
    status, out, _ = loaded(
        "volunteer", "add", "钱多多（示例）", "--skills", "剪发、编织", "--free", "周五上午，周末", "--birthday", "03-26",
        "--joined", "2026-01-01",
    )  # fmt: skip
    assert status == 0
    id = out.split()[0]
    assert loaded("volunteer", "edit", "钱多多", "--compound", "3")[0] == 0
    one = next(v for v in listed(loaded, "volunteers") if str(v["id"]) == id)
    assert (one["availability"], one["birthday"], one["compound"]) == (["FR.am", "SA", "SU"], "03-26", 3)
    assert "钱多多" in loaded("volunteer", "list", "--skill", "理发")[1]
    assert "钱多多" not in loaded("volunteer", "list", "--team", "夕阳维修队")[1]
    assert (
        loaded("volunteer", "team", id, "--team", "夕阳维修队", "--role", "deputy", "--joined", "2026-02-01")[
            0
        ]
        == 0
    )
    assert "Fri morning" in loaded("volunteer", "list", "--team", "夕阳维修队")[1]
    member = next(t for t in listed(loaded, "teams") if t["name"] == "夕阳维修队")["members"][-1]
    assert (str(member["volunteer_id"]), member["role"], member["joined"]) == (id, "deputy", "2026-02-01")
    assert loaded("volunteer", "add", "x", "--free", "周八")[0] == 2
    assert loaded("volunteer", "add", "x", "--birthday", "1950-13-26")[0] == 2
    assert loaded("volunteer", "edit", "钱多多", "--birthday", "1950-04-27")[0] == 0
    one = next(v for v in listed(loaded, "volunteers") if str(v["id"]) == id)
    assert one["birthday"] == "04-27"  # the year is nobody's business


def test_a_learner_becomes_able(loaded: Run) -> None:
    assert "learning" in loaded("volunteer", "learn", "赵国庆", "--skill", "理发", "--teacher", "闫爱民")[1]
    assert "able" in loaded("volunteer", "able", "赵国庆", "--skill", "理发")[1]
    one = next(v for v in listed(loaded, "volunteers") if v["name"] == "赵国庆（示例）")
    assert one["skills"] == ["家电维修", "理发"]
    assert loaded("volunteer", "able", "赵国庆", "--skill", "理发")[0] == 1
    assert listed(loaded, "lessons")[-1]["state"] == "able"


def test_home_service_from_request_to_rating(loaded: Run) -> None:
    status, out, _ = loaded(
        "home", "add", "--resident", "王奶奶", "--skill", "理发", "--on", "+2", "--compound", "2"
    )
    assert status == 0
    id = out.split()[0]
    assert "can do haircut" in loaded("home", "match", id)[1]
    assert loaded("home", "assign", id)[0] == 0
    assert loaded("home", "assign", id, "--to", "闫爱民", "--on", "today")[1].count("闫爱民") == 1
    assert loaded("home", "done", id, "--hours", "0.5", "--note", "剪好了")[0] == 0
    assert loaded("home", "rate", id, "--rating", "5")[0] == 0
    one = next(r for r in listed(loaded, "home", "--all") if str(r["id"]) == id)
    assert (one["state"], one["rating"], one["volunteer"], one["team"]) == (
        "rated",
        5,
        "闫爱民",
        "银发爱心义剪队",
    )
    assert all(str(r["id"]) != id for r in listed(loaded, "home"))
    hours = json.loads(loaded("hours", "list", "闫爱民", "--json")[1])[-1]
    assert (hours["hours"], hours["place"]) == (0.5, "居民家中")
    assert loaded("home", "reopen", id, "--note", "还要修")[0] == 0
    assert loaded("home", "cancel", id)[0] == 1
    assert loaded("home", "assign")[0] == 2
    assert loaded("home", "rate", id, "--rating", "9")[0] == 2


def test_who_is_due_again(loaded: Run) -> None:
    (due,) = json.loads(loaded("home", "due", "--json")[1])
    assert (due["resident"], due["skill"]) == ("独居老人甲（示例）", "理发")
    assert due["weeks"] >= 8
    assert "独居老人甲" in loaded("home", "due")[1]
    assert loaded("home", "due", "--on", "2020-01-01")[1].endswith(": 0\n")


def test_who_fits_a_wish(loaded: Run) -> None:
    wish = next(w for w in listed(loaded, "wishes") if "液化气" in w["title"])
    found = json.loads(loaded("match", wish["number"], "--json")[1])
    # Who of them has time depends on the day on which this runs.
    assert {m["name"] for m in found[:3]} == {"夕阳维修队", "灶具经销商", "黄秀兰（示例）"}
    assert all(m["reason"] for m in found)
    assert loaded("match", wish["number"])[1].splitlines()[0].startswith(f"1  {found[0]['name']}")
    assert loaded("match", "9999")[0] == 1
