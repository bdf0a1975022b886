"""`xingfu templates`: the templates of documents, for an office to change."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from tui.language.errors import Message, NotAllowed, StoreError, Translate

if TYPE_CHECKING:
    from tui.commandline.call import Call


def arguments(one: argparse.ArgumentParser, tr: Translate) -> None:
    """The arguments of `xingfu templates`."""
    from tui.papers.templates import PAPERS

    one.add_argument(
        "papers",
        nargs="*",
        choices=[*PAPERS, []],
        metavar="|".join(PAPERS),
        help=tr("which; otherwise all that are not there yet"),
    )
    one.add_argument(
        "--again", action="store_true", help=tr("put the usual one in the place of one that was changed")
    )
    one.set_defaults(run=_templates)


def _templates(call: Call) -> int:
    from tui.kinds.declaration import load
    from tui.papers.templates import PAPERS, file_of
    from tui.platform.durable import make_folder
    from tui.platform.named_files import write_named
    from tui.rules.privacy.rights import RIGHTS, not_granted

    if RIGHTS[call.actor.role].use_cases is not None:
        raise NotAllowed(not_granted(call.actor.role))
    for name in call.parsed.papers or PAPERS:
        path = file_of(name, call.places.data)
        kept = path.exists() and not call.parsed.again
        if not kept:
            try:
                make_folder(path.parent)
                write_named(path, load(PAPERS[name].template)())
            except OSError as error:
                why = {"file": path, "why": error.strerror or str(error)}
                raise StoreError(Message("{file} cannot be written: {why}", why)) from error
        print(
            "  ".join((str(path), call.tr(PAPERS[name].help), call.tr("kept") if kept else call.tr("made")))
        )
    return 0
