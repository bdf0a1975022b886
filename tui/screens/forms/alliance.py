"""The forms of the red alliance: partners, offers, needs, deliveries, part-time committee members."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from tui.desk.context import DeskContext
from tui.kinds.record import Stored, Target
from tui.language.errors import InvalidInput, Message, WrongState
from tui.queries.refusals import NOTHING_DELIVERED
from tui.rules.alliance import delivered, left, misfit
from tui.rules.near_misses import near_misses
from tui.screens.base.form import FormScreen
from tui.screens.details.alliance import amount
from tui.screens.forms.common import day_field, found, records, with_merged
from tui.screens.forms.fields import as_stored, declared_field, figure, form_fields
from tui.store import Merged
from tui.widgets.fields import Field, NumberField, Option, PickField, TextField


def _saved(name: str, merged: Merged, fields: list[Field]) -> Message:
    return with_merged(Message("Saved: {name}.", {"name": name}), merged, fields)


# ---- partners


def _partner_fields(context: DeskContext, partner: Stored) -> list[Field]:
    return form_fields(context, "partner", partner)


def new_partner(context: DeskContext, _: Target | None) -> FormScreen:
    """Add a partner."""

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        return Message(
            "Added {kind}: {name}.",
            {
                "kind": Message("partner"),
                "name": context.desk.partners.add(as_stored("partner", values))["name"],
            },
        )

    return FormScreen(context.tr("New partner"), _partner_fields(context, {}), save)


def edit_partner(context: DeskContext, target: Target) -> FormScreen:
    """Change a partner."""
    partner = found(context, "partners", target.id)

    def save(values: Mapping[str, Any], base_version: Stored | None) -> Message:
        read = as_stored("partner", values)
        merged = context.desk.partners.edit(target.id, read, base_version=base_version)
        return _saved(merged.document["name"], merged, fields)

    fields = _partner_fields(context, partner)
    return FormScreen(context.tr("Edit partner"), fields, save, base_version=partner, changed_only=True)


def appoint(context: DeskContext, target: Target) -> FormScreen:
    """Whom a partner sends to look after a team."""
    tr, partner = context.tr, found(context, "partners", target.id)

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        done = context.desk.alliance.appoint({**as_stored("appointment", values), "partner_id": target.id})
        return Message("Added: {name}.", {"name": done["name"]})

    new: Stored = {"since": context.today.isoformat()}
    own = {
        "team_id": declared_field(
            context, "appointment", "team_id", new, options=records(context, "teams"), required=True
        )
    }
    fields = form_fields(context, "appointment", new, own, without=("partner_id", "until"))
    return FormScreen(tr("Part-time committee member"), fields, save, about=partner["name"])


# ---- offers


def _offer_fields(context: DeskContext, offer: Stored) -> list[Field]:
    return form_fields(context, "offer", offer)


def new_offer(context: DeskContext, target: Target | None) -> FormScreen:
    """Add an offer; of the selected partner, if one is selected."""
    partners = records(context, "partners")
    if not partners:
        raise InvalidInput({"": Message("There is no partner yet. Add one first.")})

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        return Message(
            "Added {kind}: {name}.",
            {
                "kind": Message("offer"),
                "name": context.desk.alliance.offers.add(as_stored("offer", values))["title"],
            },
        )

    partner_id = target.id if target is not None and target.kind == "partner" else None
    fields = _offer_fields(context, {"partner_id": partner_id})
    return FormScreen(context.tr("New offer"), fields, save)


def edit_offer(context: DeskContext, target: Target) -> FormScreen:
    """Change an offer."""
    offer = found(context, "offers", target.id)

    def save(values: Mapping[str, Any], base_version: Stored | None) -> Message:
        read = as_stored("offer", values)
        merged = context.desk.alliance.offers.edit(target.id, read, base_version=base_version)
        return _saved(merged.document["title"], merged, fields)

    fields = _offer_fields(context, offer)
    return FormScreen(context.tr("Edit offer"), fields, save, base_version=offer, changed_only=True)


def withdraw(context: DeskContext, target: Target) -> FormScreen:
    """The partner takes an offer back: asks once more."""
    tr, offer = context.tr, found(context, "offers", target.id)

    def save(values: Mapping[str, Any], _: Stored | None) -> Message | None:
        if not values["sure"]:
            return None
        context.desk.alliance.withdraw(target.id)
        return Message("Withdrawn: {name}.", {"name": offer["title"]})

    fields: list[Field] = [
        PickField("sure", tr("withdraw"), [(True, tr("yes")), (False, tr("no"))], None, required=True,
                  hint=tr("What was delivered stays on record.")),
    ]  # fmt: skip
    return FormScreen(tr("Withdraw the offer"), fields, save, about=offer["title"])


# ---- needs


def _need_fields(context: DeskContext, need: Stored) -> list[Field]:
    linked = need.get("wish_id")
    wishes: list[Option] = [(None, context.tr("none"))]
    wishes += [
        (w["id"], f"{w['number']} {w['title']}")
        for w in context.store.wishes.stored()
        if w["id"] == linked or w["state"] not in {"closed", "declined", "merged", "voided"}
    ]
    own = {
        "quantity": declared_field(context, "need", "quantity", need, required=True),
        "wish_id": declared_field(context, "need", "wish_id", need, options=wishes),
    }
    return form_fields(context, "need", need, own)


def _need_read(values: Mapping[str, Any]) -> dict[str, Any]:
    fields = as_stored("need", values)
    if "quantity" in fields and fields["quantity"] is None:
        raise InvalidInput({"quantity": Message("This must be filled in.")})
    return fields


def new_need(context: DeskContext, _: Target | None) -> FormScreen:
    """Add what the community needs."""

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        return Message(
            "Added {kind}: {name}.",
            {"kind": Message("need"), "name": context.desk.alliance.needs.add(_need_read(values))["title"]},
        )

    return FormScreen(context.tr("New need"), _need_fields(context, {}), save)


def edit_need(context: DeskContext, target: Target) -> FormScreen:
    """Change a need."""
    need = found(context, "needs", target.id)

    def save(values: Mapping[str, Any], base_version: Stored | None) -> Message:
        merged = context.desk.alliance.needs.edit(target.id, _need_read(values), base_version=base_version)
        return _saved(merged.document["title"], merged, fields)

    fields = _need_fields(context, need)
    return FormScreen(context.tr("Edit need"), fields, save, base_version=need, changed_only=True)


def deliver(context: DeskContext, target: Target) -> FormScreen:
    """Record what was delivered for a need: the best offer stands first."""
    tr, need = context.tr, found(context, "needs", target.id)
    offers, matches = context.store.offers.stored(), context.store.matches.stored()
    best = [s.offer_id for s in context.desk.alliance.fitting(need)]
    others = [o["id"] for o in offers if o["id"] not in best and misfit(need, o) is None]
    misses = _misses(context, need)
    if not best and not others:
        none = Message(
            "No offer is of the kind and unit of this need. Add one first: n on a partner's offer."
        )
        said = "\n".join((none.text(tr), *misses))
        raise InvalidInput({"": Message("{text}", {"text": said})})
    by_id = {offer["id"]: offer for offer in offers}
    rest = {id: left(by_id[id], delivered(matches, offer_id=id)) for id in (*best, *others)}
    missing = max(0.0, need["quantity"] - delivered(matches, need_id=target.id))
    offered = (*best, *others)
    first = offered[0] if len(offered) == 1 else None

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        quantity, on = values["quantity"], values["on"]
        if not isinstance(quantity, int | float):
            raise InvalidInput({"quantity": Message("Write a number.")})
        context.desk.alliance.deliver(
            target.id, int(values["offer_id"]), float(quantity), on=_day(on), note=values["note"] or ""
        )
        return Message("Delivered: {name}.", {"name": need["title"]})

    def named(id: int) -> str:
        partner = context.store.partners.find_stored(by_id[id]["partner_id"]) or {}
        offer = tr("{marks}: {text}", marks=partner.get("name") or "?", text=by_id[id]["title"])
        return tr("{text} ({note})", text=offer, note=amount(rest[id], by_id[id]["unit"], tr))

    fields: list[Field] = [
        PickField("offer_id", tr("offer"), [(id, named(id)) for id in offered], first, required=True,
                  hint=tr("The best that fits stands first; in brackets what is left of it.")),
        NumberField("quantity", tr("how much"), required=True,
                    hint=tr("What was delivered now; {n} are still missing. Deliveries add up until the need is met.", n=figure(missing))),
        day_field(context, "on", tr("date"), context.today.isoformat(), past=True),
        TextField("note", tr("note")),
    ]  # fmt: skip
    about = [f"{need['title']}  {need['quantity'] - missing:g}/{need['quantity']:g}{need['unit']}"]
    about += misses
    return FormScreen(tr("What was delivered"), fields, save, about=about)


def correct(context: DeskContext, target: Target) -> FormScreen:
    """Put right how much was delivered; the first figure and the reason stay on record."""
    tr, need = context.tr, found(context, "needs", target.id)
    options: list[Option] = []
    quantities: dict[str, float] = {}
    for match in context.store.matches.stored():
        if match["need_id"] != target.id:
            continue
        offer = context.store.offers.find_stored(match["offer_id"]) or {}
        partner = context.store.partners.find_stored(offer.get("partner_id") or 0) or {}
        for number, one in enumerate(match["deliveries"], 1):
            key = f"{match['id']}:{number}"
            quantities[key] = one["quantity"]
            amount_text = amount(one["quantity"], need["unit"], tr)
            options.append((key, f"{one['on']}  {amount_text}  {partner.get('name') or '?'}"))
    if not options:
        raise WrongState(NOTHING_DELIVERED)
    options.sort(key=lambda option: option[1], reverse=True)

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        quantity = values["quantity"]
        if not isinstance(quantity, int | float):
            raise InvalidInput({"quantity": Message("Write a number.")})
        match_id, number = str(values["delivery"]).split(":")
        context.desk.alliance.correct(int(match_id), int(number), float(quantity), values["why"])
        return Message(
            "Corrected from {was} to {n}; the old figure is kept.",
            {"was": f"{quantities[values['delivery']]:g}", "n": f"{quantity:g}"},
        )

    fields: list[Field] = [
        PickField("delivery", tr("which"), options, options[0][0], required=True, hint=tr("The newest first; arrows choose.")),
        NumberField("quantity", tr("how much"), required=True, hint=tr("The right figure.")),
        TextField("why", tr("reason"), required=True, hint=tr("Why; it is kept with the old figure.")),
    ]  # fmt: skip
    return FormScreen(tr("Correct a delivery"), fields, save, about=need["title"])


def _day(value: Any) -> date | None:
    """A typed day; None for nothing. Raises InvalidInput."""
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise InvalidInput({"on": Message("Write a date such as 2026-12-01.")}) from None


def drop(context: DeskContext, target: Target) -> FormScreen:
    """A need is no longer one: say why."""
    tr, need = context.tr, found(context, "needs", target.id)

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        context.desk.alliance.drop(target.id, values["reason"] or "")
        return Message("Dropped: {name}.", {"name": need["title"]})

    fields: list[Field] = [
        TextField("reason", tr("reason"), required=True, hint=tr("Why it is not needed any more."))
    ]
    return FormScreen(tr("Drop the need"), fields, save, about=need["title"])


# Offers that nearly fit, shown at most.
_MISSES: Final = 3


def _misses(context: DeskContext, need: Stored) -> list[str]:
    """Lines with an offer each that nearly fits the need, and the reason why it does not."""
    store, tr = context.store, context.tr
    found = []
    for miss in near_misses(need, store.offers.stored(), store.matches.stored(), context.today)[:_MISSES]:
        offer = store.offers.find_stored(miss.offer_id) or {}
        partner = store.partners.find_stored(offer.get("partner_id") or 0) or {}
        name = tr("{marks}: {text}", marks=partner.get("name") or "?", text=offer.get("title") or "?")
        found.append(tr("nearly fits: {name}, {why}", name=name, why=miss.why.text(tr)))
    return found
