"""The contents of attached files with a seat's own account: through functions that check what the seat may."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from tui.engine.granted import not_granted
from tui.engine.postgres.blobs import DatabaseBlobs

if TYPE_CHECKING:
    from tui.engine.blobs import Taken
    from tui.engine.postgres.link import Patient


class SeatBlobs(DatabaseBlobs):
    """The contents of one community, of which this account gets those that a document names which it sees."""

    def size(self) -> int:
        """How many bytes all contents take. Raises StoreError."""
        ((size,),) = self._engine.ask("select xingfu.content_size(%s)", (self._community,))
        return int(size)

    def loose(self) -> int:
        """Raises NotAllowed: to tell takes everything."""
        raise not_granted()

    def _sending(self, connection: Patient) -> AbstractContextManager[object]:
        """Each piece by itself: the account's next one waits for the end of what is open."""
        return contextlib.nullcontext(connection)

    def _put(self, connection: Patient, upload: str, place: int, piece: bytes) -> None:
        connection.execute(
            "select xingfu.send_piece(%s, %s, %s, %s)", (self._community, upload, place, piece)
        )

    def _name(self, connection: Patient, taken: Taken, upload: str) -> None:
        connection.execute("select xingfu.keep_content(%s, %s, %s)", (self._community, taken.sha256, upload))

    def _delete(self, connection: Patient, upload: str) -> None:
        connection.execute("select xingfu.drop_pieces(%s, %s)", (self._community, upload))

    def _pieces(self, connection: Patient, sha256: str) -> Iterable[bytes]:
        with connection.cursor(binary=True) as cursor:
            for (piece,) in cursor.stream("select * from xingfu.content(%s, %s)", (self._community, sha256)):
                yield bytes(piece)
