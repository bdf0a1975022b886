"""What is copied from a group chat: messages with their senders."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.capture.community import CONTEXT
from tui.capture.lines.chat import ChatLine, read_chat, sent_by
from tui.capture.lines.parser import parse_line

WROTE = (
    ("张三", "3号楼2单元灯不亮"), ("李四", "5号楼 下水又堵了"), ("王大妈", "电梯3号停了三天"), ("3号楼 赵阿姨", "能不能加几把长椅"),
    ("物业小李", "明天来修，12月1日前修好"),
)  # fmt: skip
FORMS = {
    "name, then text": "{name}:\n{text}\n",
    "name：, then text": "{name}：\n{text}\n",
    "name and day": "{name} 2026/11/28 10:21\n{text}\n",
    "name and day with seconds": "{name} 2026-11-28 10:21:33\n{text}\n",
    "name: and time": "{name}: 10:21\n{text}",
    "name and day in Chinese": "{name} 2026年11月28日 10:21\n{text}\n",
    "name and part of the day": "{name}  下午 2:21\n{text}",
    "name and yesterday": "{name} 昨天 20:05\n{text}",
    "account of QQ": "2026-11-28 10:21:33 {name}(10001)\n{text}\n",
    "mail of QQ": "2026-11-28 10:21:33 {name}<a@b.cn>\n{text}\n",
    "day, month, year in brackets": "[28/11/2026, 10:21:02] {name}: {text}",
    "day, month, year and a dash": "28/11/2026, 10:21 - {name}: {text}",
    "time in brackets": "[10:21] {name}: {text}",
    "day and time in brackets": "[2026-11-28 10:21:33] {name}：{text}",
    "time, name": "2026-11-28 10:21:33 {name}\n{text}\n",
    "time, name on a line": "10:21 {name}：{text}",
    "name (time)": "{name}(10:21)：{text}",
    "name [time]": "{name} [11-28 10:21] {text}",
    "name (time), then text": "{name} (2026/11/28 10:21)\n{text}",
    "name, time: text": "{name} 10:21: {text}",
    "time, then name, then text": "昨天 21:05\n{name}\n{text}\n",
    "day and time, then name, then text": "2026-11-28 10:21\n{name}\n{text}\n",
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_messages_are_read_with_their_senders(form: str) -> None:
    chat = "\n".join(form.format(name=name, text=text) for name, text in WROTE)
    if form.startswith(("{name}:\n", "{name}：\n")):
        chat = chat.replace("3号楼 赵阿姨", "3号楼赵阿姨")
        assert [(line.sender.replace("3号楼赵", "3号楼 赵"), line.text) for line in read_chat(chat)] == [
            *WROTE
        ]
        return
    assert [(line.sender, line.text) for line in read_chat(chat)] == [*WROTE]


def test_what_stands_between_messages_is_left_out_and_long_messages_are_one_line() -> None:
    chat = """平安里居民群的聊天记录
—————  2026-11-28  —————
张三  10:21
3号楼灯不亮
晚上看不见

“李四”撤回了一条消息
李四  10:25
下水又堵了
"""
    assert read_chat(chat) == (
        ChatLine("张三", "3号楼灯不亮 晚上看不见", 3),
        ChatLine("李四", "下水又堵了", 8),
    )


def test_a_time_in_what_somebody_wrote_begins_no_message() -> None:
    chat = """王阿姨 9/15 晚上8:11
三单元的灯又不亮了
李明 9/15 晚上8:12
我们楼也是
8:30有人来看过
水管爆了 8:30
物业小赵 昨天 21:05
收到，周五前修好
"""
    assert [(line.sender, line.text) for line in read_chat(chat)] == [
        ("王阿姨", "三单元的灯又不亮了"),
        ("李明", "我们楼也是 8:30有人来看过 水管爆了 8:30"),
        ("物业小赵", "收到，周五前修好"),
    ]


def test_the_time_may_stand_on_a_line_below_the_sender() -> None:
    chat = """群聊的聊天记录
王阿姨
2026年9月15日 20:11
三单元的灯又不亮了
老人不敢下楼
李明
2026年9月15日 20:12
我们楼也是
"""
    assert [(line.sender, line.text) for line in read_chat(chat)] == [
        ("王阿姨", "三单元的灯又不亮了 老人不敢下楼"),
        ("李明", "我们楼也是"),
    ]


def test_names_and_texts_on_one_line_need_no_time() -> None:
    chat = "张三：灯不亮\n李四: 下水堵了\n王大妈：电梯停了\n"
    assert [line.sender for line in read_chat(chat)] == ["张三", "李四", "王大妈"]


@pytest.mark.parametrize(
    "text",
    ["", "路灯坏了", "心愿 路灯坏了\n任务 报价 >物业\n路灯又坏了", "心愿：路灯坏了\n任务：报价\n心愿：下水堵了", "9:30 开门\n10:30 关门",
     "今天停水\n张三 10:21\n灯不亮\n李四 10:22\n好"],
)  # fmt: skip
def test_other_lines_are_no_chat(text: str) -> None:
    assert read_chat(text) == ()


def test_the_sender_is_the_resident_unless_the_line_names_one() -> None:
    line = sent_by(parse_line("楼道灯不亮", CONTEXT), "3号楼 张三", CONTEXT.names)
    who = line.first("who")
    assert (line.title, who and who.value) == ("楼道灯不亮", "张三")
    assert line.first("place") is not None
    assert line.ready
    known = sent_by(parse_line("楼道灯不亮", CONTEXT), "闫爱民", CONTEXT.names).first("who")
    assert known is not None
    assert known.known is not None
    named = sent_by(parse_line("楼道灯不亮 @闫爱民", CONTEXT), "张三", CONTEXT.names)
    assert [part.value for part in named.all("who")] == ["闫爱民"]


@given(st.text(max_size=200))
def test_any_text_is_a_chat_or_none(text: str) -> None:
    for line in read_chat(text):
        assert line.sender


@pytest.mark.parametrize(
    ("chat", "read"),
    [
        ("张三 2026年11月28日 星期六 10:12\n灯坏\n李四 2026年11月28日 星期六 10:13\n井盖响", "张三=灯坏 李四=井盖响"),
        ("张三\n2026/11/28 10:12:33\n灯坏\n\n李四\n2026/11/28 10:13:00\n井盖响\n", "张三=灯坏 李四=井盖响"),
        ("张三 星期三 10:12\n灯坏\n李四 星期三 下午3:15\n井盖响", "张三=灯坏 李四=井盖响"),
        ("🌻张三🌻 10:12\n灯坏\n😀 10:13\n井盖响", "🌻张三🌻=灯坏 😀=井盖响"),
        ("张三 10:12\n灯坏\n李四 10:13\n「张三：灯坏」\n- - - - - - - - -\n我家也是", "张三=灯坏 李四=我家也是"),
        ("李四 10:13\n「张三：灯坏」\n——————\n我家也是\n王五 10:14\n停水", "李四=我家也是|「张三：灯坏」 王五=停水"),
        ("张三: 灯坏\n李四: 「张三：灯坏」\n—————\n我家也是\n王五: 停水", "张三=灯坏 李四=我家也是 王五=停水"),
        ("张三 10:12\n灯坏\n张三 10:12\n[图片]\n李四 10:13\n[图片]\n", "张三=灯坏|[图片] 李四=[图片]"),
        ("居民群的聊天记录如下：\n\n——— 2026-11-28 ———\n\n张三  10:12\n\n灯坏\n\n李四  10:13\n\n井盖响", "张三=灯坏 李四=井盖响"),
        ('"张三"邀请"李四"加入了群聊\n张三 10:12\n灯坏\n你撤回了一条消息\n李四 10:13\n井盖响\n以下为新消息', "张三=灯坏 李四=井盖响"),
    ],
)  # fmt: skip
def test_the_usual_copied_forms(chat: str, read: str) -> None:
    assert " ".join(f"{m.sender}={m.text.replace(' ', '|')}" for m in read_chat(chat)) == read
