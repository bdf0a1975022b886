"""What a handle has to ask the database for after others' commits, done by the thread of the watch: no key waits for it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.language.errors import StoreError

if TYPE_CHECKING:
    from tui.engine.postgres.link import Patient

log = logging.getLogger(__name__)


class CatchingUp:
    """An errand of the watch (`tui.engine.postgres.beside.Errand`): `catch_up` asks for what is due, and raises StoreError."""

    def __init__(self, catch_up: Callable[[], None]) -> None:
        self._catch_up = catch_up

    def tell(self, connection: Patient, *, anew: bool) -> bool:  # noqa: ARG002 - on the handle's own connection
        """Read anew what cannot be followed commit by commit, and mask what others have written; others see that by its commit."""
        try:
            self._catch_up()
        except StoreError as error:  # at the next commit, or by whoever saves
            log.info("catching up later: %s", error.message.msgid)
        except Exception:  # the watch goes on, whatever is in a commit
            log.exception("catching up")
        return False

    def hear(self, connection: Patient) -> bool:  # noqa: ARG002 - nothing is heard
        """Nothing."""
        return False

    def leave(self, connection: Patient) -> bool:  # noqa: ARG002 - nothing is left to tell
        """Nothing."""
        return False
