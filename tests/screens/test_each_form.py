"""In each form: what is typed stays in sight; its own help, a screen's key over it, and taking back within it first."""

from __future__ import annotations

import re
from itertools import cycle

import pytest

from tests.screens.desk import SMALL, Desk, Opened
from tests.screens.every_form import every_form, prepared
from tui.kinds.commands import COMMANDS
from tui.language.i18n import Lang
from tui.screens.base.form_help import form_help
from tui.screens.modes import MODES
from tui.store import Store
from tui.widgets.checklist import CheckField
from tui.widgets.detail_view import DetailView
from tui.widgets.fields import Field
from tui.widgets.key_bar import KeyBar

# A key that types nothing for each screen that has one, with the screen.
SCREENS = [
    (key, mode)
    for mode in MODES
    for key in COMMANDS[mode].keys.split(",")
    if key[0] == "f" and key[1:].isdigit()
]
# Low, narrow, as most terminals are.
SIZES = ((40, 8), (60, 12), SMALL)
_CHINESE = re.compile("[一-鿿]")


@pytest.fixture
def full(store: Store) -> Store:
    """The model community, with records in every state that a form is for."""
    prepared(store)
    return store


def in_sight(d: Desk, field: Field) -> None:
    """The field in front with what is typed in it, and the keys, are on the screen."""
    front, lines = d.app.screen.focused, d.lines
    what = (d.form.form_title, field.field, d.app.size, lines)
    assert front is not None, what
    assert front in field.walk_children(), what
    assert 0 < front.region.y < len(lines) - 1, what
    seen = "\n".join(lines[front.region.y : front.region.bottom])
    assert ("[x]" if isinstance(field, CheckField) else "1") in seen, what
    bar = lines[d.form.query_one(KeyBar).region.y]
    assert "F1 帮助" in bar, what
    assert "Esc" in bar, what


async def test_what_is_typed_in_each_form(desk: Opened, full: Store) -> None:
    """A digit is text in the field in front, and stays in sight there: through a resize, the help, or a screen's key.

    These come in turn. Then Ctrl+Z takes it out, nothing is typed, and a screen's key closes the form. The field in
    front is another one in each form.
    """
    async with desk() as d:
        sizes = cycle(SIZES)
        for at, one in enumerate(list(every_form(d.app.context))):
            what, form, seq = (one.kind, one.act.command), one.form, full.seq
            await d.app.push_screen(form)
            await d.settle()
            shown = [field for field in form.fields if field.display]
            field = shown[at % len(shown)]
            field.focus_editor()
            await d.settle()
            await d.press("space" if isinstance(field, CheckField) else "1")
            dirty, typed = form.dirty, [f.value for f in form.fields]
            assert dirty, (what, field.field)
            key, mode = SCREENS[at // 10 % len(SCREENS)]
            if at % 3 == 0:
                await d.resize(*next(sizes))
            elif at % 3 == 1:
                await d.press("f1")
                told = [view._lines[0].text for view in d.app.screen.query("#help").results(DetailView)]
                assert told == [form.form_title], what
                await d.press("escape")
            else:
                await d.press(key)
                assert "还没保存" in d.announcement, what
            assert d.app.screen is form, what
            assert [f.value for f in form.fields] == typed, (what, field.field)
            in_sight(d, field)  # also in a form that was opened at that size
            await d.press("ctrl+z")
            assert not form.dirty, (what, field.field, d.announcement)
            await d.press(key)
            assert (d.app.current_mode, len(d.app.screen_stack)) == (mode, 1), what
            assert full.seq == seq, what


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_each_field_is_explained_in_the_language_of_the_desk(
    desk: Opened, full: Store, lang: Lang
) -> None:
    """By its own hint where it has one, else by what its kind of field takes."""
    async with desk(lang=lang) as d:
        for one in every_form(d.app.context):
            lines = form_help(one.form.form_title, one.form.fields, d.app.context.tr)
            assert lines[0].text == one.form.form_title
            for field, line in zip(one.form.fields, lines[1:], strict=False):
                what = (one.kind, one.act.command, field.field, line)
                assert line.label.removesuffix(" *") == field.label, what
                assert line.text not in {"", field.label}, what
                assert line.text == field.hint or field.hint in {"", field.label}, what
                # Figures are typed in Chinese; a matter is a record's own text.
                if field.field != "figures" and not field.field.startswith(("discussion-", "decision-")):
                    assert (_CHINESE.search(line.text) is not None) == (lang == "zh"), what
