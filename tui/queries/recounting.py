"""Having communities counted anew by a process of its own: only that one reads documents, and it gives counts alone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress

import orjson

from tui.platform.starting import this_program
from tui.rules.rollup.tally import Tally


async def recounted(folders: Sequence[str]) -> AsyncIterator[tuple[str, Tally | None]]:
    """Each folder with its tally, as they are counted; None for one that cannot be read."""
    if not folders:
        return
    process = await asyncio.create_subprocess_exec(
        *this_program("tui.commandline.recounting"),
        *folders,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        limit=1 << 24,
    )
    assert process.stdout is not None
    try:
        async for line in process.stdout:
            folder, found = orjson.loads(line)
            yield folder, Tally(*found) if found else None
        await process.wait()
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.terminate()
            await process.wait()
