"""`xingfu check`, `backup`, `restore` and `forget`: their arguments; what they do is `tui.upkeep`'s."""

from __future__ import annotations

from tui.commandline.call import Call, NewCommand
from tui.language.errors import Translate


def add_to(new: NewCommand, tr: Translate) -> None:
    """Make the commands known."""
    check = new("check", tr("verify the store"))
    check.add_argument(
        "--repair", action="store_true", help=tr("say what can be saved of a damaged store, then do it")
    )
    backup = new("backup", tr("write the whole store to a file, while others work"))
    backup.add_argument("file", metavar=tr("FILE"))
    restore = new("restore", tr("put a backup in the place of the store; what was there is kept"))
    restore.add_argument("file", metavar=tr("FILE"))
    forget = new("forget", tr("remove a resident's data everywhere"))
    forget.add_argument("resident", metavar=tr("RESIDENT"))
    forget.add_argument("--phone", metavar="T", help=tr("which one, where several have that name"))
    for one in (check, restore, forget):
        one.add_argument("--yes", action="store_true", help=tr("do it without asking"))
    for one in (check, backup, restore, forget):
        one.set_defaults(run=_run)


def _run(call: Call) -> int:
    from tui.commandline.commands import upkeep_commands as commands  # noqa: PLC0415 - loads what no other command needs

    return commands.run(call.parsed, call.places, call.actor, call.tr)
