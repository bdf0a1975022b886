"""A ledger as figures alone (for the street office): how many of each, and the sums."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from tui.kinds.declaration import Field
from tui.kinds.ledgers import Ledger
from tui.kinds.record import Stored
from tui.papers.ledger import IN_ALL, Column, Row, Sheet, Value
from tui.queries.ledger_derived import DERIVED
from tui.queries.ledger_values import AND, Source, cell
from tui.rules.privacy.figures import without_few
from tui.rules.privacy.rights import shown_count

COLUMNS: Final = (Column("what", "统计项目"), Column("value", "分类"), Column("count", "数量", "text"))
UNDER: Final = "不公开"
"""What stands for a count that is withheld."""
UNSAID: Final = "未填写"


def figures(
    ledger: Ledger,
    records: Sequence[Stored],
    fields: Mapping[str, Field],
    headings: Mapping[str, str],
    source: Source,
    *,
    sensitive: bool,
) -> Sheet:
    """The number of records, by the fields that the ledger counts by, and its sums.

    Of `sensitive` records small counts, and what would give them away, are withheld.
    """
    return Sheet("", (), COLUMNS, list(_rows(ledger, records, fields, headings, source, sensitive)))


def _rows(
    ledger: Ledger,
    records: Sequence[Stored],
    fields: Mapping[str, Field],
    headings: Mapping[str, str],
    source: Source,
    sensitive: bool,
) -> Iterator[Row]:
    whole = sum(len(r.get(ledger.part) or ()) for r in records) if ledger.part else len(records)
    yield [IN_ALL, "", _shown(shown_count(whole) if sensitive else whole)]
    for name in ledger.counts:
        counts = _counts(ledger, records, fields[name], source)
        shown: Mapping[str, int | None] = without_few(counts) if sensitive else counts
        for value, _ in counts.most_common():
            yield [headings.get(name, name), value, _shown(shown[value])]
    for name in ledger.sums:
        yield [headings.get(name, name), IN_ALL, _sum(ledger, records, fields[name], source)]


def _shown(count: int | None) -> Value:
    return UNDER if count is None else count


def _counts(ledger: Ledger, records: Sequence[Stored], field: Field, source: Source) -> Counter[str]:
    """How many records have each value; what has several counts for each of them."""
    making = DERIVED.get(ledger.name, {}).get(field.name)
    read = cell(field, source) if making is None else making(source)
    found: Counter[str] = Counter()
    for record in records:
        times = len(record.get(ledger.part) or ()) if ledger.part else 1
        text = _said(read(record))
        for value in text.split(AND) if field.type == "list" and text else [text or UNSAID]:
            if times:
                found[value] += times
    return found


def _said(value: Any) -> str:
    return "" if value is None else f"{value:g}" if isinstance(value, int | float) else str(value)


def _sum(ledger: Ledger, records: Sequence[Stored], field: Field, source: Source) -> Value:
    making = DERIVED.get(ledger.name, {}).get(field.name)
    read = cell(field, source) if making is None else making(source)
    values = [read(record) for record in records]
    return sum(value for value in values if isinstance(value, int | float))
