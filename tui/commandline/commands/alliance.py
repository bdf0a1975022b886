"""`xingfu partner`, `need` and `deliver`: the red alliance from the command line."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from tui.capture.dates.day import parse_day
from tui.commandline.arguments import add_steps, number, whole
from tui.commandline.call import Call
from tui.desk.desk import Desk
from tui.kinds.words import NEED_STATES, PARTNER_KINDS, RESOURCE_KINDS
from tui.language.errors import InvalidInput, Message, NotFound, Translate

if TYPE_CHECKING:
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
    with call.desk() as desk:
        if parsed.step == "add":
            fields = _given(
                name=parsed.name or "", kind=coded(parsed.kind or "alliance", PARTNER_KINDS, call.tr)
            )
            done = desk.partners.add(fields)
            print(done["id"], done["name"])
        elif parsed.step == "offer":
            fields = _given(
                partner_id=one_named(desk, "partners", parsed.partner), title=parsed.title or "",
                kind=coded(parsed.kind or "", RESOURCE_KINDS, call.tr), quantity=parsed.quantity, unit=parsed.unit,
                until=day(parsed.until, desk),
            )  # fmt: skip
            done = desk.alliance.offers.add(fields)
            print(done["id"], done["title"])
        elif parsed.step == "withdraw":
            done = desk.alliance.withdraw(parsed.id or 0)
            print(done["id"], done["title"])
        elif parsed.step == "appoint":
            fields = _given(
                name=parsed.name or "", team_id=one_named(desk, "teams", parsed.team), since=day(parsed.since, desk),
                until=day(parsed.until, desk),
                partner_id=one_named(desk, "partners", parsed.partner) if parsed.partner else None,
            )  # fmt: skip
            done = desk.alliance.appoint(fields)
            print(done["id"], done["name"])
        else:
            until = day(parsed.until, desk)
            done = desk.alliance.end(
                parsed.id or 0, parse_day(until, desk.alliance.today, desk.store.calendar) if until else None
            )
            print(done["id"], done["name"], done["until"])
    return 0


def _need(call: Call) -> int:
    parsed, tr = call.parsed, call.tr
    with call.desk() as desk:
        if parsed.step == "add":
            fields = _given(
                title=parsed.title or "", kind=coded(parsed.kind or "", RESOURCE_KINDS, tr), quantity=parsed.quantity,
                unit=parsed.unit, by=day(parsed.by, desk), asked_by=parsed.who, note=parsed.note,
                wish_id=desk.wishes.number(parsed.wish) if parsed.wish else None,
            )  # fmt: skip
            _say(desk, desk.alliance.needs.add(fields), tr)
        elif parsed.step == "drop":
            _say(desk, desk.alliance.drop(parsed.id or 0, parsed.note or ""), tr)
        else:
            _say(desk, desk.store.needs.get(parsed.id or 0).stored(), tr)
    return 0


def _deliver(call: Call) -> int:
    parsed = call.parsed
    with call.desk() as desk:
        need = desk.store.needs.get(parsed.need).stored()
        offer = parsed.offer
        if offer is None:
            fitting = desk.alliance.fitting(need)
            if not fitting and not parsed.correct:
                raise NotFound(Message("No offer fits this need. Say out of which it came: --offer ID"))
            offer = fitting[0].offer_id if fitting else 0
        if parsed.correct:
            _correct(desk, parsed)
        else:
            on = parse_day(parsed.on, desk.alliance.today, desk.store.calendar) if parsed.on else None
            desk.alliance.deliver(parsed.need, offer, parsed.quantity, on=on, note=parsed.note or "")
        _say(desk, need, call.tr)
    return 0


def _correct(desk: Desk, parsed: argparse.Namespace) -> None:
    """Correct a delivery of the need's only match, or of that with `--offer`."""
    mine = [
        m for m in desk.store.matches.stored()
        if m["need_id"] == parsed.need and parsed.offer in {None, m["offer_id"]}
    ]  # fmt: skip
    if len(mine) != 1:
        raise NotFound(Message("Say out of which offer it came: --offer ID"))
    desk.alliance.correct(int(mine[0]["id"]), parsed.correct, parsed.quantity, parsed.note or "")


def _say(desk: Desk, need: Stored, tr: Translate) -> None:
    """A need, how far it is, and what fits what is missing."""
    amount, state = desk.alliance.given(need)
    unit = need["unit"]
    print(f"{need['id']}  {need['title']}  {amount:g}/{need['quantity']:g}{unit}  {tr(NEED_STATES[state])}")
    if state in {"met", "dropped"}:
        return
    for suggestion in desk.alliance.fitting(need)[:3]:
        offer = desk.store.offers.get(suggestion.offer_id)
        partner = desk.store.partners.get(offer.partner_id)
        print(
            f"   {tr('offer {n}', n=offer.id)}  {partner.name}  {offer.title}  {suggestion.reason.text(tr)}"
        )


def _given(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


def day(text: str | None, desk: Desk) -> str | None:
    """A typed day as the store keeps it. Raises InvalidInput."""
    return parse_day(text, desk.alliance.today, desk.store.calendar).isoformat() if text else None


def one_named(desk: Desk, table: str, text: str | None) -> int:
    """The record that `text` names by ID, by name, or by a part that only one name has. Raises NotFound."""
    known = {int(s["id"]): str(s["name"]) for s in desk.store.collection(table).stored()}
    wanted = (text or "").strip()
    found = [id for id in known if str(id) == wanted] or [id for id, name in known.items() if name == wanted]
    found = found or [id for id, name in known.items() if wanted and wanted in name]
    if len(found) != 1:
        raise NotFound(
            Message("Which is meant by «{name}»? There are: {names}.",
                    {"name": wanted, "names": ", ".join(f"{id} {name}" for id, name in known.items())})
        )  # fmt: skip
    return found[0]


def coded(text: str, labels: Any, tr: Translate) -> str:
    """The code that `text` names, by itself or by its label. Raises InvalidInput."""
    for code, label in labels.items():
        if text in {code, label, tr(label)}:
            return str(code)
    raise InvalidInput(
        {
            "kind": Message(
                "«{value}» is not one of: {choices}.", {"value": text, "choices": ", ".join(labels)}
            )
        }
    )
