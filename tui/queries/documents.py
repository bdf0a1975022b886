"""The plain values of the papers that the desk writes in Word, by the Chinese names that their templates use.

The values are Chinese in whatever language the screen is: the papers are. They come from a store's handle, so a
masked one gives masked values.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from tui.kinds.record import Stored
from tui.kinds.words import CHANNELS, MEETING_KINDS, PARTIES, URGENCIES, VOTERS
from tui.language.errors import Message, NotFound, WrongState
from tui.language.i18n import translator
from tui.papers import chinese
from tui.papers.minutes import corrections
from tui.rules.ballots import vote_doubts
from tui.rules.calendar.time_zone import LOCAL
from tui.rules.meetings import tally
from tui.rules.people.hours import counted, total
from tui.rules.privacy.masking import mask_phone
from tui.rules.services.signups import turnout
from tui.rules.wishes.categories import category_label
from tui.store import Store

Values = dict[str, Any]
# What is written where nothing is on record and somebody has to write by hand.
BLANK = "________"


def unit(store: Store) -> str:
    """Who issues papers: the residents' committee."""
    committee = (str(p["name"]) for p in store.partners.stored() if p["kind"] == "committee")
    return next(committee, community(store))


def community(store: Store) -> str:
    """The community's name."""
    return str((store.community or {}).get("name") or "社区")


def minutes(store: Store, meeting_id: int) -> Values:
    """The values of 会议纪要 (minutes). Raises NotFound, WrongState."""
    meeting = meeting_stored(store, meeting_id)
    if meeting["state"] == "cancelled":
        raise WrongState(Message("This meeting was cancelled; there are no minutes of it."))
    actions = [a for a in store.actions.stored() if a.get("meeting_id") == meeting_id]
    chair = meeting.get("chair") or BLANK
    numbers = {item["number"] for item in meeting["items"] if _was_discussed(item)}
    named, place = meeting_name(meeting), meeting.get("place")
    attending = [a for a in meeting["attendance"] if a["party"] != "guest"]
    where = f"在{place}" if place else ""
    takers = dict.fromkeys(line["by"] for line in meeting.get("lines") or () if line.get("by"))
    return {
        "标题": f"{community(store)}{named}纪要{'（更正）' if meeting.get('corrections') else ''}",
        "开头": f"{chinese.moment(moment_of(meeting))}，{community(store)}{where}召开{named}，会议由{chair}主持。",
        "主持人": chair,
        "出席": "；".join(map(party_words, attending)),
        "请假": "、".join(meeting.get("excused") or ()),
        "列席": "；".join(people_words(a) for a in meeting["attendance"] if a["party"] == "guest"),
        "议定事项": [
            _item(at, item, [a for a in actions if a.get("item") == item["number"]], meeting["attendance"])
            for at, item in enumerate((i for i in meeting["items"] if i["number"] in numbers), 1)
        ],
        "顺延事项": [f"{i['title']}。" for i in meeting["items"] if i["number"] not in numbers],
        "居民诉求": _voiced(store, meeting),
        "其他待办": [_action(a) for a in actions if a.get("item") not in numbers],
        "备注": _lines(meeting.get("note") or ""),
        "更正": [chinese.sentence(text) for text in corrections(meeting, translator("zh"))],
        "记录人": "、".join(takers),
        "单位": unit(store),
        "日期": chinese.day(meeting["starts_at"]),
    }


def _was_discussed(item: Stored) -> bool:
    return item["state"] == "decided" or bool(item["decision"] or item["discussion"] or item["votes"])


def _item(at: int, item: Stored, actions: Iterable[Stored], attendance: Sequence[Stored]) -> Values:
    return {
        "序号": chinese.numeral(at),
        "议题": item["title"],
        "讨论": _lines(item["discussion"]),
        "决定": _decision(item),
        "表决": votes_words(item["votes"]) + _to_check(item["votes"], attendance),
        "待办": [_action(action) for action in actions],
    }


def _decision(item: Stored) -> list[str]:
    """What was decided, a paragraph a line; of what was talked over and turned over to the next meeting, that."""
    said = [f"会议决定：{line}" if not n else line for n, line in enumerate(_lines(item["decision"]))]
    return [*said, "此项转下次会议继续研究。"] if item["state"] == "carried" else said


def votes_words(votes: Mapping[str, Mapping[str, int]]) -> str:
    """The votes in all, and of each party where several voted."""
    if not votes:
        return ""
    tr = translator("zh")
    parts = [f"{tr(VOTERS[who])}{_ballot(tally({who: ballot}))}" for who, ballot in votes.items()]
    in_all = _ballot(tally(votes))
    return in_all if len(parts) == 1 else f"{in_all}（其中{'；'.join(parts)}）"


def _to_check(votes: Mapping[str, Mapping[str, int]], attendance: Sequence[Stored]) -> str:
    """Contradictions between votes and attendance, to be corrected before the minutes are signed; empty if none."""
    doubts = [doubt.text(translator("zh")) for doubt in vote_doubts(votes, attendance)]
    return f"（待核：{'；'.join(doubts)}）" if doubts else ""


def _ballot(sums: tuple[int, int, int]) -> str:
    return "赞成{}票、反对{}票、弃权{}票".format(*sums)


def _action(action: Stored) -> Values:
    return {
        "事项": action["title"],
        "责任人": action["owner"],
        "时限": chinese.day(action.get("due") or "") or "未定",
    }


def _voiced(store: Store, meeting: Stored) -> list[str]:
    found = []
    for line in meeting.get("lines") or ():
        if line["kind"] == "wish":
            wish = store.wishes.find_stored(line.get("ref") or 0)
            found.append(chinese.sentence(f"{wish['number']} {wish['title']}" if wish else line["text"]))
    return found


def party_words(attendance: Stored) -> str:
    """An attending party with its people, as text: 物业公司（王经理，2人）."""
    label = translator("zh")(PARTIES[attendance["party"]])
    more = people_words(attendance)
    return f"{label}（{more}）" if more else label


def people_words(attendance: Stored) -> str:
    """The names of a party's people and how many they are, as text."""
    people = f"{attendance['people']}人" if attendance.get("people") else ""
    return "，".join(filter(None, ("、".join(attendance.get("names") or ()), people)))


def invitation(store: Store, meeting_id: int) -> Values:
    """Of 会议通知. Raises NotFound, WrongState."""
    meeting = meeting_stored(store, meeting_id)
    if meeting["state"] == "cancelled":
        raise WrongState(Message("This meeting was cancelled; nobody is invited to it."))
    at = moment_of(meeting)
    called = {
        "joint": "社区党委、社区居委会、居民议事会、物业公司",
        "council": "居民议事会成员",
        "alliance": "红色联盟各成员单位",
    }
    return {
        "标题": f"关于召开{meeting_name(meeting)}的通知",
        "致": called[meeting["kind"]],
        "会议": meeting_name(meeting),
        "时间": f"{at.year}年{chinese.day_spoken(at.date())}{at:%H:%M}",
        "地点": meeting.get("place") or BLANK,
        "议程": [
            {"序号": chinese.numeral(at), "议题": item["title"]}
            for at, item in enumerate(meeting["items"], 1)
        ],
        "单位": unit(store),
        "日期": chinese.day(store.now.date().isoformat()),
    }


def certificate(store: Store, volunteer: Stored, records: Iterable[Stored]) -> Values:
    """Of 志愿服务记录证明, of a volunteer's records. Raises NotFound where none counts."""
    found = sorted(counted(records), key=lambda r: (str(r["on"]), int(r["id"])))
    if not found:
        raise NotFound(Message("No service is on record for this time."))
    teams = {t["id"]: str(t["name"]) for t in store.teams.stored()}
    return {
        "编号": "",
        "姓名": volunteer["name"],
        "开始": chinese.day(found[0]["on"]),
        "结束": chinese.day(found[-1]["on"]),
        "次数": len(found),
        "总时长": f"{total(found):g}",
        "服务": [
            {
                "日期": chinese.day(r["on"]),
                "内容": r.get("content") or r.get("activity") or teams.get(r.get("team_id"), ""),
                "地点": r.get("place") or "",
                "时长": f"{r['hours']:g}",
            }
            for r in found
        ],
        "单位": unit(store),
        "日期": chinese.day(store.now.date().isoformat()),
    }


def sheet(store: Store, service: Stored, session: Stored, *, blank: int, phones: bool) -> Values:
    """Of 活动签到表: those who come, then `blank` lines. Telephones are masked, and there only if wanted."""
    coming = turnout(session.get("signups") or (), session.get("cap")).coming
    people = [
        {
            "姓名": one["resident"],
            "电话": mask_phone(str(one.get("phone") or "")) if phones else "",
            "备注": one.get("note") or "",
        }
        for one in coming
    ]
    people += [{"姓名": "", "电话": "", "备注": ""}] * blank
    team = store.teams.find_stored(session.get("team_id") or 0) or {}
    return {
        "活动": service["name"],
        "时间": span(session),
        "地点": session.get("place") or service.get("place") or BLANK,
        "服务队": team.get("name") or "",
        "名单": [{"序号": at, **one} for at, one in enumerate(people, 1)],
        "报名人数": len(coming),
    }


def slip(store: Store, wish: Stored) -> Values:
    """Of 居民心愿办理单, for the one who does it."""
    tr = translator("zh")
    compounds = {c["number"]: c.get("name") for c in (store.community or {}).get("compounds") or ()}
    compound = compounds.get(wish.get("compound")) or ""
    held = wish.get("assignee") or {}
    return {
        "编号": wish["number"],
        "心愿": wish["title"],
        "详情": wish.get("detail") or "",
        "居民": wish.get("resident") or "",
        "电话": wish.get("phone") or "",
        "住址": f"{compound}{wish.get('address') or ''}",
        "来源": tr(CHANNELS[wish["channel"]]) if wish.get("channel") else "",
        "类别": tr(category_label(wish["category"])),
        "紧急程度": tr(URGENCIES[wish["urgency"]]),
        "登记日期": chinese.day(wish["recorded_on"]),
        "办理人": held.get("name") or "",
        "协办": "、".join(a["name"] for a in wish.get("assists") or ()),
        "时限": chinese.day(wish.get("due") or ""),
        "单位": unit(store),
        "日期": chinese.day(store.now.date().isoformat()),
    }


def span(session: Stored) -> str:
    """When a session is held: 2026年12月26日（周六）09:00—11:30."""
    begins, ends = (
        datetime.fromisoformat(session[name]).astimezone(LOCAL) for name in ("starts_at", "ends_at")
    )
    return f"{begins.year}年{chinese.day_spoken(begins.date())}{begins:%H:%M}—{ends:%H:%M}"


def meeting_stored(store: Store, id: int) -> Stored:
    """The meeting. Raises NotFound."""
    meeting = store.meetings.find_stored(id)
    if meeting is None:
        raise NotFound(Message("The record is no longer there."))
    return meeting


def meeting_name(meeting: Stored) -> str:
    """What a meeting goes by, in Chinese."""
    return str(meeting.get("title") or translator("zh")(MEETING_KINDS[meeting["kind"]]))


def moment_of(meeting: Stored) -> datetime:
    """When a meeting begins, in local time."""
    return datetime.fromisoformat(meeting["starts_at"]).astimezone(LOCAL)


def _lines(text: str) -> list[str]:
    return [chinese.sentence(line) for line in text.splitlines() if line.strip()]
