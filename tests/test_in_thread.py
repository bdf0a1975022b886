"""Work that is done in a thread: what it gives, or raises, comes where it is asked for."""

from __future__ import annotations

import threading

import pytest

from tui.platform.in_thread import in_thread


def test_it_goes_on_meanwhile_and_gives_its_result_where_that_is_asked_for() -> None:
    going, asked = threading.Event(), threading.Event()

    def work() -> str:
        going.set()
        asked.wait()
        return "there"

    begun = in_thread(work)
    going.wait()
    asked.set()
    assert (begun.result(), begun.result()) == ("there", "there")


def test_what_it_raises_is_raised_where_its_result_is_asked_for() -> None:
    def work() -> str:
        raise ValueError("not there")

    with pytest.raises(ValueError, match="not there"):
        in_thread(work).result()
