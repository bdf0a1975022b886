"""`xingfu seat account NAME`: an account of the database for a seat, which reads and writes what its role may and no more."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tui.commandline.arguments import missing
from tui.commandline.call import Call
from tui.commandline.output import print_json
from tui.language.errors import Message, UsageError
from tui.rules.privacy.rights import RIGHTS

if TYPE_CHECKING:
    from tui.engine.postgres.engine import PostgresEngine
    from tui.seats.register import SeatRegister


def make(call: Call, register: SeatRegister) -> int:
    """Make the seat's account, or give it another role; its address and password are printed. Raises XingfuError."""
    from tui.engine.postgres.accounts import make_account
    from tui.seats.register import require_name

    parsed, tr = call.parsed, call.tr
    if not call.places.address:
        raise UsageError(Message("Accounts are for a community in a database: --data postgresql://…"))
    require_name(parsed.name)
    registered = register.all().get(parsed.name)
    role = registered.role if registered else parsed.role
    if role is None:
        raise missing("--role")
    if parsed.role not in (None, role):
        raise UsageError(Message("Seat «{seat}» is registered with another role.", {"seat": parsed.name}))
    with _opened(call) as engine:
        made = make_account(engine, parsed.name, role)
        address, line = (
            engine.address.as_account(made.name),
            engine.address.pass_line(made.name, made.password),
        )
    call.changed = True
    if parsed.json:
        print_json({"account": made.name, "role": role, "address": address, "password": made.password})
        return 0
    print(
        tr("Seat «{seat}» has the account {account} in the database; it sees {n} records masked.",
           seat=parsed.name, account=made.name, n=made.masked)
        if RIGHTS[role].masked
        else tr("Seat «{seat}» has the account {account} in the database.", seat=parsed.name, account=made.name)
    )  # fmt: skip
    print(tr("Its address: {address}", address=address))
    if made.password:
        print(tr("For the file ~/.pgpass of who works there; the password is told this once:"))
        print(line)
    else:
        print(tr("It keeps its password."))
    return 0


def remove(call: Call) -> bool:
    """Take away the account of the seat, if the community is in a database and it has one. Raises StoreError."""
    if not call.places.address:
        return False
    from tui.engine.postgres.accounts import has_account, remove_account

    with _opened(call) as engine:
        return has_account(engine, call.parsed.name) and remove_account(engine, call.parsed.name)


def address_of(call: Call) -> str:
    """The address by which the seat comes in: with its own account if it has one. Raises StoreError."""
    if not call.places.address:
        return str(call.places.store)
    from tui.engine.postgres.accounts import account_name, has_account

    with _opened(call) as engine:
        name = call.parsed.name
        return (
            engine.address.as_account(account_name(name))
            if has_account(engine, name)
            else call.places.address
        )


@contextlib.contextmanager
def _opened(call: Call) -> Iterator[PostgresEngine]:
    from tui.engine.postgres.opening import open_database
    from tui.store import local_now

    places, actor = call.places, call.actor
    engine = open_database(
        places.address, places.data, now=local_now, holder=actor.name, grant=RIGHTS[actor.role]
    )
    with contextlib.closing(engine):
        yield engine
