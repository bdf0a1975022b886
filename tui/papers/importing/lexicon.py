"""The words of ledgers for the values of choices: those of the desk in both languages, and others in common use."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Final

from tui.kinds.declaration import Field, load
from tui.language.i18n import translator

# Values of a table of words -> what ledgers write for them, with | between.
_ALSO: Final[Mapping[str, Mapping[str, str]]] = {
    "CHANNELS": {
        "walk_in": "来访|上门|现场|窗口|来人|当面|接待|大厅",
        "phone": "来电|电话|电话反映|座机",
        "wechat": "微信|微信群|微信公众号|公众号|小程序|网格群|业主群",
        "building_head": "楼门长|楼长|单元长|楼栋长|楼组长",
        "visit": "入户走访|走访|入户|巡查|网格走访",
        "meeting": "会议|议事会|座谈会",
        "hotline": "12345|12345热线|热线|热线电话|市民热线|市长热线|12345市民热线|12345工单",
        "partner": "共建单位|联盟单位|成员单位",
    },
    "categories": {
        "roads": "道路|公共空间|道路和公共空间|道路与公共空间|公共设施|市政设施",
        "ebikes": "电动自行车|电动车|电瓶车|充电桩|飞线充电",
        "waste": "垃圾分类|垃圾|生活垃圾",
        "gas": "燃气|燃气安全|煤气",
        "noise": "噪声|噪音|噪声扰民|噪音扰民",
        "repairs": "维修|报修|房屋维修|设施维修|水电维修",
        "elderly": "养老|为老服务|助老|老年人|养老服务",
        "children": "未成年人|儿童|少年儿童|青少年|托管",
        "disputes": "纠纷|矛盾纠纷|邻里纠纷|矛盾调解",
        "suggestion": "建议|意见建议|建议意见|意见",
        "other": "其他|其它",
    },
    "URGENCIES": {
        "urgent": "紧急|特急|非常紧急|急|是",
        "high": "较急|加急|比较紧急|重要|高",
        "normal": "一般|普通|正常|中|否",
        "low": "低|不急|缓办|缓",
    },
    "WISH_STATES": {
        "recorded": "已登记|登记|未办理|未处理|新建|未认领|待认领|待受理|待办理|未开始",
        "accepted": "已受理|受理|已接收|已签收|已接单",
        "assigned": "已派单|已派|已分派|已转办|已交办|派单|转办|交办|已指派|待处理",
        "in_progress": "办理中|处理中|处置中|正在处置|调查中|核查中|核实中|正在办理|正在处理|进行中|正在协调|协调中|跟进中|在办|未办结|未解决|未完成|推进中|整改中|办理之中|落实中|已认领|延期办理|否",
        "done": "已办结|办结|已解决|已完成|完成|已处理|已办理|已实现|实现|已圆梦|已落实|落实到位|整改到位|已整改|已销号|销号|已答复|已回复|√|✓|是|办理完毕|处理完毕|已结案|结案|解决|已办|已处置|处置完成|处置完毕|已完结|完结|办毕|已修复|已清理|已整治|已回应",
        "closed": "已评价|已回访",
        "on_hold": "暂缓|挂起|暂缓办理|搁置",
        "declined": "不予受理|不受理|退回|已退回|无法办理|不予办理",
        "on_agenda": "提请议事|已上会|待议",
    },
    "MEDIATION_KINDS": {
        "support": "赡养纠纷|赡养|赡养抚养|抚养赡养|抚养纠纷",
        "family": "婚姻家庭|婚姻家庭纠纷|家庭纠纷|婚姻纠纷|家庭矛盾",
        "neighbours": "邻里纠纷|邻里|邻里矛盾|相邻关系",
        "noise": "装修噪音|装修噪声|噪音纠纷|噪声纠纷|噪音|噪声|噪音扰民|噪声扰民",
        "housing": "房屋宅基地|房屋纠纷|装修纠纷|房屋|房屋装修|建房纠纷",
        "property": "物业纠纷|物业|物业管理纠纷|物业管理|物业矛盾",
        "other": "其他|其它|其他纠纷",
    },
    "MEDIATION_STATES": {
        "open": "正在调解|调解中|未化解|未调解|化解中|调处中|正在化解|待调解|否|跟进中|处理中",
        "agreed": "调解成功|成功|已化解|化解|达成协议|已调解|和解|已和解|调解达成|是|已解决|√",
        "failed": "调解不成|调解失败|未达成|未达成协议|不成功|失败|调解不成功",
        "referred": "移交|转交|移送|转诉讼|引导诉讼|移交司法所",
    },
    "PARTNER_KINDS": {
        "party": "社区党委|党组织|社区党总支|党支部",
        "committee": "居委会|社区居委会|居民委员会",
        "council": "议事会|居民议事会",
        "property": "物业公司|物业|物业服务企业|物业企业",
        "unit": "驻区单位|辖区单位|机关|事业单位|机关事业单位|学校|国企|国有企业|驻社区单位",
        "social": "社会组织|社会团体|民办非企业|协会|公益组织|社会服务机构",
        "business": "商户|商家|企业|民营企业|个体工商户|个体|店铺|私营企业",
        "alliance": "红色联盟成员单位|红色联盟|联盟单位|联盟成员|联盟成员单位|共建单位",
    },
    "MEMBER_ROLES": {
        "leader": "队长|负责人|组长|会长",
        "deputy": "副队长|副组长|副会长",
        "member": "队员|成员|组员|会员",
        "learner": "学员|学徒",
    },
    "MEETING_KINDS": {
        "joint": "四方联席会议|四方联席会|联席会议|联席会|四方会议",
        "council": "居民议事会|议事会|居民议事会议|议事协商会",
        "alliance": "红色联盟沟通协调会|沟通协调会|联盟协调会|红色联盟会议|红色联盟协调会",
    },
    "HOUSEHOLD_FLAGS": {
        "alone": "独居老人|独居|独居家庭|独居户|孤寡老人|孤寡|孤老",
        "disabled": "残疾|残疾人|残疾家庭|残疾人家庭|重残|残疾户",
        "low_income": "低保|低保户|低保家庭|低收入|低收入家庭|低保对象|低保边缘",
    },
    "SESSION_STATES": {
        "planned": "计划|待举办|计划中",
        "confirmed": "已确定|已确认",
        "done": "已举办|已开展|已完成|完成|已举行|√|是|正常举办",
        "cancelled": "取消|已取消|未举办|因故取消",
    },
    "PARTIES": {
        "party": "社区党委|党委|党总支|社区党总支|党支部|社区党支部|党组织",
        "committee": "居委会|社区居委会|社区|居民委员会",
        "council": "居民议事会|议事会|居民代表|业主委员会|业委会",
        "property": "物业公司|物业|物业服务企业",
        "alliance": "红色联盟成员单位|红色联盟|联盟单位|联盟成员单位|共建单位|驻区单位",
        "guest": "来宾|列席|嘉宾",
    },
    "ACTION_STATES": {
        "open": "进行中|未完成|办理中|推进中|正在办理|正在推进|待办|未办结|未开始|已启动|落实中|处理中|持续推进|长期坚持|待落实|未落实|否|×",
        "done": "已完成|完成|办结|已办结|已落实|落实|落实到位|已办|已解决|是|√|✓",
        "dropped": "作罢|取消|已取消|终止|不再办理|已终止",
    },
    "RESOURCE_KINDS": {
        "goods": "物资|物品|实物|捐物|物资类|生活物资",
        "rooms": "场地|会议室|场所|场地类|教室",
        "experts": "专家|讲座|师资|讲师|人才|专业服务|专家类",
        "money": "资金|捐款|现金|善款|资金类|款项",
        "time": "时间|志愿服务|人力|服务|人力类",
    },
}
_YES: Final = frozenset({"是", "有", "√", "✓", "已解决", "解决", "已化解", "y", "yes", "对", "1", "true"})
_NO: Final = frozenset({"否", "无", "×", "✗", "未解决", "没有", "未化解", "n", "no", "0", "false", "不是"})


# Full-width letters, digits and the signs of telephone numbers; punctuation stays as it was written.
_NARROW: Final = {
    ord(c): unicodedata.normalize("NFKC", c) for c in map(chr, range(0xFF10, 0xFF5B)) if c.isalnum()
} | {0xFF0B: "+", 0xFF0D: "-", 0x3000: " "}

_WIDE: Final = re.compile(f"[{''.join(map(chr, _NARROW))}]")


def narrow(text: str) -> str:
    """Full-width letters and digits as ASCII; all else as it is."""
    return text.translate(_NARROW) if _WIDE.search(text) else text


def squeezed(text: str) -> str:
    """A word as it is compared: in one width, without spaces and full stops."""
    return "".join(unicodedata.normalize("NFKC", text).split()).strip("。.;；,，").lower()


@cache
def words(table: str, labels: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    """Word (squeezed) -> value, of a table of words with these values and labels (msgids)."""
    found: dict[str, str] = {}
    for value, label in labels:
        for text in (value, *(translator(lang)(label) for lang in ("zh", "en"))):
            found.setdefault(squeezed(text), value)
    offered = {value for value, _ in labels}
    for value, also in _ALSO.get(table, {}).items():
        if value in offered:
            for word in also.split("|"):
                found.setdefault(squeezed(word), value)
    return found


def choices_of(field: Field, community: Mapping[str, object] | None = None) -> Mapping[str, str]:
    """Word (squeezed) -> value of a declared choice; the categories are those of the community."""
    if field.choices is None:
        return {}
    return words(field.choices.partition(":")[2], tuple(labels_of(field, community).items()))


def labels_of(field: Field, community: Mapping[str, object] | None = None) -> Mapping[str, str]:
    """Value -> label (a msgid) of a declared choice; the categories are those of the community."""
    values = load(field.choices) if field.choices is not None else {}
    labels: Mapping[str, str] = values(community) if callable(values) else values
    return {str(value): label for value, label in labels.items()}


def yes_no(text: str) -> bool | None:
    """What a cell of yes and no says; None if neither."""
    word = squeezed(text)
    return True if word in _YES else False if word in _NO else None
