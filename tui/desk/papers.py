"""Papers are made by those who may, and it is kept that they were: who made which, and under which number."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

from tui.desk.use_case import UseCases
from tui.kinds.record import Target
from tui.rules.wishes.numbering import next_number

T = TypeVar("T")

# Papers that bear a number in sequence, counted within the year.
_NUMBERED: Final = frozenset({"certificate"})


class PaperDesk(UseCases):
    """The use case of documents and notices."""

    def made(
        self,
        paper: str,
        make: Callable[[str], T],
        *,
        about: Target,
        format: str = "docx",  # noqa: A002 - the field's name
    ) -> T:
        """What `make` makes of the paper's number ("" where it bears none), once the audit trail has it.

        `about` is the record that the paper is of.

        If `make` raises, nothing is kept and no number is used up. Raises NotAllowed, StoreError.
        """
        use_case = f"paper.{paper}"
        self.require(use_case)
        if paper not in _NUMBERED:
            content = make("")
            with self.begin(use_case) as transaction:
                transaction.insert("exports", self._entry(paper, format, "", about))
            return content
        with self.begin(use_case) as transaction:  # nobody else takes the same number meanwhile
            used = (e.get("number") or "" for e in transaction.all("exports") if e["what"] == paper)
            number = next_number(used, self.today.year)
            content = make(number)
            transaction.insert("exports", self._entry(paper, format, number, about))
        return content

    def _entry(self, paper: str, format: str, number: str, about: Target) -> dict[str, object]:  # noqa: A002 - the field's name
        fields = {
            "what": paper,
            "purpose": "file",
            "rows": 1,
            "format": format,
            "number": number,
            "about": f"{about.kind} {about.id}" + (f" {about.on}" if about.on else ""),
            "by": self.actor.name,
        }
        return self.checked("exports", fields)
