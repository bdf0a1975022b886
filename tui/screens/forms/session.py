"""The forms of sessions: how one went, or why it is cancelled."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from tui.desk.context import DeskContext
from tui.kinds import registry
from tui.kinds.record import Stored, Target
from tui.language.errors import InvalidInput, Message, NotFound, StoreConflict
from tui.language.filtering import matches
from tui.language.text import enumerated
from tui.queries.sessions import stored_session
from tui.screens.base import wording
from tui.screens.base.form import FormScreen
from tui.screens.forms.common import found, records, split_list, with_warnings
from tui.screens.forms.fields import as_stored, declared_field, form_fields
from tui.widgets.explained_field import ExplainedField
from tui.widgets.fields import Field, NumberField, Option, PickField, TextField
from tui.widgets.picker import Picker

WHOLE: Final = "roster"
"""The choice of everybody who is down for a session."""


class RosterField(PickField):
    """Who of `people` came: nobody until it is said, and the whole roster by one choice."""

    def __init__(
        self, name: str, label: str, people: Sequence[Option], roster: Sequence[int], *, whole: str, hint: str
    ) -> None:
        first: list[Option] = [(WHOLE, whole)] if roster else []
        super().__init__(name, label, [*first, *people], (), many=True, hint=hint)
        self._roster = roster

    def on_picker_changed(self, event: Picker.Changed) -> None:  # noqa: ARG002 - the field it is handles it as well
        """The whole roster is written out, so that one can be taken out of it."""
        if WHOLE in self.value:
            self.put(list(dict.fromkeys([*(id for id in self.value if id != WHOLE), *self._roster])))


def session_of(context: DeskContext, target: Target) -> tuple[Stored, date, str]:
    """The session, the date that names it, and what it is. Raises NotFound."""
    session = stored_session(context.store, target)
    if session is None or target.on is None:
        raise NotFound(Message("The record is no longer there."))
    service = found(context, "services", target.id)
    day = datetime.fromisoformat(session["starts_at"]).date()
    return session, target.on, f"{service['name']}  {wording.long_day(day, context.tr)}"


def complete(context: DeskContext, target: Target) -> FormScreen:
    """The session took place: people served, who came, hours, items. What is recorded already is corrected."""
    tr = context.tr
    session, on, about = session_of(context, target)
    if session["state"] == "done":
        return _correct(context, target)
    counts = dict(session.get("counts") or {})
    team = context.store.teams.find_stored(session["team_id"]) if session.get("team_id") else None
    roster = list(session.get("volunteer_ids") or ()) or [
        member["volunteer_id"] for member in (team or {}).get("members") or ()
    ]
    length = datetime.fromisoformat(session["ends_at"]) - datetime.fromisoformat(session["starts_at"])
    usual = round(length.total_seconds() / 1800) / 2
    names = dict(records(context, "volunteers"))
    came = RosterField("volunteers", tr("who came"), records(context, "volunteers"), roster,
                       whole=tr("the whole roster: {names}", names=enumerated(names.get(id, "") for id in roster)),
                       hint=tr("Space lists everybody, the whole roster first; Enter takes one in or out, or type a name or pinyin initials."))  # fmt: skip

    def individual(text: str) -> dict[int, float]:
        return read_hours_each(text, {id: names.get(id, "") for id in came.value})

    def explain(text: str) -> str:
        try:
            given = individual(text)
        except InvalidInput as error:
            return error.message.text(tr)
        return tr(", ").join(f"{names[id]} {tr('{n} h', n=wording.hours(n))}" for id, n in given.items())

    items = _item_fields(context, target, counts)

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        _check_numbers(values, items)
        try:
            each = individual(values["hours_each"])
        except InvalidInput as error:
            raise InvalidInput({"hours_each": error.message}) from error
        done = context.desk.sessions.complete(
            target.id, on, people_served=values["people_served"], hours=values["hours"],
            volunteer_ids=values["volunteers"], hours_each=each, note=values["note"],
            counts=_changed(values, items, counts) or None, others=_others(values),
        )  # fmt: skip
        said = Message("Recorded: {n} people served.", {"n": values["people_served"]})
        if not values["volunteers"]:
            said = Message("{said} Nobody is down as having come, so no hours are kept.", {"said": said})
        return with_warnings(said, context.desk.sessions.hours_doubts(done))

    served: Stored = {"people_served": sum(counts.values()) or None}
    own: dict[str, Field | list[Field]] = {
        "people_served": [
            declared_field(context, "session", "people_served", served, required=True),
            came,
            NumberField("hours", tr("hours each"), f"{usual:g}", hint=tr("Hours that each of them gave, in halves; so long it was planned to be.")),
            ExplainedField("hours_each", tr("other hours"), explain=explain,
                           hint=tr("Who gave more or less: name or initials, and the hours, with commas between: zxy 1.5, lsf 3.")),
            *(field for field, _ in items),
        ],
        "note": TextField("note", tr("note"), hint=tr("Anything worth keeping.")),
    }  # fmt: skip
    fields = form_fields(context, "session", session, own, at="complete")
    return FormScreen(tr("How the session went") + f"  {about}", fields, save)


def _others(values: Mapping[str, Any]) -> dict[str, Any]:
    """The other declared fields of a session that is recorded or corrected, in stored form."""
    own = {"people_served", "note"}
    names = {field.name for field in registry.kind("session").typed("complete")} - own
    return as_stored("session", {name: value for name, value in values.items() if name in names})


def _item_fields(
    context: DeskContext, target: Target, counts: Mapping[str, int]
) -> list[tuple[NumberField, str]]:
    """A number for each item of the service, and what else was counted; with the item's name in full."""
    service = found(context, "services", target.id)
    items = dict.fromkeys([*(service.get("items") or ()), *counts])
    return [
        (NumberField(f"count:{item}", item, str(counts.get(item) or ""), hint=item), item) for item in items
    ]


def _check_numbers(values: Mapping[str, Any], items: Sequence[tuple[NumberField, str]]) -> None:
    """Raises InvalidInput for what is no number, or no whole one where people are counted."""
    whole = Message("Write a whole number.")
    wrong = {f.field: whole for f, _ in items if not isinstance(values.get(f.field), int | None)}
    if not isinstance(values.get("people_served"), int | None):
        wrong["people_served"] = whole
    if isinstance(values.get("hours"), str):
        wrong["hours"] = Message("Write a number.")
    wrong |= {
        f.field: Message("Fewer than none cannot be counted.")
        for f, _ in items
        if f.field not in wrong and (values.get(f.field) or 0) < 0
    }
    if wrong:
        raise InvalidInput(wrong)


def _changed(
    values: Mapping[str, Any], items: Sequence[tuple[NumberField, str]], counts: Mapping[str, int]
) -> dict[str, int]:
    """The items that the editor has given another number than they had."""
    given = {item: int(values[f.field] or 0) for f, item in items if f.field in values}
    return {item: n for item, n in given.items() if n != counts.get(item, 0)}


def read_hours_each(text: str, names: Mapping[int, str]) -> dict[int, float]:
    """Whose hours differ: `张秀英 1.5，lsf 3`, by name or pinyin among `names`. Raises InvalidInput."""
    given: dict[int, float] = {}
    for part in split_list(text):
        match = re.fullmatch(r"(.+?)\s*(\d+(?:\.\d+)?)\s*(?:h|小时|时)?", unicodedata.normalize("NFKC", part))
        if match is None:
            raise InvalidInput(
                {
                    "hours_each": Message(
                        "Write a name and the hours, such as zxy 1.5: «{text}» is not understood.",
                        {"text": part},
                    )
                }
            )
        fitting = [id for id, name in names.items() if matches(match[1], name)]
        exact = [id for id in fitting if names[id] == match[1]]
        if not fitting:
            raise InvalidInput(
                {"hours_each": Message("«{text}» is nobody of those who came.", {"text": match[1]})}
            )
        if len(exact or fitting) > 1:
            raise InvalidInput(
                {
                    "hours_each": Message(
                        "«{text}» could be several of those who came: write more of the name.",
                        {"text": match[1]},
                    )
                }
            )
        given[(exact or fitting)[0]] = float(match[2])
    return given


def _correct(context: DeskContext, target: Target) -> FormScreen:
    """Put right what was recorded; what was there stays in the session's history."""
    tr = context.tr
    session, on, about = session_of(context, target)
    counts = dict(session.get("counts") or {})
    items = _item_fields(context, target, counts)

    def seen_of(stored: Stored | None) -> Stored | None:
        """The session in the shape of the form, and as it stands for the use case."""
        if stored is None:
            return None
        numbers = {field.field: (stored.get("counts") or {}).get(item, 0) for field, item in items}
        return {**{name: value for name, value in stored.items() if name != "reason"}, **numbers}

    def save(values: Mapping[str, Any], base_version: Stored | None) -> Message:
        _check_numbers(values, items)
        try:
            context.desk.sessions.correct(
                target.id, on, reason=values.get("reason", ""), people_served=values.get("people_served"),
                counts=_changed(values, items, counts) or None, note=values.get("note"),
                others=_others(values), base_version=base_version,
            )  # fmt: skip
        except StoreConflict as conflict:
            raise StoreConflict(conflict.table, conflict.id, seen_of(conflict.theirs)) from conflict
        return Message("Corrected. What was there before stays in the history.")

    own: dict[str, Field | list[Field]] = {
        "people_served": [
            NumberField("people_served", tr("people served"), f"{session.get('people_served') or 0}"),
            *(field for field, _ in items),
        ],
        "note": TextField("note", tr("note"), session.get("note") or ""),
    }
    fields: list[Field] = [
        *form_fields(context, "session", session, own, at="complete"),
        TextField("reason", tr("reason"), required=True, hint=tr("Why the record is corrected. Hours are corrected with the volunteers: 9, then w.")),
    ]  # fmt: skip
    return FormScreen(
        tr("Correct the record") + f"  {about}", fields, save, base_version=seen_of(session), changed_only=True,
        current=lambda: seen_of(stored_session(context.store, target)),
    )  # fmt: skip


def cancel(context: DeskContext, target: Target) -> FormScreen:
    """The session will not take place: say why."""
    tr = context.tr
    _, on, about = session_of(context, target)

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        context.desk.sessions.cancel(target.id, on, values["reason"])
        return Message("Cancelled.")

    fields: list[Field] = [
        TextField("reason", tr("reason"), required=True, hint=tr("Shown beside the session."))
    ]
    return FormScreen(tr("Cancel the session") + f"  {about}", fields, save)
