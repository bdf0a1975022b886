"""What a viewer is left with of numbers and houses."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.rules.privacy.masking import building_only, mask_phone, masked, scrubbed


@pytest.mark.parametrize(
    ("phone", "left"),
    [
        ("13712341234", "137****1234"),
        ("137 1234 1234", "137****1234"),
        ("+86-137-1234-1234", "137****1234"),
        ("１３７１２３４１２３４", "137****1234"),
        ("0311-87654321", "0311-****4321"),
        ("010 87654321", "010-****4321"),
        ("87654321", "****4321"),
        ("12345", "****"),
        ("", ""),
    ],
)
def test_a_phone_number_keeps_its_ends(phone: str, left: str) -> None:
    assert mask_phone(phone) == left


@pytest.mark.parametrize(
    ("address", "left"),
    [
        ("3号楼2单元501", "3号楼"),
        ("东风路5号院3号楼2单元501室", "东风路5号院3号楼"),
        ("邮电园小区 6栋 1203", "邮电园小区 6栋"),
        ("3-2-501", "3号楼"),
        ("南院3-501", "南院3号楼"),
        ("三号楼二单元", "三号楼"),
        ("南院平房12号", "南院平房****"),
        ("2单元501", "****"),
        ("大门口", "大门口"),
        ("", ""),
    ],
)
def test_an_address_ends_with_its_building(address: str, left: str) -> None:
    assert building_only(address) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("电话13712341234，下午在家", "电话****，下午在家"),
        ("打137-1234-1234或0311-87654321", "打****或****"),
        ("137 1234 1234 2026-11-24来过", "**** 2026-11-24来过"),
        ("2026-11-24 13712341234", "2026-11-24 ****"),
        ("一三七一二三四一二三四", "****"),
        ("身份证130104195001011234", "身份证****"),
        ("住3号楼2单元501，腿脚不便", "住3号楼****，腿脚不便"),
        ("3-2-501漏水", "3号楼****漏水"),
        ("2单元501室漏水", "****漏水"),
        ("三单元门口的路灯坏了", "三单元门口的路灯坏了"),
        ("找501室的老人", "找****的老人"),
        ("心愿2026-0042，12345热线转来", "心愿2026-0042，12345热线转来"),
        ("20261124之前，9:30到11:00，来了120人", "20261124之前，9:30到11:00，来了120人"),
        ("3号楼门口的路坏了", "3号楼门口的路坏了"),
        ("8月26日理发48人", "8月26日理发48人"),
    ],
)
def test_free_text_gives_away_neither_number_nor_house(text: str, left: str) -> None:
    assert scrubbed(text) == left


@given(
    before=st.text(alphabet="心愿 电话，是：ab", max_size=6),
    number=st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True),
    cuts=st.lists(st.sampled_from(["", " ", "-", "－", "·", "."]), min_size=2, max_size=2),
    after=st.text(alphabet="。打 来，cd", max_size=6),
)
def test_no_mobile_number_survives_however_it_is_written(
    before: str, number: str, cuts: list[str], after: str
) -> None:
    written = f"{number[:3]}{cuts[0]}{number[3:7]}{cuts[1]}{number[7:]}"
    digits = re.sub(r"\D", "", scrubbed(f"{before}{written}{after}"))
    assert number not in digits
    assert number[3:7] not in re.sub(r"\D", "", scrubbed(written)[3:-4])


@given(st.text())
def test_any_text_is_scrubbed_without_an_error_and_once_is_enough(text: str) -> None:
    once = scrubbed(text)
    assert scrubbed(once) == once


def test_every_depth_of_a_document_is_masked_and_its_dates_are_left() -> None:
    document = {
        "id": 1,
        "number": "2026-0042",
        "phone": "13712341234",
        "address": "3号楼2单元501",
        "recorded_on": "2026-11-24",
        "history": [{"at": "2026-11-24T10:00:00+08:00", "note": "回电0311-87654321", "state": "recorded"}],
        "later": {"contact": "李 13712341234"},
    }
    assert masked(document) == {
        "id": 1,
        "number": "2026-0042",
        "phone": "137****1234",
        "address": "3号楼",
        "recorded_on": "2026-11-24",
        "history": [{"at": "2026-11-24T10:00:00+08:00", "note": "回电****", "state": "recorded"}],
        "later": {"contact": "李 ****"},
    }


@pytest.mark.parametrize(
    ("resident", "text", "seen"),
    [
        ("John Smith", "John Smith heating, ask Smith", "某某 heating, ask 某某"),
        ("买买提·艾力", "帮买买提艾力看看，艾力家在楼上", "帮某某看看，某某家在楼上"),
        ("买买提·艾力", "买买提.艾力来电，买买提很急", "某某.某某来电，某某很急"),
        ("阿依古丽•吐尔逊", "吐尔逊来问", "某某来问"),
        ("Anna-Maria Petrova", "Petrova's flat is cold", "某某's flat is cold"),
        ("王小明", "王小明家的recorded", "王某家的recorded"),
        ("Li Na", "list of Linus", "list of Linus"),
    ],
)
def test_parts_of_names_of_several_words_are_known_in_the_records_texts(
    resident: str, text: str, seen: str
) -> None:
    shown = masked({"resident": resident, "title": text, "state": "recorded"}, "wishes")
    assert (shown["title"], shown["state"]) == (seen, "recorded")
