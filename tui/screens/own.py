"""The form of one's own settings: name, language, colours, lock; saved for this user or seat, applied at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import Any, Final

from tui.language.cleaning import one_line
from tui.language.errors import InvalidInput, Message, StoreError
from tui.language.i18n import N_, translator
from tui.platform.config import MOST_MINUTES, Config, keep_config
from tui.screens.base.beside_form import BesideForm
from tui.screens.base.form import FormScreen
from tui.screens.base.shell import Shell
from tui.screens.pin import pin_form
from tui.seats.actor import LOCAL_SEAT, Actor
from tui.widgets.fields import Field, NumberField, PickField, TextField

_LANGS: Final = (("zh", "中文"), ("en", "English"))
_THEMES: Final = (("dark", N_("light on dark")), ("light", N_("dark on light")))
_MOST: Final = 30
_CHANGE: Final = "change"


def may_rename(actor: Actor) -> bool:
    """Whether the actor may change their name; the names of outside seats are given by the staff."""
    return actor.seat == LOCAL_SEAT or actor.role == "staff"


def own_form(shell: Shell, *, first: bool = False) -> FormScreen:
    """The form of one's own settings; with `first`, at the first start, of the name alone."""
    tr, actor = shell.context.tr, shell.context.actor
    before = shell.lock_minutes

    def keep(values: Mapping[str, Any]) -> Callable[[], Message | FormScreen]:
        name = one_line(str(values.get("name") or actor.name)).strip()
        if not name or len(name) > _MOST:
            raise InvalidInput({"name": Message("Write a name of at most {n} characters.", {"n": _MOST})})
        minutes = before if "lock_after" not in values else values["lock_after"] or 0
        if not isinstance(minutes, int) or not 0 <= minutes <= MOST_MINUTES:
            why = Message("Write whole minutes up to {n}; empty: never by itself.", {"n": MOST_MINUTES})
            raise InvalidInput({"lock_after": why})
        chosen = Config(values.get("lang", tr.lang), values.get("theme", shell.colours), name, minutes)
        pins = shell.own_seat.pins
        asks = values.get("pin") == _CHANGE or (minutes > 0 and not pins.state().hash)
        _keep(shell, chosen, {"name", *values})

        def applied() -> Message | FormScreen:
            shell.apply_settings(chosen)
            if asks:
                return pin_form(shell, pins)
            said = Message("Saved.")
            if name != actor.name or first:
                said = Message("Saved. What you do is recorded under «{name}» from now on.", {"name": name})
            # In the language that was just chosen: the screen is in it when this is read.
            return Message("{text}", {"text": said.text(translator(chosen.lang))})

        return applied

    fields: list[Field] = []
    if may_rename(actor):
        known = "" if first else actor.name
        fields.append(TextField("name", tr("your name"), known, required=True, most=_MOST,
                                hint=tr("It stands beside everything that you record.")))  # fmt: skip
    themes = [(code, tr(label)) for code, label in _THEMES]
    if not first:  # one question to a greeting; the rest is asked for by the key
        fields += [
            PickField("lang", tr("language"), list(_LANGS), tr.lang),
            PickField("theme", tr("colours"), themes, shell.colours),
            NumberField("lock_after", tr("lock after"), str(before or ""),
                        hint=tr("Minutes without a key after which the screen is locked; empty: only by {key}.", key="Ctrl+\\")),
            PickField("pin", tr("PIN of the lock"), [("", tr("as it is")), (_CHANGE, tr("set or change it"))], "",
                      hint=tr("What opens the locked screen. The form for it comes next.")),
        ]  # fmt: skip
    about = (
        tr("What you do would be recorded as «{name}». What is your name? Esc: later.", name=actor.name)
        if first
        else ""
    )
    return BesideForm(tr("Own settings"), fields, keep, about=about)


def _keep(shell: Shell, chosen: Config, asked: Collection[str]) -> None:
    """Save the settings named in `asked`: a seat's in the register, else in the user's own file. Raises StoreError."""
    actor = shell.context.actor
    if actor.seat == LOCAL_SEAT:
        try:
            keep_config(
                shell.locations.config,
                {name: value for name, value in chosen._asdict().items() if name in asked},
            )
        except OSError as error:
            raise StoreError(
                Message(
                    "{file} cannot be written: {why}",
                    {"file": str(shell.locations.config), "why": error.strerror or str(error)},
                )
            ) from error
        return
    with shell.own_seat.register() as register:
        seat = register.get(actor.seat)
        person = chosen.name if may_rename(actor) else seat.person
        register.put(
            replace(seat, person=person, lang=chosen.lang, theme=chosen.theme, lock_after=chosen.lock_after)
        )
