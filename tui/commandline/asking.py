"""Asking before something is done that cannot be taken back."""

from __future__ import annotations

import argparse
import sys

from tui.language.errors import Message, StoreError, Translate, UsageError


def agreed(parsed: argparse.Namespace, tr: Translate) -> bool:
    """Whether it is to be done: `--yes`, or a yes from the person at the terminal.

    Raises UsageError where nobody can be asked, StoreError where the question could not be shown.
    """
    if parsed.yes:
        return True
    if sys.stdin is None or not sys.stdin.isatty():
        raise UsageError(Message("Nothing was changed. Add --yes to have it done."))
    print(tr("Do it? Type y and Enter; anything else leaves all as it is:"), end=" ", flush=True)
    failure: OSError | None = getattr(sys.stdout, "failure", None)
    if failure is not None:
        raise StoreError(
            Message(
                "Nothing was changed: the question could not be shown ({why}).", {"why": failure.strerror}
            )
        )
    if sys.stdin.readline().strip().lower() in {"y", "yes", "是", "ｙ"}:
        return True
    print(tr("Nothing was changed."))
    return False
