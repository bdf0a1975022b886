"""What leaves the desk on paper is written down: who took which records, and what for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tui.desk.use_case import UseCases
from tui.kinds.ledgers import Purpose
from tui.kinds.record import Stored


class ExportDesk(UseCases):
    """The use case of ledgers and reports that go out."""

    def note(
        self,
        what: str,
        purpose: Purpose,
        rows: int,
        *,
        format: str,  # noqa: A002 - the field's name
        columns: Sequence[str] = (),
        start: date | None = None,
        end: date | None = None,
        use_case: str = "paper.export",
    ) -> Stored:
        """Record in the audit trail that a ledger, report or filled form is handed out; to be called before it is.

        Raises NotAllowed, StoreError.
        """
        self.require(use_case)
        document = self.checked(
            "exports",
            {
                "what": what,
                "purpose": purpose,
                "rows": rows,
                "format": format,
                "columns": list(columns),
                "start": start and start.isoformat(),
                "end": end and end.isoformat(),
                "by": self.actor.name,
            },
        )
        with self.begin(use_case) as transaction:
            return transaction.insert("exports", document)
