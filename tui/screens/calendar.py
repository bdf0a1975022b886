"""The calendar: a month, a week, or a list of what comes, by keys alone."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from datetime import date, timedelta
from typing import ClassVar, Final, Literal

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from tui.kinds.record import Target
from tui.kinds.words import WEEKDAYS
from tui.language.i18n import N_
from tui.queries.agenda import AgendaEntry, by_day, entries, load
from tui.rules.calendar.month import clamped, month_weeks, other_month, unpublished, week
from tui.rules.calendar.unpublished import unpublished_notes
from tui.screens.base.arrangement import WIDE, Arrangement, arranged
from tui.screens.base.beside import BesideScreen
from tui.screens.base.bindings import bindings
from tui.screens.day import DayScreen, on_a_day
from tui.screens.further import WEEKS_NOTE
from tui.screens.lists import day as day_lines
from tui.widgets.columns import Cell, Tone
from tui.widgets.day_grid import DayGrid, DayLook
from tui.widgets.detail_view import DetailLine, DetailView
from tui.widgets.panel import Panel
from tui.widgets.record_table import RecordTable

CalendarView = Literal["month", "week", "agenda"]
_NEXT: Final[Mapping[CalendarView, CalendarView]] = {"month": "week", "week": "agenda", "agenda": "month"}
# How many days the list of what comes holds, from the chosen day on.
AGENDA_DAYS: Final = 60
# Days ahead within which the record that was just saved is looked for.
_FAR: Final = 366
# Commands that this screen handles itself, and a command of sessions whose key one of them has.
_OWN: Final = frozenset({"open", "today", "view", "back"})
_TAKEN: Final = frozenset({"days"})
# Cells of the terminal from which on a month's days have room for hours, and those that its days take with them.
_HOURS_FROM: Final = 160
_DAYS: Final = 140
# Rows of the chosen day beneath the calendar: on a low terminal, and on a taller one.
_LOW, _HIGH, _TALL = 4, 9, 30


class CalendarScreen(BesideScreen):
    """Arrows move the day, PgUp and PgDn turn the page, `t` comes back to today, Enter opens the day."""

    title_msgid: ClassVar[str] = N_("calendar")
    AUTO_FOCUS = "#grid"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("today", "view")]

    def __init__(self) -> None:
        super().__init__()
        self.view: CalendarView = "month"
        self.day = date.min
        self._worked_out: tuple[object, Mapping[date, list[AgendaEntry]]] = (None, {})

    def lists(self) -> ComposeResult:
        """The days, or the list of what comes."""
        table = RecordTable(day_lines.columns(self.tr, with_day=True), id="agenda")
        table.display = False
        yield Panel("", DayGrid(id="grid"), table, id="p-calendar")

    # ---- what is selected

    @property
    def kind(self) -> str:
        """A day; in the list, the kind of the selected entry."""
        entry = self._entry
        return entry.kind if entry else "day"

    @property
    def target(self) -> Target | None:
        """In the list, the selected record; None in month and week."""
        entry = self._entry
        return None if entry is None else entry.target

    @property
    def _entry(self) -> AgendaEntry | None:
        if self.view != "agenda" or not self.ready:
            return None
        key = self.query_one("#agenda", RecordTable).cursor_key
        return key if isinstance(key, AgendaEntry) else None

    def table_of(self, target: Target) -> RecordTable | None:
        """The agenda, if it is shown and contains the record."""
        return self.query_one("#agenda", RecordTable) if self._entry_of(target) else None

    def key_of(self, target: Target) -> Hashable:
        """The first entry of the record."""
        return self._entry_of(target)

    def _entry_of(self, target: Target) -> AgendaEntry | None:
        if self.view != "agenda":
            return None
        keys = self.query_one("#agenda", RecordTable).keys
        return next((key for key in keys if isinstance(key, AgendaEntry) and key.target == target), None)

    def _put_in_front(self, *, later: bool) -> None:
        """In month and week, go to the day of the record that was just saved here."""
        saved = self.shell.saved
        if not later and self.view != "agenda" and saved is not None and saved.seq > self._put:
            today = self.board.today
            ahead = entries(self.store, today, clamped(today + timedelta(_FAR)))
            day = next((entry.day for entry in ahead if entry.target in saved.targets), None)
            if day is not None and day != self.day:
                self.day = day
                self.refresh_live()
        super()._put_in_front(later=later)

    # ---- showing

    def arrangement(self) -> Arrangement:
        """The chosen day stands beneath its month or week where there is no room beside."""
        size = self.app.size
        if self.view == "agenda":
            return super().arrangement()
        if size.width < WIDE:
            return Arrangement("beneath", size.width, size.width)
        return arranged(size.width, size.height, _DAYS, beneath=False)

    def share_out(self) -> None:
        """Days without words are as low as can be; the chosen day has the rest then."""
        super().share_out()
        if not self.ready:
            return
        rows, record = self.app.size.height, self._arranged.record
        beneath = self.view != "agenda" and record == "beneath"
        grid = self.query_one("#grid", DayGrid)
        bare = beneath and self._bare
        self.query_one("#lists").styles.max_height = 2 + grid.weeks * (1 + (rows >= _TALL)) if bare else None
        most = (_HIGH if rows >= _TALL else _LOW) if beneath and not bare else None
        self.query_one("#side").styles.max_height = most

    @property
    def _bare(self) -> bool:
        """Whether days have no words, but the signs of how many entries they have."""
        return not DayGrid.has_words(self.app.size.width)

    def refresh_live(self) -> None:
        """Show the days around the chosen one as the store has them now."""
        if not self.ready:
            return
        if self.day == date.min:
            self.day = self.board.today
        if self.view == "agenda":
            self._show_agenda()
        else:
            self._show_days()
        self.show_detail(keep_place=True)
        self.update_bars()

    def _show_days(self) -> None:
        tr, today, day = self.tr, self.board.today, self.day
        weeks = month_weeks(day) if self.view == "month" else [week(day)]
        found = self._between(weeks[0][0], weeks[-1][-1])
        looks = [[self._look(one, found.get(one, []), today) for one in days] for days in weeks]
        self.query_one("#grid", DayGrid).show([tr(name) for name in WEEKDAYS], looks, day)
        monday, sunday = weeks[0][0], weeks[-1][-1]
        title = (
            tr("{year}-{month}", year=day.year, month=f"{day.month:02}")
            if self.view == "month"
            else f"{monday.isoformat()} ~ {sunday:%m-%d}"
        )
        self.query_one("#p-calendar", Panel).set_title(title, self._note([d for days in weeks for d in days]))

    def _note(self, days: list[date]) -> str:
        missing = unpublished(
            [day for day in days if self.view == "week" or day.month == self.day.month], self.store.calendar
        )
        if missing:
            years = self.tr(", ").join(map(str, missing))
            marks = self.tr("holidays of {years} not published yet", years=years)
        else:
            marks = self.tr("H holiday, W made-up working day")
        if self._bare:
            return marks
        # Where there is no room for both, the strip of a panel leaves out the second.
        more = self.tr("+2: two more that day, listed when you go there")
        return f"{marks}  {more}"

    def on_resize(self) -> None:
        """With more room a day shows the hours as well."""
        if self.ready:
            self.refresh_live()

    def _look(self, day: date, found: Sequence[AgendaEntry], today: date) -> DayLook:
        tr = self.tr
        if self.view == "month":
            written = tuple(
                day_lines.short(entry, tr, hours=self.app.size.width >= _HOURS_FROM) for entry in found
            )
        else:
            written = tuple(day_lines.tall(entry, tr) for entry in found)
        outside = self.view == "month" and day.month != self.day.month
        return DayLook(
            day, day_lines.day_sign(day, self.store.calendar, tr), load(found), written, day == today, outside
        )

    def _show_agenda(self) -> None:
        tr, last = self.tr, clamped(self.day + timedelta(AGENDA_DAYS - 1))
        found = [entry for some in self._between(self.day, last).values() for entry in some]
        table = self.query_one("#agenda", RecordTable)
        table.set_empty(tr("Nothing within {n} days.", n=AGENDA_DAYS))

        def cells(entry: object) -> Sequence[Cell]:
            assert isinstance(entry, AgendaEntry)
            return day_lines.cells(entry, self.store.calendar, tr, with_day=True)

        table.show(found, cells)
        title = tr("What comes from {day} on: {n}", day=self.day.isoformat(), n=len(found))
        notes = unpublished_notes([entry.day for entry in found], self.store.calendar, self.board.today)
        self.query_one("#p-calendar", Panel).set_title(title, "  ".join(note.text(tr) for note in notes))

    def _between(self, start: date, end: date) -> Mapping[date, list[AgendaEntry]]:
        """The entries of each day; computed anew only if the store has changed."""
        store = self.store
        # Whether a session is under way depends on the minute.
        key = (start, end, store.seq, store.now.replace(second=0, microsecond=0))
        if self._worked_out[0] != key:
            self._worked_out = (key, by_day(entries(store, start, end)))
        return self._worked_out[1]

    def show_detail(self, *, keep_place: bool = False) -> None:
        """The chosen day beside the calendar; in the list, the record under the cursor."""
        if self.view == "agenda":
            super().show_detail(keep_place=keep_place)
        elif self.wide and self._painted and self.ready:
            found = self._worked_out[1].get(self.day, [])
            shown = list(day_lines.lines(self.day, found, self.board.today, self.store.calendar, self.tr))
            title = self.tr("details")
            if (
                self._arranged.record == "beneath"
            ):  # the title says the day, to leave the rows to what is on it
                title, near, *shown = (shown[0].text, shown[1].text, *shown[3:])
                self.query_one("#beside", Panel).set_title(title, str(near))
            else:
                self.query_one("#beside", Panel).set_title(title)
            if self._bare:  # the days above have these signs alone
                shown += [DetailLine(""), DetailLine(self.tr(WEEKS_NOTE), tone=Tone.DIM)]
            self._detail_of = None  # no record's
            self.query_one("#detail", DetailView).show(shown, keep_place=keep_place)

    # ---- moving

    @on(DayGrid.Asked)
    def _move(self, event: DayGrid.Asked) -> None:
        day = self.day
        if event.step == "page" and self.view == "month":
            day = other_month(day, event.count)
        elif event.step == "edge":
            days = (
                week(day)
                if self.view == "week"
                else [d for w in month_weeks(day) for d in w if d.month == day.month]
            )
            day = days[0] if event.count < 0 else days[-1]
        else:
            day += timedelta(event.count * (1 if event.step == "day" else 7))
        self.day = clamped(day)
        self.refresh_live()

    @on(DayGrid.Picked)
    def _pick(self, event: DayGrid.Picked) -> None:
        self.day = event.day
        self.refresh_live()
        if event.again:
            self.call_later(self.action_open)

    # ---- commands

    def possible(self, id: str) -> bool:
        """Whether the command would do something here."""
        if id in _OWN:
            return id != "open" or self.view != "agenda" or self._entry is not None
        return id not in _TAKEN and super().possible(id)

    def about(self, id: str) -> tuple[str, Target | None]:
        """Something new is on the chosen day; anything else is about what is selected."""
        return ("day", Target("day", 0, self.day)) if on_a_day(id, self.kind) else super().about(id)

    def knows(self, id: str) -> bool:
        """Whether the command is one of this screen or of the selected kind."""
        return id in _OWN or (id not in _TAKEN and super().knows(id))

    async def action_today(self) -> None:
        """Back to today."""
        await self.typed_out()
        self.day = self.board.today
        self.refresh_live()

    async def action_view(self) -> None:
        """Month, week, list."""
        await self.typed_out()
        self.view = _NEXT[self.view]
        listed = self.view == "agenda"
        self.query_one("#grid").display = not listed
        self.query_one("#agenda").display = listed
        self.set_focus(self.query_one("#agenda" if listed else "#grid"))
        self.refresh_live()
        self.share_out()

    async def action_open(self) -> None:
        """The day's list; from the list, the record."""
        await self.typed_out()
        if self.view == "agenda":
            await super().action_open()
            return
        await self.app.push_screen(DayScreen(self.day))

    async def action_back(self) -> None:
        """Back to the board."""
        await self.app.switch_mode("dashboard")
