"""The meeting mode: the agenda at the left, the item under discussion, a line to type in at the bottom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container

from tui.capture.lines.parsed_line import Verb
from tui.kinds.record import Stored
from tui.kinds.words import AGENDA_STATES, PARTIES
from tui.language.errors import Message, XingfuError
from tui.language.i18n import N_
from tui.language.text import cell_len
from tui.papers.minutes import votes_text
from tui.rules.ballots import vote_doubts
from tui.rules.meetings import neighbour, under_discussion
from tui.screens.base import wording
from tui.screens.base.asking import Asking
from tui.screens.base.taking_back import undone
from tui.screens.details.lines import meeting_name, wish_name
from tui.screens.entry.about_meeting import AboutMeeting
from tui.screens.entry.entry_screen import ENTRY_KEYS, EntryScreen
from tui.screens.entry.line_draft import LineDraft
from tui.screens.entry.reading import reading_of
from tui.store import Entry
from tui.widgets.columns import Cell, Column, Tinted, Tone
from tui.widgets.detail_view import DetailLine, DetailView
from tui.widgets.entry_line import EntryLine, Reading
from tui.widgets.key_bar import KeyItem
from tui.widgets.panel import Panel
from tui.widgets.record_table import MEASURED, RecordTable

# Seconds between two looks at the clock of the item; each repaints one line at the most.
TICK: Final = 5.0


class MeetingModeScreen(EntryScreen, AboutMeeting):
    """Each Enter is one durable commit. Where the meeting is, and what was typed, is in the store."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *ENTRY_KEYS,
        Binding("pagedown", "item(1)", show=False, priority=True),
        Binding("pageup", "item(-1)", show=False, priority=True),
        Binding("f9", "finish", show=False, priority=True),
    ]
    title_msgid: ClassVar[str] = N_("minutes")
    entry_verbs: ClassVar[tuple[Verb, ...]] = (
        "decide", "vote", "action", "wish", "present", "matter", "hours", "visit", "home", "rate", "comment", "session",
    )  # fmt: skip

    def __init__(self, meeting_id: int) -> None:
        AboutMeeting.__init__(self, meeting_id)
        self._correcting: Entry | None = None
        self._asking: Asking[tuple[Entry, str]] = Asking(self)
        self._draft = LineDraft("confirm", "meeting", meeting_id)
        # The last commit before this screen: what came after it is this meeting's.
        self._since = 0
        # The item under discussion as it was shown last, and whether it was this screen that went there.
        self._at: int | None = None
        self._went = False

    def body(self) -> ComposeResult:
        """Agenda, stage, entry line."""
        tr = self.tr
        columns = (
            Column("n", "", 2, align="right"),
            Column("title", tr("item"), 10, grow=1),
            Column("state", tr("state"), max(cell_len(tr(s)) for s in AGENDA_STATES.values()), drop=1),
        )
        with Container(id="body"):
            agenda = RecordTable(columns, id="agenda")
            agenda.can_focus = False
            yield Panel("", agenda, id="p-agenda")
            yield Panel("", DetailView(id="stage"), id="p-stage")
        hint = tr("What is said. Or: decision …, votes 4/0/1, task … >who ^when, present …, wish …")
        yield EntryLine(self._read, placeholder=hint, id="entry", text=self._draft.text)

    # ---- what the screen is about

    @property
    def opened_record(self) -> tuple[str, int, bool]:
        """The record announced to the others: kind, id, and whether it is being edited."""
        return "meeting", self.meeting_id, True

    def on_mount(self) -> None:
        """Go on where the meeting is, or begin with the first item that is open."""
        self._since = self.store.seq
        meeting = self.meeting
        if meeting and meeting.get("current") is None:
            first = next((i["number"] for i in meeting["items"] if i["state"] == "open"), None)
            if first is not None:
                self._do_quietly(first)
        self.set_interval(TICK, self._show_stage)
        self.call_after_refresh(self.shell.announce_presence)

    def on_unmount(self) -> None:
        """Announce it to the others."""
        self.shell.announce_presence()

    def on_resize(self) -> None:
        """The stage has more or less room."""
        if self.ready:
            self._share_columns()
            self.call_after_refresh(self._show_stage)

    # ---- showing

    def refresh_live(self) -> None:
        """The meeting as it is now; back to where we came from once it is over."""
        if not self.ready:
            return
        meeting = self.meeting
        if meeting is None or meeting["state"] != "planned":
            self._end()
            return
        items = {item["number"]: item for item in meeting["items"]}
        agenda = self.query_one("#agenda", RecordTable)
        agenda.set_empty(self.tr("No item yet. Type: matter … and Enter."))
        agenda.show(list(items), lambda key: self._agenda_cells(items[key]))
        current = under_discussion(meeting)
        if current is not None:
            agenda.select(current)
        self._tell_of_move(items.get(current))
        decided = sum(item["state"] == "decided" for item in meeting["items"])
        self.query_one("#p-agenda", Panel).set_title(
            self.tr("Agenda {n}/{total}", n=decided, total=len(items))
        )
        self.query_one("#p-stage", Panel).set_title(meeting_name(meeting, self.tr), self._present(meeting))
        self._share_columns()
        self._show_stage()
        self.entry.refresh_reading()
        self.update_bars()

    def _share_columns(self) -> None:
        """The agenda is as wide as it needs, without the states where that is more than a half; the stage has the rest."""
        agenda, half = self.query_one("#agenda", RecordTable), self.app.size.width // 2
        whole, least = agenda.needed(MEASURED), agenda.least(MEASURED, extra=True)
        needed = whole if whole <= half else min(half, least)
        self.query_one("#p-agenda").styles.width = needed if agenda.keys else half

    def _end(self) -> None:
        """The meeting is over or gone: leave, unless a line is being typed, which would be lost."""
        if self.waits() or self._going:
            return
        entry = self.entry
        if entry.text.strip():
            entry.complain(
                self.tr("This meeting is over; nothing is added to it any more. Esc gives the line up.")
            )
        else:
            self.shell.say(N_("This meeting is over."))
            self.leave()

    def _tell_of_move(self, item: Stored | None) -> None:
        """Say so if a colleague has gone to another item while a line is being typed, which now goes there."""
        at = item["number"] if item else None
        moved, self._at = at != self._at, at
        if moved and not self._went and item is not None and self.entry.text:
            self.shell.say(
                Message(
                    "A colleague went to item {n}, {title}. What you are typing goes there.",
                    {"n": at, "title": item["title"]},
                )
            )
        self._went = False

    def _agenda_cells(self, item: Stored) -> Sequence[Cell]:
        tone = Tone.DIM if item["state"] != "open" else Tone.PLAIN
        state = self.tr(AGENDA_STATES[item["state"]])
        return (str(item["number"]), Tinted(item["title"], tone), Tinted(state, tone))

    def _present(self, meeting: Stored) -> str:
        names = [self.tr(PARTIES[a["party"]]) for a in meeting["attendance"]]
        return self.tr("present: {names}", names=self.tr(", ").join(names)) if names else ""

    def _show_stage(self) -> None:
        meeting = self.meeting
        if meeting is None or not self.ready:
            return
        head = list(self._head(meeting))
        current = under_discussion(meeting)
        mine = [line for line in meeting.get("lines") or () if line.get("item") == current]
        # No more lines than the screen has rows; of these the view shows the last that fit.
        shown = [self._captured(line) for line in mine[-self.size.height :]]
        self.query_one("#stage", DetailView).show([*head, *shown], keep_place=True, pinned=len(head))

    def _head(self, meeting: Stored) -> Sequence[DetailLine]:
        tr, current = self.tr, under_discussion(meeting)
        item = next((i for i in meeting["items"] if i["number"] == current), None)
        if item is None:
            return [
                DetailLine(tr("No item is under discussion. PgDn goes to the first one."), tone=Tone.WARN)
            ]
        spent = int((meeting.get("spent") or {}).get(str(current), 0))
        if meeting.get("current_since"):
            since = datetime.fromisoformat(meeting["current_since"])
            spent += max(0, int((self.store.now - since).total_seconds()))
        lines = [
            DetailLine(f"{item['number']}. {item['title']}", tone=Tone.ACCENT),
            DetailLine(tr("{time} on this item", time=wording.spent(spent)), tone=Tone.DIM),
        ]
        if item.get("wish_id"):
            # Most items are called as their wish is: then its number is enough.
            name = wish_name(self.store, item["wish_id"]).removesuffix(item["title"]).rstrip()
            lines.append(DetailLine(name, label=tr("wish")))
        if item["votes"]:
            lines.append(DetailLine(votes_text(item["votes"], tr), label=tr("votes")))
            lines += [
                DetailLine(doubt.text(tr), label=tr("to be checked"), tone=Tone.WARN)
                for doubt in vote_doubts(item["votes"], meeting["attendance"])
            ]
        if item["decision"]:
            lines.append(DetailLine(item["decision"], label=tr("decision"), tone=Tone.GOOD))
        return lines

    def _captured(self, line: Mapping[str, Any]) -> DetailLine:
        at = datetime.fromisoformat(line["at"])
        text, wish = str(line["text"]), None
        if line["kind"] == "wish":  # the number is what the resident is told
            wish = self.store.wishes.find_stored(line.get("ref") or 0)
        return DetailLine(f"{text}  {wish['number']}" if wish else text, label=f"{at:%H:%M}")

    def _key_items(self) -> list[KeyItem]:
        tr = self.tr
        return [
            KeyItem("F1", tr("help"), "app.keys"),
            KeyItem("Esc", tr("back"), "back"),
            KeyItem("Enter", tr("keep"), "keep"),
            KeyItem("PgDn", tr("next item"), "item(1)"),
            KeyItem("PgUp", tr("previous"), "item(-1)"),
            KeyItem("Tab", tr("complete")),
            KeyItem(tr("Up"), tr("correct"), "recall"),
            KeyItem("^Z", tr("undo"), "take_back"),
            KeyItem("F9", tr("end"), "finish"),
        ]

    # ---- the entry line

    def _read(self, text: str, cursor: int) -> Reading:
        minutes = self.meeting
        item = under_discussion(minutes) if minutes is not None else None
        read = self.context.quick_entry.read(text, cursor, meeting=True, minutes=minutes, item=item)
        return reading_of(read, self.tr)

    def _may_enter(self) -> bool:
        """Not once the meeting is gone."""
        if self.meeting is None:
            self._end()
        return self.meeting is not None

    def _enter(self, text: str) -> None:
        meeting, quick_entry = self.meeting, self.context.quick_entry
        if step := quick_entry.step(text):
            self._go(step)
        elif meeting is not None:
            item = under_discussion(meeting)
            said = quick_entry.keep_in(
                meeting, text, item, instead_of=self._correcting, sure=text == self._asked
            )
            self._correcting = None
            if said is not None:
                self.shell.say(said)

    async def action_recall(self) -> None:
        """Have one's own last line back, to correct it: the corrected one takes its place."""
        await self.typed_out()
        entry = self.entry
        if entry.text or entry.bring_back():
            return
        minutes, meeting = self.context.desk.minutes, self.meeting_id
        self._asking.ask(
            lambda: minutes.last_line(meeting), self._recalled, lambda error: self.shell.say(error.message)
        )

    def _recalled(self, found: tuple[Entry, str]) -> None:
        if self.entry.text:  # typed while it was looked for
            return
        self._correcting, text = found
        self.entry.put(text)
        self.shell.say(N_("Correct it and press Enter; an empty line leaves it as it is."))

    def on_entry_line_typed(self) -> None:
        """An emptied line corrects nothing any more."""
        if not self.entry.text:
            self._correcting = None

    async def action_walk(self, on: bool) -> None:
        """Tab takes the next candidate."""
        await self.typed_out()
        self.entry.complete(1 if on else -1)

    # ---- commands

    def action_item(self, delta: int) -> None:
        """The next or the previous item."""
        self._go(delta)

    def _go(self, delta: int) -> None:
        meeting = self.meeting
        if meeting is None:
            return
        numbers = [item["number"] for item in meeting["items"]]
        number = neighbour(numbers, meeting.get("current"), delta)
        if number is not None:
            self._do_quietly(number)

    def _do_quietly(self, number: int) -> None:
        self._went = True
        try:
            self.context.desk.minutes.go(self.meeting_id, number)
        except XingfuError as error:
            self.shell.complain(error)

    async def _undo(self) -> None:
        context, meeting, since = self.context, self.meeting_id, self._since
        await self.shell.long_work.do(
            lambda: undone(context, context.desk.minutes.take_back(meeting, since)), fail=self._refused
        )

    def _refused(self, error: XingfuError) -> None:
        if self.is_mounted:
            self.entry.complain(error.message.text(self.tr))

    async def action_finish(self) -> None:
        """The minutes as they stand, to be read; from there the meeting is closed."""
        from tui.screens.entry.minutes import MinutesScreen

        await self.app.push_screen(MinutesScreen(self.meeting_id))

    async def action_back(self) -> None:
        """Give up the line; with none, leave the mode: the meeting goes on."""
        await self.typed_out()
        entry = self.entry
        self._draft.drop()
        if not entry.text:
            self.leave()
        elif self._correcting is not None:
            entry.put("")  # the line that was stays as it is
        else:
            entry.give_up()
        if not self.planned:
            self._end()

    def _draft_title(self) -> str:
        return meeting_name(self.meeting, self.tr) if self.meeting else ""
