"""The command line's arguments, in the user's language."""

from __future__ import annotations

import argparse
import re
from typing import Any, Final, NoReturn

from tui.errors import Message, Translate, UsageError
from tui.i18n import N_
from tui.rules.wish_workflow import TRANSITIONS
from tui.words import MEETING_KINDS, ROLES, RULINGS

STEPS = tuple(name.replace("_", "-") for name in (*TRANSITIONS, "comment", "support"))
LISTS = ("wishes", "meetings", "actions", "services", "sessions", "teams", "volunteers", "partners")


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
        super().add_usage(usage, actions, groups, prefix or self.word)


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

    def command(name: str, text: str) -> argparse.ArgumentParser:
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

    listing = command("list", tr("list records"))
    listing.add_argument("what", choices=LISTS, metavar="|".join(LISTS))
    listing.add_argument("--json", action="store_true", help=tr("as JSON, for programs"))
    listing.add_argument("--all", action="store_true", help=tr("wishes: the finished ones too"))
    _add(command("add", tr("record a wish")), tr)
    setting = command("set", tr("change a wish"))
    setting.add_argument("what", choices=("wish",), metavar="wish")
    setting.add_argument("number", metavar=tr("NUMBER"))
    setting.add_argument("fields", nargs="+", metavar=tr("FIELD=VALUE"))
    demo = command("demo", tr("load the model community into an empty store"))
    demo.add_argument(
        "--size", type=int, default=0, metavar="N", help=tr("add N generated documents, for measuring")
    )
    demo.add_argument(
        "--seed", type=int, default=1, metavar="N", help=tr("what the generated documents are drawn from")
    )
    demo.add_argument("--if-empty", action="store_true", help=tr("do nothing where something is stored"))
    check = command("check", tr("verify the store"))
    check.add_argument(
        "--repair", action="store_true", help=tr("say what can be saved of a damaged store, then do it")
    )
    backup = command("backup", tr("write the whole store to a file, while others work"))
    backup.add_argument("file", metavar=tr("FILE"))
    restore = command("restore", tr("put a backup in the place of the store; what was there is kept"))
    restore.add_argument("file", metavar=tr("FILE"))
    forget = command("forget", tr("remove a resident's data everywhere"))
    forget.add_argument("resident", metavar=tr("RESIDENT"))
    forget.add_argument("--phone", metavar="T", help=tr("which one, where several have that name"))
    for one in (check, restore, forget):
        one.add_argument("--yes", action="store_true", help=tr("do it without asking"))
    _wish(command("wish", tr("take a wish one step on")), tr)
    _meeting(command("meeting", tr("plan a meeting, fill its agenda, decide and close it")), tr)
    _action(command("action", tr("action items: add one, take a step, finish it")), tr)
    supervise = command("supervise", tr("leave a supervision note on a wish"))
    supervise.add_argument("number", metavar=tr("NUMBER"))
    supervise.add_argument("note", metavar=tr("NOTE"))
    _seat(command("seat", tr("manage the seats that log in over SSH")), tr)
    trail = command("log", tr("show who changed what"))
    trail.add_argument("--json", action="store_true", help=tr("as JSON, for programs"))
    trail.add_argument("--limit", type=int, default=0, metavar="N", help=tr("the newest N only"))
    locate = command("locate", tr("show where data, settings and log are"))
    locate.add_argument("--json", action="store_true", help=tr("as JSON, for programs"))
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


def _wish(wish: argparse.ArgumentParser, tr: Translate) -> None:
    wish.add_argument("step", choices=STEPS, metavar="|".join(STEPS))
    wish.add_argument("number", metavar=tr("NUMBER"))
    wish.add_argument("--note", metavar="T", help=tr("the reason, the comment, or the resident's name"))
    wish.add_argument("--to", metavar="T", help=tr("assign: a team, a partner or a person"))
    wish.add_argument("--due", metavar="X", help=tr("when it is due: 2026-12-01, tomorrow, fri, +3"))
    wish.add_argument("--review", metavar="X", help=tr("hold: when to look at it again"))
    wish.add_argument("--outcome", metavar="T", help=tr("complete: what was done"))
    wish.add_argument("--rating", type=int, metavar="1-5", help=tr("rate: how satisfied the resident is"))
    wish.add_argument(
        "--solved", choices=("yes", "no"), metavar="yes|no", help=tr("rate: whether it is solved")
    )
    wish.add_argument("--into", metavar=tr("NUMBER"), help=tr("merge: the wish that it goes into"))


def _meeting(meeting: argparse.ArgumentParser, tr: Translate) -> None:
    steps = ("plan", "agenda", "attend", "discuss", "decide", "close")
    meeting.add_argument("step", choices=steps, metavar="|".join(steps))
    meeting.add_argument(
        "parties",
        nargs="*",
        metavar=tr("PARTY"),
        help=tr("attend: property, property=2, property=2:NAME,NAME"),
    )
    meeting.add_argument(
        "--meeting", type=int, metavar="ID", help=tr("which meeting; otherwise the next one")
    )
    meeting.add_argument("--at", metavar="X", help=tr('plan: day and time, such as "fri 15:00"'))
    meeting.add_argument(
        "--kind", choices=tuple(MEETING_KINDS), metavar="|".join(MEETING_KINDS), help=tr("plan: which kind")
    )
    meeting.add_argument("--title", metavar="T", help=tr("plan: its name"))
    meeting.add_argument("--place", metavar="T", help=tr("plan: where"))
    meeting.add_argument("--rrule", metavar="R", help=tr("plan: how it recurs (RFC 5545)"))
    meeting.add_argument("--wish", metavar=tr("NUMBER"), help=tr("agenda: the wish"))
    meeting.add_argument("--item", type=int, metavar="N", help=tr("discuss, decide: the item"))
    meeting.add_argument(
        "--note", metavar="T", help=tr("agenda: a matter of its own; otherwise what was said or decided")
    )
    meeting.add_argument(
        "--ruling",
        choices=tuple(RULINGS),
        metavar="|".join(RULINGS),
        help=tr("decide: what becomes of the wish"),
    )
    meeting.add_argument("--to", metavar="T", help=tr("assign: a team, a partner or a person"))
    meeting.add_argument("--due", metavar="X", help=tr("when it is due: 2026-12-01, tomorrow, fri, +3"))
    meeting.add_argument("--review", metavar="X", help=tr("hold: when to look at it again"))
    meeting.add_argument(
        "--votes", action="append", metavar="P=4/0/1", help=tr("decide: votes of a party; may be repeated")
    )


def _action(action: argparse.ArgumentParser, tr: Translate) -> None:
    steps = ("add", "step", "done", "drop")
    action.add_argument("step", choices=steps, metavar="|".join(steps))
    action.add_argument("id", nargs="?", type=int, metavar="ID")
    action.add_argument("--title", metavar="T", help=tr("add: what is to be done"))
    action.add_argument("--owner", metavar="T", help=tr("add: who sees to it"))
    action.add_argument("--due", metavar="X", help=tr("when it is due: 2026-12-01, tomorrow, fri, +3"))
    action.add_argument(
        "--steps", action="append", metavar="T[@X]", help=tr("add: a step of the project; may be repeated")
    )
    action.add_argument("--wish", metavar=tr("NUMBER"), help=tr("add: the wish that it is for"))
    action.add_argument("--meeting", type=int, metavar="ID", help=tr("add: the meeting that it came out of"))
    action.add_argument("--note", metavar="T", help=tr("done: the outcome; drop: the reason"))


def _seat(seat: argparse.ArgumentParser, tr: Translate) -> None:
    seat.add_argument("what", choices=("add", "list", "remove"), metavar="add|list|remove")
    seat.add_argument("name", nargs="?", metavar="NAME", help=tr("the seat's name, such as jiedao"))
    seat.add_argument("--role", choices=tuple(ROLES), metavar="|".join(ROLES), help=tr("what it may do"))
    seat.add_argument("--key", metavar="FILE", help=tr("its public key (the file that ends in .pub)"))
    seat.add_argument("--person", metavar="T", default="", help=tr("who sits there, for the audit trail"))
    seat.add_argument(
        "--install", metavar="FILE", help=tr("keep the seat's line in this authorized_keys file")
    )
    seat.add_argument("--json", action="store_true", help=tr("as JSON, for programs"))


def _add(adding: argparse.ArgumentParser, tr: Translate) -> None:
    adding.add_argument("what", choices=("wish",), metavar="wish")
    adding.add_argument("--title", required=True, metavar="T", help=tr("the wish in one line"))
    texts = {
        "--detail": tr("more about it"),
        "--resident": tr("who it came from"),
        "--phone": tr("where they can be called back"),
        "--address": tr("building, unit, door"),
        "--channel": tr("how it came in"),
        "--category": tr("what it is about"),
        "--urgency": tr("how urgent it is"),
        "--due": tr("when it is due: 2026-12-01, tomorrow, fri, +3"),
    }
    for option, text in texts.items():
        adding.add_argument(option, metavar="X", help=text)
    adding.add_argument(
        "--group",
        "--compound",
        dest="compound",
        type=int,
        metavar="N",
        help=tr("the residential compound, 1 to 6"),
    )


def _own_help(one: argparse.ArgumentParser, tr: Translate) -> None:
    one.add_argument("-h", "--help", action="help", help=tr("show this help"))
    # argparse has no public way to name these two.
    one._optionals.title = tr("options")  # noqa: SLF001
    one._positionals.title = tr("arguments")  # noqa: SLF001
