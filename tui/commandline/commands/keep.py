"""`xingfu keep`: look after a database without a screen, so that what seats write is shown and counted at once."""

from __future__ import annotations

import argparse
import contextlib
import gc
import logging
import signal
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from tui.commandline.call import Call
from tui.language.errors import Message, NotAllowed, Translate, UsageError, listed
from tui.rules.privacy.rights import may, not_granted

if TYPE_CHECKING:
    from tui.engine.postgres.keeper import Keeper
    from tui.engine.postgres.keeping import Done

# Seconds after the signal to end, within which it ends though a server is silent.
_END_WITHIN: Final = 10

log = logging.getLogger(__name__)


def arguments(keep: argparse.ArgumentParser, tr: Translate) -> None:
    """The arguments of `xingfu keep`."""
    keep.add_argument(
        "named", metavar=tr("COMMUNITY"), nargs="*", help=tr("only these communities of the database")
    )
    keep.add_argument("--once", action="store_true", help=tr("do what is due, and end"))
    keep.set_defaults(run=_run)


class Report:
    """Says each thing that was done as a line, in the log too, and in the end how much it was."""

    def __init__(self, tr: Translate) -> None:
        self._tr = tr
        self._communities: set[str] = set()
        self._masked = self._renewed = self._counted = 0

    def __call__(self, told: Done | Message) -> None:
        """Say what was done, or went wrong."""
        self._say(told if isinstance(told, Message) else self._noted(told))

    def end(self) -> None:
        """Say how much was done."""
        counts = {"n": len(self._communities), "masked": self._masked, "again": self._renewed}
        self._say(
            Message(
                "Communities in which something was done: {n}; commits masked: {masked}; all records masked again: {again}; "
                "tallies counted again: {counted}.",
                {**counts, "counted": self._counted},
            )
        )

    def _noted(self, done: Done) -> Message:
        self._communities.add(done.community)
        self._masked += done.masked
        self._renewed += done.renewed
        self._counted += done.counted
        what = []
        if done.masked:
            what.append(Message("commits masked: {n}", {"n": done.masked}))
        if done.renewed:
            what.append(Message("all records masked by the rules of this version"))
        if done.counted:
            what.append(Message("tally counted again"))
        return Message("{what}: {why}", {"what": done.community, "why": listed(what)})

    def _say(self, message: Message) -> None:
        print(message.text(self._tr), flush=True)
        log.info("%s", message)


def _run(call: Call) -> int:
    """Raises UsageError for a folder, NotAllowed for a seat and its account, StoreError where the database refuses."""
    parsed, places = call.parsed, call.places
    if not may(call.actor.role, "store.keep"):
        raise NotAllowed(not_granted(call.actor.role))
    if not places.address:
        raise UsageError(
            Message(
                "In a folder there is nothing to look after: whoever saves there masks and counts. «keep» is for a "
                "database: --data postgresql://…"
            )
        )
    from tui.commandline import log_file
    from tui.engine.postgres.opening import open_keeper
    from tui.platform.durable import make_folder
    from tui.platform.locations import without_password
    from tui.store import local_now

    with contextlib.suppress(OSError):  # then without a log
        make_folder(places.data)
    log_file.start(places)
    gc.enable()  # it may run for months
    report = Report(call.tr)
    keeper = open_keeper(places.address, parsed.named, places.data, now=local_now, tell=report)
    with contextlib.closing(keeper):
        if parsed.once:
            with _ending(keeper):
                status = 0 if keeper.once() else 1
        else:
            where = without_password(places.address)
            report(Message("Looking after {where}; Ctrl+C ends it.", {"where": where}))
            with _ending(keeper):
                keeper.run()
            status = 0
    report.end()
    return status


@contextlib.contextmanager
def _ending(keeper: Keeper) -> Iterator[None]:
    """Have SIGTERM and SIGINT end the keeper after what it does just now; at once the second time, and after some seconds."""

    def now(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    def end(_number: int, _frame: object) -> None:
        keeper.stop()
        for one in (signal.SIGTERM, signal.SIGINT, signal.SIGALRM):
            signal.signal(one, now)
        signal.alarm(_END_WITHIN)

    before: dict[signal.Signals, Any] = {
        one: signal.signal(one, end) for one in (signal.SIGTERM, signal.SIGINT)
    }
    before[signal.SIGALRM] = signal.getsignal(signal.SIGALRM)
    try:
        yield
    finally:
        signal.alarm(0)
        for one, handler in before.items():
            signal.signal(one, handler)
