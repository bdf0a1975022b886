"""The forms that arrange a session: moved, its volunteers put down, residents signed up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from datetime import date, datetime
from typing import Any

from tui.desk.context import DeskContext
from tui.desk.services.sessions import UNCHANGED
from tui.kinds.record import Stored, Target
from tui.kinds.words import YES_NO
from tui.language.errors import InvalidInput, Message, StoreConflict
from tui.language.text import enumerated
from tui.queries.sessions import stored_session
from tui.rules.calendar.time_zone import LOCAL
from tui.rules.services.schedule import moment
from tui.rules.services.signups import turnout
from tui.screens.base.form import FormScreen
from tui.screens.forms.common import choices, clock_field, day_field, records, split_list, teams
from tui.screens.forms.service import clashes_text, with_both_ends, with_session_clashes
from tui.screens.forms.session import session_of
from tui.widgets.fields import Field, PickField, TextField


def move(context: DeskContext, target: Target) -> FormScreen:
    """Another day, time, place or team for this session alone, and who is down for it."""
    tr = context.tr
    session, on, about = session_of(context, target)
    shown = _as_shown(session)
    fields: list[Field] = [
        day_field(context, "to", tr("day"), shown["to"]),
        clock_field(context, "starts", tr("from"), shown["starts"]),
        clock_field(context, "ends", tr("to"), shown["ends"]),
        TextField("place", tr("place"), shown["place"]),
        PickField("team_id", tr("team"), teams(context), shown["team_id"], hint=tr("Arrows choose, or type: text or pinyin initials.")),
        PickField("volunteer_ids", tr("volunteers"), records(context, "volunteers"), shown["volunteer_ids"], many=True,
                  hint=tr("Who is down for it. Type a name or pinyin initials and Enter to add or remove one.")),
        TextField("reason", tr("reason"), hint=tr("Why it is moved; shown beside the session. Not needed to put volunteers down.")),
    ]  # fmt: skip

    def save(changed: Mapping[str, Any], base_version: Stored | None) -> Message:
        values = with_both_ends(changed, fields)
        to = values.get("to")
        try:
            day = date.fromisoformat(str(to)) if "to" in values else None
        except ValueError as error:
            raise InvalidInput({"to": Message("Write a date such as 2026-12-01.")}) from error
        moved = {"to", "starts", "ends", "place", "team_id"} & values.keys()
        staffed = values.get("volunteer_ids")
        try:
            if not moved and staffed is not None:
                saved = context.desk.sessions.staff(target.id, on, staffed, base_version=base_version)
            else:
                saved = context.desk.sessions.move(
                    target.id, on, reason=values.get("reason", ""), to=day, starts=values.get("starts"),
                    ends=values.get("ends"), place=values.get("place"),
                    team_id=values.get("team_id", UNCHANGED), volunteer_ids=staffed, base_version=base_version,
                )  # fmt: skip
        except StoreConflict as conflict:
            theirs = None if conflict.theirs is None else _as_shown(conflict.theirs)
            raise StoreConflict(conflict.table, conflict.id, theirs) from conflict
        return with_session_clashes(context, saved, _arranged(saved, moved))

    def notice(_: str, __: Any) -> str:
        """With what the session would clash as it stands on the form."""
        values = {field.field: field.value for field in fields}
        try:
            to = date.fromisoformat(str(values["to"]))
            times = {f"{end}_at": moment(to, values[end]) for end in ("starts", "ends")}
        except (ValueError, KeyError):
            return ""
        kept = {name: values[name] for name in ("place", "team_id", "volunteer_ids")}
        return clashes_text(context, {**session, **kept, **times})

    def current() -> Stored | None:
        stored = stored_session(context.store, target)
        return None if stored is None else _as_shown(stored)

    title = tr("Arrange the session") + f"  {about}"
    return FormScreen(
        title, fields, save, base_version=shown, changed_only=True, current=current, notice=notice
    )


def _as_shown(session: Stored) -> Stored:
    """The session with what the form shows of it. The reason is asked for anew, and never theirs or ours."""
    starts = datetime.fromisoformat(session["starts_at"]).astimezone(LOCAL)
    ends = datetime.fromisoformat(session["ends_at"]).astimezone(LOCAL)
    kept = {name: value for name, value in session.items() if name != "reason"}
    return {
        **kept, "to": f"{starts:%Y-%m-%d}", "starts": f"{starts:%H:%M}", "ends": f"{ends:%H:%M}",
        "place": session.get("place") or "", "volunteer_ids": list(session.get("volunteer_ids") or ()),
    }  # fmt: skip


def _arranged(session: Stored, moved: Set[str]) -> Message:
    starts = datetime.fromisoformat(session["starts_at"]).astimezone(LOCAL)
    if moved & {"to", "starts", "ends"}:
        return Message("Moved to {when}.", {"when": f"{starts:%m-%d %H:%M}"})
    if moved:
        return Message("Arranged.")
    return Message("{n} volunteers are down for it.", {"n": len(session.get("volunteer_ids") or ())})


def sign_up(context: DeskContext, target: Target) -> FormScreen:
    """Put a resident on the list of the session, or take one off."""
    tr = context.tr
    session, on, about = session_of(context, target)
    signups = list(session.get("signups") or ())
    names = {int(s["number"]): str(s["resident"]) for s in signups}
    listed = [(None, "-"), *((number, f"{number} {name}") for number, name in names.items())]
    fields: list[Field] = [
        TextField("resident", tr("resident"), most=600, hint=tr("Who wants to come, several with commas between them; the rest may stay empty.")),
        TextField("phone", tr("phone"), most=20, hint=tr("Optional; a viewer never sees it.")),
        PickField("at_home", tr("at home"), choices(context, YES_NO), False, hint=tr("The team comes to them on the same day.")),  # noqa: FBT003 - the value picked
        TextField("address", tr("address"), hint=tr("Where the team is to come to.")),
        TextField("note", tr("note")),
    ]  # fmt: skip
    if names:
        fields.append(
            PickField("off", tr("take off"), listed, None, hint=tr("Takes this one off the list; who waits moves up. Leave the resident empty."))
        )  # fmt: skip

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        off = values.get("off")
        if off is not None and values["resident"]:
            raise InvalidInput(
                {"off": Message("One at a time: sign {name} up first.", {"name": values["resident"]})}
            )
        if off is not None:
            waiting = {s["number"] for s in turnout(signups, session.get("cap")).waiting}
            left = context.desk.sessions.sign_off(target.id, on, off, resident=names[off])
            coming = turnout(left["signups"], left.get("cap")).coming
            up = [str(s["resident"]) for s in coming if s["number"] in waiting]
            said = Message("Taken off the list: {name}.", {"name": names[off]})
            more = Message("{names} moves up from the waiting list.", {"names": enumerated(up)})
            return Message("{said} {more}", {"said": said, "more": more}) if up else said
        several = split_list(values["resident"] or "")
        if len(several) > 1:
            return _sign_up_all(context, target.id, on, several, values)
        saved, number = context.desk.sessions.sign_up(
            target.id, on, values["resident"], phone=values["phone"], at_home=values["at_home"],
            address=values["address"], note=values["note"],
        )  # fmt: skip
        return sign_up_message(saved, number)

    title = tr("Sign up for the session") + f"  {about}"
    return FormScreen(title, fields, save, about=_list_lines(context, session))


def _sign_up_all(
    context: DeskContext, service_id: int, on: date, residents: Sequence[str], values: Mapping[str, Any]
) -> Message:
    """Put several residents on the list in one commit, which is taken back as one. Raises InvalidInput."""
    own = [name for name in ("phone", "address") if values[name]]
    if own or values["at_home"]:
        raise InvalidInput(
            {
                (own or ["at_home"])[0]: Message(
                    "Telephone and address are one resident's: sign up one at a time."
                )
            }
        )
    actor = context.actor
    with context.store.as_one(by=actor.name, seat=actor.seat, action="session.sign_up"):
        signed = [
            context.desk.sessions.sign_up(service_id, on, one, note=values["note"])[0] for one in residents
        ]
    lists = turnout(signed[-1]["signups"], signed[-1].get("cap"))
    names = {"names": enumerated(residents), "n": len(lists.coming), "waiting": len(lists.waiting)}
    return Message("{names} are signed up: {n} on the list, {waiting} waiting.", names)


def _list_lines(context: DeskContext, session: Stored) -> list[str]:
    """How the list stands, with the names: a line for each part of it."""
    tr, lists = context.tr, turnout(session.get("signups") or (), session.get("cap"))
    coming = len(lists.coming)
    room = tr("{n} of {cap}", n=coming, cap=session["cap"]) if session.get("cap") else str(coming)
    lines = [
        tr("signed up: {room}, waiting: {n}, at home: {home}", room=room, n=len(lists.waiting), home=len(lists.at_home))
    ]  # fmt: skip
    parts = (("", lists.coming), (tr("waiting"), lists.waiting), (tr("visits at home"), lists.at_home))
    for head, part in parts:
        if part:
            lines.append("  ".join(filter(None, (head, tr(", ").join(str(s["resident"]) for s in part)))))
    return lines


def sign_up_message(session: Stored, number: int) -> Message:
    """What to say of a sign-up: on the list, waiting, or at home."""
    lists = turnout(session["signups"], session.get("cap"))
    waiting = [s["number"] for s in lists.waiting]
    if number in waiting:
        return Message(
            "All places are taken: number {n} on the waiting list.", {"n": waiting.index(number) + 1}
        )
    who = next(s["resident"] for s in session["signups"] if s["number"] == number)
    if number in {s["number"] for s in lists.at_home}:
        return Message("{name} will be visited at home: {n} visits.", {"name": who, "n": len(lists.at_home)})
    return Message("{name} is signed up: {n} on the list.", {"name": who, "n": len(lists.coming)})
