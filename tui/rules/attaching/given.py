"""What people type, paste or drop to attach it: a link, or files by their paths. Nothing here looks at a disk."""

from __future__ import annotations

import re
from typing import Final, NamedTuple
from urllib.parse import unquote, urlsplit

from tui.language.cleaning import one_line
from tui.language.errors import InvalidInput, Message

MOST_LINK: Final = 2000


class Given(NamedTuple):
    """What was typed, pasted or dropped: either a link, or the readings of it as paths of files, the likeliest first.

    Each reading is one or several paths: several files can be dropped at once.
    """

    link: str = ""
    paths: tuple[tuple[str, ...], ...] = ()


_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
# A file of Windows, as its Explorer writes it; the subsystem for Linux has the drives beneath /mnt.
_WINDOWS: Final = re.compile(r"(?P<letter>[A-Za-z]):[\\/](?P<rest>[^\n]+)")
_QUOTES: Final = {'"': '"', "'": "'", "“": "”", "‘": "’", "「": "」"}


def read_given(text: str) -> Given:
    """What somebody typed or dropped, as a link or as paths.

    A terminal writes a dropped file between quotes, with backslashes before blanks and signs, or as a `file:` address;
    a path that is typed may have plain blanks. Raises InvalidInput for what is neither: nothing, another kind of
    address, a control character.
    """
    text = text.strip("\r\n \t\u3000")
    if not text:
        raise _wrong(Message("Name a file, or paste a link."))
    if any(ord(character) < 0x20 or ord(character) == 0x7F for character in text.replace("\n", " ")):
        raise _wrong(
            Message("There is a control character in it. Type the name again, or drop the file once more.")
        )
    if _SCHEME.match(text) and not text.lower().startswith("file:"):
        return Given(link=link_of(text))
    if drive := _WINDOWS.fullmatch(text.strip("\"'")):
        beneath = drive["rest"].replace("\\", "/")
        return Given(paths=((f"/mnt/{drive['letter'].lower()}/{beneath}",), (text,)))
    whole = _plain(text)
    split = _split(text)
    readings = dict.fromkeys(one for one in ((whole,), split, (text,)) if one and all(one))
    return Given(paths=tuple(readings))


def link_of(text: str) -> str:
    """A link as it is kept: one of the web, and nothing that a program would do something else with. Raises InvalidInput."""
    link = text.strip()
    try:
        parts = urlsplit(link)
        host = parts.hostname
    except ValueError:
        host = None
    if re.search(r"\s", link) or one_line(link) != link:
        raise _wrong(Message("There is a blank or an unseen character in the link; copy it again."))
    if parts_scheme(link) not in {"http", "https"} or not host:
        raise _wrong(Message("A link begins with http:// or https:// and has the name of a site."))
    if len(link) > MOST_LINK:
        raise _wrong(Message("The link is longer than {n} characters.", {"n": MOST_LINK}))
    return link


def parts_scheme(link: str) -> str:
    """The scheme of an address, in lower case; empty if it has none."""
    scheme, colon, _ = link.partition(":")
    return scheme.lower() if colon else ""


def _wrong(message: Message) -> InvalidInput:
    return InvalidInput({"file": message})


def _plain(text: str) -> str:
    """`text` as one path: without the quotes around it, or the backslashes of a shell, or as the address of a file."""
    if text.lower().startswith("file:"):
        return _of_address(text)
    closing = _QUOTES.get(text[0])
    if closing and len(text) > 1 and text.endswith(closing) and closing not in text[1:-1]:
        return text[1:-1]
    return re.sub(r"\\(.)", r"\1", text, flags=re.DOTALL) if "\\" in text else text


def _of_address(text: str) -> str:
    """The path in a `file:` address of this computer. Raises InvalidInput for another's."""
    rest = text[len("file:") :]
    if rest.startswith("//"):
        host, slash, path = rest[2:].partition("/")
        if host not in {"", "localhost"}:
            raise _wrong(Message("«{name}» lies on another computer. Save it here first.", {"name": text}))
        rest = f"{slash}{path}"
    path = unquote(rest, errors="surrogateescape")
    if "\0" in path:
        raise _wrong(
            Message("There is a control character in it. Type the name again, or drop the file once more.")
        )
    return path


def _split(text: str) -> tuple[str, ...]:
    """`text` as several paths, as a shell reads a line: blanks and lines between them, quotes and backslashes within."""
    paths: list[str] = []
    word, begun, closing, at = "", False, "", 0
    while at < len(text):
        character = text[at]
        if closing:
            if character == closing:
                closing = ""
            else:
                word += character
        elif character == "\\" and at + 1 < len(text):
            at += 1
            word, begun = word + text[at], True
        elif character in _QUOTES and not word:
            closing, begun = _QUOTES[character], True
        elif character in "'\"":
            closing, begun = character, True
        elif character.isspace():
            if begun:
                paths.append(word)
            word, begun = "", False
        else:
            word, begun = word + character, True
        at += 1
    if begun:
        paths.append(word)
    return tuple(_of_address(one) if one.lower().startswith("file:") else one for one in paths)
