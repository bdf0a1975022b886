"""The minutes of a meeting (会议纪要), drafted from what was recorded, and its action items to be read aloud.

They follow the usual order: time, place, attendance; for each item the discussion, the votes, the decision
and who carries it out; items not discussed; action items.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

from tui.kinds.record import Stored
from tui.kinds.words import MEETING_KINDS, PARTIES, VOTERS, WEEKDAYS
from tui.language.errors import Message, Translate
from tui.rules.ballots import vote_doubts
from tui.rules.meetings import quorate, tally
from tui.rules.minutes import in_words


def minutes(
    meeting: Stored, actions: Iterable[Stored], community: str, wishes: Mapping[int, Stored], tr: Translate
) -> list[str]:
    """The lines of the minutes. `actions` are those of the meeting, `wishes` those discussed, by id."""
    mine = list(actions)
    name = meeting.get("title") or tr(MEETING_KINDS[meeting["kind"]])
    lines = [tr("Minutes: {community} {meeting}", community=community, meeting=name).strip()]
    lines.append(tr("When: {time}", time=_moment(meeting["starts_at"], tr)))
    if meeting.get("place"):
        lines.append(tr("Where: {place}", place=meeting["place"]))
    if meeting.get("chair"):
        lines.append(tr("In the chair: {name}", name=meeting["chair"]))
    lines.append(_present(meeting, tr))
    if meeting.get("excused"):
        lines.append(tr("Excused: {names}", names=tr(", ").join(meeting["excused"])))
    for item in meeting["items"]:
        about = [a for a in mine if a.get("item") == item["number"]]
        lines += ["", *_item(item, about, wishes, vote_doubts(item["votes"], meeting["attendance"]), tr)]
    voiced = [_voiced(line, wishes, tr) for line in meeting.get("lines") or () if line["kind"] == "wish"]
    if voiced:
        lines += ["", tr("Wishes that were voiced:"), *(f"  {text}" for text in voiced)]
    if meeting.get("note"):
        lines += ["", tr("Besides:"), *(f"  {text}" for text in meeting["note"].splitlines())]
    lines += ["", *aloud(mine, tr)]
    if meeting.get("corrections"):
        lines += ["", tr("Corrected after the meeting:"), *(f"  {text}" for text in corrections(meeting, tr))]
    takers = dict.fromkeys(line["by"] for line in meeting.get("lines") or () if line.get("by"))
    if takers:
        lines += ["", tr("Minutes taken by: {names}", names=tr(", ").join(takers))]
    return lines


def corrections(meeting: Stored, tr: Translate) -> list[str]:
    """Each correction of the minutes: when, who, what of which item, what it said before, why."""
    names = {"title": tr("matter"), "discussion": tr("discussion"), "decision": tr("decision"), "votes": tr("votes"),
             "attendance": tr("present"), "place": tr("place"), "note": tr("note")}  # fmt: skip
    found = []
    for one in meeting.get("corrections") or ():
        name = names.get(one["field"], one["field"])
        was = in_words(one["field"], one["was"], tr).replace("\n", " ") or tr("nothing")
        found.append(
            tr(
                "{when} {by}: {what}; before: {was}; reason: {reason}",
                when=str(one["at"])[:16].replace("T", " "),
                by=one["by"],
                what=tr("item {n}, {what}", n=one["item"], what=name) if one.get("item") else name,
                was=was,
                reason=one["reason"],
            )
        )
    return found


def aloud(actions: Sequence[Stored], tr: Translate) -> list[str]:
    """The open action items as read aloud at the end: what, who, until when."""
    left = [a for a in actions if a["state"] == "open"]
    if not left:
        return [tr("No action item came out of this meeting.")]
    lines = [tr("Action items, to be read aloud:")]
    for at, action in enumerate(left, 1):
        until = tr("until {day}", day=action["due"]) if action.get("due") else tr("no date")
        lines.append(
            tr(
                "  {n}. {title}: {owner}, {until}",
                n=at,
                title=action["title"],
                owner=action["owner"],
                until=until,
            )
        )
    return lines


def _present(meeting: Stored, tr: Translate) -> str:
    parties = [a["party"] for a in meeting["attendance"]]
    if not parties:
        return tr("Present: not noted")
    sign = tr("quorate") if quorate(meeting["kind"], parties) else tr("not quorate")
    return tr(
        "Present: {names} ({sign})",
        names=tr(", ").join(_party(a, tr) for a in meeting["attendance"]),
        sign=sign,
    )


def _party(attendance: Stored, tr: Translate) -> str:
    label = tr(PARTIES[attendance["party"]])
    people = tr("{n} people", n=attendance["people"]) if attendance.get("people") else ""
    more = tr(", ").join(filter(None, (people, *(attendance.get("names") or ()))))
    return tr("{name} ({more})", name=label, more=more) if more else label


def _voiced(line: Stored, wishes: Mapping[int, Stored], tr: Translate) -> str:
    """The wish recorded from a line, with number and title; the line as typed if the wish is gone."""
    wish = wishes.get(line.get("ref") or 0)
    if wish is None:
        return str(line["text"])
    name = f"{wish['number']} {wish['title']}"
    return tr("{name} ({more})", name=name, more=wish["resident"]) if wish.get("resident") else name


def _item(
    item: Stored,
    actions: Sequence[Stored],
    wishes: Mapping[int, Stored],
    doubts: Sequence[Message],
    tr: Translate,
) -> Iterator[str]:
    wish = wishes.get(item.get("wish_id") or 0)
    title = tr("{name} ({more})", name=item["title"], more=wish["number"]) if wish else item["title"]
    yield tr("Item {n}: {title}", n=item["number"], title=title)
    for label, text in ((tr("discussion"), item["discussion"]), (tr("decision"), item["decision"])):
        if label == tr("decision") and item["votes"]:
            yield tr("  {label}: {text}", label=tr("votes"), text=votes_text(item["votes"], tr))
            for doubt in doubts:
                yield tr("  {label}: {text}", label=tr("to be checked"), text=doubt.text(tr))
        for at, line in enumerate(filter(None, text.splitlines())):
            yield tr("  {label}: {text}", label=label, text=line) if at == 0 else f"    {line}"
    for action in actions:
        until = tr("until {day}", day=action["due"]) if action.get("due") else tr("no date")
        more = tr(", ").join((action["owner"], until))
        named = tr("{name} ({more})", name=action["title"], more=more)
        yield tr("  {label}: {text}", label=tr("action item"), text=named)
    if item["state"] == "carried":
        yield "  " + tr("Goes to the next meeting.")


def votes_text(votes: Mapping[str, Mapping[str, int]], tr: Translate) -> str:
    """For/against/abstaining by party, and the sum if there are several parties."""
    parts = [f"{tr(VOTERS[who])} {'/'.join(map(str, tally({who: ballot})))}" for who, ballot in votes.items()]
    if len(parts) > 1 and "all" not in votes:
        parts.append(tr("in all {votes}", votes="/".join(map(str, tally(votes)))))
    return tr(", ").join(parts)


def _moment(iso: str, tr: Translate) -> str:
    at = datetime.fromisoformat(iso)
    day: date = at.date()
    return f"{day.isoformat()} {tr(WEEKDAYS[day.weekday()])} {at:%H:%M}"
