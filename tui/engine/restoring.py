"""What an engine tells about a backup that was restored."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did: documents there are now, how many of them changed by it, where the old ones lie."""

    documents: int
    changed: int
    aside: Path | None
