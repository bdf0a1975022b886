"""`xingfu holidays`: the year's days off and made-up working days, as the State Council publishes them."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from tui.commandline.arguments import add_json, add_steps, is_whole, missing
from tui.commandline.asking import agreed
from tui.commandline.call import Call
from tui.commandline.files import STANDARD, read_file
from tui.commandline.output import print_json, print_table
from tui.language.errors import Message, StoreError, Translate, UsageError
from tui.rules.calendar.named_days import FIRST_YEAR, LAST_YEAR, ReadCalendar
from tui.rules.calendar.notice import read_calendar
from tui.rules.calendar.statutory import statutory_days
from tui.rules.calendar.unpublished import not_published
from tui.rules.calendar.workdays import WorkCalendar, library_days

if TYPE_CHECKING:
    from tui.desk.holidays import HolidayPlan

Day = tuple[date, str, bool]


def arguments(holidays: argparse.ArgumentParser, tr: Translate) -> None:
    """The arguments of `xingfu holidays`."""
    add_steps(holidays, ("import", "list", "remove"))
    holidays.add_argument(
        "what",
        nargs="?",
        metavar=tr("FILE|YEAR"),
        help=tr("import: a file, - or nothing for standard input; list and remove: the year"),
    )
    holidays.add_argument(
        "--year", type=int, metavar="N", help=tr("the year of the notice, if it does not say it")
    )
    holidays.add_argument("--yes", action="store_true", help=tr("do not ask"))
    add_json(holidays, tr)
    holidays.set_defaults(run=_run)


def _run(call: Call) -> int:
    steps = {"import": _import, "list": _list, "remove": _remove}
    return steps[call.parsed.step](call)


def _import(call: Call) -> int:
    parsed, tr = call.parsed, call.tr
    read = read_calendar(_text(read_file(parsed.what or STANDARD), parsed.what or STANDARD), parsed.year)
    with call.context() as context:
        plan = context.desk.holidays.planned(read)
        _tell(read, tr)
        _tell_moves(plan, tr)
        if not agreed(parsed, tr):
            return 0
        context.desk.holidays.keep(read)
    print(tr("Kept: {years}.", years=tr(", ").join(map(str, sorted(read.years)))))
    return 0


def _text(content: bytes, name: str) -> str:
    """The text of a file in UTF-8, UTF-16 or GB18030. Raises StoreError."""
    if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    why = Message("it is no text in UTF-8, UTF-16 or GB18030")
    raise StoreError(Message("{file} cannot be read: {why}", {"file": name, "why": why}))


def _tell(read: ReadCalendar, tr: Translate) -> None:
    """What was understood, and what was not."""
    for year, days in sorted(read.years.items()):
        off = sum(one.off for one in days)
        print(tr("{year}: {n} days off, {m} made-up working days", year=year, n=off, m=len(days) - off))
        _print_days(days, tr)
    for doubt in read.doubts:
        print(f"! {doubt.text(tr)}")


def _print_days(days: Iterable[Day], tr: Translate) -> None:
    rows = []
    for first, last, name, off in _runs(days):
        span = first.isoformat() if first == last else f"{first.isoformat()}~{last.isoformat()}"
        rows.append([span, tr("off") if off else tr("worked"), name])
    if rows:
        print_table(rows)


def _runs(days: Iterable[Day]) -> Iterator[tuple[date, date, str, bool]]:
    """Days next to each other that are alike, as one: first, last, festival, whether they are off."""
    run: tuple[date, date, str, bool] | None = None
    for day, name, off in days:
        if run and run[2:] == (name, off) and day - run[1] == timedelta(1):
            run = (run[0], day, name, off)
            continue
        if run:
            yield run
        run = (day, day, name, off)
    if run:
        yield run


def _tell_moves(plan: HolidayPlan, tr: Translate) -> None:
    """What moves by it."""
    if not plan.moves:
        print(tr("No deadline and no session moves by it."))
        return
    print(tr("What moves by it:"))
    for move in plan.moves:
        print(f"  {move.said.text(tr)}")


def _list(call: Call) -> int:
    tr = call.tr
    with call.store() as store:
        calendar = store.calendar
        imported = {int(one["year"]): one["days"] for one in (store.community or {}).get("holidays") or ()}
        this = store.now.year
        years = [_year(call)] if call.parsed.what else sorted({*imported, this, this + 1})
        found = [(year, *_known(year, imported, calendar)) for year in years]
        if call.parsed.json:
            print_json([_for_programs(*one) for one in found])
            return 0
        for year, source, days in found:
            said = {
                "imported": tr("{year}: imported", year=year),
                "partly": tr(
                    "{year}: {note}; some days were imported:", year=year, note=not_published(year).text(tr)
                ),
                "library": tr("{year}: as the program knows it", year=year),
                "law": tr("{year}: {note}; off by law:", year=year, note=not_published(year).text(tr)),
            }
            print(said[source])
            _print_days(days, tr)
    return 0


def _known(
    year: int, imported: dict[int, Sequence[dict[str, Any]]], calendar: WorkCalendar
) -> tuple[str, list[Day]]:
    """Where the days of a year come from, and the days."""
    if year in imported:
        days = [
            (date.fromisoformat(one["day"]), str(one["name"]), bool(one["off"])) for one in imported[year]
        ]
        if calendar.knows(year):
            return "imported", days
        named = {day for day, _, _ in days}
        law = [(day, name, True) for day, name in statutory_days(year).items() if day not in named]
        return "partly", sorted([*days, *law])
    if calendar.knows(year):
        return "library", library_days(year)
    return "law", [(day, name, True) for day, name in statutory_days(year).items()]


def _for_programs(year: int, source: str, days: Iterable[Day]) -> dict[str, Any]:
    return {
        "year": year,
        "source": source,
        "published": source in {"imported", "library"},
        "days": [{"name": name, "date": day.isoformat(), "isOffDay": off} for day, name, off in days],
    }


def _year(call: Call) -> int:
    text = call.parsed.what
    if not text:
        raise missing(call.tr("YEAR"))
    if not is_whole(text) or not FIRST_YEAR <= int(text) <= LAST_YEAR:
        raise UsageError(Message("«{value}» is no year from 1992 to 2200.", {"value": text}))
    return int(text)


def _remove(call: Call) -> int:
    year = _year(call)
    with call.context() as context:
        _tell_moves(context.desk.holidays.without(year), call.tr)
        if not agreed(call.parsed, call.tr):
            return 0
        context.desk.holidays.remove(year)
    print(call.tr("Removed: {year}.", year=year))
    return 0
