"""The command line: opens the desk, or runs one command without a screen.

Exit status: 0 done, 1 it failed, 2 it was used wrongly, 3 it was done but the answer could not be printed.
Nothing heavy is imported before it is known to be needed: from here to the first screen every millisecond
is waited for.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from tui import __version__
from tui.commandline.plain import Plain, plain
from tui.language.errors import InvalidInput, Message, NotAllowed, StoreError, UsageError, XingfuError
from tui.language.i18n import DEFAULT_LANG, Lang, lang_of, translator
from tui.platform import terminal
from tui.platform.config import Config, load_config
from tui.platform.locations import Locations, locations

if TYPE_CHECKING:
    import argparse
    import logging

    from tui.commandline.streams import Output
    from tui.seats.actor import Actor
    from tui.seats.register import Seat

# Done and kept, but the answer could not be printed: whoever repeats it does it twice.
NOT_PRINTED: Final = 3


def main(argv: Sequence[str] | None = None) -> int:
    """Run `xingfu` with `argv` (without the program's name); the exit status."""
    given = list(sys.argv[1:] if argv is None else argv)
    if argv is None:
        # Nothing made on the way to the first screen is garbage; the app turns collecting on again.
        gc.disable()
    lang = _lang_before_parsing(given)
    try:
        _check_text(given)
        parsed = plain(given)
        return _unattended(given, lang) if parsed is None else _run(parsed)
    except XingfuError as error:
        return _fail(error, lang, seated="--seat" in given)
    except KeyboardInterrupt:
        return 130


def _check_text(given: Sequence[str]) -> None:
    """Raise UsageError if an argument is no text that can be stored, printed or be the name of a file."""
    for number, argument in enumerate(given, 1):
        if "\0" in argument:
            raise UsageError(Message("Argument {n} contains a NUL character.", {"n": number}))
        if not argument.isascii():
            shown = argument.encode("utf-8", "backslashreplace").decode()
            if shown != argument:
                raise UsageError(Message("Argument {n} is not UTF-8: {text}", {"n": number, "text": shown}))


def _unattended(given: Sequence[str], lang: Lang) -> int:
    """Run what needs the full parser; the exit status. Raises XingfuError."""
    from tui.commandline.streams import guarded, open_missing

    open_missing()
    with guarded() as out:
        parsed = _parsed(given, lang)
    return _answered(out, 0, lang, changed=False) if parsed is None else _run(parsed)


def _parsed(given: Sequence[str], lang: Lang) -> argparse.Namespace | None:
    """What was given; None where it was answered by that: help and version. Raises UsageError."""
    if list(given) != ["--version"]:
        from tui.commandline.parser import parse

        try:
            parsed = parse(given, lang)
        except SystemExit:  # --help
            return None
        if not parsed.version:
            return _taken_in(parsed)
    print(f"xingfu {__version__}")
    return None


def _taken_in(parsed: argparse.Namespace) -> argparse.Namespace:
    """What was given, with its texts as they may be kept; the name of a file that is there stays as it is."""
    from tui.language.cleaning import unified

    def kept(value: object) -> object:
        if isinstance(value, list):
            return [kept(one) for one in value]
        return unified(value) if isinstance(value, str) and not os.path.lexists(value) else value

    for name, value in vars(parsed).items():
        if isinstance(value, str | list):
            setattr(parsed, name, kept(value))
    return parsed


def _run(parsed: Plain | argparse.Namespace) -> int:
    """Open the desk or run one command, by whoever is at this terminal. Raises XingfuError."""
    if parsed.seat is not None:
        terminal.scrub(os.environ)
    places = locations(parsed.data)
    try:
        config = load_config(places.config, lang=parsed.lang)
        if config.data and not (parsed.data or os.environ.get("XINGFU_DATA")):
            places = locations(config.data)
        seat = None if parsed.seat is None else _seat(parsed.seat, places)
        actor = _who(config, seat)
        if not isinstance(parsed, Plain) and _unusual(parsed):
            from tui.commandline.several import checked, lowered

            checked(parsed)
            actor = lowered(actor, parsed.lower)
        if seat is not None:
            from tui.commandline.seated import settings_of

            config = settings_of(seat, config, given=parsed.lang)
        if isinstance(parsed, Plain) or parsed.command is None:
            if actor.role == "overseer" or parsed.communities:
                return _communities(parsed, config, actor)
            return _open_desk(places, config, actor)
        return _headless(parsed, places, config, actor)
    except (XingfuError, KeyboardInterrupt):
        raise
    except Exception as error:
        start_log(places).exception("unexpected")
        raise _in_words(error, places) from error


def _unusual(parsed: argparse.Namespace) -> bool:
    """Whether something is asked for that is about several communities, or as somebody else."""
    return bool(parsed.communities or parsed.lines_as_json or parsed.lower or len(parsed.folders) > 1)


def _communities(parsed: Plain | argparse.Namespace, config: Config, actor: Actor) -> int:
    """The board over several communities, or its lines; the exit status. Raises XingfuError."""
    from tui.commandline.several import folders_of, require_overseer

    folders = folders_of(parsed, config)
    if actor.seat == parsed.seat:
        require_overseer(parsed.seat, folders)
    if not isinstance(parsed, Plain) and parsed.lines_as_json:
        from tui.commandline.communities import print_lines
        from tui.commandline.streams import guarded

        with guarded() as out:
            status = print_lines(folders, actor.role, parsed.seat or "", translator(config.lang))
        return _answered(out, status, config.lang, changed=False)
    if not _terminal_serves():
        return 1
    from tui.desk.tallies import follow_tallies

    tallies = follow_tallies(folders, actor)
    from tui.screens.communities import CommunitiesApp  # while a database answers

    app = CommunitiesApp(folders, actor, config, tallies)
    status = app.run() or app.return_code or 0
    if app.failure is not None:
        places = locations(folders[0])
        start_log(places).error("the board over communities failed", exc_info=app.failure)
        raise XingfuError(_unexpected(places))
    return status


def _terminal_serves() -> bool:
    """Get the terminal ready; False, after it was said why, where it cannot show the desk. Raises UsageError."""
    _require_terminal()
    complaint = terminal.complaint(os.environ, terminal.given_environment())
    if complaint:
        sys.stderr.write(complaint)
        return False
    # Ctrl+\ before the terminal is ours would end the program, with the residents' data in a core file.
    signal.signal(signal.SIGQUIT, signal.SIG_IGN)
    # Textual paints 60 frames a second, and a key that comes right after one waits 17 ms for the next.
    os.environ.setdefault("TEXTUAL_FPS", "120")
    return True


def _require_terminal() -> None:
    """Raise UsageError where the program has no terminal of its own."""
    if sys.stderr is None or not all(stream and stream.isatty() for stream in (sys.stdin, sys.stdout)):
        raise UsageError(
            Message("The desk needs a terminal. «xingfu --help» shows the commands that do without.")
        )


def _open_desk(places: Locations, config: Config, actor: Actor) -> int:
    if not _terminal_serves():
        return 1
    from tui.store import begin_opening

    opened = begin_opening(places.store, role=actor.role, holder=actor.name)
    from tui.screens.app import XingfuApp  # while a database answers

    store = opened()
    try:
        app = XingfuApp(store, store.actor(actor), config, places)
        status = app.run()
        status = status or app.return_code
        if app.failure is not None:
            start_log(places).error("the desk failed", exc_info=app.failure)
            raise XingfuError(_unexpected(places))
        store.tidy()
        return status or 0
    finally:
        store.close()


def _headless(parsed: argparse.Namespace, places: Locations, config: Config, actor: Actor) -> int:
    """Run one command; the exit status."""
    from tui.commandline.call import Call
    from tui.commandline.streams import guarded

    call = Call(parsed, places, actor, translator(config.lang))
    with guarded() as out:
        try:
            status: int = parsed.run(call)
        except XingfuError as error:
            status = _fail(error, config.lang, seated=parsed.seat is not None, parsed=parsed)
    return _answered(out, status, config.lang, changed=call.changed)


def _answered(out: Output, status: int, lang: Lang, *, changed: bool) -> int:
    """The exit status, after what became of the answer was said."""
    if out.escaped:
        _say(
            Message(
                "The output is set to {encoding}, which lacks some characters; they are written as \\uXXXX. "
                "Set it to UTF-8: PYTHONIOENCODING=utf-8",
                {"encoding": out.encoding},
            ),
            lang,
        )
    if out.failure is None:
        return status
    why = out.failure.strerror or str(out.failure)
    if changed:
        _say(
            Message(
                "It is done and kept; do not do it again. Only the answer could not be printed: {why}",
                {"why": why},
            ),
            lang,
        )
        return NOT_PRINTED
    if isinstance(out.failure, BrokenPipeError):
        return status  # whoever read the answer has seen enough
    _say(Message("The answer could not be printed: {why}", {"why": why}), lang)
    return status or 1


def _seat(name: str, places: Locations) -> Seat:
    """The seat that logged in. Raises NotAllowed if it is not registered, or if its client asked for a command of its own."""
    from tui.store import open_seats

    if os.environ.get("SSH_ORIGINAL_COMMAND"):
        start_log(places).warning("seat %s asked for a command of its own; refused", name)
        raise NotAllowed(
            Message("This key opens the desk and runs no other command. Log in without one: ssh -t ...")
        )
    place = places.store
    if places.address:
        from tui.commandline.several import place_of_seat

        place = place_of_seat(place, name)
    with open_seats(place) as seats:
        return seats.get(name)


def _who(config: Config, seat: Seat | None) -> Actor:
    """Who is at this terminal: at the seat that logged in, else the configured name or the login."""
    import getpass

    from tui.language.cleaning import one_line
    from tui.seats.actor import LOCAL_SEAT, Actor

    if seat is not None:
        return Actor(one_line(seat.person) or seat.name, seat.name, seat.role)
    try:
        name = config.name or getpass.getuser()
    except (OSError, KeyError):
        name = "?"
    return Actor(one_line(name) or "?", LOCAL_SEAT)


def start_log(places: Locations) -> logging.Logger:
    """Write the log from now on, and give that of this module."""
    import logging

    from tui.commandline import log_file

    log_file.start(places)
    return logging.getLogger(__name__)


def _in_words(error: Exception, places: Locations) -> XingfuError:
    """What nobody foresaw, for the person at the terminal."""
    if isinstance(error, OSError):
        named = isinstance(error.filename, str | bytes | os.PathLike)
        file = os.fsdecode(error.filename) if named else str(places.data)
        return StoreError(
            Message("{file} cannot be used: {why}", {"file": file, "why": error.strerror or str(error)})
        )
    return XingfuError(_unexpected(places))


def _unexpected(places: Locations) -> Message:
    return Message(
        "Something went wrong that should not have. What was saved is safe; the details are in {log}.",
        {"log": str(places.log)},
    )


def _fail(error: XingfuError, lang: Lang, *, seated: bool, parsed: argparse.Namespace | None = None) -> int:
    """Say what went wrong, in the command that was `parsed`; the exit status."""
    if isinstance(error, InvalidInput):
        from tui.commandline.named_fields import called

        for name, message in error.errors.items():
            what = called(name, parsed) if name else ""
            _say(Message("{what}: {why}", {"what": what, "why": message}) if name else message, lang)
    else:
        # Whoever comes over SSH with another character set would see neither the words nor why.
        plain = seated and terminal.other_charset(os.environ, terminal.given_environment())
        _say(error.message, lang, plain=bool(plain))
    return 2 if isinstance(error, InvalidInput | UsageError) else 1


def _say(message: Message, lang: Lang, *, plain: bool = False) -> None:
    """Say something on the error output; in plain English if its character set has no Chinese."""
    from tui.commandline.streams import complain, fits

    text = message.text(translator(lang)).encode("utf-8", "backslashreplace").decode()
    if plain or not fits(text, sys.stderr):
        text = terminal.in_ascii(str(message))
    complain(f"xingfu: {text}")


def _lang_before_parsing(given: Sequence[str]) -> Lang:
    """The language for the parser itself: `--lang` if it is there, else the environment."""
    for at, argument in enumerate(given):
        name, _, value = argument.partition("=")
        if name == "--lang":
            found = lang_of(value or (given[at + 1] if at + 1 < len(given) else ""))
            if found:
                return found
    return lang_of(os.environ.get("XINGFU_LANG")) or DEFAULT_LANG
