"""`xingfu notice …`: notices as text, to be read over, changed and sent by whoever asked for them."""

from __future__ import annotations

import argparse

from tui.commandline.arguments import add_steps, is_whole, missing
from tui.commandline.call import Call
from tui.commandline.commands.meeting import minuted
from tui.commandline.named import session_named
from tui.desk.desk import Desk
from tui.language.errors import Message, Translate, UsageError
from tui.queries import notices


def arguments(one: argparse.ArgumentParser, tr: Translate) -> None:
    """The arguments of `xingfu notice`."""
    add_steps(one, ("session", "meeting", "wish"))
    one.add_argument(
        "which",
        nargs="?",
        metavar=tr("WHICH"),
        help=tr("the service, the meeting's ID (otherwise the one held last), or the wish's number"),
    )
    one.add_argument("date", nargs="?", metavar=tr("DATE"), help=tr("session: its date"))
    one.set_defaults(run=_run)


def _run(call: Call) -> int:
    with call.desk() as desk:
        print(desk.papers.made("notice", lambda _: _text(call, desk), format="txt"))
    return 0


def _text(call: Call, desk: Desk) -> str:
    parsed, store = call.parsed, desk.store
    if parsed.step == "session":
        service, on = session_named(desk, parsed.which, parsed.date, call.tr)
        return notices.session(store, service, desk.sessions.find(int(service["id"]), on))
    if parsed.step == "meeting":
        if parsed.which and not is_whole(parsed.which):
            raise UsageError(
                Message("{what}: «{value}» is not a whole number.", {"what": "ID", "value": parsed.which})
            )
        return notices.meeting(store, int(parsed.which) if parsed.which else minuted(None, desk))
    if not parsed.which:
        raise missing(call.tr("NUMBER"))
    id = desk.wishes.number(parsed.which)
    return notices.wish(store.wishes.find_stored(id) or {})
