"""What is kept for viewers with each commit is what masking everything anew would give, by all names that were ever known."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tui.engine.changes import Entry, difference
from tui.engine.documents import Tables
from tui.engine.postgres.masker import Masker

NAMES = ("王秀英", "王秀", "欧阳娜娜", "John Smith", "买买提·艾力", "孙桂兰、赵国庆")
TEXTS = ("找{}看过", "{}家漏水，电话13712345678", "请\n{}\n来", "Smith和买买提艾力")
SAID = st.builds(str.format, st.sampled_from(TEXTS), st.sampled_from(NAMES))
WITHOUT = st.fixed_dictionaries({"title": SAID}, optional={"detail": SAID})
WISH = st.fixed_dictionaries(
    {"title": SAID, "resident": st.sampled_from(NAMES)},
    optional={
        "phone": st.just("13712345678"),
        "detail": SAID,
        "history": st.lists(st.fixed_dictionaries({"note": SAID, "by": st.just("小李")}), max_size=2),
    },
)
ACTION = st.fixed_dictionaries({"title": SAID, "owner": st.sampled_from(("物业", "小李"))})
PUT = st.one_of(
    st.tuples(st.just("wishes"), st.integers(1, 4), st.one_of(st.none(), WISH)),
    st.tuples(st.just("actions"), st.integers(1, 3), st.one_of(st.none(), ACTION)),
    st.tuples(st.just("mediations"), st.integers(1, 2), WISH),  # hidden from viewers, and names residents
)
COMMIT = st.tuples(st.booleans(), st.lists(PUT, min_size=1, max_size=2, unique_by=lambda put: put[:2]))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.just("wishes"), st.integers(1, 6), WITHOUT), min_size=3, max_size=6),
    st.lists(COMMIT, min_size=3, max_size=4),
    st.booleans(),
)
def test_every_commit_leaves_what_masking_anew_gives(
    before: list[tuple[str, int, dict[str, Any]]],
    commits: list[tuple[bool, list[tuple[str, int, dict[str, Any] | None]]]],
    prepared: bool,
) -> None:
    tables: Tables = {}
    for table, key, document in before:  # nobody in them is known yet
        tables.setdefault(table, {})[str(key)] = document
    masker = Masker(tables)
    kept = {(table, key): text for table, key, text in masker.all(tables)}
    if prepared:
        masker.prepare(tables)
    anew = Masker(tables)
    for by_another, put in commits:
        after = {(table, str(key)): document for table, key, document in put}
        changes = (difference(*at, tables.get(at[0], {}).get(at[1]), one) for at, one in after.items())
        entry = Entry(1, "", "小李", "窗口", "wish.edit", tuple(filter(None, changes)), {})
        if by_another:  # taken in first, and masked by this handle later
            masker.take_in(entry)
            _apply(tables, after)
            shown = masker.shown(entry, after, tables, learnt=True)
        else:
            shown = masker.shown(entry, after, tables)
            _apply(tables, after)
        kept.update(shown.documents)
        kept = {at: text for at, text in kept.items() if at[1] in tables.get(at[0], {})}
        anew.take_in(entry)
        assert kept == {(table, key): text for table, key, text in anew.all(tables)}


def _apply(tables: Tables, after: dict[tuple[str, str], dict[str, Any] | None]) -> None:
    for (table, key), document in after.items():
        if document is None:
            tables.get(table, {}).pop(key, None)
        else:
            tables.setdefault(table, {})[key] = document
