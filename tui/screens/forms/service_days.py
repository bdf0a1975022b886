"""The form of a service's calendar: holidays, pauses, season, dates left out and extra dates."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tui.capture.service_fields import (
    months_written,
    pauses_written,
    read_days,
    read_months,
    read_pauses,
    recurrence_preview,
)
from tui.desk.context import DeskContext
from tui.kinds.record import Stored, Target
from tui.kinds.words import DAY_RULES
from tui.language.errors import InvalidInput, Message
from tui.screens.base.form import FormScreen
from tui.screens.forms.common import choices, found, with_merged
from tui.screens.forms.service import next_days
from tui.widgets.fields import Field, PickField, TextField


def edit(context: DeskContext, target: Target) -> FormScreen:
    """When the service is not held although its recurrence says so, and when it is held besides."""
    tr, today = context.tr, context.today
    service = found(context, "services", target.id)
    rules = choices(context, DAY_RULES)
    dates = tr("Dates with commas between, such as 12-04, 12-11.")
    fields: list[Field] = [
        PickField("on_holiday", tr("on holidays"), rules, service.get("on_holiday", "keep"),
                  hint=tr("Left and right choose what becomes of a session on a public holiday.")),
        PickField("on_weekend", tr("on weekends"), rules, service.get("on_weekend", "keep"),
                  hint=tr("Left and right choose what becomes of a session on a Saturday or Sunday that is free.")),
        PickField("on_made_up", tr("on made-up days"), rules, service.get("on_made_up", "keep"),
                  hint=tr("Weekends that are working days (made up for a holiday).")),
        TextField("months", tr("season"), months_written(service.get("months") or ()),
                  hint=tr("The season, such as 3-6, 9. Empty: all year.")),
        TextField("pauses", tr("pauses"), pauses_written(service.get("pauses") or ()), most=400,
                  hint=tr("12-01~12-20 and the reason; several with ; between; without an end: 12-01~ and the reason.")),
        TextField("exdates", tr("dates left out"), ", ".join(service.get("exdates") or ()), most=400,
                  hint=tr("Not held on these days.") + " " + dates),
        TextField("rdates", tr("extra dates"), ", ".join(service.get("rdates") or ()), most=400,
                  hint=tr("Held on these days as well.") + " " + dates),
    ]  # fmt: skip

    def read(values: Mapping[str, Any]) -> dict[str, Any]:
        given, errors = dict(values), dict[str, Message]()
        readers: dict[str, Callable[[str], Any]] = {
            "months": read_months,
            "pauses": lambda text: read_pauses(text, today, context.store.calendar),
            "exdates": lambda text: read_days(text, today, context.store.calendar),
            "rdates": lambda text: read_days(text, today, context.store.calendar),
        }
        for name, reader in readers.items():
            if name in given:
                try:
                    given[name] = reader(given[name])
                except InvalidInput as error:
                    errors[name] = error.message
        if errors:
            raise InvalidInput(errors)
        return given

    def notice(_: str, __: Any) -> str:
        try:
            return ahead(read({field.field: field.value for field in fields}))
        except InvalidInput:
            return tr("? not understood yet")

    def ahead(given: Mapping[str, Any]) -> str:
        result = recurrence_preview({**service, **given}, today, context.store.calendar)
        if not result.days:
            return tr("{sentence}. No day of it is still to come.", sentence=result.sentence.text(tr))
        days = next_days(context, result)
        return tr("{sentence}. Next: {days}", sentence=result.sentence.text(tr), days=days)

    def save(values: Mapping[str, Any], base_version: Stored | None) -> Message:
        merged = context.desk.services.edit(target.id, read(values), base_version=base_version)
        return with_merged(Message("Saved: {name}.", {"name": service["name"]}), merged, fields)

    return FormScreen(
        tr("Days off and extra days") + f"  {service['name']}",
        fields,
        save,
        base_version=service,
        changed_only=True,
        about=ahead({}),
        notice=notice,
    )
