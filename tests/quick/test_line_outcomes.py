"""What a line leaves in the whole store: outside of a meeting and in one. `--approve` writes the outcomes anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desk.whole import outcome
from tui.desk.desk import Desk
from tui.desk.quick import QuickEntry

FOLDER = Path(__file__).parent
OUTSIDE = """\
心愿 大门口路面坑洼 @闫爱民 #道路 !急 >物业 ^下周五
心愿 门禁坏了 #没有这类
心愿 楼道灯不亮 @3号楼2单元 >夕阳维修队
路灯又坏了 ＠王奶奶 ！急 》物业
评 2026-0007 3 未解决
评 99 5
备注 2 已经约好
备注 2
任务 充电桩二期报价 >物业公司 ^月底
任务 量尺寸 @老孟
任务 充电桩
服务 银发义剪日 12月26日 9点半 @3号楼活动室 >夕阳维修队
服务 银发义剪日 12月26日
服务 健康讲座 12月10日 22:30
服务 健康讲座 12月11日 15:00-16:30 @活动室 >银发爱心义剪队
服务 义务理发 12月26日
服务 健康讲座 昨天
工时 闫爱民 3h 昨天 理发
工时 闫爱民 1.3h 理发
工时 闫爱民 2h >夕阳维修队
工时 闫爱民 2h
工时 张三丰 2h 理发
走访 @赵奶奶 怕冷
走访 @赵奶奶 3号楼 不怕冷了
走访 昨天 3号楼2单元 没人
走访 明天 @赵奶奶 好
走访
上门 理发 3号楼李奶奶 周五
上门 @王爷爷 修水龙头
上门 理发
议题 过年
撤销
@
工时 闫爱民等3人 2h 理发
工时 闫爱民 2h 张秀英 1h 理发
工时 闫爱民 11月20日至22日 2h 理发
走访 @赵奶奶 @钱爷爷 都好
上门 李奶奶 理发 周五下午2点 小王去
提醒 每周一9点 收表
服务 健康讲座 12月8号至12号每天9点
闫爱民 2h 理发
昨天走访赵奶奶 都好
完成 2 已修好
心愿 闫爱民 2h 理发
工时 闫爱民 2h 12月5日 理发
工时 闫爱民 2h 每周三 理发
上门 周玉兰 送药 明天 顺便看看暖气
#2 缺配件
"""
MEETING = """\
到会 物业2人 王经理 居委会 闫爱民
到会 四方 张先生
到会 物业3人
记录 大家都同意
先说停车的事
心愿 装路灯 >物业 ^周五
任务 画线 >物业公司 ^月底
议题 过年
表决 物业 4/0/1，居委会赞成3反对1
表决 5:1
表决 赞成12 反对1 弃权2
决议 一周内画线 >物业公司 ^下周五
决议 再看
决议
工时 闫爱民 1h 开会
"""


def outcomes(desk: Desk, quick_entry: QuickEntry, lines: str, meeting: int | None = None) -> str:
    """Each line, what it says before Enter, what it leaves, and what it says then."""
    found: list[str] = []
    for text in lines.splitlines():
        read = quick_entry.read(text, len(text), meeting=meeting is not None)
        said: list[str] = []

        def keep(text: str = text, said: list[str] = said) -> None:
            if meeting is None:
                said.append(str(quick_entry.keep(text)))
            else:
                stored = desk.store.meetings.get(meeting).stored()
                said.append(str(quick_entry.keep_in(stored, text, 1)))

        left = outcome(desk.store, keep)
        found += [
            f"# {text}",
            *(f"before: {m}" for m in read.preview),
            *left,
            *(f"after: {m}" for m in said),
            "",
        ]
    return "\n".join(found)


@pytest.mark.parametrize("where", ["outside", "meeting"])
def test_lines_leave_what_was_approved(
    desk: Desk, quick_entry: QuickEntry, where: str, request: pytest.FixtureRequest
) -> None:
    if where == "outside":
        wish = desk.wishes.record({"title": "补路"})
        assert wish["number"] == "2026-0007"
        desk.wishes.act(int(wish["id"]), "complete", outcome="补了")
        found = outcomes(desk, quick_entry, OUTSIDE)
    else:
        meeting = int(desk.meetings.plan({"starts_at": "2026-11-24T15:00:00+08:00"})["id"])
        desk.meetings.put_on_agenda(int(desk.wishes.record({"title": "停车"})["id"]), meeting)
        found = outcomes(desk, quick_entry, MEETING, meeting)
    assert desk.store.check() == []
    path = FOLDER / f"{where}.txt"
    if request.config.getoption("--approve"):
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8")
