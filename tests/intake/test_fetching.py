"""The one way out: which addresses are public, and what a server of our own may and may not do to us."""
# ruff: noqa: E501 - tables are tables

import gzip
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest

from etincelle.intake import fetching
from etincelle.intake.fetching import Door, NotFetched, fetch, is_public, place_of

CALENDAR = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"
PUBLIC = ["8.8.8.8", "93.184.216.34", "172.15.255.255", "172.32.0.1", "100.63.255.255", "100.128.0.1", "2606:4700::1111",
          "2a00:1450:4007:80e::200e"]  # fmt: skip
CLOSED = [
    # this host, private, loopback, link-local (clouds keep their secrets there), shared by carriers
    "0.0.0.0", "10.0.0.1", "10.255.255.255", "127.0.0.1", "127.8.9.10", "169.254.169.254", "172.16.0.1", "172.31.255.255",
    "192.168.1.1", "100.64.0.1", "100.127.255.255",
    # protocols, documentation, benchmarks, the way from 6 to 4, several at once, reserved, everybody
    "192.0.0.1", "192.0.0.9", "192.0.2.1", "192.88.99.1", "198.18.0.1", "198.19.255.255", "198.51.100.7", "203.0.113.9",
    "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
    # the same in IPv6, and everything that hides an IPv4 address
    "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12:3456::1", "fec0::1", "ff02::1", "::ffff:127.0.0.1",
    "::ffff:8.8.8.8", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::1", "2002:7f00:1::",
    "2002:808:808::1", "2001::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:db8::1", "3fff::1", "100::1", "5f00::1",
    # what is no address
    "", "localhost", "2130706433", "0x7f000001", "127.1",
]  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_the_open_internet_may_be_reached(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", CLOSED)
def test_nothing_else_may(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://example.org/a.ics", "not_https"), ("file:///etc/passwd", "not_https"), ("ftp://example.org/", "not_https"),
        ("//example.org/a", "not_https"), ("example.org/a.ics", "not_https"), ("https:///a", "address"),
        ("https://me:secret@example.org/", "password_inside"), ("https://@example.org/", "password_inside"),
        ("https://example.org:8080/", "port"), ("https://example.org:22/", "port"), ("https://example.org:99999/", "address"),
        ("https://[::1/", "address"), ("https://example.org/a\r\nHost: x", "address"), ("https://exa mple.org/", "address"),
        ("https://example.org/a b", "address"), ("https://example.org/é", "address"), ("https://" + "a" * 70 + ".org/", "address"),
        ("https://example.org/" + "a" * 2_000, "address"),
    ],
)  # fmt: skip
def test_an_address_that_may_not_be_given_is_refused_by_its_reason(url: str, code: str) -> None:
    with pytest.raises(NotFetched) as refused:
        place_of(url)
    assert refused.value.code == code


@pytest.mark.parametrize("scheme", ["https", "HTTPS", "webcal", "webcals"])
def test_webcal_is_https(scheme: str) -> None:
    place = place_of(f" {scheme}://Cal.Exämple.org/a.ics?key=1#part ")
    assert (place.host, place.port, place.path) == ("cal.xn--exmple-cua.org", 443, "/a.ics?key=1")


@pytest.mark.parametrize(
    "answers",
    [
        ["127.0.0.1"],
        ["10.1.2.3"],
        ["8.8.8.8", "127.0.0.1"],
        ["2606:4700::1111", "::1"],
        ["::ffff:10.0.0.1"],
        ["100.64.1.1"],
    ],
    ids=["loopback", "private", "mixed", "mixed, IPv6", "mapped", "carrier"],
)
@pytest.mark.parametrize("host", ["calendar.example", "2130706433", "127.1", "0x7f.1"])
def test_a_name_that_leads_inside_is_never_connected_to(
    host: str, answers: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def resolve(name: str, port: int, **_: Any) -> list[Any]:
        asked.append(name)
        return [(0, 0, 0, "", (address, port)) for address in answers]

    monkeypatch.setattr(fetching.socket, "getaddrinfo", resolve)
    monkeypatch.setattr(fetching.Line, "opened", lambda *_: pytest.fail("connected"))
    with pytest.raises(NotFetched, match="not_public"):
        fetch(f"https://{host}/a.ics")
    assert asked == [host]


class Server(BaseHTTPRequestHandler):
    """A server whose answer each test writes; it remembers what it was asked."""

    answer: ClassVar[Callable[[Any], None]]
    heard: ClassVar[list[dict[str, str]]] = []

    def do_GET(self) -> None:
        """Answer as the test says."""
        type(self).heard.append({**dict(self.headers), "path": self.path})
        type(self).answer(self)

    def handle_one_request(self) -> None:
        """One question, or none when who asks hangs up."""
        try:
            super().handle_one_request()
        except OSError:
            self.close_connection = True

    def finish(self) -> None:
        """Nothing is left to say to who has hung up."""
        try:
            super().finish()
        except OSError:
            self.rfile.close()

    def log_message(self, *_: object) -> None:
        """Nothing."""

    def say(self, body: bytes, status: int = 200, **headers: str) -> None:
        """A whole answer."""
        self.send_response(status)
        for name, value in {"Content_Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for calendar.test, made for this run alone."""
    folder = tmp_path_factory.mktemp("certificate")
    key, cert = folder / "key.pem", folder / "cert.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-subj", "/CN=calendar.test", "-addext", "subjectAltName=DNS:calendar.test", "-keyout", key, "-out", cert],
        check=True, capture_output=True,
    )  # fmt: skip
    return key, cert


@pytest.fixture
def url(certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a server on the loopback, which only the door of this test lets through."""
    key, cert = certificate
    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    server.daemon_threads = False
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    threading.Thread(target=server.serve_forever, daemon=True, kwargs={"poll_interval": 0.02}).start()
    port = server.server_address[1]
    resolve = fetching.socket.getaddrinfo
    monkeypatch.setattr(
        fetching.socket, "getaddrinfo",
        lambda name, p, **more: [(0, 0, 0, "", ("127.0.0.1", p))] if name.endswith(".test") else resolve(name, p, **more),
    )  # fmt: skip
    monkeypatch.setattr(
        fetching, "DOOR",
        Door(lambda a: a == "127.0.0.1", frozenset((port,)), lambda: ssl.create_default_context(cafile=cert), 1.5),
    )  # fmt: skip
    Server.heard.clear()
    yield f"https://calendar.test:{port}/secret.ics?key=7"
    server.shutdown()
    server.server_close()


def answering(how: Callable[[Server], None]) -> None:
    Server.answer = how


def refused(url: str) -> str:
    with pytest.raises(NotFetched) as caught:
        fetch(url)
    assert "secret" not in repr(caught.value) and caught.value.__cause__ is None
    return caught.value.code


def test_a_calendar_is_fetched_by_its_name_and_known_again(url: str) -> None:
    answering(lambda s: s.say(CALENDAR, ETag='"v1"', Last_Modified="Mon, 01 Jan 2024 00:00:00 GMT"))
    found = fetch(url)
    assert found.content == CALENDAR
    asked = Server.heard[0]
    assert asked["Host"].startswith("calendar.test:") and asked["path"] == "/secret.ics?key=7"
    assert "Cookie" not in asked and "If-None-Match" not in asked
    answering(lambda s: s.say(b"", 304))
    assert fetch(url, found.known) == fetching.Fetched(None, found.known)
    assert (Server.heard[1]["If-None-Match"], Server.heard[1]["If-Modified-Since"][:3]) == ('"v1"', "Mon")


def test_a_packed_calendar_is_unpacked_within_bounds(url: str) -> None:
    answering(lambda s: s.say(gzip.compress(CALENDAR), Content_Encoding="gzip"))
    assert fetch(url).content == CALENDAR
    bomb = gzip.compress(b"a" * (fetching.MAX_BYTES + 1))
    assert len(bomb) < 10_000
    answering(lambda s: s.say(bomb, Content_Encoding="gzip"))
    assert refused(url) == "size"


def chunked(server: Server) -> None:
    server.send_response(200)
    server.end_headers()
    for _ in range(8):
        server.wfile.write(b"a" * (1 << 20))


@pytest.mark.parametrize(
    ("how", "code"),
    [
        (lambda s: s.say(b"", 302, Location="https://127.0.0.1/"), "moved"), (lambda s: s.say(b"", 308), "moved"),
        (lambda s: s.say(b"no", 401), "closed"), (lambda s: s.say(b"no", 403), "closed"), (lambda s: s.say(b"", 404), "gone"),
        (lambda s: s.say(b"", 500), "answer"), (lambda s: s.say(CALENDAR, Content_Encoding="br"), "answer"),
        (lambda s: s.say(b"not gzip", Content_Encoding="gzip"), "answer"),
        (lambda s: s.say(gzip.compress(CALENDAR)[:-6], Content_Encoding="gzip"), "answer"),
        (lambda s: s.say(b"a" * (fetching.MAX_BYTES + 1)), "size"), (chunked, "size"),
        (lambda s: s.say(b"short", Content_Length="10", Connection="close"), "answer"),
    ],
)  # fmt: skip
def test_an_answer_that_is_no_calendar_says_why(url: str, how: Callable[[Server], None], code: str) -> None:
    answering(how)
    assert refused(url) in {code, "unreachable"} if code == "answer" else refused(url) == code
    assert len(Server.heard) == 1  # nothing is followed


def drip(server: Server) -> None:
    """One letter at a time: each of them in time, all of them too late."""
    server.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for _ in range(30):
        server.wfile.write(b"X-A: b\r\n")
        server.wfile.flush()
        time.sleep(0.1)


@pytest.mark.parametrize("how", [drip, lambda _server: time.sleep(3)], ids=["letter by letter", "silent"])
def test_all_of_it_takes_the_time_allowed_and_no_more(url: str, how: Callable[[Server], None]) -> None:
    answering(how)
    began = time.monotonic()
    assert refused(url) == "time"
    assert time.monotonic() - began < 3


def test_a_certificate_of_another_name_or_of_nobody_is_refused(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    answering(lambda s: s.say(CALENDAR))
    assert refused(url.replace("calendar.test", "other.test")) == "certificate"
    door = fetching.DOOR
    monkeypatch.setattr(fetching, "DOOR", Door(door.may_reach, door.ports, ssl.create_default_context, door.seconds))
    assert refused(url) == "certificate"
    assert Server.heard == []


def test_the_door_of_the_product_lets_nothing_of_this_machine_through() -> None:
    door = fetching.Door()
    assert door.ports == {443} and door.may_reach is is_public and door.seconds == 5
    context = door.trust()
    assert context.check_hostname and context.verify_mode is ssl.CERT_REQUIRED
