"""What is exported from forms that residents fill in themselves, and columns that say one thing together."""

from __future__ import annotations

from typing import Any, Final

import pytest

from tests.papers.importing.expected import differences, planned
from tests.papers.importing.test_strangers import book, paste, sheet

CASES: Final[list[tuple[str, bytes, dict[str, Any]]]] = []


def case(name: str, content: bytes, *sheets: dict[str, Any]) -> None:
    """One more."""
    CASES.append((name, content, {"sheets": list(sheets)}))


# fmt: off
case("诉求收集（收集结果）.xlsx", book(("工作表1", [
 ["提交者（自动）", "提交时间（自动）", "1.您的姓名（必填）", "2.您的手机号", "3.您住在几号楼几单元？", "4.您要反映的问题（必填）", "Q5.问题类型（单选）", "6.是否紧急"],
 ["阳光", "2026年3月5日 14:03", "周桂兰", 13800001101, "邮电园2号楼1单元", "楼道灯坏了", "维修", "是"],
 ["匿名用户", "2026年3月6日 20:15", "吴大爷", "13800001103；13800001113", "南院1号楼", "垃圾桶太少", "垃圾分类", "否"],
 ["静", "2026年3月8日 11:20", "郑静", "(空)", "邮电园5号楼", None, "其他", "否"]])),
 sheet("工作表1", "wish", [1], [
  {"row": 2, "title": "楼道灯坏了", "resident": "周桂兰", "phone": "13800001101", "address": "邮电园2号楼1单元", "category": "repairs", "urgency": "urgent", "recorded_on": "2026-03-05"},
  {"row": 3, "title": "垃圾桶太少", "phone": "13800001103", "category": "waste", "recorded_on": "2026-03-06"}],
  [(4, "no_title")], unknown=["提交者（自动）"]))

case("招募_按文本.xlsx", book(("Sheet1", [
 ["序号", "提交答卷时间", "所用时间", "来自IP", "1、您的姓名：", "2、您的联系电话：", "3、身份证号码：", "4、您可以提供的服务：(多选)", "5、其他想说的话"],
 ["1", "2026/3/5 20:11:09", "65秒", "1.1.1.1", "董建平", "13800001501", "130102195001011234", "理发┋陪伴", "(空)"]])),
 sheet("Sheet1", "volunteer", [1], [{"row": 2, "name": "董建平", "phone": "13800001501", "joined": "2026-03-05", "skills": ["理发", "陪伴"]}],
  unknown=["序号", "所用时间", "来自IP", "5、其他想说的话"], withheld=["3、身份证号码："]))

case("转办件.xlsx", book(("3月", [
 ["工单号", "来电时间", "来电人信息", None, "工单标题", "工单内容", "发生地点", None, None, "处置单位", "工单状态"],
 [None, None, "姓名", "电话", None, None, "楼", "单元", "室", None, None],
 ["GD1", "2026-03-05 08:12:00", "赵先生", 13800001001.0, "车库漏水", "长期漏水", "3号楼", "2单元", 401, "物业公司", "已办结3.8"],
 ["GD2", "2026/3/6 9:05:00", "钱女士", "", "摊贩占道", "〃", 5, 1, 102, "居委会", "处理中"],
 ["填表人：王芳", None, None, None, "审核人：", None, None, None, "2026年4月1日"]],
 {"merge": ["C1:D1", "G1:I1", "A1:A2", "B1:B2", "E1:E2", "F1:F2", "J1:J2", "K1:K2"]})),
 sheet("3月", "wish", [1, 2], [
  {"row": 3, "title": "车库漏水", "detail": "长期漏水", "address": "3号楼2单元401室", "state": "done", "done_on": "2026-03-08"},
  {"row": 4, "title": "摊贩占道", "detail": "长期漏水", "address": "5号楼1单元102室", "state": "in_progress"}],
  ignored=[(5, "footer")], unknown=["工单号"]))

case("2026年入户走访记录.xlsx", book(("3月", [
 ["走访时间", None, "走访对象及电话", "走访网格员", "走访详情"], ["月", "日", None, None, None],
 [3, 5, "王秀兰 13800001301", "田小雨", "血压偏高"], [None, 9, "李大妈（13800001302）", "石磊", "想理发"],
 [3, 31, "赵奶奶 无电话", "石磊", "无诉求"], [2, 30, "孙叔", "石磊", "无诉求"]],
 {"merge": ["A1:B1", "C1:C2", "D1:D2", "E1:E2"]})),
 sheet("3月", "visit", [1, 2], [
  {"row": 3, "household": "王秀兰", "phone": "13800001301", "on": "2026-03-05", "by": "田小雨", "heard": "血压偏高"},
  {"row": 4, "household": "李大妈", "phone": "13800001302", "on": "2026-03-09"},
  {"row": 5, "household": "赵奶奶", "on": "2026-03-31", "extra": {"走访对象及电话": "无电话"}}],
  [(6, "impossible_date")]))

case("志愿服务时间登记簿.xlsx", book(("登记", [
 ["2026年第一季度"], ["序号", "服务项目", "日期", "起止时间", "参加人员", "地点"],
 [1, "清扫", "1.9", "9:00-11:00", "王芳、李强", "邮电园"], [2, "理发", "3月26日", "14:00至17:00", "张敏等3人", "活动中心"]])),
 sheet("登记", "hours", [2], [
  {"row": 3, "volunteer": "李强", "on": "2026-01-09", "hours": 2.0}, {"row": 4, "volunteer": "张敏", "hours": 3.0, "extra": {"志愿者": "张敏等3人"}}],
  unknown=["序号"]))

case("活动开展情况.xlsx", book(("统计", [
 ["便民服务活动开展情况统计（2026年）"], ["活动主题", "活动日期", "活动时间", "活动地点", "受益人次"],
 ["银发义剪日", "1月26日", "9:00-11:00", "老年活动中心", "约60人次"], ["家电维修", "2月14日（周六）", "下午2点至4点半", "服务站", "20余人"]])),
 sheet("统计", "session", [2], [
  {"row": 3, "service": "银发义剪日", "on": "2026-01-26", "starts_at": "09:00", "ends_at": "11:00", "people_served": 60, "extra": {"受益人次": "约60人次"}},
  {"row": 4, "on": "2026-02-14", "starts_at": "14:00", "ends_at": "16:30", "people_served": 20}]))

case("爱心捐赠登记.xlsx", book(("捐赠", [
 ["2026年爱心捐赠登记表"], ["捐赠方", "物品名称及数量", None, "用途"], [None, "名称", "数量", None],
 ["爱心超市", "大米", "约50袋", "慰问"], ["爱心超市", "食用油", "50余桶", "慰问"]],
 {"merge": ["A2:A3", "B2:C2", "D2:D3"]})),
 sheet("捐赠", "offer", [2, 3], [
  {"row": 4, "title": "大米", "quantity": 50.0, "unit": "袋", "extra": {"数量": "约50袋"}}, {"row": 5, "title": "食用油", "quantity": 50.0, "unit": "桶"}],
  unknown=["用途"]))

case("社区需求清单.txt", paste([("需求项目", "数量及单位", "期望完成时间", "提出人"), ("轮椅", "3辆", "2026年12月底前", "照料站"), ("律师", "2名", "12月15日", "王芳")]),
 sheet(None, "need", [1], [{"row": 2, "title": "轮椅", "quantity": 3.0, "unit": "辆", "by": "2026-12-31", "asked_by": "照料站"}, {"row": 3, "by": "2026-12-15", "quantity": 2.0}]))

case("联席会议台账.xlsx", book(("2026年", [
 ["2026年四方联席会议台账"], ["会议名称", "召开时间", "参会人员", "研究议题"],
 ["四方联席会", "六月十八日上午九点", "王芳等12人", "停车"], ["居民议事会", "12月3日下午两点三十分", "8人", "清理"]])),
 sheet("2026年", "meeting", [2], [
  {"row": 3, "kind": "joint", "starts_at": "2026-06-18T09:00", "extra": {"参会人员": "王芳等12人"}},
  {"row": 4, "kind": "council", "starts_at": "2026-12-03T14:30", "state": "planned"}]))

case("活动.xlsx", book(("活动", [
 ["一、走访登记表"], ["序号", "走访日期", "户主", "走访人", "走访内容"], [1, "2026.3.5", "王芳", "石磊", "无异常"], [],
 ["二、经费支出表"], ["序号", "项目", "金额（元）", "经手人", "备注"], [1, "慰问品", 300, "石磊", None], ["合计", None, 300]])),
 sheet("活动", "visit", [2], [{"row": 3, "household": "王芳"}], unknown=["序号"]),
 sheet("活动", None, [6], [], [(7, "unknown_kind"), (8, "unknown_kind")]))
case("居民信息采集.xlsx", book(("Sheet1", [
 ["序号", "提交答卷时间", "1.请问您的姓名是？", "2.您家住在哪个小区？", "3.您家的详细地址（楼号-单元-房号）", "4.您家有无以下情况（多选）"],
 ["1", "2026/3/1 10:00:00", "张三丰", "邮电园", "3-1-201", "独居┋低保"], ["2", "2026/3/1 10:30:00", "李四光", "3302南院", "1-2-102", "(空)"]])),
 sheet("Sheet1", "household", [1], [
  {"row": 2, "name": "张三丰", "compound": 2, "address": "3-1-201", "flags": ["alone", "low_income"]}, {"row": 3, "name": "李四光", "compound": 1}],
  unknown=["序号", "提交答卷时间"]))

case("物业报修登记本.xlsx", book(("报修", [
 ["报修日期", "报修人及电话", "楼号", "房号", "报修内容", "维修人", "完成情况及时间"],
 ["2026.3.5", "王姐13800004101", "2", "301", "下水堵", "小刘", "已修3.5"], ["2026.3.8", "", "5", "101", "水管漏", "", ""]])),
 sheet("报修", "wish", [1], [
  {"row": 2, "title": "下水堵", "resident": "王姐", "phone": "13800004101", "address": "2号楼301室", "state": "done"},
  {"row": 3, "title": "水管漏", "address": "5号楼101室", "state": "recorded"}]))

case("助老上门工单.xlsx", book(("11月", [
 ["下单时间", "服务对象", "手机号", "服务类型", "期望上门时间", "完成时间"],
 ["2026-11-02 08:00", "蒋奶奶", "13800002701", "上门理发", "2026-11-03 上午", "2026-11-03 10:30"]])),
 sheet("11月", "home", [1], [{"row": 2, "resident": "蒋奶奶", "wished_on": "2026-11-03", "done_on": "2026-11-03"}], unknown=["下单时间"]))
# fmt: on


@pytest.mark.parametrize(("name", "content", "wanted"), CASES, ids=[name for name, *_ in CASES])
def test_a_form_that_people_filled_in_becomes_what_was_decided(
    name: str, content: bytes, wanted: dict[str, Any]
) -> None:
    assert not list(differences(wanted, planned(content, name).to_json()))


@pytest.mark.parametrize(
    ("name", "rows", "words"),
    [
        ("经费.xlsx", [["序号", "金额", "备注", "说明"], [1, "300", "", ""]], "cannot be told"),
    ],
)  # fmt: skip
def test_a_table_of_no_known_kind_is_told_in_words(name: str, rows: list[list[Any]], words: str) -> None:
    (found,) = planned(book(("表", rows)), name).sheets
    assert found.kind is None
    assert words in " ".join(str(said) for said in found.warnings)
