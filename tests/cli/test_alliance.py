"""`xingfu partner|need|deliver|room|book`."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from tests.cli.conftest import Run


def test_from_an_offer_to_a_need_that_is_met(loaded: Run) -> None:
    assert loaded("partner", "add", "--name", "某银行", "--kind", "alliance")[1].endswith("某银行\n")
    status, out, err = loaded("partner", "offer", "--partner", "某银行", "--kind", "goods", "--title", "棉被", "--quantity", "10",
                              "--unit", "床", "--until", "+90")  # fmt: skip
    assert status == 0, err
    id = out.split()[0]
    number = loaded("add", "wish", "--title", "缺棉被")[1].strip()
    status, out, err = loaded("need", "add", "--kind", "goods", "--title", "过冬棉被", "--quantity", "12", "--unit", "床",
                              "--by", "+30", "--who", "敬老爱老服务队", "--wish", number)  # fmt: skip
    assert status == 0, err
    need = out.split()[0]
    assert "0/12床  not met" in out
    assert f"offer {id}  某银行  棉被  the same thing, covers 10 of it" in out
    assert "4/12床  partly met" in loaded("deliver", need, "4")[1]
    assert "5/12床" in loaded("deliver", need, "5", "--correct", "1", "--note", "数错了")[1]
    status, _, err = loaded("deliver", need, "6", "--offer", id)
    assert (status, "5 left" in err) == (2, True)
    more = loaded(
        "partner", "offer", "--partner", "某银行", "--kind", "goods", "--title", "棉被", "--unit", "床"
    )[1].split()[0]
    assert "12/12床  met" in loaded("deliver", need, "7", "--offer", more, "--on", "-1")[1]
    needs = [n for n in json.loads(loaded("list", "needs", "--json")[1]) if str(n["id"]) == need]
    assert [(n["state"], n["delivered"], n["best_offer_id"]) for n in needs] == [("met", 12, None)]
    offers = {str(o["id"]): o for o in json.loads(loaded("list", "offers", "--json")[1])}
    assert (offers[id]["left"], offers[id]["partner"], offers[more]["left"]) == (5, "某银行", None)
    assert loaded("partner", "withdraw", id)[0] == 0
    assert loaded("check")[0] == 0
    for what in ("offers", "needs", "matches", "appointments", "rooms", "bookings", "partners"):
        assert loaded("list", what)[0] == 0


def test_a_part_time_committee_member_is_appointed(loaded: Run) -> None:
    status, out, err = loaded(
        "partner",
        "appoint",
        "--name",
        "张主任",
        "--team",
        "敬老爱老",
        "--partner",
        "驻区单位1",
        "--since",
        "+1",
    )
    assert status == 0, err
    id = out.split()[0]
    listed = {str(a["id"]): a for a in json.loads(loaded("list", "appointments", "--json")[1])}
    assert (listed[id]["team"], listed[id]["partner"]) == ("敬老爱老服务队", "驻区单位1")
    assert loaded("partner", "end", id, "--until", "+60")[0] == 0


def test_sessions_and_meetings_have_their_room_and_tell_what_is_booked(run: Run) -> None:
    assert run("room", "add", "小会议室", "--place", "服务站")[0] == 0
    assert (
        run(
            "service",
            "add",
            "英语角",
            "--when",
            "每天",
            "--starts",
            "9:00",
            "--ends",
            "10:00",
            "--place",
            "小会议室",
        )[0]
        == 0
    )
    status, out, err = run("book", "小会议室", "+1", "9:30-11:00", "--who", "朗诵队")
    assert (status, out) == (2, "")
    assert "from 09:00 to 10:00: 英语角" in err
    assert run("book", "小会议室", "+1", "10:00-11:00", "--who", "朗诵队")[0] == 0
    status, _, err = run("session", "move", "英语角", "+1", "--ends", "10:30", "--reason", "人多")
    assert (status, "The room is booked from 10:00 to 11:00: 朗诵队." in err) == (0, True)
    status, out, err = run("meeting", "plan", "--at", "+1 10:15", "--place", "服务站小会议室")
    assert (status, out[:1]) == (0, "1")
    assert "«英语角» is in the room from 09:00 to 10:30." in err


def test_a_room_is_booked_and_given_back(loaded: Run) -> None:
    room = loaded("room", "add", "小会议室", "--hours", "8:30-17:30", "--seats", "12")[1].split()[0]
    status, out, err = loaded("book", room, "+1", "9点-11点半", "--who", "朗诵队", "--for", "排练")
    assert status == 0, err
    booking = out.split()[0]
    day = out.split()[2]
    assert f"{day}  09:00-11:30  朗诵队" in out
    status, out, err = loaded("book", "小会议室", "+1", "11:00", "12:00", "--who", "模特队")
    assert (status, out) == (2, "")
    assert "taken" in err
    assert loaded("book", "小会议室", "+1", "11:30-12:00", "--who", "模特队")[0] == 0
    assert "朗诵队" in loaded("room", "show", "小会议室")[1]
    assert loaded("book", "--cancel", booking)[0] == 0
    assert loaded("book", "小会议室", "+1", "11:00-11:30", "--who", "模特队")[0] == 0
    assert loaded("room", "close", room)[0] == 0
    assert "closed" in loaded("book", "小会议室", "+3", "9-10", "--who", "x")[2]
    listed = [b for b in json.loads(loaded("list", "bookings", "--json")[1]) if b["room"] == "小会议室"]
    assert [(b["starts"], b["state"]) for b in listed] == [
        ("09:00", "cancelled"),
        ("11:00", "booked"),
        ("11:30", "booked"),
    ]
    assert date.fromisoformat(day) - timedelta(1) == date.fromisoformat(listed[0]["created_at"][:10])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("partner", "offer", "--partner", "没有", "--kind", "goods", "--title", "x"), "Which is meant"),
        (("partner", "offer", "--partner", "1", "--kind", "x", "--title", "x"), "not one of"),
        (("partner", "offer", "--partner", "1", "--kind", "goods"), "must be filled in"),
        (("need", "add", "--kind", "goods", "--title", "x", "--quantity", "-1"), "more than 0"),
        (("need", "add", "--kind", "goods", "--title", "x", "--by", "何时"), "not understood"),
        (("need", "drop", "99", "--note", "x"), "no such record"),
        (("deliver", "99", "1"), "no such record"),
        (("deliver", "x", "1"), "whole number"),
        (("book",), "Say which room"),
        (("book", "1", "+1", "9点"), "from when to when"),
        (("book", "1", "+1", "11-9", "--who", "x"), "later than the start"),
        (("book", "1", "+1", "9-10"), "who has the room"),
        (("book", "--cancel", "99"), "no such record"),
    ],
)
def test_wrong_use_is_refused_in_words(loaded: Run, arguments: tuple[str, ...], said: str) -> None:
    status, out, err = loaded(*arguments)
    assert status in {1, 2}
    assert out == ""
    assert said in err
