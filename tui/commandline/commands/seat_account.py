"""`xingfu seat account NAME`: an account of the database for a seat, which reads and writes what its role may and no more."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tui.commandline.arguments import missing
from tui.commandline.call import Call
from tui.commandline.engines import opened_database
from tui.commandline.output import print_json
from tui.language.errors import Message, UsageError
from tui.platform.locations import is_database
from tui.rules.privacy.rights import RIGHTS

if TYPE_CHECKING:
    from tui.engine.postgres.engine import PostgresEngine
    from tui.seats.register import Register


def make(call: Call, register: Register) -> int:
    """Make the seat's account, or give it the role of the seat; its address and password are printed. Raises XingfuError.

    A seat that is not registered is, without a key: its account is the way in.
    """
    from tui.engine.postgres.accounts import make_account
    from tui.seats.register import Seat
    from tui.store import local_now

    parsed, tr = call.parsed, call.tr
    if not call.places.address:
        raise UsageError(Message("Accounts are for a community in a database: --data postgresql://…"))
    registered = register.all().get(parsed.name)
    role = registered.role if registered else parsed.role
    if role is None:
        raise missing("--role")
    if parsed.role not in (None, role):
        raise UsageError(Message("Seat «{seat}» is registered with another role.", {"seat": parsed.name}))
    with _opened(call, call.places.address) as engine:
        if registered is None:
            added = local_now().isoformat(timespec="seconds")
            register.put(Seat(parsed.name, role, parsed.person, added=added))
        made = make_account(engine, parsed.name, role)
        address = engine.address.as_account(made.name)
        line = engine.address.pass_line(made.name, made.password)
    call.changed = True
    if parsed.json:
        print_json({"account": made.name, "role": role, "address": address, "password": made.password})
        return 0
    told = {"seat": parsed.name, "account": made.name, "n": made.masked}
    print(
        tr("Seat «{seat}» has the account {account} in the database; it sees {n} records masked.", **told)
        if RIGHTS[role].masked
        else tr("Seat «{seat}» has the account {account} in the database.", **told)
    )
    print(tr("Its address: {address}", address=address))
    if made.password:
        print(tr("For the file ~/.pgpass of who works there; the password is told this once:"))
        print(line)
    else:
        print(tr("It keeps its password."))
    return 0


def remove(call: Call) -> None:
    """Take away the account of the seat, if the community is in a database and it has one. Raises StoreError."""
    if not call.places.address:
        return
    from tui.engine.postgres.accounts import has_account, remove_account

    with _opened(call, call.places.address) as engine:
        if has_account(engine, call.parsed.name):
            remove_account(engine, call.parsed.name)


def addresses(call: Call, named: Sequence[str], places: Sequence[str]) -> list[str]:
    """The data as it was `named`, with the seat's account where it has one at the first of `places` in a database.

    A seat has one account for all communities of a database. Raises StoreError.
    """
    first = next(filter(is_database, places), None)
    if first is None:
        return [*named]
    from tui.engine.postgres.accounts import account_name, has_account
    from tui.engine.postgres.address import read_address

    seat = call.parsed.name
    with _opened(call, first) as engine:
        if not has_account(engine, seat):
            return [*named]
    return [read_address(one).as_account(account_name(seat)) if is_database(one) else one for one in named]


def _opened(call: Call, address: str) -> contextlib.closing[PostgresEngine]:
    from tui.platform.locations import locations

    return opened_database(locations(address), call.actor)
