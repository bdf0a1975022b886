"""The papers of the selected record: choose one, fill in what it asks for, then write it to a file or copy it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, cast

from textual.screen import Screen

from tui.desk.context import DeskContext
from tui.kinds.record import Stored, Target
from tui.language.cleaning import unified_all
from tui.language.errors import InvalidInput, Message
from tui.language.i18n import N_
from tui.papers.document import filled, paragraphs
from tui.papers.templates import PAPERS, template_of
from tui.queries import notices
from tui.queries.naming import target_name
from tui.rules.privacy.rights import RIGHTS, may
from tui.screens.base.form import FormScreen
from tui.screens.base.live import LiveScreen
from tui.screens.base.shell import Shell
from tui.screens.export import report_form
from tui.screens.forms.common import found, with_warnings
from tui.screens.forms.papers import DOCUMENTS, Values, session_of
from tui.screens.outlet import COPY, outlet, target_path, written_to
from tui.screens.shown_copy import read_first
from tui.widgets.fields import NoteField, Option, PickField

MONTH: Final = "month"
NOTICE: Final = "notice"
_FORMATS: Final[Mapping[str, str]] = {
    "docx": N_(".docx, to be changed and printed"),
    "pdf": N_(".pdf, to be printed"),
    COPY: N_("copy the text"),
}


def papers_form(context: DeskContext, front: Screen[Any]) -> FormScreen:
    """The choice among the papers of the selected record; if it has only one, that paper's form.

    Raises InvalidInput if it has none, NotFound.
    """
    target = front.target if isinstance(front, LiveScreen) else None
    offered = [
        one
        for one in _OFFERED.get(target.kind if target else "", ())
        if may(context.actor.role, f"paper.{one}")
    ]
    if may(context.actor.role, "paper.export"):
        offered.append(MONTH)
    if not offered:
        raise InvalidInput({"": Message("No paper is made of what is in front.")})
    tr = context.tr

    def save(values: Values, _: Stored | None) -> FormScreen:
        return _form(context, front, target, values["paper"])

    names: list[Option] = [(one, _name(context, one)) for one in offered]
    if len(names) == 1:
        return _form(context, front, target, offered[0])
    field = PickField("paper", tr("paper"), names, offered[0], required=True,
                      hint=tr("Arrows choose, or type: text or pinyin initials."))  # fmt: skip
    return FormScreen(tr("Papers"), [field], save)


def _name(context: DeskContext, paper: str) -> str:
    if paper == MONTH:
        return context.tr("monthly report")
    if paper == NOTICE:
        return context.tr("notice for the WeChat group")
    return context.tr(PAPERS[paper].help)


def _form(context: DeskContext, front: Screen[Any], target: Target | None, paper: str) -> FormScreen:
    if paper == MONTH:
        sees_all = context.actor.role == "staff"
        return report_form(context, front, context.today, "file" if sees_all else "street")
    assert target is not None
    if paper == NOTICE:
        return _notice_form(context, front, target)
    return _document_form(context, front, target, paper)


# ---- documents


def _document_form(context: DeskContext, front: Screen[Any], target: Target, paper: str) -> FormScreen:
    """The form of a document: what it asks for besides the record, the file format, the target file."""
    of, title = DOCUMENTS[paper], PAPERS[paper].title
    of.values(context, target, {})  # raises if the record is not ready for it, before anything is typed

    def made(values: Values, number: str) -> bytes:
        """The paper as a .docx; `number` is that of a certificate."""
        numbered = {"编号": number} if number else {}
        data = cast("Shell", front.app).locations.data
        texts = unified_all({**of.values(context, target, values), **numbered})
        return filled(template_of(paper, data), texts, f"{title}.docx")

    def shown(values: Values) -> FormScreen:
        """The paper's text on the screen, for a seat that copies only what it sees there."""

        def note(text: str) -> None:
            context.desk.papers.made(paper, lambda _: text.encode(), about=target, format="txt")

        text = _in_form(made(values, ""), COPY, []).decode()
        return read_first(context, front, _name(context, paper), text, note)

    def save(values: Values, _: Stored | None) -> Message | FormScreen:
        as_ = str(values["format"])
        if RIGHTS[context.actor.role].masked:
            return shown(values)
        if as_ == "pdf":
            from tui.papers.pdf import check

            check()
        name = target_name(context.store, target, context.tr)
        path = None if as_ == COPY else target_path(str(values["file"]), title, name, as_)
        of.values(context, target, values)
        if of.before is not None:
            of.before(context, target, values)
        warnings: list[Message] = []
        content = context.desk.papers.made(
            paper,
            lambda number: _in_form(made(values, number), as_, warnings),
            about=target,
            format="txt" if as_ == COPY else as_,
        )
        if path is not None:
            return with_warnings(written_to(path, content), warnings)
        front.app.copy_to_clipboard(content.decode())
        return Message("Copied. It can be pasted now.")

    fields = [*of.fields(context, target), *outlet(context, _FORMATS, "docx")]
    about = target_name(context.store, target, context.tr)
    return FormScreen(_name(context, paper), fields, save, about=about)


def _in_form(content: bytes, as_: str, warnings: list[Message]) -> bytes:
    """Convert a .docx to `as_`; what is lost by that is added to `told`. Raises PdfMissing."""
    if as_ == "pdf":
        from tui.papers.pdf import pdf_of

        made = pdf_of(content)
        warnings.extend(made.warnings)
        return made.content
    if as_ == COPY:
        return "\n".join(filter(None, paragraphs(content, body_only=True))).encode()
    return content


# Kind of record -> its papers, the usual one first.
_OFFERED: Final[Mapping[str, Sequence[str]]] = {
    "meeting": ("minutes", "invitation", NOTICE),
    "session": ("sheet", NOTICE),
    "wish": ("slip", NOTICE),
    "volunteer": ("certificate",),
}


# ---- notices


def _notice_form(context: DeskContext, front: Screen[Any], target: Target) -> FormScreen:
    """A form with the text of the notice, to be edited; saving copies it to the clipboard."""
    tr = context.tr

    def save(values: Values, _: Stored | None) -> Message:
        text = str(values["text"] or "").strip()
        if not text:
            raise InvalidInput({"text": Message("There is nothing to copy.")})
        context.desk.papers.made("notice", lambda _: text, about=target, format="txt")
        front.app.copy_to_clipboard(text)
        return Message("Copied. It can be pasted into the group now.")

    text = _NOTICES[target.kind](context, target)
    hint = tr("Change it as you like before it is copied.")
    return FormScreen(
        tr("Notice"),
        [NoteField("text", tr("text"), text, hint=hint, tall=True)],
        save,
        about=target_name(context.store, target, context.tr),
    )


_NOTICES: Final[Mapping[str, Callable[[DeskContext, Target], str]]] = {
    "meeting": lambda context, target: notices.meeting(context.store, target.id),
    "session": lambda context, target: notices.session(context.store, *session_of(context, target)),
    "wish": lambda context, target: notices.wish(found(context, "wishes", target.id)),
}
