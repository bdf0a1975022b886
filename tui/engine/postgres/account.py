"""Whose account a session of the database has: a seat's own, which may read and write what its role does, or another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, cast

import psycopg

from tui.engine.postgres import schema
from tui.engine.postgres.link import results
from tui.language.errors import Message, NotAllowed
from tui.rules.privacy.rights import RIGHTS, Grant, may_act_as

if TYPE_CHECKING:
    from tui.engine.postgres.address import Address
    from tui.engine.postgres.link import Patient
    from tui.kinds.words import Role
    from tui.seats.actor import Actor


_PART: Final = "select xingfu.part()"


class Account(NamedTuple):
    """The role and the seat of an account of the database."""

    role: Role
    seat: str

    def granted(self, grant: Grant) -> Grant:
        """`grant` if who has this account may work so, else that of its role."""
        lower = any(given == grant and may_act_as(self.role, role) for role, given in RIGHTS.items())
        return grant if lower else RIGHTS[self._desk]

    def actor(self, actor: Actor) -> Actor:
        """`actor` at the seat of this account, with no more than its role."""
        role = actor.role if may_act_as(self.role, actor.role) else self._desk
        return actor._replace(seat=self.seat, role=role, own_account=actor.here)

    @property
    def _desk(self) -> Role:
        """As whom the desk of one community is opened: who oversees several opens one as a viewer."""
        return "viewer" if self.role == "overseer" else self.role


def part_of(connection: Patient, where: str) -> str:
    """The role of the seat whose account the session has, empty for an account that is no seat's.

    The database is brought to this program's schema first. All is asked in one journey, where that is done already.
    Raises StoreTooNew, psycopg.Error.
    """
    done, part = list[str](), ""
    try:
        with psycopg.ClientCursor(connection) as cursor:
            cursor.execute(f"{schema.DONE}; {_PART}".encode())
            names, ((part,),) = results(cursor)
            done = [name for (name,) in names]
    except schema.NOT_THERE:
        pass
    if not schema.is_current(done):
        schema.prepare(connection, where)
        ((part,),) = connection.execute(_PART).fetchall()
    return str(part)


def account_of(connection: Patient, address: Address, part: str) -> Account | None:
    """The seat of the community whose account the session has, by its `part`; None for an account that is no seat's.

    Raises NotAllowed if it is a seat of other communities alone, psycopg.Error.
    """
    if not part:
        return None
    found = connection.execute(
        "select seat from xingfu.members where community = %s and role = session_user::text",
        (address.community,),
    ).fetchone()
    if found is None:
        raise no_member(address.where)
    return Account(cast("Role", part), found[0])


def no_member(where: str) -> NotAllowed:
    """The account is of no seat of this community, or is not any more."""
    return NotAllowed(
        Message(
            "This account of the database {where} is not that of a seat of this community. Ask the staff of the community.",
            {"where": where},
        )
    )


def nothing_masked(where: str) -> NotAllowed:
    """Nothing is kept for accounts that may see masked documents alone."""
    return NotAllowed(
        Message(
            "The database {where} keeps nothing yet that this account may see. Have whoever looks after it run "
            "«xingfu seat account» for this seat.",
            {"where": where},
        )
    )
