"""The screen of visits and mediations: what stands where, the keys, who sees what; handing over by form."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.screens.conftest import NOW
from tests.screens.desk import CLERK, LARGE, SMALL, Desk, Opened
from tui.desk.desk import Desk as UseCases
from tui.kinds.record import Target
from tui.kinds.words import Role
from tui.language.i18n import Lang
from tui.screens.base.details import details
from tui.screens.base.form import FormScreen
from tui.screens.visits import VisitsScreen
from tui.seats.actor import Actor
from tui.store import Store, open_store

NEVER, OVERDUE, PROMISED = "独居老人乙（示例）", "独居老人甲（示例）", "残疾人家庭（示例）"


def last(store: Store, table: str) -> dict[str, Any]:
    return dict(list(store.collection(table).stored())[-1])


@pytest.mark.parametrize("size", [SMALL, LARGE])
@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("zh", ("走访与调解", "走访住户 4", "52 天未走访，超 22 天", "该回访，1 天", "矛盾调解 6", "赡养残疾老人")),
        ("en", ("visits and mediation", "Households to visit 4", "not for 52 d, 22 d over", "follow-up due, 1 d",
                "Mediations 6", "赡养残疾老人")),
    ],
)  # fmt: skip
async def test_who_wants_a_visit_stands_first_with_the_reason(
    desk: Opened, size: tuple[int, int], lang: Lang, words: tuple[str, ...]
) -> None:
    async with desk(size, lang) as d:
        await d.press("6")
        assert isinstance(d.app.screen, VisitsScreen)
        for word in words:
            assert word in d.text
        # Where there is little room a name stands without what is in brackets behind it.
        order = [d.text.index(name.partition("（")[0]) for name in (NEVER, OVERDUE, PROMISED)]
        assert order == sorted(order)
        assert ".." not in next(line for line in d.lines if "52 " in line)[60:]
        await d.press("1", "shift+f6")
        assert isinstance(d.app.screen, VisitsScreen)


async def test_a_visit_is_recorded_with_what_was_heard_alone(desk: Opened, store: Store) -> None:
    async with desk() as d:
        await d.press("6", "d")
        await d.type("灯坏了")
        await d.press("ctrl+s")
        visit = last(store, "visits")
        assert (visit["household_id"], visit["heard"], visit["by"]) == (2, "灯坏了", CLERK.name)
        assert visit["on"] == NOW.date().isoformat()
        # What was first is now last in line, and the next wants its visit.
        await d.until(lambda: "未走访过" not in d.text)


async def test_a_wish_from_a_visit_is_one_key_and_its_title(desk: Opened, store: Store) -> None:
    async with desk() as d:
        await d.press("6", "down", "down", "h")
        await d.type("门口装扶手")
        await d.press("ctrl+s")
        wish, visit = last(store, "wishes"), store.visits.get(2)
        assert (wish["title"], wish["resident"], wish["compound"]) == ("门口装扶手", PROMISED, 4)
        assert (wish["channel"], wish["visit_id"], visit.wish_ids) == ("visit", 2, (wish["id"],))
        await d.until(lambda: "心愿 1 条" in d.text)
        shown = [
            line.text for line in details(store, Target("wish", wish["id"]), store.now, d.app.context.tr)
        ]
        assert "2026-11-14 社区工作者（示例）走访" in shown


async def test_nothing_is_asked_of_a_household_that_nobody_visited(desk: Opened) -> None:
    async with desk() as d:
        await d.press("6", "h")
        assert isinstance(d.app.screen, VisitsScreen)
        await d.until(lambda: "还没有走访过" in d.announcement)


async def test_a_promise_is_looked_after(desk: Opened, store: Store) -> None:
    async with desk() as d:
        await d.press("6", "down", "down", "ctrl+w")
        await d.type("已装好")
        await d.press("enter")
        visit = store.visits.get(2)
        assert (visit.followed_up_on, visit.outcome) == (NOW.date(), "已装好")
        await d.until(lambda: "该回访" not in d.text)


async def test_a_household_is_put_on_the_list_and_taken_off(desk: Opened, store: Store) -> None:
    async with desk() as d:
        await d.press("6", "n")
        await d.type("王秀英")
        await d.press("tab")
        await d.type("dj")  # 独居
        await d.press("enter", "ctrl+s")
        home = last(store, "households")
        assert (home["name"], home["flags"], home["listed"]) == ("王秀英", ["alone"], True)
        d.table("list").select(home["id"])
        await d.press("e", "shift+tab", "right", "ctrl+s")
        assert store.households.get(home["id"]).listed is False
        assert "王秀英" in d.text  # what was saved stays in front until one moves
        await d.press("down")
        await d.until(lambda: "王秀英" not in d.text)
        await d.press("t")
        assert "已移出名单" in d.text


async def test_a_new_name_at_a_visit_goes_on_the_list(desk: Opened, store: Store) -> None:
    async with desk() as d:
        await d.press("6", "tab", "n", "ctrl+s")
        assert set(d.errors()) == {"household"}
        await d.type("赵奶奶")
        await d.press("up", "enter")
        await d.type("腿脚不便")
        await d.press("ctrl+s")
        assert last(store, "households")["name"] == "赵奶奶"
        assert last(store, "visits")["heard"] == "腿脚不便"


async def test_a_mediation_from_key_to_key(desk: Opened, store: Store) -> None:
    async with desk() as d:
        await d.press("6", "tab", "tab", "n")
        await d.type("楼上漏水")
        await d.press("tab", "tab")
        await d.press("甲", "comma", "乙", "ctrl+s")
        dispute = last(store, "mediations")
        assert (dispute["title"], dispute["parties"], dispute["mediator"]) == (
            "楼上漏水",
            ["甲", "乙"],
            "小李",
        )
        await d.until(lambda: "调解中 1" in d.text)
        d.table("mediations").select(dispute["id"])
        await d.press("w")
        await d.type("先关水阀")
        await d.press("ctrl+s", "d", "ctrl+s")
        assert set(d.errors()) == {"words", "state"}  # nobody is said to have agreed before that is said
        await d.type("楼上修好并赔墙面")
        await d.press("tab", "right", "tab")
        await d.type("+30")
        await d.press("ctrl+s")
        found = store.mediations.get(dispute["id"])
        assert [s.note for s in found.sessions] == ["先关水阀"]
        assert (found.state, found.agreement) == ("agreed", "楼上修好并赔墙面")
        assert str(found.follow_up_on) == "2026-12-24"
        await d.until(lambda: "回访 30天后" in d.text)
        await d.press("enter")
        assert "楼上修好并赔墙面" in d.text


@pytest.mark.parametrize("size", [SMALL, LARGE])
@pytest.mark.parametrize(
    ("role", "lang", "said"),
    [
        ("viewer", "zh", "矛盾调解 6 件；详情仅限社区工作人员查看。"),
        ("viewer", "en", "6 mediations; more is for the staff."),
        ("recorder", "zh", "矛盾调解仅限社区工作人员查看。"),
        ("recorder", "en", "Mediations are for the staff."),
    ],
)
async def test_others_see_no_household_and_no_dispute(
    store: Store, tmp_path: Path, size: tuple[int, int], role: Role, lang: Lang, said: str
) -> None:
    theirs = open_store(tmp_path / "data", role=role, now=lambda: NOW)
    async with Desk.opener(theirs, tmp_path, Actor("旁人", "s", role))(size, lang) as d:
        await d.press("6")
        assert said in d.text
        assert " 0" not in "\n".join(d.lines[:-1])  # nothing is to be seen, which is not nought
        for name in (NEVER, OVERDUE, PROMISED, "赡养残疾老人", "茶城"):
            assert name not in d.text
        await d.press("n", "d", "h", "z", "tab", "tab", "n", "enter")
        assert isinstance(d.app.screen, VisitsScreen)
    theirs.close()


async def test_what_others_do_with_a_mediation_is_not_told_to_a_viewer(
    stores: Callable[[], Store], store: Store, tmp_path: Path
) -> None:
    theirs = open_store(tmp_path / "data", role="viewer", now=lambda: NOW)
    staff = UseCases(stores(), Actor("李梅", "local"))
    async with Desk.opener(theirs, tmp_path, Actor("旁人", "s", "viewer"))(LARGE) as d:
        await d.press("6")
        staff.mediations.open({"title": "楼上漏水"})
        theirs.refresh()
        await d.until(lambda: "矛盾调解 7 件" in d.text)
        assert "李梅" not in d.text
        assert "立案" not in d.text
        staff.wishes.record({"title": "修路灯"})
        theirs.refresh()
        await d.until(lambda: "李梅" in d.text)
    theirs.close()


# ---- handing over


@pytest.fixture
def holding(store: Store) -> Store:
    desk = UseCases(store, CLERK)
    desk.wishes.act(5, "assign", assignee="小李")
    desk.actions.add({"title": "充电桩", "owner": "小李"})
    desk.visits.record(1, {"follow_up_on": "2026-12-01"})
    return store


@pytest.mark.parametrize("size", [SMALL, LARGE])
@pytest.mark.parametrize(
    ("lang", "words"), [("zh", ("小李 交接给 王芳", "走访回访")), ("en", ("小李 hands over to 王芳", "follow-up of a visit"))]
)  # fmt: skip
async def test_the_list_is_gone_through_and_one_thing_stays(
    desk: Opened, holding: Store, size: tuple[int, int], lang: Lang, words: tuple[str, ...]
) -> None:
    async with desk(size, lang) as d:
        await d.press("f11" if lang == "en" else "z", "tab")
        await d.type("王芳")
        await d.press("up", "enter")
        await d.type("产假")
        await d.press("ctrl+s")
        for word in words:
            assert word in d.text
        assert d.text.count("[x]") == 3
        await d.press("down", "space")
        assert (d.text.count("[x]"), d.text.count("[ ]")) == (2, 1)
        seq = holding.seq
        await d.press("enter")
        await d.until(lambda: holding.seq == seq + 1)
        assert UseCases(holding, CLERK).handover.holders() == {
            "小李": 1,
            "王芳": 2,
            "社区工作者（示例）": 1,
            "社区兼职委员": 7,
        }
        assert holding.actions.all()[-1].owner == "小李"
        assert holding.wishes.get(5).history[-1].note == "小李 > 王芳 产假"
        await d.press("u")
        assert UseCases(holding, CLERK).handover.holders() == {
            "小李": 3,
            "社区工作者（示例）": 1,
            "社区兼职委员": 7,
        }


async def test_nothing_goes_to_oneself_or_by_an_empty_list(desk: Opened, holding: Store) -> None:
    async with desk() as d:
        await d.press("z", "ctrl+s")
        assert set(d.errors()) == {"to"}
        await d.type("小李")
        await d.press("ctrl+s")
        assert set(d.errors()) == {"to"}
        await d.press("tab", "shift+tab")
        await d.type("王芳")
        await d.press("up", "ctrl+s", "space", "down", "space", "down", "space", "ctrl+s")
        assert set(d.errors()) == {"items"}
        assert UseCases(holding, CLERK).handover.holders()["小李"] == 3
        await d.press("escape", "escape")
        assert not isinstance(d.app.screen, FormScreen)
