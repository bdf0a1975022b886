"""`xingfu notice …`: notices as text, to be read over, changed and sent by whoever asked for them."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from tui.commandline.arguments import add_steps, is_whole, missing
from tui.commandline.call import Call
from tui.commandline.named import minuted, session_named
from tui.language.errors import Message, Translate, UsageError

if TYPE_CHECKING:
    from tui.desk.context import DeskContext


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
    with call.context() as context:
        print(context.desk.papers.made("notice", lambda _: _text(call, context), format="txt"))
    return 0


def _text(call: Call, context: DeskContext) -> str:
    from tui.queries import notices

    parsed, store = call.parsed, context.store
    if parsed.step == "session":
        service, on = session_named(context, parsed.which, parsed.date, call.tr)
        return notices.session(store, service, context.desk.sessions.find(int(service["id"]), on))
    if parsed.step == "meeting":
        if parsed.which and not is_whole(parsed.which):
            raise UsageError(
                Message("{what}: «{value}» is not a whole number.", {"what": "ID", "value": parsed.which})
            )
        return notices.meeting(store, int(parsed.which) if parsed.which else minuted(None, context))
    if not parsed.which:
        raise missing(call.tr("NUMBER"))
    id = context.desk.wishes.number(parsed.which)
    return notices.wish(store.wishes.find_stored(id) or {})
