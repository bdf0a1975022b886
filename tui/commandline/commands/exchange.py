"""`xingfu export ics` and (with `tui.commandline.commands.import_`) `xingfu import ics`: the desk's calendar for other programs, and theirs for the desk."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tui.commandline.asking import agreed
from tui.commandline.call import Call
from tui.commandline.files import STANDARD, read_file, unwritable, write_output
from tui.commandline.named import date_of
from tui.commandline.papers import FORMATS, export_ledger
from tui.language.errors import Message, NotFound, Translate, UsageError
from tui.language.i18n import N_
from tui.platform.named_files import write_named

if TYPE_CHECKING:
    from tui.desk.services.calendar_plan import Taken
    from tui.papers.icalendar_reading import ImportedCalendar
    from tui.store import Store

_WHAT: Final = {
    "service": N_("new service"),
    "meeting": N_("new meeting"),
    "sessions": N_("sessions added"),
    "updated": N_("newer version"),
    "cancelled": N_("cancelled"),
    "known": N_("here already"),
    "differs": N_("left as it is"),
    "refused": N_("not taken"),
}


def export_arguments(out: argparse.ArgumentParser, tr: Translate) -> None:
    """The arguments of `xingfu export`."""
    from tui.kinds.ledgers import LEDGERS, PURPOSES

    out.add_argument("what", choices=("ics", *LEDGERS), help=tr("ics: the calendar; otherwise a ledger"))
    out.add_argument("file", nargs="?", metavar=tr("FILE"), help=tr("where to; otherwise standard output"))
    out.add_argument("-o", "--output", metavar=tr("FILE"), help=tr("the same; - is standard output"))
    out.add_argument("--team", metavar="T", help=tr("ics: the services of one team only"))
    out.add_argument("--from", dest="start", metavar="X", help=tr("from this day on"))
    out.add_argument("--to", dest="end", metavar="X", help=tr("up to this day"))
    out.add_argument(
        "--purpose",
        choices=tuple(PURPOSES),
        help=tr("for the file (all), to be posted (masked), figures alone"),
    )
    out.add_argument("--columns", metavar="A,B", help=tr("these columns alone, by name or heading"))
    out.add_argument("--format", choices=FORMATS, help=tr("otherwise as the file's name ends"))
    out.add_argument("--gb18030", action="store_true", help=tr("csv for programs that know no UTF-8"))
    out.set_defaults(run=_export)


def _export(call: Call) -> int:
    parsed = call.parsed
    if parsed.file and parsed.output:
        raise UsageError(Message("The file is named twice."))
    if parsed.what != "ics":
        if parsed.team:
            raise UsageError(
                Message("«{option}» is for «{what}» alone.", {"option": "--team", "what": "ics"})
            )
        return export_ledger(call)
    for option in ("purpose", "columns", "format", "gb18030"):
        if getattr(parsed, option):
            raise UsageError(Message("«{option}» is for ledgers alone.", {"option": f"--{option}"}))
    return _export_calendar(call)


def _export_calendar(call: Call) -> int:
    from tui.papers.icalendar import calendar_events, written

    parsed = call.parsed
    with call.context() as context:
        store = context.store
        start, end = day(parsed.start, store), day(parsed.end, store)
        if start and end and end < start:
            raise UsageError(Message("--to is before --from."))
        team = _team(store, parsed.team) if parsed.team else None
        events = calendar_events(store, call.tr, team_id=team and team[0], start=start, end=end)
        name = team[1] if team else str((store.community or {}).get("name") or call.tr("Xingfu desk"))
        content = written(events, name, store.now)
        context.desk.exports.note("calendar", "file", len(events), format="ics", start=start, end=end)
    call.changed = False  # the note of it is nothing that must not be done again
    file = parsed.file or parsed.output
    if not file or file == STANDARD:
        write_output(content)
        return 0
    path = Path(file).expanduser()
    try:
        write_named(path, content)
    except OSError as error:
        raise unwritable(str(path), error) from error
    call.changed = True
    print(call.tr("{n} events written to {file}.", n=len(events), file=str(path)))
    return 0


def day(text: str | None, store: Store) -> date | None:
    return date_of(text, store) if text else None


def _team(store: Store, name: str) -> tuple[int, str]:
    """The team of that name, or the only one with it in its name. Raises NotFound."""
    teams = {int(t["id"]): str(t["name"]) for t in store.teams.stored()}
    found = [id for id, known in teams.items() if known == name] or [
        id for id, known in teams.items() if name in known
    ]
    if len(found) != 1:
        raise NotFound(
            Message(
                "No one team is named «{name}». The teams are: {names}.",
                {"name": name, "names": tuple(teams.values())},
            )
        )
    return found[0], teams[found[0]]


def import_calendar(call: Call, file: str) -> int:
    """Take in the calendar `file`, once it was said what would be done."""
    from tui.papers.icalendar_reading import read

    parsed, tr = call.parsed, call.tr
    with call.context() as context:
        context.desk.calendars.require("ics.import")
        found = read(read_file(file))
        plan = context.desk.calendars.plan((*found.events, *found.amendments))
        _say(plan.taken, found, tr)
        if parsed.dry_run:
            return 0
        if not agreed(parsed, tr):
            return 1
        taken = context.desk.calendars.carry_out(plan)
    print(tr("Imported: {n} new of {all}.", n=sum(t.what in _NEW for t in taken), all=len(taken)))
    if changed := sum(t.what in _CHANGED for t in taken):
        print(tr("Brought up to date or cancelled: {n}.", n=changed))
    return 0


_NEW: Final = frozenset({"service", "meeting", "sessions"})
_CHANGED: Final = frozenset({"updated", "cancelled"})


def _say(taken: Iterable[Taken], found: ImportedCalendar, tr: Translate) -> None:
    for one in taken:
        sessions = "  " + tr("{n} sessions", n=one.sessions) if one.sessions else ""
        why = "  " + one.why.text(tr) if one.why else ""
        print(f"{tr(_WHAT[one.what])}  {one.summary}{sessions}{why}")
        for message in one.cautions:
            print(f"    {message.text(tr)}")
    for refused in found.refused:
        print(f"{tr(_WHAT['refused'])}  {refused.summary}  {refused.why.text(tr)}".replace("    ", "  "))
    if not (found.events or found.amendments or found.refused):
        print(tr("The file has no events."))
