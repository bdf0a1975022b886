"""`xingfu wish STEP NUMBER`: the life of a wish from the command line, through the same use cases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from tui.capture.day import parse_day
from tui.desk import Desk
from tui.errors import InvalidInput, Message, Translate, UsageError
from tui.words import WISH_STATES

if TYPE_CHECKING:
    import argparse


def run(parsed: argparse.Namespace, desk: Desk, tr: Translate) -> int:
    """Take the step that was parsed; prints the wish's number and state. Raises XingfuError."""
    id = desk.wishes.number(parsed.number)
    step, note = parsed.step.replace("-", "_"), parsed.note or ""
    if step == "comment":
        wish = desk.wishes.comment(id, note)
    elif step == "support":
        wish = desk.wishes.support(id, note)
    else:
        wish = desk.wishes.act(id, step, note=note, **_given(parsed, desk))
    print(f"{wish['number']}  {tr(WISH_STATES[wish['state']])}")
    return 0


def _given(parsed: argparse.Namespace, desk: Desk) -> dict[str, Any]:
    """What goes with the step, in the form that the desk takes."""
    given: dict[str, Any] = {
        "assignee": parsed.to, "outcome": parsed.outcome, "rating": parsed.rating,
        "into": desk.wishes.number(parsed.into) if parsed.into else None,
    }  # fmt: skip
    if parsed.rating is not None and not 1 <= parsed.rating <= 5:
        raise InvalidInput({"rating": Message("Say how satisfied the resident is, from 1 to 5.")})
    if parsed.solved is not None:
        given["solved"] = parsed.solved == "yes"
    for name, text in (("due", parsed.due), ("review_on", parsed.review)):
        given[name] = parse_day(text, desk.store.now.date()).isoformat() if text else None
    unfit = {k for k, v in given.items() if v is not None} - _FITS.get(parsed.step, frozenset())
    if unfit:
        options = ", ".join(sorted(f"--{_OPTIONS[name]}" for name in unfit))
        raise UsageError(
            Message("{options} does not go with «{step}».", {"options": options, "step": parsed.step})
        )
    return given


_OPTIONS: Final = {
    "assignee": "to", "outcome": "outcome", "rating": "rating", "into": "into", "solved": "solved", "due": "due",
    "review_on": "review",
}  # fmt: skip
_FITS: Final = {
    "assign": frozenset({"assignee", "due"}), "complete": frozenset({"outcome"}),
    "rate": frozenset({"rating", "solved"}), "hold": frozenset({"review_on"}), "merge": frozenset({"into"}),
    "accept": frozenset({"due"}), "resume": frozenset({"due"}), "reopen": frozenset({"due"}),
}  # fmt: skip
