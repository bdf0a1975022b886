"""`xingfu seat add|list|remove|clear-pin|account`: the register of seats, their lines in authorized_keys, forgotten PINs."""

from __future__ import annotations

import argparse
import contextlib
import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tui.commandline.arguments import add_choice, add_json, missing
from tui.commandline.call import Call
from tui.commandline.files import STANDARD, is_there, read_file, unreadable, unwritable
from tui.commandline.output import print_json
from tui.commandline.several import every_place
from tui.kinds.words import ROLES
from tui.language.errors import Message, NotAllowed, NotFound, Translate, UsageError
from tui.language.ordering import person_key
from tui.language.text import pad
from tui.platform.locations import is_database, without_password
from tui.platform.named_files import write_named
from tui.rules.privacy.rights import may, not_granted

if TYPE_CHECKING:
    from tui.seats.register import Register

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
    parsed = call.parsed
    if not may(call.actor.role, "seat.manage"):
        raise NotAllowed(not_granted(call.actor.role))
    places = _places(call)
    if parsed.what != "list" and not parsed.name:
        raise missing("NAME")
    from tui.store import open_seats

    with contextlib.ExitStack() as opened:
        if parsed.what == "add":
            return _add(call, lambda: [opened.enter_context(open_seats(place)) for place in places])
        register = opened.enter_context(open_seats(places[0]))
        if parsed.what == "list":
            return _list(register, call, as_json=parsed.json)
        if parsed.what == "account":
            from tui.commandline.commands import seat_account

            return seat_account.make(call, register)
        return _clear_pin(call, register) if parsed.what == "clear-pin" else _remove(call, register)


def _places(call: Call) -> list[Path | str]:
    """The data folders or databases that are named. Raises UsageError for several, unless it is for who oversees them.

    Who oversees a whole database is registered in each of its communities.
    """
    named = call.parsed.folders
    oversees = (call.parsed.what, call.parsed.role) == ("add", "overseer")
    if oversees and is_database(call.places.address):
        named = [one for address in named or [call.places.address] for one in every_place(address)]
    if len(named) < 2:
        return [call.places.store]
    if not oversees:
        raise UsageError(
            Message("Several --data are for the seat of an overseer alone: seat add --role overseer.")
        )
    return [one if is_database(one) else Path(one).expanduser().absolute() for one in named]


def _add(call: Call, opened: Callable[[], list[Register]]) -> int:
    from tui.commandline.commands import seat_account
    from tui.seats import authorized_keys
    from tui.seats.starting import seat_command

    parsed, tr = call.parsed, call.tr
    if not (parsed.role and parsed.key):
        raise missing("--role --key")
    key = authorized_keys.public_key(_key(parsed.key))
    registers = opened()
    several = len(registers) > 1
    places = [one.place for one in registers]
    # As they were named: the line of who oversees a whole database does not list its communities.
    named = [
        _without_password(_whole(one)) for one in (parsed.folders if several and parsed.folders else places)
    ]
    where = [part for one in seat_account.addresses(call, named, places) for part in ("--data", one)]
    command = [*seat_command(), *(["--communities"] if several else []), *where]
    command += ["--seat", parsed.name]
    if parsed.lang:
        command += ["--lang", parsed.lang]
    line = authorized_keys.line(parsed.name, command, key)
    file = _installed_in(parsed.install)
    changed = authorized_keys.with_line(_lines(file), line, parsed.name, key) if file else ""
    for register in registers:
        _registered(call, register, key.fingerprint)
    call.changed = True
    if file:
        _write(file, changed)
        print(tr("Seat «{seat}» can log in; its line is in {file}.", seat=parsed.name, file=str(file)))
    else:
        print(line)
    return 0


def _registered(call: Call, register: Register, key: str) -> None:
    """Register the seat. With the key that it has already, as on another computer, its PIN and what it chose stay."""
    from tui.seats.register import Seat
    from tui.store import local_now

    parsed = call.parsed
    before = register.all().get(parsed.name)
    same = before is not None and before.key == key
    added = local_now().isoformat(timespec="seconds")
    seat = before if before and same else Seat(parsed.name, parsed.role, key=key, added=added)
    register.put(replace(seat, role=parsed.role, person=parsed.person or (seat.person if same else "")))
    if not same:
        register.pins(parsed.name).clear()  # a PIN is of whoever sat there before


def _whole(place: str) -> str:
    """A folder with its whole path; an address as it is."""
    return place if is_database(place) else str(Path(place).expanduser().absolute())


def _without_password(address: str) -> str:
    """The address for a line of authorized_keys. Raises UsageError if it has a password, which would stand there."""
    if is_database(address) and without_password(address) != address:
        raise UsageError(
            Message(
                "The seat's line would show the password of the database. Write it into ~/.pgpass of the account that "
                "logs in, and give --data without it."
            )
        )
    return address


def _clear_pin(call: Call, register: Register) -> int:
    """Take away a PIN that nobody knows any more. The lock of a desk that is open then opens with Enter."""
    from tui.seats.actor import LOCAL_SEAT

    name, tr = call.parsed.name, call.tr
    if name != LOCAL_SEAT and name not in register.all():
        raise NotFound(
            Message("There is no seat «{seat}». «xingfu seat list» shows them all.", {"seat": name})
        )
    if not register.pins(name).clear():
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


def _remove(call: Call, register: Register) -> int:
    from tui.commandline.commands import seat_account
    from tui.seats import authorized_keys

    parsed = call.parsed
    register.remove(parsed.name)
    seat_account.remove(call)
    register.pins(parsed.name).clear()
    call.changed = True
    if file := _installed_in(parsed.install):
        _write(file, authorized_keys.without(_lines(file), parsed.name))
    print(call.tr("Seat «{seat}» is removed; it cannot log in any more.", seat=parsed.name))
    return 0


def _list(register: Register, call: Call, *, as_json: bool) -> int:
    tr = call.tr
    seats = sorted(register.all().values(), key=lambda seat: person_key(seat.name))
    if as_json:
        with_pin = register.with_pin()
        content = [
            {
                "name": s.name,
                "role": s.role,
                "person": s.person,
                "key": s.key,
                "added": s.added,
                "pin": s.name in with_pin,
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
