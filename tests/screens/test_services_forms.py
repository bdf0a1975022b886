"""Services and their sessions in forms: what is told while typing, what an edit holds for, what others did."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.screens.desk import LARGE, SMALL, Approved, Desk, Opened
from tui.desk.desk import Desk as UseCases
from tui.language.i18n import Lang
from tui.rules.calendar.workdays import LIBRARY
from tui.rules.services.schedule import next_session
from tui.screens.services import ServicesScreen
from tui.seats.actor import Actor
from tui.store import Store

WANG = Actor("老王", "window")
# Of the model community: the haircuts on the 26th, and the building service each Friday.
HAIRCUT, BUILDING = 1, 6
THURSDAY, FRIDAY = date(2026, 11, 26), date(2026, 11, 27)


def field(d: Desk, name: str) -> Any:
    """The field of the form in front."""
    return next(f for f in d.form.fields if f.field == name)


async def fill(d: Desk, name: str, text: str) -> None:
    """Put the cursor into a field and type, in place of what stood there."""
    field(d, name).focus_editor()
    await d.press("end", *["backspace"] * len(str(getattr(field(d, name), "text", ""))))
    await d.type(text)


async def on_session(d: Desk, service: int = BUILDING) -> None:
    """Put the cursor on the next session of a service, on the screen of services."""
    await d.press("2")
    d.table("list").select(service)
    await d.settle()
    await d.press("tab")
    assert d.app.screen.kind == "session"  # type: ignore[attr-defined]


def session(store: Store, service: int = BUILDING, on: date = FRIDAY) -> dict[str, Any]:
    """A session as it is on record."""
    return next(
        dict(s) for s in store.sessions.stored() if (s["service_id"], s["on"]) == (service, on.isoformat())
    )


@pytest.mark.parametrize(
    ("size", "lang"), [(SMALL, "zh"), (SMALL, "en"), (LARGE, "zh")], ids=["80x24-zh", "80x24-en", "120x36-zh"]
)
async def test_services_and_their_form_look_as_they_were_approved(
    desk: Opened, approved: Approved, size: tuple[int, int], lang: Lang
) -> None:
    async with desk(size, lang) as d:
        await d.press("2")
        await d.until(lambda: size == SMALL or "每月26日为老年人义务理发" in d.text)
        name = f"{size[0]}x{size[1]}-{lang}"
        approved(f"services-{name}", d.text)
        await d.press("e")
        approved(f"service-form-{name}", d.text)


# ---- a service in words


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=str)
@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("每月第二个周六", "每月第二个周六。接下来：12-12 周六、2027-01-09 周六"),
        ("每季度最后一个工作日", "每季度最后一个工作日。接下来：12-31 周四、2027-03-31 周三"),
        ("every month on the 26th", "每月26日。接下来：11-26 周四、12-26 周六、2027-01-26 周二"),
        ("重阳节", "每年重阳节。接下来：2027-10-08 周五、2028-10-26 周四"),
        ("随便什么时候", "还没看懂"),
    ],
)
async def test_what_a_recurrence_means_is_told_while_it_is_typed(
    desk: Opened, size: tuple[int, int], typed: str, told: str
) -> None:
    async with desk(size) as d:
        await d.press("2", "n", "tab")
        await d.type(typed)
        assert told in d.text.replace("\n                 ", "")


async def test_what_becomes_of_holidays_is_typed_with_the_recurrence(desk: Opened, store: Store) -> None:
    async with desk() as d:
        await d.press("2", "n")
        await fill(d, "name", "量血压")
        await fill(d, "rrule", "每周五，节假日除外")
        await fill(d, "starts", "9:00")
        await fill(d, "ends", "11:00")
        assert "每周五，遇节假日停办。接下来：11-27 周五" in d.text
        await d.press("ctrl+s")
    service = list(store.services.all())[-1]
    assert (service.name, service.rrule, service.on_holiday) == ("量血压", "FREQ=WEEKLY;BYDAY=FR", "skip")


async def test_it_is_told_in_english_as_well(desk: Opened) -> None:
    async with desk(LARGE, "en") as d:
        await d.press("2", "n", "tab")
        await d.type("每月第二个周六")
        assert "every month on the second Sat. Next: 12-12 Sat, 2027-01-09" in d.text


async def test_another_first_day_is_minded_in_what_is_told(desk: Opened) -> None:
    async with desk() as d:
        await d.press("2", "n", "tab")
        await d.type("每隔一周的周五")
        assert "接下来：11-27 周五" in d.text
        await d.press("tab")
        await d.type("2027-03-01")
        assert "接下来：2027-03-05 周五" in d.text


async def test_all_that_is_wrong_is_said_at_once_and_nothing_typed_is_lost(
    desk: Opened, store: Store
) -> None:
    async with desk() as d:
        await d.press("2", "n")
        typed = {"rrule": "看情况", "starts": "25点", "place": "小广场", "cap": "很多"}
        for name, text in typed.items():
            await fill(d, name, text)
        before = len(store.services)
        await d.press("ctrl+s")
        assert {"name", "rrule", "starts", "cap"} <= set(d.errors())
        assert {name: field(d, name).value for name in typed} == typed
        assert len(store.services) == before


async def test_times_are_said_as_people_say_them(desk: Opened, store: Store) -> None:
    async with desk() as d:
        await d.press("2", "n")
        await d.type("晚间讲座")
        await fill(d, "starts", "晚上7点半")
        assert next(line for line in d.lines if "晚上7点半" in line).endswith("19:30")
        await fill(d, "ends", "9pm")
        await d.press("ctrl+s")
        service = list(store.services.stored())[-1]
        assert (service["starts"], service["ends"]) == ("19:30", "21:00")


async def test_an_end_before_the_start_is_said_at_the_end(desk: Opened) -> None:
    async with desk() as d:
        await d.press("2", "n")
        await d.type("讲座")
        assert (field(d, "starts").value, field(d, "ends").value) == ("", "")  # nobody has said
        await d.press("ctrl+s")
        assert set(d.errors()) == {"starts", "ends"}
        await fill(d, "starts", "9:00")
        await fill(d, "ends", "8:00")
        await d.press("ctrl+s")
        assert d.errors() == {"ends": "! 结束时间必须晚于开始时间。"}


async def test_an_item_with_commas_of_its_own_stays_one_item(desk: Opened, store: Store) -> None:
    items = (*store.services.get(BUILDING).items, "工会、妇联职工维权")
    UseCases(store, WANG).services.edit(BUILDING, {"items": list(items)})
    async with desk() as d:
        await d.press("2")
        d.table("list").select(BUILDING)
        await d.press("e")
        field(d, "items").focus_editor()
        await d.press("end")
        await d.type(";就业咨询")
        await d.press("ctrl+s")
    assert store.services.get(BUILDING).items == (*items, "就业咨询")


async def test_a_clash_is_shown_while_a_service_is_typed(desk: Opened) -> None:
    async with desk() as d:
        await d.press("2", "n")
        await d.type("义诊")
        await fill(d, "rrule", "每月26日")
        await fill(d, "starts", "9:00")
        await fill(d, "ends", "11:00")
        assert "冲突" not in d.text
        await fill(d, "place", "老年活动中心")
        assert "冲突：同一时间该地点已安排「银发义剪日」" in d.text
        await fill(d, "starts", "14:00")
        await fill(d, "ends", "15:00")
        assert "冲突" not in d.text


# ---- what an edit holds for


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=str)
async def test_an_edit_asks_first_what_it_holds_for(desk: Opened, size: tuple[int, int]) -> None:
    async with desk(size) as d:
        await on_session(d)
        await d.press("e")
        assert "< 以后所有场次 >" in d.text
        assert not field(d, "reason").display
        await d.press("left")
        assert "< 只改 11-27 周五 这场 >" in d.text
        assert field(d, "reason").display
        await d.press("tab", "shift+tab", "down")
        assert field(d, "reason").has_focus_within


async def test_one_session_alone_is_changed(desk: Opened, store: Store) -> None:
    async with desk() as d:
        await on_session(d)
        await d.press("e", "left", "tab")
        await d.type("设备检修")
        await fill(d, "starts", "14:00")
        await fill(d, "ends", "16:00")
        await d.press("ctrl+s")
        assert "只改 2026-11-27" in d.announcement
    one = session(store)
    assert (one["starts_at"][11:16], one["ends_at"][11:16]) == ("14:00", "16:00")
    assert (one["reason"], one["history"][-1]["by"]) == ("设备检修", "小李")
    assert store.services.get(BUILDING).starts == "09:00"
    following = next_session(store.services.find_stored(BUILDING) or {}, [one], date(2026, 11, 28), LIBRARY)
    assert following is not None
    assert following["starts_at"].startswith("2026-12-04T09:00")


async def test_what_one_session_cannot_have_of_its_own_is_said_at_the_field(
    desk: Opened, store: Store
) -> None:
    async with desk() as d:
        await on_session(d)
        await d.press("e", "left", "tab")
        await d.type("试试")
        await fill(d, "rrule", "每周一")
        await d.press("ctrl+s")
        assert set(d.errors()) == {"rrule"}
        assert field(d, "rrule").value == "每周一"
    assert store.services.get(BUILDING).rrule == "FREQ=WEEKLY;BYDAY=FR"


async def test_an_edit_from_one_session_on_leaves_those_before(desk: Opened, store: Store) -> None:
    async with desk() as d:
        await d.press("2")
        d.table("list").select(BUILDING)
        await d.settle()
        await d.press("tab", "down", "e", "right")  # the session of 12-04
        await fill(d, "place", "小广场")
        await d.press("ctrl+s")
        assert "从 2026-12-04 起" in d.announcement
    old, new = store.services.get(BUILDING), list(store.services.stored())[-1]
    assert (str(old.until), old.place) == ("2026-12-03", "楼宇服务站")
    assert (new["place"], new["follows_id"]) == ("小广场", BUILDING)
    assert session(store)["place"] == "楼宇服务站"


async def test_an_edit_for_all_to_come_leaves_what_took_place(desk: Opened, store: Store) -> None:
    before = [dict(s) for s in store.sessions.stored() if s["state"] == "done"]
    async with desk() as d:
        await d.press("2")
        d.table("list").select(BUILDING)
        await d.press("e")
        await fill(d, "rrule", "每周二")
        await d.press("ctrl+s")
    assert store.services.get(BUILDING).rrule == "FREQ=WEEKLY;BYDAY=TU"
    assert [
        dict(s) for s in store.sessions.stored() if s["state"] == "done" and s["id"] <= before[-1]["id"]
    ] == before


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=str)
@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_every_form_of_a_session_draws_within_its_lines(
    desk: Opened, size: tuple[int, int], lang: Lang
) -> None:
    async with desk(size, lang) as d:
        await on_session(d)
        for key in ("m", "l", "y", "e", "x", "b"):
            await d.press(key)
            strips = d.app.screen._compositor.render_strips()
            assert len(strips) == size[1]
            assert {strip.cell_length for strip in strips} == {size[0]}
            if not isinstance(d.app.screen, ServicesScreen):  # b only says why not yet
                await d.press("escape")
            assert isinstance(d.app.screen, ServicesScreen)


# ---- days off


async def test_days_off_are_told_before_they_are_saved(desk: Opened, store: Store) -> None:
    async with desk() as d:
        await d.press("2", "y")
        assert "每月26日。接下来：11-26 周四、12-26 周六、2027-01-26 周二" in d.text
        await d.press("tab", "right", "right")  # weekends: the next working day
        assert "接下来：11-26 周四、12-28 周一、2027-01-26 周二" in d.text
        await fill(d, "exdates", "11-26")
        assert "接下来：12-28 周一、2027-01-26 周二、2027-02-26 周五" in d.text
        await fill(d, "pauses", "2027-01-20~2027-01-31 春节放假")
        await fill(d, "months", "1-6月,11,12")
        await d.press("ctrl+s")
    service = store.services.get(HAIRCUT)
    assert (service.on_weekend, [str(day) for day in service.exdates]) == ("next", ["2026-11-26"])
    assert (service.pauses[0].reason, service.months) == ("春节放假", (1, 2, 3, 4, 5, 6, 11, 12))


async def test_days_off_that_are_not_understood_stay_as_they_were_typed(desk: Opened, store: Store) -> None:
    async with desk() as d:
        await d.press("2", "y")
        typed = {"months": "十三月", "pauses": "最近", "exdates": "某天", "rdates": "12-25,哪天都行"}
        for name, text in typed.items():
            await fill(d, name, text)
        await d.press("ctrl+s")
        assert set(d.errors()) == set(typed)
        assert field(d, "months").value == "十三月"
        assert "! 看不懂日期「某天」" in d.text  # the sentence begins beside its mark, not under it
    assert store.services.get(HAIRCUT).rev == 1


async def test_a_colleague_who_changes_other_days_off_is_not_overwritten(
    desk: Opened, stores: Callable[[], Store], store: Store
) -> None:
    async with desk() as d:
        await d.press("2", "y")
        UseCases(stores(), WANG).services.edit(HAIRCUT, {"on_holiday": "skip"})
        await fill(d, "rdates", "12-05")
        await d.press("ctrl+s")
        service = store.services.get(HAIRCUT)
        assert (service.on_holiday, [str(day) for day in service.rdates]) == ("skip", ["2026-12-05"])
        assert "别人也改了：遇节假日。" in d.announcement
