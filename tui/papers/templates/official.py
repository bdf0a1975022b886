"""Templates in the form of official papers: minutes of a meeting, invitation to one."""

from __future__ import annotations

from tui.papers.templates.page import HEADING, Page


def minutes() -> bytes:
    """会议纪要: opening sentence, who was there, what was agreed, what is to be done by whom."""
    page = Page()
    page.title("{{标题}}")
    page.line("{{开头}}")
    page.line("{%p if 出席 %}")
    page.labelled("出席：", "{{出席}}")
    page.line("{%p endif %}")
    page.line("{%p if 请假 %}")
    page.labelled("请假：", "{{请假}}")
    page.line("{%p endif %}")
    page.line("{%p if 列席 %}")
    page.labelled("列席：", "{{列席}}")
    page.line("{%p endif %}")
    page.line("{%p if 议定事项 %}")
    page.line("会议议定事项如下：")
    page.line("{%p endif %}")
    page.line("{%p for 项 in 议定事项 %}")
    page.line("{{项.序号}}、{{项.议题}}", font=HEADING)
    for part in ("讨论", "决定"):
        page.line(f"{{%p for 段 in 项.{part} %}}")
        page.line("{{段}}")
        page.line("{%p endfor %}")
    page.line("{%p if 项.表决 %}")
    page.line("表决情况：{{项.表决}}。")
    page.line("{%p endif %}")
    page.line("{%p for 办 in 项.待办 %}")
    page.line("待办：{{办.事项}}，责任人：{{办.责任人}}，完成时限：{{办.时限}}。")
    page.line("{%p endfor %}")
    page.line("{%p endfor %}")
    _part(page, "顺延事项", "以下议题未及议定，转下次会议：")
    _part(page, "居民诉求", "会上提出的居民诉求：")
    page.line("{%p if 其他待办 %}")
    page.line("其他待办事项：")
    page.line("{%p endif %}")
    page.line("{%p for 办 in 其他待办 %}")
    page.line("{{办.事项}}，责任人：{{办.责任人}}，完成时限：{{办.时限}}。")
    page.line("{%p endfor %}")
    page.line("{%p for 段 in 备注 %}")
    page.line("{{段}}")
    page.line("{%p endfor %}")
    _part(page, "更正", "会后更正：")
    page.line("")
    page.line("{%p if 记录人 %}")
    page.labelled("记录：", "{{记录人}}")
    page.line("{%p endif %}")
    page.line("{{单位}}", align="right")
    page.line("{{日期}}", align="right")
    return page.content()


def _part(page: Page, name: str, head: str) -> None:
    """A list of texts with a line above; nothing where it is empty."""
    page.line(f"{{%p if {name} %}}")
    page.line(head)
    page.line("{%p endif %}")
    page.line(f"{{%p for 段 in {name} %}}")
    page.line("{{段}}")
    page.line("{%p endfor %}")


def invitation() -> bytes:
    """会议通知: to whom, when, where, what about."""
    page = Page()
    page.title("{{标题}}")
    page.line("{{致}}：", indent=0)
    page.line("经研究，定于{{时间}}召开{{会议}}。现将有关事项通知如下：")
    page.line("一、会议时间", font=HEADING)
    page.line("{{时间}}")
    page.line("二、会议地点", font=HEADING)
    page.line("{{地点}}")
    page.line("三、会议议程", font=HEADING)
    page.line("{%p for 项 in 议程 %}")
    page.line("（{{项.序号}}）{{项.议题}}")
    page.line("{%p endfor %}")
    page.line("{%p if not 议程 %}")
    page.line("另行通知。")
    page.line("{%p endif %}")
    page.line("请准时参会。因故不能参会的，请提前告知社区。")
    page.line("")
    page.line("{{单位}}", align="right")
    page.line("{{日期}}", align="right")
    return page.content()
