"""What holds for every form of the desk: what Enter does, what the title names, what starts unset, what is said then."""

from __future__ import annotations

from datetime import date
from typing import Final

import pytest
from textual.widgets import Static, TextArea

from tests.screens.desk import Desk, Opened
from tests.screens.every_form import Opened as OpenedForm
from tests.screens.every_form import every_form, prepared
from tui.kinds import registry
from tui.kinds.record import Target
from tui.language.errors import Message
from tui.queries.naming import target_name
from tui.screens.base import acting
from tui.screens.base.announcing import Named
from tui.screens.base.form import FormScreen
from tui.store import Store
from tui.widgets.clock_field import ClockField
from tui.widgets.date_field import DateField
from tui.widgets.fields import Field, NoteField, NumberField, PickField
from tui.widgets.header_bar import HeaderBar
from tui.widgets.key_bar import KeyBar

# Choices for which the hint says what it means that nobody has said more.
PRESET: Final = {
    ("wish", "new", "category"), ("wish", "new", "urgency"),
    ("visit", "visit_wish", "category"), ("visit", "visit_wish", "urgency"),
    ("household", "visit_wish", "category"), ("household", "visit_wish", "urgency"),
    ("mediation", "new", "kind"),
}  # fmt: skip
# The newest, the best, the next, the only one or that of the row in front stands there to be looked at; another is one key away.
PROPOSED: Final = {
    "assignee",
    "holder",
    "record",
    "delivery",
    "item",
    "skill",
    "frm",
    "offer_id",
    "team_id",
    "partner_id",
}


@pytest.fixture
def full(store: Store) -> Store:
    """The model community, with records in every state that a form is for."""
    prepared(store)
    return store


async def opened(d: Desk, one: OpenedForm) -> FormScreen:
    """The form in front."""
    await d.app.push_screen(one.form)
    await d.settle()
    return one.form


def hint(form: FormScreen) -> str:
    """What is said beneath the fields."""
    return str(form.query_one(".hint", Static).visual)


async def test_title_names_the_record_and_enter_does_what_hint_and_bar_say(desk: Opened, full: Store) -> None:
    """In the first two fields of each form, in each of several lines, and in the last: there it saves."""
    async with desk() as d:
        tr, forms = d.app.context.tr, list(every_form(d.app.context))
        assert len(forms) > 55
        for one in forms:
            form = await opened(d, one)
            title = str(form.query_one("#form-title", HeaderBar)._texts[0])
            assert tr(registry.kind(one.kind).label) in title, (one.kind, one.act.command, title)
            if one.target is not None and (name := target_name(full, one.target, tr)):
                assert any(part in title for part in name.split()), (one.kind, one.act.command, title)
            shown = [field for field in form.fields if field.display]
            for at, field in enumerate(shown):
                if 1 < at < len(shown) - 1 and not isinstance(field, NoteField):
                    continue
                field.focus_editor()
                await d.settle()
                bar = {item.key: item.label for item in form.query_one(KeyBar).items}
                what = (one.kind, one.act.command, field.field)
                last = at + 1 == len(shown)
                enter, then = ("保存", "") if last else ("下一项", "  Ctrl+S 保存")
                if isinstance(form.focused, TextArea):
                    enter, then = "换行", "  Tab 下一项"
                assert bar["Enter"] == enter, what
                assert hint(form).startswith(f"Enter {enter}{then}"), what
                if enter == "下一项" and not at:
                    await d.press("enter")
                    assert shown[at + 1].has_focus_within, what
            assert d.app.screen is form
            await d.app.pop_screen()
            await d.settle()


async def test_no_form_states_a_fact_that_nobody_has_said(desk: Opened, full: Store) -> None:
    async with desk() as d:
        for one in every_form(d.app.context):
            if one.form._changed_only or one.form._base_version is not None:
                continue  # what is on record stands there
            for field in one.form.fields:
                what = (one.kind, one.act.command, field.field)
                if what in PRESET:
                    assert field.hint.startswith("没说"), what
                if isinstance(field, ClockField) and one.target is None:
                    assert field.value == "", what
                if isinstance(field, PickField) and field.required and what not in PRESET:
                    several = len(field._picker._options) > 1
                    assert field.value is None or not several or field.field in PROPOSED, what
                if isinstance(field, PickField) and one.target is None and what not in PRESET:
                    assert field.value in (None, [], False), what
                if isinstance(field, NumberField) and field.required:
                    assert field.value is None, what


async def test_who_came_and_what_was_asked_for_is_said_and_not_supposed(desk: Opened, full: Store) -> None:
    async with desk() as d:
        (one,) = [o for o in every_form(d.app.context) if (o.kind, o.act.command) == ("session", "complete")]
        await opened(d, one)
        fields = {field.field: field for field in d.form.fields}
        assert fields["volunteers"].value == []
        assert {field.value for name, field in fields.items() if name.startswith("count:")} == {None}
        await d.press("tab", "space")
        assert "> 全队：" in d.text
        await d.press("space")  # takes what the cursor shows
        came = list(fields["volunteers"].value)
        assert len(came) > 2
        await d.press("space", "down")
        assert d.form.focused is not None
        top, bottom = d.form.focused.region.y, d.form.focused.region.bottom
        (marked,) = [line.split("> ")[1].split()[0] for line in d.lines[top:bottom] if "> " in line]
        await d.press("space")
        (other,) = set(came) ^ set(fields["volunteers"].value)
        assert str((full.volunteers.find_stored(other) or {})["name"]).startswith(marked)
        await d.press("space", "escape")
        assert d.form is one.form


async def test_a_wish_of_which_nobody_has_said_how_it_came_says_so(desk: Opened, store: Store) -> None:
    async with desk() as d:
        await d.press("3", "n")
        await d.type("路灯坏了")
        await d.press("ctrl+s", "enter")
        assert store.wishes.all()[-1].channel is None
        assert "来源" not in d.text
        await d.press("e")
        for _ in range(20):
            if d.form.fields[d.form._at].field == "channel":
                break
            await d.press("tab")
        await d.press("right", "ctrl+s")
        assert store.wishes.all()[-1].channel is not None


async def test_what_is_saved_is_announced_with_kind_and_name(desk: Opened, full: Store) -> None:
    """All that begins a new record is filled in as a clerk would, and saved."""
    async with desk() as d:
        tr, told = d.app.context.tr, 0
        for one in [o for o in every_form(d.app.context) if o.act.command in {"new", "book"}]:
            form = await opened(d, one)
            for field in form.fields:
                if field.value is None or field.value == "":
                    fill(field, hour=10 + len(list(full.bookings.stored())))
            await d.settle()
            before = len(d.announced)
            await d.press("ctrl+s")
            assert d.app.screen is not form, (one.kind, d.errors(), d.text)
            said = d.announced[before]
            kind = {"day": "meeting", "due": "home"}.get(one.kind, one.kind)
            kind = "booking" if one.act.command == "book" else "service" if kind == "session" else kind
            assert tr(registry.kind(kind).label) in said, (one.kind, said)
            told += 1
        assert told >= 12


async def test_what_is_done_to_a_record_is_announced_with_kind_and_name(desk: Opened, full: Store) -> None:
    """Whatever a use case says, or a deed: here it says no more than that it is done."""
    async with desk() as d:
        context, told = d.app.context, 0
        for one in [o for o in every_form(context) if o.target is not None and o.kind != "day"]:
            one.form._save = lambda _values, _base: Message("Done again.")
            form = await opened(d, one)
            for field in form.fields:
                if field.value is None or field.value == "":
                    fill(field)
            await d.settle()
            await d.press("ctrl+s")
            assert one.target is not None
            name, kind = target_name(full, one.target, context.tr), registry.kind(one.kind).label
            assert d.announcement.startswith(f"{context.tr(kind)}「{name}」"), (
                one.kind,
                d.announcement,
                d.text,
            )
            told += 1
        assert told > 35
        deeds = [
            ("wish", "agenda", Target("wish", 2)), ("session", "reopen", Target("session", 1, date(2026, 11, 26))),
            ("session", "confirm", Target("session", 1, date(2026, 11, 26))), ("lesson", "step", Target("lesson", 1)),
            ("lesson", "complete", Target("lesson", 1)),
        ]  # fmt: skip
        for kind, command, target in deeds:
            act = registry.kind(kind).act(command)
            assert act is not None
            assert act.deed is not None
            acting.opened(d.app, kind, act, target)
            await d.settle()
            name = target_name(full, target, context.tr).split()[0]
            assert context.tr(registry.kind(kind).label) in d.announcement, (kind, command, d.announcement)
            assert name in d.announcement, (kind, command, d.announcement)


def fill(field: Field, hour: int = 10) -> None:
    """Put into a field what a clerk might, the first choice where there are several."""
    starts, ends = f"{hour % 22:02}:00", f"{hour % 22 + 1:02}:00"
    if isinstance(field, PickField):
        values = [value for value, _ in field._picker._options if value is not None] or ["试"]
        field.put(values[-1 if field.field == "learner_id" else 0])
    elif isinstance(field, ClockField):
        field.put(ends if field.field == "ends" else starts)
    elif isinstance(field, DateField):
        field.put("2026-12-15")
    elif isinstance(field, NumberField):
        field.put("1")
    elif field.field in {"starts", "opens"}:
        field.put(starts)
    elif field.field in {"ends", "closes"}:
        field.put(ends)
    elif field.required or field.field in {"resident", "owner", "heard"}:
        field.put("试一试")


def test_a_message_is_given_kind_and_record_where_it_lacks_them(full: Store) -> None:
    from tui.desk.context import DeskContext
    from tui.language.i18n import translator
    from tui.seats.actor import Actor

    context = DeskContext(full, Actor("小李", "local"), translator("zh"))
    volunteer = Target("volunteer", 1)
    named = Named(context, volunteer)
    said = {
        "志愿者「闫爱民」：已更正为2时，原数保留。": Message(
            "Corrected to {n} h; the old figure is kept.", {"n": 2}
        ),
        "已保存：志愿者「闫爱民」。": Message("Saved: {name}.", {"name": "闫爱民"}),
        "已新建志愿者：闫爱民。": Message("Added {kind}: {name}.", {"kind": "志愿者", "name": "闫爱民"}),
    }
    for text, message in said.items():
        assert named.said(message).text(context.tr) == text
    wish = Message("Wish {number} saved.", {"number": "2026-0002"})
    assert Named(context, Target("wish", 2)).said(wish) == wish


async def test_a_text_that_matches_nothing_is_refused_at_every_choice_and_stays(
    desk: Opened, full: Store
) -> None:
    """In all choices of a form at once. Only one that takes names of its own offers the text, as an entry of its own."""
    async with desk() as d:
        tried, free, seq = 0, 0, full.seq
        for one in every_form(d.app.context):
            picks = [f for f in one.form.fields if isinstance(f, PickField)]
            if not picks:
                continue
            form = await opened(d, one)
            picks = [f for f in picks if f.display]
            for field in picks:
                field.focus_editor()
                await d.type("龘龘")
            await d.press("ctrl+s")
            for field in picks:
                what = (one.kind, one.act.command, field.field, field.error)
                assert d.app.screen is form, what
                assert "「龘龘」" in field.error, what
                assert field._picker.typed == "龘龘", what
                assert "龘龘" not in str(field.value), what
                if field._picker._options:
                    assert "可选：" in field.error, what
                if field._picker._free is not None:
                    value, label = field._picker._candidates()[-1]
                    assert value == "龘龘" != label, what
                    assert label.endswith("：龘龘"), what
                    free += 1
                tried += 1
            assert full.seq == seq
            await d.app.pop_screen()
            await d.settle()
        assert tried > 60
        assert free > 5
