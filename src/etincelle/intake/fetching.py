"""The one way out: a text fetched over TLS from a public address that a person of the house gave.

Guards, in order: https alone (webcal is https), a name and no password, resolved once, every answer public (a mixed
answer is refused whole), the connection made to the address that was checked, the certificate checked for the name, no
redirection, five seconds in all, five megabytes packed or not, and what was received is never shown in a refusal.
"""

import http.client
import ipaddress
import queue
import re
import socket
import ssl
import threading
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import Message
from time import monotonic
from urllib.parse import urlsplit

from etincelle import __version__

HTTPS = 443
SECONDS = 5.0
MAX_BYTES = 5 * 1024 * 1024
MAX_URL = 2_000
GZIP = 31  # zlib's name for the gzip form
MOVED = frozenset((301, 302, 303, 307, 308))
CLOSED = frozenset((401, 403, 407))
GONE = frozenset((404, 410))
OK, UNCHANGED = 200, 304
HOST = re.compile(r"[A-Za-z0-9._-]+")
SPECIAL_4 = tuple(
    ipaddress.ip_network(net)
    for net in ("100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15", "224.0.0.0/3")
)
UNICAST_6 = ipaddress.ip_network("2000::/3")  # all that is not in it is private, mapped, translated or reserved
SPECIAL_6 = tuple(
    ipaddress.ip_network(net) for net in ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20")
)


class NotFetched(Exception):
    """Nothing was received; `code` says why, and neither the address nor what was received is in it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text is: a host name in ASCII, a port, a path with its query."""

    host: str
    port: int
    path: str


@dataclass(frozen=True, slots=True)
class Known:
    """What the last answer said of itself, so that an unchanged text is not sent again."""

    etag: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was received; None when it is still what it was."""

    content: bytes | None
    known: Known


def is_public(address: str) -> bool:
    """Whether an address is one of the open Internet and leads nowhere else: not private, mapped or translated."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    if not found.is_global or found.is_multicast or found.is_reserved:
        return False
    if isinstance(found, ipaddress.IPv4Address):
        return not any(found in net for net in SPECIAL_4)
    return found in UNICAST_6 and not any(found in net for net in SPECIAL_6)


@dataclass(frozen=True, slots=True)
class Door:
    """Which addresses and ports may be reached, and whose certificates are believed."""

    may_reach: Callable[[str], bool] = is_public
    ports: frozenset[int] = frozenset((HTTPS,))
    trust: Callable[[], ssl.SSLContext] = ssl.create_default_context
    seconds: float = SECONDS


DOOR = Door()


def place_of(url: str, door: Door = DOOR) -> Place:
    """The place an address names; refuses what is not https, holds a password, or names no host."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port or HTTPS
        host = (parts.hostname or "").encode("idna").decode("ascii")
    except ValueError as error:  # UnicodeError is one
        raise NotFetched("address") from error
    if parts.scheme not in ("https", "webcal", "webcals"):
        raise NotFetched("not_https")
    if parts.username is not None or parts.password is not None:
        raise NotFetched("password_inside")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if not HOST.fullmatch(host) or len(url) > MAX_URL or not path.isascii() or any(sign <= " " for sign in path):
        raise NotFetched("address")
    if port not in door.ports:
        raise NotFetched("port")
    return Place(host, port, path)


def resolved(place: Place, door: Door, seconds: float) -> str:
    """The address to connect to: the first of those a host has, when all of them may be reached."""
    answer: queue.SimpleQueue[list[str] | OSError] = queue.SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)
            answer.put([str(one[4][0]) for one in found])
        except (OSError, UnicodeError) as error:
            answer.put(OSError(str(error)))

    threading.Thread(target=ask, daemon=True).start()  # a resolver cannot be told to hurry
    try:
        addresses = answer.get(timeout=max(seconds, 0.01))
    except queue.Empty as error:
        raise NotFetched("time") from error
    if isinstance(addresses, OSError) or not addresses:
        raise NotFetched("name")
    if not all(door.may_reach(address) for address in addresses):
        raise NotFetched("not_public")
    return addresses[0]


@dataclass(slots=True)
class Line:
    """A connection that is cut when its time is up, whatever it is doing then."""

    place: Place
    door: Door
    until: float
    cut: bool = False
    plain: socket.socket | None = None
    secure: ssl.SSLSocket | None = field(default=None)

    def left(self) -> float:
        """Seconds left."""
        return max(self.until - monotonic(), 0.01)

    def hang_up(self) -> None:
        """Cut: whoever reads or writes stops at once."""
        self.cut = True
        try:
            if line := self.secure or self.plain:
                line.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass  # it is closed already

    def opened(self, address: str) -> http.client.HTTPConnection:
        """A connection to the address that was checked, with the certificate of the name."""
        self.plain = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
        self.plain.settimeout(self.left())
        self.plain.connect((address, self.place.port))  # the number itself: no name is looked up a second time
        context = self.door.trust()
        self.secure = context.wrap_socket(
            self.plain, server_hostname=self.place.host, do_handshake_on_connect=False, suppress_ragged_eofs=False
        )
        self.secure.do_handshake()
        connection = http.client.HTTPConnection(self.place.host, self.place.port, timeout=self.left())
        connection.sock = self.secure
        return connection


def fetch(url: str, known: Known | None = None) -> Fetched:
    """The text at an address; raises NotFetched."""
    door = DOOR
    place = place_of(url, door)
    line = Line(place, door, monotonic() + door.seconds)
    address = resolved(place, door, line.left())
    alarm = threading.Timer(line.left(), line.hang_up)
    alarm.daemon = True
    alarm.start()
    try:
        with_time = asked(line.opened(address), place, known or Known())
    except (OSError, http.client.HTTPException, ValueError, NotFetched) as error:
        raise NotFetched("time" if line.cut else code_of(error)) from None
    finally:
        alarm.cancel()
        for end in (line.secure, line.plain):
            if end is not None:
                end.close()
    return with_time


def code_of(error: Exception) -> str:
    """Why a connection failed."""
    if isinstance(error, NotFetched):
        return error.code
    if isinstance(error, ssl.SSLCertVerificationError):
        return "certificate"
    if isinstance(error, TimeoutError):
        return "time"
    return "unreachable" if isinstance(error, OSError) else "answer"


def asked(connection: http.client.HTTPConnection, place: Place, known: Known) -> Fetched:
    """The answer to one question."""
    told = {"If-None-Match": known.etag, "If-Modified-Since": known.modified}
    host = place.host if place.port == HTTPS else f"{place.host}:{place.port}"
    headers = {"Host": host, "User-Agent": f"Etincelle/{__version__}", "Accept": "text/calendar",
               "Accept-Encoding": "gzip", **{name: value for name, value in told.items() if value}}  # fmt: skip
    connection.request("GET", place.path, headers=headers)
    with connection.getresponse() as answer:
        return received(answer, known)


def received(answer: http.client.HTTPResponse, known: Known) -> Fetched:
    """What an answer holds, within bounds."""
    if answer.status == UNCHANGED:
        return Fetched(None, known)
    if answer.status != OK:
        raise NotFetched(code_of_status(answer.status))
    content = unpacked(answer.read(MAX_BYTES + 1), answer.headers)
    if answer.length:
        raise NotFetched("size" if len(content) >= MAX_BYTES else "answer")
    return Fetched(content, Known(short(answer.headers, "ETag"), short(answer.headers, "Last-Modified")))


def code_of_status(status: int) -> str:
    """Why an answer is no text."""
    if status in MOVED:
        return "moved"
    return "closed" if status in CLOSED else "gone" if status in GONE else "answer"


def short(headers: Message, name: str) -> str:
    """A header that can be sent back as it came, "" for none."""
    value = headers.get(name) or ""
    return value if len(value) <= 200 and value.isascii() and value.isprintable() else ""


def unpacked(body: bytes, headers: Message) -> bytes:
    """The text as it is, within bounds: a small parcel may hold too much."""
    if len(body) > MAX_BYTES:
        raise NotFetched("size")
    coding = (headers.get("Content-Encoding") or "identity").strip().lower()
    if coding == "identity":
        return body
    if coding not in ("gzip", "x-gzip"):
        raise NotFetched("answer")
    inflater = zlib.decompressobj(GZIP)
    try:
        content = inflater.decompress(body, MAX_BYTES + 1)
    except zlib.error as error:
        raise NotFetched("answer") from error
    if len(content) > MAX_BYTES:
        raise NotFetched("size")
    if not inflater.eof:
        raise NotFetched("answer")
    return content
