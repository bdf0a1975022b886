"""Midnight: what is open then shows what it would show opened afterwards, and what is shown is what is kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.screens.conftest import NOW
from tests.screens.desk import LARGE, Opened
from tests.screens.every_form import every_form, prepared
from tui.desk.demo import load_demo
from tui.kinds.record import Target
from tui.language.errors import Message
from tui.platform.locations import model_community
from tui.screens.base import together
from tui.screens.base.form import FormScreen
from tui.seats.actor import Actor
from tui.store import Store, open_store
from tui.widgets.checklist import CheckField
from tui.widgets.date_field import DateField
from tui.widgets.fields import Field, NoteField, NumberField, PickField, TextField


class Clock:
    """A clock that stands still until somebody moves it."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def turn(self, days: int = 1) -> None:
        """It is so many days after the beginning."""
        self.now = NOW + timedelta(days)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    """The model community, with records in every state that a form is for, by a clock that can be moved."""
    store = open_store(tmp_path / "data", now=clock)
    load_demo(store, model_community(), Actor("示例", "test"))
    prepared(store)
    yield store
    store.close()


def stands(form: FormScreen) -> list[Any]:
    """What a form has in its fields, with the choices and what is said beside and beneath them."""
    found: list[Any] = []
    for field in form.fields:
        options: Sequence[object] = ()
        if isinstance(field, PickField):
            options = field._picker._options
        elif isinstance(field, CheckField):
            options = field._list._options
        notes = (field._side, *field._notes_by_tone.values())
        found.append((field.field, field.value, field.hint, notes, list(options)))
    return found


def type_into(field: Field) -> None:
    """Put something of one's own into a field."""
    if isinstance(field, PickField) and not field._picker.many:
        values = [value for value, _ in field._picker._options if value != field.value]
        field.put(values[-1] if values else field.value)
    elif isinstance(field, DateField):
        field.put("后天")
    elif isinstance(field, NumberField):
        field.put("7")
    elif isinstance(field, TextField | NoteField):
        field.put("明天再说")


async def test_a_form_open_at_midnight_is_one_opened_after_it_with_what_was_typed(
    desk: Opened, clock: Clock
) -> None:
    """Saving in the moment of midnight asks to look again; then what the use case gets is what stands there.

    Tried with each form that is another one on the next day.
    """
    async with desk() as d:
        turning = dict[str, Any]()
        for one in list(every_form(d.app.context)):
            clock.turn()
            begun = one.form.afresh
            assert begun is not None
            if stands(begun()) != stands(one.form):
                turning[one.form.form_title] = (one.kind, one.act.command), begun
            clock.turn(0)
        assert len(turning) > 12
        for at, (what, begun) in enumerate(turning.values()):
            clock.turn(0)
            await d.app.push_screen(begun())
            await d.settle()
            typed = {field.field: field for field in d.form.fields[at % 2 :: 2] if field.display}
            for field in typed.values():
                type_into(field)
            for field in [*typed.values()][-1:]:
                field.focus_editor()
            await d.settle()
            before = {name: field.value for name, field in typed.items()}
            clock.turn()
            await d.press("ctrl+s")
            assert "已过零点" in d.text, (what, d.text)
            form, kept = d.form, list[dict[str, Any]]()
            after = {field.field: field.value for field in form.fields}
            for name, value in before.items():
                read = "2026-11-27" if isinstance(typed[name], DateField) else value
                assert after[name] == read, (what, name)
            if "rrule" not in after:  # there what is typed in one field is explained at another
                untouched = [of for of in stands(begun()) if of[0] not in typed]
                assert [of for of in stands(form) if of[0] not in typed] == untouched, what
            assert not typed or form.fields[form._at].field == [*typed][-1], what

            def save(values: Any, _: Any, kept: list[dict[str, Any]] = kept) -> Message:
                kept.append(dict(values))
                return Message("Done again.")

            form._save = save
            await d.press("ctrl+s")
            if kept:  # else a choice that must be made is missing, and the form says so
                assert {name: after[name] for name in kept[0]} == kept[0], what
                assert d.app.screen is not form, what
            else:
                assert d.errors(), what
                await d.app.pop_screen()
                await d.settle()


async def test_a_form_for_many_and_one_beneath_the_help_turn_as_well(
    desk: Opened, clock: Clock, store: Store
) -> None:
    from tui.kinds import registry

    act = registry.kind("volunteer").act("assign")
    assert act is not None
    done: list[Sequence[Target]] = []
    async with desk(LARGE) as d:
        targets = [Target("volunteer", id) for id in (1, 2, 3)]
        form = together.opened(d.app.context, "volunteer", act, targets, done.append)
        assert isinstance(form, FormScreen)
        await d.app.push_screen(form)
        await d.settle()
        await d.press("shift+tab", "space", "f1")
        clock.turn()
        await d.after(60)
        await d.press("escape")
        values = {field.field: field.value for field in d.form.fields}
        assert (values["joined"], len(values["marked"])) == ("2026-11-25", 2)
        assert "已过零点" in d.text, d.text


async def test_pasted_lines_and_what_tab_offers_are_read_again(
    desk: Opened, clock: Clock, store: Store
) -> None:
    async with desk(LARGE) as d:
        await d.press("f2")
        await d.type("换灯泡 ^下周五")
        assert "2026-12-04" in d.text
        clock.turn(7)
        await d.after(60)
        assert "2026-12-04" not in d.text
        assert "2026-12-11" in d.text
        await d.press("escape", "escape")
        clock.turn(0)
        await d.after(60)
        await d.press("f2")
        await d.paste("任务 买灯泡 >物业 ^明天\n任务 修门 >物业 ^后天")
        assert "2026-11-25" in d.text
        clock.turn()
        seq = store.seq
        await d.press("enter")
        assert store.seq == seq
        assert "已过零点" in d.text, d.text
        await d.press("enter")
        assert [str(one["due"]) for one in list(store.actions.stored())[-2:]] == ["2026-11-26", "2026-11-27"]
