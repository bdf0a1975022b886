"""An act done to all marked records: what it asks once, who of them can take it, and the one commit."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from tui.desk.context import DeskContext
from tui.desk.many import done_to_all
from tui.kinds import registry
from tui.kinds.commands import called
from tui.kinds.declaration import Act, load
from tui.kinds.record import Stored, Target
from tui.language.errors import InvalidInput, Message
from tui.language.text import enumerated
from tui.queries.naming import target_name
from tui.screens.base.acting import refusal
from tui.screens.base.form import FormScreen
from tui.widgets.checklist import CheckField
from tui.widgets.fields import Field

_ITEMS: Final = "marked"
"""The field that lists the marked records."""
_NAMED: Final = 4
"""So many records are named in a message; of the others it is told how many."""

Values = Mapping[str, Any]


class Together(NamedTuple):
    """What an act asks once for all records, and what it does to one of them with the answers.

    `why_not` tells why one cannot take it with these answers, where that depends on them. `use_case` is what the audit
    trail calls the commit where that depends on the answers too.
    """

    title: str
    fields: Sequence[Field]
    do: Callable[[Target, Values], object]
    why_not: Callable[[Target, Values], Message | None] | None = None
    use_case: Callable[[Values], str] | None = None


def opened(
    context: DeskContext,
    kind: str,
    act: Act,
    targets: Sequence[Target],
    done: Callable[[Sequence[Target]], None],
) -> FormScreen | Message:
    """Do the act to all `targets`, or give the form that asks first; `done` is told to which it was done.

    Without anything to be asked, and with nothing in the way of any of them, it is done at once. Raises XingfuError.
    """
    refused = {one: why for one in targets if (why := refusal(context, kind, act, one))}
    together = _together(context, kind, act, [one for one in targets if one not in refused] or targets)
    if not together.fields and not refused:
        return _do(context, kind, act, together, targets, {}, done)
    return _form(context, kind, act, together, targets, refused, done)


def _again(
    context: DeskContext,
    kind: str,
    act: Act,
    targets: Sequence[Target],
    done: Callable[[Sequence[Target]], None],
) -> FormScreen:
    """The form that asks, as of now. Raises XingfuError."""
    refused = {one: why for one in targets if (why := refusal(context, kind, act, one))}
    together = _together(context, kind, act, [one for one in targets if one not in refused] or targets)
    return _form(context, kind, act, together, targets, refused, done)


def _together(context: DeskContext, kind: str, act: Act, fit: Sequence[Target]) -> Together:
    if act.together is not None:
        together: Together = load(act.together)(context, fit)
        return together
    title = context.tr(called(kind, act.command)[0])
    if act.deed is not None:
        deed = load(act.deed)
        return Together(title, (), lambda target, _: deed(context, target))
    assert act.form is not None, "an act for many has a form or a deed"
    form: FormScreen = load(act.form)(context, fit[0])
    # Made before anything is locked: a form reads what it is about.
    forms = {one: form if one is fit[0] else load(act.form)(context, one) for one in fit}
    return Together(form.form_title, form.fields, lambda target, values: forms[target].keep(values))


def _form(
    context: DeskContext,
    kind: str,
    act: Act,
    together: Together,
    targets: Sequence[Target],
    refused: Mapping[Target, Message],
    done: Callable[[Sequence[Target]], None],
) -> FormScreen:
    """The form: what the act asks, then the records by name; those that cannot take it stand unticked, with the reason."""
    tr = context.tr

    def label(one: Target, why: Message | None) -> str:
        name = target_name(context.store, one, tr)
        return tr("{name}: {why}", name=name, why=why.text(tr)) if why else name

    fit = [one for one in targets if one not in refused]
    ordered = [*refused, *fit]  # what cannot be done is read first
    items = CheckField(
        _ITEMS, tr("marked"), [(one, label(one, refused.get(one))) for one in ordered], fit,
        hint=tr("Space takes a record out, or in again. All is one change, which u takes back whole."),
    )  # fmt: skip

    def save(values: Values, _: Stored | None) -> Message:
        chosen: Sequence[Target] = values[_ITEMS]
        if not chosen:
            raise InvalidInput({_ITEMS: Message("Nothing is ticked.")})
        asked = {name: value for name, value in values.items() if name != _ITEMS}
        against = [(one, why) for one in chosen if (why := why_not(one, asked))]
        if against:
            items.put([one for one in chosen if one not in dict(against)])
            items.relabel({one: label(one, why) for one, why in against})
            raise InvalidInput({"": _refusals(context, against)})  # at the field it would go with the ticks
        return _do(context, kind, act, together, chosen, asked, done)

    def why_not(one: Target, asked: Values) -> Message | None:
        why = refusal(context, kind, act, one)
        return why or (together.why_not(one, asked) if together.why_not else None)

    about = ""
    if refused:
        about = tr("{n} of {of} cannot take this and stand unticked, with the reason.", n=len(refused), of=len(targets))  # fmt: skip
    title = tr("{what}: {n} marked", what=together.title, n=len(targets))
    # Without an origin: no draft is kept of it, as the records are marked nowhere when the desk is opened again.
    form = FormScreen(title, [*together.fields, items], save, about=about)
    form.afresh = lambda: _again(context, kind, act, targets, done)
    return form


def _refusals(context: DeskContext, against: Sequence[tuple[Target, Message]]) -> Message:
    """Why some cannot take it: each by name, those with the same reason together."""
    by_reason: dict[str, list[str]] = {}
    for one, why in against:
        by_reason.setdefault(why.text(context.tr), []).append(target_name(context.store, one, context.tr))
    said = "  ".join(f"{enumerated(names)}: {why}" for why, names in by_reason.items())
    return Message("Unticked now; saving again does it to the others. {said}", {"said": said})


def _do(
    context: DeskContext,
    kind: str,
    act: Act,
    together: Together,
    targets: Sequence[Target],
    values: Values,
    done: Callable[[Sequence[Target]], None],
) -> Message:
    """Do it to all, and say to which."""
    names = [target_name(context.store, one, context.tr) for one in targets]
    use_case = together.use_case(values) if together.use_case else act.use_case
    done_to_all(
        context, use_case, targets, lambda one: together.do(one, values), dict(zip(targets, names, strict=True)).get  # type: ignore[arg-type]
    )  # fmt: skip
    done(targets)
    more = len(names) - _NAMED
    named: str | Message = enumerated(names[:_NAMED])
    if more > 0:
        named = Message("{names} and {n} more", {"names": named, "n": more})
    return Message(
        "{kind}: {what}, {n} records: {names}. u takes it all back.",
        {"kind": Message(registry.kind(kind).label), "what": Message(called(kind, act.command)[0]), "n": len(names), "names": named},
    )  # fmt: skip
