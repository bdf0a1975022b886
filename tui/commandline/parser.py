"""The command line's arguments, in the user's language."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from typing import Any, Final, NoReturn, Protocol

from tui.commandline.call import NewCommand
from tui.commandline.commands import (
    action,
    alliance,
    community,
    demo,
    exchange,
    handover,
    home,
    hours,
    listing,
    mediation,
    meeting,
    quick,
    room,
    seat,
    service,
    session,
    upkeep,
    visit,
    volunteer,
    wish,
    wish_fields,
)
from tui.language.errors import Message, Translate, UsageError
from tui.language.i18n import N_


class _Command(Protocol):
    """A module of commands."""

    def add_to(self, new: NewCommand, tr: Translate) -> None: ...


COMMANDS: Final[Sequence[_Command]] = (
    listing, wish_fields, wish, quick, meeting, action, service, session, visit, mediation, handover, volunteer, hours, home, alliance, room, exchange, community, demo, upkeep, seat,
)  # fmt: skip


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in our words, as an error that the command line reports."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(
            Message("{why} «xingfu --help» shows how it is used.", {"why": _in_our_words(message)})
        )


def _in_our_words(message: str) -> Message:
    """argparse's complaint, which it has in English only, as one of ours."""
    for pattern, said in _COMPLAINTS:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            return Message(said, found.groupdict())
    return Message("{why}.", {"why": message})


_COMPLAINTS: Final = (
    (r"unrecognized arguments: (?P<what>.*)", N_("There is no «{what}».")),
    (r"the following arguments are required: (?P<what>.*)", N_("Something is missing: {what}.")),
    (r"argument (?P<what>\S+): expected .*", N_("{what} needs a value.")),
    (
        r"argument (?P<what>\S+): invalid int value: '(?P<value>.*)'",
        N_("{what}: «{value}» is not a whole number."),
    ),
    (
        r"argument (?P<what>.+?): invalid choice: '(?P<value>.*)' \(choose from (?P<choices>.*)\)",
        N_("«{value}» is not one of: {choices}."),
    ),
    (r"ambiguous option: (?P<what>.*) could match (?P<choices>.*)", N_("«{what}» could mean: {choices}.")),
)


class _Formatter(argparse.HelpFormatter):
    """argparse's layout, with our word for `usage`."""

    word = "usage: "

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        # An empty prefix is argparse's own, for the name of a command.
        super().add_usage(usage, actions, groups, self.word if prefix is None else prefix)


def _formatter(tr: Translate) -> type[_Formatter]:
    return type("Formatter", (_Formatter,), {"word": tr("usage: ")})


def parser(tr: Translate) -> argparse.ArgumentParser:
    """The parser of `xingfu`. Wrong use raises UsageError."""
    top = _Parser(
        prog="xingfu",
        parents=[_common(tr, None)],
        description=tr("The service desk of a residents' committee. Without a command it opens the board."),
        add_help=False,
        formatter_class=_formatter(tr),
    )
    _own_help(top, tr)
    top.add_argument("--version", action="store_true", help=tr("show the version"))
    commands = top.add_subparsers(
        dest="command", metavar=tr("COMMAND"), title=tr("commands"), parser_class=_Parser
    )

    def new(name: str, text: str) -> argparse.ArgumentParser:
        one = commands.add_parser(
            name,
            parents=[_common(tr, argparse.SUPPRESS)],
            help=text,
            description=text,
            formatter_class=_formatter(tr),
            add_help=False,
        )
        _own_help(one, tr)
        return one

    for module in COMMANDS:
        module.add_to(new, tr)
    return top


def _common(tr: Translate, default: str | None) -> _Parser:
    """What may stand before and after the command; after it, only what is given counts."""
    common = _Parser(add_help=False)
    common.add_argument("--data", metavar="DIR", default=default, help=tr("the folder of the store"))
    common.add_argument("--lang", metavar="LANG", default=default, help=tr("the language: zh or en"))
    common.add_argument(
        "--seat",
        metavar="NAME",
        default=default,
        help=tr("the seat that logs in, with the rights of its role"),
    )
    return common


def _own_help(one: argparse.ArgumentParser, tr: Translate) -> None:
    one.add_argument("-h", "--help", action="help", help=tr("show this help"))
    # argparse has no public way to name these two.
    one._optionals.title = tr("options")  # noqa: SLF001
    one._positionals.title = tr("arguments")  # noqa: SLF001
