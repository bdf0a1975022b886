"""The meetings, and beneath them the action items that came of them."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult

from tui.kinds.record import Target
from tui.kinds.words import ACTION_STATES, MEETING_STATES
from tui.language.i18n import N_
from tui.language.text import cell_len
from tui.queries.board_lines import ActionLine
from tui.screens.base import wording
from tui.screens.base.browse import BrowseScreen
from tui.screens.details.lines import meeting_name
from tui.screens.lists.action import action_cells, action_columns
from tui.screens.lists.attached import with_sign
from tui.widgets.columns import Cell, Column, Tinted, Tone
from tui.widgets.panel import Panel
from tui.widgets.record_table import RecordTable


class MeetingsScreen(BrowseScreen):
    """Meetings above, the next one first; open action items below; `t` shows the finished ones too."""

    title_msgid: ClassVar[str] = N_("meetings")
    record_kind: ClassVar[str] = "meeting"
    has_everything: ClassVar[bool] = True
    also_listed: ClassVar[Mapping[str, str]] = {"action": "actions"}

    def columns(self) -> Sequence[Column]:
        tr = self.tr
        return (
            Column("when", tr("when"), 17),
            Column("meeting", tr("meeting"), 20, grow=3),
            Column("place", tr("place"), 10, grow=1, drop=2),
            Column("items", tr("decided items"), max(5, cell_len(tr("decided items"))), drop=1),
            Column("state", tr("state"), 8),
        )

    def more_lists(self) -> ComposeResult:
        """The action items."""
        yield Panel("", RecordTable(action_columns(self.tr), id="actions"), id="p-actions")

    @property
    def _in_actions(self) -> bool:
        return self.focused is not None and self.focused.id == "actions"

    @property
    def kind(self) -> str:
        """`action` while the action items are focused."""
        return "action" if self._in_actions else "meeting"

    @property
    def target(self) -> Target | None:
        """The selected record of the focused list."""
        if self._in_actions:
            key = self.query_one("#actions", RecordTable).cursor_key
            return None if key is None else Target("action", int(key))  # type: ignore[call-overload]
        return super().target

    def prepare(self) -> list[tuple[Hashable, str]]:
        """Those ahead by time, then those held, the last one first."""
        stored = self.store.meetings.stored()
        ahead = sorted((m for m in stored if m["state"] == "planned"), key=lambda m: str(m["starts_at"]))
        past = sorted(
            (m for m in stored if m["state"] != "planned"), key=lambda m: str(m["starts_at"]), reverse=True
        )
        shown = [*ahead, *past] if self.show_all else [*ahead, *past[:3]]
        return [
            (m["id"], f"{meeting_name(m, self.tr)} {' '.join(i['title'] for i in m['items'])}") for m in shown
        ]

    def cells(self, key: Hashable) -> Sequence[Cell]:
        meeting = self.store.meetings.find_stored(key)  # type: ignore[arg-type]
        if meeting is None:
            return ("",) * 5
        at, tr = datetime.fromisoformat(meeting["starts_at"]), self.tr
        items = meeting["items"]
        decided = sum(item["state"] == "decided" for item in items)
        tone = Tone.DIM if meeting["state"] != "planned" else Tone.PLAIN
        return (
            f"{wording.short_day(at.date(), tr)} {at:%H:%M}",
            Tinted(with_sign(meeting_name(meeting, tr), meeting, tr), tone),
            meeting.get("place") or "",
            f"{decided}/{len(items)}" if items else "",
            Tinted(tr(MEETING_STATES[meeting["state"]]), tone),
        )

    def refresh_live(self) -> None:
        """The meetings and the action items."""
        super().refresh_live()
        if not self.ready:
            return
        tr, board = self.tr, self.board
        lines = {line.id: line for line in board.actions}
        over: list[int] = []
        if self.show_all:
            stored = self.store.actions.stored()
            over = [int(a["id"]) for a in reversed(list(stored)) if a["state"] != "open"]
        table = self.query_one("#actions", RecordTable)
        table.set_empty(tr("No open action item. n adds one here, and out of a decision."))
        table.show([*lines, *over], lambda key: self._action_cells(lines.get(key), key))  # type: ignore[arg-type, call-overload]
        note = tr("{n} overdue", n=board.actions_overdue) if board.actions_overdue else ""
        self.query_one("#p-actions", Panel).set_title(tr("Action items {n}", n=len(lines)), note)

    def _action_cells(self, line: ActionLine | None, id: int) -> Sequence[Cell]:
        """The cells of an action item, an open one by its line."""
        if line is not None:
            return action_cells(line, self.tr)
        action = self.store.actions.find_stored(id)
        if action is None:
            return ("",) * 5
        state = Tinted(self.tr(ACTION_STATES[action["state"]]), Tone.DIM)
        return (Tinted(action["title"], Tone.DIM), action["owner"], "", "", state)

    def empty_text(self) -> str:
        return self.tr("No meeting is planned. Press n to plan one; m on a wish puts it on its agenda.")

    def list_title(self) -> str:
        return self.tr("Meetings")
