"""A workflow as a table: which step leads from which states to which, and what each step needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from tui.language.errors import Message

State = TypeVar("State", bound=str)


@dataclass(frozen=True, slots=True)
class Transition(Generic[State]):
    """A step: the states it can start from, the state it leads to, and the error for each thing it needs.

    With `to` None the step keeps the state or restores an earlier one; the module of the table says which.
    """

    sources: frozenset[State]
    to: State | None
    needs: Mapping[str, Message]


def transition(sources: tuple[State, ...], to: State | None, **needs: Message) -> Transition[State]:
    """A row of the table."""
    return Transition(frozenset(sources), to, needs)


class Workflow(Generic[State]):
    """The steps of one kind of record.

    `labels` are the msgids of the states; `refusal` makes the error for a step that the state does not allow.
    """

    def __init__(
        self,
        transitions: Mapping[str, Transition[State]],
        labels: Mapping[State, str],
        refusal: str,
    ) -> None:
        self.transitions: Final = transitions
        self._labels: Mapping[str, str] = {str(state): label for state, label in labels.items()}
        self._refusal: Final = refusal

    def allowed(self, state: str) -> tuple[str, ...]:
        """The steps that a record in `state` can take."""
        return tuple(name for name, step in self.transitions.items() if state in step.sources)

    def check(self, step: str, state: str, given: Mapping[str, Any]) -> Message | None:
        """The error if a record in `state` cannot take `step` with what is `given`; None if it can.

        Raises KeyError for an unknown step.
        """
        row = self.transitions[step]
        if state not in row.sources:
            return Message(self._refusal, {"state": Message(self._labels.get(state, state))})
        return next((error for name, error in row.needs.items() if not given.get(name)), None)
