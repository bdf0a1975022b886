"""Which community an address means that names none."""

from __future__ import annotations

from typing import Final

from tui.engine.postgres.address import Address
from tui.engine.postgres.link import Patient
from tui.language.errors import Message, UsageError

# So many names are listed where one has to be chosen.
_MOST: Final = 200


def chosen(connection: Patient, address: Address) -> Address:
    """`address` with its community: the only one of the database if it names none. Raises UsageError, psycopg.Error."""
    if address.community:
        return address
    found = connection.execute(
        "select community from xingfu.communities order by community limit %s", (_MOST + 1,)
    ).fetchall()
    names = tuple(name for (name,) in found)
    if len(names) == 1:
        return address.of(names[0])
    if not names:
        raise UsageError(
            Message(
                "No community is in the database {where} yet. Say which one is to be there: {example}",
                {"where": address.shown, "example": address.of("NAME").shown},
            )
        )
    raise UsageError(
        Message(
            "Several communities are in the database {where}: {names}. Say which one: {example}",
            {"where": address.shown, "names": (*names[:_MOST], *(["…"] if len(names) > _MOST else [])),
             "example": address.of(names[0]).shown},
        )
    )  # fmt: skip
