"""Applies the user's own settings while the desk is open."""

from __future__ import annotations

from tui.language.i18n import translator
from tui.platform.config import Config
from tui.screens.background import Part
from tui.screens.base.live import LiveScreen


class OwnSettings(Part):
    """Changes name, language and colours without a restart."""

    async def apply_settings(self, chosen: Config) -> None:
        """Apply the settings; open screens are redrawn if the language is another."""
        context, app = self.context, self.app
        before = context.tr.lang
        context.replace_actor(
            context.actor._replace(name=chosen.name), translator(chosen.lang, on_screen=True)
        )
        app.theme = f"xingfu-{chosen.theme}"
        self.shell.lock_after(chosen.lock_after)
        app.title = context.tr("Xingfu desk")
        if before == chosen.lang:
            return
        stacks = list(app._screen_stacks.values())  # noqa: SLF001 - there is no public list of the modes' screens
        for screen in [screen for stack in stacks for screen in stack]:
            if isinstance(screen, LiveScreen):
                await screen.redraw_in_language()
