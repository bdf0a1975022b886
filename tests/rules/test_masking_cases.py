"""The table of what a viewer sees, case by case, and numbers and doors however they are written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.rules.privacy.masking import HIDDEN, building_only, scrubbed, surname_only
from tui.rules.privacy.signs import plain

CASES: Final = Path(__file__).parent / "masking_cases.tsv"
SEEN: Final = {"address": building_only, "text": scrubbed, "harmless": scrubbed, "name": surname_only}
# So many of a hundred harmless texts may be withheld in part: false alarms.
FALSE_ALARMS: Final = 2.0


class Case(NamedTuple):
    """What is given, and what a viewer sees of it."""

    kind: str
    given: str
    seen: str


def cases() -> Iterator[Case]:
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield Case(*(part.replace("\\n", "\n") for part in line.split("\t")))


def test_the_table_is_long_enough_to_mean_something() -> None:
    given_ones = [(one.kind, one.given) for one in cases()]
    assert len(given_ones) == len(set(given_ones)) >= 500
    assert {kind for kind, _ in given_ones} == set(SEEN)


@pytest.mark.parametrize("case", [one for one in cases() if one.kind != "harmless"], ids=repr)
def test_what_could_be_somebodys_is_withheld(case: Case) -> None:
    assert SEEN[case.kind](case.given) == case.seen


def test_harmless_texts_stay_readable(record_property: Callable[[str, object], None]) -> None:
    harmless = [one.given for one in cases() if one.kind == "harmless"]
    alarms = [text for text in harmless if scrubbed(text) != text]
    share = 100 * len(alarms) / len(harmless)
    record_property("false alarms, percent", round(share, 2))
    assert share <= FALSE_ALARMS, alarms


@pytest.mark.parametrize("case", [one for one in cases() if one.kind == "text"], ids=repr)
def test_sentences_before_and_after_bring_nothing_to_light(case: Case) -> None:
    seen = plain(scrubbed(f"同志们来了。\n{case.given}\n下周五再议。"))
    for run in _runs(case.given):
        assert run not in seen or run in plain(case.seen)


def _runs(text: str) -> list[str]:
    return [run for run in "".join(c if c.isdigit() else " " for c in plain(text)).split() if len(run) > 2]


# ---- however they are written

STYLES: Final = (
    "0123456789", "０１２３４５６７８９", "⓪①②③④⑤⑥⑦⑧⑨", "零一二三四五六七八九", "〇一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖",
    "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗", "٠١٢٣٤٥٦٧٨٩", "⁰¹²³⁴⁵⁶⁷⁸⁹",
)  # fmt: skip
BETWEEN: Final = ("", " ", "-", " - ", "_", ".", "·", "/", "、", "，", "\n", "*", "—", "\u200b")
BEFORE: Final = (
    "",
    "电话",
    "联系人王秀英",
    "请打",
    "住户说",
    "3号楼门口，",
    "来了20人，",
    "2026-11-24 ",
    "微信同号",
    "（",
)
AFTER: Final = ("", "。", "，下午在家", " 500元", "（女儿）", "找王姐", "\n8月26日", " 3号楼", "！急")


def _written(number: str, styles: list[str], between: list[str]) -> str:
    out = ""
    for at, digit in enumerate(number):
        out += styles[at % len(styles)][int(digit)] + (
            between[at % len(between)] if at + 1 < len(number) else ""
        )
    return out


def _digits(text: str) -> str:
    spelled = {c: str(n) for style in STYLES for n, c in enumerate(style)}
    return "".join(spelled.get(c, " ") for c in plain(text))


@given(
    number=st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True),
    styles=st.lists(st.sampled_from(STYLES), min_size=1, max_size=3),
    between=st.lists(st.sampled_from(BETWEEN), min_size=1, max_size=4),
    before=st.sampled_from(BEFORE),
    after=st.sampled_from(AFTER),
)
def test_a_mobile_number_is_withheld_in_any_script(
    number: str, styles: list[str], between: list[str], before: str, after: str
) -> None:
    seen = scrubbed(f"{before}{_written(number, styles, between)}{after}")
    assert HIDDEN in seen
    left = [run for run in _digits(seen).split() if len(run) > 2]
    known = _digits(f"{before} {after}").split()
    assert [run for run in left if run not in known] == []


@given(
    building=st.integers(1, 30), unit=st.integers(1, 6), floor=st.integers(1, 33), side=st.integers(1, 4),
    style=st.sampled_from(STYLES[:6]), form=st.sampled_from([
        "{b}号楼{u}单元{d}", "{b}栋{d}", "{b}-{u}-{d}", "{b}.{u}.{d}", "{b}/{u}/{d}", "{u}单元{d}", "{u}单元{d}室", "{d}室", "{d}户",
        "{d}号房", "{u}门{d}", "A-{d}", "Room {d}", "rm{d}", "#{d}", "{b}幢 {u}单元 {d}", "{b}号楼，{d}", "{b}#{u}-{d}", "{d}",
    ]),
    before=st.sampled_from(("", "住", "找", "家住", "敲", "楼上", "漏到")),
    after=st.sampled_from(("", "漏水", "的老人", "不在家", "人不在家", "家吵架", "。", "，3号楼", "天天吵", "起火", "位于顶层", "王阿姨")),
)  # fmt: skip
def test_a_door_is_withheld_in_any_form(
    building: int, unit: int, floor: int, side: int, style: str, form: str, before: str, after: str
) -> None:
    def spelled(number: str) -> str:
        return "".join(style[int(digit)] for digit in number)

    door = f"{floor}{side:02d}"
    written = form.format(b=spelled(str(building)), u=spelled(str(unit)), d=spelled(door))
    seen = scrubbed(f"{before}{written}{after}")
    assert door not in _digits(seen).replace(" ", "|")
    shown = building_only(written)
    assert door not in _digits(shown)


@given(st.text(alphabet="0123456789一二三零〇十百号楼单元室户人个年月日点:-./ ，。A＃x"))
def test_whatever_is_left_is_left_again(text: str) -> None:
    once = scrubbed(text)
    assert scrubbed(once) == once
    assert scrubbed(plain(text)) == scrubbed(scrubbed(plain(text)))


@given(st.text())
def test_any_address_and_any_name_gives_something(text: str) -> None:
    assert building_only(building_only(text)) in {building_only(text), HIDDEN}
    assert bool(surname_only(text)) == bool(text.strip())
