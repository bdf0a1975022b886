"""`xingfu wish STEP NUMBER`, `supervise`: the life of a wish from the command line."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any, Final

from tui.commandline.arguments import add_choice, add_steps, whole
from tui.commandline.call import Call
from tui.commandline.documents import add_output, write_document
from tui.commandline.named import day
from tui.kinds.record import Stored, Target
from tui.kinds.words import WISH_STATES
from tui.language.errors import InvalidInput, Message, Translate, UsageError
from tui.rules.wishes.workflow import TRANSITIONS

if TYPE_CHECKING:
    from tui.desk.context import DeskContext

STEPS: Final = tuple(name.replace("_", "-") for name in (*TRANSITIONS, "comment", "support"))


def arguments(wish: argparse.ArgumentParser, tr: Translate) -> None:
    """The arguments of `xingfu wish`."""
    add_steps(wish, (*STEPS, "slip"))
    wish.add_argument("number", metavar=tr("NUMBER"))
    wish.add_argument("--note", metavar="T", help=tr("the reason, the comment, or the resident's name"))
    wish.add_argument("--to", metavar="T", help=tr("assign: a team, a partner or a person"))
    wish.add_argument(
        "--assist", action="append", metavar="T", help=tr("assign: who helps them; may be repeated")
    )
    wish.add_argument("--due", metavar="X", help=tr("when it is due: 2026-12-01, tomorrow, fri, +3"))
    wish.add_argument("--review", metavar="X", help=tr("hold: when to look at it again"))
    wish.add_argument("--outcome", metavar="T", help=tr("complete: what was done"))
    wish.add_argument("--rating", type=whole, metavar="1-5", help=tr("rate: how satisfied the resident is"))
    add_choice(wish, "--solved", ("yes", "no"), tr("rate: whether it is solved"))
    wish.add_argument("--into", metavar=tr("NUMBER"), help=tr("merge: the wish that it goes into"))
    add_output(wish, tr, tr("slip: the wish as a document for the one who does it"))
    wish.set_defaults(run=_run)


def supervise_arguments(supervise: argparse.ArgumentParser, tr: Translate) -> None:
    """The arguments of `xingfu supervise`."""
    supervise.add_argument("number", metavar=tr("NUMBER"))
    supervise.add_argument("note", metavar=tr("NOTE"))
    supervise.set_defaults(run=_supervise)


def _run(call: Call) -> int:
    with call.context() as context:
        if call.parsed.step == "slip":
            return _slip(call, context)
        wish = _step(call.parsed, context)
    print(f"{wish['number']}  {call.tr(WISH_STATES[wish['state']])}")
    return 0


def _slip(call: Call, context: DeskContext) -> int:
    from tui.queries import documents

    id = context.desk.wishes.number(call.parsed.number)
    return write_document(
        call,
        context,
        "slip",
        Target("wish", id),
        lambda: documents.slip(context.store, dict(context.store.wishes.find_stored(id) or {})),
    )


def _supervise(call: Call) -> int:
    with call.context() as context:
        context.desk.wishes.supervise(context.desk.wishes.number(call.parsed.number), call.parsed.note)
    return 0


def _step(parsed: argparse.Namespace, context: DeskContext) -> Stored:
    id = context.desk.wishes.number(parsed.number)
    step, note = parsed.step.replace("-", "_"), parsed.note or ""
    if step == "comment":
        return context.desk.wishes.comment(id, note)
    if step == "support":
        return context.desk.wishes.support(id, note)
    return context.desk.wishes.act(id, step, note=note, **_given(parsed, context))


def _given(parsed: argparse.Namespace, context: DeskContext) -> dict[str, Any]:
    """What goes with the step, in the form that the desk takes."""
    given: dict[str, Any] = {
        "assignee": parsed.to,
        "assists": parsed.assist,
        "outcome": parsed.outcome,
        "rating": parsed.rating,
        "into": context.desk.wishes.number(parsed.into) if parsed.into else None,
    }
    if parsed.rating is not None and not 1 <= parsed.rating <= 5:
        raise InvalidInput({"rating": Message("Say how satisfied the resident is, from 1 to 5.")})
    if parsed.solved is not None:
        given["solved"] = parsed.solved == "yes"
    for name, text in (("due", parsed.due), ("review_on", parsed.review)):
        given[name] = day(text, context.store)
    unfit = {k for k, v in given.items() if v is not None} - _FITS.get(parsed.step, frozenset())
    if unfit:
        options = tuple(sorted(f"--{_OPTIONS[name]}" for name in unfit))
        raise UsageError(
            Message("{options} does not go with «{step}».", {"options": options, "step": parsed.step})
        )
    return given


_OPTIONS: Final = {
    "assignee": "to", "assists": "assist", "outcome": "outcome", "rating": "rating", "into": "into", "solved": "solved", "due": "due",
    "review_on": "review",
}  # fmt: skip
_FITS: Final = {
    "assign": frozenset({"assignee", "assists", "due"}), "complete": frozenset({"outcome"}),
    "rate": frozenset({"rating", "solved"}), "hold": frozenset({"review_on"}), "merge": frozenset({"into"}),
    "accept": frozenset({"due"}), "resume": frozenset({"due"}), "reopen": frozenset({"due"}),
}  # fmt: skip
