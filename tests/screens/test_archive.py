"""The community's archive: every published fact is on a screen that a newcomer finds, and is put right where it stands."""

from __future__ import annotations

from typing import Final

import pytest

from tests.screens.desk import LARGE, SMALL, Desk, Opened
from tui.language.errors import InvalidInput
from tui.rules.households.archive_texts import (
    figures_written,
    honour,
    places_written,
    read_figures,
    read_places,
)
from tui.store import Store

# Where each published fact stands: the archive, or the record that a list leads to (screen, id).
ARCHIVE: Final = "archive"
HAIRCUT, STOVES, FRIDAY = ("services", 1), ("services", 3), ("services", 6)
TEAM, CHARGING, WISHES, MEDIATIONS = ("teams", 1), ("wishes", 5), ("wishes", 0), ("visits", 0)
FACTS: Final[tuple[tuple[str, str | tuple[str, int]], ...]] = (
    *((fact, ARCHIVE) for fact in (
        "东风路南社区", "石家庄市桥西区东风街道", "0.4平方公里", "建设南大街", "平安南大街", "建胜路", "北至东风路",
        "5327人", "438人", "占居民8.2%", "单位多、常住人口多、高龄老人多", "居民小区6", "3302（南院）", "邮电园",
        "4个，公开报道未具名", "荣誉3", "市级党建示范社区", "区级先进基层党组织", "区级红色社区社会组织培育工作模范单位",
        "蔡铮欣", "2023-03起", "杨雪琼", "传帮带", "楼委会房间3", "活动室", "阅览室", "谈心谈话室", "初心亭",
        "老年活动中心", "社区小广场", "志愿服务队7", "社区兼职委员7名，每队一名", "党员教育服务队", "治安巡防服务队",
        "绿色环保服务队", "爱心互助服务队", "关爱未成年服务队", "敬老爱老服务队", "安全文明服务队", "社会组织和文体队4",
        "夕阳维修队", "朗诵队", "模特队", "闫爱民", "2018-08成立", "红色联盟资源7",
        "驻区单位", "灶具经销商", "红色联盟成员单位", "四方联席会议", "东风路南社区党委", "东风路南社区居委会",
        "东风路南社区居民议事会", "物业公司", "公租房申请",
    )),
    *((fact, FRIDAY) for fact in (
        "每周五", "楼宇服务站", "公租房申请", "人才绿卡申请", "党支部成立", "党组织关系转接", "工会职工维权", "妇联职工维权",
        "司法所职工维权", "心理援助", "法律咨询",
    )),
    *((fact, STOVES) for fact in ("灶具经销商", "换气阀、换电池、检测", "20余户", "换阀门", "燃气检查")),
    *((fact, HAIRCUT) for fact in ("每月26日", "老年活动中心", "理发")),
    *((fact, TEAM) for fact in ("桥西区十佳红色社区社会组织", "一千多人次", "技能学习小组", "行动不便的上门理发", "2018-08")),
    *((fact, CHARGING) for fact in ("5月的四方联席会议", "基本方案", "分步安装", "邮电园")),
    *((fact, WISHES) for fact in (
        "把小区大门口坏了的路修一修", "活动多到居民中走走", "邮电园小区电动自行车充电难", "提高大家的垃圾分类意识",
        "瓶装液化气使用不安全", "电动自行车乱停乱放",
    )),
    ("郭宝成", ("wishes", 4)),
    *((fact, MEDIATIONS) for fact in ("赡养残疾老人", "茶城装修噪音", "改造后的老旧小区屋顶过热", "其余3件未记录内容", "矛盾调解6")),
)  # fmt: skip
_LISTS: Final = {"services": "2", "wishes": "3", "teams": "4", "visits": "6"}


async def shown(d: Desk, where: str | tuple[str, int]) -> str:
    """What stands on a screen, without the gaps: of a record, once it is opened from its list."""
    if isinstance(where, str):
        await d.press("-")
        return _columns(d)
    screen, id = where
    await d.press(_LISTS[screen], "t")
    text = _columns(d)
    if id and d.table("list").select(id):
        await d.settle()
        await d.press("enter")
        text += _columns(d)
        await d.press("escape")
    await d.press("t")
    return text


def _columns(d: Desk) -> str:
    """The text of the screen; one half after the other, so that what is wrapped in one runs on."""
    strips = d.app.screen._compositor.render_strips()
    half = d.app.size.width // 2
    parts = [strip.text for strip in strips]
    parts += [strip.crop(0, half).text for strip in strips] + [
        strip.crop(half, 2 * half).text for strip in strips
    ]
    return "".join("".join(parts).split())


async def test_every_published_fact_is_on_a_screen(desk: Opened) -> None:
    assert len(FACTS) >= 60
    async with desk((200, 100)) as d:
        texts = {where: await shown(d, where) for where in dict.fromkeys(where for _, where in FACTS)}
    assert [(fact, where) for fact, where in FACTS if fact not in texts[where]] == []


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
        assert store.community["honours"] == ["2021 市级党建示范社区", "区级先进基层党组织"]
        assert any("2021" in line and "市级党建示范社区" in line for line in d.lines)
        assert "荣誉 2" in d.text
        await d.press("u")
        assert "荣誉 3" in d.text


async def test_each_line_opens_and_edits_its_own_record(desk: Opened, store: Store) -> None:
    async with desk(LARGE) as d:
        await d.press("-")
        d.table("right").focus()
        await d.settle()
        await d.press("down", "e")
        assert "党员教育服务队" in d.text
        assert any(f.field == "slot" for f in d.form.fields)
        await d.press("escape", "enter")
        assert "党员教育服务队" in d.text


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


async def test_what_is_not_understood_is_said_at_its_field_and_kept(desk: Opened) -> None:
    async with desk(LARGE) as d:
        await d.press("-", "e")
        fields = {field.field: field for field in d.form.fields}
        fields["figures"].put("邮电园 12栋")
        await d.press("ctrl+s")
        assert "看不懂" in d.errors()["figures"]
        assert fields["figures"].value == "邮电园 12栋"


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
    assert honour(typed) == (year, name)


def test_figures_and_places_are_read_as_they_are_written() -> None:
    compounds = [
        {"number": 1, "name": "南院", "next_to": [2], "buildings": 12, "households": 480},
        {"number": 2, "name": "", "next_to": [1], "buildings": None, "households": 9},
        {"number": 10, "name": "3302（南院）", "next_to": [], "buildings": None, "households": None},
    ]
    assert read_figures(figures_written(compounds), compounds) == compounds
    assert read_figures("1 南院 ：12幢、480户", ())[0]["households"] == 480
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
