"""Home service on request, and beneath it who is due again on the next haircut day.

A mode of its own: the clerk who has a resident on the line looks for 上门服务, not for a team or a service.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult

from tui.kinds.record import Target
from tui.kinds.words import HOME_STATES
from tui.language.i18n import N_
from tui.rules.people.home_workflow import OPEN_STATES, order_key
from tui.screens.base import wording
from tui.screens.base.browse import BrowseScreen
from tui.screens.details.lines import compound_name
from tui.screens.lists.attached import with_sign
from tui.screens.lists.home import due_columns, home_tone
from tui.widgets.columns import Cell, Tinted, Tone
from tui.widgets.panel import Panel
from tui.widgets.record_table import RecordTable


class HomeScreen(BrowseScreen):
    """Requests above, those to be given first; `t` shows the finished ones; below, those due again."""

    title_msgid: ClassVar[str] = N_("home service")
    record_kind: ClassVar[str] = "home"
    has_everything: ClassVar[bool] = True

    def more_lists(self) -> ComposeResult:
        """Those due again."""
        yield Panel("", RecordTable(due_columns(self.tr), id="due"), id="p-due")

    @property
    def _in_due(self) -> bool:
        return self.focused is not None and self.focused.id == "due"

    @property
    def kind(self) -> str:
        """`due` while the list of those due again is focused."""
        return "due" if self._in_due else "home"

    @property
    def target(self) -> Target | None:
        """The request under the cursor; for those due again, their last one."""
        if self._in_due:
            key = self.query_one("#due", RecordTable).cursor_key
            return None if key is None else Target("due", int(key))  # type: ignore[call-overload]
        return super().target

    def prepare(self) -> list[tuple[Hashable, str]]:
        """What needs a hand first."""
        desk = self.context.desk.home
        stored = self.store.home_requests.stored()
        chosen = sorted((r for r in stored if self.show_all or r["state"] in OPEN_STATES), key=order_key)
        return [
            (r["id"], f"{r['resident']} {r['skill']} {r.get('address', '')} {desk.holder_name(r)}")
            for r in chosen
        ]

    def cells(self, key: Hashable) -> Sequence[Cell]:
        store, tr = self.store, self.tr
        request = store.home_requests.find_stored(key)  # type: ignore[arg-type]
        if request is None:
            return ("",) * 6
        state = request["state"]
        day = request.get("on") or request.get("wished_on")
        shown = wording.short_day(date.fromisoformat(day), tr) if day else ""
        late = bool(day) and state in {"requested", "given"} and str(day) < self.board.today.isoformat()
        holder = self.context.desk.home.holder_name(request) or Tinted(tr(wording.NOBODY), Tone.WARN)
        return (
            Tinted(shown, Tone.BAD if late else Tone.PLAIN if request.get("on") else Tone.DIM),
            request["resident"],
            with_sign(request["skill"], request, tr),
            Tinted(compound_name(store, request.get("compound"), tr), Tone.DIM),
            holder,
            Tinted(
                tr("overdue") if late else tr(HOME_STATES[state]),
                Tone.BAD if late else home_tone(state),
            ),
        )

    def refresh_live(self) -> None:
        """The requests, and who is due again."""
        super().refresh_live()
        if not self.ready:
            return
        store, tr, desk = self.store, self.tr, self.context.desk.home
        day = desk.due_day()
        found = {int(d.request["id"]): d for d in desk.due(day)}

        def cells(key: Hashable) -> Sequence[Cell]:
            due = found[key]  # type: ignore[index]
            where = compound_name(store, due.request.get("compound"), tr)
            return (
                due.request["resident"],
                due.request["skill"],
                Tinted(where, Tone.DIM),
                due.last_on.isoformat(),
                tr("{n} weeks ago", n=(self.board.today - due.last_on).days // 7),
            )

        table = self.query_one("#due", RecordTable)
        table.set_empty(tr("Nobody is due again on this day. The list fills itself from what was done."))
        table.show(list(found), cells)
        title = tr("Due again on {day}: {n}", day=wording.short_day(day, tr), n=len(found))
        self.query_one("#p-due", Panel).set_title(title, tr("n makes a request of it") if found else "")

    def empty_text(self) -> str:
        return self.tr("No open request. n records one when a resident asks for somebody to come.")

    def list_title(self) -> str:
        return self.tr("Home service") if self.show_all else self.tr("Open home service")
