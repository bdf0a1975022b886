"""`xingfu seat add|list|remove|clear-pin|account`: the register of seats, their lines in authorized_keys, forgotten PINs."""

from __future__ import annotations

import argparse
import logging
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tui.commandline.arguments import add_choice, add_json, missing
from tui.commandline.call import Call
from tui.commandline.commands import seat_account
from tui.commandline.files import STANDARD, is_there, read_file, unreadable, unwritable
from tui.commandline.output import print_json
from tui.kinds.words import ROLES
from tui.language.errors import Message, NotAllowed, NotFound, Translate, UsageError
from tui.language.ordering import person_key
from tui.language.text import pad
from tui.platform.locations import is_database
from tui.platform.named_files import write_named
from tui.rules.privacy.rights import may, not_granted

if TYPE_CHECKING:
    from tui.seats.register import SeatRegister

log = logging.getLogger(__name__)

_WHAT: Final = ("add", "list", "remove", "clear-pin", "account")


def arguments(seat: argparse.ArgumentParser, tr: Translate) -> None:
    """The arguments of `xingfu seat`."""
    seat.add_argument("what", choices=tuple(_WHAT), metavar="|".join(_WHAT))
    seat.add_argument("name", nargs="?", metavar="NAME", help=tr("the seat's name, such as jiedao"))
    add_choice(seat, "--role", ROLES, tr("what it may do"))
    seat.add_argument("--key", metavar=tr("FILE"), help=tr("its public key (the file that ends in .pub)"))
    seat.add_argument("--person", metavar="T", default="", help=tr("who sits there, for the audit trail"))
    seat.add_argument(
        "--install", metavar=tr("FILE"), help=tr("keep the seat's line in this authorized_keys file")
    )
    add_json(seat, tr)
    seat.set_defaults(run=_run)


def _run(call: Call) -> int:
    from tui.seats.register import SeatRegister

    parsed = call.parsed
    if not may(call.actor.role, "seat.manage"):
        raise NotAllowed(not_granted(call.actor.role))
    _folders(call)
    register = SeatRegister(call.places.data)
    if parsed.what == "list":
        return _list(register, call, as_json=parsed.json)
    if not parsed.name:
        raise missing("NAME")
    if parsed.what == "clear-pin":
        return _clear_pin(call, register)
    if parsed.what == "account":
        return seat_account.make(call, register)
    return _add(call) if parsed.what == "add" else _remove(call, register)


def _folders(call: Call) -> list[Path]:
    """The data folders that are named. Raises UsageError for several, unless it is for who oversees them."""
    named = call.parsed.folders
    if len(named) < 2:
        return [call.places.data]
    if (call.parsed.what, call.parsed.role) != ("add", "overseer") or any(map(is_database, named)):
        raise UsageError(
            Message("Several --data are for the seat of an overseer alone: seat add --role overseer.")
        )
    return [Path(one).expanduser().absolute() for one in named]


def _add(call: Call) -> int:
    from tui.seats import authorized_keys
    from tui.seats.pin import Pins
    from tui.seats.register import Seat, SeatRegister
    from tui.seats.starting import seat_command
    from tui.store import local_now

    parsed, tr = call.parsed, call.tr
    if not (parsed.role and parsed.key):
        raise missing("--role --key")
    key = authorized_keys.public_key(_key(parsed.key))
    folders = _folders(call)
    if len(folders) > 1:
        where = ["--communities", *(part for folder in folders for part in ("--data", str(folder)))]
    else:
        where = ["--data", seat_account.address_of(call)]
    command = [*seat_command(), *where, "--seat", parsed.name]
    if parsed.lang:
        command += ["--lang", parsed.lang]
    line = authorized_keys.line(parsed.name, command, key)
    file = _installed_in(parsed.install)
    changed = authorized_keys.with_line(_lines(file), line, parsed.name, key) if file else ""
    added = local_now().isoformat(timespec="seconds")
    for folder in folders:
        SeatRegister(folder).put(Seat(parsed.name, parsed.role, parsed.person, key.fingerprint, added))
        Pins(folder, parsed.name).clear()  # a PIN is of whoever sat there before
    call.changed = True
    if file:
        _write(file, changed)
        print(tr("Seat «{seat}» can log in; its line is in {file}.", seat=parsed.name, file=str(file)))
    else:
        print(line)
    return 0


def _clear_pin(call: Call, register: SeatRegister) -> int:
    """Take away a PIN that nobody knows any more. The lock of a desk that is open then opens with Enter."""
    from tui.seats.actor import LOCAL_SEAT
    from tui.seats.pin import Pins

    name, tr = call.parsed.name, call.tr
    if name != LOCAL_SEAT and name not in register.all():
        raise NotFound(
            Message("There is no seat «{seat}». «xingfu seat list» shows them all.", {"seat": name})
        )
    if not Pins(call.places.data, name).clear():
        print(tr("Seat «{seat}» has no PIN.", seat=name))
        return 0
    call.changed = True
    print(
        tr(
            "The PIN of seat «{seat}» is taken away. Enter opens its locked screen; set another by «.».",
            seat=name,
        )
    )
    return 0


def _remove(call: Call, register: SeatRegister) -> int:
    from tui.seats import authorized_keys
    from tui.seats.pin import Pins

    parsed = call.parsed
    if seat_account.remove(call) and parsed.name not in register.all():
        call.changed = True
        print(call.tr("Seat «{seat}» has no account any more.", seat=parsed.name))
        return 0
    register.remove(parsed.name)
    Pins(call.places.data, parsed.name).clear()
    call.changed = True
    if file := _installed_in(parsed.install):
        _write(file, authorized_keys.without(_lines(file), parsed.name))
    print(call.tr("Seat «{seat}» is removed; it cannot log in any more.", seat=parsed.name))
    return 0


def _list(register: SeatRegister, call: Call, *, as_json: bool) -> int:
    from tui.seats.pin import Pins

    tr = call.tr
    seats = sorted(register.all().values(), key=lambda seat: person_key(seat.name))
    if as_json:
        content = [
            {
                "name": s.name,
                "role": s.role,
                "person": s.person,
                "key": s.key,
                "added": s.added,
                "pin": Pins(call.places.data, s.name).path.exists(),
            }
            for s in seats
        ]
        print_json(content)
        return 0
    for seat in seats:
        print(f"{pad(seat.name, 16)}  {pad(tr(ROLES[seat.role]), 12)}  {pad(seat.person, 10)}  {seat.key}")
    if not seats:
        print(tr("No seat yet. Add one: xingfu seat add NAME --role viewer --key FILE.pub"))
    return 0


def _installed_in(name: str | None) -> Path | None:
    """The authorized_keys file to change; None where the line is to be printed instead."""
    return Path(name).expanduser() if name and name != STANDARD else None


def _key(name: str) -> str:
    """What is in the file of a public key. Raises UsageError if there is none, StoreError."""
    if name != STANDARD and not is_there(Path(name).expanduser()):
        raise UsageError(Message("There is no file {file}.", {"file": name}))
    return _text(name, read_file(name))


def _lines(path: Path) -> str:
    """What is in an authorized_keys file, which need not be there yet. Raises StoreError."""
    return _text(str(path), read_file(str(path))) if is_there(path) else ""


def _text(name: str, content: bytes) -> str:
    try:
        return content.decode().replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise unreadable(name, Message("it is no text")) from error


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        write_named(path, text.encode())
    except OSError as error:
        raise unwritable(str(path), error) from error
