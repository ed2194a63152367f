"""P8: home, list and partnership page of a large installation, beside a default Django project on the same rows.

    python -m bench.pages      with ETINCELLE_DATA: on the installation in that folder; without: one is made

Both sites run under the Gunicorn of `etincelle serve`, with the same database, session and middlewares, and are asked
over HTTP on the loopback address. Rounds alternate between pages, so that what else the machine does falls on all of
them; a figure is the median of the rounds. The time of one user alone is told twice: as the server says, which the
target is about, and as the user sees it. Against the peer, two figures decide: the time of one user alone, and the
processor time a request takes the server under eight, which the rest of the machine disturbs least. The peer (bench/peer) shows five columns of the partnership's own row; the
product shows its state, index and last contact, and on its page every signal with its proofs.
"""

import os
import socket
import statistics
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from bench import stage, visitors
from bench.peer import settings as peer
from bench.report import Line, show
from etincelle.foundation.access import everything
from etincelle.foundation.accounts import open_account
from etincelle.spark.actions import publish
from etincelle.spark.models import IndexRecord
from etincelle.vocabulary.levels import Role

ROUNDS, ALONE, TOGETHER, USERS = 5, 60, 240, 8
P50_LIMIT, P99_LIMIT, QUERIES_LIMIT = 5.0, 25.0, 12
LIST = "peer's generic list of 50 rows"
PEER_SETTINGS = {"ROOT_URLCONF": peer.ROOT_URLCONF, "TEMPLATES": peer.TEMPLATES, "LOGIN_URL": peer.LOGIN_URL}
WHY = "bench"


@dataclass
class Page:
    """One page: which site, which address, its queries and size, its times by round."""

    site: str
    path: str
    queries: int = 0
    kilobytes: float = 0
    medians: list[float] = field(default_factory=list)
    served: list[float] = field(default_factory=list)
    tails: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    @property
    def p50(self) -> float:
        """Milliseconds of one user alone: the median of the rounds' medians."""
        return statistics.median(self.medians)

    @property
    def server_p50(self) -> float:
        """The same as the server tells it, without the way to and from it."""
        return statistics.median(self.served)

    @property
    def p99(self) -> float:
        """Milliseconds under which 99 % of eight users' requests are answered: the median of the rounds."""
        return statistics.median(self.tails)


@dataclass(frozen=True)
class Site:
    """A server that runs: where it listens, its process."""

    address: visitors.Address
    process: int

    def processor(self) -> float:
        """Milliseconds of processor its workers have used."""
        workers = Path(f"/proc/{self.process}/task/{self.process}/children").read_text().split()
        ticks = [Path(f"/proc/{worker}/stat").read_text().rsplit(")", 1)[1].split()[11:13] for worker in workers]
        return 1000 * sum(int(user) + int(system) for user, system in ticks) / os.sysconf("SC_CLK_TCK")


def main() -> int:
    """Measure and print the table; 1 when a target is missed."""
    return show(measure())


def measure() -> list[Line]:
    """The lines of P8; the installation is filled first when the folder is empty."""
    if not (stage.DATA / "etincelle.sqlite3").is_file():
        stage.build_apart(stage.LARGE, stage.DATA)
    publish(stage.TODAY)
    cookie, code = sign_in(), most_asleep()
    pages = {
        "home": Page("house", "/"),
        "list of 50 rows": Page("house", "/partnerships/"),
        "partnership": Page("house", f"/partnerships/{code}/"),
        LIST: Page("peer", "/partnerships/"),
        "peer's generic detail": Page("peer", f"/partnerships/{code}/"),
    }
    for page in pages.values():
        count_queries(page, cookie)
    connection.close()
    ask_all(list(pages.values()), cookie)
    return judged(pages)


def sign_in() -> str:
    """What the browser of a CIO sends after its first page: a session and the token of forms, as a Cookie header."""
    client = Client()
    client.force_login(open_account("cio@bench.example", Role.CIO))
    with override_settings(ALLOWED_HOSTS=["testserver"]):
        client.get("/")
    return "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())


def most_asleep() -> str:
    """The partnership whose page is asked: the first of the list, the one a user opens."""
    rows = everything(IndexRecord, WHY).order_by("-low", "partnership_code")
    return rows.values_list("partnership_code", flat=True)[0]


def count_queries(page: Page, cookie: str) -> None:
    """Ask a page in this process twice, and count the second time."""
    more = PEER_SETTINGS if page.site == "peer" else {}
    with override_settings(ALLOWED_HOSTS=["testserver"], **more):
        client = Client(headers={"cookie": cookie, "accept-language": "fr"})
        client.get(page.path)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(page.path)
    assert answer.status_code == 200, (page.path, answer.status_code)
    page.queries, page.kilobytes = len(queries), len(answer.content) / 1024


@contextmanager
def served(site: str) -> Iterator[Site]:
    """One of the two sites on a free port, until the block ends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address: visitors.Address = free.getsockname()
    process = subprocess.Popen([sys.executable, "-m", "bench.peer.serve", site, str(address[1])])
    try:
        visitors.wait_until_open(address)
        yield Site(address, process.pid)
    finally:
        process.terminate()
        process.wait()


def ask_all(pages: list[Page], cookie: str) -> None:
    """All rounds: each page alone, then by eight users."""
    with ExitStack() as stack:
        sites = {name: stack.enter_context(served(name)) for name in ("house", "peer")}
        for number in range(-1, ROUNDS):
            for page in pages:
                site, message = sites[page.site], visitors.request(page.path, cookie)
                alone = visitors.times(site.address, message, 1, ALONE)
                before = site.processor()
                together = visitors.times(site.address, message, USERS, TOGETHER)
                if number >= 0:  # the first round warms both sites
                    page.medians.append(statistics.median(seen for seen, _served in alone))
                    page.served.append(statistics.median(served for _seen, served in alone))
                    page.tails.append(statistics.quantiles([seen for seen, _served in together], n=100)[98])
                    page.processor.append((site.processor() - before) / TOGETHER)


def judged(pages: Mapping[str, Page]) -> list[Line]:
    """Each page against the limits, and against the peer's list."""
    lines = []
    for name, page in pages.items():
        ours = page.site == "house"
        shown = (
            f"{page.queries} queries, {page.kilobytes:.0f} kB, {statistics.median(page.processor):.1f} ms of processor"
        )
        lines += [
            _line(f"{name}: one user, p50 of server time", page.server_p50, page.served, P50_LIMIT if ours else None),
            _line(f"{name}: one user, p50 as seen", page.p50, page.medians, None),
            _line(f"{name}: {USERS} users, p99", page.p99, page.tails, P99_LIMIT if ours else None),
            _of_queries(name, shown, page.queries if ours else None),
        ]
        if ours:
            lines.append(_against(name, page, pages[LIST]))
    return lines


def _of_queries(name: str, shown: str, queries: int | None) -> Line:
    if queries is None:
        return Line("P8", f"{name}: a request", shown)
    return Line("P8", f"{name}: a request", shown, f"at most {QUERIES_LIMIT} queries", queries <= QUERIES_LIMIT)


def _against(name: str, page: Page, peer_list: Page) -> Line:
    ratios = (peer_list.p50 / page.p50, statistics.median(peer_list.processor) / statistics.median(page.processor))
    told = "{:.2f} × as fast alone, {:.2f} × in processor".format(*ratios)
    return Line("P8", f"{name}: against the {LIST}", told, "at least 1 × both", min(ratios) >= 1)


def _line(name: str, found: float, rounds: list[float], limit: float | None) -> Line:
    figure = f"{found:.1f} ms (rounds {min(rounds):.1f} to {max(rounds):.1f})"
    if limit is None:
        return Line("P8", name, figure)
    return Line("P8", name, figure, f"at most {limit:g} ms", found <= limit)


if __name__ == "__main__":
    sys.exit(main())
