"""`xingfu community`: what the committee promises and what its wishes are about, shown and changed."""

from __future__ import annotations

import argparse
from typing import Any

from tui.commandline.arguments import add_json, is_whole, whole
from tui.commandline.call import Call
from tui.commandline.output import print_json, print_table
from tui.language.errors import Message, NotFound, Translate, UsageError
from tui.rules.attaching.limits import limits_of
from tui.rules.wishes.categories import categories, category_days, category_label, read_categories, written
from tui.rules.wishes.deadlines import LIMITS


def arguments(community: argparse.ArgumentParser, tr: Translate) -> None:
    """The arguments of `xingfu community`."""
    names = "|".join(LIMITS)
    community.add_argument(
        "--limit", action="append", metavar=f"{names}=N", help=tr("working days for it; may be repeated")
    )
    community.add_argument(
        "--category",
        action="append",
        metavar="T[=N]",
        help=tr("add a category, or give one a time limit of its own; may be repeated"),
    )
    community.add_argument(
        "--without", action="append", metavar="T", help=tr("take a category out; may be repeated")
    )
    community.add_argument(
        "--attachment-mb", type=whole, metavar="N", help=tr("attached files: MB of one at most")
    )
    community.add_argument(
        "--attachments-mb", type=whole, metavar="N", help=tr("attached files: MB of all together at most")
    )
    add_json(community, tr)
    community.set_defaults(run=_run)


def _run(call: Call) -> int:
    from tui.queries.records import complete

    parsed, tr = call.parsed, call.tr
    with call.context() as context:
        community = context.store.community
        if community is None:
            raise NotFound(Message("No community is set up. «xingfu demo» loads the model one."))
        fields = _changed(call, community)
        if fields:
            community = context.desk.communities.edit(int(community["id"]), fields).document
    if parsed.json:
        print_json(complete("communities", dict(community)))
        return 0
    limits, days = community.get("limits") or {}, category_days(community)
    print_table([[tr(label), str(limits.get(name, usual))] for name, (label, usual) in LIMITS.items()])
    print_table([[tr(label), str(days.get(code, ""))] for code, label in categories(community).items()])
    sizes = limits_of(community)
    print_table(
        [
            [tr("one attached file, MB"), str(sizes.file_mb)],
            [tr("all attached files, MB"), str(sizes.all_mb)],
        ]
    )
    return 0


def _changed(call: Call, community: Any) -> dict[str, Any]:
    """The fields that the options change."""
    parsed, tr = call.parsed, call.tr
    fields: dict[str, Any] = {}
    limits = dict(community.get("limits") or {})
    for text in parsed.limit or ():
        name, _, days = text.partition("=")
        if name not in LIMITS or not is_whole(days):
            raise UsageError(
                Message(
                    "«{value}» is not one of: {choices}.",
                    {"value": text, "choices": tuple(f"{n}=N" for n in LIMITS)},
                )
            )
        limits[name] = int(days)
        fields["limits"] = limits
    if parsed.category or parsed.without:
        before = written(community.get("categories") or (), category_days(community), tr)
        kept = {c["code"]: c for c in read_categories(before, tr)}
        for one in read_categories("\n".join(parsed.category or ()), tr):
            kept[one["code"]] = one
        for name in parsed.without or ():
            code = next((c for c in kept if name in {c, tr(category_label(c))}), None)
            if code is None:
                raise UsageError(Message("There is no «{what}».", {"what": name}))
            del kept[code]
        fields["categories"] = list(kept.values())
        fields["limits"] = {**limits, "categories": {}}
    sizes = {"file_mb": parsed.attachment_mb, "all_mb": parsed.attachments_mb}
    if given := {name: size for name, size in sizes.items() if size is not None}:
        fields["attachment_limits"] = {**limits_of(community)._asdict(), **given}
    return fields
