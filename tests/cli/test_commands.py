"""The command line: what it prints, what it refuses, what it leaves alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tui.seats.pin import Pins

ROOT = Path(__file__).parent.parent.parent


KEYS = {
    "wishes": {
        "id", "rev", "created_at", "updated_at", "number", "title", "detail", "resident", "phone", "compound",
        "address", "channel", "category", "urgency", "state", "recorded_on", "due", "assignee", "outcome", "done_on",
        "rating", "history", "days_left", "accept_by", "review_on", "assists", "supporters", "solved", "merged_into",
        "before_merge", "visit_id", "attachments",
    },
    "households": {
        "id", "rev", "created_at", "updated_at", "name", "compound", "address", "phone", "flags", "every", "listed",
        "note", "last_on", "wants", "days", "attachments",
    },
    "visits": {
        "id", "rev", "created_at", "updated_at", "household_id", "on", "by", "heard", "follow_up_on", "follow_up_by",
        "followed_up_on", "outcome", "wish_ids", "household", "attachments",
    },
    "mediations": {
        "id", "rev", "created_at", "updated_at", "title", "kind", "parties", "mediator", "place", "opened_on",
        "sessions", "state", "agreement", "reason", "closed_on", "follow_up_on", "follow_up_by", "followed_up_on",
        "outcome", "note", "attachments",
    },
    "services": {
        "id", "rev", "created_at", "updated_at", "name", "team_id", "partner_ids", "place", "rrule", "first", "until",
        "starts", "ends", "items", "at_home", "paused", "note", "team", "next", "again_weeks", "uid", "sequence", "festival", "festival_offset", "on_holiday",
        "on_weekend", "on_made_up", "pauses", "months", "exdates", "rdates", "plans_from", "follows_id", "cap",
    },
    "teams": {
        "id", "rev", "created_at", "updated_at", "name", "kind", "leader", "committee_member", "founded", "base",
        "skills", "slot", "honours", "needed", "paused", "paused_until", "members", "note", "state", "next",
        "hours_this_month", "partner_ids", "quiet_weeks",
    },
    "volunteers": {
        "id", "rev", "created_at", "updated_at", "name", "phone", "compound", "skills", "example", "note", "availability",
        "joined", "birthday", "teams", "hours_this_year", "hours", "stars", "attachments",
    },
    "lessons": {
        "id", "rev", "created_at", "updated_at", "skill", "teacher_id", "learner_id", "begun_on", "met_on", "state",
        "ended_on", "note", "teacher", "learner",
    },
    "home": {
        "id", "rev", "created_at", "updated_at", "resident", "phone", "compound", "address", "skill", "service_id",
        "wished_on", "detail", "state", "recorded_on", "team_id", "volunteer_id", "on", "done_on", "outcome", "rating",
        "history", "team", "volunteer", "attachments",
    },
    "partners": {
        "id", "rev", "created_at", "updated_at", "name", "kind", "count", "resources", "contact", "phone", "note",
    },
}  # fmt: skip


@pytest.mark.parametrize("what", sorted(KEYS))
def test_the_keys_of_the_json_are_stable(loaded: Run, what: str) -> None:
    status, out, _ = loaded("list", what, "--json")
    records: list[dict[str, Any]] = json.loads(out)
    assert status == 0
    assert records
    assert all(record.keys() == KEYS[what] for record in records)


def test_sessions_say_where_they_are_in_time(loaded: Run) -> None:
    records = json.loads(loaded("list", "sessions", "--json")[1])
    common = {
        "id",
        "service_id",
        "service",
        "on",
        "starts_at",
        "ends_at",
        "place",
        "team_id",
        "team",
        "state",
        "days",
    }
    assert all(common <= record.keys() for record in records)
    assert [r["starts_at"] for r in records] == sorted(r["starts_at"] for r in records)


@pytest.mark.parametrize("what", ["sessions", *KEYS])
def test_lists_for_people_end_with_their_number(loaded: Run, what: str) -> None:
    status, out, _ = loaded("list", what)
    assert status == 0
    lines = [line for line in out.splitlines() if "not yet published" not in line]
    assert lines[-1] == f"{len(lines) - 2} in all"


def test_a_new_wish_prints_its_number_alone(loaded: Run) -> None:
    status, out, _ = loaded(
        "add",
        "wish",
        "--title",
        "门口的灯坏了",
        "--group",
        "2",
        "--channel",
        "来电",
        "--urgency",
        "high",
        "--due",
        "+3",
    )
    assert status == 0
    number = out.strip()
    wish = next(w for w in json.loads(loaded("list", "wishes", "--json")[1]) if w["number"] == number)
    assert (wish["title"], wish["compound"], wish["urgency"], wish["days_left"]) == (
        "门口的灯坏了",
        2,
        "high",
        3,
    )


def test_everything_wrong_is_said_at_once_and_nothing_is_kept(loaded: Run) -> None:
    before = loaded("list", "wishes", "--all", "--json")[1]
    status, out, err = loaded("add", "wish", "--title", "x", "--channel", "telex", "--phone", "?")
    assert (status, out) == (2, "")
    assert "channel" in err
    assert "phone" in err
    assert loaded("list", "wishes", "--all", "--json")[1] == before


def test_a_wish_is_changed_field_by_field_and_step_by_step(loaded: Run) -> None:
    number = loaded("add", "wish", "--title", "门口的灯坏了")[1].strip()
    assert loaded("set", "wish", number, "urgency=urgent", "assignee=夕阳维修队")[0] == 0
    assert loaded("set", "wish", number.removeprefix(number[:5]), "outcome=换了灯泡")[0] == 0
    assert loaded("set", "wish", number, "rating=5")[0] == 0
    wish = next(
        w for w in json.loads(loaded("list", "wishes", "--all", "--json")[1]) if w["number"] == number
    )
    assert (wish["urgency"], wish["assignee"]["kind"], wish["state"], wish["rating"]) == (
        "urgent",
        "team",
        "closed",
        5,
    )


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (["colour=red"], "no field"),
        (["nonsense"], "field=value"),
        (["state=closed"], "can go to"),
        (["rating=9"], "from 1 to 5"),
        (["title=changed", "state=closed"], "can go to"),
        (["due=whenever"], "not understood"),
    ],
)
def test_what_cannot_be_set_is_refused_whole(loaded: Run, fields: list[str], said: str) -> None:
    number = loaded("add", "wish", "--title", "门口的灯坏了")[1].strip()
    status, _, err = loaded("set", "wish", number, *fields)
    assert status == 2
    assert said in err
    wish = next(w for w in json.loads(loaded("list", "wishes", "--json")[1]) if w["number"] == number)
    assert (wish["title"], wish["rev"]) == ("门口的灯坏了", 1)


def test_an_unknown_number_is_a_failure(loaded: Run) -> None:
    status, _, err = loaded("set", "wish", "9999", "title=x")
    assert status == 1
    assert "9999" in err


def test_the_model_community_goes_into_an_empty_store_only(loaded: Run) -> None:
    status, _, err = loaded("demo")
    assert status == 1
    assert "empty store" in err
    assert loaded("demo", "--if-empty") == (0, "", "")


def test_generated_documents_are_the_same_for_the_same_seed(run: Run, tmp_path: Path) -> None:
    lists = []
    for name in ("a", "b"):
        assert run("--data", str(tmp_path / name), "demo", "--size", "300", "--seed", "7")[0] == 0
        assert run("--data", str(tmp_path / name), "check")[0] == 0
        out = run("--data", str(tmp_path / name), "list", "wishes", "--all", "--json")[1]
        lists.append([(w["number"], w["title"], w["state"]) for w in json.loads(out)])
    assert lists[0] == lists[1]
    assert len(lists[0]) > 150


def test_check_finds_a_flipped_byte(loaded: Run, tmp_path: Path) -> None:
    assert loaded("check")[0] == 0
    loaded("add", "wish", "--title", "a")
    loaded("add", "wish", "--title", "b")
    segment = max((tmp_path / "data" / "journal").glob("*.jsonl"))
    content = bytearray(segment.read_bytes())
    content[len(content) // 3] ^= 1
    segment.write_bytes(content)
    status, _, err = loaded("check")
    assert status == 1
    assert str(segment) in err
    assert loaded("list", "wishes")[0] == 1


def test_the_trail_says_who_did_what(loaded: Run) -> None:
    loaded("add", "wish", "--title", "a")
    trail = json.loads(loaded("log", "--json")[1])
    assert [entry["action"] for entry in trail] == ["wish.record", "demo.load"]
    assert trail[0].keys() == {"seq", "at", "by", "seat", "action", "records"}
    assert trail[0]["records"][0]["table"] == "wishes"
    assert len(loaded("log", "--limit", "1")[1].splitlines()) == 1


def test_locate_names_the_three_places(run: Run, tmp_path: Path) -> None:
    places = json.loads(run("locate", "--json")[1])
    assert places["data"] == str(tmp_path / "data")
    assert places["config"] == str(tmp_path / "config.toml")
    assert str(tmp_path) in run("locate")[1]


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["list"],
        ["list", "x"],
        ["add", "wish"],
        ["--bad"],
        [],
        ["demo", "--size", "x"],
        ["demo", "--size", "-1"],
    ],
)
def test_wrong_use_is_status_2_in_words(run: Run, arguments: list[str]) -> None:
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert err.startswith("xingfu: ")


def test_chinese_unless_told_otherwise(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XINGFU_LANG")
    assert "没有" in run("set", "wish", "9", "title=x")[2]
    assert "命令" in run("--help")[1]
    assert "There is no" in run("--lang", "en", "set", "wish", "9", "title=x")[2]


def test_a_broken_settings_file_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("theme = 'pink'", encoding="utf-8")
    status, _, err = run("list", "wishes")
    assert status == 2
    assert "pink" in err


def test_the_lower_half_loads_neither_textual_nor_pydantic() -> None:
    code = (
        "import sys, tui.cli, tui.commandline.parser, tui.desk.demo, tui.desk.generate, tui.desk, tui.queries.board, tui.store\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules} & {'textual', 'rich', 'pydantic', 'pypinyin'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_true_process_in_a_poor_locale(tmp_path: Path) -> None:
    env = {
        **os.environ,
        "LC_ALL": "C",
        "XINGFU_DATA": str(tmp_path),
        "XINGFU_CONFIG": str(tmp_path / "c"),
        "PYTHONPATH": str(ROOT),
    }

    def xingfu(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "tui", *arguments],
            env=env,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    assert xingfu("add", "wish", "--title", "门口的灯坏了").returncode == 0
    assert "门口的灯坏了" in xingfu("list", "wishes").stdout
    nothing = xingfu()
    assert (nothing.returncode, nothing.stdout) == (2, "")
    assert "Traceback" not in nothing.stderr


def test_a_wish_lives_its_whole_life_on_the_command_line(run: Run) -> None:
    steps = [
        ("accept",), ("assign", "--to", "物业公司", "--due", "+3"), ("start",), ("hand-back", "--note", "人手不够"),
        ("hold", "--note", "等材料", "--review", "+7"), ("resume",), ("comment", "--note", "已催"),
        ("complete", "--outcome", "补了坑"), ("rate", "--rating", "2", "--solved", "no"), ("reopen", "--note", "又坏了"),
        ("decline", "--note", "不归社区"),
    ]  # fmt: skip
    number = run("add", "wish", "--title", "路坏了")[1].strip()
    states = []
    for step, *options in steps:
        status, out, err = run("wish", step, number, *options)
        assert status == 0, err
        states.append(out.split(maxsplit=1)[1].strip())
    assert states == [
        "accepted", "assigned", "in progress", "accepted", "on hold", "accepted", "accepted", "awaiting rating", "rated",
        "reopened", "declined",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("step", "options", "said"),
    [
        ("hold", ("--note", "x"), "looked at again"),
        ("decline", (), "Say why"),
        ("accept", ("--rating", "3"), "--rating does not go with"),
        ("rate", ("--rating", "9"), "from 1 to 5"),
        ("merge", ("--into", "99"), "no wish number"),
        ("start", (), "cannot be done"),
    ],
)
def test_a_wrong_step_is_refused_in_words(run: Run, step: str, options: tuple[str, ...], said: str) -> None:
    number = run("add", "wish", "--title", "路坏了")[1].strip()
    status, _, err = run("wish", step, number, *options)
    assert status != 0
    assert said in err


def test_backup_restore_repair_and_forget_on_the_command_line(loaded: Run, tmp_path: Path) -> None:
    data = tmp_path / "data"
    loaded("add", "wish", "--title", "灯", "--resident", "王小明", "--phone", "13712341234")
    assert loaded("backup", str(tmp_path / "b.tar.gz"))[0] == 0
    number = loaded("add", "wish", "--title", "后来的")[1].strip()
    status, _, err = loaded("restore", str(tmp_path / "b.tar.gz"))
    assert (status, "--yes" in err) == (2, True)  # nobody is there to be asked
    assert loaded("restore", str(tmp_path / "b.tar.gz"), "--yes")[0] == 0
    assert loaded("set", "wish", number, "title=x")[0] == 1
    (data / "xingfu.json").write_text("{}")
    status, out, _ = loaded("check", "--repair", "--yes")
    assert status == 0
    assert "No commit is lost" in out
    status, out, _ = loaded("forget", "王小明", "--yes")
    assert status == 0
    assert "Not reached" in out
    assert "王小明" not in loaded("list", "wishes", "--all", "--json")[1]
    assert loaded("check")[0] == 0
    assert "13712341234" not in loaded("log", "--json")[1]


def test_a_meeting_on_the_command_line(run: Run) -> None:
    number = run("add", "wish", "--title", "充电桩不够")[1].strip()
    status, out, err = run("meeting", "plan", "--at", "+3 下午3点", "--rrule", "FREQ=MONTHLY")
    assert status == 0, err
    assert "four-party joint meeting" in out
    assert "1. 充电桩不够" in run("meeting", "agenda", "--wish", number)[1]
    assert "2. 祭扫安排" in run("meeting", "agenda", "--note", "祭扫安排")[1]
    status, out, _ = run("meeting", "attend", "party", "committee=2", "property=1:王经理")
    assert status == 0
    assert "quorate" in out
    assert run("meeting", "discuss", "--item", "1", "--note", "已看现场")[0] == 0
    decided = ("--ruling", "assign", "--to", "物业公司", "--due", "+7", "--votes", "property=4/0/1")
    status, out, err = run("meeting", "decide", "--item", "1", "--note", "下周安装", *decided)
    assert status == 0, err
    assert "1. 充电桩不够  下周安装" in out
    assert json.loads(run("list", "wishes", "--json")[1])[0]["state"] == "assigned"
    status, out, _ = run(
        "action",
        "add",
        "--title",
        "充电桩二期",
        "--owner",
        "物业公司",
        "--wish",
        number,
        "--steps",
        "报价@+3",
        "--steps",
        "安装",
    )
    assert out.split() == ["1", "充电桩二期", "物业公司", "outstanding", "0/2"]
    assert run("action", "step", "1")[1].split()[-1] == "1/2"
    assert run("action", "done", "1")[1].split()[-2:] == ["done", "2/2"]
    status, out, err = run("meeting", "close")
    assert status != 0
    assert "still to come" in out
    assert "--yes" in err
    assert run("meeting", "close", "--yes")[0] == 0
    meetings = json.loads(run("list", "meetings", "--json")[1])
    assert [m["state"] for m in meetings] == ["held", "planned"]
    assert [i["title"] for i in meetings[1]["items"]] == ["祭扫安排"]
    assert run("check")[0] == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("meeting", "plan", "--at", "周五"), ("meeting", "close"), ("meeting", "attend", "nobody"),
        ("meeting", "decide", "--votes", "property=4"), ("action", "add", "--title", "x"), ("action", "done"),
        ("action", "done", "7"),
    ],
)  # fmt: skip
def test_a_meeting_wrongly_used_is_refused_in_words(run: Run, arguments: tuple[str, ...]) -> None:
    status, out, err = run(*arguments)
    assert status in {1, 2}
    assert out == ""
    assert err.startswith("xingfu: ")


def test_the_communitys_limits_and_categories_are_shown_and_changed(run: Run) -> None:
    assert run("community")[0] == 1  # nothing is set up yet
    run("demo")
    status, out, _ = run("community", "--limit", "normal=5", "--category", "路灯=2", "--without", "noise")
    assert status == 0
    assert "路灯" in out
    assert "noise" not in out
    assert run("add", "wish", "--title", "灯不亮", "--category", "路灯")[0] == 0
    assert run("add", "wish", "--title", "太吵", "--category", "noise")[0] == 2
    for wrong in (
        ("--limit", "normal=x"),
        ("--limit", "when=3"),
        ("--category", "路灯=x"),
        ("--without", "火星"),
    ):
        assert run("community", *wrong)[0] == 2


def test_a_wish_is_given_to_one_and_helped_by_others(run: Run) -> None:
    number = run("add", "wish", "--title", "路灯坏了")[1].strip()
    assert (
        run("wish", "assign", number, "--to", "物业公司", "--assist", "党员教育服务队", "--assist", "李平")[0]
        == 0
    )
    wish = json.loads(run("list", "wishes", "--json")[1])[0]
    assert wish["assignee"]["name"] == "物业公司"
    assert [a["name"] for a in wish["assists"]] == ["党员教育服务队", "李平"]
    run("wish", "hand-back", number, "--note", "没有人手")
    assert json.loads(run("list", "wishes", "--json")[1])[0]["assists"] == []


def test_minutes_are_corrected_with_a_trace(run: Run) -> None:
    for line in (
        "plan --at 周五15:00",
        "agenda --note 充电桩",
        "decide --item 1 --note 装八个",
        "close --yes",
    ):
        assert run("meeting", *line.split())[0] == 0
    assert run("meeting", "correct", "--item", "1", "--note", "装十个")[0] != 0
    code, out, _ = run("meeting", "correct", "--item", "1", "--note", "装十个", "--reason", "抄错了")
    assert code == 0
    assert "装十个" in out
    assert run("meeting", "correct", "property=2:王经理", "--reason", "漏记")[0] == 0
    _, out, _ = run("meeting", "minutes")
    assert "原为“装八个”，原因：抄错了" in out or "before: 装八个; reason: 抄错了" in out
    assert "meeting.correct" in run("log", "--json")[1]


def test_a_list_is_filtered_by_words_and_conditions(loaded: Run) -> None:
    def listed(*given: str) -> list[str]:
        status, out, _ = loaded("list", "wishes", "--json", *given)
        assert status == 0
        return [one["title"][:6] for one in json.loads(out)]

    assert listed("--filter", "@物业 state:in_progress") == ["把小区大门口"]
    assert listed("--filter", "充电") == ["邮电园小区电"]
    assert listed("--filter", "充电 @绿色") == []
    assert len(listed("--filter", ">2d")) < len(listed())


def test_everything_is_found_from_the_command_line(loaded: Run) -> None:
    status, out, _ = loaded("find", "yam", "--json")
    assert status == 0
    found = json.loads(out)
    assert {(one["kind"], one["title"]) for one in found} >= {("person", "闫爱民"), ("volunteer", "闫爱民")}
    assert all(one.keys() == {"kind", "id", "title", "match"} for one in found)
    assert json.loads(loaded("find", "qqqq", "--json")[1]) == []


def test_a_forgotten_pin_of_a_seat_is_taken_away(run: Run, tmp_path: Path) -> None:
    key = tmp_path / "key.pub"
    key.write_text("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBHRvY5hZ4IFgAKXFYrbx8OiQW0jcITj3++bFxvxCXIu a\n")
    assert run("seat", "clear-pin", "jiedao")[0] == 1  # no such seat
    assert run("seat", "add", "jiedao", "--role", "viewer", "--key", str(key))[0] == 0
    assert "has no PIN" in run("seat", "clear-pin", "jiedao")[1]
    for seat in ("jiedao", "local"):
        Pins.in_folder(tmp_path / "data", seat).set("2468")
        status, out, _ = run("seat", "clear-pin", seat)
        assert (status, "is taken away" in out) == (0, True)
        assert not Pins.in_folder(tmp_path / "data", seat).state().hash
    assert run("seat", "clear-pin")[0] == 2  # whose?
    Pins.in_folder(tmp_path / "data", "jiedao").set("2468")
    assert run("seat", "remove", "jiedao")[0] == 0
    assert run("seat", "add", "jiedao", "--role", "viewer", "--key", str(key))[0] == 0
    assert not Pins.in_folder(tmp_path / "data", "jiedao").state().hash  # of whoever sat there before
