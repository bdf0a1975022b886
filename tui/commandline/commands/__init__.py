"""The commands of `xingfu`, a row each; their modules are imported when one is run."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from tui.language.i18n import N_

if TYPE_CHECKING:
    import argparse

    from tui.language.errors import Translate

# Adds the arguments of a command to its parser, with `run` as a default: what it does.
AddArguments = Callable[["argparse.ArgumentParser", "Translate"], None]


class Command(NamedTuple):
    """A command: its name, `module:function` of its arguments, and what it does in a sentence (msgid)."""

    name: str
    place: str
    help: str

    def load(self) -> AddArguments:
        """The function that adds its arguments; imports its module."""
        module, _, function = self.place.partition(":")
        return cast("AddArguments", getattr(import_module(f"{__name__}.{module}"), function))


# In the order of `xingfu --help`. The places are in this package.
COMMANDS: Final = (
    Command("list", "listing:arguments", N_("list records")),
    Command("find", "find:arguments", N_("find what holds a text, a name in pinyin, a number or a date")),
    Command("log", "log:arguments", N_("show who changed what")),
    Command("locate", "locate:arguments", N_("show where data, settings and log are")),
    Command("add", "wish_fields:add_arguments", N_("record a wish")),
    Command("set", "wish_fields:set_arguments", N_("change a wish")),
    Command("wish", "wish:arguments", N_("take a wish one step on")),
    Command("supervise", "wish:supervise_arguments", N_("leave a supervision note on a wish")),
    Command("notes", "notes:arguments", N_("supervision notes: list them, leave one, answer one")),
    Command(
        "quick",
        "quick:arguments",
        N_("keep a line: a wish, or task, session, hours, visit, home, rate, comment ..."),
    ),
    Command("meeting", "meeting:arguments", N_("plan a meeting, fill its agenda, decide and close it")),
    Command("action", "action:arguments", N_("action items: add one, take a step, finish it")),
    Command("reminder", "reminder:arguments", N_("reminders: add one, or say that it is done")),
    Command(
        "service", "service:arguments", N_("services: recurrence in words, holidays, pauses, coming days")
    ),
    Command(
        "session", "session:arguments", N_("sessions: confirm, move, complete, cancel; sign-up, counting")
    ),
    Command(
        "visit", "visit:arguments", N_("household visits: record one, see who wants one, take wishes from it")
    ),
    Command(
        "mediation", "mediation:arguments", N_("mediation of disputes: open one, hold a session, end it")
    ),
    Command("handover", "handover:arguments", N_("hand all that a colleague holds to another")),
    Command("volunteer", "volunteer:arguments", N_("volunteers: add, edit, list; teams and learning")),
    Command("hours", "hours:arguments", N_("service hours: add, correct, take back, sum, certify")),
    Command(
        "home", "home:arguments", N_("home service: add a request, assign, done, rate; who is due again")
    ),
    Command("match", "home:match_arguments", N_("who fits a wish, the best first, and why")),
    Command("partner", "alliance:partner_arguments", N_("partners: what they offer, and whom they send")),
    Command("need", "alliance:need_arguments", N_("what the community needs from its partners")),
    Command("deliver", "alliance:deliver_arguments", N_("record what was delivered for a need")),
    Command("room", "room:arguments", N_("rooms that can be booked, and how they are taken")),
    Command("book", "room:book_arguments", N_("book a room, or give it back")),
    Command(
        "export",
        "exchange:export_arguments",
        N_("write a ledger as .xlsx or .csv, or the calendar (iCalendar)"),
    ),
    Command(
        "import", "import_:arguments", N_("take in a ledger (.xlsx, .xls, CSV, text) or a calendar (ics)")
    ),
    Command("fill", "fill:arguments", N_("fill a blank form (.xlsx, .docx) with records")),
    Command("report", "report:arguments", N_("the report of a month, as text or as a workbook with charts")),
    Command("attach", "attachments:attach_arguments", N_("attach a file or a link to a record")),
    Command(
        "attachments",
        "attachments:arguments",
        N_("the files and links at a record: list, get, rename, remove"),
    ),
    Command(
        "notice",
        "notice:arguments",
        N_("a notice for the WeChat group: of a session, a meeting's decisions, a fulfilled wish"),
    ),
    Command(
        "templates",
        "templates:arguments",
        N_("put the templates of documents (.docx) where the office can change them"),
    ),
    Command("community", "community:arguments", N_("show or change time limits and categories")),
    Command(
        "holidays",
        "holidays:arguments",
        N_("the year's days off and made-up working days: take in the notice"),
    ),
    Command("demo", "demo:arguments", N_("load the model community into an empty store")),
    Command("check", "upkeep:check_arguments", N_("verify the store")),
    Command("backup", "upkeep:backup_arguments", N_("write the whole store to a file, while others work")),
    Command(
        "restore",
        "upkeep:restore_arguments",
        N_("put a backup in the place of the store; what was there is kept"),
    ),
    Command("move", "moving:arguments", N_("move the store from one place to another: folders, databases")),
    Command(
        "keep", "keep:arguments", N_("look after a database: mask and count at once what seats write there")
    ),
    Command("forget", "upkeep:forget_arguments", N_("remove a resident's data everywhere")),
    Command("seat", "seat:arguments", N_("manage the seats that log in over SSH")),
)
