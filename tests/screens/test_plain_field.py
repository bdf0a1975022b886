"""A plain field that is declared on any kind needs no more code: forms, options, records in full and lists have it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Annotated, Any, Final

import pytest
from pydantic import Field as ModelField
from pydantic import create_model

from tests.cli.conftest import Run, loaded, run
from tests.screens.desk import Opened
from tui.desk.context import DeskContext
from tui.kinds import registry
from tui.kinds.declaration import Field, Kind, Place, Typed, load
from tui.kinds.record import Target
from tui.queries import records
from tui.rules.services.schedule import planned_session
from tui.screens.base.details import details
from tui.store import Store

__all__ = ["loaded", "run"]
# The model of a kind with the field, as its declaration names it.
MODELS: Final[dict[str, Any]] = {}
WORDS: Final = "记下的话"
# At which step a kind's field is typed that people do not add by hand.
AT: Final = {"session": "complete"}
# How a record of a kind is added on the command line.
COMMANDS: Final[dict[str, tuple[str, ...]]] = {
    "partner": ("partner", "add", "--name", "新单位"),
    "volunteer": ("volunteer", "add", "周小红（示例）"),
    "service": ("service", "add", "修伞", "--when", "every friday"),
    "hours": ("hours", "add", "1", "--hours", "1", "--content", "值班"),
    "wish": ("add", "wish", "--title", "路灯不亮"),
    "meeting": ("meeting", "plan", "--at", "2030-12-01 15:00"),
    "action": ("action", "add", "--title", "量地", "--owner", "小李"),
    "household": ("visit", "household", "赵奶奶"),
    "visit": ("visit", "add", "赵奶奶"),
    "mediation": ("mediation", "add", "--title", "楼上漏水"),
    "home": ("home", "add", "--resident", "李奶奶", "--skill", "理发"),
    "offer": ("partner", "offer", "--partner", "1", "--kind", "goods", "--title", "棉被"),
    "need": ("need", "add", "--kind", "goods", "--title", "棉被", "--quantity", "2"),
    "appointment": ("partner", "appoint", "--name", "王经理", "--team", "1"),
    "room": ("room", "add", "小会议室"),
    "reminder": ("reminder", "add", "--title", "回访", "--at", "10:00"),
    "booking": ("book", "1", "2030-12-02", "9:00-10:00", "--who", "合唱队"),
}
# Kinds that people do not type as records of their own, and why.
NOT_TYPED: Final = {
    "community": "its settings are a form of their own",
    "supervision": "a note on a wish",
    "export": "written when something is exported",
    "match": "written when something is delivered",
    "identity": "said on a person's page by a key",
}
NO_COMMAND: Final = {"team": "the screen alone has teams", "lesson": "begun by names alone"}
NO_DETAIL: Final = {"hours", "appointment", "room"}
TYPED: Final = [registry.stored_kind(t).name for t in registry.tables()]
BY_NAME: Final = pytest.mark.parametrize("name", [name for name in TYPED if name not in NOT_TYPED])


def __getattr__(name: str) -> Any:
    """The place of each model in `MODELS`."""
    try:
        return MODELS[name]
    except KeyError:
        raise AttributeError(name) from None


def forgotten() -> None:
    """What the registry has kept of declarations is looked up again."""
    for kept in (
        registry.kind,
        registry.declared,
        registry.personal,
        registry.exact,
        records._declared_names,
    ):
        kept.cache_clear()


@pytest.fixture
def declare(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], Kind]]:
    """Declares one more plain field on a kind: in its model, and in its declaration."""

    def with_field(name: str) -> Kind:
        kind = registry.kind(name)
        text = Annotated[str, ModelField(max_length=200)]
        MODELS[name] = create_model(f"With{name}", __base__=load(kind.model), remark=(text, ""))
        field = Field("remark", "remark", typed=Typed("--remark", "a remark", at=AT.get(name, "")))
        module, _, constant = registry._KINDS[name][1].partition(":")
        more = kind._replace(fields=(*kind.fields, field), model=Place(f"{__name__}:{name}"))
        monkeypatch.setattr(f"{module}.{constant}", more)
        forgotten()
        return more

    yield with_field
    monkeypatch.undo()
    forgotten()


@BY_NAME
def test_the_command_line_takes_it_and_lists_have_it(
    name: str, declare: Callable[[str], Kind], loaded: Run
) -> None:
    if name in NO_COMMAND:
        return
    kind = declare(name)
    command = held(loaded) if name == "session" else COMMANDS[name]
    assert loaded(*command, "--remark", WORDS)[0] == 0
    if kind.listed:
        _, out, _ = loaded("list", kind.listed, "--json")
        assert WORDS in [one["remark"] for one in json.loads(out)]
    assert "a remark" in loaded(command[0], "--help")[1]


def held(run: Run) -> tuple[str, ...]:
    """How a session that has begun is recorded: yesterday's, of a service that is held every day."""
    assert run("service", "add", "磨剪刀", "--when", "every day", "--first", "yesterday")[0] == 0
    return ("session", "complete", "磨剪刀", "yesterday", "--served", "3")


def opened(kind: Kind, context: DeskContext, target: Target) -> list[Any]:
    """The forms by which a record of the kind is added, edited, or taken the step at which the field is typed."""
    acts = [kind.act(name) for name in ("new", "edit", AT.get(kind.name, "new"))]
    places = dict.fromkeys(act.form for act in acts if act is not None and act.form is not None)
    if kind.name == "hours":
        places = {Place("tui.screens.forms.volunteer:add_hours"): None}
    if kind.name == "appointment":
        places = {Place("tui.screens.forms.alliance:appoint"): None}
    if kind.name == "session":
        places = {Place("tui.screens.forms.session:complete"): None}
    return [load(place)(context, target) for place in places]


@BY_NAME
async def test_its_forms_have_it_and_the_record_in_full_shows_it(
    name: str, declare: Callable[[str], Kind], desk: Opened, store: Store
) -> None:
    kind = declare(name)
    store.collection(kind.table)._model = None  # kept since the model community was loaded
    async with desk() as d:
        context = d.app.context
        prepared(context)
        target = target_of(kind, store)
        forms = opened(kind, context, target)
        assert forms, name
        for form in forms:
            assert {field.field: field.label for field in form.fields}.get("remark") == "remark", form
        if kind.act("edit") is None or name == "session":
            return
        # What is saved: all of the form where it is one of several fields in one, else what was changed.
        shown = {field.field: field.value for field in forms[-1].fields} if name == "meeting" else {}
        forms[-1]._save({**shown, "remark": WORDS}, None)
        assert (store.collection(kind.table).find_stored(target.id) or {})["remark"] == WORDS
        if name not in NO_DETAIL:
            told = [str(line) for line in details(store, target, store.now, context.tr)]
            assert any("remark" in line and WORDS in line for line in told), told


def prepared(context: DeskContext) -> None:
    """A record of each kind that the model community has none of."""
    use = context.desk
    use.meetings.plan({"kind": "joint", "starts_at": "2026-12-01T15:00:00+08:00"})
    use.actions.add({"title": "量地", "owner": "小李"})
    use.reminders.add({"title": "回访", "on": "2026-12-01", "owner": "小李"})


def target_of(kind: Kind, store: Store) -> Target:
    """The last record of a kind; a session is named by its service and its date."""
    if kind.name == "session":
        friday = date(2026, 11, 20)
        planned = next(
            s for s in store.services.stored() if planned_session(s, friday, store.calendar) is not None
        )
        return Target("session", int(planned["id"]), friday)
    if kind.name == "hours":
        return Target("volunteer", int(store.volunteers.stored()[0]["id"]))
    if kind.name == "appointment":
        return Target("partner", int(store.partners.stored()[0]["id"]))
    return Target(kind.name, int(store.collection(kind.table).stored()[-1]["id"]))
