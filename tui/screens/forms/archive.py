"""The community's archive: figures, compounds, honours, secretary, building committee and places, on one form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from tui.desk.context import DeskContext
from tui.kinds import registry
from tui.kinds.record import Stored, Target
from tui.language.errors import InvalidInput, Message, StoreConflict
from tui.rules.households import archive_texts
from tui.screens.base.form import FormScreen
from tui.screens.forms.common import found, split_list, with_merged
from tui.screens.forms.fields import figure
from tui.widgets.fields import Field, NoteField, NumberField, TextField

_LINES: Final = ("street", "district", "city")
_LISTS: Final = ("features", "building_committee")
_FIGURES: Final = ("area_km2", "residents", "party_members", "resident_units")
# Fields of a part of the community, by the names that the form has for them.
_PARTS: Final[Mapping[str, tuple[str, str]]] = {
    **{side: ("bounds", side) for side in ("east", "west", "south", "north")},
    **{f"secretary_{name}": ("secretary", name) for name in ("name", "since", "predecessor", "handed_on")},
}


def edit_archive(context: DeskContext, target: Target) -> FormScreen:
    """Change what the archive has of the community itself. Raises NotFound.

    Two who edit different fields of the form, or different compounds, both have their way.
    """

    def stored() -> Stored | None:
        return context.store.communities.find_stored(target.id)

    community = found(context, "communities", target.id)
    fields = _fields(context, as_typed(community))

    def save(values: Mapping[str, Any], base_version: Stored | None) -> Message:
        now = stored()
        if now is None:
            raise StoreConflict("communities", target.id, None)
        mine, typed_now = dict(values), as_typed(now)
        before = {**typed_now, **(base_version or as_typed(community))}
        if "figures" in mine:
            merged = archive_texts.merged_figures(mine["figures"], before["figures"], typed_now["figures"])
            mine["figures"] = mine["figures"] if merged is None else merged
            before["figures"] = before["figures"] if merged is None else typed_now["figures"]
        if any(typed_now[name] not in (before[name], value) for name, value in mine.items()):
            raise StoreConflict("communities", target.id, typed_now)
        try:
            kept = context.desk.communities.edit(target.id, _read(mine, now), base_version=now)
        except StoreConflict as conflict:  # between reading and writing
            theirs = as_typed(conflict.theirs) if conflict.theirs is not None else None
            raise StoreConflict(conflict.table, conflict.id, theirs) from conflict
        except InvalidInput as error:
            raise InvalidInput({_field_of(path): said for path, said in error.errors.items()}) from error
        others = tuple(
            f.field for f in fields if f.field not in values and typed_now[f.field] != before[f.field]
        )
        merged_with = kept._replace(others=others)
        return with_merged(Message("Saved: {name}.", {"name": now["name"]}), merged_with, fields)

    title = context.tr("Community archive  {name}", name=community["name"])

    def current() -> Stored | None:
        return as_typed(now) if (now := stored()) is not None else None

    return FormScreen(
        title, fields, save, base_version=as_typed(community), changed_only=True, current=current
    )


def as_typed(community: Stored) -> dict[str, Any]:
    """The community as the form has it: each field as its text or figure."""
    return {
        "rev": community.get("rev"),
        **{name: str(community.get(name) or "") for name in (*_LINES, "note")},
        **{name: community.get(name) for name in _FIGURES},
        **{name: str((community.get(of) or {}).get(at) or "") for name, (of, at) in _PARTS.items()},
        **{name: "、".join(community.get(name) or ()) for name in _LISTS},
        "figures": archive_texts.figures_written(community.get("compounds") or ()),
        "honours": archive_texts.honours_written(archive_texts.honours_of(community)),
        "places": archive_texts.places_written(community.get("places") or ()),
    }


def _field_of(path: str) -> str:
    """The field of the form that has what a use case refuses at `path`, such as `secretary.since`."""
    of, _, at = path.partition(".")
    part = next((name for name, place in _PARTS.items() if place == (of, at)), "")
    return part or {"compounds": "figures", "secretary": "secretary_name"}.get(of, of)


def _fields(context: DeskContext, typed: Mapping[str, Any]) -> list[Field]:
    tr, declared = context.tr, registry.declared("communities")

    def label(name: str) -> str:
        path = ".".join(_PARTS.get(name, (name,)))
        return tr(declared[path].label)

    def line(name: str, most: int = 60, hint: str = "") -> TextField:
        return TextField(name, label(name), typed[name], most=most, hint=hint)

    return [
        *(line(name) for name in _LINES),
        *(NumberField(name, label(name), figure(typed[name])) for name in _FIGURES),
        *(line(name) for name in _PARTS if _PARTS[name][0] == "bounds"),
        line("features", 200, tr("With commas between.")),
        NoteField("figures", label("compounds"), typed["figures"],
                  hint=tr("One a line: number, name, and after a colon buildings and households, such as 2 South Court: 12栋 480户. What is not known stays away."), tall=True),
        NoteField("honours", label("honours"), typed["honours"], hint=tr("One a line; the year may stand before the name."), tall=True),
        *(line(name) for name in _PARTS if _PARTS[name][0] == "secretary"),
        line("building_committee", 400, tr("Names, with commas between.")),
        NoteField("places", label("places"), typed["places"], hint=tr("One a line: the name, and after a colon what it is for."), tall=True),
        NoteField("note", label("note"), typed["note"]),
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
        elif name in _LISTS:
            read[name] = split_list(value)
        else:
            read[name] = value
    secretary = read.get("secretary")
    if secretary is not None and not secretary.get("name"):
        if any(secretary.values()):
            raise InvalidInput({"secretary_name": Message("Write the name.")})
        read["secretary"] = None
    return read
