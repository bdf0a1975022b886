"""How numbers look in what people write: those that are somebody's, and the contexts of harmless ones.

Patterns alone, over texts in plain characters (`signs.plain`); `scrubbing` says in which order they
are asked.
"""

from __future__ import annotations

import re
from typing import Final

from tui.rules.privacy.signs import SPELLED, TENS

_S: Final = "".join(SPELLED)
_CN: Final = f"[{_S}{TENS}]"
_D: Final = f"[0-9{_S}]"
_HAN: Final = "一-龥"
# What people put between the digits of one number, and so much of it.
_GAP: Final = r"[ \t\n\-‐-―−~～.·•‧,，、/\\_()（）\[\]+:：;；|'’`=#—杠]"
_G: Final = rf"(?:{_GAP}|(?<!\*)\*(?!\*)){{0,4}}"
_X: Final = re.VERBOSE
# So many digits together may be a door's.
TELLING: Final = 3

# What is left of a key-cap sign when its digit is gone.
MARKS: Final = "\ufe0f\u20e3"

# ---- withheld wherever they stand

_PROVINCE: Final = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领"
ALWAYS: Final = re.compile(
    rf"""
    (?<![0-9])[1-9][0-9]{{5}}[\ \-·.\n]?(?:19|20)[0-9]{{2}}[\ \-.]?(?:0[1-9]|1[0-2])[\ \-.]?(?:0[1-9]|[12][0-9]|3[01])[\ \-·.\n]?[0-9]{{3}}[\ \-]?[0-9Xx](?![0-9])
  | (?<![A-Za-z0-9])wxid[_-]?[A-Za-z0-9]+
  |    [A-Za-z0-9_.+-]+\s*@\s*[A-Za-z0-9-]+(?:\s*\.\s*[A-Za-z0-9-]+)+          # an e-mail address
  | [{_PROVINCE}]\s*[A-Za-z]\s*[·•‧.\-_]?\s*(?=[A-Za-z\ \-·.]{{0,8}}[0-9])(?:[A-Za-z0-9][\ ·.\-]?){{4,6}}[A-Za-z0-9挂学警港澳](?![A-Za-z0-9])
  | (?:微\ ?信号?|wechat|weixin|wx|v信|vx|qq|扣扣|抖音|快手|微博|钉钉|支付宝|[账帐]号)(?:\s*(?:号码?|id))?\s*(?:是|为|叫|加|搜)?\s*[:：]?\s*
    (?P<account>(?=[A-Za-z0-9_\-]*[0-9_\-])[A-Za-z0-9_][A-Za-z0-9_\-]{{3,}})
  | (?<![A-Za-z0-9])(?=[0-9lIOo\ \-._·]{{7,18}})(?=(?:[^0-9]{{0,4}}[0-9]){{3}})(?=[0-9\ \-._·]{{0,16}}[lIOo])(?=(?:[\ \-._·]?[0-9lIOo]){{7}})[0-9lIOo]{{2,}}(?:[\ \-._·]?[0-9lIOo]{{2,}}){{0,3}}(?![A-Za-z0-9])   # l38OO138OOO
    """,
    _X | re.IGNORECASE,
)
# Words after which even two digits tell something.
BARE: Final = re.compile(
    rf"(?:尾号|门牌号?|房号|室号|房间号|户号|密码|口令|验证码|后[两三四六234６6]位|pin)\s*(?:是|为|叫)?\s*[:：#]?\s*(?P<bare>[A-Za-z]{{0,2}}{_D}[A-Za-z0-9{_S}{TENS}\-]*)",
    re.IGNORECASE,
)

# ---- known by themselves, whatever follows

KNOWN: Final = re.compile(
    rf"""
    (?<!{_D})(?:
        \(?(?:(?:\+|00)?\s*(?:86|八六)\)?{_G})?[1一幺壹]{_G}[3-9三四五六七八九叁肆伍陆柒捌玖陸]{_G}(?:{_D}{_G}){{8}}{_D}     # mobile
      | \(?[0零〇](?:{_G}{_D}){{2,3}}{_G}(?:{_D}{_G}){{6,7}}{_D}                                                # landline
      | (?:{_D}[\ \-·.\n]?){{17}}[0-9{_S}Xx] | (?:{_D}[\ \-·.\n]?){{14}}{_D}                                        # identity
      | [0-9]{{4}}(?:[\ \-\n]?[0-9]{{4}}){{3}}(?:[\ \-]?[0-9]{{1,4}})?                                              # bank card
    )(?![0-9])(?!{_S}{{2}})
    (?:{_G}(?:转|分机号?|内线|ext\.?)\s*[:：]?\s*{_D}{{1,6}})?
    """,
    _X | re.IGNORECASE,
)

# ---- harmless by their own form

_YEAR: Final = r"(?:19|20)[0-9][0-9]"
_MONTH: Final = r"(?:1[0-2]|0?[1-9])"
_DAY: Final = r"(?:3[01]|[12][0-9]|0?[1-9])"
_CLOCK: Final = r"(?:2[0-4]|[01]?[0-9])\s?[:：]\s?[0-5][0-9](?:[:：][0-5][0-9](?:[.,][0-9]{1,6})?)?(?:[+-][0-9]{2}:?[0-9]{2}|Z)?"
_PART_OF_DAY: Final = r"(?:凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|早|晚)"
_NO_HOUSE: Final = r"(?!\s*[室户房楼栋幢座层门]|\s*单元|[0-9])"
_CN_DAY: Final = r"[一二三四五六七八九十廿卅]{1,3}"
_MONTH_NAME: Final = r"(?:[Jj]an|[Ff]eb|[Mm]ar|[Aa]pr|[Mm]ay|[Jj]une?|[Jj]uly?|[Aa]ug|[Ss]ept?|[Oo]ct|[Nn]ov|[Dd]ec)(?:uary|ruary|ch|il|ust|ember|tember|ober)?"
DATE: Final = re.compile(
    rf"""
    (?<![0-9\-/.])(?:
        {_YEAR}\s?[~～至到\-—–]\s?{_YEAR}\s?(?:年度?|学年)
      | {_YEAR}\s?年度?(?:\s?{_MONTH}\s?月(?:份|\s?{_DAY}\s?[日号]?{_NO_HOUSE})?)?
      | {_YEAR}(?P<sign>[\-/.－])\s?{_MONTH}(?P=sign)\s?{_DAY}日?(?![\-/.]?[0-9])
      | {_YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?![\-/.]?[0-9])
      | {_YEAR}[\-/.](?:1[0-2]|0[1-9])(?![0-9\-/.])
      | {_YEAR}(?=\s?(?:年度|学年|春节|国庆|全年|[上下]半年))
      | {_MONTH}\s?月(?:份|\s?{_DAY}\s?[日号]?{_NO_HOUSE})
    )(?:[T\s]{{0,2}}{_PART_OF_DAY}?\s?{_CLOCK}(?![0-9])|T[0-9]{{6}}Z?(?![0-9]))?
  | (?:二[〇零○]|一九)[〇零○一二三四五六七八九]{{2}}年(?:{_CN_DAY}月(?:{_CN_DAY}[日号]?)?)?
  | {_CN_DAY}月{_CN_DAY}[日号]
  | (?<![0-9\-/.:]){_CLOCK}(?![0-9:\-])(?:\s?[\-~～至到—–]+\s?{_CLOCK}(?![0-9:]))?
  | (?<![0-9\-/.:]){_CLOCK}\s?[\-~～—–]+\s?{_CLOCK}(?![0-9:])
  | (?<=\bline\ )[0-9]{{1,5}}\b                                # where a program stopped
    """,
    _X,
)
# What could be a piece of a telephone number as well.
WEAK_DATE: Final = re.compile(
    rf"""
    (?<![0-9\-/.]){_MONTH}[./\-]{_DAY}(?=\s?(?:日|前(?!门|楼|院)|之前|以前|起|{_PART_OF_DAY}|周[一二三四五六日末]|星期|[（(]周))
  | (?<![0-9\-/.]){_MONTH}[·•‧]{_DAY}{_NO_HOUSE}(?![·.\-/]?[0-9])
  | (?<![A-Za-z]){_MONTH_NAME}\.?\s{_DAY}(?:st|nd|rd|th)?(?![0-9:])(?:,?\s{_YEAR}(?![0-9]))?
  | (?<![0-9\-/.]){_DAY}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH_NAME}(?![A-Za-z])(?:,?\s{_YEAR}(?![0-9]))?
  | (?<![0-9\-/.A-Za-z])(?:{_DAY}(?:st|nd|rd|th)|(?:1[0-2]|0?[1-9])(?:[.:][0-5][0-9])?\s?[ap]\.?m\.?)(?![A-Za-z0-9])
  | (?<![0-9/])(?=[0-9/]*(?<![0-9])0(?![0-9]))[0-9]{{1,3}}/[0-9]{{1,3}}/[0-9]{{1,3}}(?![/0-9])  # votes: no door has the number 0
  | {_PART_OF_DAY}\s?(?:2[0-4]|[01]?[0-9])[.点时][0-5][0-9](?![0-9])
  | (?:[01]?[0-9]|2[0-4])[点时][0-5][0-9](?:分|(?![0-9])(?=$|[\s，。；、前后到至左]))
  | (?<=表决)\s?[:：]?[0-9]{{1,3}}/[0-9]{{1,3}}/[0-9]{{1,3}}(?![/0-9])
    """,
    _X,
)
WISH: Final = re.compile(rf"(?<![0-9\-/.]){_YEAR}-[0-9]{{4}}(?![\-./]?[0-9])")

_PHRASE: Final = r"(?:\s*[、,，]\s*|\s*[和及与至到]\s*|\s*[\-~～—–]+\s*)"
LIST: Final = re.compile(
    rf"(?<![0-9\-/.])[1-9][0-9]?(?:{_PHRASE}[1-9][0-9]?){{1,9}}\s*(?:号\s*楼|栋|幢|座|#\s*楼|号(?!\s*[房室户门0-9])|日|月|时|点|人|位|名|个|次|件|天|年|周|层|岁|元|米|小时|分钟|分|期|条|项|单元)(?![0-9 ]*[0-9])"
)
RANGE: Final = re.compile(r"[\-~～—–]+")

ROAD: Final = re.compile(
    rf"(?<=[{_HAN}])(?:(?<=路)|(?<=街)|(?<=道))\s*[0-9]{{1,4}}(?:[\-][0-9]{{1,3}})?\s*号(?!\s*(?:[楼房室车码]|门(?![前口])))院?"
)
_BUILDING: Final = rf"(?:(?<![0-9A-Za-z])[0-9]{{1,3}}|{_CN}{{1,4}}|(?<![A-Za-z0-9])[A-Za-z][0-9]?)\s*(?:号\s*楼|栋|幢|座|\#\s*楼|号\s*院(?!子))"
BUILDING: Final = re.compile(_BUILDING, _X)

# What ends a group of short numbers: a day or hours between other numbers.
SHORT: Final = re.compile(
    rf"(?<![0-9A-Za-z_.\-/杠])(?:{_DAY}\s?[日号](?!\s*(?:[楼房室门院户线]|[0-9]))|[0-9]{{1,2}}(?:\.5)?\s?(?:h(?![A-Za-z])|小时|分钟|人|个))"
)

HOTLINE: Final = re.compile(
    r"(?<![0-9A-Za-z\-])(?:123[0-9]{2}|96[0-9]{3,4}|95[0-9]{3}|100(?:00|01|10|60|86|85)|12110|12117|12121|400-?[0-9]{3}-?[0-9]{4}|400-?[0-9]{4}-?[0-9]{3}|800-?[0-9]{3}-?[0-9]{4})(?![0-9A-Za-z]|[\-.][0-9])"
)
SHORT_HOTLINE: Final = re.compile(
    r"(?<![0-9A-Za-z\-])(?:110|119|120|122|114)(?![0-9A-Za-z室户房号门]|[\-.][0-9])"
)
CALLED: Final = re.compile(
    r"(?:打|拨|报|呼叫?|叫|致电|热线|通知|联系|求助|求救)\s*(?:了|过|给)?\s*[:：「“\"'《]?\s*\Z|(?:110|119|120|122|12345)\s*[、/和或及]\s*\Z"
)
ANSWERS: Final = re.compile(
    r"\s*[”」\"']?\s*(?:报警|急救|救护|出警|热线|火警|消防|民警|警察|指挥|联动|平台|接警|公安|匪警|医护|派出所|派单|受理|来车|宣传|[、/和或及]\s*1[12][0-9](?![0-9]))"
)
CALL_IN: Final = re.compile(r"(?:电\s*话|热线|拨打|致电|tel|phone)\s*(?:是|为)?\s*[:：]?\s*\Z", re.IGNORECASE)

# ---- where nothing is harmless

ACCUSED: Final = re.compile(
    r"(?:电\s*话|手\s*机|座机|固话|号码|tel(?:ephone)?|phone|mobile|cell|传真|联系方式|联络|分机|内线|转接|ext\.?|微\s*信|qq|扣扣|车牌|牌照|尾号|[前后][一二三四六两234678]位|身份证|证件|证号|护照"
    r"|卡号|银行卡|社保|医保|户号|[账帐][户号]|密码|口令|验证码|门牌|门号|房号|室号|房间|房|室|room|rm|apt|apartment|unit|flat|door|no\.|号是|号为|号[:：]|我是|住在?|家住)"
    r"\s*(?:号码?|号)?\s*(?:是|为|叫|改成|改为|换成|写)?\s*[.:：#\-]?\s*(?:[A-Za-z]{1,2}[\-_]?)?\Z",
    re.IGNORECASE,
)

# ---- counts and the like

COUNT: Final = re.compile(
    rf"(?<![0-9A-Za-z_.\-/])(?:[0-9]{{1,3}}(?:,[0-9]{{3}})+|[0-9]{{1,9}})(?:\.[0-9]{{1,2}})?(?:\s?[\-~～至到—–]\s?[0-9]{{1,6}}(?:\.[0-9]+)?)?(?![0-9.]|[\-/_][0-9])|(?<!{_CN}){_CN}{{2,12}}(?!{_CN})"
)
LONG: Final = re.compile(r"[0-9]{7,}")
SUM: Final = re.compile(r"\s*(?:元(?![旦宵])|万元|亿)")
# No door's number ends with 00.
ROUND: Final = re.compile(r"[1-9][0-9]{0,3}00|[0-9]{1,3}(?:,[0-9]{3})+|.*[百佰千仟十拾]")
MONEY: Final = re.compile(r"(?:[¥￥$]|RMB|人民币)\s*\Z", re.IGNORECASE)
COMPOUND: Final = re.compile(
    r"\s*(?:小区|大院|家属院|宿舍|社区|号院(?!子)|院(?![子里门])|[（(]?[东西南北]院[）)]?)"
)
ORDINAL: Final = re.compile(r"第\s*\Z")
ORDERED: Final = re.compile(
    r"\s*(?:号(?!\s*[楼房室门户])|次|届|期|条|项|章|页|批|轮|场|名|位|例|季度|周|天|回|段|号线)"
)
LABEL: Final = re.compile(
    r"(?:人数|数量|总数|面积|金额|总额|功率|电压|人口|合计|总计|共计|累计|编号|上限|名额|预算)\s*(?:是|为|约|达)?\s*[:：]?\s*\Z"
)
HOMES: Final = re.compile(r"\s*(?:多|余)?\s*(?:户|家)(?!的|门|里)")
COUNTING: Final = re.compile(
    r"(?:共计?|约|大约|近|超过?|达到?|足|满|累计|合计|总计|全(?:小区|社区|院|区|体|部|楼|街道)?|涉及|覆盖|惠及|服务|登记|入户|来|去|理发|发放|慰问|走访|排查|清理|检查|维修|受理|办结|收集|印发|张贴|组织"
    r"|花|用|需要?|要|收|交|欠|补|罚款?|增加?|减少?|降|涨|安装|装|种|栽|摆|换|修|铺|发|捐|送|有|为|参加|参与|出席|到会|高|长|宽|深|重|仅|只|每|价|费|款|缴|还有|剩|差|不足|不到|至少|最多|限|±|>|<|≥|≤|over|about|some|nearly)\s*(?:是|了|约|近|达|有|过)?\s*\Z"
)
# How many homes, and not whose: 走访501户 could tell a door.
HOMES_COUNTED: Final = re.compile(
    r"(?:(?:共|累计|合计|总计)[一-龥]{0,4}|约|近|超过?|达到?|足|满|涉及|覆盖|惠及|全(?:小区|社区|院|区|体|部|楼|街道)|不足|不到|至少|最多)\s*(?:了|约|近|达)?\s*\Z"
)
# Nothing that people of a door do begins with one of these.
CERTAIN: Final = re.compile(
    r"\s*(?:余|多)?\s*(?:元(?![旦宵])|块钱|万|亿|％|%|‰|℃|°|公里|千米|厘米|毫米|平方|平米|㎡|立方|公斤|千克|小时|分钟|个?工作日|人次|人份|户次|周岁|岁|个百分点|摄氏度|度电|千瓦|课时"
    r"|(?:名|位|个|多)(?=居民|党员|志愿|群众|老|业主|学生|儿童|社区|同志|干部|代表|参|职工|人员|青年|妇女|观众|孩|家长|家庭|小朋友|楼|小区|商户|点位|车位|网格)"
    r"|(?:mm|cm|km|kg|ml|m²|kW|KW|kwh|W|V|GB|MB|Mbps|dB|L|g|m)(?![A-Za-z])|分贝|(?:yuan|people|persons|residents|households|hours|minutes|days|metres|meters|visitors|volunteers|times)\b|路公交|路车|国道|省道|次列车"
    r"|(?:张|份|条|本|册|只|套|盏|棵|株|辆|台|块|根|支|枚|双|副|件)(?=宣传|传单|海报|问卷|告知|倡议|通知|意见|线索|建议|信息|口罩|灯|树|椅|电动|自行|共享|车|桌|阀|电池|物资|横幅|展板|垃圾|灭火|报警器|被子|衣))"
)
MEASURED: Final = re.compile(
    r"\s*(?:余|多|来)?\s*(?:米(?![面饭粉])|斤(?!斤)|克(?!服)|升(?![级旗降起])|亩|公顷|吨|秒|个?月|年(?![年轻级纪迈老])|天(?![天台井花])|度|瓦|伏|级|座|倍|成(?![天人为了家])"
    r"|人|名(?![叫字])|位(?![于置在])|个|件(?!件)|次(?![日品])|条|份|辆|盏|株|棵|套|只(?![有是要能好剩])|本(?![人来身户家])|张(?![贴口嘴罗])|台(?!阶)|瓶|袋|箱|桶|盒|批|组|项|款|笔|票|分(?![贝户开手别])|例|起(?![火诉床夜来因])"
    r"|篇|字|页|册|期|届|场|趟|轮|堂|节|幅|块|根|支|枚|副|双|对(?![面门过着])|步|口|杯|碗|朵|颗|句|点|处(?![于理在置]))"
)
ENDS: Final = re.compile(
    r"\s*(?:\Z|[，。；、！？,.;!?)）」”》…\n:：]|左右|以上|以下|以内|之内|以来|上下|参加|参与|到场|报名|签到|签字|签名|受益|出席|报到|次|内|后(?![楼院门])|前(?![楼院门])|了(?=[，。；\s]|\Z)|不休|不停|不断|无休|连续|开放|值班|共|不等|\0)"
)

# ---- doors

_NUM: Final = rf"(?:[0-9]{{1,5}}|{_CN}{{1,6}})"
_SIDE: Final = r"(?:[东西南北中左右]\s*[户室首手](?!口)|[东西南北]门(?!口|卫)(?=\s*[0-9])|对门|对户)"
_LINK: Final = r"(?:[ \t\n\-‐-―−~～.·•‧,，、/\\_()（）|杠]|的(?=[0-9])){0,3}"
_LETTER: Final = r"(?<![A-Za-z])[A-Za-z]"
_PART: Final = (
    rf"(?:(?:{_NUM}|{_LETTER}|[甲乙丙丁戊东西中南北])\s*(?:单元|门洞|门(?![口前外卫]))"
    rf"|{_NUM}\s*(?:层(?!楼道)|楼(?![道梯上下栋顶群])|号\s*[房室门]|号(?!\s*[楼院线])|室(?![内外友])|户(?![外籍型口主])|房(?![子屋产])|\#(?!\s*楼)))"
)
_MEASURE: Final = MEASURED.pattern.removeprefix(r"\s*(?:余|多|来)?\s*")
_NOT_A_DOOR: Final = rf"(?![0-9:：%％.]|\s*(?:[年月日点时分秒周天元块万亿米度岁%％]|[、,，\-~～至到]\s*[0-9]+\s*(?:[日月号点人楼]|单元)|h(?![A-Za-z])|{_MEASURE}))"
_SURELY_NONE: Final = r"(?!\s*(?:元(?![旦宵])|万|人次|平方|平米|㎡|%|％|[年月]|小时|分钟)|[0-9:：])"
_ELEMENT: Final = rf"(?:{_PART}|{_SIDE}|[0-9]{{3,4}}[A-Za-z]?(?![A-Za-z]){_SURELY_NONE}|[0-9]{{1,2}}[A-Za-z]?(?![A-Za-z]){_NOT_A_DOOR}(?!\s*(?:号\s*[楼院]|[栋幢座]|\#\s*楼))|[{_S}]{{3,4}}(?!{_CN}))"
_FLOORS: Final = rf"{_NUM}\s*[楼层](?:\s*[、,，和及至到\-]?\s*{_NUM}\s*[楼层])+(?!{_LINK}{_ELEMENT})"
DOORS: Final = re.compile(
    rf"""
    (?P<building>{_BUILDING})(?:{_LINK}{_ELEMENT})+
  | (?!{_FLOORS})(?:(?<![0-9])[0-9]{{1,3}}|{_CN}{{1,4}}|{_LETTER}|[甲乙丙丁东西中])\s*(?:单元|门洞|门(?![口前外卫])|层|楼(?![道梯上下栋顶群])|排|\#)(?:{_LINK}{_ELEMENT})+
  | (?:平房|胡同|巷子?|弄|排)\s*{_NUM}\s*(?:号(?!\s*[楼院线])|室|户|门)(?:{_LINK}{_ELEMENT})*
  | (?<![0-9.\-/])(?P<first>[0-9]{{1,2}})\s?(?P<sign>[\-‐-―−－~～./_\ ])\s?[0-9]{{1,2}}\s?(?P=sign)\s?(?!(?:19|20)[0-9]{{2}}(?![0-9]))[0-9]{{3,4}}(?![0-9:]|[\-./][0-9])(?:\s*[室号户])?
  | (?P<homes>(?:(?<![0-9])[0-9]{{3,5}}|(?<!{_CN}){_CN}{{3,6}})\s*户(?!\s*次))
  | (?<!{_D})(?:{_D}[\ \-.·]){{2,4}}{_D}\s*(?:号\s*[房室]|[室户房](?![子屋产内外]))
  | (?:(?<![0-9])[0-9]{{1,5}}|(?<!{_CN}){_CN}{{1,6}})\s*(?:号\s*[房室]|室(?!\s*[0-9一二三两]|[内外友])|房间|房(?![子屋产间]))
  | (?:(?<![A-Za-z])(?:room|rm|apt|apartment|flat|unit|suite|door)|\#)\s*[.:\#]?\s*(?:no\.?\s*)?(?:[A-Za-z]?-?[0-9]{{1,5}}[A-Za-z]?)(?![A-Za-z0-9%])
    """,
    _X | re.IGNORECASE,
)

# ---- what is left

TOKEN: Final = re.compile(
    rf"[A-Za-z_]*[0-9][A-Za-z0-9_]*(?:{_D}{{2,}}(?!{_CN})|[{_S}]+[0-9]+)*[Xx]?|{_CN}{{2,}}(?:[0-9]+[{_S}]*)*|[{_S}](?:[0-9]+[{_S}]*)*|[{TENS}]"
)
# What may stand between two pieces of one number.
JOINT: Final = re.compile(rf"(?:{_GAP}|(?<!\*)\*(?!\*)|转|分机){{0,4}}")
TAIL: Final = re.compile(r"[ \-._·/]([0-9]{3,})(?![0-9])")
PREFIX: Final = re.compile(r"(?<![A-Za-z])[A-Za-z]{1,3}\s?[\-_ ]\s?\Z|[+]+\Z")
# 5O1 and l203: letters typed for digits.
LOOKALIKE: Final = re.compile(r"(?=.*[0-9].*[0-9])[0-9lIoO]+")
CARDINAL: Final = re.compile(rf"(?=[{_S}]*[{TENS}])(?:{_CN})+")
EXACT: Final = re.compile(rf"[{_S}]?[百佰千仟].*[{_S}]")
IDIOM: Final = re.compile(
    r"三三两两|七七八八|一五一十|九九八十一|三七二十一|一二九|九一八|三一五|五一二|一二三四|一一|两两|三五|一两"
)
# Without one of these there is nothing to look at.
SUSPECT: Final = re.compile(
    rf"""
    [0-9](?:[^0-9\n]|\n){{0,4}}[0-9](?:[^0-9\n]|\n){{0,4}}[0-9] | [^\x00-\x7f一-龥\u2010-\u2027\u3000-\u3011\uff00-\uff0f\uff1a-\uff20\ufe30-\ufe4f]
  | [{_S}]{_G}[0-9{_S}]{_G}[0-9{_S}] | [{TENS}][{_S}] | @ | [0-9{_S}{TENS}]\s*(?:[室户房排门\#]|号\s*[室房门]) | 单元 | [0-9{_S}{TENS}A-Za-z]\s*[楼层幢栋座]
  | 对门 | 微\ ?信 | wx | vx | qq | 尾号 | 密码 | 门牌 | 平房 | 胡同 | 巷 | [0-9lIO|][0-9]{{0,3}}[lIO|] | \# | room | apt | unit | flat | door | (?<![a-z])rm | 位\s*[0-9]
    """,
    _X | re.IGNORECASE,
)
