"""Pinyin of Chinese names: syllables, initials, readings of surnames, sounds that are easily confused."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import islice, product
from typing import Final

from tui.language.text import readings

Sounds = tuple[frozenset[str], ...]

# Common surnames whose character also has rare readings (王 is also yu, but not as a surname).
_COMMON: Final = (
    "王 wang 吴 wu 朱 zhu 许 xu 冯 feng 邓 deng 彭 peng 董 dong 潘 pan 蔡 cai 余 yu 于 yu 杜 du 叶 ye "
    "丁 ding 姚 yao 陆 lu 汪 wang 夏 xia 方 fang 白 bai 陶 tao 郝 hao 万 wan 莫 mo 汤 tang 施 shi 齐 qi "
    "倪 ni 庄 zhuang 殷 yin 詹 zhan 焦 jiao 甘 gan 祝 zhu 包 bao 柴 chai 温 wen 阮 ruan 舒 shu 裴 pei 游 you "
    "涂 tu 邢 xing 路 lu 尚 shang 童 tong 霍 huo 房 fang 戚 qi 鞠 ju 古 gu 蓝 lan 景 jing 嵇 ji 屈 qu "
    "卜 bu 祁 qi 占 zhan 冷 leng 艾 ai 蒲 pu 强 qiang 谷 gu 冉 ran 甄 zhen 池 chi 冒 mao 隋 sui 明 ming "
    "平 ping 和 he 从 cong "
)
# Surnames with a reading of their own; only that one is matched.
SURNAMES: Final[Mapping[str, tuple[str, ...]]] = {
    **{char: (sound,) for char, sound in zip(_COMMON.split()[::2], _COMMON.split()[1::2], strict=True)}, "吕": ("lv", "lu"),
    "单": ("shan",), "解": ("xie",), "曾": ("zeng",), "仇": ("qiu",), "区": ("ou",), "查": ("zha",), "朴": ("piao",),
    "乐": ("yue",), "盖": ("ge",), "任": ("ren",), "华": ("hua",), "秘": ("bi",), "缪": ("miao",), "员": ("yun",),
    "冼": ("xian",), "覃": ("qin", "tan"), "谌": ("chen", "shen"), "翟": ("zhai",), "贾": ("jia",), "折": ("she",),
    "重": ("chong",), "种": ("chong",), "黑": ("he",), "那": ("na",), "尹": ("yin",), "应": ("ying",), "纪": ("ji",),
    "宁": ("ning",), "葛": ("ge",), "逄": ("pang",), "瞿": ("qu",), "隗": ("wei", "kui"), "牟": ("mu", "mou"), "阚": ("kan",),
    "繁": ("po",), "褚": ("chu",), "臧": ("zang",), "洗": ("xian",), "召": ("shao",), "祭": ("zhai",), "过": ("guo",),
    "哈": ("ha",), "乜": ("nie",), "句": ("gou",), "适": ("kuo",), "柏": ("bai",), "车": ("che",), "石": ("shi",),
    "沈": ("shen",), "郇": ("xun", "huan"), "呙": ("guo",), "幺": ("yao",), "曲": ("qu",), "都": ("du",), "长": ("zhang",),
    "东方": ("dong", "fang"), "尉迟": ("yu", "chi"), "万俟": ("mo", "qi"), "单于": ("chan", "yu"), "长孙": ("zhang", "sun"), "澹台": ("tan", "tai"),
    "令狐": ("ling", "hu"), "宇文": ("yu", "wen"), "夏侯": ("xia", "hou"), "皇甫": ("huang", "fu"), "尉": ("wei", "yu"),
}  # fmt: skip
# zh z, ch c, sh s and final ng n are easily confused.
_FUZZY: Final = re.compile("(?<=[zcs])h|(?<=n)g")
# At most so many readings of one name are indexed.
_MOST_READINGS: Final = 16


@lru_cache(maxsize=8192)
def sounds(name: str, *, person: bool) -> Sounds:
    """The pinyin syllables of each character of a folded name; the surname of a person in its reading as a
    surname.

    A character that is not Chinese is its own sound.
    """
    found = [readings(char) or frozenset((char,)) for char in name]
    if person:
        compound, single = SURNAMES.get(name[:2]), SURNAMES.get(name[:1])
        if compound is not None and len(name) > 2:
            found[:2] = [frozenset((sound,)) for sound in compound]
            if single is not None and len(name) == 3:
                # 单于兰 may be 单于 + 兰 or 单 + 于兰.
                found[0] |= frozenset(single)
        elif single is not None:
            found[0] = frozenset(single)
    return tuple(found)


@lru_cache(maxsize=8192)
def syllables(name: str, *, person: bool) -> tuple[tuple[str, int], ...]:
    """Every reading of every character, with the index of the character."""
    return tuple((sound, at) for at, ways in enumerate(sounds(name, person=person)) for sound in ways)


@lru_cache(maxsize=8192)
def first_keys(name: str, *, person: bool) -> tuple[str, ...]:
    """The first character, and the phonetic keys of its readings."""
    return tuple(dict.fromkeys((name[0], *map(phonetic_key, sounds(name, person=person)[0]))))


@lru_cache(maxsize=8192)
def initials(name: str, *, person: bool) -> tuple[str, ...]:
    """The initials, such as `yam`, of every reading."""
    letters = [sorted({sound[0] for sound in ways}) for ways in sounds(name, person=person)]
    return tuple("".join(way) for way in islice(product(*letters), _MOST_READINGS))


@lru_cache(maxsize=8192)
def spellings(name: str, *, person: bool) -> tuple[str, ...]:
    """The full spelling, such as `yanaimin`, of every reading."""
    return tuple(
        "".join(way) for way in islice(product(*map(sorted, sounds(name, person=person))), _MOST_READINGS)
    )


@lru_cache(maxsize=8192)
def phonetic_spellings(name: str, *, person: bool) -> tuple[str, ...]:
    """The phonetic keys of its spellings."""
    return tuple(dict.fromkeys(map(phonetic_key, spellings(name, person=person))))


@lru_cache(maxsize=8192)
def phonetic_key(sound: str) -> str:
    """A syllable or spelling with the confusable sounds merged: zh z, ch c, sh s, final ng n."""
    return _FUZZY.sub("", sound)


@lru_cache(maxsize=8192)
def phonetic_keys(char: str) -> frozenset[str]:
    """The phonetic keys of a character's readings; empty for a character that is not Chinese."""
    return frozenset(map(phonetic_key, readings(char)))


def one_edit_apart(one: str, other: str) -> bool:
    """Whether one edit turns one into the other: a letter replaced, added, left out, or two swapped."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    a, b = one[start:], other[start:]
    if len(a) == len(b):
        return a[1:] == b[1:] or (len(a) > 1 and a[0] == b[1] and a[1] == b[0] and a[2:] == b[2:])
    return a[1:] == b if len(a) > len(b) else a == b[1:]
