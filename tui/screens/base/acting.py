"""Doing an act: the right to it is asked, then the refusal; then its form or screen is opened, or its deed done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from tui.desk.context import DeskContext
from tui.kinds import registry
from tui.kinds.commands import COMMANDS
from tui.kinds.declaration import Act, load
from tui.kinds.record import Target
from tui.language.errors import Message, XingfuError
from tui.rules.privacy.rights import may, not_granted
from tui.screens.base.announcing import Named
from tui.screens.base.shell import Shell

if TYPE_CHECKING:
    from tui.screens.base.form import FormScreen  # with the first form
    from tui.screens.base.origin import Origin


def granted(context: DeskContext, act: Act) -> bool:
    """Whether this person may do the act. An act without a use case is for everybody."""
    return not act.use_case or may(context.actor.role, act.use_case)


def refusal(context: DeskContext, kind: str, act: Act, target: Target) -> Message | None:
    """Why the act cannot be done with the record as it is now; None if it can."""
    asked = registry.kind(kind).refusal
    reason: Message | None = load(asked)(context.store, act.use_case, target) if asked else None
    return reason


def possible(context: DeskContext, kind: str, act: Act, target: Target | None) -> bool:
    """Whether the act would do something now, for this person."""
    if not granted(context, act):
        return False
    if COMMANDS[act.command].alone:
        return True
    return target is not None and refusal(context, kind, act, target) is None


def opened(shell: Shell, kind: str, act: Act, target: Target | None) -> Screen[Any] | None:
    """Do the act, or give the form or screen that it opens. What stands against it is said, and None given.

    `kind` is empty for an act that holds everywhere.
    """
    context, alone = shell.context, COMMANDS[act.command].alone or not kind
    if not granted(context, act):
        shell.say(not_granted(context.actor.role))
        return None
    if not alone:
        if target is None:
            return None
        if reason := refusal(context, kind, act, target):
            shell.say(reason)
            return None
    try:
        if act.deed:
            return _done(shell, act, target)
        if act.form:
            # What is begun anew is about no record, whichever is selected.
            from tui.screens.base.origin import Origin

            return form_of(context, Origin(act.command, kind, None if alone else target), act, target)
        if act.screen:
            screen: Screen[Any] = load(act.screen)(context, target)
            return screen
    except XingfuError as error:
        shell.complain(error)
    return None


def _done(shell: Shell, act: Act, target: Target | None) -> Screen[Any] | None:
    """Run the deed of an act and announce its message with the record's name; the screen that it opens, if any."""
    assert act.deed is not None
    named = Named(shell.context, target)
    done: Message | Screen[Any] | None = load(act.deed)(shell.context, target)
    if isinstance(done, Screen):
        from tui.screens.base.origin import Origin

        done.origin = Origin(act.command, target.kind if target else "", target)  # type: ignore[attr-defined]
        return done
    shell.say(named.said(done or Message(act.said)))
    return None


def form_of(context: DeskContext, origin: Origin, act: Act, target: Target | None) -> FormScreen:
    """The form of an act, which knows what opened it. Raises XingfuError, NotFound if the record is gone."""
    assert act.form is not None
    form: FormScreen = load(act.form)(context, target)
    form.origin = origin
    form.afresh = lambda: form_of(context, origin, act, target)
    return form
