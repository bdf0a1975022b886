"""The community's archive: figures, compounds, honours, secretary, building committee and places, on one form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from tui.desk.context import DeskContext
from tui.kinds import registry
from tui.kinds.record import Stored, Target
from tui.language.errors import InvalidInput, Message
from tui.rules.households import archive_texts
from tui.screens.base.form import FormScreen
from tui.screens.forms.common import found, split_list, with_merged
from tui.screens.forms.fields import figure
from tui.widgets.fields import Field, NoteField, NumberField, TextField

_LINES: Final = ("street", "district", "city")
_FIGURES: Final = ("area_km2", "residents", "party_members", "resident_units")
# Fields of a part of the community, by the names that the form has for them.
_PARTS: Final[Mapping[str, tuple[str, str]]] = {
    **{side: ("bounds", side) for side in ("east", "west", "south", "north")},
    **{f"secretary_{name}": ("secretary", name) for name in ("name", "since", "predecessor", "handed_on")},
}


def edit_archive(context: DeskContext, target: Target) -> FormScreen:
    """Change what the archive has of the community itself. Raises NotFound."""
    community = found(context, "communities", target.id)
    fields = _fields(context, community)

    def save(values: Mapping[str, Any], base_version: Stored | None) -> Message:
        merged = context.desk.communities.edit(
            target.id, _read(values, base_version or community), base_version=base_version
        )
        return with_merged(Message("Saved: {name}.", {"name": community["name"]}), merged, fields)

    title = context.tr("Community archive  {name}", name=community["name"])
    return FormScreen(title, fields, save, base_version=community, changed_only=True)


def _fields(context: DeskContext, community: Stored) -> list[Field]:
    tr, declared = context.tr, registry.declared("communities")

    def label(path: str) -> str:
        return tr(declared[path].label)

    def part(name: str) -> TextField:
        of, at = _PARTS[name]
        return TextField(name, label(f"{of}.{at}"), str((community.get(of) or {}).get(at) or ""), most=60)

    return [
        *(TextField(name, label(name), str(community.get(name) or ""), most=60) for name in _LINES),
        *(NumberField(name, label(name), figure(community.get(name))) for name in _FIGURES),
        *(part(name) for name in _PARTS if _PARTS[name][0] == "bounds"),
        TextField("features", label("features"), "、".join(community.get("features") or ()), most=200,
                  hint=tr("With commas between.")),
        NoteField("figures", label("compounds"), archive_texts.figures_written(community.get("compounds") or ()),
                  hint=tr("One a line: number, name, and after a colon buildings and households, such as 2 South Court: 12栋 480户. What is not known stays away.")),
        NoteField("honours", label("honours"), archive_texts.honours_written(archive_texts.honours_of(community)),
                  hint=tr("One a line; the year may stand before the name.")),
        *(part(name) for name in _PARTS if _PARTS[name][0] == "secretary"),
        TextField("building_committee", label("building_committee"),
                  "、".join(community.get("building_committee") or ()), most=400, hint=tr("Names, with commas between.")),
        NoteField("places", label("places"), archive_texts.places_written(community.get("places") or ()),
                  hint=tr("One a line: the name, and after a colon what it is for.")),
        NoteField("note", label("note"), str(community.get("note") or "")),
    ]  # fmt: skip


def _read(values: Mapping[str, Any], before: Stored) -> dict[str, Any]:
    """What was changed, as the document has it. Raises InvalidInput."""
    read: dict[str, Any] = {}
    for name, value in values.items():
        if name in _PARTS:
            of, at = _PARTS[name]
            read.setdefault(of, dict(before.get(of) or {}))[at] = value
        elif name == "figures":
            read["compounds"] = archive_texts.read_figures(value, before.get("compounds") or ())
        elif name == "honours":
            read["honours"] = [archive_texts.read_honour(line) for line in archive_texts.lines_of(value)]
        elif name == "places":
            read["places"] = archive_texts.read_places(value)
        elif name in {"features", "building_committee"}:
            read[name] = split_list(value)
        else:
            read[name] = value
    secretary = read.get("secretary")
    if secretary is not None and not secretary.get("name"):
        if any(secretary.values()):
            raise InvalidInput({"secretary_name": Message("Write the name.")})
        read["secretary"] = None
    return read
