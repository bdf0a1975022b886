"""The team, declared."""

from __future__ import annotations

from typing import Final

from tui.kinds.declaration import (
    COLLEAGUE,
    PICK,
    Act,
    Field,
    Kind,
    Place,
    Reference,
    Typed,
    headings,
    note,
)
from tui.language.i18n import N_

TEAM: Final = Kind(
    "team",
    N_("team"),
    "teams",
    Place("tui.models.team:Team"),
    columns=Place("tui.screens.lists.team:team_columns"),
    detail=Place("tui.screens.details.team:team_lines"),
    fields=(
        Field(
            "name",
            N_("team"),
            most=60,
            required=True,
            headings=headings("队伍名称|服务队名称|团队名称"),
            typed=Typed(),
        ),
        Field(
            "kind", N_("kind"), "choice", choices=Place("tui.kinds.words:TEAM_KINDS"), typed=Typed(hint=PICK)
        ),
        Field("leader", N_("leader"), headings=headings("负责人|队长|联系人"), typed=Typed()),
        Field(
            "committee_member",
            N_("committee"),
            refers=(Reference(COLLEAGUE),),
            typed=Typed(hint=N_("The part-time committee member of the team.")),
        ),
        Field(
            "members",
            N_("roster"),
            "list",
            typed=Typed(
                form="roster",
                hint=N_(
                    "Type a name or pinyin initials, Enter adds or removes; a new name becomes a new volunteer. Backspace takes the last one off."
                ),
            ),
            parts=(
                Field(
                    "volunteer_id",
                    N_("volunteer"),
                    "number",
                    required=True,
                    refers=(Reference("volunteers"),),
                ),
                Field(
                    "role",
                    N_("role"),
                    "choice",
                    choices=Place("tui.kinds.words:MEMBER_ROLES"),
                    headings=headings("职务|队内职务"),
                ),
                Field("joined", N_("joined"), "day"),
            ),
        ),
        Field(
            "needed",
            N_("needed"),
            "number",
            typed=Typed(hint=N_("With fewer people the team counts as short.")),
        ),
        Field("skills", N_("skills"), "list", typed=Typed(hint=N_("With commas between."))),
        Field("base", N_("base"), typed=Typed()),
        Field("slot", N_("slot"), typed=Typed(hint=N_("When the team usually works."))),
        Field(
            "founded",
            N_("founded"),
            most=7,
            headings=headings("成立时间|成立日期"),
            typed=Typed(hint=N_("Year and month, such as 2018-08.")),
        ),
        Field("honours", N_("honours"), "list", typed=Typed(hint=N_("With commas between."))),
        Field("partner_ids", N_("partners"), "list", refers=(Reference("partners"),), typed=Typed(hint=PICK)),
        Field(
            "quiet_weeks",
            N_("silent after"),
            "number",
            typed=Typed(hint=N_("So many weeks without service and the team counts as silent; empty: 8.")),
        ),
        Field("paused", N_("resting"), "yes_no", typed=Typed(hint=PICK)),
        Field("paused_until", N_("resting until"), "day", typed=Typed()),
        note(option=""),
    ),
    acts=(
        Act("new", "team.add", form=Place("tui.screens.forms.team:new")),
        Act("edit", "team.edit", form=Place("tui.screens.forms.team:edit")),
        Act(
            "step",
            "team.roster",
            label=N_("roster"),
            tooltip=N_("Add people to the team; change their roles and joining dates."),
            form=Place("tui.screens.forms.team:roster"),
        ),
    ),
    listed="teams",
)
