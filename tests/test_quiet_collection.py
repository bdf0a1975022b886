"""Garbage is collected while nobody types, and not forgotten."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from tui.platform.quiet_collection import ENOUGH, QUIET, QuietCollection


@dataclass
class Terminal:
    """A clock that is set, what was asked for later, and how long after the last key it was collected."""

    now: float = 100.0
    last_key: float = 0.0
    pending: int = 0
    due: list[tuple[float, Callable[[], None]]] = field(default_factory=list)
    collected: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.garbage = QuietCollection(
            lambda after, call: self.due.append((self.now + after, call)),
            clock=lambda: self.now, pending=lambda: self.pending, collect=self.collect,
        )  # fmt: skip

    def key(self) -> None:
        self.last_key = self.now
        self.garbage.typed()

    def collect(self) -> None:
        self.collected.append(self.now - self.last_key)
        self.pending = 0

    def wait(self, seconds: float) -> None:
        end = self.now + seconds
        while self.due and min(self.due)[0] <= end:
            self.due.sort(key=lambda one: one[0])
            self.now, call = self.due.pop(0)
            call()
        self.now = end


def test_little_garbage_is_left_to_python() -> None:
    terminal = Terminal(pending=ENOUGH - 1)
    terminal.key()
    terminal.wait(10)
    assert not terminal.collected


def test_what_work_leaves_is_collected_without_a_key() -> None:
    terminal = Terminal(pending=ENOUGH)
    terminal.garbage.worked()
    terminal.wait(QUIET)
    assert len(terminal.collected) == 1


@given(st.lists(st.floats(0.01, 2), max_size=30))
def test_it_is_collected_once_there_was_quiet_and_never_before(gaps: list[float]) -> None:
    terminal = Terminal(pending=ENOUGH)
    for gap in gaps:
        terminal.key()
        terminal.pending = ENOUGH
        terminal.wait(gap)
    terminal.key()
    terminal.wait(QUIET + 1)
    assert all(quiet >= QUIET - 1e-9 for quiet in terminal.collected)
    assert terminal.collected
    assert not terminal.pending
    assert not terminal.due
