"""Lines of OpenSSH's authorized_keys that open the desk for one seat and allow nothing else.

Pure functions over text; see sshd(8), AUTHORIZED_KEYS FILE FORMAT. `restrict` disables all forwarding,
agents, X11 and ~/.ssh/rc, in future versions too; only `pty` is allowed again.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tui.language.errors import InvalidInput, Message

KINDS: Final = (
    "ssh-ed25519",
    "ecdsa-sha2-nistp256",
    "ecdsa-sha2-nistp384",
    "ecdsa-sha2-nistp521",
    "sk-ssh-ed25519@openssh.com",
    "sk-ecdsa-sha2-nistp256@openssh.com",
    "ssh-rsa",
)
_MARK: Final = "xingfu-seat:"


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A public key: its type (such as ssh-ed25519) and its base64 text."""

    kind: str
    text: str

    @property
    def fingerprint(self) -> str:
        """SHA256:…, as printed by ssh-keygen -l."""
        digest = hashlib.sha256(base64.b64decode(self.text)).digest()
        return "SHA256:" + base64.b64encode(digest).decode().rstrip("=")


def public_key(text: str) -> PublicKey:
    """The single key in the text of a `.pub` file. Raises InvalidInput, which says what it is instead."""
    if "PRIVATE KEY" in text:
        raise _wrong(
            Message("this is the private key, which must stay where it is; give the file that ends in .pub")
        )
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    if len(lines) != 1:
        raise _wrong(Message("there are {n} keys in it, and one is needed", {"n": len(lines)}))
    parts = lines[0].split()
    if len(parts) < 2 or parts[0] not in KINDS:
        raise _wrong(Message("it does not begin with a kind of key such as ssh-ed25519"))
    try:
        blob = base64.b64decode(parts[1], validate=True)
    except (binascii.Error, ValueError):
        raise _wrong(Message("the key is not whole; copy the file again")) from None
    size = int.from_bytes(blob[:4], "big")
    if blob[4 : 4 + size] != parts[0].encode() or len(blob) <= 4 + size:
        raise _wrong(Message("the key is not whole; copy the file again"))
    return PublicKey(parts[0], parts[1])


def _wrong(why: Message) -> InvalidInput:
    return InvalidInput({"--key": Message("This is no public key for a seat: {why}.", {"why": why})})


def line(seat: str, command: Sequence[str], key: PublicKey) -> str:
    """The line that allows `key` to run only `command`. Raises ValueError for control characters."""
    run = shlex.join(command)
    if not run.isprintable():
        raise ValueError("a path with control characters")
    quoted = run.replace("\\", "\\\\").replace('"', '\\"')
    return f'restrict,pty,command="{quoted}" {key.kind} {key.text} {_MARK}{seat}'


def with_line(text: str, added: str, seat: str, key: PublicKey) -> str:
    """The text of the file with the line of the seat added or replaced.

    Raises InvalidInput if another line has the key: sshd uses the first that matches.
    """
    kept = without(text, seat)
    for number, one in enumerate(kept.splitlines(), 1):
        if key.text in one.split() and not one.lstrip().startswith("#"):
            raise InvalidInput(
                {
                    "--key": Message(
                        "This key stands in line {line} of the file already, with other rights. Take that "
                        "line out, or give the seat a key of its own.",
                        {"line": number},
                    )
                }
            )
    if kept and not kept.endswith("\n"):
        kept += "\n"
    return f"{kept}{added}\n"


def without(text: str, seat: str) -> str:
    """The text of the file without the line of the seat; other lines are unchanged."""
    mark = f"{_MARK}{seat}"
    return "".join(one for one in text.splitlines(keepends=True) if one.split()[-1:] != [mark])
