"""The community, declared."""

from __future__ import annotations

from typing import Final

from tui.kinds.declaration import Act, Field, Kind, Place, Typed
from tui.language.i18n import N_

COMMUNITY: Final = Kind(
    "community",
    N_("community"),
    "communities",
    Place("tui.models.community:Community"),
    detail=Place("tui.screens.details.declared:declared_lines"),
    fields=(
        Field("name", N_("community"), most=60, required=True, typed=Typed(in_form=False)),
        Field("street", N_("street")),
        Field("district", N_("district")),
        Field("city", N_("city")),
        Field(
            "bounds",
            N_("bounds"),
            "part",
            parts=(
                Field("east", N_("east")),
                Field("west", N_("west")),
                Field("south", N_("south")),
                Field("north", N_("north")),
            ),
        ),
        Field("area_km2", N_("area in km2"), "number"),
        Field("residents", N_("residents"), "number"),
        Field("party_members", N_("party members"), "number"),
        Field("resident_units", N_("resident units"), "number"),
        Field(
            "compounds",
            N_("compounds"),
            "list",
            typed=Typed(
                in_form=False,
                hint=N_(
                    "One a line: number, name, and after a colon the numbers of those beside it, such as 1 South Court: 2, 3. Matching looks next door first."
                ),
            ),
            parts=(
                Field("number", N_("number"), "number", required=True),
                Field("name", N_("name")),
                Field("buildings", N_("buildings"), "number"),
                Field("households", N_("households"), "number"),
                Field("next_to", "", "list"),
            ),
        ),
        Field("features", N_("features"), "list"),
        Field(
            "honours",
            N_("honours"),
            "list",
            parts=(
                Field("year", N_("year"), "number"),
                Field("name", N_("name"), required=True),
            ),
        ),
        Field(
            "secretary",
            N_("secretary"),
            "part",
            parts=(
                Field("name", N_("secretary"), most=60, required=True),
                Field("since", N_("since")),
                Field("predecessor", N_("predecessor")),
                Field("handed_on", N_("handed on by")),
            ),
        ),
        Field("building_committee", N_("building committee"), "list", personal="named"),
        Field(
            "places",
            N_("places"),
            "list",
            parts=(
                Field("name", N_("name"), most=60, required=True),
                Field("use", N_("use")),
            ),
        ),
        Field(
            "limits",
            "",
            "part",
            typed=Typed(
                "--limit", in_form=False, hint=N_("Working days in which the wish is to be fulfilled.")
            ),
            parts=(
                Field("accept", "", "number"),
                Field("urgent", "", "number"),
                Field("high", "", "number"),
                Field("normal", "", "number"),
                Field("low", "", "number"),
                Field("categories", "", "counts"),
            ),
        ),
        Field(
            "attachment_limits",
            "",
            "part",
            typed=Typed("--attachment-mb", N_("attached files: MB of one at most"), in_form=False),
            parts=(
                Field("file_mb", N_("one attached file, MB"), "number"),
                Field("all_mb", N_("all attached files, MB"), "number"),
            ),
        ),
        Field(
            "categories",
            N_("categories"),
            "list",
            typed=Typed(
                "--category",
                in_form=False,
                hint=N_(
                    "One a line; name=days gives a category a time limit of its own. An empty field: the usual ones."
                ),
            ),
            parts=(
                Field("code", "", most=20, required=True),
                Field("days", "", "number"),
            ),
        ),
        Field(
            "headings",
            "",
            "list",
            parts=(
                Field("kind", "", "code", required=True),
                Field("heading", required=True),
                Field("field", "", "code"),
            ),
        ),
        Field(
            "holidays",
            "",
            "list",
            parts=(
                Field("year", "", "number", required=True),
                Field(
                    "days",
                    "",
                    "list",
                    parts=(
                        Field("day", "", "day", required=True),
                        Field("name"),
                        Field("off", "", "yes_no", required=True),
                    ),
                ),
            ),
        ),
        Field(
            "views",
            "",
            "list",
            parts=(
                Field("kind", "", "code", required=True),
                Field("name", most=60, required=True),
                Field("letter", "", "code"),
                Field("filter"),
                Field("sort", "", "code"),
                Field("columns", "", "list"),
                Field("everything", "", "yes_no"),
                Field("by", personal="colleague"),
            ),
        ),
        Field("note", N_("note"), "note"),
    ),
    acts=(Act("edit", "community.edit", form=Place("tui.screens.forms.archive:edit_archive")),),
)
