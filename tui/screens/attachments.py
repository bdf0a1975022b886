"""The files and links at a record: open one, add, rename or remove it.

Files are read and opened at the office's own computer alone. Over SSH their names are shown, and links can be added.
"""

from __future__ import annotations

import asyncio
from collections.abc import Hashable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from tui.desk.context import DeskContext
from tui.kinds import registry
from tui.kinds.record import Stored, Target
from tui.language.cleaning import visible
from tui.language.errors import Message, NotFound, XingfuError
from tui.platform.opening import handed_to, opener, private_copy
from tui.queries.naming import document_name
from tui.rules.attaching.limits import size_text
from tui.rules.attaching.media import opens_as
from tui.screens.base.asking import Asking
from tui.screens.base.beside_form import BesideForm
from tui.screens.base.form import FormScreen
from tui.screens.base.sheet import Sheet
from tui.widgets.columns import Cell, Column, Tinted, Tone
from tui.widgets.fields import Field, TextField
from tui.widgets.header_bar import HeaderBar
from tui.widgets.key_bar import KeyBar, KeyItem
from tui.widgets.record_table import RecordTable


def attachments_sheet(context: DeskContext, target: Target) -> AttachmentsSheet:
    """The attachments of a record. Raises NotAllowed, NotFound."""
    context.desk.attachments.of(target.kind, target.id)
    return AttachmentsSheet(target)


class AttachmentsSheet(Sheet):
    """The attachments of one record, followed as colleagues change them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", show=False, priority=True),
        Binding("enter", "open", show=False, priority=True),
        Binding("plus,＋,n,ctrl+n", "add", show=False, priority=True),
        Binding("e,f4", "rename", show=False, priority=True),
        Binding("delete,x,ctrl+x", "remove", show=False, priority=True),
        Binding("u,ctrl+z", "undo", show=False, priority=True),
        Binding("f10", "app.leave", show=False),
    ]
    AUTO_FOCUS = "#attachments"
    CSS = "AttachmentsSheet #attachments { height: auto; min-height: 3; } AttachmentsSheet #whole { height: 2; padding: 0 1; color: $text-muted; }"

    def __init__(self, target: Target) -> None:
        super().__init__()
        self._target = target
        self._attachments: dict[int, Mapping[str, Any]] = {}
        self._asking: Asking[tuple[str, Path] | Message] = Asking(self)

    def compose(self) -> ComposeResult:
        """The attachments, what the one in front is in full, and what the keys do."""
        tr = self.tr
        columns = (
            Column("called", tr("name"), 20, grow=4),
            Column("size", tr("size"), 9),
            Column("added", tr("added"), 11, drop=1),
            Column("by", tr("by"), 8, drop=2),
        )
        items = [KeyItem("Enter", tr("open") if self._here else tr("copy the link"), "open")]
        if self._may_change:
            items += [
                KeyItem("+", tr("attach"), "add"),
                KeyItem("e", tr("rename"), "rename"),
                KeyItem("Delete", tr("remove"), "remove"),
            ]
        table = registry.kind(self._target.kind).table
        record = self.store.collection(table).find_stored(self._target.id) or {}
        empty = tr("Nothing is attached yet. + adds a file or a link.")
        with Vertical(classes="sheet"):
            yield HeaderBar(tr("Attachments"), document_name(self.store, table, record, tr))
            yield RecordTable(columns, head=True, id="attachments", empty=empty)
            yield Static("", id="whole", markup=False)
            yield KeyBar([*items, KeyItem("Esc", tr("close"), "dismiss")], whole=True)

    @property
    def _here(self) -> bool:
        return self.context.desk.attachments.here

    @property
    def _may_change(self) -> bool:
        return self.context.desk.attachments.may_change(self._target.kind)

    def on_mount(self) -> None:
        """List them."""
        self.note_change()

    def note_change(self) -> None:
        """List them as they are now; close if the record is gone."""
        try:
            found = self.context.desk.attachments.of(self._target.kind, self._target.id)
        except NotFound:
            self.dismiss()
            return
        self._attachments = {int(one["number"]): one for one in found}
        self.query_one(RecordTable).show(list(self._attachments), self._cells)
        self._show_whole()

    def _cells(self, key: Hashable) -> Sequence[Cell]:
        one = self._attachments[int(key)]  # type: ignore[call-overload]
        size = size_text(int(one["size"])) if one.get("sha256") else self.tr("link")
        added = datetime.fromisoformat(one["added_at"])
        return (
            str(one["called"]),
            size,
            Tinted(f"{added:%m-%d %H:%M}", Tone.DIM),
            str(one.get("added_by") or ""),
        )

    @property
    def _front(self) -> Mapping[str, Any] | None:
        key = self.query_one(RecordTable).cursor_key
        return None if key is None else self._attachments.get(int(key))  # type: ignore[call-overload]

    @on(RecordTable.CursorMoved)
    def _show_whole(self) -> None:
        """The name of the one in front whole, and where its link leads."""
        one = self._front
        whole = f"{one['called']}\n{one.get('link') or ''}" if one else ""
        self.query_one("#whole", Static).update(visible(whole))

    @on(events.Paste)
    def _dropped(self, event: events.Paste) -> None:
        """A file that is dropped on the list, or a link that is pasted there, is about to be attached."""
        event.stop()
        if self._may_change and event.text.strip():
            form = add_form(self.context, self._target, " ".join(event.text.split("\n")).strip())
            self.app.push_screen(form)

    # ---- what can be done

    @on(RecordTable.Opened)
    def _opened(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """Open the file in front with this computer's own program; copy a link."""
        one = self._front
        if one is None:
            return
        if one.get("link"):
            self.app.copy_to_clipboard(str(one["link"]))
            self.shell.say(Message("The link is copied; paste it into a browser."))
            return
        self._asking.ask(
            lambda: self._copied(one),
            lambda copied: self._hand_over(copied, str(one["called"])),
            self.shell.complain,
        )
        if self._asking.waits:
            self.shell.say(Message("A moment ..."))

    def _copied(self, one: Mapping[str, Any]) -> tuple[str, Path] | Message:
        """The program for the file and a private copy of it, or why there is none. Raises XingfuError."""
        attachments, number = self.context.desk.attachments, int(one["number"])
        _, content = attachments.content(self._target.kind, self._target.id, number)
        with content:
            name = opens_as(str(one["called"]), str(one.get("media") or ""))
            program = opener()
            if not name or not program:
                how = Message("xingfu attachments get {kind} {id} {n} -o FILE", {
                    "kind": self._target.kind, "id": self._target.id, "n": number})  # fmt: skip
                return (
                    Message("No program of a desktop is here to open files. To write it to a file: {how}", {"how": how})
                    if name
                    else Message("«{name}» is of a kind that is not opened from here: it could be a program. To write it to a file: {how}",
                                 {"name": one["called"], "how": how})
                )  # fmt: skip
            try:
                return program, private_copy(content, name)
            except OSError as error:
                why = error.strerror or str(error)
                return Message("{file} cannot be written: {why}", {"file": name, "why": why})

    def _hand_over(self, copied: tuple[str, Path] | Message, called: str) -> None:
        if isinstance(copied, Message):
            self.shell.say(copied)
            return
        program, path = copied
        self.run_worker(self._shown(program, path), group="shown", exit_on_error=False)
        self.shell.say(
            Message("«{name}» is being opened: a copy that is only to be looked at.", {"name": called})
        )

    async def _shown(self, program: str, path: Path) -> None:
        try:
            taken = await asyncio.to_thread(handed_to, program, path)
        except OSError:
            taken = False
        if not taken:
            self.shell.say(Message("No program took «{name}».", {"name": path.name}))

    def action_add(self) -> None:
        """Add a file or a link."""
        if self._may_change:
            self.app.push_screen(add_form(self.context, self._target))

    def action_rename(self) -> None:
        """Call the one in front otherwise."""
        if self._may_change and (one := self._front) is not None:
            self.app.push_screen(rename_form(self.context, self._target, one))

    def action_remove(self) -> None:
        """Take the one in front off the record; `u` takes that back."""
        one = self._front
        if one is None or not self._may_change:
            return
        try:
            self.context.desk.attachments.remove(self._target.kind, self._target.id, int(one["number"]))
        except XingfuError as error:
            self.shell.complain(error)
            return
        self.shell.say(Message("«{name}» is removed. u takes that back.", {"name": one["called"]}))

    async def action_undo(self) -> None:
        """Take back one's own last change."""
        await self.shell.long_work.do(lambda: self.shell.taking_back.undo()[1])


def add_form(context: DeskContext, target: Target, text: str = "") -> FormScreen:
    """Attach files or a link; `text` was dropped or pasted already."""
    tr, desk = context.tr, context.desk.attachments

    def keep(values: Mapping[str, Any]) -> Message:
        before = len(desk.of(target.kind, target.id))
        desk.add(target.kind, target.id, values["file"], values["called"])
        added = desk.of(target.kind, target.id)[before:]
        return Message("Attached: {names}.", {"names": tuple(str(one["called"]) for one in added)})

    hint = (
        tr("Type the path, drop a file here, or paste a link. {n} MB at most; what is attached is a copy.", n=desk.limits.file_mb)
        if desk.here
        else tr("Paste a link: http:// or https://. Files are attached at the office's own computer.")
    )  # fmt: skip
    fields: list[Field] = [
        TextField(
            "file", tr("file or link") if desk.here else tr("link"), text, most=4000, required=True, hint=hint
        ),
        TextField(
            "called", tr("name"), most=120, hint=tr("What it is called in the list; empty: as the file is.")
        ),
    ]
    return BesideForm(tr("Attach to the record"), fields, keep)


def rename_form(context: DeskContext, target: Target, one: Mapping[str, Any]) -> FormScreen:
    """Call an attachment otherwise."""
    tr = context.tr

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        context.desk.attachments.rename(target.kind, target.id, int(one["number"]), values["called"])
        return Message("Saved.")

    fields: list[Field] = [TextField("called", tr("name"), str(one["called"]), most=120, required=True)]
    return FormScreen(tr("Rename the attachment"), fields, save)
