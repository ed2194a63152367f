"""Visitors over real HTTP on the loopback address, one connection a request, as behind a reverse proxy.

A time runs from the connection to the last byte. One process plays all visitors in one loop, so that they cost little
beside the server; each asks again as soon as it is answered: eight of them keep both cores busy, which is harder than
eight people who read.
"""

import selectors
import socket
import time
from dataclasses import dataclass, field

Address = tuple[str, int]
OK = b"HTTP/1.1 200"


@dataclass
class Visit:
    """One request on its way."""

    connection: socket.socket
    started: float
    received: list[bytes] = field(default_factory=list)


def request(path: str, cookie: str) -> bytes:
    """The bytes a signed-in browser sends."""
    lines = (
        f"GET {path} HTTP/1.1", "Host: 127.0.0.1", f"Cookie: {cookie}", "Accept-Language: fr",
        "Accept: text/html", "Connection: close",
    )  # fmt: skip
    return "\r\n".join((*lines, "", "")).encode()


def times(address: Address, message: bytes, users: int, count: int) -> list[float]:
    """Milliseconds of `count` requests asked by so many users at once."""
    with selectors.DefaultSelector() as waiting:
        for _user in range(users):
            _leave(waiting, address, message)
        found: list[float] = []
        started = users
        while len(found) < count:
            for key, _events in waiting.select():
                visit: Visit = key.data
                if block := visit.connection.recv(1 << 16):
                    visit.received.append(block)
                    continue
                found.append(1000 * (time.perf_counter() - visit.started))
                waiting.unregister(visit.connection)
                _arrived(visit)
                if started < count:
                    _leave(waiting, address, message)
                    started += 1
    return found


def _leave(waiting: selectors.BaseSelector, address: Address, message: bytes) -> None:
    started = time.perf_counter()
    connection = socket.create_connection(address)
    connection.sendall(message)
    connection.setblocking(False)
    waiting.register(connection, selectors.EVENT_READ, Visit(connection, started))


def _arrived(visit: Visit) -> None:
    visit.connection.close()
    answer = b"".join(visit.received)
    if not answer.startswith(OK) or not answer.rstrip().endswith(b"</html>"):
        raise RuntimeError(f"not a whole page: {answer[:200]!r}")


def wait_until_open(address: Address, seconds: float = 30) -> None:
    """Return once a server accepts connections."""
    limit = time.monotonic() + seconds
    while True:
        try:
            socket.create_connection(address, timeout=1).close()
        except OSError:
            if time.monotonic() > limit:
                raise
            time.sleep(0.1)
        else:
            return
