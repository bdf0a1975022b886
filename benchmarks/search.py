"""The search over 50,000 documents: what a key costs, what the index costs."""

from __future__ import annotations

import gc
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Row, median_ms, percentile_ms
from benchmarks.stores import loaded
from tui.language.filtering import syllables
from tui.language.i18n import translator
from tui.queries.search.index import SearchIndex
from tui.queries.search.results import groups
from tui.queries.search.terms import terms
from tui.store import Store, open_store

_SIZE = 50_000
_TYPED = (
    "路灯坏了", "xiashuidao", "ldhl", "王秀英", "wangxiuying", "2026-0042", "42", "昨天", "11月", "5678", "南门口 路灯",
    "义剪", "yanaimin", "yinfa", "电梯", "理发", "电动自型车", "yanaiming", "xiashuidoa", "路灯坏啦",
)  # fmt: skip
_SHOWN = 5


def run(folder: Path) -> list[Row]:
    """Each key of what is typed is a query; building and memory by themselves."""
    store = open_store(loaded(folder / "search", _SIZE))
    syllables()
    terms("昨天", store.now)
    tracemalloc.start()
    index = _index(store)
    gc.collect()
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del index
    begun = time.process_time()
    index = _index(store)
    built = time.process_time() - begun
    tr, now = translator("zh"), store.now
    seconds, nearly = [], []
    for typed in _keys():
        begun = time.perf_counter()
        found = groups(store, index, typed, now, tr, most=_SHOWN, exact=True)
        seconds.append(time.perf_counter() - begun)
        if not found:  # as the screen does, once it has shown that nothing has just this
            begun = time.perf_counter()
            groups(store, index, typed, now, tr, most=_SHOWN)
            nearly.append(time.perf_counter() - begun)
    store.close()
    return [
        Row("a key: first results, median", f"{median_ms(seconds):.1f} ms"),
        Row("a key: first results, p95", f"{percentile_ms(seconds, 95):.1f} ms", aim="under 30 ms"),
        Row("what has a typo, after that: the slowest", f"{1000 * max(nearly):.1f} ms"),
        Row("memory of the index", f"{held / 1e6:.1f} MB", aim="under 30 MB"),
        Row("making the index, in the background", f"{built:.1f} s of the processor"),
    ]


def _index(store: Store) -> SearchIndex:
    index = SearchIndex(store, translator("zh"), phones=True)
    index.build()
    return index


def _keys() -> Iterator[str]:
    """What stands in the line after each key."""
    for typed in _TYPED:
        for end in range(1, len(typed) + 1):
            yield typed[:end]
