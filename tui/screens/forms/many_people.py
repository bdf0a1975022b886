"""What is asked once for several volunteers or holders: into which team, to which session, to whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from tui.desk.context import DeskContext
from tui.kinds import registry
from tui.kinds.record import Stored, Target
from tui.kinds.words import MEMBER_ROLES
from tui.language.errors import InvalidInput, Message, NotFound
from tui.rules.people.handover import everything_held, held_in
from tui.rules.people.same_name import same_person
from tui.rules.services.schedule import sessions_between
from tui.screens.base import wording
from tui.screens.base.form import FormScreen
from tui.screens.base.together import Together, Values
from tui.screens.forms.common import choices, day_field, off_record, records
from tui.widgets.fields import Field, Option, PickField, TextField

# Sessions of so many days are offered to sign up for.
_AHEAD = 60


def _alone(context: DeskContext, target: Target, together: Together) -> FormScreen:
    """The form of what can be asked for several, for one."""

    def save(values: Values, _: Stored | None) -> Message:
        if why := together.why_not(target, values) if together.why_not else None:
            raise InvalidInput({"": why})
        together.do(target, values)
        return Message("Saved: {name}.", {"name": _name(context, target)})

    return FormScreen(together.title, together.fields, save, about=_name(context, target))


def _name(context: DeskContext, target: Target) -> str:
    return str((context.store.volunteers.find_stored(target.id) or {}).get("name") or "")


def into_team(context: DeskContext, target: Target) -> FormScreen:
    """Take a volunteer into a team."""
    return _alone(context, target, into_team_all(context, [target]))


def into_team_all(context: DeskContext, targets: Sequence[Target]) -> Together:  # noqa: ARG001
    """Take volunteers into a team."""
    tr = context.tr
    roles = [option for option in choices(context, MEMBER_ROLES) if option[0] != "leader"]
    fields: list[Field] = [
        PickField("team", tr("team"), records(context, "teams"), None, required=True,
                  hint=tr("Arrows choose, or type: text or pinyin initials.")),
        PickField("role", tr("role"), roles, "member"),
        day_field(context, "joined", tr("since"), context.today.isoformat(), past=True),
    ]  # fmt: skip

    def do(target: Target, values: Values) -> object:
        return context.desk.teams.place(
            int(values["team"]), target.id, role=str(values["role"]), joined=values["joined"] or None
        )

    def why_not(target: Target, values: Values) -> Message | None:
        team = context.store.teams.find_stored(int(values["team"] or 0)) or {}
        inside = {member["volunteer_id"] for member in team.get("members") or ()}
        return Message("In this team already.") if target.id in inside else None

    return Together(tr("Into a team"), fields, do, why_not)


def sign_up(context: DeskContext, target: Target) -> FormScreen:
    """Sign a volunteer up for a session, as one who comes to it."""
    return _alone(context, target, sign_up_all(context, [target]))


def sign_up_all(context: DeskContext, targets: Sequence[Target]) -> Together:  # noqa: ARG001
    """Put people on the list of a session."""
    tr, sessions = context.tr, _sessions(context)
    fields: list[Field] = [
        PickField("session", tr("session"), [(key, label) for key, (label, _) in sessions.items()], None, required=True,
                  hint=tr("The sessions of the next {n} days.", n=_AHEAD)),
        TextField("note", tr("note")),
    ]  # fmt: skip

    def do(target: Target, values: Values) -> object:
        service_id, on = str(values["session"]).split()
        person = context.store.volunteers.find_stored(target.id)
        if person is None:
            raise NotFound(Message("The record is no longer there."))
        return context.desk.sessions.sign_up(
            int(service_id), date.fromisoformat(on), str(person["name"]), phone=str(person.get("phone") or ""),
            note=values["note"],
        )  # fmt: skip

    def why_not(target: Target, values: Values) -> Message | None:
        _, session = sessions.get(str(values["session"]), ("", {}))
        name = _name(context, target)
        if any(one["resident"] == name for one in session.get("signups") or ()):
            return Message("{name} is on the list already.", {"name": name})
        return None

    return Together(tr("Sign up for the session"), fields, do, why_not)


def _sessions(context: DeskContext) -> dict[str, tuple[str, Stored]]:
    """The coming sessions that still take sign-ups: label and session, by service and date."""
    store, today = context.store, context.today
    services = {int(s["id"]): s for s in store.services.stored()}
    found: dict[str, tuple[str, Stored]] = {}
    coming = sessions_between(
        list(services.values()), store.sessions.stored(), today, today + timedelta(_AHEAD), store.calendar
    )
    for session in sorted(coming, key=lambda one: str(one["starts_at"])):
        if session["state"] in {"planned", "confirmed"}:
            day = date.fromisoformat(str(session["starts_at"])[:10])
            name = services[int(session["service_id"])]["name"]
            label = f"{wording.short_day(day, context.tr)} {str(session['starts_at'])[11:16]} {name}"
            found[f"{session['service_id']} {session['on']}"] = (label, session)
    return found


def hand_over(context: DeskContext, targets: Sequence[Target]) -> Together:  # noqa: ARG001
    """Hand the marked records from whoever holds them to one person."""
    tr = context.tr
    known: list[Option] = [(name, name) for name in context.desk.handover.holders()]
    fields: list[Field] = [
        PickField("to", tr("to whom"), known, None, free=off_record(tr), required=True,
                  hint=tr("Who takes over. A name that is not on record is the last of the list.")),
        TextField("note", tr("note"), hint=tr("What they should know. Each wish keeps it in its history.")),
    ]  # fmt: skip
    stored = {name: context.store.collection(name).stored() for name in held_in()}
    holders = {(held.table, held.id): (held.key, who) for held, who in everything_held(stored)}

    def do(target: Target, values: Values) -> object:
        key, who = holders[registry.kind(target.kind).table, target.id]
        return context.desk.handover.hand_over(who, str(values["to"]), note=values["note"] or "", keys=[key])

    def why_not(target: Target, values: Values) -> Message | None:
        _, who = holders.get((registry.kind(target.kind).table, target.id), ("", ""))
        if not who:
            return Message("No colleague holds it.")
        if same_person(who, str(values["to"] or "")):
            return Message("They hold it already.")
        return None

    return Together(tr("Hand over"), fields, do, why_not)
