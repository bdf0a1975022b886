"""Attachments: add a file or a link to a record, rename and remove it, open a file's content."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from tui.desk.use_case import UseCases
from tui.kinds import registry
from tui.kinds.declaration import ATTACHED
from tui.language.errors import InvalidInput, Message, NotAllowed, NotFound, StoreError
from tui.rules.attaching.given import Given, read_given
from tui.rules.attaching.limits import MOST_AT_ONE, Limits, limits_of, size_text
from tui.rules.attaching.media import media_type
from tui.rules.attaching.naming import called, link_called
from tui.rules.privacy.rights import RIGHTS, not_granted

if TYPE_CHECKING:
    from tui.engine.blobs import Taken
    from tui.kinds.record import Stored
    from tui.store import Transaction

_MB: Final = 1 << 20


class AttachmentDesk(UseCases):
    """The use cases of attachments. A record is named by the kind and its id, an attachment by its number there."""

    @property
    def here(self) -> bool:
        """Whether files of this computer may be read, and shown on it: by who sits at it alone."""
        return self.actor.here

    @property
    def limits(self) -> Limits:
        """How large files may be in this community."""
        return limits_of(self.store.community)

    def may_change(self, kind: str) -> bool:
        """Whether this actor may add and remove attachments at records of the kind."""
        table = registry.kind(kind).table
        return self.allowed("attachment.add") and RIGHTS[self.actor.role].may_write(table, "change")

    def of(self, kind: str, id: int) -> Sequence[Mapping[str, Any]]:
        """The attachments of a record, in the order in which they were added. Raises NotAllowed, NotFound."""
        self.require("attachment.see")
        found = self.store.collection(_table(kind)).find_stored(id)
        if found is None:
            raise NotFound(Message("The record is no longer there."))
        return found.get(ATTACHED) or ()

    def add(self, kind: str, id: int, text: str, name: str = "") -> Stored:
        """Attach what was typed, pasted or dropped: a link, or one or several files. `name` is what one is called.

        The record afterwards. A link is kept as it is and never followed. Raises InvalidInput, which says what is
        wrong with which file; NotAllowed, NotFound, StoreError.
        """
        self._require_change("attachment.add", kind)
        given = read_given(text)
        if given.link:
            link = {"called": called(name) or link_called(given.link), "link": given.link}
            with self.begin("attachment.add") as transaction:
                return self._appended(transaction, kind, id, [link])
        return self._add_files(kind, id, self._chosen(given), called(name))

    def rename(self, kind: str, id: int, number: int, name: str) -> Stored:
        """Call an attachment otherwise. Raises InvalidInput, NotAllowed, NotFound, StoreError."""
        self._require_change("attachment.rename", kind)
        new = called(name)
        if not new:
            raise InvalidInput({"called": Message("Give it a name.")})
        with self.begin("attachment.rename") as transaction:
            kept = transaction.read(_table(kind), id).get(ATTACHED) or ()
            _with_number(kept, number)
            changed = [{**one, "called": new} if one["number"] == number else one for one in kept]
            return transaction.update(_table(kind), id, {ATTACHED: changed}).document

    def remove(self, kind: str, id: int, number: int) -> Stored:
        """Take an attachment off a record; undo brings it back. Raises NotAllowed, NotFound, StoreError."""
        self._require_change("attachment.remove", kind)
        with self.begin("attachment.remove") as transaction:
            kept = transaction.read(_table(kind), id).get(ATTACHED) or ()
            _with_number(kept, number)
            left = [one for one in kept if one["number"] != number]
            return transaction.update(_table(kind), id, {ATTACHED: left}).document

    def content(self, kind: str, id: int, number: int) -> tuple[Mapping[str, Any], BinaryIO]:
        """What the record says of an attached file, and its content. Raises NotAllowed, NotFound, StoreError."""
        if not self.here:
            raise NotAllowed(ONLY_HERE)
        one = _with_number(self.of(kind, id), number)
        if not one.get("sha256") or self.store.blobs is None:
            raise NotFound(
                Message("«{name}» is a link; there is no file of it here.", {"name": one["called"]})
            )
        return one, self.store.blobs.open(str(one["sha256"]))

    def handed_out(self, kind: str, id: int) -> None:
        """Write down that a file of the record leaves the desk; to be called before it does. Raises NotAllowed, StoreError."""
        self.require("attachment.get")
        out = {
            "what": "attachment",
            "purpose": "file",
            "rows": 1,
            "by": self.actor.name,
            "about": f"{kind} {id}",
        }
        document = self.checked("exports", out)
        with self.begin("attachment.get") as transaction:
            transaction.insert("exports", document)

    # ---- files

    def _require_change(self, use_case: str, kind: str) -> None:
        self.require(use_case)
        _table(kind)
        if not self.may_change(kind):
            raise NotAllowed(not_granted(self.actor.role))

    def _chosen(self, given: Given) -> tuple[Path, ...]:
        """The files that are meant: the first reading of which all are there; else the first, which is told."""
        if not self.here:
            raise InvalidInput({"file": LINKS_ALONE})
        readings = [tuple(map(_path, paths)) for paths in given.paths]
        return next((paths for paths in readings if all(map(_is_there, paths))), readings[0])

    def _add_files(self, kind: str, id: int, paths: Sequence[Path], name: str) -> Stored:
        blobs = self.store.blobs
        if blobs is None:
            raise StoreError(Message("This store keeps no files; a link can be attached."))
        limits, most = self.limits, self.limits.file_mb * _MB
        with ExitStack() as stack:
            taken: list[tuple[Path, Taken]] = []
            for path in paths:
                file = stack.enter_context(_opened(path, limits))
                taken.append((path, stack.enter_context(blobs.taken(file, most))))
            added = 0
            for path, content in taken:
                if content.size > most:
                    raise _refused(path, _too_large(limits))
                if not content.size:
                    raise _refused(path, Message("it is empty"))
                added += content.size
            if blobs.size() + added > limits.all_mb * _MB:
                room = Message(
                    "All attached files together may take {n} MB. Remove some, or have the staff allow more: "
                    "xingfu community --attachments-mb N",
                    {"n": limits.all_mb},
                )
                raise InvalidInput({"file": room})
            with self.begin("attachment.add") as transaction:
                files = []
                for path, content in taken:
                    blobs.keep(content)
                    own = name if name and len(taken) == 1 else called(path.name)
                    media = media_type(content.head)
                    files.append(
                        {
                            "called": own or "file",
                            "sha256": content.sha256,
                            "size": content.size,
                            "media": media,
                        }
                    )
                return self._appended(transaction, kind, id, files)

    def _appended(
        self, transaction: Transaction, kind: str, id: int, more: Sequence[Mapping[str, Any]]
    ) -> Stored:
        table = _table(kind)
        kept = list(transaction.read(table, id).get(ATTACHED) or ())
        if len(kept) + len(more) > MOST_AT_ONE:
            raise InvalidInput(
                {"file": Message("One record has {n} attachments at most.", {"n": MOST_AT_ONE})}
            )
        for one in more:
            there = next((k for k in kept if _same(k, one)), None)
            if there is not None:
                raise InvalidInput(
                    {"file": Message("The same is attached already, as «{name}».", {"name": there["called"]})}
                )
            number = max((int(k["number"]) for k in kept), default=0) + 1
            added = {"added_at": self.store.now.isoformat(timespec="seconds"), "added_by": self.actor.name}
            kept.append({"link": "", "sha256": "", "size": 0, "media": "", **one, "number": number, **added})
        checked = self.checked(table, {**transaction.read(table, id), ATTACHED: kept})
        return transaction.update(table, id, {ATTACHED: checked[ATTACHED]}).document


ONLY_HERE: Final = Message(
    "Files are opened and written at the office's own computer alone; over SSH only their names are shown."
)
LINKS_ALONE: Final = Message(
    "Over SSH only a link can be attached: http:// or https://. Files are attached at the office's own computer."
)


def _table(kind: str) -> str:
    """The table of a kind to whose records things can be attached. Raises NotFound."""
    found = registry.kind(kind)
    if not found.attachable:
        raise NotFound(Message("Nothing can be attached to this kind of record."))
    return found.table


def _with_number(attachments: Sequence[Mapping[str, Any]], number: int) -> Mapping[str, Any]:
    found = next((one for one in attachments if one["number"] == number), None)
    if found is None:
        raise NotFound(Message("The record has no attachment {n}.", {"n": number}))
    return found


def _same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    if other.get("link"):
        return bool(one.get("link") == other["link"])
    return bool(one.get("sha256") == other["sha256"])


# ---- reading a file that somebody named


def _path(text: str) -> Path:
    try:
        return Path(text).expanduser()
    except RuntimeError:  # ~ and the name of nobody
        return Path(text)


def _is_there(path: Path) -> bool:
    try:
        return os.path.lexists(path)
    except ValueError:
        return False


@contextmanager
def _opened(path: Path, limits: Limits) -> Iterator[BinaryIO]:
    """The regular file `path`, to be read. Raises InvalidInput, which says why it cannot be attached."""
    try:
        if path.is_symlink():  # what a name shows is what is attached, and no secret elsewhere
            raise _refused(path, Message("it is a link to another place; name the file itself"))
        fd = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise _refused(path, why) from error
    state = os.fstat(fd)
    if stat.S_ISDIR(state.st_mode):
        os.close(fd)
        raise _refused(path, Message("it is a folder"))
    with os.fdopen(fd, "rb") as file:
        if not stat.S_ISREG(state.st_mode):
            raise _refused(path, Message("it is a device or a pipe, and no file"))
        if not state.st_size:  # also what the system makes up as it is read (/proc)
            raise _refused(path, Message("it is empty"))
        if state.st_size > limits.file_mb * _MB:
            raise _refused(
                path,
                Message(
                    "it has {size}; {why}", {"size": size_text(state.st_size), "why": _too_large(limits)}
                ),
            )
        yield file


def _too_large(limits: Limits) -> Message:
    return Message("one file has {n} MB at most", {"n": limits.file_mb})


def _refused(path: Path, why: Message | str) -> InvalidInput:
    said = Message("«{file}» cannot be attached: {why}.", {"file": str(path), "why": why})
    return InvalidInput({"file": said})
