import asyncio,tempfile,sys
from pathlib import Path
from datetime import datetime
from tests.screens.desk import Desk
from tui.store import open_store
from tui.desk.demo import load_demo
from tui.platform.locations import model_community
from tui.seats.actor import Actor
from tui.rules.calendar.time_zone import LOCAL
def run(fn, size=(80,24), lang="zh", at="2026-11-24T10:00", **k):
    async def go():
        with tempfile.TemporaryDirectory() as d:
            d=Path(d); now=datetime.fromisoformat(at).replace(tzinfo=LOCAL)
            store=open_store(d/"data", now=lambda: now)
            load_demo(store, model_community(), Actor("示例","demo"))
            async with Desk.opener(store,d)(size,lang,**k) as desk:
                await fn(desk)
            store.close()
    asyncio.run(go())
