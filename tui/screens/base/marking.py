"""Marks in lists: Space, a range, all that is shown; and the line that tells what can be done to the marked."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Final

from textual.widgets import Static

from tui.kinds import registry
from tui.kinds.commands import COMMANDS, EVERYWHERE, called
from tui.kinds.declaration import Act
from tui.kinds.record import Target, session_target
from tui.language.errors import Message, XingfuError
from tui.language.text import clean, wrap
from tui.rules.people.handover import held_in
from tui.rules.privacy.rights import not_granted
from tui.screens.base import acting
from tui.screens.base.beside import BesideScreen
from tui.widgets.record_table import RecordTable

_MOST: Final = 1000
"""Beyond so many marked records it is not reckoned how many an act fits."""
_LINES: Final = 2
"""Most lines of the text about the marked."""


class MarkingScreen(BesideScreen):
    """Lists whose records can be marked; marks outlive filter and order, and go with their record."""

    _anchor: Hashable = None

    @property
    def front_table(self) -> RecordTable:
        """The list in front: the focused one, or the first."""
        focused = self.focused
        return focused if isinstance(focused, RecordTable) else self.query(RecordTable).first()

    def target_at(self, key: Hashable) -> Target | None:
        """The record that a row of the list in front names by its key; None for a row that is none."""
        if isinstance(key, tuple):
            if isinstance(key[0], str):
                return Target(key[0], int(key[1])) if key[1] else None
            return session_target(key)
        return Target(self.kind, key) if isinstance(key, int) else None

    @property
    def marked(self) -> tuple[Target, ...]:
        """The marked records of the kind in front, as the list has them; then those that it does not show now."""
        table = self.front_table
        if not table.marks:
            return ()
        shown = [key for key in table.keys if key in table.marks]
        rest = sorted((key for key in table.marks if key not in set(shown)), key=str)
        found = (self.target_at(key) for key in (*shown, *rest))
        return tuple(
            one for one in found if one is not None and one.kind == self.kind and self._is_there(one)
        )

    def _is_there(self, target: Target) -> bool:
        table = "services" if target.kind == "session" else registry.kind(target.kind).table
        return not table or self.store.collection(table).find_stored(target.id) is not None

    # ---- the keys

    async def action_mark(self) -> None:
        """Mark the record under the cursor, or take its mark off, and go on to the next."""
        await self.typed_out()
        table = self.front_table
        key = table.cursor_key
        if key is not None and self.target_at(key) is not None:
            table.mark(table.marks ^ {key})
        table.action_move(1)
        self.show_marks()

    async def action_range(self) -> None:
        """Begin a range, or mark all from where it began to the cursor."""
        await self.typed_out()
        table = self.front_table
        key = table.cursor_key
        if key is None:
            return
        if self._anchor is None or self._anchor not in table.keys:
            self._anchor = key
            self.shell.say(Message("The range begins here. Go to its other end and press V again."))
            table.mark(table.marks | {key})
        else:
            rows = [row for row in table.between(self._anchor, key) if self.target_at(row) is not None]
            table.mark(table.marks | {*rows})
            self._anchor = None
        self.show_marks()

    async def action_mark_all(self) -> None:
        """Mark all that the list shows; where all is, take those marks off."""
        await self.typed_out()
        table = self.front_table
        shown = {key for key in table.keys if self.target_at(key) is not None}
        table.mark(table.marks - shown if shown <= table.marks else table.marks | shown)
        self.show_marks()

    def unmark(self) -> bool:
        """Take all marks of the list in front off; whether there were any."""
        table = self.front_table
        had = bool(table.marks) or self._anchor is not None
        self._anchor = None
        if had:
            table.mark(())
            self.show_marks()
        return had

    def done_to(self, targets: tuple[Target, ...]) -> None:
        """An act was done to these: they need no mark any more."""
        table = self.front_table
        gone = {key for key in table.marks if self.target_at(key) in targets}
        table.mark(table.marks - gone)
        self._anchor = None
        self.show_marks()

    # ---- the line

    def show_marks(self) -> None:
        """Say below the list how many are marked, and how many of them each act fits."""
        text = self.marks_text()
        line = self.query_one("#marks", Static)
        if text:
            lines = wrap(clean(text), max(10, self.app.size.width - 2))
            line.update("\n".join(lines[:_LINES]))
        if line.display != bool(text) or text:
            line.display = bool(text)
            self.update_bars()

    def marks_text(self) -> str:
        """The line; empty while nothing is marked."""
        tr, marked = self.tr, self.marked
        if not marked:
            return ""
        said = [tr("{n} marked", n=len(marked))]
        hidden = len(marked) - sum(key in self.front_table.marks for key in self.front_table.keys)
        if hidden > 0:
            said.append(tr("{n} of them not shown now", n=hidden))
        if len(marked) <= _MOST:
            for act in self.acts_for_many():
                n = sum(acting.refusal(self.context, self.kind, act, one) is None for one in marked)
                said.append(tr("{what} fits {n}", what=tr(called(self.kind, act.command)[0]), n=n))
        said.append(tr("Esc takes the marks off"))
        return tr("; ").join(said)

    def acts_for_many(self) -> list[Act]:
        """The acts of the kind in front that may be done to all marked, by this person."""
        acts = [*registry.kind(self.kind).acts]
        acts += [act for id, act in EVERYWHERE.items() if self.takes(id)]
        return [act for act in acts if act.many and acting.granted(self.context, act)]

    # ---- doing it

    def takes(self, id: str) -> bool:
        """Handing over is done to the marked, where somebody can hold such records."""
        act = EVERYWHERE.get(id)
        held = registry.kind(self.kind).table in held_in()
        return act is not None and act.many and held and bool(self.front_table.marks)

    def possible(self, id: str) -> bool:
        """While records are marked: whether the command is for many."""
        act = registry.kind(self.kind).act(id)
        if act is not None and not COMMANDS[id].alone and self.front_table.marks:
            return act.many and acting.granted(self.context, act)
        return super().possible(id)

    async def action_act(self, id: str) -> None:
        """Do the command to all marked records; without marks, to the record under the cursor."""
        await self.typed_out()
        kind, _ = self.about(id)
        marked = self.marked if kind == self.kind else ()
        act = EVERYWHERE[id] if self.takes(id) else registry.kind(kind).act(id)
        if not marked or act is None or COMMANDS[id].alone:
            await super().action_act(id)
            return
        await self.to_all(act, marked)

    async def to_all(self, act: Act, marked: tuple[Target, ...]) -> None:
        """Do an act to all marked records, or say why it is none for many."""
        from tui.screens.base.form import FormScreen
        from tui.screens.base.saved import commits, saved_by
        from tui.screens.base.together import opened

        if not acting.granted(self.context, act):
            self.shell.say(not_granted(self.context.actor.role))
            return
        if not act.many:
            what = self.tr(called(self.kind, act.command)[0])
            message = Message(
                "«{what}» is done to one record at a time; {n} are marked. Esc takes the marks off.",
                {"what": what, "n": len(marked)},
            )
            self.shell.say(message)
            return
        try:
            with commits(self.context) as kept:
                got = opened(self.context, self.kind, act, marked, lambda some: self.done_to(tuple(some)))
        except XingfuError as error:
            self.shell.complain(error)
            return
        if isinstance(got, FormScreen):
            await self.app.push_screen(got)
        else:
            self.shell.bring_forward(saved_by(self.context, kept))
            self.shell.say(got)
