"""All keys, on one sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen

from tui.capture.lines.parsed_line import Verb
from tui.capture.lines.vocabulary import VERBS
from tui.desk.context import DeskContext
from tui.kinds import registry
from tui.kinds.commands import COMMANDS, EVERYWHERE, called
from tui.language.i18n import Translator
from tui.rules.privacy.rights import may
from tui.screens.base.acting import granted
from tui.screens.base.sheet import Sheet
from tui.screens.modes import MODES
from tui.widgets.columns import Tone
from tui.widgets.detail_view import DetailLine, DetailView
from tui.widgets.header_bar import HeaderBar
from tui.widgets.key_bar import KeyBar, KeyItem

# Cells of the terminal from which on the keys stand in two columns.
_TWO: Final = 140


class HelpScreen(Sheet):
    """The keys that do something on the screen beneath first, then all others."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", show=False, priority=True),
        Binding("f1,question_mark,？,enter,q", "dismiss", show=False),
        Binding("f10", "app.leave", show=False),
    ]
    AUTO_FOCUS = "#help"
    CSS = "HelpScreen .sheet { height: 100%; } HelpScreen.two .sheet { width: 90%; }"

    def __init__(self, over: Screen[Any]) -> None:
        super().__init__()
        self._over = over

    def compose(self) -> ComposeResult:
        """The sheet."""
        tr = self.tr
        view = DetailView(id="help")
        view.can_focus = True
        with Vertical(classes="sheet"):
            yield HeaderBar(tr("Keys"), tr("Esc closes"))
            yield view
            yield KeyBar([KeyItem("Esc", tr("close"), "dismiss"), KeyItem(tr("Up, Down"), tr("scroll"))])

    def on_mount(self) -> None:
        """Fill the sheet."""
        self._part()
        self.query_one("#help", DetailView).show(help_lines(self.context, self._over))

    def on_resize(self) -> None:
        """Two columns where both have room."""
        self._part()

    def _part(self) -> None:
        two = self.app.size.width >= _TWO
        self.set_class(two, "two")
        self.query_one("#help", DetailView).set_parts(2 if two else 1)

    def leave_app(self) -> bool:
        """Whether the program may end: as the screen beneath says."""
        leave = getattr(self._over, "leave_app", None)
        return leave is None or bool(leave())


def help_lines(context: DeskContext, over: Screen[Any]) -> list[DetailLine]:
    """The lines of the sheet for the screen that it lies over: what this person may do there."""
    tr = context.tr
    closing = DetailLine(tr("While an input method is on, use the F- and Ctrl-keys."))
    verbs = getattr(over, "entry_verbs", None)
    if isinstance(over, Sheet):
        return [*over.explained(), DetailLine(""), *(_of_the_line(tr, verbs) if verbs else ()), closing]
    possible, kind = getattr(over, "possible", None), getattr(over, "kind", "")
    here = [c for c in COMMANDS.values() if possible and possible(c.id)]
    rest = [c for c in COMMANDS.values() if c not in here and _offered(context, c.id)]
    screens = [c for c in rest if c.id in MODES]
    elsewhere = [c for c in rest if c not in screens]
    lines = [
        DetailLine(tr("Move"), tone=Tone.ACCENT),
        DetailLine(tr("another record; also j and k"), label=tr("Up, Down")),
        DetailLine(tr("next panel or field"), label="Tab"),
        DetailLine(tr("first, last; PgUp and PgDn a page"), label="Home, End"),
        DetailLine(""),
    ]
    ways_out = [c for c in elsewhere if c.id in {"help", "leave"}]
    lines[:0] = [DetailLine(tr(c.tooltip), label=f"{c.shown} {c.also}") for c in ways_out]
    elsewhere = [c for c in elsewhere if c not in ways_out]
    if verbs:
        lines.extend([*_of_the_line(tr, verbs), DetailLine("")])
    if own_keys := getattr(over, "own_keys", ()):
        lines.append(DetailLine(tr(over.title_msgid), tone=Tone.ACCENT))  # type: ignore[attr-defined]
        lines.extend(DetailLine(tr(what), label=tr(keys)) for keys, what in own_keys)
        lines.append(DetailLine(""))
    for title, own, commands in (
        (tr("Here"), True, here),
        (tr("Screens"), False, screens),
        (tr("Everywhere and elsewhere"), False, elsewhere),
    ):
        if commands:
            lines.append(DetailLine(title, tone=Tone.ACCENT))
            for command in commands:
                keys = f"{command.shown} {command.also}".strip()
                tooltip = called(kind, command.id)[1] if own else command.tooltip
                lines.append(DetailLine(tr(tooltip), label=keys))
            lines.append(DetailLine(""))
    lines.append(DetailLine(tr("In forms"), tone=Tone.ACCENT))
    lines.append(DetailLine(tr("the next field; in the last field it saves"), label="Enter"))
    lines.append(DetailLine(tr("save from anywhere"), label="Ctrl+S"))
    lines.append(
        DetailLine(tr("take back what was typed in the field; type it again"), label="Ctrl+Z, Ctrl+Shift+Z")
    )
    lines.append(DetailLine(tr("leave; asks if something was typed"), label="Esc"))
    lines.append(DetailLine(tr("explains the form, field by field"), label="F1"))
    return [*lines, DetailLine(""), closing]


def _offered(context: DeskContext, id: str) -> bool:
    """Whether a command is for this person, on whatever kind of record."""
    if id in EVERYWHERE:
        return granted(context, EVERYWHERE[id])
    if id == "forget":  # of a person's page, for whom it is granted
        return may(context.actor.role, "store.forget")
    acts = [act for kind in registry.kinds() for act in kind.acts if act.command == id]
    return not acts or any(granted(context, act) for act in acts)


def _of_the_line(tr: Translator, verbs: Sequence[Verb]) -> Iterator[DetailLine]:
    """What can be typed into an entry line."""
    yield DetailLine(tr("In the line"), tone=Tone.ACCENT)
    words = [next(w for w in VERBS[verb].split("|") if w.isascii() == (tr.lang == "en")) for verb in verbs]
    yield DetailLine(tr("a line may begin with: {words}", words=" ".join(words)), label=tr("first word"))
    yield DetailLine(tr("who, or where"), label="@ ＠")
    yield DetailLine(tr("category of a wish"), label="# ＃")
    yield DetailLine(tr("urgency: 急 较急 一般 不急"), label="! ！")
    yield DetailLine(tr("who sees to it: a team, a partner, a person"), label="> 》")
    yield DetailLine(tr("a date: tomorrow, next friday, 26th, end of month"), label="^")
    yield DetailLine(tr("takes what is offered; names and first words also by initials"), label="Tab")
    yield DetailLine(tr("the last line again, or what Esc has cleared"), label=tr("Up"))
    yield DetailLine(tr("takes back the last line"), label="u ^Z")
