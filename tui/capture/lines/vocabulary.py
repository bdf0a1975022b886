"""The vocabulary of the entry line: verbs, signs, urgencies, categories, parties, ratings. Tables to extend."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tui.capture.lines.parsed_line import PartKind, Verb
from tui.capture.names.names import NamedEntity
from tui.kinds.words import Category, Party, Urgency


def _each(table: Mapping[str, str]) -> dict[str, str]:
    return {word: code for code, words in table.items() for word in words.split("|")}


VERBS: Final[Mapping[Verb, str]] = {
    "wish": "心愿|居民心愿|诉求|微心愿|wish",
    "action": "任务|待办|待办事项|行动|行动项|todo|task|action|to-do",
    "session": "服务|场次|便民服务|新服务|新活动|加场|session|service",
    "hours": "工时|时长|服务时长|志愿时长|志愿服务时长|志愿工时|服务工时|记工时|记时长|登记工时|登记时长|hours|hour",
    "visit": "走访|入户|入户走访|探访|看望|探望|入户探访|入户探望|上门走访|家访|走访记录|visit",
    "home": "上门|上门服务|上门需求|预约上门|上门预约|home",
    "rate": "评|评单|评价|评分|打分|rate|rating",
    "present": "到会|出席|参会|签到|到场|present|attendance|attend|attending",
    "decide": "决议|决定|议定|形成决议|decision|decide|decided|resolved|resolution",
    "vote": "表决|投票|表决结果|vote|votes|voting",
    "comment": "备注|备注一下|加备注|评论|批注|comment|remark",
    "signup": "报名|登记报名|帮报名|代报名|sign up|signup",
    "cancel": "取消|cancel",
    "move": "改期|move",
    "remind": "提醒我|提醒|记得提醒我|到时提醒我|提醒一下我|提醒我一下|remind me|reminder|remind",
    "matter": "议题|新议题|议程|事项|matter|topic|agenda item",
    "note": "记录|笔记|发言|讨论|纪要|note|notes|minute",
}
VERB_OF: Final[Mapping[str, str]] = _each(VERBS)  # type: ignore[arg-type]

# What each sign, in half width, marks. Chinese input methods type …… for ^.
SIGNS: Final[Mapping[str, PartKind]] = {
    "@": "who", "#": "category", "!": "urgency", ">": "assignee", "^": "date", "》": "assignee", "……": "date",
}  # fmt: skip

URGENCY_OF: Final[Mapping[str, str]] = _each(
    {
        "urgent": "急|紧急|加急|特急|火急|十万火急|急件|很急|非常急|urgent|asap|critical|emergency",
        "high": "较急|高|重要|优先|比较急|high|important",
        "normal": "一般|普通|中|正常|平|normal|medium",
        "low": "不急|低|缓|缓办|不着急|low",
    }
)
# Words that need no sign when they stand alone.
PLAIN_URGENCY: Final = frozenset(
    {"急", "紧急", "加急", "特急", "火急", "十万火急", "急件", "urgent", "asap", "不急", "不着急", "较急"}
)
URGENCIES: Final[tuple[Urgency, ...]] = ("urgent", "high", "normal", "low")

CATEGORY_NAMES: Final[Mapping[Category, tuple[str, ...]]] = {
    "roads": (
        "道路",
        "道路和公共空间",
        "公共空间",
        "路面",
        "道路公共空间",
        "绿化",
        "停车",
        "路灯",
        "road",
        "public space",
    ),
    "ebikes": ("电动自行车", "电动车", "电瓶车", "充电", "充电桩", "飞线充电", "e-bikes", "ebike", "e-bike"),
    "waste": ("垃圾分类", "垃圾", "环境卫生", "卫生", "环境", "waste sorting", "garbage", "rubbish"),
    "gas": ("燃气安全", "燃气", "煤气", "液化气", "瓶装气", "天然气", "gas safety"),
    "noise": ("噪声", "噪音", "扰民", "噪声扰民", "noise"),
    "repairs": ("维修", "修理", "物业维修", "家电维修", "水电", "漏水", "repair"),
    "elderly": ("养老", "助老", "为老", "老人", "敬老", "养老服务", "elderly care", "seniors"),
    "children": ("未成年人", "未成年", "儿童", "孩子", "青少年", "child"),
    "disputes": ("纠纷", "矛盾", "矛盾纠纷", "调解", "邻里", "邻里纠纷", "dispute", "mediation"),
    "suggestion": ("建议", "意见", "意见建议", "suggestions"),
    "other": ("其他", "其它", "misc"),
}
PARTY_NAMES: Final[Mapping[Party, tuple[str, ...]]] = {
    "party": ("社区党委", "党委", "党组织", "社区党组织", "党总支", "党支部", "party committee"),
    "committee": ("居委会", "居委", "社区居委会", "residents' committee"),
    "council": ("居民议事会", "议事会", "residents' council"),
    "property": ("物业公司", "物业", "物管", "物业方", "property company"),
    "alliance": ("红色联盟成员单位", "红色联盟", "联盟", "联盟单位", "驻区单位", "red alliance"),
    "guest": ("来宾", "嘉宾", "列席", "居民代表", "街道", "街道办", "guests"),
}
# Words for all four parties of a joint meeting.
ALL_FOUR: Final = frozenset(
    {"四方", "四方全到", "四方都到", "四方到齐", "全到", "都到", "到齐", "全部", "全体", "all", "everyone"}
)

STANDARD: Final[tuple[NamedEntity, ...]] = (
    *(NamedEntity("category", code, names[0], (*names[1:], code)) for code, names in CATEGORY_NAMES.items()),
    *(NamedEntity("party", code, names[0], (*names[1:], code)) for code, names in PARTY_NAMES.items()),
)

SCORE_OF: Final[Mapping[str, int]] = {
    "非常满意": 5, "很满意": 5, "十分满意": 5, "满意": 4, "比较满意": 4, "较满意": 4, "基本满意": 3, "一般": 3, "不太满意": 2,
    "不满意": 2, "很不满意": 1, "非常不满意": 1, "very satisfied": 5, "satisfied": 4, "neutral": 3, "dissatisfied": 2,
    "very dissatisfied": 1, "excellent": 5, "good": 4, "fair": 3, "poor": 2, "bad": 1,
}  # fmt: skip
SOLVED_OF: Final[Mapping[str, bool]] = {
    "未解决": False, "没解决": False, "没有解决": False, "尚未解决": False, "部分解决": False, "not solved": False, "unsolved": False,
    "已解决": True, "解决了": True, "已经解决": True, "都解决了": True, "solved": True,
}  # fmt: skip
