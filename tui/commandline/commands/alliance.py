"""`xingfu partner`, `need` and `deliver`: the red alliance from the command line."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Final

from tui.commandline.arguments import add_steps, number, whole
from tui.commandline.call import Call
from tui.commandline.named import coded, date_of, one_named
from tui.commandline.typed import add_options, given, plain
from tui.kinds.words import NEED_STATES, PARTNER_KINDS, RESOURCE_KINDS
from tui.language.errors import Message, NotFound, Translate

if TYPE_CHECKING:
    from tui.desk.context import DeskContext
    from tui.store import Stored

# What is read here; every other field is taken as it is declared.
_OWN_OF_PARTNER: Final = ("kind",)
_OWN_OF_OFFER: Final = ("partner_id", "kind")
_OWN_OF_APPOINTMENT: Final = ("partner_id", "team_id")
_OWN_OF_NEED: Final = ("kind", "wish_id")


def partner_arguments(partner: argparse.ArgumentParser, tr: Translate) -> None:
    """The arguments of `xingfu partner`."""
    steps = ("add", "offer", "withdraw", "appoint", "end")
    add_steps(partner, steps)
    partner.add_argument(
        "id", nargs="?", type=whole, metavar="ID", help=tr("withdraw: the offer; end: the appointment")
    )
    partner.add_argument(
        "--kind", metavar="K", help=tr("add: the kind of partner; offer: goods, rooms, experts, money, time")
    )
    partner.add_argument("--partner", metavar="T", help=tr("which partner: name or ID"))
    partner.add_argument("--team", metavar="T", help=tr("appoint: which team: name or ID"))
    of_partner, of_offer = plain("partner", _OWN_OF_PARTNER), plain("offer", _OWN_OF_OFFER)
    add_options(partner, [*of_partner, *of_offer, *plain("appointment", _OWN_OF_APPOINTMENT)], tr)
    partner.set_defaults(run=_partner)


def need_arguments(need: argparse.ArgumentParser, tr: Translate) -> None:
    """The arguments of `xingfu need`."""
    steps = ("add", "drop", "offers")
    add_steps(need, steps)
    need.add_argument("id", nargs="?", type=whole, metavar="ID")
    need.add_argument("--kind", metavar="K", help=tr("goods, rooms, experts, money or time"))
    add_options(need, plain("need", _OWN_OF_NEED), tr)
    need.add_argument("--wish", metavar=tr("NUMBER"), help=tr("the wish that it comes from"))
    need.set_defaults(run=_need)


def deliver_arguments(deliver: argparse.ArgumentParser, tr: Translate) -> None:
    """The arguments of `xingfu deliver`."""
    deliver.add_argument("need", type=whole, metavar=tr("NEED"))
    deliver.add_argument("quantity", type=number("N"), metavar="N")
    deliver.add_argument(
        "--offer", type=whole, metavar="ID", help=tr("out of which offer; otherwise the best that fits")
    )
    deliver.add_argument("--on", metavar="X", help=tr("on which day; otherwise today"))
    deliver.add_argument("--note", metavar="T")
    deliver.add_argument(
        "--correct", type=whole, metavar="N", help=tr("correct delivery N instead; --note says why")
    )
    deliver.set_defaults(run=_deliver)


def _partner(call: Call) -> int:
    parsed = call.parsed
    with call.context() as context:
        if parsed.step == "add":
            fields = given("partner", plain("partner", _OWN_OF_PARTNER), parsed, context)
            kind = coded(parsed.kind or "alliance", PARTNER_KINDS, call.tr)
            done = context.desk.partners.add({"name": "", **fields, "kind": kind})
            print(done["id"], done["name"])
        elif parsed.step == "offer":
            fields = {"title": "", **given("offer", plain("offer", _OWN_OF_OFFER), parsed, context)}
            fields["partner_id"] = one_named(context, "partners", parsed.partner)
            fields["kind"] = coded(parsed.kind or "", RESOURCE_KINDS, call.tr)
            done = context.desk.alliance.offers.add(fields)
            print(done["id"], done["title"])
        elif parsed.step == "withdraw":
            done = context.desk.alliance.withdraw(parsed.id or 0)
            print(done["id"], done["title"])
        elif parsed.step == "appoint":
            fields = given("appointment", plain("appointment", _OWN_OF_APPOINTMENT), parsed, context)
            fields = {"name": "", **fields, "team_id": one_named(context, "teams", parsed.team)}
            if parsed.partner:
                fields["partner_id"] = one_named(context, "partners", parsed.partner)
            done = context.desk.alliance.appoint(fields)
            print(done["id"], done["name"])
        else:
            until = date_of(parsed.until, context.store) if parsed.until else None
            done = context.desk.alliance.end(parsed.id or 0, until)
            print(done["id"], done["name"], done["until"])
    return 0


def _need(call: Call) -> int:
    parsed, tr = call.parsed, call.tr
    with call.context() as context:
        if parsed.step == "add":
            fields = {"title": "", **given("need", plain("need", _OWN_OF_NEED), parsed, context)}
            fields["kind"] = coded(parsed.kind or "", RESOURCE_KINDS, tr)
            if parsed.wish:
                fields["wish_id"] = context.desk.wishes.number(parsed.wish)
            _say(context, context.desk.alliance.needs.add(fields), tr)
        elif parsed.step == "drop":
            _say(context, context.desk.alliance.drop(parsed.id or 0, parsed.note or ""), tr)
        else:
            _say(context, context.store.needs.get(parsed.id or 0).stored(), tr)
    return 0


def _deliver(call: Call) -> int:
    parsed = call.parsed
    with call.context() as context:
        need = context.store.needs.get(parsed.need).stored()
        offer = parsed.offer
        if offer is None:
            fitting = context.desk.alliance.fitting(need)
            if not fitting and not parsed.correct:
                raise NotFound(Message("No offer fits this need. Say out of which it came: --offer ID"))
            offer = fitting[0].offer_id if fitting else 0
        if parsed.correct:
            _correct(context, parsed)
        else:
            on = date_of(parsed.on, context.store, past=True) if parsed.on else None
            context.desk.alliance.deliver(parsed.need, offer, parsed.quantity, on=on, note=parsed.note or "")
        _say(context, need, call.tr)
    return 0


def _correct(context: DeskContext, parsed: argparse.Namespace) -> None:
    """Correct a delivery of the need's only match, or of that with `--offer`."""
    mine = [
        m
        for m in context.store.matches.stored()
        if m["need_id"] == parsed.need and parsed.offer in {None, m["offer_id"]}
    ]
    if len(mine) != 1:
        raise NotFound(Message("Say out of which offer it came: --offer ID"))
    context.desk.alliance.correct(int(mine[0]["id"]), parsed.correct, parsed.quantity, parsed.note or "")


def _say(context: DeskContext, need: Stored, tr: Translate) -> None:
    """A need, how far it is, and what fits what is missing."""
    from tui.rules.near_misses import able, near_misses

    amount, state = context.desk.alliance.given(need)
    unit = need["unit"]
    print(f"{need['id']}  {need['title']}  {amount:g}/{need['quantity']:g}{unit}  {tr(NEED_STATES[state])}")
    if state in {"met", "dropped"}:
        return
    for suggestion in context.desk.alliance.fitting(need)[:3]:
        offer = context.store.offers.get(suggestion.offer_id)
        partner = context.store.partners.get(offer.partner_id)
        number = tr("offer {n}", n=offer.id)
        print(f"   {number}  {partner.name}  {offer.title}  {suggestion.reason.text(tr)}")
    store = context.store
    for miss in near_misses(need, store.offers.stored(), store.matches.stored(), context.today)[:5]:
        offer = store.offers.get(miss.offer_id)
        why = tr("does not fit: {why}", why=miss.why.text(tr))
        number = tr("offer {n}", n=offer.id)
        print(f"   {number}  {store.partners.get(offer.partner_id).name}  {offer.title}  {why}")
    for one in able(need, lambda name: store.collection(name).stored(), context.today):
        print(f"   {one.helper.name}  {one.reason.text(tr)}")
