"""The command line's arguments, in the user's language; the arguments of a command when it is the one given."""

from __future__ import annotations

import argparse
import gettext
import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final, NoReturn

from tui.commandline.arguments import wrong_use
from tui.commandline.commands import COMMANDS, Command
from tui.language.errors import Message, Translate, UsageError
from tui.language.i18n import LOCALE_DIR, Lang, translator

# argparse's own texts are looked up in this domain of the catalogue.
DOMAIN: Final = "argparse"
# Columns of a terminal that does not tell.
_WIDTH: Final = 80
_LOCALES: Final[dict[Lang, str]] = {"zh": "zh_CN", "en": "en"}


def parse(given: Sequence[str], lang: Lang) -> argparse.Namespace:
    """What was given, by name. Wrong use raises UsageError; `--help` prints and raises SystemExit."""
    with _speaking(lang):
        try:
            return _parser(lang).parse_args(given)
        except (argparse.ArgumentError, UsageError) as error:
            tr = translator(lang)
            if (way := _other_way(given, tr)) is not None:
                raise wrong_use(way) from None
            if isinstance(error, UsageError):
                raise
            raise _wrong(error, tr) from None


def _other_way(given: Sequence[str], tr: Translate) -> Message | None:
    from tui.commandline.other_ways import other_way

    return other_way(given, tr)


@contextmanager
def _speaking(lang: Lang) -> Iterator[None]:
    """Have argparse find its texts in our catalogue: gettext goes by its domain and by LANGUAGE."""
    domain, language = gettext.textdomain(), os.environ.get("LANGUAGE")
    gettext.bindtextdomain(DOMAIN, str(LOCALE_DIR))
    gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = _LOCALES[lang]
    try:
        yield
    finally:
        gettext.textdomain(domain)
        if language is None:
            del os.environ["LANGUAGE"]
        else:
            os.environ["LANGUAGE"] = language


def _formatter(prog: str) -> argparse.HelpFormatter:
    """argparse's own layout. It is told the width, which it would otherwise load half an archiver to find."""
    columns = os.environ.get("COLUMNS", "")
    try:
        width = int(columns) if columns.isdecimal() else os.get_terminal_size(1).columns
    except OSError:
        width = 0
    return argparse.HelpFormatter(prog, width=(width or _WIDTH) - 2)


class Parser(argparse.ArgumentParser):
    """Raises what is wrong instead of printing it, and adds its arguments only when it is to parse.

    `fill` adds them.
    """

    def __init__(self, *, fill: Callable[[Parser], None] | None = None, **kwargs: Any) -> None:
        super().__init__(add_help=False, exit_on_error=False, formatter_class=_formatter, **kwargs)
        self._fill = fill
        self._added: list[argparse.Action] = []

    def add_argument(self, *args: Any, **kwargs: Any) -> argparse.Action:
        action = super().add_argument(*args, **kwargs)
        self._added.append(action)
        return action

    def names_a_file(self, word: str) -> bool:
        """Whether one of its arguments is a file, which is called `word`."""
        return any(word in str(action.metavar) for action in self._added)

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        if self._fill is None:
            # That of all commands; or one of a command, as argparse calls it twice from below.
            found, rest = super().parse_known_args(args, namespace)
        else:
            fill, self._fill = self._fill, None
            fill(self)
            # argparse would cut its English word off the line, whatever the language.
            self.usage = self.format_usage()[len(gettext.gettext("usage: ")) :].strip().replace("%", "%%")
            # Options may stand before, between and after what has no name of its own.
            found, rest = self.parse_known_intermixed_args(args, namespace)
        for action in self._added:
            value = getattr(found, action.dest, None)
            # Up to Python 3.12 a value that is `--` becomes an empty list.
            if action.nargs in {None, "+"} and isinstance(value, list) and (not value or [] in value):
                name = "/".join(action.option_strings) or str(action.metavar or action.dest)
                raise wrong_use(Message("{what} needs a value.", {"what": name}))
        return found, rest

    def error(self, message: str) -> NoReturn:
        raise wrong_use(_sentence(message))


_NAME: Final = re.compile(r"[a-z_]+")


_CHOICES: Final = re.compile(r"'?[\w-]+'?(?:, '?[\w-]+'?)+$")


def _wrong(error: argparse.ArgumentError, tr: Translate) -> UsageError:
    """A wrong argument in words, after its name, but for those that a list of choices names well enough."""
    name = error.argument_name
    error.message = error.message.replace(", []", "")  # how argparse takes none of several choices
    error.message = _CHOICES.sub(
        lambda found: found[0].replace("'", "").replace(", ", tr(", ")), error.message
    )
    # An argument without a word for people has the program's own name.
    if name is None or name == tr("COMMAND") or "|" in name or _NAME.fullmatch(name):
        return wrong_use(_sentence(error.message.lstrip(":： ")))
    return wrong_use(_sentence(f"{name}{error.message}"))


def _sentence(text: str) -> Message:
    return Message("{why}.", {"why": text})


def _parser(lang: Lang) -> Parser:
    """The parser of `xingfu`."""
    tr = translator(lang)
    top = Parser(
        prog="xingfu",
        description=tr("The service desk of a residents' committee. Without a command it opens the board."),
    )
    _add_common(top, lang, None)
    top.add_argument(
        "--communities",
        action="store_true",
        help=tr("the board over several communities: --data DIR for each, or «communities» in the settings"),
    )
    top.add_argument(
        "--json", action="store_true", dest="lines_as_json", help=tr("with --communities: print JSON instead")
    )
    lower = top.add_mutually_exclusive_group()
    lower.add_argument(
        "--viewer",
        action="store_const",
        dest="lower",
        const="viewer",
        help=tr("open as the street office does"),
    )
    lower.add_argument(
        "--overseer", action="store_const", dest="lower", const="overseer", help=argparse.SUPPRESS
    )
    top.set_defaults(folders=())
    top.add_argument("--version", action="store_true", help=tr("show the version"))
    commands = top.add_subparsers(
        dest="command", metavar=tr("COMMAND"), title=tr("commands"), parser_class=Parser
    )
    for command in COMMANDS:
        text = tr(command.help)
        commands.add_parser(command.name, help=text, description=text, fill=_filling(command, lang))
    return top


class _Folder(argparse.Action):
    """Keeps the last folder that was given in `data`, and all of them in `folders`."""

    def __call__(self, _: Any, namespace: argparse.Namespace, value: Any, *_option: Any) -> None:
        namespace.data = value
        namespace.folders = (*getattr(namespace, "folders", ()), value)


def _filling(command: Command, lang: Lang) -> Callable[[Parser], None]:
    def fill(one: Parser) -> None:
        _add_common(one, lang, argparse.SUPPRESS)
        tr = translator(lang)
        command.load()(one, tr)
        if one.names_a_file(tr("FILE")):
            one.epilog = tr("- in the place of a file is standard input or standard output.")

    return fill


def _add_common(one: Parser, lang: Lang, default: str | None) -> None:
    """What may stand before and after the command; after it, only what is given counts."""
    tr = translator(lang)
    one.add_argument(
        "--data", metavar="DIR", default=default, action=_Folder, help=tr("the folder of the store")
    )
    one.add_argument("--lang", metavar="LANG", default=default, help=tr("the language: zh or en"))
    one.add_argument(
        "--seat",
        metavar="NAME",
        default=default,
        help=tr("the seat that logs in, with the rights of its role"),
    )
    one.add_argument("-h", "--help", action="help", help=tr("show this help"))
