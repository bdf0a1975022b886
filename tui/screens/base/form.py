"""FormScreen: a modal form. It keeps what was typed until it is saved or given up on purpose."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from tui.kinds.record import Stored
from tui.language.errors import InvalidInput, Message, StoreConflict, XingfuError
from tui.language.i18n import N_
from tui.screens.base.announcing import Named, headline
from tui.screens.base.at_fields import refused, settle_all, show_errors, unchosen
from tui.screens.base.conflicts import show_theirs
from tui.screens.base.form_help import form_help
from tui.screens.base.past_midnight import OverMidnight
from tui.screens.base.saved import commits, saved_by
from tui.seats.drafts import Draft
from tui.seats.kept_drafts import KeptDraft
from tui.widgets.detail_view import DetailLine
from tui.widgets.editors import LineEditor
from tui.widgets.fields import Field
from tui.widgets.header_bar import HeaderBar
from tui.widgets.key_bar import KeyBar
from tui.widgets.picker import Picker

# What a form hands to its use case: the fields as they stand, and the document that the editor saw. It gives what is
# said when that is done, or the form that comes next.
Save = Callable[[Mapping[str, Any], Stored | None], "Message | FormScreen | None"]

# What a form says while a field (name, value) is being typed into; None: nothing about this field.
Notice = Callable[[str, Any], str | None]


class FormScreen(OverMidnight):
    """Fields one under the other; Ctrl+S saves through `save`, whose message is shown when done.

    With `changed_only`, only what the user changed is handed over. `current` gives the record as it is now, in the
    shape of `base_version`, where that is not simply the stored document. `about` is shown above the fields: a text in
    as many lines as it needs, or lines that are cut where they are too long. A conflict keeps the draft, shows both
    versions field by field, and a second save goes against the other's version.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save_all", show=False, priority=True),
        Binding("f4", "take_theirs", show=False, priority=True),
        Binding("escape", "leave_form", show=False, priority=True),
        Binding("f10", "app.leave", show=False),
    ]
    AUTO_FOCUS = ""
    begins_at = ""
    """The name of the field that has the cursor first; empty, or none of its fields: the first one."""

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        save: Save,
        *,
        base_version: Stored | None = None,
        changed_only: bool = False,
        about: str | Sequence[str] = "",
        notice: Notice | None = None,
        current: Callable[[], Stored | None] | None = None,
    ) -> None:
        super().__init__(fields)
        self.form_title = title
        self._save = save
        self._base_version = base_version
        self._changed_only = changed_only
        self._about = self._said = about if isinstance(about, str) else "\n".join(about)
        self._notice = notice
        self._current = current
        self._noted: object = None
        self._theirs: dict[str, Any] = {}
        self._taken_up: Draft | None = None

    def compose(self) -> ComposeResult:
        """Title, fields, what is to be said, the hint of the field, keys."""
        scroll = VerticalScroll(*self.fields, classes="fields", can_focus=False)
        scroll.styles.max_height = max(3, self.app.size.height - 8)
        banner = Static(self._broken(self._about), classes="banner", markup=False)
        banner.display = bool(self._about)
        # Handed over with their parents: all are there, and placed, before the first painting.
        yield Vertical(
            HeaderBar(self._headline, self._starred, id="form-title"),
            banner,
            scroll,
            Static("", classes="hint", markup=False),
            KeyBar(self.key_items()),
            classes="sheet",
        )

    @property
    def _headline(self) -> str:
        """The title with the kind and the name of the form's record."""
        return headline(self.context, self.form_title, self.origin)

    @property
    def _starred(self) -> str:
        """What the star means, where a field has one."""
        return self.tr("* must be filled in") if any(field.required for field in self.fields) else ""

    def on_mount(self) -> None:
        """The cursor is in the field in which the form begins."""
        self.stand_as_of_today()
        self._restore()
        self.call_after_refresh(self.shell.announce_presence)
        if self.fields:
            next(
                (field for field in self.fields if field.field == self.begins_at), self.fields[0]
            ).focus_editor()
        self.take_over()

    @property
    def in_conflict(self) -> bool:
        """Whether there is a choice to be made between one's own version of a field and somebody else's."""
        return bool(self._theirs)

    # ---- the others

    @property
    def opened_record(self) -> tuple[str, int, bool] | None:
        """The record announced to the others: kind, id, and whether it is being edited."""
        target = self.origin.target if self.origin else None
        return (target.kind, target.id, True) if target else None

    def on_unmount(self) -> None:
        """Announce it to the others."""
        self.shell.announce_presence()

    def show_presence(self) -> None:
        """Who else has the record open."""
        if opened := self.opened_record:
            also = self.shell.also_open(*opened[:2])
            right = also or self._starred
            for bar in self.query("#form-title").results(HeaderBar):
                bar.set_text(self._headline, right)

    def note_change(self) -> None:
        """Say so at once if the day has turned, or somebody has changed the record that is being edited."""
        if self.day not in {None, self.context.today}:
            self.app.call_later(self.turn)
        stored, base = self._stored() if self._changed_only else None, self._base_version
        if stored is None or base is None or stored.get("rev") in {base.get("rev"), self._noted}:
            return
        self._noted = stored.get("rev")
        labels = [f.label for f in self.fields if stored.get(f.field) != base.get(f.field)]
        if labels:
            self.tell(
                self.tr(
                    "Somebody else has just changed: {fields}. What you did not touch stays theirs.",
                    fields=self.tr(", ").join(labels),
                )
            )

    def _stored(self) -> Stored | None:
        if self._current is not None:
            return self._current()
        return self.origin.stored(self.store) if self.origin else None

    # ---- drafts

    def take_up(self, draft: Draft, file: KeptDraft) -> None:
        """Open with what stands in `draft`, which goes when this form is saved or given up."""
        self._taken_up, self.draft.file = draft, file

    def _restore(self) -> None:
        draft = self._taken_up
        if draft is None:
            return
        for field in self.fields:
            if field.field in draft.values:
                field.put(draft.values[field.field])
        if draft.base_version is not None:
            # What the record was when it was typed: others' changes since are found when it is saved.
            self._base_version = dict(draft.base_version)
        self._about = self.tr("Not saved when the line dropped. Ctrl+S saves it now.")
        self.tell("")

    def keep_draft(self) -> None:
        """Write down what was typed and is not saved; what was taken back is no draft."""
        if not self.is_running or self.origin is None:
            return
        if not self.dirty:
            self.draft.drop()
            return
        # What was not touched is not to come back in place of what colleagues write there meanwhile.
        values = self.typed_values() if self._changed_only else self._values()
        draft = self.origin.draft(self.form_title, values, self._base_version, self.context.now)
        self.draft.write(self.shell, draft)

    def _close(self) -> None:
        """Leave for good: nothing of it is to be offered again."""
        self.draft.drop()
        self.dismiss()

    def keep(self, values: Mapping[str, Any]) -> object:
        """Hand `values` to the use case as if they stood in the fields; what it raises is for the caller."""
        return self._save(values, None)

    # ---- typing

    def on_field_changed(self, event: Field.Changed) -> None:
        """What was wrong may be right now, and leaving has to be asked for anew."""
        self._asked = False
        self.history.note(event.field.field, event.field.value)
        self.draft.soon(self, self.keep_draft)
        if event.field.error:
            event.field.set_error("")
        if self._notice is not None:
            said = self._notice(event.field.field, event.field.value)
            if said is not None:
                self._about = said
                self.tell("")

    def on_line_editor_several(self, event: LineEditor.Several) -> None:
        """Offer to make a record of each line that was pasted into a title, or to keep all of them in this form."""
        from tui.screens.entry.pasted_into_form import offered

        event.stop()
        self.app.push_screen(offered(self.fields, event.text, self._given_away))

    def _given_away(self) -> None:
        """Close the form if nothing else was typed in it: the pasted lines became records of their own."""
        if not self.dirty:
            self._close()

    def explained(self) -> list[DetailLine]:
        """The help for this form: each field with its hint, then the keys."""
        return form_help(self.form_title, [field for field in self.fields if field.display], self.tr)

    # ---- saving

    async def action_save_all(self) -> None:
        """Save, from whatever field."""
        await self.typed_out()
        await settle_all(self.fields)
        await self.typed_out()  # that something was picked must not clear what saving complains of
        self.save()

    def on_field_unsettled(self, event: Field.Unsettled) -> None:
        """Say at the field that its text chooses nothing; it stays."""
        refused(event.field, self.tr)

    def save(self, *, by_enter: bool = False) -> None:
        """Hand the fields to the use case; what does not fit is said at the fields, all at once."""
        if self.day != self.context.today:
            self.app.call_later(self.turn, saving=True)
            return
        for field in self.fields:
            field.set_error("")
        if unsettled := [field for field in self.fields if refused(field, self.tr)]:
            unsettled[0].focus_editor()
            return
        values = self.typed_values() if self._changed_only else self._values()
        if missing := unchosen([field for field in self.fields if field.field in values], self.tr):
            missing.focus_editor()
            return
        self.hand_over(values, by_enter=by_enter)

    def hand_over(self, values: Mapping[str, Any], *, by_enter: bool) -> None:
        """Hand what the fields have to the use case, and say what comes of it; the form closes if it was kept."""
        origin = self.origin
        kind, target = (origin.kind, origin.target) if origin else ("", None)
        named = Named(self.context, target)
        try:
            with commits(self.context) as kept:
                said = self._save(values, self._base_version)
        except StoreConflict as conflict:
            self._show_conflict(conflict)
        except InvalidInput as error:
            self.tell(show_errors(self.fields, error, self.tr))
        except XingfuError as error:
            self.tell(error.message.text(self.tr))
        else:
            self._close()
            saved = saved_by(self.context, kept, kind, target)
            self.shell.bring_forward(saved)
            if not isinstance(said, FormScreen):
                self.shell.closed_by_saving(by_enter=by_enter)
            if isinstance(said, FormScreen):
                self.app.call_later(self.app.push_screen, said)
            elif said:
                self.shell.say(named.said(said, saved.targets if saved else ()))

    def _show_conflict(self, conflict: StoreConflict) -> None:
        tr = self.tr
        if conflict.theirs is None:
            self.tell(tr("Somebody deleted this record meanwhile. What you typed stays here; Esc leaves."))
            return
        self._theirs |= show_theirs(
            self.fields, self.typed_values(), conflict.theirs, self._base_version or {}, tr
        )
        self._base_version = dict(conflict.theirs)
        self.tell(
            tr(
                "Somebody else changed the same fields meanwhile. Choose at each: F4 takes theirs, "
                "otherwise yours stays. Ctrl+S saves, Esc leaves all as theirs."
            )
        )

    async def action_take_theirs(self) -> None:
        """Put the other's value into the focused field."""
        await self.typed_out()
        field = self.fields[self._at] if self.fields and self._at >= 0 else None
        if field is None or field.field not in self._theirs:
            return
        theirs = self._theirs.pop(field.field)
        field.put(theirs)
        self._initial[field.field] = field.value
        field.set_theirs(self.tr("theirs was taken"))
        left = next((f for f in self.fields if f.field in self._theirs), None)
        if left:
            left.focus_editor()

    def _fit(self, height: int) -> None:
        """Break what is said anew: the sheet may be narrower now, or wider."""
        super()._fit(height)
        cells, self._broken_at = self._broken_at, self._cells
        if cells != self._broken_at and cells:
            self.query_one(".banner", Static).update(self._broken(self._said))
            self.show_keys()

    _broken_at = 0

    def tell(self, text: str) -> None:
        """Say `text` above the fields; without one, what the form is about."""
        said = text or self._about
        if said != self._said:  # at each letter: only another text is worth laying out the form again
            self._said = said
            banner = self.query_one(".banner", Static)
            banner.update(self._broken(said))
            banner.display = bool(said)

    # ---- leaving

    async def action_leave_form(self) -> None:
        """Close; ask first if something was typed. While an option is being looked for, give that up alone."""
        await self.typed_out()
        if isinstance(self.focused, Picker) and self.focused.give_up():
            return
        if self._may_leave(N_("What you typed is not saved. Esc again drops it, Ctrl+S saves it.")):
            self._close()

    def leave_app(self) -> bool:
        """Whether the program may end with this form open."""
        may = self._may_leave(
            N_("What you typed is not saved. The same key again drops it, Ctrl+S saves it.")
        )
        if may:
            self.draft.drop()
        return may

    def _may_leave(self, question: str) -> bool:
        if not self.dirty or self._asked:
            return True
        self._asked = True
        self.tell(self.tr(question))
        return False
