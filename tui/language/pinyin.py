"""The pinyin of Chinese characters, and the readings that a character has only as a surname.

Pinyin is without tones; ü is typed `v`, `u` or, as in passports, `yu`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from tui.language.folding import simplified

# Common surnames whose character also has rare readings (王 is also yu, but not as a surname).
_COMMON: Final = (
    "王 wang 吴 wu 朱 zhu 许 xu 冯 feng 邓 deng 彭 peng 董 dong 潘 pan 蔡 cai 余 yu 于 yu 杜 du 叶 ye "
    "丁 ding 姚 yao 陆 lu 汪 wang 夏 xia 方 fang 白 bai 陶 tao 郝 hao 万 wan 莫 mo 汤 tang 施 shi 齐 qi "
    "倪 ni 庄 zhuang 殷 yin 詹 zhan 焦 jiao 甘 gan 祝 zhu 包 bao 柴 chai 温 wen 阮 ruan 舒 shu 裴 pei 游 you "
    "涂 tu 邢 xing 路 lu 尚 shang 童 tong 霍 huo 房 fang 戚 qi 鞠 ju 古 gu 蓝 lan 景 jing 嵇 ji 屈 qu "
    "卜 bu 祁 qi 占 zhan 冷 leng 艾 ai 蒲 pu 强 qiang 谷 gu 冉 ran 甄 zhen 池 chi 冒 mao 隋 sui 明 ming "
    "平 ping 和 he 从 cong "
)
# Surnames with readings of their own, the usual one first; only those are matched.
SURNAMES: Final[Mapping[str, tuple[str, ...]]] = {
    **{char: (sound,) for char, sound in zip(_COMMON.split()[::2], _COMMON.split()[1::2], strict=True)}, "吕": ("lv", "lu", "lyu"),
    "单": ("shan",), "解": ("xie",), "曾": ("zeng",), "仇": ("qiu",), "区": ("ou",), "查": ("zha",), "朴": ("piao",),
    "乐": ("yue",), "盖": ("ge", "gai"), "任": ("ren",), "华": ("hua",), "秘": ("bi",), "缪": ("miao",), "员": ("yun",),
    "冼": ("xian",), "覃": ("qin", "tan", "xun"), "谌": ("chen", "shen"), "翟": ("zhai", "di"), "贾": ("jia",), "折": ("she", "zhe"),
    "重": ("chong",), "种": ("chong",), "黑": ("he", "hei"), "那": ("na",), "尹": ("yin",), "应": ("ying",), "纪": ("ji",),
    "宁": ("ning",), "葛": ("ge",), "逄": ("pang",), "瞿": ("qu",), "隗": ("wei", "kui"), "牟": ("mu", "mou"), "阚": ("kan",),
    "繁": ("po",), "褚": ("chu",), "臧": ("zang",), "洗": ("xian",), "召": ("shao", "zhao"), "祭": ("zhai",), "过": ("guo",),
    "哈": ("ha",), "乜": ("nie",), "句": ("gou",), "适": ("kuo", "shi"), "柏": ("bai",), "车": ("che",), "石": ("shi",),
    "沈": ("shen",), "郇": ("xun", "huan"), "呙": ("guo",), "幺": ("yao",), "曲": ("qu",), "都": ("du",), "长": ("zhang",),
    "东方": ("dong", "fang"), "尉迟": ("yu", "chi"), "万俟": ("mo", "qi"), "单于": ("chan", "yu"), "长孙": ("zhang", "sun"), "澹台": ("tan", "tai"),
    "令狐": ("ling", "hu"), "宇文": ("yu", "wen"), "夏侯": ("xia", "hou"), "皇甫": ("huang", "fu"), "尉": ("wei", "yu"),
    "佴": ("nai",), "郗": ("xi", "chi"), "隽": ("juan", "jun"), "宓": ("mi", "fu"), "莘": ("shen", "xin"), "能": ("nai",), "行": ("xing",),
    "藏": ("zang",), "盛": ("sheng",), "阙": ("que",), "干": ("gan",), "无": ("wu",), "术": ("zhu",), "角": ("jue",), "晟": ("cheng", "sheng"),
    "睢": ("sui",), "燕": ("yan",), "仉": ("zhang",), "眭": ("sui",), "殳": ("shu",), "佘": ("she",), "厍": ("she",), "訾": ("zi",), "晁": ("chao",),
    "度": ("duo", "du"), "相": ("xiang",), "省": ("sheng",), "令": ("ling",), "率": ("shuai",), "会": ("gui",), "卒": ("zu",),
    "诸葛": ("zhu", "ge"), "鲜于": ("xian", "yu"), "淳于": ("chun", "yu"), "乐正": ("yue", "zheng"), "亓官": ("qi", "guan"), "申屠": ("shen", "tu"),
    "拓跋": ("tuo", "ba"), "宰父": ("zai", "fu"), "段干": ("duan", "gan"), "谷梁": ("gu", "liang"), "夹谷": ("jia", "gu"), "相里": ("xiang", "li"),
    "呼延": ("hu", "yan"), "公冶": ("gong", "ye"), "钟离": ("zhong", "li"), "叶赫": ("ye", "he"), "那拉": ("na", "la"),
}  # fmt: skip


def surname_length(name: str) -> int:
    """How many characters of a person's simplified name are a surname of two: 2, or 1 if it is not one of those."""
    return 2 if len(name) > 2 and name[:2] in SURNAMES else 1


@lru_cache(maxsize=4096)
def readings(char: str) -> frozenset[str]:
    """The pinyin of a Chinese character; empty for other characters.

    A traditional character also has the readings of its simplified form: 査 is a surname as 查 is.
    """
    found: set[str] = set()
    for one in {char, simplified(char)}:
        found.update(_plain(sound) for sound in pinyin_table().get(ord(one), "").split(","))
    return frozenset(way for sound in found if sound for way in typed_ways(sound))


def typed_ways(sound: str) -> tuple[str, ...]:
    """How a syllable with `v` for ü is typed: nv, nu, nyu."""
    return (sound, sound.replace("v", "u"), sound.replace("v", "yu")) if "v" in sound else (sound,)


def _plain(sound: str) -> str:
    return "".join("v" if part == "u\u0308" else part[0] for part in _letters(sound))


def _letters(sound: str) -> list[str]:
    """The letters of a syllable, with their dots and without the tone."""
    letters: list[str] = []
    for char in unicodedata.normalize("NFD", sound):
        if char == "\u0308" and letters:
            letters[-1] += char
        elif not unicodedata.combining(char):
            letters.append(char)
    return letters


def without_tones(text: str) -> str:
    """Pinyin as it is printed, as it is typed: `lǚ zhāng` -> `lv zhang`. Other text is unchanged."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFD", text)
    if not any("a" <= char <= "z" for char in decomposed):
        return text
    return unicodedata.normalize(
        "NFC",
        "".join(
            "v" if part == "u\u0308" else part[0] if part[0].isascii() else part
            for part in _parts(decomposed)
        ),
    )


def _parts(decomposed: str) -> list[str]:
    """Each character with the marks on it; of those on a `u` only the dots."""
    parts: list[str] = []
    for char in decomposed:
        if not unicodedata.combining(char) or not parts:
            parts.append(char)
        elif not parts[-1][0].isascii() or (char == "\u0308" and parts[-1] == "u"):
            parts[-1] += char
    return parts


@lru_cache(maxsize=1)
def pinyin_table() -> dict[int, str]:
    """Code point -> its readings with tone marks, separated by commas, the usual one first, without tones at the
    end those as a surname; for all Chinese characters, rare ones of names among them.

    Only pypinyin's table of single characters is imported: the whole package also loads phrases and word
    segmentation, which takes some 150 ms.
    """
    from importlib import util  # only where Chinese is filtered by letters
    from pathlib import Path

    package = util.find_spec("pypinyin")
    table: dict[int, str] | None = None
    if package is not None and package.origin is not None:
        spec = util.spec_from_file_location(
            "tui._pinyin_table", Path(package.origin).with_name("pinyin_dict.py")
        )
        if spec is not None and spec.loader is not None:
            module = util.module_from_spec(spec)
            spec.loader.exec_module(module)
            table = module.pinyin_dict
    if table is None:
        from pypinyin.pinyin_dict import pinyin_dict

        table = pinyin_dict
    found = {code: table[code] for code in table if code >= 0x3400 or code == 0x3007}
    for name, ways in SURNAMES.items():
        for char, sounds in zip(name, [ways] if len(name) == 1 else [(way,) for way in ways], strict=True):
            found[ord(char)] = ",".join((found[ord(char)], *sounds))
    return found
