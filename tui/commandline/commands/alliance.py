"""`xingfu partner`, `need` and `deliver`: the red alliance from the command line."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from tui.commandline.arguments import add_steps, number, whole
from tui.commandline.call import Call
from tui.commandline.named import coded, date_of, day, one_named
from tui.kinds.words import NEED_STATES, PARTNER_KINDS, RESOURCE_KINDS
from tui.language.errors import Message, NotFound, Translate

if TYPE_CHECKING:
    from tui.desk.context import DeskContext
    from tui.store import Stored


def partner_arguments(partner: argparse.ArgumentParser, tr: Translate) -> None:
    """The arguments of `xingfu partner`."""
    steps = ("add", "offer", "withdraw", "appoint", "end")
    add_steps(partner, steps)
    partner.add_argument(
        "id", nargs="?", type=whole, metavar="ID", help=tr("withdraw: the offer; end: the appointment")
    )
    partner.add_argument("--name", metavar="T", help=tr("add, appoint: the name"))
    partner.add_argument(
        "--kind", metavar="K", help=tr("add: the kind of partner; offer: goods, rooms, experts, money, time")
    )
    partner.add_argument("--partner", metavar="T", help=tr("which partner: name or ID"))
    partner.add_argument("--team", metavar="T", help=tr("appoint: which team: name or ID"))
    partner.add_argument("--title", metavar="T", help=tr("offer: what"))
    _amounts(partner, tr)
    partner.add_argument("--until", metavar="X", help=tr("offer, appoint: the last day"))
    partner.add_argument("--since", metavar="X", help=tr("appoint: the first day"))
    partner.set_defaults(run=_partner)


def need_arguments(need: argparse.ArgumentParser, tr: Translate) -> None:
    """The arguments of `xingfu need`."""
    steps = ("add", "drop", "offers")
    add_steps(need, steps)
    need.add_argument("id", nargs="?", type=whole, metavar="ID")
    need.add_argument("--title", metavar="T", help=tr("add: what is needed"))
    need.add_argument("--kind", metavar="K", help=tr("goods, rooms, experts, money or time"))
    _amounts(need, tr)
    need.add_argument("--by", metavar="X", help=tr("by when"))
    need.add_argument("--who", metavar="T", help=tr("who asks"))
    need.add_argument("--wish", metavar=tr("NUMBER"), help=tr("the wish that it comes from"))
    need.add_argument("--note", metavar="T", help=tr("drop: why; otherwise a note"))
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


def _amounts(one: argparse.ArgumentParser, tr: Translate) -> None:
    one.add_argument("--quantity", type=number("--quantity"), metavar="N", help=tr("how much"))
    one.add_argument("--unit", metavar="T", help=tr("of what: 床, 元, 小时"))


def _partner(call: Call) -> int:
    parsed = call.parsed
    with call.context() as context:
        if parsed.step == "add":
            fields = _given(
                name=parsed.name or "", kind=coded(parsed.kind or "alliance", PARTNER_KINDS, call.tr)
            )
            done = context.desk.partners.add(fields)
            print(done["id"], done["name"])
        elif parsed.step == "offer":
            fields = _given(
                partner_id=one_named(context, "partners", parsed.partner), title=parsed.title or "",
                kind=coded(parsed.kind or "", RESOURCE_KINDS, call.tr), quantity=parsed.quantity, unit=parsed.unit,
                until=day(parsed.until, context.today),
            )  # fmt: skip
            done = context.desk.alliance.offers.add(fields)
            print(done["id"], done["title"])
        elif parsed.step == "withdraw":
            done = context.desk.alliance.withdraw(parsed.id or 0)
            print(done["id"], done["title"])
        elif parsed.step == "appoint":
            fields = _given(
                name=parsed.name or "", team_id=one_named(context, "teams", parsed.team), since=day(parsed.since, context.today),
                until=day(parsed.until, context.today),
                partner_id=one_named(context, "partners", parsed.partner) if parsed.partner else None,
            )  # fmt: skip
            done = context.desk.alliance.appoint(fields)
            print(done["id"], done["name"])
        else:
            until = day(parsed.until, context.today)
            done = context.desk.alliance.end(parsed.id or 0, date_of(until, context.today) if until else None)
            print(done["id"], done["name"], done["until"])
    return 0


def _need(call: Call) -> int:
    parsed, tr = call.parsed, call.tr
    with call.context() as context:
        if parsed.step == "add":
            fields = _given(
                title=parsed.title or "", kind=coded(parsed.kind or "", RESOURCE_KINDS, tr), quantity=parsed.quantity,
                unit=parsed.unit, by=day(parsed.by, context.today), asked_by=parsed.who, note=parsed.note,
                wish_id=context.desk.wishes.number(parsed.wish) if parsed.wish else None,
            )  # fmt: skip
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
            on = date_of(parsed.on, context.today) if parsed.on else None
            context.desk.alliance.deliver(parsed.need, offer, parsed.quantity, on=on, note=parsed.note or "")
        _say(context, need, call.tr)
    return 0


def _correct(context: DeskContext, parsed: argparse.Namespace) -> None:
    """Correct a delivery of the need's only match, or of that with `--offer`."""
    mine = [
        m for m in context.store.matches.stored()
        if m["need_id"] == parsed.need and parsed.offer in {None, m["offer_id"]}
    ]  # fmt: skip
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
        print(
            f"   {tr('offer {n}', n=offer.id)}  {partner.name}  {offer.title}  {suggestion.reason.text(tr)}"
        )
    store = context.store
    for miss in near_misses(need, store.offers.stored(), store.matches.stored(), context.today)[:3]:
        offer = store.offers.get(miss.offer_id)
        why = tr("does not fit: {why}", why=miss.why.text(tr))
        print(
            f"   {tr('offer {n}', n=offer.id)}  {store.partners.get(offer.partner_id).name}  {offer.title}  {why}"
        )
    for one in able(need, lambda name: store.collection(name).stored(), context.today):
        print(f"   {one.helper.name}  {one.reason.text(tr)}")


def _given(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}
