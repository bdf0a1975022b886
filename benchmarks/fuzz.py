"""Lines of quick entry made up at random: none may raise, lose a character, or take long. By hand: `make fuzz`.

A line is made of what clerks type (verbs, signs, names, dates, numbers, whole lines of the tables), cut, joined, doubled
and strewn with odd characters. The seed makes the same lines again; `START` goes on where an earlier run ended.

    python -m benchmarks.fuzz [LINES] [SEED] [START]
"""

from __future__ import annotations

import gc
import random
import sys
import time
import traceback
from collections.abc import Iterator
from typing import Final

from benchmarks.parsing import NOW, known, lines
from tui.capture.lines.chat import read_chat
from tui.capture.lines.completion import candidates
from tui.capture.lines.parsed_line import LineContext, ParsedLine, Verb
from tui.capture.lines.parser import parse_line
from tui.capture.lines.shown_parts import shown_parts
from tui.capture.lines.vocabulary import VERBS
from tui.capture.names.names import Names
from tui.desk.quick.readiness import load_for_lines
from tui.language.i18n import translator
from tui.rules.calendar.workdays import LIBRARY

# Milliseconds of CPU time that no line may take.
LONGEST: Final = 20.0
# A line that takes so many is read twice more, and the least of the three counts: systems count CPU time in ticks of up to 10 ms.
_READ_AGAIN: Final = 2.0
# Each so many lines is also shown in both languages, completed, and read as a chat.
_SHOWN_EVERY: Final = 5
_DEFAULTS: Final[tuple[Verb, ...]] = (*VERBS,)
_ODD: Final = "@＠#＃!！>＞》^＾…：:，,。、（）()【】「」《》~～-—/.·\u3000 \t\n\r\x00\x1b\u200d\ufe0f\u2028\ud7ff\U0001f600İﬁ㍿①Ⅳ２６"
_WORDS: Final = (
    "周五 週五 下周三 月底前 26号 12月5日 正月十五 腊月二十三 除夕 春节前 国庆后第二个工作日 3点左右 差五分八点 夜里1点 25:00 2月30日 两个星期后的周几 年前 "
    "下月最后一个周五 周二到周四 周一三五 之间 左右 以内 截止 自 起 至 止 每 每月逢8 第三个 工作日 半 多 来钟 初一 廿三 q1 h2 next friday between and to until "
    "first last of december tomorrow noon half past quarter to 5 working days 3h 两个半小时 4/0/1 赞成4 物业2人 2026-0042 42 5 很满意 3号楼2单元301 平安南大街26号 "
    "路灯2号 电梯3号 13800000000 a@b.cn C# 3>2 http://a.b/c#d 王秀英 @王秀 yam @闫爱民 >物业 >yjd #道路 !急 ^ @ > 欧阳 幸福 十 零 〇 二十 一百 点 时 分 日 月 年"
)  # fmt: skip
_PIECES: Final = _WORDS.split()


def made_up(seed: int, start: int, count: int) -> Iterator[tuple[int, str, Verb]]:
    """The lines numbered from `start` on, each with the verb that holds where it says none."""
    table = lines()
    for number in range(start, start + count):
        chance = random.Random(f"{seed}/{number}")
        yield number, _line(chance, table), chance.choice(_DEFAULTS)


def _line(chance: random.Random, table: list[str]) -> str:
    kind = chance.random()
    if kind < 0.35:  # a line of the tables, with slips
        text = list(chance.choice(table))
        for _ in range(chance.randint(1, 4)):
            at = chance.randint(0, len(text))
            text[at : at + chance.randint(0, 3)] = chance.choice(
                [chance.choice(_ODD), chance.choice(_PIECES), ""]
            )
        return "".join(text)
    if kind < 0.5:  # halves of two lines
        one, other = chance.choice(table), chance.choice(table)
        return (
            one[: chance.randint(0, len(one))]
            + chance.choice(["", " ", "，"])
            + other[chance.randint(0, len(other)) :]
        )
    if kind < 0.9:
        join = chance.choice(["", " ", "、", "，"])
        return join.join(chance.choice(_PIECES) for _ in range(chance.randint(1, 14)))
    if kind < 0.95:
        return chance.choice(_PIECES + list(_ODD)) * chance.randint(1, 300)
    return "".join(chance.choice(_ODD + "王二十三周月日点到前后每") for _ in range(chance.randint(0, 120)))


def lost(said: str, line: ParsedLine) -> str:
    """What is neither in the title nor in the span of a part; empty if nothing is lost."""
    covered = bytearray(len(said))
    for part in line.parts:
        if not part.in_title:
            covered[slice(*part.span)] = b"\1" * (part.span[1] - part.span[0])
    rest = "".join(char for char, gone in zip(said, covered, strict=True) if not gone)
    return "" if "".join(rest.split()) == "".join(line.title.split()) else rest


def main() -> int:
    """Read the lines and print what went wrong; 1 if anything did."""
    count, seed, start = (
        int(given) for given in (*sys.argv[1:4], *("100000", "1", "0")[len(sys.argv[1:4]) :])
    )
    speakers = translator("zh"), translator("en")
    load_for_lines()
    names = Names(known())
    names.prepare()
    context = LineContext(NOW, names, LIBRARY)
    raised = missing = slow = 0
    slowest, slowest_line, times = 0.0, "", []
    gc.collect()
    gc.freeze()  # as the desk does after its start
    for number, said, verb in made_up(seed, start, count):
        of_line = LineContext(NOW, names, LIBRARY, default=verb)
        try:
            took, line = _read(said, of_line)
            if took > _READ_AGAIN:
                took = min(took, _read(said, of_line)[0], _read(said, of_line)[0])
            if number % _SHOWN_EVERY == 0:
                for shown in shown_parts(line):
                    for tr in speakers:
                        shown.message.text(tr)
                candidates(said, len(said) // 2, context)
                read_chat(said)
        except Exception:  # noqa: BLE001 - whatever it is, it is told
            raised += 1
            print(f"RAISED {number}: {said!r}\n{traceback.format_exc(limit=-3)}")
            continue
        times.append(took)
        if rest := lost(said, line):
            missing += 1
            print(f"LOST {number}: {said!r}: {rest!r} is not {line.title!r}")
        if took > LONGEST:
            slow += 1
            print(f"SLOW {number}: {took:.1f} ms: {said[:80]!r}")
        if took > slowest:
            slowest, slowest_line = took, said
    times.sort()
    print(
        f"{count} lines from {start}, seed {seed}: {raised} raised, {missing} lost characters, {slow} over {LONGEST:.0f} ms; "
        f"median {times[len(times) // 2]:.3f}, p99 {times[int(len(times) * 0.99)]:.3f}, most {slowest:.2f} ms: {slowest_line[:60]!r}"
    )
    return int(bool(raised or missing or slow))


def _read(said: str, context: LineContext) -> tuple[float, ParsedLine]:
    """The milliseconds of CPU time that reading a line takes, and the line."""
    begun = time.process_time()
    line = parse_line(said, context)
    return (time.process_time() - begun) * 1000, line


if __name__ == "__main__":
    sys.exit(main())
