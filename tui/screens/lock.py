"""The locked screen: the community, the day, and that it is locked; nothing of anybody."""

from __future__ import annotations

from typing import ClassVar, Final, Protocol

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Input, Static

from tui.language.errors import StoreError
from tui.language.text import wrap
from tui.screens.base import wording
from tui.screens.base.shell import AtDesk
from tui.seats.pin import MOST, Tried
from tui.widgets.editors import LineEditor
from tui.widgets.key_bar import KeyBar, KeyItem
from tui.widgets.secret_field import SecretEditor

# Cells of the column in the middle.
_WIDTH: Final = 44


class Lock(Protocol):
    """What opens the screen."""

    @property
    def where(self) -> str:
        """Which desk it is; empty where that has no name."""

    async def tried(self, typed: str) -> Tried:
        """What comes of a PIN. Raises StoreError."""

    def open(self) -> None:
        """The PIN was right."""

    def keep_drafts(self) -> None:
        """The desk is about to end: keep what is being typed beneath."""


class LockScreen(AtDesk, Screen[None]):
    """Enter tries the PIN that was typed. The keys of the desk do nothing; F10 twice quits, and the next desk is locked."""

    seen_while_locked: ClassVar[bool] = True
    ALLOW_SELECT = False
    AUTO_FOCUS = "#pin"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "clear", show=False, priority=True),
        Binding("tab,shift+tab,ctrl+c", "nothing", show=False, priority=True),
    ]
    CSS = """
    LockScreen { align: center middle; }
    LockScreen #lock { width: 44; max-width: 100%; height: auto; }
    LockScreen Static { width: 1fr; text-align: center; height: auto; }
    LockScreen #where { text-style: bold; }
    LockScreen #said { color: $warning; min-height: 2; }
    LockScreen Input { height: 1; border: none; padding: 0 1; background: $panel; width: 1fr; }
    LockScreen KeyBar { dock: bottom; }
    """

    def __init__(self, locking: Lock) -> None:
        super().__init__()
        self._locking = locking
        self._trying = self._asked = False
        self._wait = 0

    def compose(self) -> ComposeResult:
        """Where, which day, that it is locked, and the line for the PIN."""
        tr = self.tr
        with Vertical(id="lock"):
            yield Static("", id="where", markup=False)
            yield Static("", id="day", markup=False)
            yield Static(tr("This screen is locked."), markup=False)
            yield SecretEditor(max_length=MOST, placeholder=tr("PIN"), id="pin")
            yield Static("", id="said", markup=False)
        yield KeyBar(
            [
                KeyItem("Enter", tr("open")),
                KeyItem("Esc", tr("clear the line")),
                KeyItem("F10 ^Q", tr("twice: quit"), "app.act('leave')"),
            ]
        )

    def on_mount(self) -> None:
        """Fill in what is known, and count down while nothing is taken."""
        self.note_change()
        self.set_interval(1.0, self._tick)

    def note_change(self) -> None:
        """The day, and the community as the store has it now."""
        self._show("#where", self._locking.where or self.tr("Xingfu desk"))
        self._show("#day", wording.long_day(self.context.today, self.tr))

    def _show(self, which: str, text: str) -> None:
        self.query_one(which, Static).update("\n".join(wrap(text, min(_WIDTH, self.size.width or _WIDTH))))

    # ---- the PIN

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Try what was typed, in a thread: the desk follows the store meanwhile."""
        event.stop()
        line, typed = event.input, event.value
        if self._trying:
            return
        line.value = ""  # also while nothing is taken: nobody sees what stands there
        if self._wait:
            return
        self._trying = True
        self._show("#said", self.tr("A moment ..."))
        self.run_worker(self._try(typed), name="pin", exit_on_error=False)

    async def _try(self, typed: str) -> None:
        tr = self.tr
        try:
            tried = await self._locking.tried(typed)
        except StoreError as error:
            self._show("#said", error.message.text(tr))
            return
        finally:
            self._trying = False
        if tried.right:
            self._locking.open()
            return
        self._wait = tried.wait
        if tried.wait:
            self._tell_wait()
        else:
            self._show("#said", tr("That is not the PIN."))

    def _tick(self) -> None:
        if self._wait:
            self._wait -= 1
            self._tell_wait()

    def _tell_wait(self) -> None:
        text = self.tr("That is not the PIN. The next is taken in {n} s.", n=self._wait) if self._wait else ""
        self._show("#said", text)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Leaving has to be asked for anew."""
        event.stop()
        self._asked = False

    def on_line_editor_joined(self, event: LineEditor.Joined) -> None:
        """Pasted lines are tried like any other PIN."""
        event.stop()

    def on_line_editor_full(self, event: LineEditor.Full) -> None:
        """No PIN is that long."""
        event.stop()

    def action_clear(self) -> None:
        """Begin the line anew."""
        self.query_one("#pin", SecretEditor).value = ""
        self._show("#said", "")
        self._tell_wait()

    def action_nothing(self) -> None:
        """Nothing: there is no other field, and nothing to copy."""

    def leave_app(self) -> bool:
        """Whether the program may end: asked twice. What is being typed beneath is kept, and the next desk is locked."""
        if not self._asked:
            self._asked = True
            said = self.tr(
                "The same key again quits. What was being typed is kept; the next desk is locked too."
            )
            self._show("#said", said)
            return False
        self._locking.keep_drafts()
        return True
