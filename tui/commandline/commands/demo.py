"""`xingfu demo`: the model community, and as many made-up documents as wanted."""

from __future__ import annotations

import argparse

from tui.commandline.arguments import whole, wrong_use
from tui.commandline.call import Call
from tui.language.errors import Message, Translate


def arguments(demo: argparse.ArgumentParser, tr: Translate) -> None:
    """The arguments of `xingfu demo`."""
    demo.add_argument(
        "--size", type=whole, default=0, metavar="N", help=tr("add N generated documents, for measuring")
    )
    demo.add_argument(
        "--seed", type=whole, default=1, metavar="N", help=tr("what the generated documents are drawn from")
    )
    demo.add_argument("--if-empty", action="store_true", help=tr("do nothing where something is stored"))
    demo.set_defaults(run=_demo)


def _demo(call: Call) -> int:
    from tui.desk.demo import load_demo
    from tui.platform.locations import model_community

    parsed = call.parsed
    if parsed.size < 0:
        raise wrong_use(Message("{why}.", {"why": "--size >= 0"}))
    with call.context() as context:
        store = context.store
        if not store.empty and parsed.if_empty:
            return 0
        count = load_demo(store, model_community(), call.actor)
        if parsed.size:
            from tui.desk.generate import generate

            count += generate(store, parsed.size, parsed.seed, call.actor)
        store.tidy(force=True)
    print(call.tr("{n} documents loaded.", n=count))
    return 0
