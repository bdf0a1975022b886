"""One act done to many records: in one commit, or to none."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tui.desk.context import DeskContext
from tui.kinds.record import Target
from tui.language.errors import Message, WrongState


def done_to_all(
    context: DeskContext,
    use_case: str,
    targets: Sequence[Target],
    do: Callable[[Target], object],
    called: Callable[[Target], str],
) -> None:
    """Do an act to each record, in one commit that is taken back as one; `use_case` is what the audit trail calls it.

    What a record does not take (a colleague was quicker) is told with its name, as it is `called`, and nothing is
    kept. Raises WrongState, and what `do` raises.
    """
    actor = context.actor
    with context.store.as_one(by=actor.name, seat=actor.seat, action=use_case):
        for target in targets:
            try:
                do(target)
            except WrongState as error:
                why = Message("{name}: {why}", {"name": called(target), "why": error.message})
                raise WrongState(why) from error
