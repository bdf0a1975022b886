"""A network between a desk and its server that can be cut, at the moment that a test needs."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from types import TracebackType


class Proxy:
    """Passes bytes on to `port` of this machine, until told otherwise.

    `lose_answer`: the next bytes from the server are thrown away and their connection is cut. `lose_question`: the same
    with those from the desk. `down`: new connections are refused. `silent`: bytes are thrown away, and nothing is said.
    `delay`: seconds that each piece takes.
    """

    def __init__(self, port: int) -> None:
        self.lose_answer = self.lose_question = self.down = self.silent = False
        self.delay = 0.0
        self._server = port
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self) -> Proxy:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self.cut()

    def set(self, *, lose_answer: bool = False, lose_question: bool = False, down: bool = False) -> None:
        """Say what is to go wrong from now on."""
        self.lose_answer, self.lose_question, self.down = lose_answer, lose_question, down

    def cut(self) -> None:
        """End all connections."""
        pairs, self._pairs = self._pairs, []
        for pair in pairs:
            _end(*pair)

    def _accept(self) -> None:
        while True:
            try:
                desk, _ = self._listening.accept()
            except OSError:
                return
            try:
                if self.down:
                    raise ConnectionRefusedError
                server = socket.create_connection(("127.0.0.1", self._server))
            except ConnectionRefusedError:
                desk.close()
                continue
            self._pairs.append((desk, server))
            for one, other, is_answer in ((desk, server, False), (server, desk, True)):
                threading.Thread(target=self._pass, args=(one, other, is_answer), daemon=True).start()

    def _pass(self, source: socket.socket, target: socket.socket, is_answer: bool) -> None:
        try:
            while piece := source.recv(65536):
                if is_answer and self.lose_answer:
                    self.lose_answer = False
                    break
                if not is_answer and self.lose_question:
                    self.lose_question = False
                    break
                if self.delay:
                    time.sleep(self.delay)
                if not self.silent:
                    target.sendall(piece)
        except OSError:
            pass
        _end(source, target)


def _end(*sockets: socket.socket) -> None:
    for one in sockets:
        with contextlib.suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)
        one.close()
