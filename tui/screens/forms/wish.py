"""The forms of wishes: record, edit, assign, fulfil, rate, reopen, supervise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from tui.desk.context import DeskContext
from tui.kinds.record import Stored, Target
from tui.kinds.words import ACTIONS, CHANNELS
from tui.language.errors import InvalidInput, Message, WrongState
from tui.language.i18n import N_
from tui.queries.board import open_wishes
from tui.rules.privacy.rights import may
from tui.rules.wishes import workflow
from tui.rules.wishes.attention import LOW_RATING
from tui.rules.wishes.categories import categories, category_label
from tui.screens.base.form import FormScreen
from tui.screens.forms.candidates import best, named, told_apart, with_reasons
from tui.screens.forms.common import choices, day_field, found, off_record, records, with_merged
from tui.screens.forms.fields import as_stored, declared_field, form_fields
from tui.widgets.fields import Field, Option, PickField, TextField

# What a new wish is, where nothing else is said.
_NEW: Final[Stored] = {"category": "other", "urgency": "normal"}


def _fields(context: DeskContext, wish: Stored) -> list[Field]:
    said, wish = wish, {**_NEW, **wish}
    options = _categories(context, wish)
    channels: list[Option] = [(None, context.tr("not said")), *choices(context, CHANNELS)]
    own = {
        "channel": declared_field(context, "wish", "channel", wish, options=channels),
        "category": declared_field(context, "wish", "category", wish, options=options,
                                   hint=context.tr("Nobody has said which: it is «other», and can be changed at any time.") if not said.get("category") else ""),
        "urgency": declared_field(context, "wish", "urgency", wish,
                                  hint=context.tr("Nobody has said it is urgent: the usual time limit holds, until it is changed.") if not said.get("urgency") else ""),
    }  # fmt: skip
    return form_fields(context, "wish", wish, own)


def _categories(context: DeskContext, wish: Stored) -> list[Option]:
    """The community's categories, and the wish's own where it is no longer among them."""
    offered = choices(context, categories(context.store.community))
    own = wish.get("category")
    if own and all(own != code for code, _ in offered):
        offered.append((own, context.tr(category_label(own))))
    return offered


def new(context: DeskContext, _: Target | None) -> FormScreen:
    """Record a wish."""

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        wish = context.desk.wishes.record(as_stored("wish", values))
        return Message("Wish {number} recorded.", {"number": wish["number"]})

    def notice(field: str, value: Any) -> str | None:
        """Wishes that are likely about the same, while the title is being typed."""
        if field != "title":
            return None
        alike = context.desk.wishes.alike(str(value or ""))
        names = context.tr(", ").join(f"{w['number']} {w['title']}" for w in alike)
        return context.tr("Perhaps the same: {wishes}", wishes=names) if alike else ""

    fields = _fields(context, {})
    title = fields[0]
    if isinstance(title, TextField):
        title.offer_several()
    return FormScreen(context.tr("New wish"), fields, save, notice=notice)


def edit(context: DeskContext, target: Target) -> FormScreen:
    """Change the plain fields of a wish."""
    wish = found(context, "wishes", target.id)

    def save(values: Mapping[str, Any], base_version: Stored | None) -> Message:
        read = as_stored("wish", values)
        merged = context.desk.wishes.edit(target.id, read, base_version=base_version)
        return with_merged(Message("Wish {number} saved.", {"number": wish["number"]}), merged, fields)

    fields = _fields(context, wish)
    title = context.tr("Edit wish {number}", number=wish["number"])
    return FormScreen(title, fields, save, base_version=wish, changed_only=True)


def holders_on_record(context: DeskContext) -> list[Option]:
    """Teams and partners, each by a code; two of one name are told apart."""
    return told_apart(_teams_and_partners(context), context.store, context.tr)


def _teams_and_partners(context: DeskContext) -> list[Option]:
    """The same by their names alone."""
    teams = [(f"team:{id}", name) for id, name in records(context, "teams")]
    partners = ((f"partner:{id}", name) for id, name in records(context, "partners"))
    return [*teams, *partners]


def assignee_of(context: DeskContext, code: str) -> dict[str, Any] | str:
    """Who is meant by a code (a team, a partner, a volunteer), or the name that was typed."""
    kind, _, id = code.partition(":")
    name = named(context.store, code)
    kind = {"volunteer": "person"}.get(kind, kind)
    return {"kind": kind, "id": int(id), "name": name} if id.isdigit() and name != code else code


def assign(context: DeskContext, target: Target) -> FormScreen:
    """Give a wish to a team, partner or person; those who fit come first, with the reason."""
    tr, wish = context.tr, found(context, "wishes", target.id)
    matches = context.desk.matches.for_wish(target.id)
    holders = with_reasons(matches, tr)
    fitting = {code for code, _ in holders}
    holders += [option for option in _teams_and_partners(context) if option[0] not in fitting]
    holder, helpers = wish.get("assignee"), list(wish.get("assists") or ())
    known = {code for code, _ in holders}
    holders += [
        (_code(one), str(one["name"])) for one in filter(None, (holder, *helpers)) if _code(one) not in known
    ]
    holders = told_apart(holders, context.store, tr)
    value = _code(holder) if holder else best(matches)

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        assists = [assignee_of(context, str(one)) for one in values["assists"] or ()]
        return _given(
            context, wish, str(values["assignee"]), due=values["due"], note=values["note"], assists=assists
        )

    fields: list[Field] = [
        PickField("assignee", tr("held by"), holders, value, free=off_record(tr), required=True,
                  hint=tr("The best match comes first, with the reason. Or type a name or pinyin initials; a name that is not on record is the last of the list.")),
        day_field(context, "due", tr("due"), wish.get("due")),
        TextField("note", tr("note"), hint=tr("What they should know.")),
        PickField("assists", tr("helped by"), holders, [_code(h) for h in helpers], many=True, free=off_record(tr),
                  hint=tr("Who else lends a hand; one alone answers for it.")),
    ]  # fmt: skip
    return FormScreen(tr("Assign wish {number}", number=wish["number"]), fields, save, about=wish["title"])


def match(context: DeskContext, target: Target) -> FormScreen:
    """Who fits a wish best, and why; Enter assigns them."""
    tr, wish = context.tr, found(context, "wishes", target.id)
    options = with_reasons(context.desk.matches.for_wish(target.id, most=5), tr)
    if not options:
        raise WrongState(Message("Nobody with a fitting skill is known. a lists everybody."))

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        return _given(context, wish, str(values["assignee"]), due=None, note="")

    others = [f"{at}. {label}" for at, (_, label) in enumerate(options, 1)]
    fields: list[Field] = [
        PickField("assignee", tr("held by"), options, options[0][0], required=True,
                  hint=tr("Arrows choose another.")),
    ]  # fmt: skip
    about = "\n".join((wish["title"], *others[:3]))
    return FormScreen(tr("Best match for wish {number}", number=wish["number"]), fields, save, about=about)


def _code(holder: Mapping[str, Any]) -> str:
    """What stands for a wish's holder among the options."""
    kind = {"person": "volunteer"}.get(holder["kind"], holder["kind"])
    return f"{kind}:{holder['id']}" if holder.get("id") else str(holder["name"])


def _given(
    context: DeskContext,
    wish: Stored,
    code: str,
    *,
    due: str | None,
    note: str,
    assists: Sequence[dict[str, Any] | str] | None = None,
) -> Message:
    """Assign the wish to whom `code` means, helped by `assists`."""
    assignee = assignee_of(context, code)
    context.desk.wishes.act(int(wish["id"]), "assign", assignee=assignee, due=due, note=note, assists=assists)
    return Message(
        "Wish {number} assigned to {name}.", {"number": wish["number"], "name": named(context.store, code)}
    )


def complete(context: DeskContext, target: Target) -> FormScreen:
    """The wish is fulfilled: say how."""
    tr, wish = context.tr, found(context, "wishes", target.id)

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        if not values["outcome"]:
            raise InvalidInput({"outcome": Message("Say what was done.")})
        context.desk.wishes.act(target.id, "complete", outcome=values["outcome"])
        return Message("Wish {number} is done; ask the resident and rate it.", {"number": wish["number"]})

    fields: list[Field] = [
        TextField("outcome", tr("outcome"), wish.get("outcome", ""), required=True, hint=tr("What was done, in a sentence."))
    ]  # fmt: skip
    return FormScreen(tr("Wish {number} done", number=wish["number"]), fields, save, about=wish["title"])


def rate(context: DeskContext, target: Target) -> FormScreen:
    """How satisfied the resident is; closes the wish."""
    tr, wish = context.tr, found(context, "wishes", target.id)
    marks = [
        (5, tr("5 very satisfied")),
        (4, tr("4 satisfied")),
        (3, tr("3 so-so")),
        (2, tr("2 rather dissatisfied")),
        (1, tr("1 dissatisfied")),
    ]

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        context.desk.wishes.act(
            target.id, "rate", rating=values["rating"], solved=values["solved"], note=values["note"]
        )
        if values["rating"] <= LOW_RATING or not values["solved"]:
            return Message(
                "Rated. The resident is not satisfied: o takes wish {number} up again.",
                {"number": wish["number"]},
            )
        return Message("Wish {number} rated and closed.", {"number": wish["number"]})

    fields: list[Field] = [
        PickField(
            "rating", tr("rating"), marks, None, required=True, hint=tr("Arrows choose, or type the number.")
        ),
        PickField(
            "solved",
            tr("solved?"),
            [(True, tr("yes")), (False, tr("no"))],
            None,
            required=True,
            hint=tr("Is it really done, in the resident's eyes?"),
        ),
        TextField("note", tr("note"), hint=tr("What the resident said.")),
    ]
    return FormScreen(tr("Rate wish {number}", number=wish["number"]), fields, save, about=wish["title"])


def reopen(context: DeskContext, target: Target) -> FormScreen:
    """Take a finished wish up again."""
    tr, wish = context.tr, found(context, "wishes", target.id)

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        if not values["note"]:
            raise InvalidInput({"note": Message("Say why.")})
        context.desk.wishes.act(target.id, "reopen", note=values["note"], due=values["due"])
        return Message("Wish {number} is open again.", {"number": wish["number"]})

    fields: list[Field] = [
        TextField("note", tr("reason"), required=True, hint=tr("Why it is taken up again.")),
        day_field(context, "due", tr("due"), wish.get("due")),
    ]
    return FormScreen(tr("Reopen wish {number}", number=wish["number"]), fields, save, about=wish["title"])


# What `step` offers, with the word for it; assigning, fulfilling and rating have forms of their own.
STEPS: Final = {
    "accept": N_("accept"),
    "start": N_("take on"),
    "hand_back": N_("hand back (say why)"),
    "hold": N_("put on hold (say why, and until when)"),
    "resume": N_("go on with it"),
    "agenda": N_("put on the agenda"),
    "decline": N_("decline (say why)"),
    "merge": N_("merge into another wish"),
    "unmerge": N_("undo the merging"),
    "void": N_("make void: recorded by mistake (say why)"),
    "restore": N_("put back what was made void"),
    "comment": N_("comment"),
    "support": N_("another resident is behind it (say who)"),
}


def step(context: DeskContext, target: Target) -> FormScreen:
    """Choose the next step of a wish, of those that its state and the person's role allow."""
    tr, wish = context.tr, found(context, "wishes", target.id)
    role, possible = context.actor.role, {*workflow.WORKFLOW.allowed(wish["state"]), "comment", "support"}
    steps = [(id, tr(label)) for id, label in STEPS.items() if id in possible and may(role, f"wish.{id}")]
    alike = context.desk.wishes.alike(str(wish["title"]), but=target.id)
    rest = [w for w in open_wishes(context.store.wishes.stored(), context.today) if w not in alike]
    others = [(int(w["id"]), f"{w['number']} {w['title']}") for w in (*alike, *rest) if w["id"] != target.id]

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        chosen, note = values["step"], values["note"] or ""
        desk = context.desk.wishes
        try:
            if chosen == "comment":
                desk.comment(target.id, note)
            elif chosen == "support":
                desk.support(target.id, note)
            else:
                day = values["day"]
                desk.act(
                    target.id,
                    chosen,
                    note=note,
                    review_on=day if chosen == "hold" else None,
                    due=day if chosen in {"accept", "resume"} else None,
                    into=values["into"] if chosen == "merge" else None,
                )
        except InvalidInput as error:
            names = {"resident": "note", "review_on": "day"}
            raise InvalidInput({names.get(f, f): m for f, m in error.errors.items()}) from error
        return Message(
            "Wish {number}: {what}.",
            {"number": wish["number"], "what": Message(ACTIONS[f"wish.{chosen}"])},
        )

    fields: list[Field] = [
        PickField("step", tr("step"), steps, None, required=True, hint=tr("Arrows choose, or type the word.")),
        TextField("note", tr("note"), most=1000, hint=tr("The reason, the comment, or the resident's name.")),
        day_field(context, "day", tr("until"), hint=tr("On hold: when to look at it again. Otherwise: a new due date.")),
        PickField("into", tr("into wish"), others, None, hint=tr("To merge: the likeliest come first; type to find another.")),
    ]  # fmt: skip
    return FormScreen(
        tr("Next step of wish {number}", number=wish["number"]), fields, save, about=wish["title"]
    )


def supervise(context: DeskContext, target: Target) -> FormScreen:
    """Leave a supervision note on a wish."""
    tr, wish = context.tr, found(context, "wishes", target.id)

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        context.desk.wishes.supervise(target.id, values["note"])
        return Message("The note on wish {number} is on the community's board.", {"number": wish["number"]})

    fields: list[Field] = [
        TextField("note", tr("note"), required=True, most=1000,
                  hint=tr("What the community is asked to do. Its board shows this until the wish is finished.")),
    ]  # fmt: skip
    return FormScreen(tr("Supervise wish {number}", number=wish["number"]), fields, save, about=wish["title"])


def heard(context: DeskContext, visit_id: int, prefilled: Stored, about: str) -> FormScreen:
    """Record a wish that was heard at a visit; what is known of the household stands there already."""

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        wish = context.desk.visits.wish(visit_id, as_stored("wish", values))
        return Message("Wish {number} recorded.", {"number": wish["number"]})

    return FormScreen(context.tr("New wish"), _fields(context, prefilled), save, about=about)
