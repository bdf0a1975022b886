"""Arguments that several commands have, and what is said of wrong ones."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from tui.language.errors import Message, UsageError

if TYPE_CHECKING:
    import argparse

    from tui.language.errors import Translate

# What JSON and every program that reads it can hold exactly.
_DIGITS: Final = 15


def add_steps(one: argparse.ArgumentParser, steps: Iterable[str]) -> None:
    """The step of a command that has several, such as `add` or `list`: its first argument."""
    names = tuple(steps)
    one.add_argument("step", choices=names, metavar="|".join(names))


def add_choice(one: argparse.ArgumentParser, option: str, codes: Iterable[str], text: str) -> None:
    """An option that takes one of `codes`; `text` is its help."""
    names = tuple(codes)
    one.add_argument(option, choices=names, metavar="|".join(names), help=text)


def add_json(one: argparse.ArgumentParser, tr: Translate) -> None:
    """`--json`."""
    one.add_argument("--json", action="store_true", help=tr("as JSON, for programs"))


def add_service_and_date(one: argparse.ArgumentParser, tr: Translate, *, service: str, date: str) -> None:
    """The service, and a date of it: what is done with sessions is named by both. The texts are the help."""
    one.add_argument("service", nargs="?", metavar=tr("SERVICE"), help=service)
    one.add_argument("date", nargs="?", metavar=tr("DATE"), help=date)


def add_plan(
    one: argparse.ArgumentParser, tr: Translate, *, starts: str, ends: str, place: str, team: str
) -> None:
    """When, where and by whom a service or one session is held. The texts are the help."""
    one.add_argument("--starts", metavar=tr("TIME"), help=starts)
    one.add_argument("--ends", metavar=tr("TIME"), help=ends)
    one.add_argument("--place", metavar="T", help=place)
    one.add_argument("--team", metavar="T", help=team)


def is_whole(text: str) -> bool:
    """Whether `text` is a whole number, not below zero, that can be stored."""
    return text.isdecimal() and len(text) <= _DIGITS


def whole(text: str) -> int:
    """The whole number that `text` is. Raises ValueError if it is none, UsageError if it cannot be stored."""
    found = int(text)
    if not is_whole(str(abs(found))):
        raise wrong_use(Message("«{value}» is too large.", {"value": text}))
    return found


def finite(text: str) -> float:
    """The number that `text` is. Raises ValueError if it is none, or has no end."""
    found = float(text)
    if not math.isfinite(found):
        raise ValueError(text)
    return found


def number(what: str) -> Callable[[str], float]:
    """Reads the number of the argument `what`; raises UsageError for what is none."""

    def read(text: str) -> float:
        try:
            return finite(text)
        except ValueError:
            why = Message("{what}: «{value}» is not a number.", {"what": what, "value": text})
            raise wrong_use(why) from None

    return read


def wrong_use(why: Message) -> UsageError:
    """An error that says what was used wrongly and where its use is described."""
    return UsageError(Message("{why} «xingfu --help» shows how it is used.", {"why": why}))


def missing(what: str) -> UsageError:
    """An error for arguments that this step cannot do without."""
    return UsageError(Message("Something is missing: {what}.", {"what": what}))
