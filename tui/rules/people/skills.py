"""Skills: their synonyms, and the skills that a text or a category calls for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

from tui.language.folding import fold
from tui.language.i18n import N_

# Skill -> its label and its synonyms. Where one synonym is part of another (灶具维修), the text has both skills.
SKILLS: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "haircut": (N_("haircut"), ("理发", "剪发", "义剪", "剪头", "剃头", "理头", "haircut")),
    "repair": (N_("repair"), ("维修", "修理", "修一修", "家电", "电器", "灶具", "灶台", "炉灶", "炉具", "炉子", "燃气灶", "煤气灶", "打不着火", "家具", "方桌", "水管", "水龙头", "漏水", "下水",
                              "堵了", "门锁", "灯泡", "开关", "插座", "repair")),
    "gas": (N_("gas"), ("燃气", "煤气", "液化气", "灶具", "灶台", "炉灶", "炉具", "炉子", "打不着火", "阀门", "软管", "gas")),
    "law": (N_("law"), ("法律", "律师", "维权", "合同", "遗产", "司法", "law")),
    "mediation": (N_("mediation"), ("调解", "纠纷", "矛盾", "吵架", "邻里", "扰民", "噪音", "mediation")),
    "elderly": (N_("looking after the elderly"), ("敬老", "爱老", "养老", "照护", "照料", "助老", "老人", "老年", "独居", "陪伴", "陪诊",
                                     "elderly", "care")),
    "children": (N_("helping children"), ("未成年", "儿童", "孩子", "小学生", "辅导", "作业", "托管", "children")),
    "health": (N_("health"), ("血压", "义诊", "健康", "体检", "医疗", "护理", "health")),
    "patrol": (N_("patrol"), ("巡逻", "巡防", "治安", "防盗", "patrol")),
    "safety": (N_("safety"), ("安全", "消防", "充电", "电动自行车", "电动车", "飞线", "文明", "safety")),
    "green": (N_("environment"), ("环保", "垃圾", "清理", "卫生", "绿化", "环境", "environment")),
    "mind": (N_("counselling"), ("心理", "谈心", "疏导", "counselling")),
    "teaching": (N_("teaching"), ("宣讲", "教学", "讲课", "培训", "教育", "teaching")),
    "culture": (N_("culture"), ("朗诵", "模特", "合唱", "舞蹈", "书法", "文艺", "演出", "culture")),
    "property": (N_("property upkeep"), ("物业", "路面", "大门口", "修路", "路灯", "电梯", "停车", "门禁", "公共设施", "充电桩",
                                         "property")),
}  # fmt: skip

# The skills that the category of a wish calls for; those in its title take precedence.
OF_CATEGORY: Final[Mapping[str, tuple[str, ...]]] = {
    "roads": ("property",),
    "ebikes": ("safety", "property"),
    "waste": ("green",),
    "gas": ("gas",),
    "noise": ("mediation",),
    "repairs": ("repair",),
    "elderly": ("elderly",),
    "children": ("children",),
    "disputes": ("mediation", "law"),
}


@lru_cache(maxsize=4096)
def skills_in(text: str) -> frozenset[str]:
    """The skills that a text mentions."""
    plain = fold(text)
    return frozenset(code for code, (_, words) in SKILLS.items() if any(word in plain for word in words))


def skills_of(texts: Iterable[str]) -> frozenset[str]:
    """The skills that several texts mention: those of a volunteer, the resources of a partner."""
    return frozenset().union(*(skills_in(text) for text in texts))


def same_skill(one: str, other: str) -> bool:
    """Whether two texts name the same skill, by the table of synonyms or literally."""
    return one.strip() == other.strip() or bool(skills_in(one) & skills_in(other))
