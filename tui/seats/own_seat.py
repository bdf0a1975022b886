"""The seat at which a desk runs: whether it is still there, its PIN, and where it is registered."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from tui.language.errors import XingfuError
from tui.seats.actor import Actor

if TYPE_CHECKING:
    from tui.kinds.words import Role
    from tui.seats.pin import Pins
    from tui.seats.register import Register


class OwnSeat(Protocol):
    """The seat of a running desk. No key waits for what it tells: `register` alone may take as long as a network."""

    @property
    def role(self) -> Role | None:
        """The role of the seat by now, as far as is known; None if it was taken away. Not for the seat `local`."""

    @property
    def may_have_pin(self) -> bool:
        """Whether there may be a PIN, told without loading what a PIN needs."""

    @property
    def pins(self) -> Pins:
        """Its PIN. What is noted of a locked screen is written down without anybody waiting for it."""

    def register(self) -> Register:
        """The register in which it is; the caller closes it. Raises StoreError."""


class FolderSeat:
    """The seat of `actor` in the data folder `folder`."""

    def __init__(self, folder: Path, actor: Actor) -> None:
        self._folder = folder
        self._name = actor.seat
        self._pins: Pins | None = None

    @property
    def role(self) -> Role | None:
        """The role that the register gives it now."""
        try:
            return self.register().get(self._name).role
        except XingfuError:
            return None

    @property
    def may_have_pin(self) -> bool:
        """Whether any seat ever had one."""
        return (self._folder / "pins").is_dir()

    @property
    def pins(self) -> Pins:
        """Its PIN."""
        if self._pins is None:
            self._pins = self.register().pins(self._name)
        return self._pins

    def register(self) -> Register:
        """The register of the folder."""
        from tui.seats.register import SeatRegister  # noqa: PLC0415 - most desks need none

        return SeatRegister(self._folder)
