"""For each paper of a record: the fields that its form asks for, and how its values are computed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

from tui.desk.context import DeskContext
from tui.kinds.record import Stored, Target
from tui.language.errors import InvalidInput, Message
from tui.queries import documents
from tui.rules.privacy.rights import may
from tui.screens.forms.common import day_field, found, split_list
from tui.screens.outlet import day_in
from tui.widgets.fields import Field, NumberField, PickField, TextField

Values = Mapping[str, Any]
_MOST_BLANK: Final = 200


class Asked(NamedTuple):
    """A paper of a record: the fields to ask for, and the function that computes its values from them ({}: none typed).

    `before` is called first; it saves what was typed with the record.
    """

    fields: Callable[[DeskContext, Target], list[Field]]
    values: Callable[[DeskContext, Target, Values], dict[str, Any]]
    before: Callable[[DeskContext, Target, Values], None] | None = None


def _minutes_fields(context: DeskContext, target: Target) -> list[Field]:
    tr, meeting = context.tr, found(context, "meetings", target.id)
    if not may(context.actor.role, "meeting.attend"):
        return []
    return [
        TextField("chair", tr("in the chair"), meeting.get("chair") or "",
                  hint=tr("Who leads the meeting; the minutes name them.")),
        TextField("excused", tr("excused"), "、".join(meeting.get("excused") or ()),
                  hint=tr("Who asked to be excused: names with commas between.")),
    ]  # fmt: skip


def _seat(context: DeskContext, target: Target, values: Values) -> None:
    """Save chair and excused people with the meeting, if they were typed."""
    meeting = found(context, "meetings", target.id)
    chair, excused = str(values.get("chair") or ""), split_list(str(values.get("excused") or ""))
    if "chair" in values and (chair, excused) != (
        meeting.get("chair") or "",
        list(meeting.get("excused") or ()),
    ):
        context.desk.meetings.seat(target.id, chair=chair, excused=excused)


def _sheet_fields(context: DeskContext, _: Target) -> list[Field]:
    tr = context.tr
    return [
        NumberField("blank", tr("empty lines"), "10", hint=tr("Lines for those who just come.")),
        PickField("phones", tr("telephones"), [(False, tr("no")), (True, tr("yes, masked"))], value=False),
    ]


def _sheet(context: DeskContext, target: Target, values: Values) -> dict[str, Any]:
    service, session = session_of(context, target)
    blank = values.get("blank") or 0
    if not isinstance(blank, int) or not 0 <= blank <= _MOST_BLANK:
        raise InvalidInput({"blank": Message("At most {n} empty lines.", {"n": _MOST_BLANK})})
    return documents.sheet(context.store, service, session, blank=blank, phones=bool(values.get("phones")))


def session_of(context: DeskContext, target: Target) -> tuple[Stored, Stored]:
    """The service and the session that a target names. Raises NotFound."""
    assert target.on is not None, "a session is named by its service and a date"
    return found(context, "services", target.id), context.desk.sessions.find(target.id, target.on)


def _certificate_fields(context: DeskContext, _: Target) -> list[Field]:
    tr = context.tr
    return [
        day_field(context, "start", tr("first day"), hint=tr("Empty: from the beginning."), edge="first"),
        day_field(context, "end", tr("last day"), hint=tr("Empty: up to today."), edge="last"),
    ]


def _certificate(context: DeskContext, target: Target, values: Values) -> dict[str, Any]:
    volunteer = found(context, "volunteers", target.id)
    start, end = (day_in(values, name) if values else None for name in ("start", "end"))
    if start and end and end < start:
        raise InvalidInput({"end": Message("The last day lies before the first.")})
    records = [
        record
        for record in context.store.hours.stored()
        if record["volunteer_id"] == target.id
        and (start is None or str(record["on"]) >= start.isoformat())
        and (end is None or str(record["on"]) <= end.isoformat())
    ]
    return documents.certificate(context.store, volunteer, records)


def _nothing(_: DeskContext, __: Target) -> list[Field]:
    return []


DOCUMENTS: Final[Mapping[str, Asked]] = {
    "minutes": Asked(_minutes_fields, lambda c, t, _: documents.minutes(c.store, t.id), _seat),
    "invitation": Asked(_nothing, lambda c, t, _: documents.invitation(c.store, t.id)),
    "sheet": Asked(_sheet_fields, _sheet),
    "slip": Asked(_nothing, lambda c, t, _: documents.slip(c.store, found(c, "wishes", t.id))),
    "certificate": Asked(_certificate_fields, _certificate),
}
"""The documents, by the names of their templates."""
