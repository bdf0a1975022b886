"""What a dropped line left is opened again, also where another version of the program wrote it."""

from __future__ import annotations

import pytest

from tests.screens.desk import Opened
from tui.desk.desk import Desk as UseCases
from tui.kinds.record import Target
from tui.screens.base.form import FormScreen
from tui.screens.base.origin import Origin
from tui.screens.entry.left_behind import reopened, said_in
from tui.screens.entry.meeting_mode import MeetingModeScreen
from tui.screens.entry.quick import QuickScreen
from tui.seats.actor import Actor
from tui.seats.drafts import Draft
from tui.store import Store


def draft(command: str, kind: str, id: int | None = None, on: str | None = None) -> Draft:
    return Draft(command, kind, id, on, "title", {}, None, "2026-11-24T09:00:00+08:00")


@pytest.mark.parametrize(
    ("command", "kind", "id", "on", "field"),
    [
        ("new", "wish", None, None, "title"),
        ("edit", "wish", 2, None, "title"),
        ("days", "session", 1, "2026-11-27", "months"),
        ("book", "partner", None, None, "room_id"),
        ("new", "day", None, None, "kind"),
        ("settings", "", None, None, "name"),
        ("handover", "", None, None, "frm"),
        # As they were written up to 0.1.
        ("new", "community", None, None, "name"),
        ("new", "handover", None, None, "frm"),
        ("again", "due", None, None, "resident"),
    ],
)
async def test_a_form_is_opened_again(
    desk: Opened, store: Store, command: str, kind: str, id: int | None, on: str | None, field: str
) -> None:
    UseCases(store, Actor("小李", "local")).rooms.rooms.add({"name": "会议室"})
    async with desk() as d:
        form = reopened(d.app, draft(command, kind, id, on))
        assert isinstance(form, FormScreen)
        assert field in {one.field for one in form.fields}
        assert form.origin is not None
        assert reopened(d.app, draft(form.origin.command, form.origin.kind, id, on)) is not None


async def test_a_line_is_taken_up_in_its_meeting_and_by_itself_once_that_is_over(
    desk: Opened, store: Store
) -> None:
    meetings = UseCases(store, Actor("小李", "local")).meetings
    id = int(meetings.plan({"starts_at": "2026-11-27T15:00:00+08:00"})["id"])
    async with desk() as d:
        assert isinstance(reopened(d.app, draft("quick", "line")), QuickScreen)
        assert isinstance(reopened(d.app, draft("confirm", "meeting", id)), MeetingModeScreen)
        meetings.close(id)
        assert isinstance(reopened(d.app, draft("confirm", "meeting", id)), QuickScreen)


def test_what_was_typed_is_said_and_no_code_of_a_choice() -> None:
    values = {
        "title": "水管漏",
        "resident": "王奶奶",
        "category": "other",
        "urgency": "normal",
        "phone": "",
        "compound": 2,
    }
    one = Draft("new", "wish", None, None, "登记心愿", values, None, "2026-11-24T09:00:00+08:00")
    assert said_in(one) == ["水管漏", "王奶奶"]


@pytest.mark.parametrize(
    ("command", "kind", "id"),
    [
        ("edit", "wish", 4711),
        ("edit", "wish", None),
        ("edit", "barge", 1),
        ("polish", "wish", 1),
        ("polish", "", None),
    ],
)
async def test_what_cannot_be_opened_any_more_is_said(
    desk: Opened, command: str, kind: str, id: int | None
) -> None:
    async with desk() as d:
        assert reopened(d.app, draft(command, kind, id)) is None
        await d.settle()
        assert len(d.announced) == 1


def test_of_a_session_the_stored_record_is_its_service(store: Store) -> None:
    assert (Origin("edit", "session", Target("session", 1)).stored(store) or {})["name"] == (
        store.services.find_stored(1) or {}
    )["name"]
    assert Origin("new", "wish").stored(store) is None
