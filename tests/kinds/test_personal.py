"""What a declaration says of a person is forgotten with them, and not for a viewer's eyes; unknown text neither."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.kinds.samples import HOUSE, PERSON, PHONE, STAMPS, document
from tests.store.conftest import noon
from tui.kinds import registry
from tui.kinds.declaration import Kind
from tui.kinds.references import Referring, references
from tui.rules.privacy.masking import HIDDEN
from tui.rules.privacy.removal import GONE, meant
from tui.rules.privacy.rights import RIGHTS
from tui.store import open_store

MENTION = f"{PERSON}，电话{PHONE}，住{HOUSE}"
# What nobody declares: a newer program's fields, and parts in them.
UNKNOWN = {"newer": MENTION, "newer_part": {"inner": [MENTION, {"deep": MENTION}]}}

# Another record of theirs, which tells where they live.
ANOTHER = {("wishes", "5"): {**document(registry.stored_kind("wishes")), "id": 5}}

WHOSE = [
    kind
    for kind in map(registry.stored_kind, registry.tables())
    if {"name", "asker"} & {p for path, p in registry.personal(kind.table).items() if "." not in path}
]
BY_NAME = [pytest.param(kind, id=kind.name) for kind in WHOSE]
MASKED = [
    pytest.param(table, path, id=f"{table}.{path}")
    for table in registry.tables()
    for path, personal in registry.personal(table).items()
    if personal in {"asker", "phone", "address", "withheld"} and table not in RIGHTS["viewer"].hidden
]


def words(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


@pytest.mark.parametrize("kind", BY_NAME)
def test_a_record_of_somebody_is_forgotten_with_them(kind: Kind) -> None:
    whole = document(kind) | UNKNOWN
    for field in kind.fields:
        if field.type in {"line", "note"} and field.personal is None and "." not in field.name:
            whole[field.name] = MENTION
    removal = meant({(kind.table, "1"): whole}, PERSON)
    assert removal.records == {(kind.table, "1")}
    assert removal.phones <= {PHONE}
    removal = meant({**ANOTHER, (kind.table, "1"): whole}, PERSON)
    cleaned = removal.cleaned(kind.table, "1", whole)
    for secret in (PERSON, PHONE, HOUSE):
        assert secret not in words(cleaned), f"{kind.name}: {secret}"
    for path, personal in registry.personal(kind.table).items():
        if "." not in path and personal not in {"colleague", "named"}:
            declared = registry.declared(kind.table)[path]
            assert cleaned[path] in ([], "", GONE, [GONE]), f"{kind.name}.{path}"
            assert (cleaned[path] == GONE) == (declared.required and declared.type != "list"), path


@pytest.mark.parametrize("kind", BY_NAME)
def test_a_record_of_somebody_else_keeps_its_people(kind: Kind) -> None:
    removal = meant(
        {("volunteers", "7"): {**STAMPS, "id": 7, "name": "周红", "phone": "13800005678"}}, "周红"
    )
    whole = document(kind) | UNKNOWN
    assert removal.cleaned(kind.table, "1", whole) == whole


@pytest.mark.parametrize(
    ("table", "path"),
    [
        pytest.param(table, path, id=f"{table}.{path}")
        for table in registry.tables()
        for path, personal in registry.personal(table).items()
        if personal == "named" or (personal == "name" and "." in path)
    ],
)
def test_who_is_only_named_goes_and_the_record_stays(table: str, path: str) -> None:
    whole = document(registry.stored_kind(table))
    for field in ("resident", "name"):  # the record is another's
        if field in whole:
            whole[field] = "李平"
    removal = meant({("volunteers", "7"): {**STAMPS, "id": 7, "name": PERSON, "phone": PHONE}}, PERSON)
    cleaned = removal.cleaned(table, "1", whole)
    part: Any = cleaned
    for step in path.split("."):
        part = part[0][step] if isinstance(part, list) else part[step]
    assert part in (GONE, [GONE]), path
    # Other fields may name the same person.
    naming = {name.partition(".")[0] for name in registry.personal(table)}
    assert {f: v for f, v in cleaned.items() if f not in naming} == {
        f: v for f, v in whole.items() if f not in naming
    }


@pytest.mark.parametrize(
    "referring",
    [
        pytest.param(r, id=f"{r.table}.{r.path} of {r.reference.table}")
        for r in references()
        if r.reference.about and r.reference.table in {k.table for k in WHOSE}
    ],
)
def test_what_is_about_a_record_of_theirs_mentions_them_no_more(referring: Referring) -> None:
    whole = document(registry.stored_kind(referring.table))
    *steps, last = referring.path.split(".")
    part = whole
    for step in steps:
        part = part[step][0]
    trail = {p.rpartition(".")[2] for p, k in registry.personal(referring.table).items() if k == "colleague"}
    texts = [n for n, v in part.items() if isinstance(v, str) and "之词" in v and n not in trail]
    if not texts:  # hours and lessons: what stands in their text
        texts = ["note"]
    for name in texts:
        part[name] = f"{PERSON}住{HOUSE}"
    if referring.reference.when:
        part[referring.reference.when[0]] = referring.reference.when[1]
    part[last] = 1
    target = document(registry.stored_kind(referring.reference.table))
    known = {**ANOTHER, (referring.reference.table, "1"): target, (referring.table, "1"): whole}
    removal = meant(known, PERSON)
    cleaned = removal.cleaned(referring.table, "1", whole)
    for step in steps:
        cleaned = cleaned[step][0]
    for name in texts:
        assert PERSON not in words(cleaned[name]), name
        assert HOUSE not in words(cleaned[name]), name


@pytest.mark.parametrize(("table", "path"), MASKED)
def test_a_viewer_never_holds_it(table: str, path: str, tmp_path: Path) -> None:
    store = open_store(tmp_path, now=noon)
    with store.transaction(by="小李", seat="local", action="demo.load") as transaction:
        transaction.insert(
            table, {k: v for k, v in document(registry.stored_kind(table)).items() if k not in STAMPS}
        )
    store.close()
    viewer = open_store(tmp_path, role="viewer", now=noon)
    part: Any = viewer.collection(table).stored()[0]
    for step in path.split("."):
        part = part[0][step] if isinstance(part, list) else part[step]
    told = words(part)
    viewer.close()
    assert PERSON not in told
    assert PHONE not in told
    assert HOUSE not in told
    assert "03-26" not in told
    assert part in ("", HIDDEN, []) or HIDDEN in told or "3号楼" in told, path
