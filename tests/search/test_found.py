"""What is found, by whom, and how it is typed: over the model community and what is recorded beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.published import FACTS
from tui.desk.demo import load_demo
from tui.desk.desk import Desk
from tui.kinds import registry
from tui.kinds.words import Role
from tui.language.i18n import translator
from tui.platform.locations import model_community
from tui.queries.search.index import SearchIndex
from tui.queries.search.results import Group, groups
from tui.queries.search.texts import TextReader, searched
from tui.rules.calendar.time_zone import LOCAL
from tui.seats.actor import Actor
from tui.store import Store, open_store

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=LOCAL)
STAFF = Actor("小李", "local")
TR = translator("zh")
Open = Callable[[Role], Store]


@pytest.fixture
def open_as(tmp_path: Path) -> Iterator[Open]:
    """Opens the model community as somebody of a role."""
    opened: list[Store] = []

    def open_one(role: Role) -> Store:
        opened.append(open_store(tmp_path / "data", role=role, now=lambda: NOW))
        return opened[-1]

    load_demo(open_one("staff"), model_community(), Actor("示例", "test"))
    yield open_one
    for store in opened:
        store.close()


@pytest.fixture
def store(open_as: Open) -> Store:
    return open_as("staff")


def index_of(store: Store, *, phones: bool = True, spelt: bool = True) -> SearchIndex:
    index = SearchIndex(store, TR, phones=phones, spelt=spelt)
    index.build()
    return index


def found(store: Store, typed: str, **how: Any) -> list[Group]:
    return groups(store, index_of(store, **how), typed, NOW, TR)


def titles(store: Store, typed: str, **how: Any) -> list[str]:
    return [f"{group.kind} {hit.title}" for group in found(store, typed, **how) for hit in group.hits]


def test_every_text_of_the_model_community_finds_its_record(store: Store) -> None:
    index, reader = index_of(store), TextReader(store, TR)
    missed = []
    for table in searched():
        for document in store.collection(table).stored():
            for text in reader.texts(table, document):
                answer = index.find(text.text[:30], NOW)
                one = answer.found.get(table)
                if one is None or (document["id"] not in one.ids and one.total <= len(one.ids)):
                    missed.append((table, document["id"], text))
    assert not missed


@pytest.mark.parametrize(
    ("typed", "record"),
    [
        # the article's facts
        ("蔡铮欣", "community 东风路南社区"), ("杨雪琼", "community 东风路南社区"), ("5327", "community 东风路南社区"),
        ("0.4", "community 东风路南社区"), ("建设南大街", "community 东风路南社区"), ("3302", "community 东风路南社区"),
        ("红色社区社会组织培育", "community 东风路南社区"), ("茶城", "mediation 茶城装修噪音"), ("赡养", "mediation 赡养残疾老人"),
        ("人才绿卡", "service 楼宇服务日"), ("妇联", "service 楼宇服务日"), ("方桌方凳", "team 夕阳维修队"),
        ("一千多人次", "team 银发爱心义剪队"), ("电动自行车充电", "wish 2026-0005 邮电园小区电动自行车充电难"),
        # characters, width, other forms
        ("郵電園小區", "wish 2026-0005 邮电园小区电动自行车充电难"), ("３３０２", "community 东风路南社区"),
        # pinyin
        ("yam", "volunteer 闫爱民"), ("yanaimin", "volunteer 闫爱民"), ("yan'ai", "volunteer 闫爱民"), ("yán ài", "volunteer 闫爱民"),
        ("y", "volunteer 闫爱民"), ("djlr", "household 独居老人甲（示例）"), ("义剪r", "service 银发义剪日"), ("tanxin", "room 谈心谈话室"),
        # more than one word, in any order and any field
        ("充电 邮电园", "wish 2026-0005 邮电园小区电动自行车充电难"), ("cyjl 理发", "service 重阳敬老活动"),
        # numbers
        ("3", "wish 2026-0003 提高大家的垃圾分类意识"), ("0003", "wish 2026-0003 提高大家的垃圾分类意识"),
        ("2026-0003", "wish 2026-0003 提高大家的垃圾分类意识"), ("26-3", "wish 2026-0003 提高大家的垃圾分类意识"),
        ("#3", "wish 2026-0003 提高大家的垃圾分类意识"),
        # days, planned ones among them
        ("周五", "session 楼宇服务日 2026-11-27"), ("11月21日", "session 楼院环境整理 2026-11-21"), ("12-26", "session 银发义剪日 2026-12-26"),
        ("12月26日 理发", "session 银发义剪日 2026-12-26"), ("下周六", "session 联合便民服务日 2026-12-05"),
        # typos
        ("电动自型车", "wish 2026-0005 邮电园小区电动自行车充电难"), ("垃圾份类意识", "wish 2026-0003 提高大家的垃圾分类意识"),
        ("yanaiming", "volunteer 闫爱民"), ("yanamin", "volunteer 闫爱民"), ("银发议剪", "service 银发义剪日"),
        ("楼宇务服日", "service 楼宇服务日"), ("上理门发", "service 上门理发"),
    ],
)  # fmt: skip
def test_what_is_typed_finds_the_record(store: Store, typed: str, record: str) -> None:
    for spelt in (True, False):  # prepared for letters or not, the same is found
        assert record in titles(store, typed, spelt=spelt), titles(store, typed, spelt=spelt)[:9]


def test_every_fact_of_the_article_is_found_in_its_record(store: Store) -> None:
    index = index_of(store)
    for fact in FACTS:
        hits = [hit for group in groups(store, index, fact.typed, NOW, TR) for hit in group.hits]
        ids = {hit.id for hit in hits if hit.kind == fact.kind}
        assert fact.where.id in ids if fact.where.id else ids, fact


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "qqqqq",
        "没有这回事吧",
        "9999-0001",
        "0042",
        "2026-0042",
        "[a-z]+",
        "(((",
        "\\",
        "*",
        "昨天明天后天",
    ],
)
def test_what_is_nowhere_finds_nothing(store: Store, typed: str) -> None:
    assert titles(store, typed) == []


QUERIES = st.text(st.sampled_from("abdeilmnxyz理发邮电园银发服务日0123 -#'"), min_size=1, max_size=6)


@pytest.fixture(scope="module")
def both_ways(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[SearchIndex, SearchIndex]]:
    """The model community, prepared for letters and not."""
    store = open_store(tmp_path_factory.mktemp("both") / "data", now=lambda: NOW)
    load_demo(store, model_community(), Actor("示例", "test"))
    yield index_of(store), index_of(store, spelt=False)
    store.close()


@given(QUERIES)
def test_what_narrows_a_search_down_leaves_nothing_out(
    both_ways: tuple[SearchIndex, SearchIndex], typed: str
) -> None:
    fast, plain = (index.find(typed, NOW).found for index in both_ways)
    assert {table: one.total for table, one in fast.items()} == {
        table: one.total for table, one in plain.items()
    }


def test_the_record_of_a_number_stands_before_others_that_have_the_digits(store: Store) -> None:
    assert titles(store, "2")[0].startswith("wish 2026-0002")


def test_a_name_in_full_stands_before_longer_ones_and_mentions(store: Store) -> None:
    desk = Desk(store, STAFF)
    desk.wishes.record({"title": "路灯旁的长椅坏了"})
    desk.wishes.record({"title": "路灯"})
    desk.wishes.record({"title": "楼道", "detail": "路灯也不亮"})
    wishes = next(group for group in found(store, "路灯") if group.kind == "wish")
    assert [hit.title[10:] for hit in wishes.hits] == ["路灯", "路灯旁的长椅坏了", "楼道"]
    assert wishes.hits[-1].match == "路灯也不亮"


def test_a_telephone_is_found_by_its_end_and_by_the_staff_alone(open_as: Open) -> None:
    desk = Desk(open_as("staff"), STAFF)
    wish = desk.wishes.record({"title": "楼道灯", "resident": "周桂芳", "phone": "0311-8613 5678"})
    name = f"wish {wish['number']} 楼道灯"
    for typed in ("5678", "86135678", "613567"):
        assert titles(open_as("staff"), typed) == [name]
        for role in ("recorder", "viewer"):
            assert titles(open_as(role), typed, phones=False) == []
    for typed in ("678", "567", "0311", "8613"):  # neither the last four nor more
        assert titles(open_as("staff"), typed) == []


def test_the_index_is_kept_up_by_commits(store: Store) -> None:
    desk, index = Desk(store, STAFF), index_of(store)
    store.subscribe(index.follow)

    def now_found(typed: str) -> list[str]:
        return [hit.title for group in groups(store, index, typed, NOW, TR) for hit in group.hits]

    wish = desk.wishes.record({"title": "晾衣绳断了"})
    name = f"{wish['number']} 晾衣绳断了"
    assert now_found("晾衣绳") == now_found("lysdl") == [name]
    desk.wishes.edit(wish["id"], {"title": "健身器材松了"})
    assert now_found("晾衣绳") == now_found("lysdl") == []
    assert now_found("健身器") == now_found("jsqc") == [f"{wish['number']} 健身器材松了"]
    desk.history.undo()
    desk.history.undo()
    assert now_found("晾衣绳") == now_found("健身器") == []
    desk.history.redo()
    assert now_found("lysdl") == [name]
    # who is known by another's name follows it
    assert "家电维修" in now_found("夕阳维修队")
    desk.teams.edit(2, {"name": "朝阳修理队"})
    assert "家电维修" not in now_found("夕阳维修队")
    assert {"朝阳修理队", "家电维修"} <= set(now_found("朝阳修理队"))
    assert now_found("朝阳修理") == now_found("zhaoyangxiuli")


def test_what_is_committed_while_the_index_is_made_is_found_too(store: Store) -> None:
    desk, index = Desk(store, STAFF), SearchIndex(store, TR, phones=True)
    store.subscribe(index.follow)
    assert index.step(0.0)
    wish = desk.wishes.record({"title": "晾衣绳断了"})
    desk.wishes.edit(wish["id"], {"title": "井盖响"})
    desk.wishes.record({"title": "扶手松动"})
    index.build()
    assert not index.find("晾衣绳", NOW).found
    assert index.find("井盖", NOW).total == index.find("jg", NOW).found["wishes"].total == 1
    assert index.find("扶手", NOW).total >= 1


# ---- what is masked


def _masked_changes() -> list[tuple[str, dict[str, Any], dict[str, Any]]]:
    """Fields that a viewer does not see, before and after; what they do see stays the same."""
    return [
        ("phone", {"phone": "13812345678"}, {"phone": "15998760000"}),
        ("address", {"address": "3号楼2单元501"}, {"address": "3号楼1单元102"}),
        ("resident", {"resident": "周桂芳"}, {"resident": "周建国"}),
    ]


@pytest.mark.parametrize(("field", "before", "after"), _masked_changes())
def test_a_viewers_search_tells_nothing_of_what_is_masked(
    open_as: Open, field: str, before: dict[str, Any], after: dict[str, Any]
) -> None:
    desk = Desk(open_as("staff"), STAFF)
    wish = desk.wishes.record({"title": "楼道灯不亮", "compound": 2, **before})
    values = (*before.values(), *after.values())
    queries = {
        piece
        for value in values
        for start in range(len(value))
        for piece in (
            value[start:],
            value[start : start + 1],
            value[start : start + 2],
            value[start : start + 4],
        )
    } | {
        "zgf",
        "zjg",
        "zhouguifang",
        "guifang",
        "jianguo",
        "gf",
        "jg",
        "501",
        "102",
        "5678",
        "0000",
        "周贵芳",
    }

    def answers(role: Role) -> dict[str, list[str]]:
        store = open_as(role)
        index = index_of(store, phones=role == "staff")
        return {q: [hit.title for g in groups(store, index, q, NOW, TR) for hit in g.hits] for q in queries}

    was, staff_was = answers("viewer"), answers("staff")
    desk.wishes.edit(wish["id"], after)
    assert answers("viewer") == was, field
    assert answers("staff") != staff_was  # to them it makes a difference


def test_what_is_hidden_from_a_role_is_not_found_by_it(open_as: Open) -> None:
    for role in ("recorder", "viewer"):
        kinds = {
            group.kind for typed in ("示例", "茶城", "赡养", "独居") for group in found(open_as(role), typed)
        }
        assert not kinds & {"household", "visit", "mediation"}


def test_what_texts_a_kind_has_is_said_by_its_declaration() -> None:
    assert set(registry.tables()) - set(searched()) == {"hours", "exports", "identities"}
