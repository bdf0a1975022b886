"""Every act that is declared can be done: its places are there, take what they are given, and its use case is known."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any, Final

import pytest

from tui.kinds import registry
from tui.kinds.commands import COMMANDS, EVERYWHERE, OF_SCREEN, called
from tui.kinds.declaration import Act, Kind, Place, load
from tui.kinds.words import ACTIONS, Role
from tui.rules.privacy.rights import RIGHTS
from tui.screens.modes import MODES

ACTS: Final = [(kind.name, act) for kind in registry.kinds() for act in kind.acts]
ALL: Final = [*ACTS, *(("", act) for act in EVERYWHERE.values())]
KINDS: Final = list(registry.kinds())
# What the app does itself, of what holds everywhere.
OF_APP: Final = {
    *MODES,
    "export",
    "person",
    "papers",
    "own_settings",
    "lock",
    "redraw",
    "search",
    "help",
    "palette",
    "undo",
    "leave",
}

acts = pytest.mark.parametrize(("kind", "act"), ALL, ids=[f"{kind}-{act.command}" for kind, act in ALL])
kinds = pytest.mark.parametrize("kind", KINDS, ids=[kind.name for kind in KINDS])


def takes(function: Callable[..., Any], *annotations: str) -> bool:
    """Whether the function takes arguments of these types, and no other without a default."""
    parameters = list(inspect.signature(function).parameters.values())
    needed = [p for p in parameters if p.default is p.empty]
    return [p.annotation for p in parameters[: len(annotations)]] == [*annotations] and len(needed) <= len(
        annotations
    )


def place_of(act: Act) -> Place | None:
    return act.form or act.deed or act.screen


@acts
def test_an_act_says_one_thing_that_it_opens_or_does(kind: str, act: Act) -> None:
    places = [place for place in (act.form, act.deed, act.screen) if place]
    assert len(places) <= 1
    if not places:
        assert act.command in (OF_SCREEN if kind else OF_APP)


@acts
def test_what_an_act_opens_or_does_takes_a_context_and_a_target(kind: str, act: Act) -> None:
    place = place_of(act)
    if place is None:
        return
    target = "Target | None" if not kind or COMMANDS[act.command].alone else "Target"
    fits = takes(load(place), "DeskContext", target)
    # What needs no record does as well where one is there.
    assert fits or takes(load(place), "DeskContext", "Target | None")


@acts
def test_only_deeds_say_that_they_are_done(kind: str, act: Act) -> None:
    assert bool(act.said) == bool(act.deed)


@acts
def test_the_use_case_of_an_act_is_one_that_the_audit_trail_knows(kind: str, act: Act) -> None:
    if not act.use_case:
        assert place_of(act) is None  # it changes nothing
        return
    assert act.use_case in ACTIONS


@pytest.mark.parametrize("role", [role for role, grant in RIGHTS.items() if grant.use_cases is not None])
def test_rights_are_granted_to_use_cases_that_there_are(role: Role) -> None:
    assert {*(RIGHTS[role].use_cases or ())} <= {*ACTIONS}


@acts
def test_a_command_of_an_act_has_keys_and_words(kind: str, act: Act) -> None:
    assert COMMANDS[act.command].keys
    assert all(called(kind, act.command))


@kinds
def test_a_kind_has_a_command_once(kind: Kind) -> None:
    commands = [act.command for act in kind.acts]
    assert len(commands) == len(set(commands))


@kinds
def test_what_a_kind_shows_and_refuses_is_there(kind: Kind) -> None:
    if kind.columns:
        assert takes(load(kind.columns), "Translate")
    if kind.detail:
        assert takes(load(kind.detail), "Store", "Target", "datetime", "Translate")
    if kind.refusal:
        assert takes(load(kind.refusal), "Store", "str", "Target")


@kinds
def test_a_record_that_something_can_be_done_with_can_be_opened(kind: Kind) -> None:
    about_a_record = [act for act in kind.acts if not COMMANDS[act.command].alone and place_of(act)]
    # Rooms are changed in their own list.
    assert kind.detail or not about_a_record or kind.name == "room"


def test_every_command_is_of_a_screen_of_the_app_or_of_a_kind() -> None:
    of_kinds = {act.command for _, act in ACTS}
    assert set(COMMANDS) == OF_SCREEN | set(EVERYWHERE) | of_kinds


def test_no_command_that_holds_everywhere_is_also_one_of_a_kind() -> None:
    assert not {act.command for _, act in ACTS} & set(EVERYWHERE)


@acts
def test_what_is_done_to_many_needs_no_more_than_it_asks_once(kind: str, act: Act) -> None:
    if act.together is not None:
        assert act.many
        assert takes(load(act.together), "DeskContext", "Sequence[Target]")
    if act.many and not act.together:
        assert act.deed or act.form
