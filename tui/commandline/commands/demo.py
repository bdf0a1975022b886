"""`xingfu demo`: the model community, and as many made-up documents as wanted."""

from __future__ import annotations

from tui.commandline.call import Call, NewCommand
from tui.language.errors import Message, Translate, UsageError


def add_to(new: NewCommand, tr: Translate) -> None:
    """Make the command known."""
    demo = new("demo", tr("load the model community into an empty store"))
    demo.add_argument(
        "--size", type=int, default=0, metavar="N", help=tr("add N generated documents, for measuring")
    )
    demo.add_argument(
        "--seed", type=int, default=1, metavar="N", help=tr("what the generated documents are drawn from")
    )
    demo.add_argument("--if-empty", action="store_true", help=tr("do nothing where something is stored"))
    demo.set_defaults(run=_demo)


def _demo(call: Call) -> int:
    from tui.desk.demo import load_demo  # noqa: PLC0415 - loads the models
    from tui.platform.locations import model_community  # noqa: PLC0415

    parsed = call.parsed
    if parsed.size < 0:
        raise UsageError(Message("{why} «xingfu --help» shows how it is used.", {"why": "--size >= 0."}))
    with call.desk() as desk:
        store = desk.store
        if not store.empty and parsed.if_empty:
            return 0
        count = load_demo(store, model_community(), call.actor)
        if parsed.size:
            from tui.desk.generate import generate  # noqa: PLC0415

            count += generate(store, parsed.size, parsed.seed, call.actor)
        store.tidy(force=True)
    print(call.tr("{n} documents loaded.", n=count))
    return 0
