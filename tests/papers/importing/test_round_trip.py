"""What the desk writes and takes in again changes nothing; what was changed in the sheet is brought up to date."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tui.desk.desk import Desk
from tui.kinds.ledgers import LEDGERS
from tui.papers.delimited import written
from tui.papers.importing.headings import KINDS
from tui.papers.importing.known import mark, place_of
from tui.papers.importing.planning import Wanted, plan
from tui.papers.importing.plans import Plan
from tui.papers.importing.taking import given as given_by
from tui.papers.importing.values import NONE_SAID
from tui.papers.workbook import workbook
from tui.queries.ledgers import Wanted as Asked
from tui.queries.ledgers import make
from tui.rules.calendar.time_zone import LOCAL
from tui.seats.actor import Actor
from tui.store import Store, open_store

NOW: Final = datetime(2026, 11, 24, 10, tzinfo=LOCAL)
# Signs that spreadsheets and grammars take for something else.
_SIGNS: Final = "王芳路灯不亮修好了满意，。；、:：()（）=+-@'\"<&１２３ＡＢabc 12/\n"
text = (
    st.text(_SIGNS, min_size=1, max_size=30)
    .map(str.strip)
    .filter(lambda t: any(c in "王芳路灯修abc" for c in t))
)
line = text.map(lambda t: " ".join(t.split())).filter(lambda t: t.lower() not in NONE_SAID)
name = st.text("王李张刘陈芳伟娜敏静", min_size=2, max_size=3)
phone = st.integers(0, 9999).map(lambda n: f"1380000{n:04}")
past = st.integers(0, 600).map(lambda n: (date(2026, 11, 23) - timedelta(n)).isoformat())
hour = st.integers(2, 16).map(lambda n: n / 2)


def put(store: Store, table: str, fields: Mapping[str, Any]) -> int:
    desk = Desk(store, Actor("小李", "local"))
    with store.transaction(by="小李", seat="local", action="demo.load") as transaction:
        return int(transaction.insert(table, desk.wishes.checked(table, fields))["id"])


def wishes(store: Store, draw: Callable[[Any], Any]) -> None:
    event = {"at": NOW.isoformat(), "by": "小李", "action": "record", "state": "recorded"}
    for n in range(3):
        state = draw(
            st.sampled_from(
                ["recorded", "accepted", "in_progress", "done", "closed", "declined", "on_hold", "on_agenda"]
            )
        )
        on = draw(past)
        ended = {"outcome": draw(line), "done_on": on} if state in {"done", "closed"} else {}
        rated = (
            {"rating": draw(st.integers(1, 5)), "solved": draw(st.booleans())} if state == "closed" else {}
        )
        put(store, "wishes", {
            "number": f"2026-{n + 1:04}", "title": draw(line), "detail": draw(text), "resident": draw(name), "phone": draw(phone),
            "address": draw(line), "recorded_on": on, "state": state, "history": [event],
            # One at least is a consultation, so that none of the ledgers is empty.
            "channel": draw(st.sampled_from(["phone", "walk_in", "wechat", *(["hotline"] if n else [])])), "category": draw(st.sampled_from(["roads", "gas"])),
            "urgency": draw(st.sampled_from(["urgent", "normal", "low"])), **ended, **rated,
        })  # fmt: skip


def visits(store: Store, draw: Callable[[Any], Any]) -> None:
    home = put(
        store,
        "households",
        {"name": draw(name), "address": draw(line), "phone": draw(phone), "flags": ["alone"]},
    )
    for _ in range(2):
        put(
            store,
            "visits",
            {
                "household_id": home,
                "on": draw(past),
                "by": draw(name),
                "heard": draw(text),
                "outcome": draw(text),
            },
        )


def mediations(store: Store, draw: Callable[[Any], Any]) -> None:
    put(store, "mediations", {
        "title": draw(line), "kind": draw(st.sampled_from(["family", "noise"])), "parties": [draw(name), draw(name)],
        "mediator": draw(name), "opened_on": draw(past), "place": draw(line), "state": "open",
    })  # fmt: skip


def volunteers(store: Store, draw: Callable[[Any], Any]) -> None:
    one = put(
        store,
        "volunteers",
        {
            "name": draw(name),
            "phone": draw(phone),
            "skills": ["理发", "维修"],
            "joined": draw(past),
            "note": draw(line),
        },
    )
    put(store, "teams", {"name": "义剪队", "members": [{"volunteer_id": one, "role": "leader"}]})
    put(store, "hours", {"volunteer_id": one, "team_id": 1, "on": draw(past), "hours": draw(hour), "content": draw(line), "place": draw(line),
                         "recorded_by": "小李"})  # fmt: skip


def meetings(store: Store, draw: Callable[[Any], Any]) -> None:
    put(store, "meetings", {
        "kind": draw(st.sampled_from(["joint", "council"])), "title": draw(st.sampled_from(["", "冬季专题会"])), "place": draw(line),
        "starts_at": f"{draw(past)}T15:00:00+08:00", "state": "held", "chair": draw(name), "note": draw(text),
        "items": [{"number": 1, "title": draw(line), "decision": draw(text)}],
    })  # fmt: skip


def partners(store: Store, draw: Callable[[Any], Any]) -> None:
    one = put(
        store,
        "partners",
        {
            "name": draw(name),
            "kind": "business",
            "contact": draw(name),
            "phone": draw(phone),
            "note": draw(line),
        },
    )
    put(
        store,
        "offers",
        {"partner_id": one, "title": draw(line), "kind": "goods", "quantity": 3, "unit": "箱"},
    )
    put(
        store,
        "needs",
        {
            "title": draw(line),
            "kind": "goods",
            "quantity": 5,
            "unit": "箱",
            "by": "2026-12-20",
            "asked_by": draw(name),
        },
    )


def homes(store: Store, draw: Callable[[Any], Any]) -> None:
    put(store, "home_requests", {
        "resident": draw(name), "skill": draw(line), "phone": draw(phone), "address": draw(line), "recorded_on": draw(past),
        "wished_on": "2026-12-01", "state": "requested",
    })  # fmt: skip


def sessions(store: Store, draw: Callable[[Any], Any]) -> None:
    service = put(store, "services", {"name": draw(line), "first": "2026-01-01"})
    on = draw(past)
    put(store, "sessions", {
        "service_id": service, "on": on, "starts_at": f"{on}T09:00:00+08:00", "ends_at": f"{on}T11:30:00+08:00", "place": draw(line),
        "state": "done", "people_served": draw(st.integers(0, 300)), "note": draw(text),
    })  # fmt: skip


def actions(store: Store, draw: Callable[[Any], Any]) -> None:
    done = draw(st.booleans())
    on = draw(past)
    put(store, "actions", {
        "title": draw(line), "owner": draw(name), "opened_on": on, "due": "2026-12-20", "state": "done" if done else "open",
        "done_on": on if done else None, "outcome": draw(text) if done else "",
    })  # fmt: skip


def bookings(store: Store, draw: Callable[[Any], Any]) -> None:
    hour = draw(st.integers(8, 18))
    put(store, "bookings", {
        "room_id": 1, "on": draw(st.sampled_from(["2026-12-03", "2026-03-05"])), "starts": f"{hour:02}:00", "ends": f"{hour + 1:02}:30",
        "booked_by": draw(name), "purpose": draw(line),
    })  # fmt: skip


FILLED: Final[Mapping[str, Callable[[Store, Callable[[Any], Any]], None]]] = {
    "wishes": wishes, "consultations": wishes, "visits": visits, "households": visits, "mediations": mediations,
    "volunteers": volunteers, "hours": volunteers, "meetings": meetings, "partners": partners, "offers": partners, "needs": partners,
    "home": homes, "sessions": sessions, "actions": actions, "bookings": bookings,
}  # fmt: skip


def again(store: Store, ledger: str, as_: str) -> Plan:
    """The plan of the ledger that the store gives, against that store."""
    sheet = make(store, LEDGERS[ledger], Asked(), "小李").sheet
    content = workbook([sheet]) if as_ == "xlsx" else written(sheet, "csv")
    found = plan(content, place_of(store), Wanted(name=f"{sheet.title}.{as_}"))
    mark(found, store)
    return found


@settings(
    database=None,
    max_examples=4,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(data=st.data())
def test_a_ledger_that_is_taken_in_again_changes_nothing(data: st.DataObject) -> None:
    with TemporaryDirectory() as folder:
        store = open_store(Path(folder), now=lambda: NOW)
        put(store, "communities", {"name": "东风路南社区"})
        put(store, "rooms", {"name": "活动室"})
        for fill in dict.fromkeys(FILLED.values()):
            fill(store, data.draw)
        told = {}
        for ledger in FILLED:
            for as_ in ("xlsx", "csv"):
                (sheet,) = again(store, ledger, as_).sheets
                assert sheet.records, ledger
                left = [
                    (r.row, r.here, r.changes, r.remarks, r.fields, r.extra)
                    for r in sheet.records
                    if r.here != "same"
                ]
                if left or sheet.refused:
                    told[ledger, as_] = (sheet.kind, left, sheet.refused)
        store.close()
    assert told == {}, "\n".join(map(str, told.items()))


def test_every_ledger_that_can_be_taken_in_is_tried() -> None:
    assert set(FILLED) == {
        name for name, ledger in LEDGERS.items() if ledger.kind in KINDS and not ledger.part
    }


@settings(
    database=None,
    max_examples=1,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(data=st.data())
def test_the_same_file_again_and_its_own_export_change_nothing(data: st.DataObject) -> None:
    """Each ledger, taken in by an empty desk: all is new; then nothing, neither of the file nor of the desk's export of it."""
    with TemporaryDirectory() as folder, TemporaryDirectory() as other:
        store, empty = (open_store(Path(one), now=lambda: NOW) for one in (folder, other))
        for one in (store, empty):
            put(one, "communities", {"name": "东风路南社区"})
            put(one, "rooms", {"name": "活动室"})  # bookings are of rooms that are here
        for fill in dict.fromkeys(FILLED.values()):
            fill(store, data.draw)
        desk = Desk(empty, Actor("小李", "local"))
        told: dict[tuple[str, str], Any] = {}
        # Those that others name come first, as where they are kept together.
        for ledger in sorted(FILLED, key=lambda name: LEDGERS[name].kind not in {"partner", "household"}):
            sheet = make(store, LEDGERS[ledger], Asked(), "小李").sheet
            file = workbook([sheet])
            for time in ("first", "second"):
                found = plan(file, place_of(empty), Wanted(name=f"{sheet.title}.xlsx"))
                mark(found, empty)
                drafts, refused = desk.imports.drafts(given_by(found))
                if refused or found.sheets[0].refused or (time == "second" and drafts):
                    told[ledger, time] = (refused, found.sheets[0].refused, drafts)
                desk.imports.keep(drafts, "x.xlsx")
            left = [r for r in again(empty, ledger, "csv").sheets[0].records if r.here != "same"]
            if left:
                told[ledger, "again"] = left
        store.close()
        empty.close()
    assert told == {}, "\n".join(map(str, told.items()))
