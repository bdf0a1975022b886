"""A blank document of Word filled: {{名称}} becomes a value, a row of a table is repeated, all else stays as it is.

A placeholder may be spread over several runs, stand in a header, a footer or a text box. Nothing in the document is
run; what is not understood is left standing.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any, Final

from tui.language.errors import InvalidInput, Message
from tui.papers.document import TemplateBroken, check_archive, plain
from tui.papers.placeholders import Row
from tui.papers.word_tables import give_placeholders

_PLACEHOLDER: Final = re.compile(r"\{\{\s*([^{}]{1,60}?)\s*\}\}")
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT: Final = f"{_W}t"
_PARAGRAPH: Final = f"{_W}p"
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"

Values = Mapping[str, str]
"""What stands for each placeholder; one that is not in it is left standing."""


class WordForm:
    """A document with placeholders. Raises InvalidInput for what is none, or damaged."""

    def __init__(self, content: bytes, name: str) -> None:
        from docx import Document  # only filled forms need it

        try:
            check_archive(content, name)
            self._document: Any = Document(io.BytesIO(content))
        except TemplateBroken as error:
            raise InvalidInput({"": error.message}) from error
        except Exception as error:  # whatever lxml and python-docx raise on a file made by somebody else
            raise InvalidInput({"": Message("The file is damaged or cut off.")}) from error
        self._roots = [part for part in self._parts() if part is not None]
        if not self.words:
            give_placeholders(self._document)
        self._rows = [
            row
            for root in self._roots
            for row in root.iter(f"{_W}tr")
            if _names(row) and not any(_names(inner) for inner in row.iter(f"{_W}tr") if inner is not row)
        ]

    def _parts(self) -> Iterator[Any]:
        main = self._document.part
        yield self._document.element
        for relation in main.rels.values():
            if relation.reltype.rpartition("/")[2] in {"header", "footer", "footnotes", "endnotes"}:
                yield getattr(relation.target_part, "element", None)

    @property
    def words(self) -> tuple[str, ...]:
        """The placeholders, each once, in their order."""
        return tuple(dict.fromkeys(name for root in self._roots for name in _names(root)))

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows of tables that have placeholders."""
        return tuple(Row(tuple(dict.fromkeys(_names(row))), _whole(row)) for row in self._rows)

    @property
    def first_lines(self) -> str:
        """What the document says of itself at its beginning."""
        texts = [_text(p) for p in list(self._document.element.iter(_PARAGRAPH))[:6]]
        return "\n".join(filter(None, texts))

    def filled(self, values: Values, lines: Sequence[Sequence[Values] | None]) -> bytes:
        """The document with `values`. For each of `rows`, `lines` has the values of the rows that it becomes.

        None for a row that is not repeated. A row that becomes none is left with nothing in it.
        """
        repeated = [(row, these) for row, these in zip(self._rows, lines, strict=True) if these is not None]
        apart = {p for row, _ in repeated for p in row.iter(_PARAGRAPH)}
        for root in self._roots:  # first: what is filled in is never looked at again
            _fill(root, values.get, apart)
        for row, these in repeated:
            blank: Values = dict.fromkeys(_names(row), "")
            for one in these or (blank,):
                copy = deepcopy(row)
                row.addprevious(copy)
                _fill(copy, {**values, **one}.get)
            row.getparent().remove(row)
        out = io.BytesIO()
        self._document.save(out)
        return out.getvalue()


def _own_texts(paragraph: Any) -> list[Any]:
    """The text elements of a paragraph, without those of paragraphs within it (text boxes)."""
    return [t for t in paragraph.iter(_TEXT) if next(t.iterancestors(_PARAGRAPH)) is paragraph]


def _text(paragraph: Any) -> str:
    return "".join(t.text or "" for t in _own_texts(paragraph))


def _names(element: Any) -> list[str]:
    return [name for p in element.iter(_PARAGRAPH) for name in _PLACEHOLDER.findall(_text(p))]


def _whole(row: Any) -> bool:
    """Whether each cell of a row that has text has a placeholder."""
    cells = [[_text(p) for p in cell.iter(_PARAGRAPH)] for cell in row.iter(f"{_W}tc")]
    return all(not "".join(texts).strip() or any(map(_PLACEHOLDER.search, texts)) for texts in cells)


def _fill(element: Any, value: Callable[[str], str | None], apart: Collection[Any] = ()) -> None:
    """Fill the paragraphs in `element`, without those `apart`."""
    for paragraph in list(element.iter(_PARAGRAPH)):
        if paragraph in apart:
            continue
        texts = _own_texts(paragraph)
        whole = "".join(t.text or "" for t in texts)
        if "{{" not in whole:
            continue
        for found in reversed(list(_PLACEHOLDER.finditer(whole))):
            said = value(found[1])
            if said is not None:
                _put(texts, found.start(), found.end(), str(plain(said)))
        for text in texts:
            _break_lines(text)


def _put(texts: Sequence[Any], start: int, end: int, said: str) -> None:
    """Put `said` in the place of the characters from `start` to `end` of all texts together: into the first of them."""
    at, put = 0, False
    for text in texts:
        own = text.text or ""
        first, last = max(start - at, 0), min(end - at, len(own))
        at += len(own)
        if first >= last or first >= len(own):
            continue
        text.text = own[:first] + ("" if put else said) + own[last:]
        text.set(_SPACE, "preserve")
        put = True


def _break_lines(text: Any) -> None:
    """Line ends within a text become breaks of its run."""
    lines = (text.text or "").split("\n")
    if len(lines) < 2:
        return
    text.text = lines[0]
    after = text
    for line in lines[1:]:
        stop, more = text.makeelement(f"{_W}br", {}), text.makeelement(_TEXT, {_SPACE: "preserve"})
        more.text = line
        after.addnext(stop)
        stop.addnext(more)
        after = more
