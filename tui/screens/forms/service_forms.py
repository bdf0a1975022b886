"""The form of services."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tui.capture.recurrence import read_recurrence
from tui.errors import Message
from tui.rules.recurrence import describe
from tui.screens.details.target import Target
from tui.screens.forms.common import choices, day_field, found, records, split_list, told
from tui.screens.forms.form import FormScreen
from tui.store import Stored
from tui.widgets.fields import Field, NoteField, PickField, TextField
from tui.words import YES_NO

if TYPE_CHECKING:
    from tui.app import XingfuApp


def _fields(app: XingfuApp, service: Stored) -> list[Field]:
    tr = app.tr
    pick = tr("Arrows choose, or type: text or pinyin initials.")
    rule = service.get("rrule", "")
    words = describe(rule).text(tr) if rule else ""
    teams = [(None, tr("nobody yet")), *records(app, "teams")]
    return [
        TextField("name", tr("service"), service.get("name", ""), required=True, most=60),
        TextField("rrule", tr("when"), rule, hint=tr("every friday; 26th of each month; or an RRULE. Empty: on request.") + (f"  {words}" if words else "")),
        day_field(app, "first", tr("first day"), service.get("first") or app.store.now.date().isoformat()),
        TextField("starts", tr("from"), service.get("starts", "09:00"), most=5, hint=tr("A time of day, such as 09:00.")),
        TextField("ends", tr("to"), service.get("ends", "11:00"), most=5, hint=tr("A time of day, such as 09:00.")),
        TextField("place", tr("place"), service.get("place", "")),
        PickField("team_id", tr("team"), teams, service.get("team_id"), hint=pick),
        PickField("partner_ids", tr("partners"), records(app, "partners"), service.get("partner_ids"), many=True, hint=pick),
        TextField("items", tr("items"), "、".join(service.get("items") or ()), most=400, hint=tr("What can be asked for, with commas between.")),
        PickField("at_home", tr("at home"), choices(app, YES_NO), bool(service.get("at_home")), hint=pick),
        PickField("paused", tr("paused"), choices(app, YES_NO), bool(service.get("paused")), hint=pick),
        NoteField("note", tr("note"), service.get("note", ""), hint=tr("Enter begins a new line, Tab walks on.")),
    ]  # fmt: skip


def _read(values: Mapping[str, Any]) -> dict[str, Any]:
    """The typed values in the form that the use case takes. Raises InvalidInput."""
    fields = dict(values)
    if "rrule" in fields:
        fields["rrule"] = read_recurrence(fields["rrule"])
    for clock in ("starts", "ends"):
        if clock in fields:
            fields[clock] = fields[clock].replace("：", ":").strip()
    if "items" in fields:
        fields["items"] = split_list(fields["items"])
    return fields


def new(app: XingfuApp) -> FormScreen:
    """Add a service."""

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        service = app.desk.services.add(_read(values))
        return Message("Added: {name}.", {"name": service["name"]})

    return FormScreen(app.tr("New service"), _fields(app, {}), save)


def edit(app: XingfuApp, target: Target) -> FormScreen:
    """Change a service. Sessions that took place stay as they were."""
    service = found(app, "services", target.id)

    def save(values: Mapping[str, Any], seen: Stored | None) -> Message:
        merged = app.desk.services.edit(target.id, _read(values), seen=seen)
        return told(
            Message("Saved: {name}.", {"name": values.get("name") or service["name"]}), merged, fields
        )

    fields = _fields(app, service)
    return FormScreen(app.tr("Edit service"), fields, save, seen=service, changed_only=True)
