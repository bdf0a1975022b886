"""The forms of rooms and their bookings: add or change a room; book one, change a booking, give it back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from tui.capture.dates.clock import parse_clock
from tui.desk.context import DeskContext
from tui.kinds.record import Stored, Target
from tui.language.errors import InvalidInput, Message
from tui.rules.services.bookings import MOST_WEEKS, busy, dates
from tui.screens.base import wording
from tui.screens.base.form import FormScreen
from tui.screens.forms.common import day_of, found, with_merged
from tui.screens.forms.fields import as_stored, declared_field, form_fields
from tui.widgets.fields import Field, Option, PickField, TextField


def _fields(context: DeskContext, booking: Stored) -> list[Field]:
    tr = context.tr
    rooms = [
        (r["id"], str(r["name"]))
        for r in context.store.rooms.stored()
        if not r.get("closed") or r["id"] == booking.get("room_id")
    ]
    if not rooms:
        raise InvalidInput({"": Message("There is no room to book yet. Add one: 8, r, n.")})
    clock = tr("As you say it: 9:00, half past 9, 3 pm.")
    booking = {"room_id": rooms[0][0] if len(rooms) == 1 else None, **booking}
    own: dict[str, Field] = {
        "room_id": declared_field(context, "booking", "room_id", booking, options=rooms, required=True),
        "starts": TextField(
            "starts", tr("from"), booking.get("starts", ""), required=True, most=12, hint=clock
        ),
        "ends": TextField("ends", tr("to"), booking.get("ends", ""), required=True, most=12, hint=clock),
        "booked_by": declared_field(context, "booking", "booked_by", booking, required=True),
    }
    return form_fields(context, "booking", booking, own)


def _read(values: Mapping[str, Any]) -> dict[str, Any]:
    """The typed values in stored form. Raises InvalidInput, all that is wrong at once."""
    fields = as_stored("booking", values)
    wrong: dict[str, Message] = {}
    for name in ("starts", "ends"):
        if name in fields:
            try:
                fields[name] = parse_clock(fields[name])
            except InvalidInput as error:
                wrong[name] = error.message
    if "on" in fields and not fields["on"]:
        wrong["on"] = Message("This must be filled in.")
    if wrong:
        raise InvalidInput(wrong)
    return fields


# ---- the rooms themselves


def _room_fields(context: DeskContext, room: Stored) -> list[Field]:
    return form_fields(context, "room", room, without=() if room else ("closed",))


def new_room(context: DeskContext, _: Target | None) -> FormScreen:
    """Add a room."""

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        return Message(
            "Added {kind}: {name}.",
            {
                "kind": Message("room"),
                "name": context.desk.rooms.rooms.add(as_stored("room", values))["name"],
            },
        )

    return FormScreen(context.tr("New room"), _room_fields(context, {}), save)


def edit_room(context: DeskContext, target: Target) -> FormScreen:
    """Change a room, or close it."""
    room = found(context, "rooms", target.id)
    today = context.today

    def save(values: Mapping[str, Any], base_version: Stored | None) -> Message:
        read = as_stored("room", values)
        merged = context.desk.rooms.rooms.edit(target.id, read, base_version=base_version)
        said = with_merged(Message("Saved: {name}.", {"name": merged.document["name"]}), merged, fields)
        mine = [b for b in context.store.bookings.stored() if b["room_id"] == target.id]
        left = busy(mine, today, today + timedelta(MOST_WEEKS * 7))
        if values.get("closed") and left:
            more = Message("{n} bookings are still to come.", {"n": len(left)})
            return Message("{said} {more}", {"said": said, "more": more})
        return said

    fields = _room_fields(context, room)
    return FormScreen(context.tr("Edit room"), fields, save, base_version=room, changed_only=True)


# ---- bookings


def book(context: DeskContext, target: Target | None) -> FormScreen:
    """Book a room, on the chosen day unless it is past, else today."""
    day = max(day_of(target) or context.today, context.today)

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        done = context.desk.rooms.book(_read(values))
        return Message(
            "Booked: {day} {starts}-{ends}.",
            {"day": done["on"], "starts": done["starts"], "ends": done["ends"]},
        )

    fields = _fields(context, {"on": day.isoformat()})
    return FormScreen(context.tr("Book a room"), fields, save, notice=_notice(context, fields))


def _notice(context: DeskContext, fields: list[Field]) -> Any:
    """Says while it is being typed who has the room at that time."""
    by_name = {field.field: field for field in fields}

    def notice(name: str, _: Any) -> str | None:
        if name not in {"room_id", "on", "starts", "ends", "booked_by", "purpose"}:
            return None
        try:
            on = date.fromisoformat(str(by_name["on"].value))
            starts, ends = (parse_clock(str(by_name[f].value)) for f in ("starts", "ends"))
        except (InvalidInput, ValueError):
            return ""
        room = by_name["room_id"].value
        if room is None:
            return ""
        wanted = {
            "room_id": int(room),
            "on": on.isoformat(),
            "starts": starts,
            "ends": ends,
        }
        said = {name: str(by_name[name].value or "") for name in ("booked_by", "purpose")}
        has_it = context.desk.rooms.free({**wanted, **said})
        return has_it.text(context.tr) if has_it else ""

    return notice


def move(context: DeskContext, target: Target) -> FormScreen:
    """Change a booking."""
    booking = found(context, "bookings", target.id)

    def save(values: Mapping[str, Any], base_version: Stored | None) -> Message:
        merged = context.desk.rooms.move(target.id, _read(values), base_version=base_version)
        return with_merged(Message("Saved: {name}.", {"name": merged.document["booked_by"]}), merged, fields)

    fields = _fields(context, booking)
    return FormScreen(context.tr("Edit booking"), fields, save, base_version=booking, changed_only=True)


def cancel(context: DeskContext, target: Target) -> FormScreen:
    """Give a room back: of a weekly booking one day, or all of it."""
    tr, booking = context.tr, found(context, "bookings", target.id)
    today = context.today
    coming = dates(booking, today, today + timedelta(MOST_WEEKS * 7)) if booking.get("until") else []
    options: list[Option] = [(one.isoformat(), wording.long_day(one, tr)) for one in coming]
    options.append(("", tr("the whole booking")))

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        day = values["which"]
        context.desk.rooms.cancel(target.id, date.fromisoformat(day) if day else None)
        return Message("The room is free again.")

    room = context.store.rooms.find_stored(booking["room_id"]) or {}
    hint = tr("Arrows choose: one day, or all of it.")
    fields: list[Field] = [
        PickField(
            "which",
            tr("give back"),
            options,
            options[0][0] if len(options) == 1 else None,
            required=True,
            hint=hint,
        )
    ]
    about = f"{room.get('name') or '?'}  {booking['on']}  {booking['starts']}-{booking['ends']}  {booking['booked_by']}"
    return FormScreen(tr("Give the room back"), fields, save, about=about)
