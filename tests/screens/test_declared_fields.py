"""The forms have what a kind declares to be typed in them, and take up what a record has."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tests.screens.desk import Opened
from tui.desk.context import DeskContext
from tui.desk.desk import Desk
from tui.kinds import registry
from tui.kinds.declaration import Act, Kind, load
from tui.kinds.record import Target
from tui.language.errors import XingfuError
from tui.screens.base.acting import refusal
from tui.store import Store

KINDS = [registry.stored_kind(table) for table in registry.tables()]
# Forms of these are opened by others than the acts of the kind itself.
ELSEWHERE = {"supervision": "wish", "hours": "volunteer"}


def targets(kind: Kind, store: Store) -> Iterator[Target]:
    """Every record of a kind; a session is named by its service and its date."""
    if kind.name == "session":
        yield Target(kind.name, next(s["id"] for s in store.services.stored()), date(2026, 11, 27))
    for stored in store.collection(kind.table).stored():
        if kind.name == "session":
            yield Target(kind.name, stored["service_id"], date.fromisoformat(stored["on"]))
        else:
            yield Target(kind.name, stored["id"])


def opened(kind: Kind, act: Act, context: DeskContext, target: Target) -> set[str]:
    """The names of the fields that the form of an act has for a record; none where it cannot be done."""
    assert act.form is not None
    alone = act.command in {"new", "book"}
    if not alone and refusal(context, kind.name, act, target):
        return set()
    try:
        screen = load(act.form)(context, None if alone else target)
    except XingfuError:
        return set()
    return {field.field for field in screen.fields}


async def test_the_forms_of_a_kind_have_what_is_typed_in_them(desk: Opened, store: Store) -> None:
    async with desk() as d:
        use = Desk(store, d.app.context.actor)
        meeting = use.meetings.plan({"kind": "joint", "starts_at": "2026-12-01T15:00:00+08:00"})
        use.meetings.add_item(int(meeting["id"]), "停车")
        use.actions.add({"title": "量地", "owner": "小李"})
        use.mediations.open({"title": "楼上漏水"})
        agreed = use.mediations.open({"title": "楼道堆物"})
        use.mediations.close(agreed["id"], "agreed", "三天内搬走", follow_up_on="2026-12-01")
        visited = use.home.request({"resident": "李奶奶", "skill": "理发"})
        use.home.act(visited["id"], "give", holder=("team", 1), on="2026-11-24")
        use.home.act(visited["id"], "complete", note="剪好了")
        use.notes.add("请报台账")
        names: dict[str, set[str]] = {}
        for kind in KINDS:
            found = names.setdefault(kind.name, set())
            for act in kind.acts:
                if act.form is not None:
                    for target in targets(kind, store):
                        found |= opened(kind, act, d.app.context, target)
        for name, other in ELSEWHERE.items():  # a note is typed on a wish, its answer on the note
            names[other] |= names[name]
        missing = [
            f"{kind.name}.{field.name}"
            for kind in KINDS
            if names[ELSEWHERE.get(kind.name, kind.name)]
            for field in kind.fields
            if field.typed is not None
            and field.typed.in_form
            and (field.typed.form or field.name) not in names[ELSEWHERE.get(kind.name, kind.name)]
        ]
        assert missing == [], f"no form has {missing}"
