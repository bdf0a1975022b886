"""A form whose saving takes long: the desk goes on meanwhile, it can be left, and what came of it is told once."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Any

from tests.screens.desk import Opened
from tests.screens.settling import PATIENCE
from tui.language.errors import InvalidInput, Message
from tui.screens.base.beside_form import BesideForm
from tui.screens.help import HelpScreen
from tui.widgets.fields import TextField


async def test_a_form_that_takes_long_can_be_left_or_covered_and_tells_what_came_of_it(desk: Opened) -> None:
    go = threading.Event()
    kept: list[str] = []

    def keep(values: Mapping[str, Any]) -> Message:
        assert go.wait(PATIENCE)
        kept.append(values["name"])
        if values["name"] == "坏":
            raise InvalidInput({"name": Message("{text}", {"text": "这个名字不行"})})
        return Message("{text}", {"text": f"{values['name']}存好了"})

    def form(name: str) -> BesideForm:
        return BesideForm("表", [TextField("name", "名字", name, required=True)], keep)

    async with desk() as d:
        for name in ("好", "坏"):
            for way in ("stays", "left", "covered"):
                go.clear()
                kept.clear()
                d.app.announced.clear()
                front = form(name)
                await d.app.push_screen(front)
                await d.settle()
                front.save()
                front.save()  # a second key does nothing
                assert not kept
                if way == "left":
                    front._close()
                elif way == "covered":
                    await d.app.push_screen(HelpScreen(front))
                go.set()
                await d.settle()
                assert kept == [name]
                if way == "covered":
                    await d.press("escape")
                open_still = front in d.app.screen_stack
                assert open_still == (name == "坏" and way != "left"), (name, way)
                if open_still:
                    assert "这个名字不行" in d.text
                    front._close()
                    await d.settle()
                else:
                    assert "".join(d.announced) in {"好存好了", "这个名字不行"}, (name, way, d.announced)
