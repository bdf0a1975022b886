"""Papers and notices from the command line, over the model community."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest

from tests.cli.conftest import Run
from tui.desk.desk import Desk
from tui.kinds.record import Target
from tui.kinds.words import ACTIONS, ROLES
from tui.language.errors import NotAllowed
from tui.queries import documents
from tui.rules.privacy.rights import may
from tui.seats.actor import Actor
from tui.store import open_store


@pytest.fixture
def met(loaded: Run) -> Run:
    """The model community after a meeting, the second that it has."""
    for arguments in (
        ("plan", "--at", "2020-11-20 15:00", "--kind", "joint", "--place", "初心亭"),
        ("agenda", "--meeting", "2", "--note", "邮电园充电桩"),
        ("agenda", "--meeting", "2", "--note", "楼道清理"),
        ("attend", "party=2:蔡铮欣", "property=1", "guest=1:陈警官", "--meeting", "2"),
        ("decide", "--meeting", "2", "--item", "1", "--note", "分步安装", "--votes", "2/0/1"),
    ):
        assert loaded("meeting", *arguments)[0] == 0
    assert loaded("action", "add", "--title", "办手续", "--owner", "物业公司", "--meeting", "2")[0] == 0
    return loaded


def text_of(path: Path) -> str:
    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([p.text for p in document.paragraphs] + cells)


def actions(run: Run) -> list[str]:
    return [entry["action"] for entry in json.loads(run("log", "--json")[1])]


def test_minutes_and_invitation(met: Run, tmp_path: Path) -> None:
    path = tmp_path / "纪要.docx"
    status, out, err = met(
        "meeting",
        "minutes",
        "--meeting",
        "2",
        "--chair",
        "蔡铮欣",
        "--excused",
        "赵刚，钱明",
        "-o",
        str(path),
    )
    assert (status, err) == (0, "")
    assert str(path) in out
    text = text_of(path)
    for said in (
        "东风路南社区四方联席会议纪要",
        "2020年11月20日15:00，东风路南社区在初心亭召开四方联席会议，会议由蔡铮欣主持。",
        "出席：社区党委（蔡铮欣，2人）；物业公司（1人）",
        "请假：赵刚、钱明",
        "列席：陈警官，1人",
        "一、邮电园充电桩\n会议决定：分步安装。\n表决情况：赞成2票、反对0票、弃权1票。",
        "转下次会议：\n楼道清理。",
        "办手续，责任人：物业公司，完成时限：未定。",
    ):
        assert said in text
    assert actions(met)[0] == "paper.minutes"
    # As text it stays what it was.
    assert "Minutes" in met("meeting", "minutes", "--meeting", "2")[1]
    path = tmp_path / "通知.docx"
    assert met("meeting", "invitation", "--meeting", "2", "-o", str(path))[0] == 0
    assert "（一）邮电园充电桩\n（二）楼道清理" in text_of(path)


def test_minutes_say_what_was_turned_over(met: Run, tmp_path: Path) -> None:
    path = tmp_path / "纪要.docx"
    store = open_store(tmp_path / "data")
    try:
        with store.transaction(by="小李", seat="local", action="meeting.close") as transaction:
            meeting = transaction.read("meetings", 2)
            items = [{**item, "state": "carried", "discussion": "再议。"} for item in meeting["items"]]
            transaction.update("meetings", 2, {"items": items})
    finally:
        store.close()
    assert met("meeting", "minutes", "--meeting", "2", "-o", str(path))[0] == 0
    assert "此项转下次会议继续研究。" in text_of(path)


def test_certificates_are_numbered_in_sequence(loaded: Run, tmp_path: Path) -> None:
    path = tmp_path / "c.docx"
    broken = tmp_path / "data" / "templates" / "志愿服务记录证明.docx"
    numbers = []
    for at in range(3):
        if at == 1:  # a certificate that could not be made takes no number
            broken.parent.mkdir()
            broken.write_bytes(b"no document")
            status, _, err = loaded("hours", "certificate", "闫爱民", "-o", str(path))
            assert status == 1
            assert "志愿服务记录证明.docx" in err
            broken.unlink()
        assert loaded("hours", "certificate", "闫爱民", "-o", str(path))[0] == 0
        numbers.append(text_of(path).splitlines()[0])
    year = numbers[0][3:7]
    assert numbers == [f"编号：{year}-000{n}" for n in (1, 2, 3)]
    assert "闫爱民" in text_of(path)
    assert loaded("hours", "certificate", "闫爱民", "--year", "1999", "-o", str(path))[0] == 1


def test_sheet_and_slip(loaded: Run, tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    on = json.loads(loaded("session", "list", "义剪", "--from", "today", "--to", "+70", "--json")[1])
    day = next(s["on"] for s in on if s["signups"])
    assert loaded("session", "sign-up", "义剪", day, "王芳", "--phone", "13712345678")[0] == 0
    sheet = ("session", "sheet", "义剪", day, "--blank", "3", "-o", str(path))
    assert loaded(*sheet)[0] == 0
    assert "王芳" in text_of(path)
    assert "137" not in text_of(path)
    rows = docx.Document(str(path)).tables[0].rows
    assert [row.cells[0].text for row in rows] == ["序号", "1", "2", "3", "4", "5", "6"]
    assert loaded(*sheet, "--phones")[0] == 0
    assert "137****5678" in text_of(path)
    assert "13712345678" not in text_of(path)
    wishes = json.loads(loaded("list", "wishes", "--json")[1])
    number = next(w["number"] for w in wishes if w["title"].startswith("把小区大门口"))
    assert loaded("wish", "slip", number, "-o", str(path))[0] == 0
    assert "心愿内容\n把小区大门口坏了的路修一修" in text_of(path)
    assert "办理人\n物业公司" in text_of(path)
    assert actions(loaded)[0] == "paper.slip"


def test_an_office_changes_its_templates(loaded: Run, tmp_path: Path) -> None:
    status, out, _ = loaded("templates")
    assert (status, out.count("made")) == (0, 5)
    own = tmp_path / "data" / "templates" / "居民心愿办理单.docx"
    document = docx.Document(str(own))
    document.paragraphs[0].text = "东风街道 {{编号}}"
    document.save(str(own))
    assert loaded("templates")[1].count("kept") == 5
    path = tmp_path / "x.docx"
    assert loaded("wish", "slip", "1", "-o", str(path))[0] == 0
    assert text_of(path).startswith("东风街道 2")
    document.paragraphs[0].text = "东风街道 {{文号}}"
    document.save(str(own))
    status, out, err = loaded("wish", "slip", "1", "-o", str(path))
    assert (status, out) == (1, "")
    assert "«文号» in «东风街道 {{文号}}»" in err
    assert loaded("templates", "slip", "--again")[1].count("made") == 1
    assert loaded("wish", "slip", "1", "-o", str(path))[0] == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("wish", "slip", "1"), "-o"),
        (("wish", "slip", "1", "-o", "x.xlsx"), ".pdf"),
        (("wish", "slip", "1", "-o", "x.doc"), ".docx"),
        (("templates", "letter"), "slip"),
        (("session", "sheet", "义剪", "tomorrow", "--blank", "501", "-o", "x.docx"), ""),
    ],
)
def test_wrong_use_is_refused_in_words(loaded: Run, arguments: tuple[str, ...], said: str) -> None:
    status, out, err = loaded(*arguments)
    assert status != 0
    assert out == ""
    assert said in err


def test_notices(met: Run) -> None:
    on = json.loads(met("session", "list", "义剪", "--from", "today", "--to", "+70", "--json")[1])
    day = next(s["on"] for s in on if s["signups"])
    status, out, _ = met("notice", "session", "义剪", day)
    assert status == 0
    assert "“银发义剪日”活动" in out
    assert "还有38个名额" in out
    by_party = ("--votes", "party=2/0/0", "--votes", "council=2/0/1")
    assert met("meeting", "decide", "--meeting", "2", "--item", "1", "--note", "分步安装", *by_party)[0] == 0
    out = met("notice", "meeting", "2")[1]
    assert "1. 邮电园充电桩：分步安装。" in out
    assert "楼道" not in out
    wishes = json.loads(met("list", "wishes", "--json")[1])
    done = next(w for w in wishes if w["state"] == "done")
    status, out, _ = met("notice", "wish", done["number"])
    assert status == 0
    assert done["title"] in out
    going = next(w for w in wishes if w["state"] == "in_progress")
    assert met("notice", "wish", going["number"])[0] == 1
    assert actions(met)[0] == "paper.notice"
    assert max(map(len, out.splitlines())) < 140


def test_a_notice_tells_nothing_of_the_resident(loaded: Run) -> None:
    added = loaded(
        "add", "wish", "--title", "王小芳家3-2-501换灯", "--resident", "王小芳", "--phone", "13712345678"
    )[1]
    number = added.split()[0].lstrip("#")
    for step in (("accept",), ("assign", "--to", "李大伟"), ("start",)):
        assert loaded("wish", step[0], number, *step[1:])[0] == 0, step
    done = ("--outcome", "已给王小芳13712345678换好")
    assert loaded("wish", "complete", number, *done)[0] == 0
    out = loaded("notice", "wish", number)[1]
    assert "换灯" in out
    for told in ("小芳", "13712345678", "501", "李大伟"):
        assert told not in out


def test_who_may() -> None:
    papers = {name.removeprefix("paper.") for name in ACTIONS if name.startswith("paper.")} - {"export"}
    granted = {role: {paper for paper in papers if may(role, f"paper.{paper}")} for role in ROLES}
    assert granted == {
        "staff": papers,
        "recorder": {"fill", "minutes", "invitation", "slip", "notice"},
        "viewer": {"fill", "minutes"},
        "overseer": set(),
    }


def test_what_a_viewer_gets_is_masked_or_refused(met: Run, tmp_path: Path) -> None:
    votes = ("--votes", "party=2/0/0", "--votes", "guest=2/0/1")
    assert (
        met("meeting", "decide", "--meeting", "2", "--item", "1", "--note", "给13712345678打电话", *votes)[0]
        == 0
    )
    store = open_store(tmp_path / "data", role="viewer", holder="街道")
    try:
        desk = Desk(store, Actor("街道", "street", "viewer"))
        values = desk.papers.made(
            "minutes", lambda _: documents.minutes(store, 2), about=Target("meeting", 2)
        )
        assert "13712345678" not in str(values)
        assert "警官" not in values["列席"]
        for paper in ("slip", "certificate", "sheet", "invitation", "notice"):
            with pytest.raises(NotAllowed):
                desk.papers.made(
                    paper, lambda number: pytest.fail("made all the same"), about=Target("meeting", 2)
                )
    finally:
        store.close()
    assert actions(met)[0] == "paper.minutes"


def test_a_paper_is_a_pdf_or_says_what_that_needs(
    loaded: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tui.language.errors import Message
    from tui.papers import pdf

    file = tmp_path / "x.pdf"
    if pdf.missing() is None:
        assert loaded("wish", "slip", "1", "-o", str(file))[0] == 0
        assert file.read_bytes().startswith(b"%PDF")
        file.unlink()
    monkeypatch.setattr(pdf, "missing", lambda: Message("PDF needs a Chinese font, and none was found."))
    status, _, err = loaded("wish", "slip", "1", "-o", str(file))
    assert status != 0
    assert "none was found" in err
    assert not file.exists()
