"""The pictures of docs/: all there, small, the same each time, and with nothing of the machine that made them."""

from __future__ import annotations

import re
from itertools import product

import pytest

from tests.pictures import FOLDER, SCREENS, SIZES, THEMES_BY, picture

_MOST: int = 160_000


@pytest.mark.parametrize("name", SCREENS)
def test_each_screen_has_its_pictures(name: str) -> None:
    for (width, height), theme in product(SIZES, THEMES_BY):
        svg = (FOLDER / f"{name}-{width}x{height}-{theme}.svg").read_text("utf-8")
        assert len(svg.encode()) < _MOST
        assert set(re.findall(r"https?://[^\"]+", svg)) == {"http://www.w3.org/2000/svg"}
        assert not re.search(r"/(tmp|home|root|work|usr)/|terminal-\d", svg)
        assert "东风路南社区" in svg


async def test_a_picture_is_the_same_each_time() -> None:
    one, other = [await picture("trends", (80, 24), "light") for _ in range(2)]
    assert one == other
    assert "心愿" in one
