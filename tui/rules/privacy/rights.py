"""Who may do what: the one table of rights.

It is checked twice: by the use cases of the desk before anything is locked, and by the store's handle before
anything is written. The screens use it only to leave out keys without effect.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from tui.kinds import registry

if TYPE_CHECKING:
    from tui.kinds.words import Role
    from tui.language.errors import Message

Write = Literal["add", "change", "remove"]
_ADD: Final[frozenset[Write]] = frozenset({"add"})
_ANY_WRITE: Final[frozenset[Write]] = frozenset({"add", "change", "remove"})


class Grant(NamedTuple):
    """What one role may do.

    `use_cases` are those of the desk, `writes` the writes that its store handle allows, by table; None stands
    for everything. A `masked` handle never holds a contact in clear, and therefore does not read the audit
    trail. Of `hidden` tables a handle holds no document; of those that are `counted` it knows the number.
    Neither kind writes snapshots, copies or migrations, which would lose what it does not hold.
    """

    use_cases: Collection[str] | None = None
    writes: Mapping[str, Collection[Write]] | None = None
    masked: bool = False
    hidden: frozenset[str] = frozenset()
    counted: frozenset[str] = frozenset()

    @property
    def partial(self) -> bool:
        """Whether the handle holds less than what is stored."""
        return self.masked or bool(self.hidden)

    def may(self, use_case: str) -> bool:
        """Whether `use_case` is granted."""
        return self.use_cases is None or use_case in self.use_cases

    def may_write(self, table: str, write: Write) -> bool:
        """Whether the store handle allows this write."""
        return self.writes is None or write in self.writes.get(table, ())


EVERYTHING: Final = Grant()
# Who lives alone and who has a dispute is for the staff, who visit and mediate.
_SENSITIVE: Final = frozenset({"households", "visits", "mediations"})
# A smaller number of sensitive cases could identify people, and is withheld.
FEWEST_SHOWN: Final = 5

RIGHTS: Final[Mapping[Role, Grant]] = {
    "staff": EVERYTHING,
    "recorder": Grant(
        use_cases=frozenset(
            {
                "paper.export",
                "paper.fill",
                "paper.minutes",
                "paper.invitation",
                "paper.slip",
                "paper.notice",
                "wish.record",
                "wish.edit",
                "wish.comment",
                "wish.support",
                "wish.agenda",
                "undo",
                "meeting.plan",
                "meeting.edit",
                "meeting.agenda",
                "meeting.attend",
                "meeting.discuss",
                "meeting.minutes",
                "meeting.go",
                "meeting.cancel",
                "meeting.decide",
                "meeting.close",
                "meeting.correct",
                "action.add",
                "action.edit",
                "action.step",
                "action.finish",
                "action.drop",
                "reminder.add",
                "reminder.edit",
                "reminder.finish",
                "attachment.see",
                "attachment.get",
                "attachment.add",
                "attachment.rename",
                "attachment.remove",
            }
        ),
        writes={
            "wishes": _ANY_WRITE,
            "meetings": _ANY_WRITE,
            "actions": _ANY_WRITE,
            "reminders": _ANY_WRITE,
            "exports": _ADD,
        },
        hidden=_SENSITIVE,
    ),
    "viewer": Grant(
        use_cases=frozenset({"wish.supervise", "note.add", "paper.export", "paper.fill", "paper.minutes"}),
        writes={"supervisions": _ADD, "exports": _ADD},
        masked=True,
        hidden=_SENSITIVE | {"reminders"},
        counted=frozenset({"mediations"}),
    ),
    # The board over communities reads no document. What is granted here is what it takes to leave a note in one of them:
    # a handle that holds the notes, and nothing else. A community is opened as its viewer.
    "overseer": Grant(
        use_cases=frozenset({"note.add"}),
        writes={"supervisions": _ADD},
        masked=True,
        hidden=frozenset(registry.tables()) - {"supervisions"},
    ),
}

LOWER: Final[Mapping[Role, Collection[Role]]] = {
    "staff": frozenset({"viewer", "overseer"}),
    "overseer": frozenset({"viewer"}),
}
"""As whom else somebody of a role may open a community: never with more rights."""


def may_act_as(role: Role, other: Role) -> bool:
    """Whether somebody of `role` may work as `other`."""
    return role == other or other in LOWER.get(role, ())


def may(role: Role, use_case: str) -> bool:
    """Whether somebody in `role` may run `use_case`."""
    return RIGHTS[role].may(use_case)


def shown_count(count: int) -> int | None:
    """The number of sensitive cases as it may be told; None where it is withheld."""
    return count if count >= FEWEST_SHOWN else None


def not_granted(role: Role) -> Message:
    """What somebody of `role` is told who may not do something."""
    from tui.kinds.words import ROLES  # noqa: PLC0415 - seldom said
    from tui.language.errors import Message  # noqa: PLC0415

    return Message("The role «{role}» may not do this.", {"role": Message(ROLES[role])})
