"""The templates that the desk brings along, by their names: what an office finds in its folder `templates`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple

from tui.kinds.declaration import Place, load
from tui.language.errors import Message, StoreError
from tui.language.i18n import N_

FOLDER: Final = "templates"


class Paper(NamedTuple):
    """A paper: the file's name without `.docx`, the function that makes its template, what it is (msgid)."""

    title: str
    template: Place
    help: str


PAPERS: Final[Mapping[str, Paper]] = {
    "minutes": Paper("会议纪要", Place("tui.papers.templates.official:minutes"), N_("minutes of a meeting")),
    "invitation": Paper(
        "会议通知", Place("tui.papers.templates.official:invitation"), N_("invitation to a meeting")
    ),
    "certificate": Paper(
        "志愿服务记录证明",
        Place("tui.papers.templates.forms:certificate"),
        N_("certificate of volunteer service"),
    ),
    "sheet": Paper("活动签到表", Place("tui.papers.templates.forms:sheet"), N_("sign-in sheet of a session")),
    "slip": Paper(
        "居民心愿办理单", Place("tui.papers.templates.forms:slip"), N_("a wish, for the one who does it")
    ),
}


def template_of(name: str, data: Path) -> bytes:
    """The template of a paper: the office's own in the data folder, else the one that is brought along.

    Raises StoreError if the office's cannot be read.
    """
    paper = PAPERS[name]
    try:
        return file_of(name, data).read_bytes()
    except FileNotFoundError:
        made: bytes = load(paper.template)()
        return made
    except OSError as error:
        raise StoreError(
            Message(
                "{file} cannot be read: {why}",
                {"file": file_of(name, data), "why": error.strerror or str(error)},
            )
        ) from error


def file_of(name: str, data: Path) -> Path:
    """Where the office's own template of a paper stands, if it has one."""
    return data / FOLDER / f"{PAPERS[name].title}.docx"
