"""The forms that arrange a session: moved, its volunteers put down, residents signed up."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from tui.capture.clock import parse_clock
from tui.desk.sessions import UNCHANGED
from tui.errors import InvalidInput, Message
from tui.rules.signups import turnout
from tui.screens.details.target import Target
from tui.screens.forms.common import choices, day_field, records
from tui.screens.forms.form import FormScreen
from tui.screens.forms.service_forms import session_told
from tui.screens.forms.session_forms import session_of
from tui.store import LOCAL, Stored
from tui.widgets.fields import Field, PickField, TextField
from tui.words import YES_NO

if TYPE_CHECKING:
    from tui.app import XingfuApp


def move(app: XingfuApp, target: Target) -> FormScreen:
    """Another day, time, place or team for this session alone, and who is down for it."""
    tr = app.tr
    session, on, about = session_of(app, target)
    starts = datetime.fromisoformat(session["starts_at"]).astimezone(LOCAL)
    ends = datetime.fromisoformat(session["ends_at"]).astimezone(LOCAL)
    people = list(session.get("volunteer_ids") or ())
    pick = tr("Arrows choose, or type: text or pinyin initials.")
    clock = tr("A time of day, such as 09:00.")
    fields: list[Field] = [
        day_field(app, "to", tr("day"), f"{starts:%Y-%m-%d}"),
        TextField("starts", tr("from"), f"{starts:%H:%M}", most=12, hint=clock),
        TextField("ends", tr("to"), f"{ends:%H:%M}", most=12, hint=clock),
        TextField("place", tr("place"), session.get("place") or ""),
        PickField("team_id", tr("team"), [(None, tr("nobody yet")), *records(app, "teams")], session.get("team_id"), hint=pick),
        PickField("volunteer_ids", tr("volunteers"), records(app, "volunteers"), people, many=True,
                  hint=tr("Who is down for it. Type a name or pinyin initials and Enter to add or remove one.")),
        TextField("reason", tr("reason"), hint=tr("Why it is moved; shown beside the session.")),
    ]  # fmt: skip

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        given = {n: parse_clock(v, n) for n, v in values.items() if n in {"starts", "ends"}}
        day = values.get("to", f"{starts:%Y-%m-%d}")
        try:
            to = date.fromisoformat(day)
        except (TypeError, ValueError) as error:
            raise InvalidInput({"to": Message("Write a date such as 2026-12-01.")}) from error
        moved = {"to", "starts", "ends", "place", "team_id"} & values.keys()
        staffed = values.get("volunteer_ids")
        if not moved and staffed is not None:
            saved = app.desk.sessions.staff(target.id, on, staffed)
        else:
            saved = app.desk.sessions.move(
                target.id, on, reason=values.get("reason", ""), to=to, starts=given.get("starts"),
                ends=given.get("ends"), place=values.get("place"),
                team_id=values.get("team_id", UNCHANGED), volunteer_ids=staffed,
            )  # fmt: skip
        return session_told(app, saved, Message("Arranged."))

    return FormScreen(tr("Arrange the session"), fields, save, changed_only=True, about=about)


def sign_up(app: XingfuApp, target: Target) -> FormScreen:
    """Put a resident on the list of the session, or take one off."""
    tr = app.tr
    session, on, about = session_of(app, target)
    lists = turnout(session.get("signups") or (), session.get("cap"))
    room = (
        tr("{n} of {cap}", n=len(lists.coming), cap=session["cap"])
        if session.get("cap")
        else str(len(lists.coming))
    )
    about += "  " + tr("signed up: {room}, waiting: {n}, at home: {home}", room=room, n=len(lists.waiting), home=len(lists.at_home))  # fmt: skip
    listed = [
        (None, "-"),
        *((s["number"], f"{s['number']} {s['resident']}") for s in session.get("signups") or ()),
    ]
    fields: list[Field] = [
        TextField("resident", tr("resident"), most=60),
        TextField("phone", tr("phone"), most=20, hint=tr("Optional; a viewer never sees it.")),
        PickField("at_home", tr("at home"), choices(app, YES_NO), False, hint=tr("The team comes to them on the same day.")),  # noqa: FBT003 - the value picked
        TextField("address", tr("address"), hint=tr("Where the team is to come to.")),
        TextField("note", tr("note")),
        PickField("off", tr("take off"), listed, None, hint=tr("Takes this one off the list; who waits moves up.")),
    ]  # fmt: skip

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        if values["off"] is not None and not values["resident"]:
            app.desk.sessions.sign_off(target.id, on, values["off"])
            return Message("Taken off the list.")
        saved, number = app.desk.sessions.sign_up(
            target.id, on, values["resident"], phone=values["phone"], at_home=values["at_home"],
            address=values["address"], note=values["note"],
        )  # fmt: skip
        return signed_told(saved, number)

    return FormScreen(tr("Sign up for the session"), fields, save, about=about)


def signed_told(session: Stored, number: int) -> Message:
    """What to say of a sign-up: on the list, waiting, or at home."""
    lists = turnout(session["signups"], session.get("cap"))
    waiting = [s["number"] for s in lists.waiting]
    if number in waiting:
        return Message(
            "All places are taken: number {n} on the waiting list.", {"n": waiting.index(number) + 1}
        )
    return Message("Signed up: {n} on the list.", {"n": len(lists.coming) + len(lists.at_home)})
