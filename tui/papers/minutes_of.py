"""Looks up in the store what the minutes of a meeting need."""

from __future__ import annotations

from tui.language.errors import Message, NotFound, Translate
from tui.papers.minutes import minutes
from tui.store import Store


def minutes_of(store: Store, meeting_id: int, tr: Translate) -> list[str]:
    """The lines of the minutes of a meeting. Raises NotFound."""
    meeting = store.meetings.find_stored(meeting_id)
    if meeting is None:
        raise NotFound(Message("The record is no longer there."))
    actions = [a for a in store.actions.stored() if a.get("meeting_id") == meeting_id]
    ids = [item["wish_id"] for item in meeting["items"] if item.get("wish_id")]
    ids += [line["ref"] for line in meeting.get("lines") or () if line["kind"] == "wish" and line.get("ref")]
    wishes = {id: wish for id in ids if (wish := store.wishes.find_stored(id))}
    return minutes(meeting, actions, str((store.community or {}).get("name") or ""), wishes, tr)
