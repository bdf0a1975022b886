"""Where drafts are kept, as a desk sees it; and the folder of a store, asked without loading what a draft needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from tui.seats.actor import Actor

if TYPE_CHECKING:
    from tui.seats.drafts import Draft


# A draft with its person and seat, as JSON has it.
KeptText = Mapping[str, Any]


class KeptDraft(Protocol):
    """The draft of one open form. Nothing is kept before the first `keep`."""

    @property
    def name(self) -> str:
        """What tells it from others; empty before the first `keep`."""

    def keep(self, draft: Draft) -> None:
        """Keep it as it is now, durably. Raises OSError."""

    def drop(self) -> None:
        """Delete it: the form was saved or discarded."""

    def leave(self) -> None:
        """Keep it for the next login, and let go of it."""


class Drafts(Protocol):
    """The drafts of everybody at one store."""

    @property
    def at_once(self) -> bool:
        """Whether `left_behind` answers at once; else it is asked in a thread."""

    @property
    def any(self) -> bool:
        """Whether there may be any, told without loading what a draft needs."""

    def new(self, actor: Actor) -> KeptDraft:
        """The draft of a form that was opened now."""

    def left_behind(self, actor: Actor) -> Iterator[tuple[Draft, KeptDraft]]:
        """The drafts of this person at this seat that no running program holds, the newest first; held from now on."""

    def waiting(self, actor: Actor) -> Iterable[tuple[str, str]]:
        """Name and title of each draft that `left_behind` would give, as far as is known; none is held."""

    def copied(self) -> tuple[list[KeptText], int]:
        """All drafts that no running program holds, as they are kept, and how many others there are. Raises StoreError."""

    def put(self, drafts: Iterable[KeptText]) -> None:
        """Keep drafts of another store here. Raises OSError, StoreError."""


class DraftFolder:
    """The drafts of everybody in a data folder."""

    at_once = True

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def any(self) -> bool:
        """Whether there ever was one."""
        return (self._folder / "drafts").is_dir()

    def new(self, actor: Actor) -> KeptDraft:
        """The draft of a form that was opened now."""
        from tui.seats.drafts import DraftFile  # noqa: PLC0415 - with the first draft

        return DraftFile(self._folder, actor)

    def left_behind(self, actor: Actor) -> Iterator[tuple[Draft, KeptDraft]]:
        """The drafts of this person at this seat that no running program holds, the newest first; held from now on."""
        from tui.seats.drafts import left_behind  # noqa: PLC0415 - with the first draft

        return left_behind(self._folder, actor)

    def waiting(self, actor: Actor) -> Iterator[tuple[str, str]]:
        """Name and title of each draft that `left_behind` would give."""
        for draft, file in self.left_behind(actor):
            file.leave()
            yield file.name, draft.title

    def copied(self) -> tuple[list[KeptText], int]:
        """All drafts that no running program holds, as they are kept, and how many others there are."""
        from tui.seats.drafts import copied  # noqa: PLC0415 - to move a store

        return copied(self._folder)

    def put(self, drafts: Iterable[KeptText]) -> None:
        """Keep drafts of another store here. Raises OSError."""
        from tui.seats.drafts import put  # noqa: PLC0415 - to move a store

        put(self._folder, drafts)
