"""`xingfu report trends`: the trends as a table or as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui.commandline.call import Call
from tui.commandline.named import period_of
from tui.commandline.output import print_json, print_table
from tui.language.errors import InvalidInput, Message, UsageError

if TYPE_CHECKING:
    from tui.queries.trend_lines import TrendBlock, Trends
    from tui.rules.trends.figures import Figure
    from tui.rules.trends.periods import Period
    from tui.store import Store


def print_trends(call: Call) -> int:
    """Print them. Raises UsageError, InvalidInput."""
    from tui.queries.trends import trends

    parsed = call.parsed
    if parsed.month or parsed.output or parsed.purpose:
        raise UsageError(
            Message("`report trends` takes --from, --to, --compound and --json, no month, file or purpose.")
        )
    with call.context() as context:
        store = context.store
        found = trends(store, _period(call, store), _compound(parsed.compound, store))
        context.desk.exports.note(
            "trends",
            "street",
            sum(len(block.rows) for block in found.blocks.values()),
            format="json" if parsed.json else "txt",
            start=found.period.first,
            end=found.period.last,
        )
    call.changed = False  # the note of it is nothing that must not be done again
    if parsed.json:
        print_json(_json(found))
        return 0
    tr = call.tr
    print(tr("Trends {period}, before that {before}, last year {year}", **_spans(found)))
    for block in found.blocks.values():
        _print_block(block, call)
    return 0


def _print_block(block: TrendBlock, call: Call) -> None:
    from tui.queries.trend_lines import said, written

    tr = call.tr
    print()
    rows = [[said(block.title, tr), tr("this period"), tr("period before"), tr("last year")]]
    rows += [
        [said(row.label, tr), *(written(one, row.unit, tr) for one in row.figures)] for row in block.rows
    ]
    print_table(rows)
    for meaning in dict.fromkeys(said(row.meaning, tr) for row in block.rows):
        print(f"  {meaning}")


def _spans(found: Trends) -> dict[str, str]:
    spans = (("period", found.period), ("before", found.before), ("year", found.year))
    return {name: "/".join(span.bounds) for name, span in spans}


def _json(found: Trends) -> dict[str, Any]:
    """Every figure with the ids of the records behind it."""

    def as_json(figure: Figure | None) -> Any:
        return None if figure is None else {"value": figure.value, "ids": list(figure.ids)}

    return {
        **_spans(found),
        "compound": found.compound,
        "blocks": {
            block.key: [
                {
                    "key": row.key.partition(" ")[2],
                    "unit": row.unit,
                    "of": row.table,
                    **dict(zip(("period", "before", "year"), map(as_json, row.figures), strict=True)),
                }
                for row in block.rows
            ]
            for block in found.blocks.values()
        },
    }


def _period(call: Call, store: Store) -> Period:
    from tui.rules.trends.periods import containing, read_days

    parsed, today = call.parsed, store.now.date()
    if not parsed.first and not parsed.last:
        return containing("quarter", today, today)
    given, last = period_of(parsed.first, parsed.last, store)
    last = last or today
    first = given or containing("quarter", last, last).first
    try:
        return read_days(first.isoformat(), last.isoformat(), today)
    except InvalidInput as wrong:
        options = {"first": "--from", "last": "--to"}
        raise InvalidInput({options[name]: why for name, why in wrong.errors.items()}) from None


def _compound(text: str | None, store: Store) -> int | None:
    """The number of the compound that is meant. Raises UsageError."""
    if not text:
        return None
    compounds = (store.community or {}).get("compounds") or ()
    exact = [c for c in compounds if text.strip() in {str(c["number"]), c.get("name")}]
    found = exact or [c for c in compounds if text.strip() in str(c.get("name") or "")]
    if len(found) != 1:
        known = "、".join(f"{c['number']} {c.get('name') or ''}".strip() for c in compounds)
        raise UsageError(
            Message("«{text}» names no compound, or several: {known}.", {"text": text, "known": known})
        )
    return int(found[0]["number"])
