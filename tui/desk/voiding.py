"""What making a wish void (作废) asks of other records: those merged into it, and agendas on which it stands."""

from __future__ import annotations

from tui.kinds.record import Stored
from tui.language.errors import Message, WrongState
from tui.store import Transaction


def stand_alone(transaction: Transaction, wish: Stored) -> None:
    """Raises WrongState where others were merged into the wish: they would be lost with it."""
    others = [str(w["number"]) for w in transaction.having("wishes", "merged_into", int(wish["id"]))]
    if others:
        raise WrongState(
            Message(
                "{numbers} went into this wish and would be lost with it. Undo the merging first: w on each of them.",
                {"numbers": tuple(others)},
            )
        )


def off_agendas(transaction: Transaction, id: int) -> None:
    """Take a wish off the agendas of meetings to come, where nothing was said on it."""
    for meeting in list(transaction.having("meetings", "items.wish_id", id)):
        if meeting["state"] == "planned":
            left = [item for item in meeting["items"] if not _only_listed(item, id, meeting.get("current"))]
            if len(left) < len(meeting["items"]):
                transaction.update("meetings", int(meeting["id"]), {"items": left})


def _only_listed(item: Stored, wish_id: int, current: int | None) -> bool:
    """Whether an item of an agenda is the wish and no more than announced."""
    said = item.get("discussion") or item.get("decision") or item["state"] != "open"
    return item.get("wish_id") == wish_id and not said and item["number"] != current
