"""What is loaded once the first screen is there, so that nobody waits for it when the first form opens."""

from __future__ import annotations

from importlib import import_module

from tui.kinds import registry
from tui.kinds.commands import EVERYWHERE


def load_ahead() -> None:
    """Load the use cases, the models, and the forms, deeds and screens of all acts."""
    acts = [act for kind in registry.kinds() for act in kind.acts]
    places = [act.form or act.deed or act.screen for act in (*acts, *EVERYWHERE.values())]
    models = [registry.stored_kind(table).model for table in registry.tables()]
    modules = dict.fromkeys(place.partition(":")[0] for place in (*places, *models) if place)
    for module in ("tui.desk.desk", *modules):
        import_module(module)
