"""What the commands of the app open: each takes the app and the screen in front."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from textual.screen import Screen

if TYPE_CHECKING:
    from tui.screens.base.shell import Shell


def palette(app: Shell, over: Screen[Any]) -> Screen[Any]:  # noqa: ARG001
    """All commands."""
    from tui.screens.palette import PaletteScreen

    return PaletteScreen(over)


def search(app: Shell, over: Screen[Any]) -> Screen[Any] | None:  # noqa: ARG001
    """The search as it was left; none where it is in front."""
    from tui.screens.search import SearchScreen

    return None if isinstance(over, SearchScreen) else SearchScreen()


def person(app: Shell, over: Screen[Any]) -> Screen[Any]:
    """The page of whom the record in front names; of several, the choice. Raises NotAllowed, WrongState."""
    from tui.screens.people import page_of

    return page_of(app.context, over)


def export(app: Shell, over: Screen[Any]) -> Screen[Any]:
    """The export sheet of the list in front."""
    from tui.screens.export import export_form
    from tui.screens.trends import TrendsScreen

    if isinstance(over, TrendsScreen):
        from tui.screens.trends_export import trends_form

        return trends_form(
            app.context,
            over,
            over.counted,
            over.days_and_place,
            lambda: export_form(app.context, over, with_list=False),
        )
    return export_form(app.context, over)


def papers(app: Shell, over: Screen[Any]) -> Screen[Any]:
    """The papers of the record in front. Raises XingfuError where none can be made of it."""
    from tui.screens.papers import papers_form

    return papers_form(app.context, over)


def own_settings(app: Shell, over: Screen[Any]) -> Screen[Any]:  # noqa: ARG001
    """One's own name, language and colours."""
    from tui.screens.own import own_form

    return own_form(cast("Any", app))
