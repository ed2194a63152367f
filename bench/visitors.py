"""Visitors over real HTTP on the loopback address, one connection a request, as behind a reverse proxy.

A time runs from the connection to the last byte; beside it, the time the server says it took. One process plays all visitors in one loop, so that they cost little
beside the server; each asks again as soon as it is answered: eight of them keep both cores busy, which is harder than
eight people who read.
"""

import re
import selectors
import socket
import time
from dataclasses import dataclass, field

Address = tuple[str, int]
OK = b"HTTP/1.1 200"
TOLD = re.compile(rb"^Server-Timing: page;dur=([\d.]+)\r$", re.MULTILINE)


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


def times(address: Address, message: bytes, users: int, count: int) -> list[tuple[float, float]]:
    """Milliseconds of `count` requests asked by so many users at once: as the user sees them, as the server says."""
    with selectors.DefaultSelector() as waiting:
        for _user in range(users):
            _leave(waiting, address, message)
        found: list[tuple[float, float]] = []
        started = users
        while len(found) < count:
            for key, _events in waiting.select():
                visit: Visit = key.data
                if block := visit.connection.recv(1 << 16):
                    visit.received.append(block)
                    continue
                seen = 1000 * (time.perf_counter() - visit.started)
                waiting.unregister(visit.connection)
                found.append((seen, _arrived(visit)))
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


def _arrived(visit: Visit) -> float:
    """The milliseconds the server says it took; fails when the page is not whole."""
    visit.connection.close()
    answer = b"".join(visit.received)
    told = TOLD.search(answer)
    if not (told and answer.startswith(OK) and answer.rstrip().endswith(b"</html>")):
        raise RuntimeError(f"not a whole page: {answer[:200]!r}")
    return float(told[1])


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
