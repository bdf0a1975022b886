"""Names by Chinese text, pinyin and initials; surnames' own readings, mixed-up sounds, slips, several that fit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.capture.lines.vocabulary import STANDARD
from tui.capture.names.name_index import PART, WHOLE
from tui.capture.names.names import NamedEntity, NameKind, Names
from tui.capture.names.spelling import one_edit_apart, spellings
from tui.language.pinyin import SURNAMES

PERSON: tuple[NameKind, ...] = ("person",)
ANY: tuple[NameKind, ...] = ("person", "place", "team", "partner", "party", "service", "category")
HELPERS: tuple[NameKind, ...] = ("team", "partner", "party", "person")
PEOPLE = (
    "闫爱民", "张秀英", "张秀兰", "李淑芬", "王桂兰", "刘建国", "陈志强", "杨玉梅", "赵国庆", "欧阳修文", "单雄信", "曾国强", "诸葛明", "尉迟恭",
    "万俟青", "令狐冲", "上官婉儿", "司马光", "王乐", "张行", "周朝", "杨柏", "吕秀莲",
)  # fmt: skip
TEAMS = ("银发爱心义剪队", "夕阳维修队", "绿色环保服务队", "爱心互助服务队", "治安巡防服务队")


def people(*names: str) -> Names:
    """Those people, numbered from 1."""
    return Names(NamedEntity("person", at, name) for at, name in enumerate(names, 1))


def found(names: Names, said: str, kinds: tuple[NameKind, ...] = PERSON) -> str | list[str] | None:
    """The one that is meant, the several that may be, or None."""
    match = names.find(said, kinds)
    return match.known.name if match.known else [known.name for known in match.candidates] or None


COMMUNITY = Names(
    [*(NamedEntity("person", at, name) for at, name in enumerate(PEOPLE, 1)), *(NamedEntity("team", at, name) for at, name in enumerate(TEAMS, 1)),
     NamedEntity("partner", 1, "物业公司"), NamedEntity("place", 1, "3302（南院）"), NamedEntity("place", None, "A座会议室"), *STANDARD]
)  # fmt: skip


@pytest.mark.parametrize(
    ("said", "name"),
    [
        # by Chinese text
        ("闫爱民", "闫爱民"), ("闫", "闫爱民"), ("爱民", "闫爱民"), ("民", "闫爱民"), ("闫民", "闫爱民"), ("张秀", ["张秀英", "张秀兰"]), ("张", ["张秀英", "张秀兰", "张行"]),
        # by pinyin, whole, begun, from the given name on
        ("yanaimin", "闫爱民"), ("YanAiMin", "闫爱民"), ("ｙａｎａｉｍｉｎ", "闫爱民"), ("yana", "闫爱民"), ("aimin", "闫爱民"), ("zhangxiu", ["张秀英", "张秀兰"]),
        ("zhangxiuy", "张秀英"), ("shufen", "李淑芬"), ("liushi", None),
        # by initials
        ("yam", "闫爱民"), ("YAM", "闫爱民"), ("am", "闫爱民"), ("zx", "张行"), ("zxy", "张秀英"), ("zgq", ["赵国庆", "曾国强"]),
        # both mixed
        ("闫aimin", "闫爱民"), ("张xiuying", "张秀英"), ("张xy", "张秀英"),
        # compound surnames
        ("欧阳", "欧阳修文"), ("ouyang", "欧阳修文"), ("oyxw", "欧阳修文"), ("ouyangxiuwen", "欧阳修文"), ("zgm", "诸葛明"), ("zhugeming", "诸葛明"),
        ("yuchigong", "尉迟恭"), ("ycg", "尉迟恭"), ("weichigong", "尉迟恭"), ("moqiqing", "万俟青"), ("mqq", "万俟青"), ("linghuchong", "令狐冲"), ("lhc", "令狐冲"),
        ("sgwe", "上官婉儿"), ("shangguanwaner", "上官婉儿"), ("simaguang", "司马光"), ("smg", "司马光"),
        # surnames as they are read
        ("shanxiongxin", "单雄信"), ("sxx", "单雄信"), ("danxiongxin", "单雄信"), ("zengguoqiang", "曾国强"), ("cengguoqing", None), ("lvxiulian", "吕秀莲"), ("luxiulian", "吕秀莲"),
        # given names that are read in several ways
        ("wangle", "王乐"), ("wangyue", "王乐"), ("wl", "王乐"), ("wy", "王乐"), ("zhangxing", "张行"), ("zhanghang", "张行"), ("zhouchao", "周朝"), ("zhouzhao", "周朝"),
        ("yangbai", "杨柏"), ("yangbo", "杨柏"),
        # characters that sound alike, to a southern ear too
        ("严爱民", "闫爱民"), ("闫爱敏", "闫爱民"), ("杨玉美", "杨玉梅"), ("陈自强", "陈志强"), ("成志强", "陈志强"), ("张秀银", "张秀英"), ("李书芬", "李淑芬"), ("刘建果", "刘建国"),
        ("zangxiuying", "张秀英"), ("zhangxiuyin", "张秀英"), ("zangxiuyin", "张秀英"), ("cenziqiang", "陈志强"), ("chengzhiqiang", "陈志强"), ("lisufen", "李淑芬"),
        # one letter too many, too few, another, two swapped
        ("yanaimn", "闫爱民"), ("yanaiming", "闫爱民"), ("yamaimin", "闫爱民"), ("ynaaimin", "闫爱民"), ("zhaoguoqign", "赵国庆"), ("liujianguoo", "刘建国"),
        # another character, another person
        ("闫爱玲", None), ("李秀芬", None), ("王大妈", None), ("张秀芳", None), ("qwertyuiop", None), ("x", None), ("爱", ["闫爱民"]),
    ],
)  # fmt: skip
def test_who_is_meant(said: str, name: str | list[str] | None) -> None:
    expected = name[0] if isinstance(name, list) and len(name) == 1 else name
    assert found(COMMUNITY, said) == expected


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("义剪队", "银发爱心义剪队"), ("义剪", "银发爱心义剪队"), ("yfaxyjd", "银发爱心义剪队"), ("yjd", "银发爱心义剪队"), ("银发义剪队", "银发爱心义剪队"), ("yinfa", "银发爱心义剪队"),
        ("银发爱心义减队", "银发爱心义剪队"), ("银发爱心一剪队", "银发爱心义剪队"), ("银发爱心剪队", "银发爱心义剪队"), ("夕阳修理队", None), ("xywxd", "夕阳维修队"), ("xiyangweixiudui", "夕阳维修队"),
        ("服务队", ["绿色环保服务队", "爱心互助服务队", "治安巡防服务队"]), ("环保", "绿色环保服务队"), ("爱心", "爱心互助服务队"), ("lvse", "绿色环保服务队"), ("luse", "绿色环保服务队"),
        ("物业", "物业公司"), ("wy", "物业公司"), ("wygs", "物业公司"), ("物业公司", "物业公司"), ("居委", "居委会"), ("jwh", "居委会"),
    ],
)  # fmt: skip
def test_who_sees_to_it(said: str, name: str | list[str] | None) -> None:
    assert found(COMMUNITY, said, ("team", "partner", "party")) == name


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("3302", "3302（南院）"),
        ("南院", "3302（南院）"),
        ("a座", "A座会议室"),
        ("会议室", "A座会议室"),
        ("ａ座会议室", "A座会议室"),
    ],
)
def test_places(said: str, name: str) -> None:
    assert found(COMMUNITY, said, ("place",)) == name


@pytest.mark.parametrize("surname", [char for char in SURNAMES if len(char) == 1])
def test_a_surname_is_read_as_a_surname(surname: str) -> None:
    names = people(f"{surname}玉芳")
    assert SURNAMES[surname]
    for sound in SURNAMES[surname]:
        assert names.find(f"{sound}yufang", PERSON, WHOLE).state == "resolved"
        assert names.find(f"{sound[0]}yf", PERSON, WHOLE).state == "resolved"


@pytest.mark.parametrize(
    ("name", "not_read"), [("单玉芳", "danyufang"), ("解玉芳", "jieyufang"), ("查玉芳", "chayufang"), ("仇玉芳", "chouyufang"), ("区玉芳", "quyufang"),
                           ("王玉芳", "yuyufang"), ("朱玉芳", "shuyufang"), ("叶玉芳", "xieyufang"), ("朴玉芳", "puyufang"), ("乐玉芳", "leyufang")],
)  # fmt: skip
def test_and_not_as_the_character_is_else(name: str, not_read: str) -> None:
    assert people(name).find(not_read, PERSON, PART).state == "unknown"
    # What is no person has no surname.
    assert Names([NamedEntity("place", 1, name)]).find(not_read, ("place",), PART).state == "resolved"


def test_a_compound_surname_may_be_a_single_one() -> None:
    names = people("单于兰")
    assert {found(names, said) for said in ("chanyulan", "shanyulan", "cyl", "syl")} == {"单于兰"}


def test_rare_readings_of_surnames_do_not_stand_in_the_way() -> None:
    assert found(people("王秀英", "杨秀英"), "yxy") == "杨秀英"


def test_two_of_one_name_are_asked_about() -> None:
    match = people("张秀英", "李淑芬", "张秀英").find("张秀英", PERSON)
    assert (match.state, [known.id for known in match.candidates]) == ("ambiguous", [1, 3])


def test_of_two_that_a_slip_may_mean_none_is_taken() -> None:
    assert found(people("张秀英", "张秀鹰"), "张秀应") is None
    assert found(people("王国强", "王国墙"), "wangguoqiag") is None
    assert found(people("王国强", "李国墙"), "wangguoqiag") == "王国强"


def test_the_better_fit_wins() -> None:
    names = people("李民", "李民生", "王李民")
    assert found(names, "李民") == "李民"
    assert found(names, "李民s") == "李民生"
    assert found(names, "lm") == "李民"
    assert found(names, "王") == "王李民"
    # The name itself counts before what only sounds like it.
    assert found(people("张秀英", "张绣英"), "张绣英") == "张绣英"


def test_an_organisation_in_several_lists_is_one() -> None:
    names = Names(
        [
            NamedEntity("party", "property", "物业公司"),
            NamedEntity("partner", 4, "物业公司"),
            NamedEntity("team", 9, "物业公司"),
        ]
    )
    match = names.find("物业", HELPERS)
    assert match.known == NamedEntity("team", 9, "物业公司")
    assert names.find("物业", ("partner", "party")).known == NamedEntity("partner", 4, "物业公司")


def test_only_the_kinds_asked_for() -> None:
    assert COMMUNITY.find("闫爱民", ("team",)).state == "unknown"
    assert COMMUNITY.find("yam", ("team", "place")).state == "unknown"
    assert COMMUNITY.find("噪音", ("category",)).known is not None


def test_what_is_offered_begins_with_the_best() -> None:
    def completions(typed: str, kinds: tuple[NameKind, ...] = PERSON) -> list[str]:
        return [known.name for known in COMMUNITY.completions(typed, kinds)]

    assert completions("张") == ["张秀英", "张秀兰", "张行"]
    assert completions("zx")[:3] == ["张行", "张秀英", "张秀兰"]
    assert completions("x") == []
    assert completions("") == list(PEOPLE[:8])
    assert completions("yanaimn") == ["闫爱民"]
    assert completions("爱心", ("team",)) == ["爱心互助服务队", "银发爱心义剪队"]
    assert len(COMMUNITY.completions("", ANY, 3)) == 3


def test_the_longest_name_that_a_text_begins_with() -> None:
    names = Names(
        [NamedEntity("person", 1, "李民"), NamedEntity("person", 2, "李民生"), NamedEntity("team", 1, "李")]
    )
    assert names.leading_name("李民生说路灯坏了", PERSON) == (NamedEntity("person", 2, "李民生"), 3)
    assert names.leading_name("李民说路灯坏了", PERSON) == (NamedEntity("person", 1, "李民"), 2)
    assert names.leading_name("李家", ANY) is None
    assert people("李民", "李民").leading_name("李民说", PERSON) is None
    assert sorted(names.mentioned("请李民生和李民来", PERSON)) == [(1, 3), (1, 4), (5, 7)]


def test_names_made_anew_know_what_is_new() -> None:
    before = people("闫爱民")
    assert found(before, "lsf") is None
    assert found(people("闫爱民", "李淑芬"), "lsf") == "李淑芬"
    assert found(before, "lsf") is None


NAMES = st.lists(st.text("王李张单区欧阳秀英兰国强乐行重A1（） ", min_size=1, max_size=5), max_size=12)
SAID = st.one_of(st.text(max_size=12), st.text("王李秀英wangliyxshz'1（\n ", max_size=12))


@given(NAMES, SAID)
def test_looking_up_never_fails(names: list[str], said: str) -> None:
    known = people(*names)
    match = known.find(said, PERSON)
    assert (match.state == "resolved") == (match.known is not None)
    assert (match.state == "ambiguous") == (len(match.candidates) > 1)
    assert len(known.completions(said, PERSON)) <= 8
    leading_name = known.leading_name(said, PERSON)
    assert leading_name is None or leading_name[1] <= len(said)
    assert all(0 <= start < end <= len(said) for start, end in known.mentioned(said, PERSON))


@given(st.lists(st.sampled_from(PEOPLE), min_size=1, unique=True), st.data())
def test_everybody_is_found_by_name_by_pinyin_and_by_initials(names: list[str], data: st.DataObject) -> None:
    known = people(*names)
    name = data.draw(st.sampled_from(names))
    spelt = data.draw(st.sampled_from(spellings(name, person=True)))
    for said in (name, spelt):
        match = known.find(said, PERSON)
        assert name in {one.name for one in (match.known, *match.candidates) if one}
    assert name in {one.name for one in known.completions(name[:1], PERSON, 99)}


@given(st.text("abc", min_size=1, max_size=6), st.text("abc", min_size=1, max_size=6))
def test_one_letter_off(one: str, other: str) -> None:
    near = {one[:at] + one[at + 1 :] for at in range(len(one))}
    near |= {one[:at] + letter + one[at:] for at in range(len(one) + 1) for letter in "abc"}
    near |= {one[:at] + letter + one[at + 1 :] for at in range(len(one)) for letter in "abc"}
    near |= {one[:at] + one[at + 1] + one[at] + one[at + 2 :] for at in range(len(one) - 1)}
    assert one_edit_apart(one, other) == (other in near - {one})
