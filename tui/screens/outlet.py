"""The output of an export: the chosen format, written to a file or copied to the clipboard."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from tui.desk.context import DeskContext
from tui.language.errors import InvalidInput, Message, StoreError
from tui.papers.ledger import file_name
from tui.platform.named_files import write_named
from tui.widgets.fields import Field, PickField, TextField

COPY: Final = "copy"


def outlet(context: DeskContext, formats: Mapping[str, str], usual: str) -> list[Field]:
    """The fields `format` and `file`; `formats` maps each format to its msgid, `usual` is preselected.

    A seat on SSH gets the clipboard alone: a file would be written on the store's machine.
    """
    tr, here = context.tr, context.actor.here
    options = [(key, tr(text)) for key, text in formats.items() if here or key == COPY]
    fields: list[Field] = [PickField("format", tr("format"), options, usual if here else COPY, required=True)]
    if here:
        hint = tr("A folder, or a name of your own. What is copied needs none.")
        fields.append(TextField("file", tr("file"), str(Path.home()), hint=hint))
    return fields


def day_in(values: Mapping[str, Any], name: str) -> date | None:
    """The day in a field; None if it is empty. Raises InvalidInput."""
    if not values[name]:
        return None
    try:
        return date.fromisoformat(values[name])
    except ValueError as error:
        raise InvalidInput({name: Message("This is no date.")}) from error


def target_path(text: str, title: str, period: str, suffix: str) -> Path:
    """The path of the file to write: a folder is completed with a name, a name with its suffix. Raises InvalidInput."""
    if not text.strip():
        raise InvalidInput({"file": Message("Name a folder or a file.")})
    path = Path(text.strip()).expanduser()
    if path.is_dir():
        return path / file_name(title, period, suffix)
    if path.suffix.lower() == f".{suffix}":
        return path
    return path.with_name(f"{path.name}.{suffix}")


def written_to(path: Path, content: bytes) -> Message:
    """Write `content`; the message with the path. Raises InvalidInput at the field `file`."""
    try:
        write_named(path, content)
    except OSError as error:
        why = error.strerror or str(error)
        raise InvalidInput(
            {"file": Message("{file} cannot be written: {why}", {"file": str(path), "why": why})}
        ) from error
    except StoreError as error:
        raise InvalidInput({"file": error.message}) from error
    return Message("Written to {file}.", {"file": str(path)})
