"""`xingfu handover FROM TO`: hand all that a colleague holds to another."""

from __future__ import annotations

import argparse

from tui.commandline.call import Call
from tui.commandline.output import print_table
from tui.kinds.words import HELD_KINDS
from tui.language.errors import Translate


def arguments(handover: argparse.ArgumentParser, tr: Translate) -> None:
    """The arguments of `xingfu handover`."""
    handover.add_argument("frm", metavar=tr("FROM"))
    handover.add_argument("to", metavar=tr("TO"))
    handover.add_argument("--note", metavar="T", help=tr("what they should know"))
    handover.add_argument(
        "--keep",
        action="append",
        metavar="WHAT",
        help=tr("what stays, as the list names it; may be repeated"),
    )
    handover.add_argument("--dry-run", action="store_true", help=tr("only list it"))
    handover.set_defaults(run=_run)


def _run(call: Call) -> int:
    parsed, tr = call.parsed, call.tr
    with call.context() as context:
        held = [h for h in context.desk.handover.held(parsed.frm) if h.key not in (parsed.keep or ())]
        if not parsed.dry_run:
            keys = {h.key for h in held}
            held = context.desk.handover.hand_over(parsed.frm, parsed.to, note=parsed.note or "", keys=keys)
    if held:
        print_table([[h.key, tr(HELD_KINDS[h.kind]), h.name] for h in held])
    if parsed.dry_run:
        print(tr("{n} would be handed over.", n=len(held)))
    else:
        print(tr("{n} handed over to {name}.", n=len(held), name=parsed.to))
    return 0
