"""Where to connect, found in bounded time: names are looked up beside, and the server that answered last is tried first."""

from __future__ import annotations

import ipaddress
import socket
import threading
import time
from collections.abc import Iterable
from typing import NamedTuple

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo


class Host(NamedTuple):
    """A server as the address names it."""

    name: str
    port: str


def with_addresses(conninfo: str, first: Host | None, seconds: float) -> str:
    """`conninfo` with the addresses of its servers, `first` before all others.

    The library would look names up without any limit of time; here it is `seconds`. Raises psycopg.OperationalError if
    none was found.
    """
    given = conninfo_to_dict(conninfo)
    hosts, ports = (str(given.get(key) or "").split(",") for key in ("host", "port"))
    if given.get("hostaddr") or (len(hosts) == 1 and not _is_name(hosts[0])):
        return conninfo
    named = [Host(host, ports[at] if at < len(ports) else ports[-1]) for at, host in enumerate(hosts)]
    named.sort(key=lambda one: one != first)
    found = _looked_up((one for one in named if _is_name(one.name)), seconds)
    ways = [(*one, at) for one in named for at in found.get(one, [""] if not _is_name(one.name) else [])]
    if not ways:
        raise psycopg.OperationalError("no server of that name was found")
    hosts, ports, addresses = (list(column) for column in zip(*ways, strict=True))
    return make_conninfo(conninfo, host=",".join(hosts), port=",".join(ports), hostaddr=",".join(addresses))


def _is_name(host: str) -> bool:
    """Whether `host` is a name that has to be looked up: no socket, and no address."""
    if not host or host[0] in "/@":
        return False
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return True
    return False


def _looked_up(named: Iterable[Host], seconds: float) -> dict[Host, list[str]]:
    """The addresses of those that were found within `seconds`."""
    found: dict[Host, list[str]] = {}

    def look_up(one: Host) -> None:
        try:
            infos = socket.getaddrinfo(one.name, int(one.port or 5432), type=socket.SOCK_STREAM)
        except (OSError, ValueError):
            return
        found[one] = list(dict.fromkeys(str(info[4][0]) for info in infos))

    threads = [
        threading.Thread(target=look_up, args=(one,), name="name", daemon=True)
        for one in dict.fromkeys(named)
    ]
    for thread in threads:
        thread.start()
    end = time.monotonic() + seconds
    for thread in threads:
        thread.join(max(0.0, end - time.monotonic()))
    return dict(found)
