"""The kind of meeting that the title of a calendar entry names.

Many events end in 会 that nobody meets at to decide something (读书会, 运动会, 招聘会): a title is a
meeting's only if it has one of the words below.
"""

from __future__ import annotations

import re
from typing import Final

# 会 ends the word there: 会员, 会诊 and 会场 are no meetings, nor is 委员会, which is an organisation.
_END: Final = r"会(?=$|[^\u4e00-\u9fff]|[暨及与和])"
_MEETING: Final = re.compile(
    "会议(?!室|厅|桌|中心|系统|设备|纪要|事厅)"
    "|(?:联席|议事|协调|例|座谈|工作|办公|碰头|协商|听证|恳谈|评议|代表|推进|调度|研判|部署|动员|总结|通报|汇报|分析|讨论"
    "|筹备|启动|评审|验收|述职|专题|现场|扩大|民主生活|组织生活|班子|党委|支委|两委|理事|监事|班前|(?:情况|项目|工程)说明"
    "|(?:党员|居民|业主|职工|代表|党|支部|工作|动员|部署|总结|委员|全体)大|(?:经验|工作)交流"
    rf"|(?:^|[^\u4e00-\u9fff]|每|社区|部门)(?:组|晨|早|周|月)){_END}"
)
_ENGLISH: Final = re.compile(r"\bmeetings?\b(?! (?:rooms?|halls?)\b)", re.IGNORECASE)
_KINDS: Final = (("联席", "joint"), ("议事", "council"), ("联盟", "alliance"), ("协调", "alliance"))


def meeting_kind_of(title: str) -> str:
    """The kind of meeting that a title names; empty if it names none."""
    if not (_MEETING.search(title) or _ENGLISH.search(title)):
        return ""
    return next((kind for word, kind in _KINDS if word in title), "joint")
