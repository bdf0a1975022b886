"""A document (.docx) made of a template and plain values.

A template is an ordinary file of Word in which `{{名称}}` stands for a value and `{%p for 项 in 事项 %}` repeats a
paragraph (`{%tr … %}` a table's row). It comes from outside: nothing in it is run. What it may say is checked
before it is filled in: names, their parts, `if` and `for`, comparisons, and no call, no arithmetic.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import unescape

from tui.language.errors import Message, XingfuError
from tui.language.text import enumerated

if TYPE_CHECKING:
    from jinja2 import TemplateSyntaxError

# Bytes that the parts of a template may have in all: letterheads with pictures stay far below.
_LARGEST: Final = 50_000_000
_MOST_PARTS: Final = 2_000
_SHOWN: Final = 60
# Characters that no XML may have.
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TAG: Final = re.compile(r"<[^>]*>")
# What stands between two pairs of braces.
_SAID: Final = re.compile(r"\{\{(.*?)\}\}")
_UNKNOWN: Final = re.compile(r"has no attribute '(?P<part>.*)'$|^'(?P<name>.*)' is undefined$")


class TemplateBroken(XingfuError):
    """A template cannot be filled in; the message says which one, what is wrong and where."""


def filled(template: bytes, values: Mapping[str, Any], name: str) -> bytes:
    """The document: `template` with `values` (texts, numbers, lists and mappings of them) filled in.

    `name` is what errors call the template. Raises TemplateBroken.
    """
    check_archive(template, name)
    from docxtpl import DocxTemplate
    from jinja2 import TemplateSyntaxError
    from jinja2.exceptions import SecurityError, UndefinedError

    from tui.papers.template_language import NotSaid, environment

    allowed = environment()
    out = io.BytesIO()
    try:
        document = DocxTemplate(io.BytesIO(template))
        document.render(plain(values), allowed, autoescape=True)
        document.save(out)
    except NotSaid as error:
        raise _broken(name, _not_said(error.what, template)) from error
    except UndefinedError as error:
        raise _broken(name, _unknown(str(error), template, values)) from error
    except TemplateSyntaxError as error:
        raise _broken(name, _syntax(error)) from error
    except SecurityError as error:
        raise _broken(name, _not_said("", template)) from error
    except Exception as error:  # whatever lxml, python-docx and zipfile raise on a file made by somebody else
        raise _broken(name, Message("it cannot be read as a document of Word (.docx)")) from error
    return out.getvalue()


def plain(value: Any) -> Any:
    """`value` without the characters that a document cannot hold; texts, numbers, lists and mappings only."""
    if isinstance(value, str):
        return _NOT_XML.sub("", value)
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    assert value is None or isinstance(value, (bool, int, float))
    return value


def check_archive(content: bytes, name: str) -> None:
    """Refuse what is no .docx, unpacks to too much, or brings definitions of its own (XML entities)."""
    not_word = Message("it cannot be read as a document of Word (.docx)")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _LARGEST:
                raise _broken(name, Message("it is too large"))
            if "word/document.xml" not in archive.namelist():
                raise _broken(name, not_word)
            for part in parts:
                if part.filename.endswith((".xml", ".rels")) and _defines(archive.read(part)):
                    raise _broken(name, Message("it defines entities of its own, which is not allowed"))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise _broken(name, not_word) from error
    except zipfile.zlib.error as error:  # type: ignore[attr-defined]
        raise _broken(name, not_word) from error


def _defines(part: bytes) -> bool:
    """Whether an XML part has a document type; in whatever encoding, its sign has these letters."""
    return b"<!DOCTYPE" in part.replace(b"\0", b"")


def _broken(name: str, why: Message) -> TemplateBroken:
    return TemplateBroken(Message("Template «{name}»: {why}.", {"name": name, "why": why}))


def _unknown(said: str, template: bytes, values: Mapping[str, Any]) -> Message:
    found = _UNKNOWN.search(said)
    word = (found["part"] or found["name"]) if found else said
    return Message(
        "«{word}» in «{place}» is not a name that is known here; there are: {names}",
        {"word": word, "place": place_of(template, word), "names": enumerated(values)},
    )


def _not_said(what: str, template: bytes) -> Message:
    from tui.papers.template_language import asks_more

    refused = next(
        (said for text in paragraphs(template) for said in _SAID.findall(text) if asks_more(said)), ""
    )
    place = place_of(template, refused or what) if refused or what else "…"
    return Message("«{place}» asks for more than names, if and for; that is not allowed", {"place": place})


def _syntax(error: TemplateSyntaxError) -> Message:
    lines = getattr(error, "docx_context", None)
    around = _TAG.sub("", " ".join(lines)) if lines else ""
    at = around.find("{")
    return Message(
        "a pair of braces is not closed or not understood, near «{place}»",
        {"place": around[max(at, 0) :][:_SHOWN].strip() or "…"},
    )


def place_of(template: bytes, word: str) -> str:
    """The text of the first paragraph that has `word` between braces, shortened; the word itself if none has."""
    for text in paragraphs(template):
        if any(word in braces for braces in re.findall(r"\{[{%].*?[%}]\}", text)):
            return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    return word


def paragraphs(content: bytes, *, body_only: bool = False) -> list[str]:
    """The text of each paragraph of a document: body, tables, and (unless `body_only`) headers and footers."""
    wanted = r"word/document\.xml" if body_only else r"word/(document|header\d*|footer\d*|footnotes)\.xml"
    texts = []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for part in archive.namelist():
            if re.fullmatch(wanted, part):
                xml = archive.read(part).decode("utf-8", "replace")
                for paragraph in re.findall(r"<w:p[ >].*?</w:p>", xml, re.DOTALL):
                    runs = re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", paragraph)
                    texts.append(unescape("".join(runs)))
    return texts
