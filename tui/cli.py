"""The command line: opens the desk, or runs one command without a screen.

Exit status: 0 done, 1 it failed, 2 it was used wrongly. Nothing heavy is imported before it is
known to be needed: from here to the first screen every millisecond is waited for.
"""

from __future__ import annotations

import gc
import getpass
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tui import __version__
from tui.language.errors import InvalidInput, Message, NotAllowed, UsageError, XingfuError
from tui.language.i18n import DEFAULT_LANG, Lang, lang_of, translator
from tui.platform import terminal
from tui.platform.config import Config, load_config
from tui.platform.locations import Locations, locations

if TYPE_CHECKING:
    import argparse
    from io import TextIOWrapper

    from tui.seats.actor import Actor

log = logging.getLogger(__name__)


def main(argv: Sequence[str] | None = None) -> int:
    """Run `xingfu` with `argv` (without the program's name); the exit status."""
    given = list(sys.argv[1:] if argv is None else argv)
    if argv is None:
        # Nothing made on the way to the first screen is garbage; the app turns collecting on again.
        gc.disable()
    lang = _lang_before_parsing(given)
    try:
        return _run(given, lang)
    except UsageError as error:
        return _fail(error, given, lang, 2)
    except InvalidInput as error:
        tr = translator(lang)
        for name, message in error.errors.items():
            print(
                f"xingfu: {name}: {message.text(tr)}" if name else f"xingfu: {message.text(tr)}",
                file=sys.stderr,
            )
        return 2
    except XingfuError as error:
        return _fail(error, given, lang, 1)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read our output has seen enough; keep the interpreter from complaining at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _run(given: Sequence[str], lang: Lang) -> int:
    parsed: argparse.Namespace | _Plain | None = _plain(given)
    if parsed is None:
        from tui.commandline.parser import parser  # noqa: PLC0415 - which the desk alone does not need

        parsed = parser(translator(lang)).parse_args(given)
        if parsed.version:
            print(f"xingfu {__version__}")
            return 0
    if parsed.seat is not None:
        terminal.scrub(os.environ)
    places = locations(parsed.data)
    try:
        config = load_config(places.config, lang=parsed.lang)
        actor = _who(config, parsed.seat, places)
        if isinstance(parsed, _Plain) or parsed.command is None:
            return _open_desk(places, config, actor)
        return _headless(parsed, places, config, actor)
    except (XingfuError, KeyboardInterrupt, BrokenPipeError):
        raise
    except Exception as error:
        start_log(places)
        log.exception("unexpected")
        raise XingfuError(_unexpected(places)) from error


class _Plain(NamedTuple):
    """The command line where it only says where the data is and in which language."""

    data: str | None = None
    lang: str | None = None
    seat: str | None = None


def _plain(given: Sequence[str]) -> _Plain | None:
    """What is given if that is all; None where the full parser has to look."""
    found: dict[str, str] = {}
    for name, value in zip(given[::2], given[1::2], strict=False):
        if name not in {"--data", "--lang", "--seat"} or value.startswith("-"):
            return None
        found[name[2:]] = value
    return None if len(given) % 2 else _Plain(**found)


def _open_desk(places: Locations, config: Config, actor: Actor) -> int:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            Message("The desk needs a terminal. «xingfu --help» shows the commands that do without.")
        )
    complaint = terminal.complaint(os.environ, terminal.given_environment())
    if complaint:
        sys.stderr.write(complaint)
        return 1
    # Textual paints 60 frames a second, and a key that comes right after one waits 17 ms for the next.
    os.environ.setdefault("TEXTUAL_FPS", "120")
    from tui.screens.app import XingfuApp  # noqa: PLC0415 - only where a screen is wanted
    from tui.store import open_store  # noqa: PLC0415

    store = open_store(places.data, role=actor.role, holder=actor.name)
    try:
        app = XingfuApp(store, actor, config, places)
        status = app.run()
        status = status or app.return_code
        if app.failure is not None:
            start_log(places)
            log.error("the desk failed", exc_info=app.failure)
            raise XingfuError(_unexpected(places))
        store.tidy()
        return status or 0
    finally:
        store.close()


def _headless(parsed: argparse.Namespace, places: Locations, config: Config, actor: Actor) -> int:
    from tui.commandline.call import Call  # noqa: PLC0415

    status: int = parsed.run(Call(parsed, places, actor, translator(config.lang)))
    return status


def _who(config: Config, seat: str | None, places: Locations) -> Actor:
    """Who is at this terminal: the seat that logged in, else the configured name or the login.

    Raises NotAllowed if the seat is not registered, or if its client asked for a command of its own.
    """
    from tui.seats.actor import LOCAL_SEAT, Actor  # noqa: PLC0415

    if seat is not None:
        from tui.seats.register import SeatRegister  # noqa: PLC0415 - for those who come over SSH

        if os.environ.get("SSH_ORIGINAL_COMMAND"):
            start_log(places)
            log.warning("seat %s asked for a command of its own; refused", seat)
            raise NotAllowed(
                Message("This key opens the desk and runs no other command. Log in without one: ssh -t ...")
            )
        found = SeatRegister(places.data).get(seat)
        return Actor(found.person or found.name, found.name, found.role)

    try:
        name = config.name or getpass.getuser()
    except (OSError, KeyError):
        name = "?"
    return Actor(name, LOCAL_SEAT)


def start_log(places: Locations) -> None:
    """Write the log from now on; where it cannot be written the program goes on without.

    Telephone numbers and doors are masked: an exception's own words may quote a record.
    """
    from logging.handlers import RotatingFileHandler  # noqa: PLC0415 - when there is something to log

    from tui.platform.durable import make_folder, open_private  # noqa: PLC0415
    from tui.rules.privacy.masking import scrubbed  # noqa: PLC0415

    class Private(RotatingFileHandler):
        """Every file of the log, also one begun later, has the rights of the store's files."""

        def _open(self) -> TextIOWrapper:
            fd = open_private(Path(self.baseFilename), os.O_WRONLY | os.O_APPEND)
            return os.fdopen(fd, "a", encoding=self.encoding)

    class Scrubbing(logging.Formatter):
        def format(self, record: logging.LogRecord) -> str:
            return scrubbed(super().format(record))

    root = logging.getLogger()
    if root.handlers:
        return
    try:
        make_folder(places.log.parent)
        handler = Private(places.log, maxBytes=1 << 20, backupCount=2, encoding="utf-8")
    except OSError:
        root.addHandler(logging.NullHandler())
        return
    handler.setFormatter(Scrubbing("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root.addHandler(handler)
    root.setLevel(logging.INFO)


def _unexpected(places: Locations) -> Message:
    return Message(
        "Something went wrong that should not have. What was saved is safe; the details are in {log}.",
        {"log": str(places.log)},
    )


def _fail(error: XingfuError, given: Sequence[str], lang: Lang, status: int) -> int:
    if "--seat" in given and terminal.other_charset(os.environ, terminal.given_environment()):
        # Whoever comes over SSH with another character set would see neither the words nor why.
        print(terminal.in_ascii(f"xingfu: {error.message}"), file=sys.stderr)
    else:
        print(f"xingfu: {error.message.text(translator(lang))}", file=sys.stderr)
    return status


def _lang_before_parsing(given: Sequence[str]) -> Lang:
    """The language for the parser itself: `--lang` if it is there, else the environment."""
    for at, argument in enumerate(given):
        name, _, value = argument.partition("=")
        if name == "--lang":
            found = lang_of(value or (given[at + 1] if at + 1 < len(given) else ""))
            if found:
                return found
    return lang_of(os.environ.get("XINGFU_LANG")) or DEFAULT_LANG
