"""Several lines pasted into one field of a form."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tui.capture.lines.pasted import PastedLine
from tui.screens.entry.pasted import PastedScreen
from tui.widgets.fields import Field


def offered(fields: Sequence[Field], text: str, given_away: Callable[[], None]) -> PastedScreen:
    """The sheet that offers to make a record of each line, or to put all into the form with these fields.

    `given_away` is called once the lines are records of their own.
    """
    field = next(f for f in fields if f.has_focus_within)
    detail = next((f for f in fields if f.field == "detail"), None)
    whom = next((f for f in fields if f.field == "resident"), None)

    def as_line(joined: str) -> None:
        field.put(" ".join(filter(None, (str(field.value or ""), joined))))

    def as_detail(first: PastedLine, rest: str) -> None:
        field.put(first.text)
        if detail is not None:
            detail.put("\n".join(filter(None, (str(detail.value or ""), rest))))
        if whom is not None and first.sender and not whom.value:
            whom.put(first.sender)

    return PastedScreen(text, as_line=as_line, as_detail=as_detail, kept=lambda _: given_away(), draft=False)
