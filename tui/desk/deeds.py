"""Deeds: what a command does to the selected record at once, without a form. Each raises XingfuError."""

from __future__ import annotations

from datetime import date

from tui.desk.context import DeskContext
from tui.kinds.record import Target


def wish_to_agenda(context: DeskContext, target: Target) -> None:
    """Put the wish on the next meeting's agenda."""
    context.desk.meetings.put_on_agenda(target.id)


def need_to_agenda(context: DeskContext, target: Target) -> None:
    """Put the need on the next coordination meeting's agenda."""
    context.desk.alliance.put_on_agenda(target.id)


def session_confirmed(context: DeskContext, target: Target) -> None:
    """The session will take place."""
    context.desk.sessions.confirm(target.id, _date(target))


def session_restored(context: DeskContext, target: Target) -> None:
    """The cancelled session takes place after all."""
    context.desk.sessions.restore(target.id, _date(target))


def _date(target: Target) -> date:
    """The date that names a session among its service's."""
    assert target.on is not None, "a session is named by its service and a date"
    return target.on


def lesson_held(context: DeskContext, target: Target) -> None:
    """Teacher and learner met today."""
    context.desk.lessons.meet(target.id)


def lesson_able(context: DeskContext, target: Target) -> None:
    """The learner can do it now; the skill is added to their record."""
    context.desk.lessons.able(target.id)
