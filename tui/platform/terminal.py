"""Checks of the terminal and its environment before the desk opens in it.

The messages are in plain English ASCII: they are for terminals that can show nothing else.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, MutableMapping
from pathlib import Path
from typing import Final

# Variables that an SSH client may set; all others are removed.
_KEPT: Final = frozenset({
    "TERM", "COLORTERM", "LANG", "LANGUAGE", "TZ", "HOME", "USER", "LOGNAME", "SHELL", "PATH", "PWD",
    "SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY", "SSH_ORIGINAL_COMMAND",
})  # fmt: skip

NOT_UTF8: Final = """\
xingfu: this terminal is set to {charset}; Chinese text needs UTF-8.
Set it and log in again:
  Linux, macOS, Windows OpenSSH:  LANG=zh_CN.UTF-8 ssh -o SendEnv=LANG ...
  PuTTY:     Window > Translation > Remote character set: UTF-8
  Xshell, SecureCRT, MobaXterm:  session properties > terminal > encoding: UTF-8
On this machine itself:  export LANG=C.UTF-8
"""
TOO_PLAIN: Final = """\
xingfu: this terminal (TERM={term}) cannot place text on the screen.
Use xterm, screen, tmux, linux or vt100, such as:  export TERM=xterm
"""


def scrub(env: MutableMapping[str, str]) -> None:
    """Remove everything from `env` with which a client could influence the program or its libraries."""
    for name in list(env):
        if name not in _KEPT and not name.startswith("LC_"):
            del env[name]


def plain(env: Mapping[str, str]) -> bool:
    """Whether all must be said in letters and signs: a console, whose font may lack others, or no colours wanted."""
    if env.get("NO_COLOR"):
        return True
    name = env.get("TERM", "").lower()
    return name in {"linux", "ansi", "cygwin", "cons25"} or re.fullmatch(r"vt\d+.*", name) is not None


def complaint(env: Mapping[str, str], given: Mapping[str, str] | None = None) -> str | None:
    """The reason why the desk cannot open in this terminal, in ASCII; None if it can.

    `given` is the original environment: Python itself replaces the C locale by UTF-8.
    """
    charset = other_charset(env, given)
    if charset:
        return NOT_UTF8.format(charset=charset)
    if env.get("TERM") in {"dumb", "unknown"}:
        return TOO_PLAIN.format(term=env["TERM"])
    return None


def other_charset(env: Mapping[str, str], given: Mapping[str, str] | None = None) -> str:
    """The character set of the terminal according to its locale if it is not UTF-8; else empty."""
    if env.get("PYTHONUTF8") == "1":
        return ""
    return _charset(env if given is None else {**env, "LC_CTYPE": given.get("LC_CTYPE", "")})


def in_ascii(text: str) -> str:
    """An English text for a terminal that shows only ASCII."""
    return text.translate({ord("«"): '"', ord("»"): '"', ord("…"): "..."}).encode("ascii", "replace").decode()


def _charset(env: Mapping[str, str]) -> str:
    """The character set that the locale names if it is not UTF-8; empty if it is or none is named."""
    locale = env.get("LC_ALL") or env.get("LC_CTYPE") or env.get("LANG") or ""
    name, _, charset = locale.partition("@")[0].partition(".")
    if not locale or charset.lower().replace("-", "") == "utf8" or name.lower() in {"utf-8", "utf8"}:
        return ""
    return "".join(c for c in (charset or name) if c.isascii() and c.isprintable())[:40] or "?"


def given_environment() -> Mapping[str, str] | None:
    """The original environment of this process if the system tells (Linux); else None."""
    try:
        content = Path("/proc/self/environ").read_bytes()
    except OSError:
        return None
    pairs = (part.partition("=") for part in os.fsdecode(content).split("\0"))
    return {name: value for name, _, value in pairs if name}
