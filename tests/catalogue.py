"""The translations that are missing or differ in their parameters: `make catalogue` ends with this."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

import tui

FOLDER = Path(tui.__file__).parent / "language" / "locale"
LOCALES = tuple(sorted(found.parts[-3] for found in FOLDER.glob("*/LC_MESSAGES/xingfu.po")))


def catalogue(locale: str) -> Catalog:
    """The texts of one language as they are written by hand."""
    with (FOLDER / locale / "LC_MESSAGES" / "xingfu.po").open("rb") as file:
        return read_po(file, locale=locale)


def faults(locale: str) -> Iterator[str]:
    """What is wrong with a language's texts, one line each: no translation, or other parameters."""
    for message in catalogue(locale):
        if not message.id or not isinstance(message.id, str):
            continue
        if not message.string:
            yield f"{locale}: not translated: {message.id!r}"
        elif sorted(re.findall(r"{\w*}", message.id)) != sorted(re.findall(r"{\w*}", str(message.string))):
            yield f"{locale}: other parameters: {message.id!r}"


def main() -> int:
    """Print the faults of all languages; 1 if there are any."""
    found = [fault for locale in LOCALES for fault in faults(locale)]
    print("\n".join(found), file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
