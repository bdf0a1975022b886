"""RecordTable: the cursor keeps its record, and only lines that changed are painted."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.geometry import Region

from tests.screens.settling import press, settle
from tui.screens.styles.themes import DARK
from tui.widgets.columns import Across, Column
from tui.widgets.record_table import RecordTable


class Painted(RecordTable):
    """Notes which lines are asked to be painted anew."""

    lines: list[int]

    def refresh(self, *regions: Region, **how: bool) -> Painted:
        """As the table does."""
        if hasattr(self, "lines"):
            self.lines.extend(region.y for region in regions)
            if not regions:
                self.lines.append(-1)
        return super().refresh(*regions, **how)


def _key(table: RecordTable) -> object:
    return table.cursor_key


class TableApp(App[None]):
    """One table, in the colours of the desk."""

    def on_mount(self) -> None:
        """Put on the scheme."""
        self.register_theme(DARK)
        self.theme = DARK.name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The roles that styles name, before the scheme is on."""
        return dict(DARK.variables)

    def compose(self) -> ComposeResult:
        """The table."""
        yield Painted([Column("n", "n", 10)], id="t")


async def test_a_step_paints_two_lines_and_a_changed_record_one() -> None:
    app = TableApp()
    async with app.run_test(size=(40, 10)):
        table = app.query_one(Painted)
        table.show(range(10_000), lambda key: (str(key),))
        table.focus()
        await settle(app)
        table.lines = []
        await press(app, "down")
        assert table.lines == [0, 1]
        table.lines = []
        table.show(range(10_000), lambda key: ("x" if key == 5 else str(key),))
        assert table.lines == [5]
        await settle(app)
        table.lines = []
        table.show(range(10_000), lambda key: ("x" if key == 5 else str(key),))
        assert table.lines == []


async def test_the_cursor_stays_on_its_record_and_on_its_line() -> None:
    app = TableApp()
    async with app.run_test(size=(40, 10)):
        table = app.query_one(Painted)
        table.show(list(range(100)), lambda key: (str(key),))
        table.focus()
        await press(app, *["down"] * 50)
        assert _key(table) == 50
        table.show([1000, 1001, *range(100)], lambda key: (str(key),))
        assert _key(table) == 50
        table.show([key for key in range(100) if key != 50], lambda key: (str(key),))
        assert _key(table) == 53
        table.show([], lambda key: (str(key),))
        assert _key(table) is None
        table.show([7], lambda key: (str(key),))
        assert _key(table) == 7


async def test_only_rows_in_sight_are_asked_for_cells() -> None:
    app = TableApp()
    asked: set[object] = set()

    def cells(key: object) -> tuple[str]:
        asked.add(key)
        return (str(key),)

    async with app.run_test(size=(40, 10)):
        app.query_one(Painted).show(range(10_000), cells)
        await settle(app)
        assert len(asked) <= 10


async def test_a_title_among_rows_is_seen_also_where_no_row_is() -> None:
    app = TableApp()
    async with app.run_test(size=(40, 10)):
        table = app.query_one(Painted)
        table.set_columns((Column("when", "", 5), Column("what", "", 10)))
        table.show([1], lambda _: (Across("what waits for you 0"), ""))
        await settle(app)
        assert "what waits for you 0" in table.render_line(0).text
