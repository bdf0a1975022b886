"""The log: a file in the data folder, in which telephone numbers and doors are masked."""

from __future__ import annotations

import logging
import os
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TYPE_CHECKING

from tui.platform.durable import make_folder, open_private

if TYPE_CHECKING:
    from io import TextIOWrapper

    from tui.platform.locations import Locations


class _Private(RotatingFileHandler):
    """Every file of the log, also one begun later, has the rights of the store's files."""

    def _open(self) -> TextIOWrapper:
        fd = open_private(Path(self.baseFilename), os.O_WRONLY | os.O_APPEND)
        return os.fdopen(fd, "a", encoding=self.encoding)


class _Scrubbing(logging.Formatter):
    """An exception's own words may quote a record."""

    def format(self, record: logging.LogRecord) -> str:
        from tui.language.cleaning import visible
        from tui.rules.privacy.scrubbing import scrubbed  # most starts log nothing

        return visible(scrubbed(super().format(record)))


def start(places: Locations) -> None:
    """Write the log from now on; where it cannot be written the program goes on without."""
    root = logging.getLogger()
    if root.handlers:
        return
    try:
        make_folder(places.log.parent, inside=True)
        handler: logging.Handler = _Private(places.log, maxBytes=1 << 20, backupCount=2, encoding="utf-8")
    except OSError:
        root.addHandler(logging.NullHandler())
        return
    handler.setFormatter(_Scrubbing("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root.addHandler(handler)
    root.setLevel(logging.INFO)
