"""Generated documents, for measuring: the same ones for the same seed and day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta
from random import Random
from typing import Any, Final

from tui.kinds.words import CATEGORIES, CHANNELS
from tui.rules.calendar.time_zone import LOCAL
from tui.rules.wishes.numbering import next_number
from tui.seats.actor import Actor
from tui.store import Store, Transaction, parsed

_BATCH: Final = 2000
_PLACES: Final = (
    "一号楼",
    "二号楼",
    "三单元",
    "南门口",
    "北院墙边",
    "车棚",
    "小广场",
    "楼道",
    "地下室",
    "活动中心",
)
_THINGS: Final = (
    "路灯",
    "下水道",
    "门禁",
    "电梯",
    "健身器材",
    "长椅",
    "垃圾桶",
    "充电桩",
    "晾衣绳",
    "树枝",
    "井盖",
    "扶手",
)
_TROUBLES: Final = (
    "坏了",
    "堵了",
    "不亮了",
    "太吵",
    "不够用",
    "需要加装",
    "没人打扫",
    "挡住了路",
    "松动了",
    "漏水",
)
_SURNAMES: Final = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
_GIVEN: Final = [
    "秀英",
    "桂兰",
    "建国",
    "志强",
    "玉梅",
    "国庆",
    "淑芬",
    "永福",
    "丽华",
    "振海",
    "德明",
    "凤英",
]
# A wish of last month may be anywhere; of the older ones nearly all are finished.
_OLD_STATES: Final = ("closed",) * 45 + ("declined",) * 4 + ("on_hold",)
_STATES: Final = (
    "recorded",
    "accepted",
    "assigned",
    "in_progress",
    "done",
    "closed",
    "closed",
    "closed",
    "declined",
)


def generate(store: Store, size: int, seed: int, actor: Actor) -> int:
    """Add `size` documents to a store that holds the model community; how many were added.

    Seven in ten are wishes, the rest volunteers and service hours. Raises StoreError.
    """
    random = Random(seed)  # noqa: S311 - not a secret, and must come out the same again
    maker = _Maker(store, random)
    left = size
    while left:
        batch = min(left, _BATCH)
        with store.transaction(by=actor.name, seat=actor.seat, action="demo.load") as transaction:
            maker.start(transaction)
            for _ in range(batch):
                maker.one(transaction)
        left -= batch
    return size


class _Maker:
    def __init__(self, store: Store, random: Random) -> None:
        self._random = random
        self._now = store.now
        self._store = store
        self._teams: list[Mapping[str, Any]] = []
        self._services: list[Mapping[str, Any]] = []
        self._volunteers = 0
        self._last: dict[int, str] = {}
        self._templates: dict[str, dict[str, Any]] = {}

    def start(self, transaction: Transaction) -> None:
        """Learn what the store holds."""
        self._teams = list(transaction.all("teams"))
        self._services = [s for s in transaction.all("services") if s.get("rrule")]
        self._volunteers = len(list(transaction.all("volunteers")))
        if not self._last:
            for wish in transaction.all("wishes"):
                year = int(wish["number"][:4])
                self._last[year] = max(self._last.get(year, ""), wish["number"])

    def one(self, transaction: Transaction) -> None:
        """Insert one document."""
        draw = self._random.random()
        make: Callable[[Transaction], None] = self._wish
        if draw > 0.95 or not self._volunteers:
            make = self._volunteer
        elif draw > 0.7:
            make = self._hours
        make(transaction)

    def _insert(self, transaction: Transaction, table: str, fields: dict[str, Any]) -> None:
        """Insert with the model's defaults; the first of each table is checked by the model."""
        if table not in self._templates:
            stand_in = {
                "id": 1,
                "rev": 1,
                "created_at": self._now.isoformat(),
                "updated_at": self._now.isoformat(),
            }
            model = parsed(self._store.collection(table).model, {**stand_in, **fields})
            self._templates[table] = {k: v for k, v in model.stored().items() if k not in stand_in}
            self._templates[table].update(
                dict.fromkeys(("due", "assignee", "done_on", "rating")) if table == "wishes" else {}
            )
        transaction.insert(table, {**self._templates[table], **fields})

    def _name(self) -> str:
        return self._random.choice(_SURNAMES) + self._random.choice(_GIVEN) + "（示例）"

    def _wish(self, transaction: Transaction) -> None:
        random, today = self._random, self._now.date()
        recorded = today - timedelta(int(random.betavariate(1, 3) * 700))
        recent = (today - recorded).days < 30
        state = random.choice(_STATES if recent else _OLD_STATES)
        number = next_number([self._last.get(recorded.year, "")], recorded.year)
        self._last[recorded.year] = number
        team = random.choice(self._teams) if self._teams and state not in {"recorded", "accepted"} else None
        at = datetime.combine(recorded, time(9, random.randrange(60)), LOCAL).isoformat()
        done = recorded + timedelta(random.randrange(1, 12))
        finished = state in {"done", "closed"}
        self._insert(transaction, "wishes", {
            "number": number,
            "title": random.choice(_PLACES) + random.choice(_THINGS) + random.choice(_TROUBLES),
            "detail": f"第{random.randrange(1, 400)}号生成的示例心愿，用于测量。",
            "resident": self._name(),
            "compound": random.randrange(1, 7),
            "channel": random.choice(list(CHANNELS)),
            "category": random.choice(list(CATEGORIES)),
            "urgency": random.choice(("urgent", "high", "normal", "normal", "low")),
            "state": state,
            "recorded_on": recorded.isoformat(),
            "due": (recorded + timedelta(random.randrange(3, 30))).isoformat(),
            "assignee": {"kind": "team", "id": team["id"], "name": team["name"]} if team else None,
            "outcome": "已办理（示例）。" if finished else "",
            "done_on": min(done, today).isoformat() if finished else None,
            "rating": random.randrange(2, 6) if state == "closed" else None,
            "history": [{"at": at, "by": "示例", "action": "record", "state": "recorded", "note": ""}],
        })  # fmt: skip

    def _volunteer(self, transaction: Transaction) -> None:
        self._volunteers += 1
        self._insert(
            transaction,
            "volunteers",
            {"name": self._name(), "compound": self._random.randrange(1, 7), "example": True},
        )

    def _hours(self, transaction: Transaction) -> None:
        random = self._random
        team = random.choice(self._teams)
        day = self._now.date() - timedelta(random.randrange(0, 700))
        self._insert(transaction, "hours", {
            "volunteer_id": random.randrange(1, self._volunteers + 1),
            "team_id": team["id"],
            "on": day.isoformat(),
            "hours": random.randrange(1, 9) / 2,
            "content": "便民服务（示例）",
            "source": "by_hand",
        })  # fmt: skip
