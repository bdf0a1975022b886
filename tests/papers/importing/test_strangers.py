"""Ledgers that were written, with what is expected of each, before anybody looked at how they are read."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

import openpyxl
import pytest

from tests.papers.importing.expected import differences, planned
from tests.papers.importing.messy import txt

CASES: Final[list[tuple[str, bytes, dict[str, Any]]]] = []


def book(*sheets: Any) -> bytes:
    """A workbook of sheets: name, rows, and which cells are merged."""
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, rows, *merged in sheets:
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for span in merged[0]["merge"] if merged else ():
            sheet.merge_cells(span)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def paste(rows: Iterable[Sequence[str]]) -> bytes:
    """A text with tabs, as a spreadsheet copies it."""
    return "\r\n".join("\t".join(row) for row in rows).encode()


def case(name: str, content: bytes, *sheets: dict[str, Any]) -> None:
    """One more."""
    CASES.append((name, content, {"sheets": list(sheets)}))


def sheet(
    name: str | None, kind: str | None, head: list[int], records: list[dict[str, Any]],
    refused: Sequence[tuple[int, str]] = (), ignored: Sequence[tuple[int, str]] = (), **more: Any,
) -> dict[str, Any]:  # fmt: skip
    """What is expected of a sheet, in the shape of the examples."""
    return {"sheet": name, "kind": kind, "head": head, "records": records,
            "refused": [{"row": row, "reason": why} for row, why in refused],
            "ignored": [{"row": row, "why": why} for row, why in ignored], **more}  # fmt: skip


# fmt: off
case("心愿办理.xlsx", book(("10月", [
 ["东风路南社区居民诉求办理情况一览表（2026年10月）"], ["填报单位：东风路南社区居委会", None, None, None, None, "填报日期：2026年11月2日"],
 ["序号", "反映人信息", None, None, "诉求内容", "受理日期", "办理情况", None, None, "备注"],
 [None, "姓名", "电话", "门牌号", None, None, "责任单位", "办理结果", "办结日期", None],
 [1, "王 芳", 13800000101.0, "邮电园1-1-101", "三单元感应灯损坏", date(2026,10,8), "物业公司", "已更换灯头", date(2026,10,10), "急"],
 [2, "李强", "138-0000-0102", "〃", "二楼平台堆放废旧家具", "10月9日", "同上", "已清理", "10.12", ""],
 [3, "张敏", "+86 13800000103", "邮电园3-2-301", "希望组织手机课", 20261011, "手机课堂", "", "", ""],
 ["", "本页小计", "", "", "3件", "", "", "", "", ""],
 [4, "刘洋", "无", "3302南院5号楼", "下水道堵", "2026/10/13 9:20", "物业公司", "已疏通", "2026.10.13", ""],
 [],
 ["合计", None, None, None, "4件"],
 ["填表人：田小雨", None, None, "审核人：石磊", None, None, "负责人（签字）："],
], {"merge": ["A1:J1", "A3:A4", "B3:D3", "E3:E4", "F3:F4", "G3:I3", "J3:J4"]})),
 sheet("10月", "wish", [3, 4], [
  {"row": 5, "title": "三单元感应灯损坏", "resident": "王芳", "phone": "13800000101", "address": "邮电园1-1-101", "recorded_on": "2026-10-08", "assignee": "物业公司", "outcome": "已更换灯头", "done_on": "2026-10-10", "extra": {"备注": "急"}},
  {"row": 6, "title": "二楼平台堆放废旧家具", "resident": "李强", "phone": "13800000102", "address": "邮电园1-1-101", "recorded_on": "2026-10-09", "assignee": "物业公司", "done_on": "2026-10-12"},
  {"row": 7, "title": "希望组织手机课", "resident": "张敏", "phone": "13800000103", "recorded_on": "2026-10-11", "assignee": "手机课堂"},
  {"row": 9, "title": "下水道堵", "resident": "刘洋", "recorded_on": "2026-10-13", "outcome": "已疏通", "done_on": "2026-10-13"},
 ], ignored=[(8, "subtotal"), (11, "total"), (12, "footer")], unknown=["序号"], remark=["备注"], year=2026))

case("来访接待登记.csv", txt([
 ["东风路南社区群众来访接待登记", "", "", "", "", "", "", ""],
 ["编号", "来访日期", "来访人", "联系电话", "家庭住址", "来访事由", "接待人", "处理意见", "是否办结"],
 ["1", "2026年11月3日", "陈静", "13800000201", "邮电园4号楼", "咨询居住证办理", "孟晓", "已告知所需材料", "是"],
 ["2", "11月4日", "杨秀英", "13800000202", "邮电园5号楼", "反映楼上漏水，\n多次协商未果", "孟晓", "联系物业上门", "否"],
 ["3", "同上", "赵国庆", "", "3302南院", "申请老年餐补", "崔宁", "", ""],
 ["4", "11月31日", "黄丽娟", "13800000204", "邮电园", "问医保缴费", "崔宁", "已答复", "是"],
 ["", "", "", "", "", "以下空白", "", "", ""],
], enc="gb18030"),
 sheet(None, "wish", [2], [
  {"row": 3, "title": "咨询居住证办理", "resident": "陈静", "phone": "13800000201", "address": "邮电园4号楼", "recorded_on": "2026-11-03", "outcome": "已告知所需材料", "extra": {"接待人": "孟晓"}},
  {"row": 4, "detail": "反映楼上漏水，\n多次协商未果", "resident": "杨秀英", "recorded_on": "2026-11-04", "outcome": "联系物业上门"},
  {"row": 5, "title": "申请老年餐补", "recorded_on": "2026-11-04", "extra": {"接待人": "崔宁"}},
 ], refused=[(6, "impossible_date")], ignored=[(7, "footer")], unknown=["编号", "接待人"], year=2026))

case("便民服务开展情况.xlsx", book(("2026年", [
 ["便民服务日活动开展情况统计表"],
 ["序号", "活动日期", "服务项目", "活动地点", "负责队伍", "参与志愿者（人）", "服务居民（人次）", "备注"],
 [1, date(2026,6,26), "义务理发", "社区广场", "银发爱心义剪队", 6, 42, ""],
 [2, date(2026,7,26), "义务理发", "社区广场", "银发爱心义剪队", 5, "38人", "下雨"],
 [3, "8月26日", "家电维修", "邮电园门口", "夕阳维修队", 3, "约20人次", ""],
 [4, "9月26日", "家电维修", "邮电园门口", "夕阳维修队", 3, "", "未开展"],
 ["", "合计", "", "", "", 17, 100, ""],
])), sheet("2026年", "session", [2], [
  {"row": 3, "on": "2026-06-26", "people_served": 42},
  {"row": 4, "on": "2026-07-26", "people_served": 38, "extra": {"备注": "下雨"}},
  {"row": 5, "on": "2026-08-26", "people_served": 20},
  {"row": 6, "on": "2026-09-26"},
 ], ignored=[(7, "total")], unknown=["序号", "参与志愿者（人）"], remark=["备注"], year=2026))

case("结对帮扶.xlsx", book(("结对", [
 ["独居老人", None, None, None, None, "帮扶志愿者"],
 ["姓名", "住址", "联系电话", "人员类别", None, "志愿者姓名", "手机号", "所属队伍"],
 ["郑连生", "邮电园1号楼1单元101", "13800000501", "独居", None, "谢玉梅", "13800000601", "爱心助老队"],
 ["韩志勇", "邮电园1号楼1单元102", "13800000502", "低保", None, "唐雪梅", "13800000602", "爱心助老队"],
 ["冯国栋", "邮电园1号楼1单元103", "13800000503", "独居、残疾", None, None, None, None],
])),
 sheet("结对", "household", [2], [
  {"row": 3, "name": "郑连生", "phone": "13800000501", "flags": ["alone"]},
  {"row": 4, "name": "韩志勇", "flags": ["low_income"]},
  {"row": 5, "name": "冯国栋", "flags": ["alone", "disabled"]}]),
 sheet("结对", "volunteer", [2], [
  {"row": 3, "name": "谢玉梅", "phone": "13800000601", "teams": ["爱心助老队"]},
  {"row": 4, "name": "唐雪梅", "phone": "13800000602"}]))

case("共建单位名册.csv", txt([
 ["单位全称", "单位类型", "对接人", "对接电话", "资源清单", "签约时间", "服务承诺"],
 ["示例银行东风路支行", "企业", "曾秀莲", "13800000701", "金融讲座；会议室", "2025年5月", "每季一次反诈宣传"],
 ["示例小学", "事业单位", "沈志远", "13800000702", "操场（周末）、图书室", "2024.9.1", ""],
 ["示例律师事务所", "社会组织", "", "0371-65552222", "法律咨询", "", "每月坐班半天"],
 ["", "企业", "傅美华", "", "", "", ""],
], enc="utf-8-sig"), sheet(None, "partner", [1], [
  {"row": 2, "name": "示例银行东风路支行", "kind": "business", "contact": "曾秀莲", "phone": "13800000701", "resources": ["金融讲座", "会议室"], "extra": {"签约时间": "2025年5月", "服务承诺": "每季一次反诈宣传"}},
  {"row": 3, "name": "示例小学", "kind": "unit", "phone": "13800000702", "extra": {"签约时间": "2024.9.1"}},
  {"row": 4, "name": "示例律师事务所", "kind": "social", "resources": ["法律咨询"]},
 ], refused=[(5, "no_name")], unknown=["签约时间", "服务承诺"]))

case("低保残疾人员.xlsx", book(("低保", [
 ["低保家庭花名册"], ["户主姓名", "性别", "出生年月", "身份证号码", "家庭住址", "联系电话", "家庭人口", "保障金额（元）", "走访周期", "备注"],
 ["崔小平", "男", "1961.05", "410102196105021234", "邮电园1号楼2单元302", "13800001101、13800001102", 2, 850, "每月一次", "糖尿病"],
 ["田桂荣", "女", "1948年3月", "", "3302南院3号楼", "65553333", 1, 910, "每季度", ""],
 ["石大勇", "男", "", "", "邮电园", "", 3, 760, "每周", "外出务工"],
]), ("残疾", [
 ["残疾人名册"], ["姓名", "残疾类别", "残疾等级", "监护人", "现住址", "电话"],
 ["邓春燕", "肢体", "二级", "袁小玲", "邮电园2号楼", 13800001103.0],
])), sheet("低保", "household", [2], [
  {"row": 3, "name": "崔小平", "phone": "13800001101", "address": "邮电园1号楼2单元302", "every": 30, "extra": {"备注": "糖尿病", "家庭人口": "2", "联系电话": "13800001102"}},
  {"row": 4, "name": "田桂荣", "every": 90},
  {"row": 5, "name": "石大勇", "every": 7, "extra": {"备注": "外出务工"}},
 ], unknown=["性别", "家庭人口", "保障金额（元）"], remark=["备注"], withheld=["出生年月", "身份证号码"]),
 sheet("残疾", "household", [2], [{"row": 3, "name": "邓春燕", "phone": "13800001103", "address": "邮电园2号楼", "extra": {"残疾等级": "二级", "监护人": "袁小玲"}}],
 unknown=["残疾类别", "残疾等级", "监护人"]))

case("群众诉求.tsv", paste([
 ["流水号", "何时反映", "谁反映的", "怎么联系", "哪栋楼", "反映了什么", "谁来办", "办得怎样", "居民满不满意"],
 ["20260901", "2026-09-01", "许海波", "13800001201", "邮电园3号楼", "垃圾清运不及时", "物业", "办结", "满意"],
 ["20260902", "2026-09-02", "袁小玲", "13800001202", "邮电园5号楼", "狗叫扰民", "社区", "办理中", ""],
]), sheet(None, "wish", [1], [
  {"row": 2, "title": "垃圾清运不及时", "resident": "许海波", "phone": "13800001201", "recorded_on": "2026-09-01", "rating": 4},
  {"row": 3, "title": "狗叫扰民", "resident": "袁小玲", "recorded_on": "2026-09-02"},
 ], unknown=["流水号"]))

case("走访续表.csv", txt([
 ["高龄老人探访记录", "", "", "", ""],
 ["探访时间", "老人姓名", "住址", "探访人", "探访情况"],
 ["2026.7.1", "董秀英", "邮电园1号楼", "田小雨", "精神尚可"],
 ["2026.7.1", "于长河", "邮电园1号楼", "田小雨", "需购药"],
 ["第1页 共2页", "", "", "", ""],
 ["高龄老人探访记录（续）", "", "", "", ""],
 ["探访时间", "老人姓名", "住址", "探访人", "探访情况"],
 ["2026.7.8", "萧玉琴", "3302南院", "田小雨", "已去世"],
 ["2026.13.8", "程建国", "3302南院", "田小雨", "良好"],
 ["第2页 共2页", "", "", "", ""],
], enc="gb18030"), sheet(None, "visit", [2], [
  {"row": 3, "household": "董秀英", "on": "2026-07-01", "by": "田小雨", "heard": "精神尚可"},
  {"row": 4, "household": "于长河"},
  {"row": 8, "household": "萧玉琴", "on": "2026-07-08"},
 ], refused=[(9, "impossible_date")], ignored=[(5, "page number"), (6, "heading again"), (7, "heading again"), (10, "page number")]))

case("义剪日时长.xlsx", book(("Sheet1", [
 ["2026年5月26日义剪日志愿者时长确认表"], ["姓名", "工时", "地点", "备注"],
 ["朱丽华", "3h", "社区广场", ""], ["王芳", "3h", "社区广场", ""], ["李强", "1小时30分", "社区广场", "中途离开"], ["小计", "7.5", "", ""],
])),
 sheet("Sheet1", "hours", [2], [
  {"row": 3, "volunteer": "朱丽华", "hours": 3.0, "on": "2026-05-26", "place": "社区广场"},
  {"row": 4, "volunteer": "王芳", "hours": 3.0}, {"row": 5, "volunteer": "李强", "hours": 1.5, "extra": {"备注": "中途离开"}},
 ], ignored=[(6, "subtotal")], remark=["备注"]))

case("热线.csv", txt([["12345热线工单汇总"], ["工单编号", "来电时间", "来电人", "来电号码", "事发地址", "工单标题", "具体内容", "承办单位", "办理时限", "工单状态", "紧急程度"],
 ["ZZ20261101001", "46327", "匿名", "", "邮电园北门", "路灯不亮", "北门路灯连续三天不亮", "社区", "46332", "已办结", "一般"],
 ["ZZ20261101002", "46328.5", "曹永昌", "13800001302", "邮电园北门", "=cmd|' /C calc'!A0", "测试", "社区", "2026-11-09", "处理中", "紧急"],
 ["ZZ20261101003", "2026-11-03 10:22:31", "程慧敏", "13800001303", "", "", "", "物业", "", "未处理", ""]]), sheet(None, "wish", [2], [
  {"row": 3, "title": "路灯不亮", "detail": "北门路灯连续三天不亮", "recorded_on": "2026-11-01", "due": "2026-11-06", "state": "done", "extra": {"工单编号": "ZZ20261101001"}},
  {"row": 4, "title": "=cmd|' /C calc'!A0", "recorded_on": "2026-11-02", "due": "2026-11-09", "resident": "曹永昌", "urgency": "urgent"},
 ], refused=[(5, "no_title")], unknown=["工单编号"]))

case("网格走访.xlsx", book(("一网格", [
 ["2026年11月网格员入户走访情况登记表（一网格）"],
 ["序号", "走访时间", "走访对象", None, None, "走访内容", None, "网格员"],
 [None, None, "姓名", "楼栋门牌", "联系方式", "家庭情况", "需求和建议", None],
 [1, "11月2日", "韩志勇", "2号楼1单元3户", 13800002001.0, "空巢，儿子在郑州", "希望理发上门", "石磊"],
 [2, None, "唐雪梅", "2号楼1单元5户", 13800002002.0, "", "楼道灯坏", None],
 [3, None, "冯国栋", "2号楼2单元1户", "", "", "", None],
 [4, "11月30日", "于秀兰", "2号楼2单元2户", "", "租户", "无", "石磊"],
 ["注：走访情况每月底前报社区", None],
], {"merge": ["A1:H1", "A2:A3", "B2:B3", "C2:E2", "F2:G2", "H2:H3", "B4:B6", "H4:H6", "A8:H8"]}),
 ("二网格", [["2026年11月网格员入户走访情况登记表（二网格）"], ["序号", "走访时间", "走访对象", "楼栋门牌", "联系方式", "走访内容", "网格员"], [1, "", "", "", "", "", ""], [2, "", "", "", "", "", ""]])),
 sheet("一网格", "visit", [2, 3], [
  {"row": 4, "household": "韩志勇", "on": "2026-11-02", "address": "2号楼1单元3户", "phone": "13800002001", "by": "石磊"},
  {"row": 5, "household": "唐雪梅", "on": "2026-11-02", "by": "石磊"},
  {"row": 6, "household": "冯国栋", "on": "2026-11-02", "by": "石磊"},
  {"row": 7, "household": "于秀兰", "on": "2026-11-30", "by": "石磊"},
 ], ignored=[(8, "footer")], year=2026, unknown=["序号", "需求和建议"]),
 sheet("二网格", "visit", [2], [], unknown=["序号"], ignored=[(3, "empty line of the form"), (4, "empty line of the form")]))

case("志愿活动记录.xlsx", book(("活动", [
 ["志愿服务活动记录"], ["活动日期", "活动名称", "活动地点", "参与志愿者", "时长", "组织单位", "活动负责人"],
 [date(2026,4,5), "清明祭扫劝导", "社区门口", "王芳、李强、张敏", 2, "志愿者协会", "石磊"],
 [date(2026,5,12), "防灾宣传", "广场", "刘洋", "1.5小时", "居委会", "孟晓"],
])), sheet("活动", "hours", [2], [
  {"row": 3, "volunteer": "张敏", "hours": 2.0},
  {"row": 4, "volunteer": "刘洋", "on": "2026-05-12", "hours": 1.5, "content": "防灾宣传", "team": "居委会", "in_charge": "孟晓"},
 ]))

case("调解登记簿.csv", txt([
 ["人民调解登记簿", "", "", "", "", "", "", "", ""], ["编号", "登记日期", "申请人", "被申请人", "纠纷事由", "纠纷类型", "调解员", "调解结果", "履行情况"],
 ["民调〔2026〕1号", "26.3.5", "高玉兰", "林志刚", "空调外机噪音", "噪音扰民", "田小雨", "达成协议", "已履行"],
 ["民调〔2026〕2号", "26.3.20", "罗秀珍", "某物业", "电梯费分摊", "物业纠纷", "田小雨", "调解中", ""],
 ["民调〔2026〕3号", "26.4.1", "郭淑琴", "何永利", "赡养费", "赡养", "石磊", "调解不成", "已起诉"],
]), sheet(None, "mediation", [2], [
  {"row": 3, "title": "空调外机噪音", "kind": "noise", "parties": ["高玉兰", "林志刚"], "opened_on": "2026-03-05", "mediator": "田小雨", "state": "agreed", "outcome": "已履行", "extra": {"编号": "民调〔2026〕1号"}},
  {"row": 4, "state": "open", "kind": "property"},
  {"row": 5, "state": "failed", "kind": "support"},
 ], unknown=["编号"]))

html = "<table><caption>辖区商户信息采集表</caption><tr><th>序号<th>店名<th>经营类别<th>经营者<th>手机<th>门牌<th>是否愿意参与志愿服务</tr><tr><td>1<td>示例面馆<td>餐饮<td>马永福<td>13800002601<td>建胜路21号<td>是</tr><tr><td>2<td>示例文具店<td>零售<td>朱丽华<td>13800002602<td>建胜路22号<td>否</tr></table>"
case("商户.xls", ("\ufeff" + html).encode("utf-8"), sheet(None, "partner", [2], [
  {"row": 3, "name": "示例面馆", "contact": "马永福", "phone": "13800002601"}, {"row": 4, "name": "示例文具店", "extra": {"门牌": "建胜路22号"}}], unknown=["序号", "门牌", "是否愿意参与志愿服务"]))

case("双清单.xlsx", book(("资源清单", [["红色联盟资源清单"], ["序号", "单位名称", "资源名称", "资源类型", "数量", "有效期", "联系人", "电话"],
 [1, "示例小学", "多功能厅", "场地", "1间", "2026年12月31日", "沈志远", "13800002901"], [2, "示例医院", "义诊医生", "专家", "4名", "长期", "曹永昌", ""]]),
 ("需求清单", [["红色联盟需求清单"], ["序号", "需求内容", "需求类型", "数量", "单位", "需求单位", "完成时限"],
 [1, "轮椅", "物资", 2, "辆", "居委会", "2026.12.20"], [2, "反诈讲座", "专家", "一次", "", "居委会", "2026.12.30"]])),
 sheet("资源清单", "offer", [2], [{"row": 3, "partner": "示例小学", "title": "多功能厅", "kind": "rooms", "quantity": 1.0, "unit": "间", "until": "2026-12-31"}, {"row": 4, "title": "义诊医生", "kind": "experts", "quantity": 4.0, "extra": {"有效期": "长期"}}], unknown=["序号", "联系人", "电话"]),
 sheet("需求清单", "need", [2], [{"row": 3, "title": "轮椅", "quantity": 2.0, "unit": "辆", "by": "2026-12-20", "asked_by": "居委会"}, {"row": 4, "title": "反诈讲座", "kind": "experts", "quantity": 1.0}], unknown=["序号"]))

case("重点人群.xlsx", book(("底数", [
 ["重点人群底数"], ["姓名", "小区", "楼号", "联系电话", "是否独居", "是否低保", "是否残疾", "探访频次", "网格员"],
 ["孙桂珍", "邮电园", "3号楼", 13800003401, "√", "", "√", "每周2次", "石磊"],
 ["马永福", "3302南院", "1号楼", "", "", "是", "否", "每月", "石磊"],
 ["朱丽华", "邮电园", "", "", "否", "否", "否", "", ""],
])), sheet("底数", "household", [2], [
  {"row": 3, "name": "孙桂珍", "compound": 2, "flags": ["alone", "disabled"], "phone": "13800003401"},
  {"row": 4, "name": "马永福", "compound": 1, "flags": ["low_income"], "every": 30}, {"row": 5, "name": "朱丽华"}], unknown=["网格员"]))

case("走访与诉求.xlsx", book(("11月", [
 ["走访记录", None, None, None, None, "居民诉求"],
 ["序号", "走访日期", "户主", "走访人", "走访情况", "序号", "受理日期", "诉求人", "诉求内容", "办理结果"],
 [1, date(2026,11,1), "何永利", "孟晓", "正常", 1, date(2026,11,1), "高玉兰", "换锁", "已换"],
 [2, date(2026,11,2), "林志刚", "孟晓", "住院", None, None, None, None, None],
])), sheet("11月", "visit", [2], [{"row": 3, "household": "何永利", "on": "2026-11-01"}, {"row": 4, "household": "林志刚"}], unknown=["序号"]),
 sheet("11月", "wish", [2], [{"row": 3, "title": "换锁", "resident": "高玉兰", "recorded_on": "2026-11-01", "outcome": "已换"}], unknown=["序号"]))

# fmt: on


@pytest.mark.parametrize(("name", "content", "wanted"), CASES, ids=[name for name, *_ in CASES])
def test_a_strangers_ledger_becomes_what_was_decided(
    name: str, content: bytes, wanted: dict[str, Any]
) -> None:
    assert not list(differences(wanted, planned(content, name).to_json()))
