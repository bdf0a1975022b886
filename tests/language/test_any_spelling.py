"""Names are found by any spelling: pinyin, traditional, variant and full-width characters; and ordered as in print."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.capture.names.called import called
from tui.capture.names.names import NamedEntity, Names
from tui.language.filtering import matches
from tui.language.folding import fold, identity, plain
from tui.language.ordering import person_key
from tui.language.pinyin import SURNAMES


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        # rare characters of names, in every plane
        ("wangyan", "王䶮"), ("wj", "王㛃"), ("ll", "李𬍛"), ("feng", "沣"), ("lin", "𬭸"), ("fu", "𫖯"), ("jue", "𫘝"),
        # surnames with a reading of their own
        ("shan", "单雄"), ("zengg", "曾国"), ("qiuying", "仇英"), ("xiejin", "解缙"), ("zha", "查良"), ("gejiao", "盖叫"), ("ou", "区寄"),
        ("yuchi", "尉迟恭"), ("moqi", "万俟卨"), ("shenlong", "谌龙"), ("zhage", "査哥"), ("ouj", "區寄"),
        # ü
        ("lv", "吕布"), ("lu", "吕布"), ("lyu", "吕布"), ("lü", "吕布"), ("LÜ", "呂布"), ("nyu", "女"), ("lve", "略"), ("lyue", "略"),
        # tones as in print, width, case
        ("zhāng sān", "张三"), ("ｚｈａｎｇ", "张三"), ("ZHANGSAN", "张三"), ("３号楼", "3号楼"), ("3号楼", "３号楼"),
        # traditional and simplified, either way
        ("张丽华", "張麗華"), ("張麗華", "张丽华"), ("台北", "臺北"), ("臺北", "台北"), ("里", "裏"), ("裡", "里"), ("户", "戶"), ("戶", "户"),
        ("維修", "维修队"), ("発", "发"), ("乾净", "干净"), ("干净", "乾淨"), ("李干", "李乾"), ("liqian", "李乾"),
        # variants, radicals for characters, compatibility forms
        ("高峰", "髙峯"), ("髙峯", "高峰"), ("吴", "吳"), ("吳", "呉"), ("昆", "崐"), ("长", "⻓"), ("⼭", "山"), ("金", "⾦"), ("𠮷", "吉"), ("吉", "𠮷"), ("凉", "凉"),
        # syllables and initials mixed, with what people type between them
        ("gejt", "盖建庭"), ("zhangjg", "张建国"), ("zhang jg", "张建国"), ("zhjguo", "张建国"), ("zjianguo", "张建国"), ("lial", "李爱兰"),
        ("ouyxh", "欧阳小华"), ("xiyangwx", "夕阳维修队"), ("chongdz", "充电桩"), ("chagj", "查国建"), ("zhagj", "查国建"), ("quzq", "区志强"),
        # names written with what was once a variant
        ("刘哲", "刘喆"), ("刘喆", "刘哲"), ("赵宁", "赵甯"), ("陈坤", "陈堃"), ("王犇", "王奔"), ("锺书", "钟书"), ("麹义", "麴義"), ("扬", "飏"),
        # points in names, or none
        ("买买提艾力", "買買提·艾力"), ("买买提·艾力", "买买提艾力"), ("mmtal", "买买提·艾力"), ("買買提．艾力", "买买提艾力"),
        ("买买提·艾力", "买买提•艾力"), ("买买提・艾力", "买买提·艾力"),
    ],
)  # fmt: skip
def test_a_text_is_found(typed: str, text: str) -> None:
    assert matches(typed, text)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("张三", "张五"),
        ("zhang", "李四"),
        ("lv", "里"),
        ("峰", "丰"),
        ("坤", "乾"),
        ("zhang", "中安宁高"),
        ("gejt", "葛庭建"),
    ],
)
def test_and_another_is_not(typed: str, text: str) -> None:
    assert not matches(typed, text)


@pytest.mark.parametrize("name", sorted(SURNAMES))
def test_every_surname_is_found_by_its_reading(name: str) -> None:
    readings = SURNAMES[name] if len(name) == 1 else ("".join(SURNAMES[name]),)
    people = Names([NamedEntity("person", 1, f"{name}小芳")])
    for reading in readings:
        assert matches(f"{reading}xiaof", f"{name}小芳")
        assert people.find(f"{reading}xiaofang", ("person",)).known == people.known[0]


@pytest.mark.parametrize(
    "pair",
    [
        "刘喆刘哲",
        "王堃王坤",
        "赵甯赵宁",
        "张昇张升",
        "李犇李奔",
        "陈镕陈熔",
        "锺书钟书",
        "於梅于梅",
        "王乾王干",
        "李皙李晰",
        "周飏周扬",
        "苏甦苏苏",
        "仝刚同刚",
        "何迺何乃",
    ],
)
def test_who_is_found_by_another_s_name_is_not_taken_for_them(pair: str) -> None:
    one, other = pair[: len(pair) // 2], pair[len(pair) // 2 :]
    assert matches(one, other)
    assert identity(one) != identity(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("張麗華", "张丽华"),
        ("髙峯", "高峰"),
        ("ＡＮＮＡ", "anna"),
        ("买买提·艾力", "買買提艾力"),
        ("⽯磊", "石磊"),
        ("劉喆", "刘喆"),
    ],
)
def test_and_one_name_written_in_two_ways_is_one(one: str, other: str) -> None:
    assert identity(one) == identity(other)


@given(st.text())
def test_folding_keeps_the_length_and_is_done_once(text: str) -> None:
    assert len(fold(text)) == len(plain(text))
    assert fold(fold(text)) == fold(text)


def test_who_is_written_as_typed_comes_before_who_only_sounds_or_looks_so() -> None:
    people = Names([NamedEntity("person", 1, "张升"), NamedEntity("person", 2, "张昇")])
    assert [people.find(typed, ("person",)).known for typed in ("张升", "张昇")] == list(people.known)
    assert people.find("張昇", ("person",)).known == people.known[1]
    assert people.find("zhangsheng", ("person",)).state == "ambiguous"


def test_a_name_of_a_command_line_is_found_by_any_spelling() -> None:
    stored = [
        {"id": 1, "name": "單玉芳"},
        {"id": 2, "name": "吕梁"},
        {"id": 3, "name": "王䶮"},
        {"id": 4, "name": "王艳"},
    ]
    for typed, ids in {"单玉芳": [1], "shanyufang": [1], "syf": [1], "呂梁": [2], "lyuliang": [2], "王": [3, 4], "王䶮": [3],
                       "wangyan": [3, 4], "nobody": [], "  ": []}.items():  # fmt: skip
        assert [one["id"] for one in called(stored, typed)] == ids, typed


def test_names_are_ordered_by_pinyin_then_tone_then_strokes() -> None:
    ordered = [
        "Anna", "安妮", "盖叫天", "李白", "李百", "陆游", "吕布", "万俟卨", "区寄", "欧阳修", "仇英", "任我行", "单雄信", "汪一", "王二", "王一",
        "解缙", "䶮一", "尉迟恭", "乐毅", "曾国藩", "查良镛", "张三", "張四",
    ]  # fmt: skip
    mixed = random.Random(1).sample(ordered, len(ordered))
    assert sorted(mixed, key=person_key) == ordered
    # One sound and one tone: 于 3 strokes, 余 7, 俞 9, 鱼 8, 渔 11.
    assert sorted(["渔", "俞", "鱼", "余", "于"], key=person_key) == ["于", "余", "鱼", "俞", "渔"]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("gejt", "盖建庭"), ("zhangjg", "张建国"), ("zhang jg", "张建国"), ("Zhang Jianguo", "张建国"), ("zhang jian guo", "张建国"),
        ("zhjguo", "张建国"), ("zjianguo", "张建国"), ("li'al", "李爱兰"), ("ouyxh", "欧阳小华"), ("xiywx", "夕阳维修队"),
        # a surname in any reading, where one record alone fits
        ("chagj", "查国建"), ("cha guojian", "查国建"), ("zhagj", "查国建"), ("weichi", "尉迟国宝"), ("yuchi", "尉迟国宝"), ("danxy", "单秀英"),
    ],
)  # fmt: skip
def test_one_name_is_meant(typed: str, name: str) -> None:
    people = ["张建国", "盖建庭", "查国建", "尉迟国宝", "欧阳小华", "李爱兰", "单秀英", "区志强"]
    known = Names(
        [
            *(NamedEntity("person", at, one) for at, one in enumerate(people)),
            NamedEntity("team", 1, "夕阳维修队"),
        ]
    )
    found = known.find(typed, ("person", "team")).known
    assert found is not None
    assert found.name == name
    assert known.completions(typed, ("person", "team"))[0] == found


def test_of_two_that_fit_none_is_taken() -> None:
    known = Names(
        [
            NamedEntity("person", 1, "查国建"),
            NamedEntity("person", 2, "柴国建"),
            NamedEntity("person", 3, "查光军"),
        ]
    )
    assert known.find("chagj", ("person",)).state == "ambiguous"


@given(st.text("abcdefghijklmnopqrstuvwxyz' ", max_size=16))
def test_any_letters_can_be_searched_for(letters: str) -> None:
    assert matches(letters, "张建国") in {True, False}
    Names([NamedEntity("person", 1, "查国建")]).find(letters, ("person",))
