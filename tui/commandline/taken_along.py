"""What `xingfu move` takes along besides the store itself: seats, PINs, drafts, templates; and what it does not."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from tui.language.errors import Message, StoreError
from tui.platform.durable import make_folder
from tui.platform.locations import Locations

if TYPE_CHECKING:
    from tui.store import Store

Opened = Callable[[Locations], "contextlib.AbstractContextManager[Store]"]

_TEMPLATES: Final = "templates"
# What stays where it was, if it is there: of no use elsewhere, or made anew.
_STAYS: Final = ("backups", "log")


def take_along(source: Locations, target: Locations, opened: Opened) -> Iterator[Message]:
    """Copy what lies beside the store and is not in the target yet; a message for each thing, also for what stays.

    What fails is told, and the rest goes on: the store itself has been moved.
    """
    for copy in (_seats, _drafts, _templates):
        try:
            yield from copy(source, target, opened)
        except StoreError as error:
            yield error.message
        except (OSError, shutil.Error) as error:
            yield Message("Not everything beside the store was taken along: {why}", {"why": str(error)})
    left = tuple(name for name in _STAYS if (source.data / name).is_dir())
    if left:
        yield Message("Not taken along: {names} in {folder}.", {"names": left, "folder": str(source.data)})


def _seats(source: Locations, target: Locations, _: Opened) -> Iterator[Message]:
    from tui.seats.actor import LOCAL_SEAT
    from tui.store import open_seats

    with open_seats(source.store) as ours, open_seats(target.store) as theirs:
        there = theirs.all()
        new = [seat for name, seat in ours.all().items() if name not in there]
        for seat in new:
            theirs.put(seat)
        pins = [
            name
            for name in sorted(ours.with_pin())
            if (name == LOCAL_SEAT or name in {seat.name for seat in new})
            and ours.pins(name).copy_to(theirs.pins(name))
        ]
    if new or pins:
        yield Message("Taken along: {n} seats, {pins} PINs.", {"n": len(new), "pins": len(pins)})
    if new:
        yield Message(
            "The lines of these seats in authorized_keys still open {place}: add each seat again with its key, "
            "«xingfu --data NEW seat add … --install FILE».",
            {"place": source.shown},
        )


def _drafts(source: Locations, target: Locations, opened: Opened) -> Iterator[Message]:
    with opened(source) as store:
        drafts, held = store.drafts().copied()
    if drafts:
        with opened(target) as store:
            store.drafts().put(drafts)
        yield Message("Taken along: {n} drafts.", {"n": len(drafts)})
    if held:
        yield Message("Not taken along: {n} drafts of forms that are open now.", {"n": held})


def _templates(source: Locations, target: Locations, _: Opened) -> Iterator[Message]:
    ours, theirs = source.data / _TEMPLATES, target.data / _TEMPLATES
    if ours.is_dir() and not theirs.exists():
        make_folder(target.data)
        shutil.copytree(ours, theirs)
        yield Message("Taken along: templates.")
