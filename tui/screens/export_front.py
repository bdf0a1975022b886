"""The list in front of the export sheet: the records that its rows are, and the list itself as a sheet of paper.

A ledger can be made of rows that are stored records of one kind. Other lists (teams, what comes, what was found,
partners with what they offer, sessions that are planned only) go out as they stand on the screen.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from textual.screen import Screen

from tui.desk.context import DeskContext
from tui.kinds.ledgers import LEDGERS
from tui.language.errors import InvalidInput, Message
from tui.papers.ledger import Column, Sheet
from tui.queries.ledgers import unit
from tui.screens.base.browse import BrowseScreen
from tui.screens.base.live import LiveScreen
from tui.store import Store
from tui.widgets.panel import Panel
from tui.widgets.record_table import RecordTable

LIST: Final = "list"
"""What stands for the list in front among the ledgers, and in the audit trail."""

# How many there are, behind what is listed.
_NUMBER: Final = re.compile(r"\s+\d+(?:/\d+)?(?!\w)")


class Listed(NamedTuple):
    """A list in front: its title and rows, those that are marked, and the ids of both where they are records.

    `kind` is that of all rows; "" where they are of several, or not all stored.
    """

    title: str
    about: str
    table: RecordTable
    rows: Sequence[Hashable]
    marked: Sequence[Hashable]
    kind: str
    ids: tuple[int, ...]
    marked_ids: tuple[int, ...]

    @property
    def ledger(self) -> str:
        """The first ledger that can be made of the rows; "" if none can."""
        return next((one.name for one in LEDGERS.values() if one.kind == self.kind), "") if self.ids else ""


def front_table(front: Screen[Any]) -> RecordTable | None:
    """The list in front: the focused one, or the first that has rows."""
    if isinstance(front.focused, RecordTable):
        return front.focused
    return next((table for table in front.query(RecordTable) if table.display and table.keys), None)


def listed(context: DeskContext, front: Screen[Any]) -> Listed | None:
    """The list in front with what is in it; None where there is none, or nothing in it."""
    table = front_table(front)
    rows = [key for key in table.keys if key not in table.passed] if table is not None else ()
    if table is None or not rows:
        return None
    kind = front.kind if isinstance(front, LiveScreen) else ""
    marked = [key for key in rows if key in table.marks]
    kind, ids = _records(context.store, kind, rows)
    _, marked_ids = _records(context.store, kind, [*marked, *sorted(table.marks - {*rows}, key=str)])
    return Listed(*_title(context, front, table), table, rows, marked, kind if ids else "", ids, marked_ids)


def as_it_stands(context: DeskContext, found: Listed, columns: Sequence[str], *, marked: bool) -> Sheet:
    """The list as a sheet: its rows in the order, the columns and the words of the screen; `marked`: those alone.

    `columns` are the headings that are wanted; none: all. Raises InvalidInput at the field `columns`.
    """
    titles = found.table.titles
    unknown = [name for name in columns if name not in titles]
    if unknown:
        raise InvalidInput({
            "columns": Message(
                "There is no column «{name}». The columns are: {names}.",
                {"name": tuple(unknown), "names": tuple(filter(None, titles))},
            )
        })  # fmt: skip
    chosen = [titles.index(name) for name in columns] or list(range(len(titles)))
    grow = found.table.growing
    keys = found.marked if marked else found.rows
    texts = (found.table.whole_texts(key) for key in keys)
    says = (
        f"单位：{unit(context.store)}",
        found.about,
        f"制表人：{context.actor.name}",
        f"制表日期：{context.today:%Y-%m-%d}",
    )
    return Sheet(
        found.title,
        tuple(filter(None, says)),
        tuple(Column(str(at), titles[at], "note" if at in grow else "text") for at in chosen),
        ([row[at] for at in chosen] for row in texts),
    )


def _title(context: DeskContext, front: Screen[Any], table: RecordTable) -> tuple[str, str]:
    """What the list is called, and what it is narrowed to."""
    panel = next((one for one in table.ancestors if isinstance(one, Panel)), None)
    name = _NUMBER.sub("", panel.title.strip()) if panel is not None else ""
    about = (
        panel.note.strip() if panel is not None and isinstance(front, BrowseScreen) and front.filtered else ""
    )
    if not name:
        title = getattr(front, "title_msgid", "")
        name = context.tr(title) if title else context.tr("list")
    return name, about


def _records(store: Store, kind: str, keys: Sequence[Hashable]) -> tuple[str, tuple[int, ...]]:
    """The kind and the ids of the records that rows are; "" and none where one is no stored record, or of another."""
    if all(isinstance(key, int) for key in keys):
        return kind, tuple(int(key) for key in keys)  # type: ignore[call-overload]
    if kind == "session" and all(_is_session(key) for key in keys):
        known: Mapping[Hashable, int] = {
            (int(one["service_id"]), str(one["on"])): int(one["id"]) for one in store.sessions.stored()
        }
        ids = [known.get((key[0], key[1].isoformat())) for key in keys]  # type: ignore[index]
        return (kind, tuple(id for id in ids if id)) if all(ids) else ("", ())
    # What a day stands with (a booking of every week) is less than its record.
    if not all(
        isinstance(key, tuple) and key[0] == kind and isinstance(key[1], int) and key[1] and len(key) == 2
        for key in keys
    ):
        return "", ()
    return kind, tuple(int(key[1]) for key in keys)  # type: ignore[index]


def _is_session(key: Hashable) -> bool:
    return isinstance(key, tuple) and len(key) == 2 and isinstance(key[0], int) and isinstance(key[1], date)
