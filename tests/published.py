"""What was published of the community: every fact of the article, where the desk shows it, and what finds it."""

from __future__ import annotations

from typing import Final, NamedTuple


class Where(NamedTuple):
    """A screen by its key, a list on it, and the record that is opened there (0: what stands on the screen itself)."""

    key: str
    list: str = "list"
    id: int = 0


ARCHIVE, WISHES, MEDIATIONS, ALLIANCE = Where("-"), Where("3"), Where("6"), Where("8")
HAIRCUT, AT_HOME, STOVES, REPAIRS, JOINT, FRIDAY = (Where("2", id=id) for id in range(1, 7))
TEAM, MENDERS, CHARGING = Where("4", id=1), Where("4", id=2), Where("3", id=5)
AGENDA, STEPS = Where("5", id=1), Where("5", "actions", 1)


class Fact(NamedTuple):
    """A fact as a screen shows it, without blanks; where; what is typed to find it; and in the record of which kind."""

    shown: str
    where: Where
    typed: str
    kind: str


def _facts(where: Where, kind: str, *told: str) -> list[Fact]:
    """Facts of one record; with `=`, what is typed where that is not what is shown."""
    split = (one.partition("=") for one in told)
    return [Fact(shown, where, typed or shown, kind) for shown, _, typed in split]


FACTS: Final[tuple[Fact, ...]] = (
    # the community
    *_facts(
        ARCHIVE, "community",
        "东风路南社区", "石家庄市桥西区东风街道=石家庄市 桥西区 东风街道", "0.4平方公里=0.4", "东至建设南大街=建设南大街",
        "西至平安南大街=平安南大街", "南至建胜路=建胜路", "北至东风路=东风路", "人口5327人=5327", "党员438人=438",
        "单位多", "常住人口多", "高龄老人多", "居民小区6=6个居民小区", "3302（南院）", "邮电园",
        "市级党建示范社区", "区级先进基层党组织", "区级红色社区社会组织培育工作模范单位", "荣誉3=社会组织培育 示范社区 先进",
        "蔡铮欣", "2023-03起=2023-03", "杨雪琼", "传帮带", "初心亭", "坐下来", "老年活动中心", "社区小广场",
    ),
    # rooms, teams, committee members
    *_facts(ARCHIVE, "room", "楼委会房间3=楼宇服务站", "活动室", "阅览室", "谈心谈话室"),
    *_facts(
        ARCHIVE, "team", "志愿服务队7=服务队", "党员教育服务队", "治安巡防服务队", "绿色环保服务队", "爱心互助服务队",
        "关爱未成年服务队", "敬老爱老服务队", "安全文明服务队", "社会组织和文体队4=银发爱心义剪队", "夕阳维修队", "朗诵队", "模特队",
        "闫爱民", "2018-08成立=2018-08",
    ),
    *_facts(ARCHIVE, "appointment", "社区兼职委员7名，每队一名=兼职委员"),
    # who works with it
    *_facts(
        ARCHIVE, "partner", "驻区单位4=驻区单位", *(f"驻区单位{n}" for n in range(1, 5)),
        "红色联盟资源7=红色联盟", *(f"红色联盟成员单位{n}" for n in range(1, 8)), "公开报道未具名", "灶具经销商", "幸福1+3", "东风路南社区党委",
        "东风路南社区居委会", "东风路南社区居民议事会", "物业公司",
    ),
    *_facts(ALLIANCE, "partner", "红色联盟成员单位7", "驻区单位4", "灶具经销商"),
    *_facts(ARCHIVE, "meeting", "四方联席会议", "邮电园小区电动自行车充电难：通过基本方案，充电桩分步安装=通过基本方案"),
    *_facts(
        AGENDA, "meeting", "四方联席会议", "邮电园小区电动自行车充电难", "通过基本方案", "充电桩分步安装", "社区党委=党委", "居委会",
        "居民议事会", "物业公司",
    ),
    *_facts(STEPS, "action", "邮电园充电桩分步安装的安排", "物业公司", "排出分步安装的先后"),
    # services
    *_facts(
        FRIDAY, "service", "楼宇服务站", "公租房申请", "人才绿卡申请", "党支部成立", "党组织关系转接",
        "工会职工维权", "妇联职工维权", "司法所职工维权", "心理援助", "法律咨询",
    ),
    *_facts(ARCHIVE, "session", "每周五=周五", "每月26日=26日 理发"),
    *_facts(STOVES, "service", "灶具经销商", "换气阀、换电池、检测", "20余户", "换阀门", "换电池", "燃气检查"),
    *_facts(HAIRCUT, "service", "每月26日", "老年活动中心", "理发"),
    *_facts(AT_HOME, "service", "上门理发", "行动不便"),
    *_facts(REPAIRS, "service", "家电维修", "灶具", "方桌方凳"),
    *_facts(JOINT, "service", "联合便民服务日", "社区小广场"),
    *_facts(
        TEAM, "team", "桥西区十佳红色社区社会组织", "一千多人次", "技能学习小组", "教授理发和维修", "行动不便的上门理发", "2018-08",
    ),
    *_facts(MENDERS, "team", "维修家电、灶具、方桌方凳"),
    # what residents asked for, and their disputes
    *_facts(CHARGING, "wish", "5月的四方联席会议", "基本方案", "分步安装", "邮电园"),
    *_facts(
        WISHES, "wish", "把小区大门口坏了的路修一修", "活动多到居民中走走", "邮电园小区电动自行车充电难", "提高大家的垃圾分类意识",
        "瓶装液化气使用不安全", "电动自行车乱停乱放",
    ),
    *_facts(Where("3", id=2), "wish", "闫爱民"),
    *_facts(Where("3", id=4), "wish", "郭宝成"),
    *_facts(
        MEDIATIONS, "mediation", "赡养残疾老人", "茶城装修噪音", "改造后的老旧小区屋顶过热", "其余3件未记录内容=未记录", "矛盾调解6=未记录",
    ),
)  # fmt: skip
