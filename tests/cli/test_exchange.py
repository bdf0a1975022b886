"""`xingfu export ics` and `xingfu import ics`."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_a_calendar_goes_out_and_comes_in_once(loaded: Run, tmp_path: Path) -> None:
    path = tmp_path / "out.ics"
    status, out, _ = loaded("export", "ics", str(path))
    assert status == 0
    assert f"written to {path}" in out
    assert loaded("export", "ics", "--team", "义剪")[1].count("SUMMARY:银发义剪日") == 8
    other = ("--data", str(tmp_path / "other"))
    status, out, _ = loaded("import", "ics", str(path), "--dry-run", *other)
    assert status == 0
    assert "new service  银发义剪日  7 sessions" in out
    assert json.loads(loaded("list", "services", "--json", *other)[1]) == []
    status, out, err = loaded("import", "ics", str(path), *other)
    assert (status, "--yes" in err) == (2, True)  # nobody is there to be asked
    assert loaded("import", "ics", str(path), "--yes", *other)[1].splitlines()[-1].startswith("Imported: ")
    names = [s["name"] for s in json.loads(loaded("list", "services", "--json", *other)[1])]
    assert "楼宇服务日" in names
    assert "上门理发" not in names  # on request: nothing of it is in a calendar
    assert "Imported: 0 new" in loaded("import", "ics", str(path), "--yes", *other)[1]
    assert loaded("check", *other)[0] == 0


def test_a_calendar_and_trends_are_in_the_audit_trail(loaded: Run, tmp_path: Path) -> None:
    events = loaded("export", "ics", str(tmp_path / "out.ics"))[1].split()[0]
    loaded("export", "ics", "--from", "2026-11-01")
    loaded("report", "trends", "--json")
    told = [entry["export"] for entry in json.loads(loaded("log", "--json")[1]) if "export" in entry]
    assert [(one["what"], one["format"]) for one in told] == [
        ("trends", "json"),
        ("calendar", "ics"),
        ("calendar", "ics"),
    ]
    assert told[-1]["rows"] == int(events)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("export", "ics", "--team", "没有的队"), "No one team is named"),
        (("export", "ics", "--team", "队"), "No one team is named"),
        (("export", "ics", "--from", "+9", "--to", "+3"), "before"),
        (("export", "ics", "--from", "何时"), "not understood"),
        (("export", "ics", "/nowhere/x.ics"), "cannot be written"),
        (("import", "ics", "/nowhere/x.ics"), "cannot be read"),
    ],
)
def test_wrong_use_is_refused_in_words(loaded: Run, arguments: tuple[str, ...], said: str) -> None:
    status, out, err = loaded(*arguments)
    assert status in {1, 2}
    assert out == ""
    assert said in err


def test_a_file_that_is_no_calendar_is_refused_in_words(loaded: Run, tmp_path: Path) -> None:
    path = tmp_path / "x.ics"
    path.write_text("hello")
    status, _, err = loaded("import", "ics", str(path), "--yes")
    assert (status, "iCalendar" in err) == (2, True)


def test_a_calendar_goes_to_standard_output_and_into_no_pipe(
    loaded: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    status, out, _ = loaded("export", "ics", "-")
    assert (status, out.startswith("BEGIN:VCALENDAR")) == (0, True)
    monkeypatch.chdir(tmp_path)
    assert not (tmp_path / "-").exists()
    pipe, link = tmp_path / "pipe", tmp_path / "link.ics"
    os.mkfifo(pipe)
    link.symlink_to(pipe)
    for command in (("export", "ics"), ("backup",)):
        for path in (pipe, link):
            status, out, err = loaded(*command, str(path))
            assert (status, out) == (1, "")
            assert f"{path} is a pipe, not a regular file" in err
    assert pipe.is_fifo()


CHANGED = """BEGIN:VCALENDAR
VERSION:2.0
METHOD:{method}
BEGIN:VEVENT
UID:a@else
SEQUENCE:{sequence}
DTSTART;TZID=China Standard Time:20300402T090000
DTEND;TZID=China Standard Time:20300402T100000
RRULE:FREQ=WEEKLY;UNTIL=20300430
SUMMARY:健康讲座
LOCATION:{place}
END:VEVENT
BEGIN:VEVENT
UID:b@else
DTSTART;TZID=Mars:20300402T090000
SUMMARY:登陆会
END:VEVENT
END:VCALENDAR
"""


def test_what_comes_of_each_event_is_said(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "x.ics"

    def imported(method: str, sequence: int, place: str) -> list[str]:
        content = CHANGED.format(method=method, sequence=sequence, place=place)
        path.write_bytes(content.encode("gb18030"))
        status, out, err = run("import", "ics", str(path), "--yes")
        assert (status, err) == (0, "")
        return out.splitlines()

    assert imported("PUBLISH", 1, "活动室") == [
        "new service  健康讲座",
        "    It recurs until 2030-04-30, that day not included.",
        "not taken  登陆会  Its time zone is not known: Mars.",
        "Imported: 1 new of 1.",
    ]
    said = imported("PUBLISH", 2, "花园")
    assert said[0] == "newer version  健康讲座"
    assert said[-2:] == ["Imported: 0 new of 1.", "Brought up to date or cancelled: 1."]
    (service,) = json.loads(run("list", "services", "--json")[1])
    assert service["place"] == "花园"
    assert imported("PUBLISH", 1, "活动室")[0].startswith(
        "left as it is  健康讲座  The file has an older version"
    )
    assert imported("CANCEL", 3, "花园")[0].startswith("cancelled  健康讲座")
    assert run("check")[0] == 0
