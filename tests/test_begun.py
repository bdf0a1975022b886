"""Work that is begun in a thread: what it gives, or raises, comes where it is asked for."""

from __future__ import annotations

import threading

import pytest

from tui.platform.begun import Begun


def test_it_goes_on_meanwhile_and_gives_its_result_where_that_is_asked_for() -> None:
    going, asked = threading.Event(), threading.Event()

    def work() -> str:
        going.set()
        asked.wait()
        return "there"

    begun = Begun(work)
    going.wait()
    asked.set()
    assert (begun.result(), begun.result()) == ("there", "there")


def test_what_it_raises_is_raised_where_its_result_is_asked_for() -> None:
    def work() -> str:
        raise ValueError("not there")

    with pytest.raises(ValueError, match="not there"):
        Begun(work).result()
