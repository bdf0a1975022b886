"""Names of residents for those who need not know them: the surname and 某, as newspapers do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from typing import Final, NamedTuple

from tui.rules.privacy.signs import plain

NOBODY: Final = "某某"
# The surnames of more than one character, and those of one that nearly everybody has (Ministry of Public
# Security, 2020: the first 400 or so).
_DOUBLE: Final = frozenset(
    [
        "欧阳",
        "太史",
        "端木",
        "上官",
        "司马",
        "东方",
        "独孤",
        "南宫",
        "万俟",
        "闻人",
        "夏侯",
        "诸葛",
        "尉迟",
        "公羊",
        "赫连",
        "澹台",
        "皇甫",
        "宗政",
        "濮阳",
        "公冶",
        "太叔",
        "申屠",
        "公孙",
        "慕容",
        "仲孙",
        "钟离",
        "长孙",
        "宇文",
        "司徒",
        "鲜于",
        "司空",
        "闾丘",
        "子车",
        "亓官",
        "司寇",
        "巫马",
        "公西",
        "颛孙",
        "壤驷",
        "公良",
        "漆雕",
        "乐正",
        "宰父",
        "谷梁",
        "拓跋",
        "夹谷",
        "轩辕",
        "令狐",
        "段干",
        "百里",
        "呼延",
        "东郭",
        "南门",
        "羊舌",
        "微生",
        "梁丘",
        "左丘",
        "西门",
        "第五",
        "南荣",
        "东里",
        "即墨",
        "达奚",
        "纳兰",
        "那拉",
        "叶赫",
        "爱新觉罗",
        "完颜",
        "耶律",
    ]
)
_SINGLE: Final = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭萧肖蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎闫薛尹段雷黎史龙陶贺顾毛郝龚邵万钱"
    "严覃武戚莫孔向汤常温康施牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧阳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆"
    "农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满"
    "闻厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉"
    "冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由"
)
# What a Chinese surname begins with.
SURNAMES_BEGIN: Final = frozenset(_SINGLE) | {name[0] for name in _DOUBLE}
_CALLED: Final = "老小阿大"
_MARK: Final = re.compile(r"[（(](?:示例|example)[）)]\s*\Z")
_BETWEEN: Final = re.compile(
    r"(\s*(?:[、,，;；/]|(?<=[一-龥]{2})\s+(?=[一-龥]{2})|(?<=[一-龥]{2})[和与及](?=[一-龥]{2}))\s*)"
)
# Who is nobody in particular.
_ANYBODY: Final = re.compile(
    r"匿名|(?:独居|高龄|老年|空巢|残疾|低保|困难|热心|匿名|部分|多名|多位|全体|某)?(?:居民|住户|业主|群众|老人|家庭|家长|商户|租户|市民|党员)(?:代表)?[甲乙丙丁戊己庚辛壬癸]?"
)
_DOT: Final = re.compile("[·•‧・･∙⋅.．]")
_WORDS: Final = re.compile(rf"(?:{_DOT.pattern}|[\s\-－])+")
_HAN: Final = re.compile(r"[一-龥㐀-䶿]")
# As nearly all names are: one person's, and nothing beside it.
_USUAL: Final = re.compile(r"[一-龥]{2,4}")
# Longer runs are no personal names of one surname: those that are, begin with one of two characters.
_LONGEST: Final = 4
# A shorter name of other letters is a part of many words.
_LEAST_FOREIGN: Final = 5
# What begins as a name does and is a body, a place, a trade.
_NO_PERSON: Final = re.compile(
    r"..+[部队室站办处组局委司所店校厅户]|.*(?:委会|委员会|支部|社区|小区|物业|工会|协会|学会|商会|联盟|联合会|同志|单位|银行|医院|学院|公园)|党委|团委|妇联|全体|全楼"
)
# Longer texts are no names: no field takes so many characters.
_FIELD: Final = 300


def begins_with_surname(text: str) -> bool:
    """Whether `text` begins as a Chinese name does."""
    return text[:1] in _SINGLE or text[:2] in _DOUBLE or text[:4] in _DOUBLE


def surname_only(names: str) -> str:
    """One or several names as surname and 某 (王某、欧阳某); 某某 where no surname can be told.

    Who is nobody in particular (居民甲, 匿名) stays, and so does the mark of an example.
    """
    text = names.strip()
    if not text:
        return ""
    if len(text) > _FIELD:
        return NOBODY
    return "".join(part if at % 2 else _one(part) for at, part in enumerate(_BETWEEN.split(text)))


def _one(name: str) -> str:
    mark = _MARK.search(name)
    own = name[: mark.start()] if mark else name
    said = mark[0] if mark else ""
    characters = "".join(_HAN.findall(own))
    if characters and _ANYBODY.fullmatch(own.strip()):
        return name
    if len(characters) > 1 and characters[0] in _CALLED:
        characters = characters[1:]
    if characters == own.strip() and len(characters) > _LONGEST and not characters.startswith(tuple(_DOUBLE)):
        return NOBODY + said
    for length in (4, 2):
        if characters[:length] in _DOUBLE:
            return f"{characters[:length]}某{said}"
    foreign = not _HAN.match(own.strip()) or "·" in plain(own) or "•" in own or "‧" in own
    return (NOBODY if foreign or characters[:1] not in _SINGLE else f"{characters[0]}某") + said


class NameMark(NamedTuple):
    """Enough to know a name where it stands in a text, without holding it.

    Its first character, its length without spaces, a keyed hash of it, and how it is shown.
    """

    first: str
    length: int
    hash: str
    shown: str


def hash_of(name: str, key: bytes) -> str:
    """The keyed hash of a name, by which it is known without being held."""
    return blake2b(name.encode(errors="replace"), digest_size=8, key=key).hexdigest()


def marks(names: str, key: bytes) -> tuple[NameMark, ...]:
    """The marks of the names in a field; one letter alone, or nobody in particular, has none."""
    if _USUAL.fullmatch(names):
        return () if _ANYBODY.fullmatch(names) else (_mark(names, key),)
    found = []
    for at, part in enumerate(_BETWEEN.split(names.strip()[:_FIELD])):
        own = closed(_MARK.sub("", part))
        if at % 2 or len(own) < 2 or _ANYBODY.fullmatch(own):
            continue
        bare = re.match(r"[一-龥㐀-䶿·•‧]+", own)
        own = bare[0] if bare and len(bare[0]) > 1 else own
        found.append(NameMark(own[0], len(own), hash_of(own, key), surname_only(own)))
        found.extend(NameMark(one[0], len(one), hash_of(one, key), NOBODY) for one in _pieces(part))
    return tuple(dict.fromkeys(found))


def looked_for(names: str, key: bytes) -> tuple[NameMark, ...]:
    """The marks of the names in a field that are to be known in texts about somebody else, too.

    What begins with no surname, or is an office or a group, is no person; a short word of other letters is a part
    of many others.
    """
    if _USUAL.fullmatch(names):
        somebody = _may_be_somebody(names) and not _ANYBODY.fullmatch(names)
        return (_mark(names, key),) if somebody else ()
    found = []
    for own in persons(names):
        found.append(NameMark(own[0], len(own), hash_of(own, key), surname_only(own)))
        if _DOT.search(own) and len(whole := _DOT.sub("", own)) >= _LEAST_FOREIGN:
            found.append(NameMark(whole[0], len(whole), hash_of(whole, key), NOBODY))
    return tuple(dict.fromkeys(found))


def persons(names: str) -> list[str]:
    """The names of persons in a field, as they are compared: those that `looked_for` marks."""
    found = []
    for at, part in enumerate(_BETWEEN.split(names.strip()[:_FIELD])):
        own = closed(_MARK.sub("", part))
        if at % 2 or len(own) < 2 or _ANYBODY.fullmatch(own):
            continue
        if _HAN.match(own) and not _DOT.search(own):
            bare = re.match(r"[一-龥㐀-䶿]+", own)
            own = bare[0] if bare else own
            if not _may_be_somebody(own):
                continue
        elif len(own) < _LEAST_FOREIGN:
            continue
        found.append(own)
    return found


def _may_be_somebody(name: str) -> bool:
    """Whether a name in Han characters alone can be that of a person."""
    return begins_with_surname(name) and 1 < len(name) <= _LONGEST and not _NO_PERSON.fullmatch(name)


def _mark(name: str, key: bytes) -> NameMark:
    """The mark of a name in Han characters."""
    return NameMark(name[0], len(name), hash_of(name, key), _one(name))


def _pieces(name: str) -> Iterator[str]:
    """The parts of a name of several words by which people are called, and the name without what is between."""
    words = [closed(word) for word in _WORDS.split(_MARK.sub("", name).strip()) if word]
    if len(words) < 2 or (_HAN.match(words[0]) and not _DOT.search(name)):
        return
    yield "".join(words)
    # A short word of Latin letters (Li, van) is a part of many others.
    yield from (word for word in words if len(word) >= (2 if _HAN.match(word) else 4))


def unnamed(text: str, known: Iterable[NameMark], key: bytes) -> str:
    """`text` with the names that `known` marks shown as they may be; spaces within a name do not count."""
    for mark in known:
        if mark.first in text or (not _HAN.match(mark.first) and mark.first in text.casefold()):
            text = _without(text, mark, key)
    return text


def _without(text: str, mark: NameMark, key: bytes) -> str:
    closed, at = compared(text)
    out, done, start = [], 0, closed.find(mark.first)
    while start >= 0:
        end = start + mark.length
        if end <= len(closed) and hash_of(closed[start:end], key) == mark.hash:
            out += [text[done : at[start]], mark.shown]
            done = at[end - 1] + 1
        else:
            end = start + 1
        start = closed.find(mark.first, end)
    return "".join([*out, text[done:]])


def compared(text: str) -> tuple[str, Sequence[int]]:
    """A text as names are looked for in it, without spaces and in lower case; and where each character stands in `text`.

    Where a character is two in lower case, spaces stay.
    """
    own = "".join(text.split())
    lower = own.casefold()
    if len(lower) != len(own):
        return text, range(len(text))
    if len(own) == len(text):
        return lower, range(len(text))
    return lower, [place for place, character in enumerate(text) if not character.isspace()]


def closed(name: str) -> str:
    """A name as it is compared: in plain characters, without spaces, in lower case."""
    return "".join(plain(name).split()).casefold()
