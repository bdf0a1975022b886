"""`xingfu locate`: where data, settings and log are."""

from __future__ import annotations

import argparse

from tui.commandline.arguments import add_json
from tui.commandline.call import Call
from tui.commandline.files import is_there
from tui.language.errors import Translate


def arguments(locate: argparse.ArgumentParser, tr: Translate) -> None:
    """The arguments of `xingfu locate`."""
    add_json(locate, tr)
    locate.set_defaults(run=_run)


def _run(call: Call) -> int:
    places, tr = call.places, call.tr
    found = {"data": places.data, "config": places.config, "log": places.log}
    if call.parsed.json:
        from tui.commandline.output import print_json

        address = {"address": places.shown} if places.address else {}
        print_json({name: str(path) for name, path in found.items()} | address)
        return 0
    from tui.language.text import pad

    if places.address:
        print(f"{pad(tr('address'), 10)}{places.shown}")
    labels = {"data": tr("data"), "config": tr("settings"), "log": tr("log")}
    for name, path in found.items():
        there = "" if is_there(path) else "  " + tr("(not there yet)")
        print(f"{pad(labels[name], 10)}{path}{there}")
    return 0
