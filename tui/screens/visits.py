"""The households by how long nobody was there, the visits to them, and the mediations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult

from tui.kinds.record import Stored, Target
from tui.kinds.registry import counts
from tui.kinds.words import MEDIATION_KINDS, MEDIATION_STATES
from tui.language.i18n import N_
from tui.queries.households import HouseholdLine, household_lines
from tui.rules.households.mediation import mediation_order
from tui.rules.households.visits import follow_up_days
from tui.rules.privacy.rights import FEWEST_SHOWN, RIGHTS
from tui.screens.base import wording
from tui.screens.base.browse import BrowseScreen
from tui.screens.details.lines import compound_name, flags_text
from tui.screens.lists.attached import with_sign
from tui.widgets.columns import Cell, Column, Tinted, Tone
from tui.widgets.panel import Panel
from tui.widgets.record_table import RecordTable

_KINDS: Final = {"list": "household", "visits": "visit", "mediations": "mediation"}
# So many mediations that are over are listed, unless all are.
_PAST: Final = 6


class VisitsScreen(BrowseScreen):
    """Households above, the visits to the selected one, mediations below; `t` shows past ones too."""

    title_msgid: ClassVar[str] = N_("visits and mediation")
    record_kind: ClassVar[str] = "household"
    has_everything: ClassVar[bool] = True
    dependent: ClassVar[frozenset[str]] = frozenset({"visits"})
    also_listed: ClassVar[Mapping[str, str]] = {"visit": "visits", "mediation": "mediations"}

    def __init__(self) -> None:
        super().__init__()
        self._lines: dict[Hashable, HouseholdLine] = {}

    def columns(self) -> Sequence[Column]:
        tr = self.tr
        return (
            Column("household", tr("household"), 18, grow=3),
            Column("flags", tr("flags"), 14, grow=2, drop=1),
            Column("where", tr("where"), 12, grow=2, drop=3),
            Column("last", tr("last visit"), 10, drop=2),
            Column("why", tr("why"), 24, grow=1),
        )

    def more_lists(self) -> ComposeResult:
        """The visits to the household under the cursor; the mediations."""
        tr = self.tr
        visits = (
            Column("on", tr("date"), 10),
            Column("by", tr("visited by"), 10, grow=1, drop=2),
            Column("heard", tr("heard"), 20, grow=4),
            Column("follow_up", tr("follow-up"), 14, drop=1),
        )
        mediations = (
            Column("title", tr("dispute"), 20, grow=4),
            Column("kind", tr("kind"), 10, grow=1, drop=2),
            Column("mediator", tr("mediator"), 8, grow=1, drop=3),
            Column("sessions", tr("sessions"), 4, align="right", drop=4),
            Column("state", tr("state"), 18, drop=0),
        )
        yield Panel("", RecordTable(visits, id="visits"), id="p-visits")
        yield Panel("", RecordTable(mediations, id="mediations"), id="p-mediations")

    @property
    def _front(self) -> RecordTable:
        focused = self.focused
        return focused if isinstance(focused, RecordTable) else self.table

    @property
    def kind(self) -> str:
        """The kind of the focused list."""
        return _KINDS.get(self._front.id or "", "household")

    @property
    def target(self) -> Target | None:
        """The selected record of the focused list."""
        key = self._front.cursor_key
        return None if key is None else Target(self.kind, int(key))  # type: ignore[call-overload]

    def table_of(self, target: Target) -> RecordTable | None:
        """The list of its kind; a visit's shows those to its household, which comes under the cursor for that."""
        visit = self.store.visits.find_stored(target.id) if target.kind == "visit" else None
        if visit is not None and self.table.select(visit["household_id"]):
            self._show_visits()
        return super().table_of(target)

    def prepare(self) -> list[tuple[Hashable, str]]:
        """Those that want a visit first; those off the list only with all."""
        store = self.store
        lines = household_lines(store, self.board.today)
        self._lines = {line.id: line for line in lines if self.show_all or line.need.reason != "unlisted"}
        return [
            (id, f"{line.stored['name']} {self._where_is(line.stored)} {flags_text(line.stored, self.tr)}")
            for id, line in self._lines.items()
        ]

    def _where_is(self, home: Stored) -> str:
        compound = compound_name(self.store, home.get("compound"), self.tr)
        return " ".join(filter(None, (compound, home.get("address"))))

    def cells(self, key: Hashable) -> Sequence[Cell]:
        line = self._lines[key]
        home = line.stored
        return (
            home["name"],
            flags_text(home, self.tr),
            self._where_is(home),
            line.last_on or "",
            wording.visit_need(line.need, self.tr),
        )

    def refresh_live(self) -> None:
        """The households, the visits to the selected one, the mediations."""
        super().refresh_live()
        if self.ready:
            self._show_visits()
            self._show_mediations()

    def _show_visits(self) -> None:
        tr, store, key = self.tr, self.store, self.table.cursor_key
        visits = {v["id"]: v for v in store.visits.stored() if v["household_id"] == key}
        order = sorted(visits, key=lambda id: (visits[id]["on"], id), reverse=True)
        table = self.query_one("#visits", RecordTable)
        table.set_empty("" if store.hides("visits") else tr("No visit yet. d on the household records one."))
        table.show(order, lambda id: self._visit_cells(visits[id]))
        name = self._lines[key].stored["name"] if key in self._lines else ""
        title = tr("visits") if store.hides("visits") else tr("Visits {n}", n=len(visits))
        self.query_one("#p-visits", Panel).set_title(title, str(name))

    def most_rows(self, table: RecordTable) -> int | None:
        """As many as the household with most visits: what is free then is beneath all lists."""
        of_each = Counter(visit["household_id"] for visit in self.store.visits.stored())
        return max(1, *of_each.values()) if of_each and table.id == "visits" else 1

    def _visit_cells(self, visit: Stored) -> Sequence[Cell]:
        tr, days = self.tr, follow_up_days(visit, self.board.today)
        follow_up: Cell = tr("done") if visit.get("followed_up_on") else ""
        if days is not None:
            text = tr("{n} d over", n=-days) if days < 0 else wording.days_to_go(days, tr)
            follow_up = Tinted(text, Tone.BAD if days <= 0 else Tone.PLAIN)
        ids = [
            id for id in visit["wish_ids"] if (w := self.store.wishes.find_stored(id)) and counts("wishes", w)
        ]
        wishes = tr("{n} wishes", n=len(ids)) if ids else ""
        heard = "  ".join(filter(None, (wishes, " ".join(visit["heard"].split()))))
        return (visit["on"], visit["by"], with_sign(heard, visit, tr), follow_up)

    def _show_mediations(self) -> None:
        tr, store, today = self.tr, self.store, self.board.today
        table, panel = self.query_one("#mediations", RecordTable), self.query_one("#p-mediations", Panel)
        if store.hides("mediations"):
            table.set_empty(self._number_alone())
            panel.set_title(tr("Mediations"), "")
            return
        stored = sorted(store.mediations.stored(), key=lambda m: mediation_order(m, today))
        live = [m for m in stored if m["state"] == "open" or follow_up_days(m, today) is not None]
        past = [m for m in stored if m not in live]
        known = [m for m in past if m["kind"] != "unrecorded"]
        bare = [m for m in past if m["kind"] == "unrecorded"]
        if len(bare) > 1:  # of which nothing is known but that there were so many: one line
            bare = [{**bare[0], "title": tr("{n} more, nothing recorded of them", n=len(bare)), "kind": ""}]
        shown = {m["id"]: m for m in [*live, *(known if self.show_all else known[:_PAST]), *bare]}
        table.set_empty(tr("No mediation yet. n here opens one. Only the staff sees them."))
        table.show(list(shown), lambda id: self._mediation_cells(shown[id]))
        running = sum(m["state"] == "open" for m in stored)
        note = tr("{n} being mediated", n=running) if running else ""
        panel.set_title(tr("Mediations {n}", n=len(stored)), note)

    def _number_alone(self) -> str:
        """What somebody who is not of the staff sees of mediations: their number, or less."""
        tr, count = self.tr, self.store.count("mediations")
        if "mediations" not in RIGHTS[self.context.actor.role].counted:
            return tr("Mediations are for the staff.")
        if count is None:
            return tr("Fewer than {n}: the number is withheld.", n=FEWEST_SHOWN)
        return tr("{n} mediations; more is for the staff.", n=count)

    def _mediation_cells(self, mediation: Stored) -> Sequence[Cell]:
        tr, days = self.tr, follow_up_days(mediation, self.board.today)
        over = mediation["state"] != "open" and days is None
        state = Tinted(tr(MEDIATION_STATES[mediation["state"]]), Tone.DIM if over else Tone.PLAIN)
        if days is not None:
            when = (
                tr("follow-up due, {n} d", n=-days)
                if days <= 0
                else tr("follow-up {when}", when=wording.days_to_go(days, tr))
            )
            state = Tinted(when, Tone.BAD if days <= 0 else Tone.PLAIN)
        return (
            Tinted(with_sign(mediation["title"], mediation, tr), Tone.DIM if over else Tone.PLAIN),
            tr(MEDIATION_KINDS[mediation["kind"]]) if mediation["kind"] else "",
            mediation["mediator"],
            str(len(mediation["sessions"])) if mediation["sessions"] else "",
            state,
        )

    @on(RecordTable.CursorMoved, "#list")
    def _another_household(self) -> None:
        """Another household has other visits."""
        self._show_visits()

    def empty_text(self) -> str:
        """No household yet, or none for this role."""
        if self.store.hides("households"):
            return self.tr("Households and visits are for the staff.")
        return self.tr("No household on the list. n puts one there, with how often a visit is wanted.")

    def update_title(self, shown: int, total: int) -> None:
        """No number where the seat does not see the households: they are withheld, not none."""
        if self.store.hides("households"):
            self.query_one("#p-list", Panel).set_title(self.list_title(), "")
        else:
            super().update_title(shown, total)

    def list_title(self) -> str:
        return self.tr("Households to visit")
