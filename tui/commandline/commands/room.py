"""`xingfu room` and `xingfu book`: the rooms of the building party post, and who has them when."""

from __future__ import annotations

import argparse
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from tui.commandline.arguments import add_steps, whole
from tui.commandline.call import Call
from tui.commandline.named import date_of, one_named
from tui.commandline.typed import add_options, given, plain
from tui.kinds.words import WEEKDAYS
from tui.language.errors import Message, Translate, UsageError
from tui.rules.services.bookings import busy

if TYPE_CHECKING:
    from tui.desk.context import DeskContext

AHEAD: Final = 14

# What is read here; every other field is taken as it is declared.
_OWN: Final = ("name",)
_OWN_OF_BOOKING: Final = ("room_id", "on", "starts", "ends")


def arguments(room: argparse.ArgumentParser, tr: Translate) -> None:
    """The arguments of `xingfu room`."""
    steps = ("add", "show", "close", "open")
    add_steps(room, steps)
    room.add_argument("room", nargs="?", metavar=tr("ROOM"), help=tr("name or ID; show: all without one"))
    add_options(room, plain("room", _OWN), tr)
    room.add_argument(
        "--hours", metavar="X", help=tr("add: from when to when it is open, such as 8:30-17:30")
    )
    room.set_defaults(run=_room)


def book_arguments(book: argparse.ArgumentParser, tr: Translate) -> None:
    """The arguments of `xingfu book`."""
    book.add_argument("room", nargs="?", metavar=tr("ROOM"), help=tr("name or ID"))
    book.add_argument("day", nargs="?", metavar=tr("DAY"), help=tr("2026-12-01, tomorrow, fri, +3"))
    book.add_argument("hours", nargs="*", metavar=tr("HOURS"), help=tr("9:00-11:00, or from and to"))
    add_options(book, plain("booking", _OWN_OF_BOOKING), tr)
    book.add_argument("--cancel", type=whole, metavar="ID", help=tr("give a booking back"))
    book.add_argument("--on", metavar="X", help=tr("cancel: of a weekly booking this day alone"))
    book.set_defaults(run=_book)


def _room(call: Call) -> int:
    from tui.capture.dates.clock import parse_span

    parsed = call.parsed
    with call.context() as context:
        if parsed.step == "add":
            opens, closes = parse_span(parsed.hours) if parsed.hours else ("", "")
            fields = given("room", plain("room", _OWN), parsed, context)
            fields |= {"name": parsed.room or "", "opens": opens, "closes": closes}
            done = context.desk.rooms.rooms.add(fields)
            print(done["id"], done["name"])
        elif parsed.step == "show":
            _show(context, parsed.room, call.tr)
        else:
            id = one_named(context, "rooms", parsed.room)
            done = context.desk.rooms.rooms.edit(id, {"closed": parsed.step == "close"}).document
            print(done["id"], done["name"])
    return 0


def _show(context: DeskContext, name: str | None, tr: Translate) -> None:
    """How the rooms are taken in the coming days."""
    wanted = one_named(context, "rooms", name) if name else None
    names = {room["id"]: room["name"] for room in context.store.rooms.stored()}
    bookings = [b for b in context.store.bookings.stored() if wanted in {None, b["room_id"]}]
    taken = busy(bookings, context.today, context.today + timedelta(AHEAD))
    for on, booking in taken:
        print(
            f"{on.isoformat()} {tr(WEEKDAYS[on.weekday()])}  {booking['starts']}-{booking['ends']}  "
            f"{names.get(booking['room_id'], '?')}  {booking['booked_by']}  {booking['purpose']}  ({booking['id']})"
        )
    if not taken:
        print(tr("Nothing is booked in the next {n} days.", n=AHEAD))


def _book(call: Call) -> int:
    from tui.capture.dates.clock import parse_clock, parse_span

    parsed = call.parsed
    with call.context() as context:
        if parsed.cancel is not None:
            on = date_of(parsed.on, context.store) if parsed.on else None
            done = context.desk.rooms.cancel(parsed.cancel, on)
        else:
            if not parsed.room or not parsed.day or not parsed.hours:
                raise UsageError(
                    Message(
                        "Say which room, which day and from when to when: xingfu book 1 fri 9:00-11:00 --who T"
                    )
                )
            starts, ends = (
                map(parse_clock, parsed.hours)
                if len(parsed.hours) == 2
                else parse_span(" ".join(parsed.hours))
            )
            fields = {
                "room_id": one_named(context, "rooms", parsed.room),
                "on": date_of(parsed.day, context.store).isoformat(),
                "starts": starts,
                "ends": ends,
                "booked_by": "",
                **given("booking", plain("booking", _OWN_OF_BOOKING), parsed, context),
            }
            done = context.desk.rooms.book(fields)
        room = context.store.rooms.get(done["room_id"])
        print(
            f"{done['id']}  {room.name}  {done['on']}  {done['starts']}-{done['ends']}  {done['booked_by']}"
        )
    return 0
