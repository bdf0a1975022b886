"""Reading the lines of quick entry in a large community, over a bare search for the same names."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import islice, product
from pathlib import Path

from benchmarks.measure import Row, median_ms, percentile_ms
from benchmarks.stores import ROOT
from tui.capture.lines.completion import candidates
from tui.capture.lines.parsed_line import LineContext
from tui.capture.lines.parser import parse_line
from tui.capture.lines.vocabulary import STANDARD
from tui.capture.names.names import NamedEntity, NameKind, Names
from tui.desk.quick.readiness import load_for_lines
from tui.rules.calendar.time_zone import LOCAL
from tui.rules.calendar.workdays import LIBRARY

ROUNDS = 10
NOW = datetime(2026, 11, 24, 10, 30, tzinfo=LOCAL)
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗单解曾仇区查朴乐任盖"
GIVEN = ("秀英", "建国", "淑芬", "玉兰", "志强", "桂珍", "行乐", "长重", "国庆", "文彬", "爱民", "凤")
ABOUT = ("夕阳", "晨光", "绿色", "红色", "爱心", "邻里", "银发", "平安", "和谐", "幸福")
# How many of what a large community knows by name, and what the names end in.
SIZES: tuple[tuple[NameKind, int, tuple[str, ...]], ...] = (
    ("team", 30, ("维修服务队", "巡防志愿队", "朗诵队")),
    ("partner", 60, ("物业公司", "幼儿园", "卫生院", "超市", "中学", "派出所")),
    ("service", 40, ("义诊服务日", "上门理发", "家电维修", "法律咨询")),
    ("place", 60, ("小区", "活动中心", "服务站", "广场", "门口", "议事亭")),
)
# Beside the table of lines: what is on no record, slips, and long text.
MORE = (
    "修灯 @yaniamin >xywxdui ^明天", "修灯 @wangxiuyinh", "修灯 @王秀影 @欧阳无人", "修灯 @qwertyuiop", "工时 王修英 李建果 3h 义剪",
    "心愿 " + "路面坑洼，下雨积水，老人出行不便。" * 12 + "@王秀英 >晨光物业公司 ^下周五",
)  # fmt: skip


def known() -> list[NamedEntity]:
    """200 volunteers, 30 teams, 60 partners, 40 services, 60 places, and the standard words."""
    people = islice(("".join(name) for name in product(SURNAMES, GIVEN)), 0, None, 2)
    found = [*STANDARD, NamedEntity("person", 1, "闫爱民")]
    found += [NamedEntity("person", at, name) for at, name in enumerate(islice(people, 199), 2)]
    for kind, count, ends in SIZES:
        names = islice(("".join(name) for name in product(ABOUT, ends)), count)
        found += [NamedEntity(kind, at, name) for at, name in enumerate(names, 1)]
    return found


def lines() -> list[str]:
    """What clerks type: the tables that the tests read, and more."""
    folder = ROOT / "tests" / "capture"
    found = []
    for name, column in (("lines.txt", 0), ("real_lines.txt", 1)):
        table = (folder / name).read_text("utf-8").splitlines()
        found += [row.split("\t")[column] for row in table if row and not row.startswith("#")]
    return [*found, *MORE]


def run(_folder: Path) -> list[Row]:
    """CPU time of this process. A line's figure is the least of the rounds, so that others' work is not counted.

    The first reading of each line by names that are new is a row of its own, with what is made ready beforehand
    as it is at the desk (`tui.screens.background.reading`).
    """
    table, everything = lines(), [*known(), NamedEntity("person", 1000, "新来")]
    names = [one.name for one in everything]
    loading = _timed(load_for_lines)
    times: defaultdict[str, list[float]] = defaultdict(list)
    read: list[list[float]] = []
    keys: list[list[float]] = []
    for number in range(ROUNDS):
        # Somebody new: what was worked out of the names before does not serve.
        everything[-1] = NamedEntity("person", 1000 + number, f"新来{'一二三四五六七八九十'[number % 10]}")
        times["gather"].append(_timed(lambda: Names(everything)))
        newcomers = Names(everything)
        times["prepare"].append(_timed(newcomers.prepare))
        context = LineContext(NOW, newcomers, LIBRARY)
        times["first"] += [_timed(lambda: parse_line(line, context)) for line in table]  # noqa: B023 - called at once
        context = LineContext(NOW, Names(everything), LIBRARY)
        read.append([_timed(lambda: parse_line(line, context)) for line in table])  # noqa: B023
        times["bare"] += [
            _timed(lambda: [name for name in names if line.find(name) >= 0])  # noqa: B023
            for line in table
        ]
        keys.append(
            [
                _timed(lambda: candidates(line[:end], end, context))  # noqa: B023
                for line in table
                for end in range(1, min(len(line), 40) + 1)
            ]
        )
    return [
        _row("a line understood", _least(read), times["bare"], "under 2 ms"),
        _row("the same, the first time after names have changed", times["first"], times["bare"], ""),
        _row("what Tab offers, a key", _least(keys), times["bare"], "under 2 ms"),
        Row("gathering names, one of them new", f"{median_ms(times['gather']):.3f} ms"),
        Row("looking into their spellings, beside the keys", f"{median_ms(times['prepare']):.3f} ms"),
        Row("loading what lines are read by, once, after the first paint", f"{loading * 1000:.1f} ms"),
    ]


def _least(rounds: Sequence[Sequence[float]]) -> list[float]:
    """The least of all rounds for each line."""
    return [min(of_one) for of_one in zip(*rounds, strict=True)]


def _row(what: str, ours: Sequence[float], bare: Sequence[float], aim: str) -> Row:
    return Row(
        f"{what}: median / p99 / most",
        f"{median_ms(ours):.3f} / {percentile_ms(ours, 99):.3f} / {max(ours) * 1000:.2f} ms",
        f"{median_ms(bare):.3f} ms bare str.find of each name",
        f"{median_ms(ours) / median_ms(bare):.1f}",
        aim and f"p99 {aim}",
    )


def _timed(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start
