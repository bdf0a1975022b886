"""Every form that a key opens, each about a record with which its act can be done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from tests.screens.desk import CLERK
from tui.desk.context import DeskContext
from tui.desk.desk import Desk as UseCases
from tui.kinds import registry
from tui.kinds.commands import COMMANDS
from tui.kinds.declaration import Act
from tui.kinds.record import Target
from tui.queries.agenda import entries
from tui.screens.base import acting
from tui.screens.base.form import FormScreen
from tui.screens.base.origin import Origin
from tui.store import Store


class Opened(NamedTuple):
    """A form with the kind and the act that open it, and the record it is about."""

    kind: str
    act: Act
    target: Target | None
    form: FormScreen


def prepared(store: Store) -> None:
    """Records in the states that the model community does not have: what is begun, done, planned."""
    desk = UseCases(store, CLERK)
    desk.actions.add({"title": "充电桩二期报价", "owner": "物业公司"})
    desk.mediations.open(
        {"title": "楼上漏水", "kind": "neighbours", "parties": ["甲", "乙"], "mediator": "小李"}
    )
    desk.wishes.act(4, "assign", assignee="物业公司")
    desk.wishes.act(4, "complete", outcome="办好了")
    meeting = desk.meetings.plan({"starts_at": "2026-11-27T15:00:00+08:00"})
    desk.meetings.add_item(int(meeting["id"]), "冬季消防检查")
    desk.rooms.book(
        {"room_id": 1, "on": "2026-12-01", "starts": "09:00", "ends": "10:00", "booked_by": "朗诵队"}
    )
    desk.sessions.cancel(1, date(2026, 11, 26), "大雪")
    request = next(r for r in store.home_requests.stored() if r["state"] == "given")
    desk.home.act(int(request["id"]), "complete", note="好了")
    visit = desk.visits.record(1, {"heard": "想修灯", "follow_up_on": "2026-11-30"})
    assert visit["id"]


def every_form(context: DeskContext) -> Iterator[Opened]:
    """Each form once, as its key would open it. A kind and command that cannot be done with any record is left out."""
    for kind in registry.kinds():
        for act in kind.acts:
            if act.form is None:
                continue
            alone = COMMANDS[act.command].alone
            about: list[Target | None] = [None] if alone else list(targets(context.store, kind.name))
            target = next((t for t in about if acting.possible(context, kind.name, act, t)), None)
            if target is None and not alone:
                continue
            form = acting.form_of(context, Origin(act.command, kind.name, target), act, target)
            yield Opened(kind.name, act, target, form)


def targets(store: Store, kind: str) -> Iterator[Target]:
    if kind == "session":
        found = entries(store, date(2026, 10, 1), date(2026, 12, 31))
        yield from (entry.target for entry in found if entry.kind == "session")
    elif kind == "day":
        yield Target("day", 0, date(2026, 12, 1))
    elif kind == "due":
        yield from (Target(kind, int(r["id"])) for r in store.home_requests.stored())
    elif table := registry.kind(kind).table:
        yield from (Target(kind, int(stored["id"])) for stored in store.collection(table).stored())
