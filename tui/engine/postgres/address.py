"""The address of a community in a database: `postgresql://user@server/database?community=NAME`.

Everything but `community` is libpq's own (a password is better kept in `~/.pgpass`).
"""

from __future__ import annotations

from typing import Final, NamedTuple
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from psycopg.conninfo import conninfo_to_dict

from tui.language.errors import Message, UsageError
from tui.platform.locations import without_password

COMMUNITY: Final = "community"
# What a name may not hold in an address as it is.
_ESCAPED: Final = str.maketrans({sign: quote(sign) for sign in "%&+#; "})


class Address(NamedTuple):
    """What libpq is given, the name of the community (empty: not named), and the address without its password."""

    conninfo: str
    community: str
    shown: str

    @property
    def where(self) -> str:
        """The database in few words: its server and name."""
        server = urlsplit(self.conninfo)
        return f"{server.hostname or 'localhost'}{server.path}"

    @property
    def text(self) -> str:
        """The whole address, as it may be given again."""
        if not self.community:
            return self.conninfo
        named = self.community.translate(_ESCAPED)
        return f"{self.conninfo}{'&' if '?' in self.conninfo else '?'}{COMMUNITY}={named}"

    def of(self, community: str) -> Address:
        """The address of that community in the same database."""
        mark = "&" if "?" in self.shown else "?"
        shown = self.shown if self.community else f"{self.shown}{mark}{COMMUNITY}={community}"
        return self._replace(community=community, shown=shown)

    def as_account(self, name: str) -> str:
        """The address of the community for another account, as it may be shown."""
        parts = urlsplit(self.shown)
        query = "&".join(one for one in parts.query.split("&") if not one.startswith("user="))
        return parts._replace(netloc=f"{name}@{parts.netloc.rpartition('@')[2]}", query=query).geturl()

    def pass_line(self, name: str, password: str) -> str:
        """The line of a password file for an account of the database, a server of several as any."""
        server = conninfo_to_dict(self.conninfo)
        host, port = (str(server.get(key) or usual) for key, usual in (("host", "localhost"), ("port", 5432)))
        named = ["*" if "," in one else one for one in (host, port)]
        return ":".join([*named, str(server.get("dbname") or name), name, password])


def read_address(text: str) -> Address:
    """The parts of the address `text`. Raises UsageError if it is none."""
    try:
        parts = urlsplit(text)
        options = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
        for server in parts.netloc.rpartition("@")[2].split(","):
            _ = urlsplit(f"//{server}").port  # raises ValueError if it is no number
    except ValueError as error:
        raise UsageError(
            Message(
                "«{text}» is no address of a database. One looks like this: {example}",
                {"text": without_password(text), "example": EXAMPLE},
            )
        ) from error
    community = next((value.strip() for name, value in options if name == COMMUNITY), "")
    rest = [(name, value) for name, value in options if name != COMMUNITY]
    query = urlencode(rest, quote_via=quote)
    base = text.partition("?")[0]
    return Address(f"{base}?{query}" if query else base, community, unquote(without_password(text)))


EXAMPLE: Final = "postgresql://desk@server/xingfu?community=NAME"
