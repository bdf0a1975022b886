"""The settings of the community: what it promises, and what its wishes are about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tui.desk.context import DeskContext
from tui.kinds.record import Stored, Target
from tui.language.errors import InvalidInput, Message
from tui.rules.attaching.limits import limits_of
from tui.rules.households.compounds import compounds_written, read_compounds
from tui.rules.wishes.categories import category_days, read_categories, written
from tui.rules.wishes.deadlines import LIMITS
from tui.screens.base.form import FormScreen
from tui.screens.forms.common import with_merged
from tui.screens.forms.pasted_holidays import PastedHolidays
from tui.widgets.fields import Field, NoteField, NumberField, TextField


def settings(context: DeskContext, _: Target | None) -> FormScreen:
    """Change the name, the time limits, the compounds and the categories."""
    tr, community = context.tr, context.store.community or {}
    limits = community.get("limits") or {}
    sizes = limits_of(community)._asdict()
    own, days = community.get("categories") or (), category_days(community)

    pasted = PastedHolidays(context)

    def save(values: Mapping[str, Any], base_version: Stored | None) -> Message:
        taken = pasted.taken(values["holidays"])
        if taken is None:
            return save_fields(values, base_version)
        if not community:
            save_fields(values, base_version)
        with context.store.as_one(
            by=context.actor.name, seat=context.actor.seat, action="community.edit"
        ):  # undoing this undoes the other changed settings too
            said = save_fields(values, base_version) if community else Message("Saved.")
            context.desk.holidays.keep(taken)
        return Message(
            "{said} Holidays kept: {years}.",
            {"said": said, "years": tuple(map(str, sorted(taken.years)))},
        )

    def save_fields(values: Mapping[str, Any], base_version: Stored | None) -> Message:
        fields: dict[str, Any] = {"name": values["name"]}
        fields["limits"] = {**limits, **{name: _whole(name, values[name]) for name in LIMITS}}
        if values["categories"].strip() != shown:
            fields["categories"] = read_categories(values["categories"], tr)
            fields["limits"]["categories"] = {}
        if (set_to := {name: _whole(name, values[name]) for name in sizes}) != sizes:
            fields["attachment_limits"] = set_to
        if values["compounds"].strip() != written_compounds:
            fields["compounds"] = read_compounds(
                values["compounds"], (base_version or community).get("compounds") or ()
            )
        if not community:
            context.desk.communities.add(fields)
            return Message("Saved.")
        before = base_version or community
        fields = {name: value for name, value in fields.items() if value != before.get(name)}
        merged = context.desk.communities.edit(int(community["id"]), fields, base_version=base_version)
        return with_merged(Message("Saved."), merged, form)

    shown = written(own, days, tr)
    written_compounds = compounds_written(community.get("compounds") or ())
    hint = tr("Working days in which the wish is to be fulfilled.")
    form: list[Field] = [
        TextField("name", tr("community"), community.get("name", ""), required=True, most=60),
        *(
            NumberField(name, tr(label), str(limits.get(name, usual)), required=True,
                        hint=tr("Working days in which the desk takes a wish on.") if name == "accept" else hint)
            for name, (label, usual) in LIMITS.items()
        ),
        NoteField("holidays", tr("holidays"), "",
                  hint=tr("Paste the notice of the year's holidays, its JSON, or days such as 2027-02-20 上班. What was understood is shown before it is kept.")),
        NoteField("compounds", tr("compounds"), written_compounds,
                  hint=tr("One a line: number, name, and after a colon the numbers of those beside it, such as 1 South Court: 2, 3. Matching looks next door first."), tall=True),
        NoteField("categories", tr("categories"), shown,
                  hint=tr("One a line; name=days gives a category a time limit of its own. An empty field: the usual ones."), tall=True),
        NumberField("file_mb", tr("one attached file, MB"), str(sizes["file_mb"]), required=True),
        NumberField("all_mb", tr("all attached files, MB"), str(sizes["all_mb"]), required=True),
    ]  # fmt: skip

    def notice(name: str, value: Any) -> str | None:
        return pasted.summary(str(value)) if name == "holidays" else None

    return FormScreen(
        tr("Settings of the community"), form, save, base_version=community or None, notice=notice
    )


def _whole(name: str, value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise InvalidInput({name: Message("Write a whole number.")})
    return value
