"""Declarations are true of the code: places are there, fields are the models', use cases are the desk's."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel

import tui
from tests.kinds.samples import STAMPS, choices, document
from tui.kinds import registry
from tui.kinds.commands import COMMANDS
from tui.kinds.declaration import Field, Kind, load
from tui.kinds.references import references
from tui.kinds.words import ACTIONS
from tui.models.base import Document
from tui.rules.privacy.rights import RIGHTS
from tui.store import Store, parsed

KINDS = [registry.stored_kind(table) for table in registry.tables()]
BY_NAME = [pytest.param(kind, id=kind.name) for kind in KINDS]
ALL = [pytest.param(kind, id=kind.name) for kind in registry.kinds()]
SOURCE = Path(tui.__file__).parent


def part_model(annotation: Any) -> type[BaseModel] | None:
    """The model of a part, or of the parts in a list."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(part_model, get_args(annotation))), None)


def most(constraints: Any) -> int | None:
    """The length to which a model's field is bound."""
    for one in constraints:
        found = getattr(one, "max_length", None)
        if found is not None:
            return int(found)
    return None


def disagreements(model: type[BaseModel], fields: tuple[Field, ...], within: str) -> Iterator[str]:
    """What the fields of a model and those declared do not agree on."""
    stamps = STAMPS if issubclass(model, Document) else {}
    own = {name: info for name, info in model.model_fields.items() if name not in stamps}
    declared = {field.name: field for field in fields}
    yield from (f"{within}.{name} is not declared" for name in own.keys() - declared.keys())
    yield from (f"{within}.{name} is in no model" for name in declared.keys() - own.keys())
    for name in own.keys() & declared.keys():
        field, info, at = declared[name], own[name], f"{within}.{name}"
        if field.required != info.is_required():
            yield f"{at}: required is {info.is_required()} in the model"
        part = part_model(info.annotation)
        if field.type != "counts" and bool(field.parts) != (part is not None):
            yield f"{at}: its parts are not declared"
        if field.parts and part is not None:
            yield from disagreements(part, field.parts, at)
        limit = most(info.metadata)
        if field.type in {"line", "note"} and limit is not None:
            usual = {"line": 200, "note": 4000}[field.type]
            if (field.most or usual) > limit:
                yield f"{at}: at most {limit} characters in the model"


@pytest.mark.parametrize("kind", BY_NAME)
def test_fields_are_those_of_the_model_both_ways(kind: Kind) -> None:
    assert list(disagreements(load(kind.model), kind.fields, kind.name)) == []


@pytest.mark.parametrize("kind", BY_NAME)
def test_a_document_with_every_field_fits_the_model(kind: Kind) -> None:
    whole = document(kind)
    stored = parsed(load(kind.model), whole).stored()
    assert {name: stored[name] for name in whole} == whole


@pytest.mark.parametrize("kind", ALL)
def test_every_place_is_there_and_takes_what_it_is_given(kind: Kind) -> None:
    for place, arguments in (
        (kind.detail, ["store", "target", "now", "tr"]),
        (kind.columns, None),
        (kind.must_hold, ["transaction", "ids"]),
    ):
        if place is not None:
            found = load(place)
            if arguments is not None:
                assert list(inspect.signature(found).parameters) == arguments, place
    for path, field in every_field(kind):
        if field.choices is not None:
            assert choices(field), path
    for act in kind.acts:
        assert act.form is None or callable(load(act.form)), act.form
        assert sum(place is not None for place in (act.form, act.deed, act.screen)) <= 1, act.command


def every_field(kind: Kind) -> Iterator[tuple[str, Field]]:
    """The fields of a kind, those of parts among them, and the derived columns."""
    yield from registry.declared(kind.table).items()
    yield from ((field.name, field) for field in kind.derived)


def use_cases() -> set[str]:
    """What the desk's modules ask the right for: written out, or with the name of a step put in."""
    names = set[str]()
    patterns = set[str]()
    for path in (SOURCE / "desk").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                names.add(node.value)
            if isinstance(node, ast.JoinedStr):
                texts = [v.value for v in node.values if isinstance(v, ast.Constant)]
                patterns.add(str(texts[0]) if len(texts) == 1 else "")
    made = {name for name in ACTIONS if any(p and (name.startswith(p) or name.endswith(p)) for p in patterns)}
    return names | made


@pytest.mark.parametrize("kind", ALL)
def test_the_use_case_of_every_act_is_one_of_the_desk(kind: Kind) -> None:
    known = use_cases()
    for act in kind.acts:
        if act.use_case:
            assert act.use_case in known, f"{kind.name}: {act.command}"
            assert act.use_case in ACTIONS, f"{kind.name}: {act.use_case} has no words in the audit trail"
        assert act.command in COMMANDS, f"{kind.name}: {act.command}"


@pytest.mark.parametrize("kind", BY_NAME)
def test_a_ledger_names_fields_and_derived_columns(kind: Kind) -> None:
    known = {field.name: field for field in (*kind.fields, *kind.derived)}
    for name in kind.ledger:
        assert name in known, f"{kind.name}: {name}"
        assert known[name].headings or known[name].label, f"{kind.name}.{name} has nothing to stand above it"
    assert not {field.name for field in kind.derived} & {field.name for field in kind.fields}


def test_every_reference_names_a_table() -> None:
    for referring in references():
        assert referring.reference.table in registry.tables(), referring


@pytest.mark.parametrize("kind", BY_NAME)
def test_the_store_has_a_collection_of_every_kind(kind: Kind) -> None:
    assert f"self.{kind.table}: Collection[" in inspect.getsource(Store.__init__), kind.name


def test_the_rights_name_only_kinds() -> None:
    for grant in RIGHTS.values():
        named = {*(grant.writes or ()), *grant.hidden, *grant.counted}
        assert named <= set(registry.tables())
        assert grant.use_cases is None or set(grant.use_cases) - {"undo"} <= set(ACTIONS)


@pytest.mark.parametrize("kind", BY_NAME)
def test_what_several_kinds_have_is_declared_alike(kind: Kind) -> None:
    """A telephone number, an address or a compound that is declared by hand could go unmasked or unread."""
    for path, field in registry.declared(kind.table).items():
        match path.rpartition(".")[2]:
            case "phone":
                assert (field.type, field.personal) == ("phone", "phone"), path
            case "address":
                assert (field.type, field.personal) == ("address", "address"), path
            case "compound":
                assert field.type == "number", path
                assert [(one.table, one.part) for one in field.refers] == [("communities", "compounds")], path
            case name:
                assert field.type not in {"phone", "address"} or field.personal, f"{path}: {name}"
