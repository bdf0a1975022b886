"""`xingfu notice …`: notices as text, to be read over, changed and sent by whoever asked for them."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from tui.commandline.arguments import add_steps, is_whole, missing
from tui.commandline.call import Call
from tui.commandline.files import STANDARD
from tui.commandline.named import minuted, session_named
from tui.commandline.papers import deliver
from tui.kinds.record import Target
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
    one.add_argument("-o", "--output", metavar=tr("FILE"), help=tr("where to; otherwise the text is printed"))
    one.set_defaults(run=_run)


def _run(call: Call) -> int:
    target = call.parsed.output or STANDARD
    with call.context() as context:
        text, about = _text(call, context)
        context.desk.papers.made("notice", lambda _: text, about=about, format="txt")
        if target == STANDARD:
            print(text)
        else:
            deliver(f"{text}\n".encode(), target)
    if target != STANDARD:
        print(call.tr("The notice is written to {file}.", file=target))
    return 0


def _text(call: Call, context: DeskContext) -> tuple[str, Target]:
    """The notice, and the record that it is of."""
    from tui.queries import notices

    parsed, store = call.parsed, context.store
    if parsed.step == "session":
        service, on = session_named(context, parsed.which, parsed.date, call.tr)
        text = notices.session(store, service, context.desk.sessions.find(int(service["id"]), on))
        return text, Target("session", int(service["id"]), on)
    if parsed.step == "meeting":
        if parsed.which and not is_whole(parsed.which):
            raise UsageError(
                Message("{what}: «{value}» is not a whole number.", {"what": "ID", "value": parsed.which})
            )
        id = int(parsed.which) if parsed.which else minuted(None, context)
        return notices.meeting(store, id), Target("meeting", id)
    if not parsed.which:
        raise missing(call.tr("NUMBER"))
    id = context.desk.wishes.number(parsed.which)
    return notices.wish(store.wishes.find_stored(id) or {}), Target("wish", id)
