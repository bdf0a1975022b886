"""Templates of forms that are signed: certificate of volunteer service, sign-in sheet, slip of a wish."""

from __future__ import annotations

from tui.papers.templates.page import Page, repeat_head

# mm of type between the margins.
_WIDTH = 156


def certificate() -> bytes:
    """志愿服务记录证明 (order 67 of the Ministry of Civil Affairs, art. 15). It asks for no number of identity."""
    page = Page()
    page.line("编号：{{编号}}", align="right", size=14)
    page.title("志愿服务记录证明")
    page.line(
        "兹证明志愿者{{姓名}}于{{开始}}至{{结束}}期间参加志愿服务{{次数}}次，服务时长共计{{总时长}}小时，记录如下："
    )
    table = page.table(
        (42, 48, 36, 30),
        (
            ("日期", "服务内容", "地点", "时长（小时）"),
            ("{%tr for 项 in 服务 %}", "", "", ""),
            ("{{项.日期}}", "{{项.内容}}", "{{项.地点}}", "{{项.时长}}"),
            ("{%tr endfor %}", "", "", ""),
        ),
    )
    repeat_head(table)
    page.line("", indent=0)
    page.line("记录单位：{{单位}}")
    page.line("单位负责人（签字）：________________")
    page.line("经办人（签字）：________________")
    page.line("")
    page.line("（单位盖章）", align="right")
    page.line("{{日期}}", align="right")
    return page.content()


def sheet() -> bytes:
    """活动签到表: those who signed up, and lines for those who just come."""
    page = Page()
    page.title("{{活动}}签到表")
    page.line("时间：{{时间}}", indent=0, size=14)
    page.line("地点：{{地点}}    服务队：{{服务队}}", indent=0, size=14)
    table = page.table(
        (16, 40, 40, 36, 24),
        (
            ("序号", "姓名", "联系电话", "签名", "备注"),
            ("{%tr for 人 in 名单 %}", "", "", "", ""),
            ("{{人.序号}}", "{{人.姓名}}", "{{人.电话}}", "", "{{人.备注}}"),
            ("{%tr endfor %}", "", "", "", ""),
        ),
    )
    repeat_head(table)
    page.line("报名{{报名人数}}人。", indent=0, size=14)
    return page.content()


def slip() -> bytes:
    """居民心愿办理单: what is wished, for whom, until when; what was done is written by hand."""
    page = Page()
    page.title("居民心愿办理单")
    # All of it on one page: what stands below the table would be alone on a second one.
    page.line("{{单位}}    {{日期}}    编号：{{编号}}", align="right", size=14)
    label, rest = 32, _WIDTH - 32
    page.table(
        (label, rest),
        (
            ("心愿内容", "{{心愿}}"),
            ("详细情况", "{{详情}}"),
            ("居民姓名", "{{居民}}"),
            ("联系电话", "{{电话}}"),
            ("住址", "{{住址}}"),
            ("来源与类别", "{{来源}}    {{类别}}    {{紧急程度}}"),
            ("登记日期", "{{登记日期}}"),
            ("办理人", "{{办理人}}"),
            ("协办", "{{协办}}"),
            ("办理时限", "{{时限}}"),
            ("办理结果", "\n\n"),
            ("是否解决", "□ 已解决    □ 未解决"),
            ("满意程度", "□ 满意    □ 基本满意    □ 不满意"),
            ("居民签字", "                    年    月    日"),
            ("办理人签字", "                    年    月    日"),
        ),
        size=14,
    )
    return page.content()
