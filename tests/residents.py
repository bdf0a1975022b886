"""A store in which every record tells of a resident: who, their number, door and identity, in every text there is.

What is planted is read from the declarations: a new kind or field is planted too. Each table has secrets of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from tests.embedded import storage_of
from tests.kinds.samples import document
from tui.engine.changes import Change, Stamp
from tui.kinds import registry
from tui.kinds.declaration import Field
from tui.rules.privacy.rights import RIGHTS
from tui.store import open_store

# Given names of characters that stand nowhere in the model community.
_GIVEN: Final = (
    "翀霂", "煜祺", "芃澔", "瑀珺", "钊垚", "晗昱", "沐宸", "懿轩", "鹤骞", "璟雯", "珈瑶", "旻昊", "楚涵", "苡沫", "禹辰", "奕霏",
    "芷萱", "铭哲", "泓烨", "梓睿", "妤菡", "弈城", "珞瑾", "屹然", "筱茜", "骁腾", "翊歌", "斓曦", "桁宇", "霁川",
)  # fmt: skip
_SURNAMES: Final = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧"


class Secret(NamedTuple):
    """What is planted in one table's records."""

    name: str
    phone: str
    door: str
    identity: str

    @property
    def said(self) -> str:
        """A sentence with all of it, as somebody would write it into a remark."""
        return f"{self.name}的电话{self.phone}，住27号楼3单元{self.door}，证号{self.identity}"

    def within(self, text: str) -> list[str]:
        """What of it stands in a text; spaces and ends of lines do not count."""
        closed = re.sub(r"\s", "", text)
        return [one for one in (self.name[1:], self.phone, self.door, self.identity) if one in closed]


def secrets() -> Mapping[str, Secret]:
    """The secret of each table; in one that names no resident, whom another names: nobody knows others for residents."""
    naming = [t for t in registry.tables() if {"name", "asker"} & {*registry.personal(t).values()}]
    hidden = RIGHTS["viewer"].hidden
    others = [t for t in naming if t not in hidden]
    names = {table: _SURNAMES[at] + _GIVEN[at] for at, table in enumerate(naming)}
    alone = [t for t in registry.tables() if t in hidden and t not in names]
    names |= {table: f"冯{given}" for table, given in zip(alone, ("霁川", "彧珩", "昳丽"), strict=False)}
    return {
        table: Secret(
            names.get(table) or names[others[at % len(others)]],
            f"1398642{7010 + at}",
            str(8611 + at),
            f"13010219450326{7310 + at}",
        )
        for at, table in enumerate(registry.tables())
    }


def kept_from(role: str) -> Mapping[str, Secret]:
    """What somebody of `role` may not see, by table: a viewer nobody's, a recorder what is hidden from them."""
    grant = RIGHTS[role]  # type: ignore[index]
    return {t: secret for t, secret in secrets().items() if grant.masked or t in grant.hidden}


def plant_residents(folder: Path) -> int:
    """Write each table's secret into each text of each of its documents; how many have it now.

    A table without documents gets one.
    """
    store = open_store(folder)
    changes = list(_changes(storage_of(store)))
    storage_of(store).commit(changes, Stamp("小李", "local", "wish.edit", {}))
    store.close()
    return len(changes)


def _changes(storage: Any) -> Iterator[Change]:
    known = secrets()
    for table in registry.tables():
        kind = registry.stored_kind(table)
        held = dict(storage.table(table).items())
        whole: dict[str, Any]
        for key, before in (held or {"1": None}).items():
            whole = document(kind) if before is None else dict(before)
            after = _planted(whole, kind.fields, known[table])
            yield Change(table, key, None if before is None else dict(before), after)


def _planted(part: Mapping[str, Any], fields: tuple[Field, ...], secret: Secret) -> dict[str, Any]:
    declared = {field.name: field for field in fields}
    return {
        name: _value(value, declared[name], secret) if name in declared else value
        for name, value in part.items()
    }


def _value(value: Any, field: Field, secret: Secret) -> Any:
    if isinstance(value, Mapping):
        return _planted(value, field.parts, secret) if field.parts else value
    if isinstance(value, list):
        if field.parts:
            return [_planted(one, field.parts, secret) for one in value]
        return [_value(one, field, secret) for one in value]
    if field.name == "birthday" or field.choices is not None or not isinstance(value, str | None):
        return value
    match field.personal:
        case "name" | "asker":
            return secret.name
        case "phone":
            return secret.phone
        case "address":
            return f"27号楼3单元{secret.door}"
        case "withheld":
            return secret.said
        case "colleague" | "named":
            return value
    if field.type not in {"line", "note"} or value is None:
        return value
    return f"{value}；{secret.said}" if value else secret.said
