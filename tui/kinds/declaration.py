"""How a kind of record and its fields are declared: once, for screens, command line, masks, references and ledgers.

A declaration holds names and places, never code: loading one loads no model, no form and no screen.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any, Final, Literal, NamedTuple, NewType

from tui.language.i18n import N_

Place = NewType("Place", str)
"""Where something is, as `package.module:name`; `load` imports it when it is first wanted."""


def load(place: Place) -> Any:
    """What is at `place`. Raises ImportError or AttributeError where nothing is."""
    module, _, name = place.partition(":")
    return getattr(import_module(module), name)


FieldType = Literal[
    "line", "note", "day", "time", "number", "choice", "yes_no", "code", "phone", "address", "part", "list", "counts"
]  # fmt: skip
"""What a field holds: one line; several lines; a date (ISO 8601); a time of day or a moment; a number, an id
among them; one of the values of a table of words; yes or no; what a rule writes and nobody types (the number of
a wish, a recurrence rule); a telephone number; an address; a part with fields of its own; a list, of parts, of
choices or of single values; values by name."""

Personal = Literal["name", "asker", "named", "colleague", "phone", "address", "withheld"]
"""What of a person a field holds.

- `name`: who the record is about. Where they are forgotten, the record is cleaned of them.
- `asker`: the same, of what somebody asked for themselves: nobody outside of the community sees who.
- `named`: who is only mentioned. The name goes, the record stays another's.
- `colleague`: who at the desk did it: never the resident's, and stays.
- `phone`, `address`: a telephone number, where somebody lives.
- `withheld`: other data of theirs that is for nobody else.
"""

# Hints that many fields have.
PICK: Final = N_("Arrows choose, or type: text or pinyin initials.")
NEW_LINE: Final = N_("Several lines can be written.")

COLLEAGUE: Final = ""
"""In place of a table: the field names somebody at the desk, who can hand over what they hold."""


class Reference(NamedTuple):
    """That a field names records of `table` by their id.

    With `when`, (field, value), only parts (or documents) that have this value in that field of theirs name a
    record of the table. `about`: what refers is about the one that it names, and is forgotten with them. With
    `part`, it names by `number` one of the parts in that list of the table's record: a compound of the community.
    """

    table: str
    when: tuple[str, str] | None = None
    about: bool = False
    part: str = ""


class Typed(NamedTuple):
    """How people type a field: its option on the command line, its part in quick entry, whether forms have it.

    `hint` is the msgid that the form shows, `help` that of the option. Where the form has a widget for several
    fields, or calls it otherwise, `form` is its name there; "" stands for the field's own. `at` is the command of
    the step at which it is typed; "" where the record is added or edited.
    """

    option: str = ""
    help: str = ""
    part: str = ""
    in_form: bool = True
    form: str = ""
    hint: str = ""
    at: str = ""


class Field(NamedTuple):
    """A field of a kind's documents, or of a part in them. `label` is a msgid; without one nobody is shown it.

    `most` is how many characters a text may have, where that is not what its type allows. `required`: no record
    is kept without. `choices` is where the words of a choice are. `typed` is None where use cases alone set the
    field. `parts` are the fields of a part, or of each part in a list. `headings` are what ledgers call the
    field, the official one first. `past`: a day of what has happened, so that `周五` is the last Friday.
    """

    name: str
    label: str = ""
    type: FieldType = "line"
    most: int = 0
    required: bool = False
    choices: Place | None = None
    typed: Typed | None = None
    personal: Personal | None = None
    refers: tuple[Reference, ...] = ()
    parts: tuple[Field, ...] = ()
    headings: tuple[str, ...] = ()
    past: bool = False


def headings(text: str) -> tuple[str, ...]:
    """Headings that are written with | between them."""
    return tuple(text.split("|"))


class Act(NamedTuple):
    """What can be done to a record of a kind: a command, and the use case that the table of rights knows.

    At most one of `form`, `deed` and `screen` says what it opens or does; each takes a context and a target.
    Without any, the current screen does it itself. `said` is the msgid that is shown once a deed is done. `label`
    and `tooltip` are msgids that stand for the command's own on this kind. `many`: it may be done to all marked
    records, in one commit; `together` is the form that asks once for all of them (it takes a context and targets),
    where asking as for one record would not do. Without `bar` the key bar leaves it out.
    """

    command: str
    use_case: str
    label: str = ""
    tooltip: str = ""
    form: Place | None = None
    deed: Place | None = None
    screen: Place | None = None
    said: str = ""
    many: bool = False
    together: Place | None = None
    bar: bool = True


class Kind(NamedTuple):
    """A kind of record. `label` is a msgid: what one record is called.

    `columns`, `detail` and `refusal` are where a list's columns, the lines of a record in full, and the reason
    why an act cannot be done come from; None where the kind has none of its own. `ledger` names the fields and
    the `derived` columns of its ledger, in order; a field that refers is written as the name of what it refers
    to. `listed` is its word for `xingfu list`, "" where the lists have none. `must_hold` is asked by undo: what
    must be true of records that come back. `counts` is the rule that says whether a stored record is in figures;
    None where all are.
    """

    name: str
    label: str
    table: str
    model: Place
    columns: Place | None = None
    detail: Place | None = None
    refusal: Place | None = None
    fields: tuple[Field, ...] = ()
    derived: tuple[Field, ...] = ()
    acts: tuple[Act, ...] = ()
    ledger: tuple[str, ...] = ()
    listed: str = ""
    must_hold: Place | None = None
    searched: bool = True
    counts: Place | None = None

    def field(self, name: str) -> Field | None:
        """The field of that name, or None."""
        return next((field for field in self.fields if field.name == name), None)

    def typed(self, at: str = "") -> tuple[Field, ...]:
        """The fields that people type where a record is added or edited, or at the step `at`; in the form's order."""
        return tuple(field for field in self.fields if field.typed is not None and field.typed.at == at)

    def act(self, command: str) -> Act | None:
        """What the command does to a record of this kind, or None."""
        return next((act for act in self.acts if act.command == command), None)

    @property
    def attachable(self) -> bool:
        """Whether files and links can be attached to a record of this kind."""
        return self.field(ATTACHED) is not None


# ---- fields that several kinds have

# The headings of whoever asks for something: of wishes and home requests.
ASKERS_PHONE: Final = "联系电话|电话|求助号码|来电号码|手机|手机号|手机号码|诉求人电话|来电人电话|联系方式|报修电话|联系号码|反映人联系方式"
ASKERS_ADDRESS: Final = (
    "住址|地址|家庭住址|事件发生地|楼栋门牌|发生地址|事发地址|问题点位|诉求地址|房号|详细地址|楼号|门牌号"
)
ASKERS_COMPOUND: Final = "小区|所属小区|居住小区|小区名称"
CALLED: Final = N_("where they can be called")
CALLED_BACK: Final = N_("where they can be called back")
KEPT: Final = N_("anything worth keeping")


def phone(known_as: str, *, option_help: str = CALLED_BACK, hint: str = "") -> Field:
    """A telephone number; `known_as` are its headings, with | between them."""
    typed = Typed("--phone", option_help, hint=hint)
    return Field("phone", N_("phone"), "phone", personal="phone", headings=headings(known_as), typed=typed)


def address(known_as: str, *, part: str = "") -> Field:
    """Where somebody lives, within the compound; `part` of a line of quick entry."""
    typed = Typed("--address", N_("building, unit, door"), part, hint=N_("Building, unit, door."))
    return Field(
        "address", N_("address"), "address", personal="address", headings=headings(known_as), typed=typed
    )


def compound(known_as: str, *, part: str = "") -> Field:
    """The residential compound, by its number in the community."""
    typed = Typed("--compound", N_("the residential compound, 1 to 6"), part, hint=PICK)
    return Field(
        "compound",
        N_("compound"),
        "number",
        headings=headings(known_as),
        typed=typed,
        refers=(Reference("communities", part="compounds"),),
    )


def note(
    option_help: str = KEPT, *, option: str = "--note", known_as: str = "备注|说明|其他|备注说明"
) -> Field:
    """What is worth keeping and has no field of its own."""
    return Field(
        "note",
        N_("note"),
        "note",
        headings=headings(known_as) if known_as else (),
        typed=Typed(option, option_help if option else "", hint=NEW_LINE),
    )


# ---- files and links at a record: a kind has them that lists `attachments()` among its fields and `ATTACH` among its acts

ATTACHED: Final = "attachments"
"""The field of a record in which its attachments stand; its model is `tui.models.attachment:Attachable`."""


def attachments() -> Field:
    """The files and links that are attached to a record.

    A file's content is kept in the data folder under its `sha256`. Of a person it may hold anything: who sees masked
    data gets the number of attachments alone, and a record that is forgotten loses all of them.
    """
    return Field(
        ATTACHED,
        N_("attachments"),
        "list",
        parts=(
            Field("number", "", "number", required=True),
            Field("called", N_("file"), most=120, required=True, personal="withheld"),
            Field("link", N_("link"), most=2000, personal="withheld"),
            Field("sha256", "", "code", personal="withheld"),
            Field("size", "", "number"),
            Field("media", "", "code"),
            Field("added_at", "", "time", required=True),
            Field("added_by", personal="colleague"),
        ),
    )


ATTACH: Final = Act("attach", "attachment.see", screen=Place("tui.screens.attachments:attachments_sheet"))
