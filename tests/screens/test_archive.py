"""The community's archive: every published fact is on a screen that a newcomer finds, and is put right where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any, Final

import pytest

from tests.published import ARCHIVE, FACTS, Where
from tests.screens.desk import CLERK, LARGE, SMALL, Desk, Opened
from tui.desk.desk import Desk as UseCases
from tui.kinds.words import Role
from tui.language.errors import InvalidInput
from tui.models.community import Honour
from tui.rules.households.archive_texts import (
    figures_written,
    honours_of,
    honours_written,
    places_written,
    read_figures,
    read_honour,
    read_places,
)
from tui.seats.actor import Actor
from tui.store import Store
from tui.widgets.columns import text_of
from tui.widgets.detail_view import DetailView
from tui.widgets.panel import Panel


async def shown(d: Desk, places: Iterable[Where]) -> dict[Where, str]:
    """What stands there, without the gaps: of a list with what is over, of a record once it is opened from its list."""
    texts: dict[Where, str] = {}
    for key, group in groupby(sorted(places), lambda where: where.key):
        await d.press(key, *("t" if key != ARCHIVE.key else ()))
        for where in group:
            if where.id:
                await walk_to(d, where)
                await d.press("enter")
            texts[where] = _columns(d)
            if where.id:
                await d.press("escape")
    return texts


async def walk_to(d: Desk, where: Where) -> None:
    """The cursor on a record as somebody gets there who knows the keys of the key line alone: Tab and the arrows."""
    table = d.table(where.list)
    for _ in d.app.screen.focus_chain:
        if table.has_focus:
            break
        await d.press("tab")
    assert table.has_focus, where
    await d.press("home")
    for _ in table.keys:
        if table.cursor_key == where.id:
            return
        await d.press("down")
    raise AssertionError(where)


def _columns(d: Desk) -> str:
    """The text of the screen, and of each of its columns alone, so that what is wrapped in one runs on."""
    strips = d.app.screen._compositor.render_strips()
    edges = sorted({0, d.app.size.width, *(p.region.x for p in d.app.screen.query(Panel) if p.region)})
    parts = [strip.text for strip in strips]
    for left, right in pairwise(edges):
        parts += [strip.crop(left, right).text for strip in strips]
    return "".join("".join(parts).split())


async def test_every_published_fact_is_on_a_screen(desk: Opened) -> None:
    # Not what is only numbered.
    said = dict.fromkeys(fact.shown for fact in FACTS if not fact.shown[-1].isdecimal())
    assert len([one for one in said if not any(one in other for other in said if other != one)]) >= 60
    async with desk((200, 64)) as d:
        await d.press("?")
        keys = [line.label.split()[:1] for line in d.app.screen.query_one(DetailView).lines]
        assert [where for where in {fact.where.key for fact in FACTS} if [where] not in keys] == []
        await d.press("escape")
        texts = await shown(d, {fact.where for fact in FACTS})
    assert [fact for fact in FACTS if fact.shown not in texts[fact.where]] == []


async def test_three_mediations_without_a_record_are_one_line(desk: Opened) -> None:
    async with desk(LARGE) as d:
        await d.press("6", "t")
        assert d.rows("mediations") == 4
        assert d.text.count("未记录") == 1


@pytest.mark.parametrize("key", ["-", "－", "shift+f10"])
async def test_it_is_opened_by_a_key_that_an_input_method_lets_through(desk: Opened, key: str) -> None:
    async with desk(SMALL) as d:
        await d.press(key)
        assert "社区档案" in d.lines[0]
        assert any("概况" in line for line in d.lines)


async def test_tab_goes_from_block_to_block_and_e_edits_the_one_in_front(desk: Opened, store: Store) -> None:
    async with desk(LARGE) as d:
        await d.press("-", "tab", "tab", "e")
        assert d.form.focused is not None
        assert [f.field for f in d.form.fields if f.has_focus_within] == ["honours"]
        honours = next(f for f in d.form.fields if f.field == "honours")
        honours.put("2021 市级党建示范社区\n区级先进基层党组织")
        await d.press("ctrl+s")
        assert store.community is not None
        assert store.community["honours"] == [
            {"year": 2021, "name": "市级党建示范社区"},
            {"year": None, "name": "区级先进基层党组织"},
        ]
        assert any("2021" in line and "市级党建示范社区" in line for line in d.lines)
        assert "荣誉 2" in d.text
        await d.press("u")
        assert "荣誉 3" in d.text


def put_on(d: Desk, label: str) -> None:
    """The cursor on the line of that label, whichever column has it."""
    rows = d.app.screen._rows  # type: ignore[attr-defined]
    for id in ("left", "right"):
        for key, row in rows[id].items():
            if row.line and row.line.label == label:
                d.table(id).focus()
                assert d.table(id).select(key)
                return
    raise AssertionError(label)


async def test_each_line_opens_and_edits_its_own_record(desk: Opened, store: Store) -> None:
    async with desk(LARGE) as d:
        await d.press("-")
        put_on(d, "党员教育服务队")
        await d.press("e")
        assert "党员教育服务队" in d.text
        assert any(f.field == "slot" for f in d.form.fields)
        await d.press("escape", "enter")
        assert "党员教育服务队" in d.text


@pytest.mark.parametrize(
    ("label", "steps", "listed"),
    [
        ("邮电园", 1, ["电动自行车充电难"]), ("邮电园", 2, ["独居老人甲"]), ("党员教育服务队", 1, ["孙桂珍", "徐德明"]),
        ("党员教育服务队", 2, ["楼宇服务日", "2.5 小时"]), ("活动室", 1, ["朗诵队", "每周至"]),
    ],
)  # fmt: skip
async def test_every_figure_of_a_line_leads_to_its_records(
    desk: Opened, label: str, steps: int, listed: list[str]
) -> None:
    async with desk(LARGE) as d:
        await d.press("-")
        put_on(d, label)
        await d.press(*["right"] * steps, "enter")
        assert "档案 记录" in d.lines[0]
        assert [one for one in listed if one not in d.text] == []
        await d.press("escape")
        assert "社区档案" in d.lines[0]


async def test_every_count_of_a_heading_leads_to_its_list(desk: Opened) -> None:
    """Those of compounds, honours and places are the lines beneath."""
    async with desk(LARGE) as d:
        await d.press("-")
        blocks = d.app.screen._blocks  # type: ignore[attr-defined]
        led = {b.title.msgid.split(" {")[0]: b.leads for b in blocks if b.title.params.get("n")}
        assert [title for title, leads in led.items() if not leads] == ["Compounds", "Honours", "Places"]
        for number, block in enumerate(blocks):
            if block.leads:
                await d.press("-")
                for id in ("left", "right"):
                    if d.table(id).select((number, 0, 0)):
                        d.table(id).focus()
                await d.settle()
                await d.press("enter")
                assert d.app.current_mode == block.leads
                if target := block.lines[
                    0
                ].target:  # what the block begins with is under the cursor, if it is listed there
                    assert d.app.screen.target == target or d.app.screen.table_of(target) is None  # type: ignore[attr-defined]


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (160, 45), (200, 60)])
async def test_figures_stand_beside_their_labels_and_columns_share_the_rows(
    desk: Opened, size: tuple[int, int]
) -> None:
    async with desk(size) as d:
        await d.press("-")
        rows = d.app.screen._rows  # type: ignore[attr-defined]
        pulled = re.compile(r"\S {12,}\S")  # label and value, but for the longest label of the column
        for id in rows:
            for row in rows[id].values():
                beside = text_of(row.cells[1])
                assert not pulled.search(beside), beside
        tall = {id: len(rows[id]) for id in rows if rows[id]}
        room = d.app.size.height - 4
        more = [id for id in tall if tall[id] > room]
        assert not more or all(tall[id] >= room for id in tall), tall
        if size == (200, 60):
            assert not more
            assert any(row.cells == ("", "") for row in rows["left"].values())
            d.table("left").select((0, 0, 0))
            d.table("left").focus()
            for _ in range(14):
                await d.press("down")
                assert d.app.screen._row.cells != ("", "")  # type: ignore[attr-defined]


async def test_a_member_of_the_alliance_is_named_in_place_and_a_long_name_cuts_nothing(
    desk: Opened, store: Store
) -> None:
    async with desk(SMALL) as d:
        await d.press("-")
        put_on(d, "红色联盟成员单位2")
        await d.press("e", "home", "ctrl+k")
        await d.type("桥西区图书馆暨少年儿童图书馆分馆")
        await d.press("ctrl+s")
        assert store.partners.get(10).name == "桥西区图书馆暨少年儿童图书馆分馆"
        under = next(n for n, line in enumerate(d.lines) if line.startswith("> 桥西区图书馆暨"))
        assert d.lines[under].strip("> ") == "桥西区图书馆暨少年儿童图书馆分馆"
        assert ".." not in d.text


async def test_figures_secretary_and_places_are_typed_in_their_form(desk: Opened, store: Store) -> None:
    async with desk(LARGE) as d:
        await d.press("-", "e")
        fields = {field.field: field for field in d.form.fields}
        fields["figures"].put("1 3302（南院）：12栋 480户\n2 邮电园：6栋\n3\n4\n5\n6")
        fields["residents"].put("5400")
        fields["secretary_handed_on"].put("")
        fields["places"].put("初心亭：议事\n小花园")
        fields["building_committee"].put("甲（示例）、乙（示例）")
        await d.press("ctrl+s")
        community = store.community
        assert community is not None
        assert [(c.get("buildings"), c.get("households")) for c in community["compounds"]][:3] == [
            (12, 480),
            (6, None),
            (None, None),
        ]
        assert community["residents"] == 5400
        assert community["secretary"] == {
            "name": "蔡铮欣",
            "since": "2023-03",
            "predecessor": "杨雪琼",
            "handed_on": "",
        }
        assert community["places"] == [{"name": "初心亭", "use": "议事"}, {"name": "小花园", "use": ""}]
        assert "12 栋，480 户" in d.text
        assert "甲（示例）、乙（示例）" in d.text


# What is typed into a field of the form, and a part of what is said there; nothing: it is saved.
_TYPED: Final = (
    ("figures", "邮电园 12栋", "看不懂"), ("figures", "1 南院", "不能删去"), ("party_members", "5328", "5327 人"),
    ("secretary_since", "明年", "2018-08"), ("secretary_since", "2024年3月", ""), ("places", "初心亭\n初心亭：再议", "两次"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"party_members": 5328}, "party_members"), ({"residents": 437}, "party_members"), ({"residents": 438}, ""),
        ({"secretary": {"name": "甲", "since": "2023-13"}}, "secretary.since"), ({"secretary": {"name": "甲", "since": "明年"}}, "secretary.since"),
        ({"secretary": {"name": "甲", "since": "2023.3"}}, ""), ({"secretary": {"name": "甲", "since": "2023 年 3 月"}}, ""),
        ({"honours": [{"year": 2027, "name": "先进"}]}, "honours"), ({"honours": [{"year": 2026, "name": "先进"}]}, ""),
        ({"places": [{"name": "甲", "use": ""}, {"name": "甲", "use": "议事"}]}, "places"),
    ],
)  # fmt: skip
def test_what_does_not_fit_together_is_refused_whoever_writes_it(
    store: Store, fields: dict[str, Any], at: str
) -> None:
    communities = UseCases(store, CLERK).communities
    if not at:
        communities.edit(1, fields)
        assert (store.community or {})["secretary"]["since"] == "2023-03"
        return
    with pytest.raises(InvalidInput) as refused:
        communities.edit(1, fields)
    assert set(refused.value.errors) == {at}


async def test_what_does_not_fit_is_said_at_its_field_and_kept(desk: Opened, store: Store) -> None:
    async with desk(LARGE) as d:
        for name, text, said in _TYPED:
            d.announced.clear()
            await d.press("-", "e")
            form, field = d.form, next(one for one in d.form.fields if one.field == name)
            field.put(text)
            await d.press("ctrl+s")
            if not said:
                assert "已保存" in d.announcement, (name, text)
                continue
            assert said in d.errors()[name], (name, text)
            assert str(field.value) == text
            while d.app.screen is form:
                await d.press("escape")
        community = store.community
        assert community is not None
        assert community["secretary"]["since"] == "2024-03"


_SIX = "3\n4\n5\n6"
# What one types into a field, what another changes meanwhile, and what is kept of both; None: it is asked.
_AT_ONCE: Final[tuple[tuple[str, str, dict[str, Any], tuple[str, Any] | None], ...]] = (
    ("east", "新街", {"bounds": {"west": "西路"}}, ("bounds", {"east": "新街", "west": "西路"})),
    ("figures", f"1 3302（南院）：12栋\n2 邮电园\n{_SIX}", {"compounds": {2: 9}}, ("buildings", [12, 9])),
    ("figures", f"1 3302（南院）：12栋\n2 邮电园\n{_SIX}", {"compounds": {1: 9}}, None),
    ("secretary_since", "2023-06", {"secretary": {"handed_on": "带教"}}, ("secretary", {"since": "2023-06", "handed_on": "带教"})),
    ("secretary_since", "2023-06", {"secretary": {"since": "2023-05"}}, None),
    ("honours", "2021 甲", {"places": [{"name": "小广场", "use": ""}]}, ("honours", [{"year": 2021, "name": "甲"}])),
    ("places", "初心亭", {"places": [{"name": "小广场", "use": ""}]}, None),
    ("building_committee", "甲", {"building_committee": ["乙"]}, None),
)  # fmt: skip


async def test_two_edit_the_archive_at_once(desk: Opened, store: Store) -> None:
    """Other fields, sides and compounds merge; of the same one chooses at the field, where F4 takes the other's."""
    other = UseCases(store, Actor("老王", "two")).communities
    before = store.community
    assert before is not None
    fields = ("bounds", "compounds", "secretary", "honours", "places", "residents", "building_committee")
    async with desk(LARGE) as d:
        for field, mine, theirs, kept in _AT_ONCE:
            other.edit(1, {name: before.get(name) or [] for name in fields})
            await d.settle()
            await d.press("-", "e")
            next(one for one in d.form.fields if one.field == field).put(mine)
            changed = {name: _changed(before.get(name), value) for name, value in theirs.items()}
            other.edit(1, changed)
            await d.settle()
            await d.press("ctrl+s")
            after = store.community
            assert after is not None
            if kept is None:
                assert "对方：" in d.text, (field, theirs)
                assert "{'" not in d.text
                await d.press("f4", "ctrl+s")
                assert {name: (store.community or {})[name] for name in theirs} == changed
            elif kept[0] == "buildings":
                assert [one["buildings"] for one in after["compounds"]][:2] == kept[1]
            elif isinstance(kept[1], dict):
                assert kept[1].items() <= after[kept[0]].items()
            else:
                assert after[kept[0]] == kept[1]


def _changed(before: Any, to: Any) -> Any:
    """Parts by their names, compounds by their numbers; another value as it is."""
    if isinstance(before, list) and isinstance(to, dict):
        return [{**one, "buildings": to.get(one["number"], one.get("buildings"))} for one in before]
    return {**before, **to} if isinstance(to, dict) else to


@pytest.mark.parametrize("role", ["recorder", "viewer"])
async def test_who_may_not_change_the_archive_reads_it(store: Store, tmp_path: Path, role: Role) -> None:
    opener = Desk.opener(store, tmp_path, Actor("小周", "seat", role))
    async with opener(LARGE) as d:
        await d.press("-")
        assert "蔡铮欣" in d.text
        assert not any("e F4" in line for line in d.lines[-2:])
        await d.press("e")
        assert "社区档案" in d.lines[0]
        assert not d.app.screen.is_modal


async def test_without_a_community_it_says_how_to_set_one_up(empty_desk: Opened) -> None:
    async with empty_desk(SMALL) as d:
        await d.press("-")
        assert "还没有社区资料" in d.text


@pytest.mark.parametrize(
    ("typed", "year", "name"),
    [
        ("2021 市级党建示范社区", "2021", "市级党建示范社区"), ("2021年市级党建示范社区", "2021", "市级党建示范社区"),
        ("市级党建示范社区（2021年）", "2021", "市级党建示范社区"), ("市级党建示范社区 2021", "2021", "市级党建示范社区"),
        ("2021年度：先进", "2021", "先进"), ("区级先进", "", "区级先进"), ("2021", "", "2021"), ("十佳2021年度", "2021", "十佳"),
    ],
)  # fmt: skip
def test_an_honour_may_have_its_year_before_or_after(typed: str, year: str, name: str) -> None:
    read = read_honour(typed)
    assert read == {"year": int(year) if year else None, "name": name}
    assert read_honour(honours_written([read])) == read
    assert honours_of({"honours": [typed, read]}) == [read, read]
    assert Honour.model_validate(typed) == Honour.model_validate(read)


def test_figures_and_places_are_read_as_they_are_written() -> None:
    compounds = [
        {"number": 1, "name": "南院", "next_to": [2], "buildings": 12, "households": 480},
        {"number": 2, "name": "", "next_to": [1], "buildings": None, "households": 9},
        {"number": 10, "name": "3302（南院）", "next_to": [], "buildings": None, "households": None},
    ]
    assert read_figures(figures_written(compounds), compounds) == compounds
    for typed in ("1 南院 ：12幢、480户", "1 南院 12栋 480户", "1、南院：12栋480户", "1 南院:12幢,480户"):
        read = read_figures(typed, ())[0]
        assert (read["name"], read["buildings"], read["households"]) == ("南院", 12, 480), typed
    assert read_figures("1 南院", compounds) == [
        {**compounds[0], "next_to": [], "buildings": None, "households": None}
    ]
    places = [{"name": "初心亭", "use": "议事：每周"}, {"name": "小广场", "use": ""}]
    assert read_places(places_written(places)) == places


@pytest.mark.parametrize(
    "typed", ["南院：12栋", "1 南院：十二栋", "1 南院：12", "100 南院", "0 南院", "1 甲\n1 乙"]
)
def test_figures_that_are_not_understood_are_refused(typed: str) -> None:
    with pytest.raises(InvalidInput):
        read_figures(typed, ())
