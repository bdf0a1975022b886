"""`xingfu seat add|list|remove`: the register of seats, and their lines in authorized_keys."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import orjson

from tui.commandline.call import Call, NewCommand
from tui.kinds.words import ROLES
from tui.language.errors import Message, NotAllowed, StoreError, Translate, UsageError
from tui.language.text import pad
from tui.platform.durable import replace_file
from tui.rules.privacy.rights import may
from tui.seats import authorized_keys
from tui.seats.register import Seat, SeatRegister
from tui.store import local_now

if TYPE_CHECKING:
    import argparse

    from tui.platform.locations import Locations

log = logging.getLogger(__name__)


def add_to(new: NewCommand, tr: Translate) -> None:
    """Make the command known."""
    seat = new("seat", tr("manage the seats that log in over SSH"))
    seat.add_argument("what", choices=("add", "list", "remove"), metavar="add|list|remove")
    seat.add_argument("name", nargs="?", metavar="NAME", help=tr("the seat's name, such as jiedao"))
    seat.add_argument("--role", choices=tuple(ROLES), metavar="|".join(ROLES), help=tr("what it may do"))
    seat.add_argument("--key", metavar="FILE", help=tr("its public key (the file that ends in .pub)"))
    seat.add_argument("--person", metavar="T", default="", help=tr("who sits there, for the audit trail"))
    seat.add_argument(
        "--install", metavar="FILE", help=tr("keep the seat's line in this authorized_keys file")
    )
    seat.add_argument("--json", action="store_true", help=tr("as JSON, for programs"))
    seat.set_defaults(run=_run)


def _run(call: Call) -> int:
    parsed, places, actor, tr = call.parsed, call.places, call.actor, call.tr
    if not may(actor.role, "seat.manage"):
        role = Message(ROLES[actor.role])
        raise NotAllowed(Message("The role «{role}» may not do this.", {"role": role}))
    register = SeatRegister(places.data)
    if parsed.what == "list":
        return _list(register, tr, as_json=parsed.json)
    if not parsed.name:
        raise UsageError(Message("Something is missing: {what}.", {"what": "NAME"}))
    return _add(parsed, places, register, tr) if parsed.what == "add" else _remove(parsed, register, tr)


def _add(parsed: argparse.Namespace, places: Locations, register: SeatRegister, tr: Translate) -> int:
    if not (parsed.role and parsed.key):
        raise UsageError(Message("Something is missing: {what}.", {"what": "--role --key"}))
    key = authorized_keys.public_key(_read(Path(parsed.key)))
    # -I: neither the environment nor the folder of the login can put other code in the program's place.
    command = [sys.executable, "-I", "-m", "tui", "--data", str(places.data), "--seat", parsed.name]
    if parsed.lang:
        command += ["--lang", parsed.lang]
    line = authorized_keys.line(parsed.name, command, key)
    file = Path(parsed.install).expanduser() if parsed.install else None
    changed = authorized_keys.with_line(_read(file, missing=""), line, parsed.name, key) if file else ""
    added = local_now().isoformat(timespec="seconds")
    register.put(Seat(parsed.name, parsed.role, parsed.person, key.fingerprint, added))
    if file:
        _write(file, changed)
        print(tr("Seat «{seat}» can log in; its line is in {file}.", seat=parsed.name, file=str(file)))
    else:
        print(line)
    return 0


def _remove(parsed: argparse.Namespace, register: SeatRegister, tr: Translate) -> int:
    register.remove(parsed.name)
    if parsed.install:
        file = Path(parsed.install).expanduser()
        _write(file, authorized_keys.without(_read(file, missing=""), parsed.name))
    print(tr("Seat «{seat}» is removed; it cannot log in any more.", seat=parsed.name))
    return 0


def _list(register: SeatRegister, tr: Translate, *, as_json: bool) -> int:
    seats = sorted(register.all().values(), key=lambda seat: seat.name)
    if as_json:
        content = [
            {"name": s.name, "role": s.role, "person": s.person, "key": s.key, "added": s.added}
            for s in seats
        ]
        print(orjson.dumps(content, option=orjson.OPT_INDENT_2).decode())
        return 0
    for seat in seats:
        print(f"{pad(seat.name, 16)}  {pad(tr(ROLES[seat.role]), 12)}  {pad(seat.person, 10)}  {seat.key}")
    if not seats:
        print(tr("No seat yet. Add one: xingfu seat add NAME --role viewer --key FILE.pub"))
    return 0


def _read(path: Path, *, missing: str | None = None) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        if missing is not None:
            return missing
        raise UsageError(Message("There is no file {file}.", {"file": str(path)})) from None
    except OSError as error:
        raise StoreError(
            Message("{file} cannot be read: {why}", {"file": str(path), "why": error.strerror or str(error)})
        ) from error
    except UnicodeDecodeError as error:
        raise StoreError(
            Message("{file} cannot be read: {why}", {"file": str(path), "why": Message("it is no text")})
        ) from error


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        # Through a link, so that it stays one.
        replace_file(path.resolve(), text.encode())
    except OSError as error:
        raise StoreError(
            Message(
                "{file} cannot be written: {why}", {"file": str(path), "why": error.strerror or str(error)}
            )
        ) from error
