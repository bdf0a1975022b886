"""The values of records as a form is filled with them: by the fields that its columns can mean."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final

from tui.kinds.declaration import Field
from tui.kinds.record import Stored
from tui.kinds.registry import kind as declared
from tui.language.errors import Translate
from tui.rules.importing import OF_HOUSEHOLD
from tui.rules.wishes.categories import category_label
from tui.store import Store

# Kind -> the field that says when it was.
WHEN: Final[Mapping[str, str]] = {
    "wish": "recorded_on", "visit": "on", "mediation": "opened_on", "hours": "on", "meeting": "starts_at",
    "home": "recorded_on", "need": "by", "offer": "until", "volunteer": "joined",
}  # fmt: skip


def form_rows(
    store: Store, kind: str, start: date | None, end: date | None, tr: Translate
) -> list[dict[str, Any]]:
    """The records of a kind from `start` to `end` (None: open), the oldest first, as values by field.

    What a role does not see is masked or missing, as in the store's handle.
    """
    when = WHEN.get(kind, "")
    found = [
        r
        for r in store.collection(declared(kind).table).stored()
        if _within(str(r.get(when) or ""), start, end)
    ]
    if when:
        found.sort(key=lambda r: (str(r.get(when) or ""), int(r["id"])))
    values = _Values(store, tr)
    return [values.row(kind, record) for record in found]


def _within(day: str, start: date | None, end: date | None) -> bool:
    if not day:
        return start is None and end is None
    return (start is None or day[:10] >= start.isoformat()) and (end is None or day[:10] <= end.isoformat())


class _Values:
    """Values in words, with the names of what records refer to."""

    def __init__(self, store: Store, tr: Translate) -> None:
        self.store = store
        self.tr = tr
        self.teams: list[Stored] = list(store.teams.stored())

    def row(self, kind: str, record: Stored) -> dict[str, Any]:
        row: dict[str, Any] = {}
        for field in declared(kind).fields:
            row[field.name.removesuffix("_id")] = self.value(field, record.get(field.name))
        if kind == "visit" and (home := self.store.households.find_stored(int(record["household_id"]))):
            for field in declared("household").fields:
                if field.name in OF_HOUSEHOLD:
                    row[field.name] = self.value(field, home.get(field.name))
        if kind == "volunteer":
            mine = [
                t
                for t in self.teams
                if any(m["volunteer_id"] == record["id"] for m in t.get("members") or ())
            ]
            row["teams"] = "、".join(str(t["name"]) for t in mine)
        if kind == "meeting":
            row |= self._meeting(record)
        return row

    def _meeting(self, record: Stored) -> dict[str, Any]:
        items = record.get("items") or ()
        names = [name for a in record.get("attendance") or () for name in a.get("names") or ()]
        return {
            "starts_at": datetime.fromisoformat(str(record["starts_at"])).replace(tzinfo=None),
            "items": "\n".join(f"{i['number']}. {i['title']}" for i in items),
            "items.discussion": "\n".join(filter(None, (i.get("discussion") for i in items))),
            "items.decision": "\n".join(filter(None, (i.get("decision") for i in items))),
            "attendance.names": "、".join(names),
        }

    def value(self, field: Field, value: Any) -> Any:
        if value in (None, "", [], ()):
            return None
        return _WRITTEN.get(field.type, _Values.text)(self, field, value)

    def text(self, _: Field, value: Any) -> Any:
        return str(value)

    def number(self, field: Field, value: Any) -> Any:
        for reference in field.refers:
            if reference.part:
                parts: Iterable[Mapping[str, Any]] = (self.store.community or {}).get(reference.part) or ()
                return next((p["name"] or value for p in parts if p["number"] == value), value)
            named = self.store.collection(reference.table).find_stored(int(value))
            if named is not None:
                title = "name" if "name" in named else "title"
                return str(named.get(title) or value)
        return value

    def choice(self, field: Field, value: Any) -> Any:
        from tui.papers.importing.lexicon import labels_of  # noqa: PLC0415

        label = labels_of(field, self.store.community).get(str(value)) or category_label(str(value))
        return self.tr(label)

    def day(self, _: Field, value: Any) -> Any:
        return date.fromisoformat(str(value))

    def yes_no(self, _: Field, value: Any) -> Any:
        return self.tr("yes") if value else self.tr("no")

    def listed(self, field: Field, value: Any) -> Any:
        if any(isinstance(one, Mapping) for one in value):
            return None
        return "、".join(str(self.choice(field, one)) if field.choices else str(one) for one in value)

    def part(self, _: Field, value: Any) -> Any:
        return str(value.get("name") or "")


_WRITTEN: Final[Mapping[str, Callable[[_Values, Field, Any], Any]]] = {
    "number": _Values.number, "choice": _Values.choice, "day": _Values.day, "yes_no": _Values.yes_no,
    "list": _Values.listed, "part": _Values.part,
}  # fmt: skip
