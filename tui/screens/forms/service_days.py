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
from tui.language.errors import InvalidInput, Message
from tui.screens.base.form import FormScreen
from tui.screens.forms.common import found, with_merged
from tui.screens.forms.fields import as_stored, declared_field, form_fields
from tui.screens.forms.service import next_days


def edit(context: DeskContext, target: Target) -> FormScreen:
    """When the service is not held although its recurrence says so, and when it is held besides."""
    tr, today = context.tr, context.today
    service = found(context, "services", target.id)
    dates = tr("Dates with commas between, such as 12-04, 12-11.")
    keep = dict.fromkeys(("on_holiday", "on_weekend", "on_made_up"), "keep")
    written: Stored = {
        "months": [months_written(service.get("months") or ())],
        "pauses": [pauses_written(service.get("pauses") or ())],
        **{name: [", ".join(service.get(name) or ())] for name in ("exdates", "rdates")},
    }
    own = {
        "months": declared_field(context, "service", "months", written),
        "pauses": declared_field(context, "service", "pauses", written, most=400),
        "exdates": declared_field(context, "service", "exdates", written, most=400,
                                  hint=tr("Not held on these days.") + " " + dates),
        "rdates": declared_field(context, "service", "rdates", written, most=400,
                                 hint=tr("Held on these days as well.") + " " + dates),
    }  # fmt: skip
    fields = form_fields(context, "service", {**keep, **service}, own, at="days")

    def read(values: Mapping[str, Any]) -> dict[str, Any]:
        given, errors = as_stored("service", values), dict[str, Message]()
        readers: dict[str, Callable[[str], Any]] = {
            "months": read_months,
            "pauses": lambda text: read_pauses(text, today, context.store.calendar),
            "exdates": lambda text: read_days(text, today, context.store.calendar),
            "rdates": lambda text: read_days(text, today, context.store.calendar),
        }
        for name, reader in readers.items():
            if name in given:
                try:
                    given[name] = reader(values[name])
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
