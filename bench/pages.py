"""P8: home, list and partnership pages of a large installation, against Django's generic list view on the same data.

Server time is measured in process (no network), one request at a time, then by eight threads. python -m bench.pages
"""

import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

from bench import stage

PARTNERSHIPS = 500
REQUESTS, USERS = 200, 8
PLAIN = "<ul>{% for p in object_list %}<li>{{ p.code }} {{ p.partner.name }} {{ p.name }} {{ p.signed_on|date }}</li>{% endfor %}</ul>"


def times_of(ask: Callable[[], None], count: int) -> list[float]:
    """Milliseconds of each of `count` calls."""
    found = []
    for _ in range(count):
        start = time.perf_counter()
        ask()
        found.append(1000 * (time.perf_counter() - start))
    return found


def together(make: Callable[[], Callable[[], None]]) -> list[float]:
    """Milliseconds of all calls when eight users ask at once."""
    found: list[float] = []
    workers = [threading.Thread(target=lambda: found.extend(times_of(make(), REQUESTS // USERS))) for _ in range(USERS)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return found


def main() -> int:
    """Print p50 alone, p99 with eight users and queries of each page, and the peer's."""
    code = f"from bench import stage; stage.build({PARTNERSHIPS}, 200_000, 2_000_000)"
    subprocess.run([sys.executable, "-c", code], check=True)
    from django.conf import settings  # noqa: PLC0415 - after stage has set Django up
    from django.db import connection  # noqa: PLC0415
    from django.template import engines  # noqa: PLC0415
    from django.test import Client, RequestFactory  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415
    from django.views.generic import ListView  # noqa: PLC0415

    from etincelle.foundation.access import everything  # noqa: PLC0415
    from etincelle.foundation.accounts import open_account  # noqa: PLC0415
    from etincelle.parties.models import Partnership  # noqa: PLC0415
    from etincelle.spark.actions import publish  # noqa: PLC0415
    from etincelle.vocabulary.levels import Role  # noqa: PLC0415

    settings.ALLOWED_HOSTS = ["*"]
    publish(stage.TODAY)
    user = open_account("cio@bench.example", Role.CIO)

    def page(address: str) -> Callable[[], None]:
        client = Client()
        client.force_login(user)

        def ask() -> None:
            response = client.get(address)
            assert response.status_code == 200, response.status_code

        return ask

    class Generic(ListView):  # type: ignore[type-arg]
        paginate_by = 50

        def get_queryset(self) -> Any:
            return everything(Partnership, "bench").order_by("code")

        def render_to_response(self, context: Any, **_kwargs: Any) -> Any:
            return engines["django"].from_string(PLAIN).render(context)

    def peer() -> Callable[[], None]:
        view, factory = Generic.as_view(), RequestFactory()
        return lambda: (view(factory.get("/")), None)[1]

    makers = {
        name: (lambda a=address: page(a))
        for name, address in {"home": "/", "list": "/partnerships/", "partnership": "/partnerships/F7-1/"}.items()
    }
    makers["Django generic list"] = peer
    print(f"{PARTNERSHIPS} partnerships, 200,000 contacts, 2,000,000 tickets; {REQUESTS} requests a line")
    for name, make in makers.items():
        ask = make()
        times_of(ask, 5)
        with CaptureQueriesContext(connection) as queries:
            ask()
        alone, crowd = times_of(ask, REQUESTS), together(make)
        p99 = statistics.quantiles(crowd, n=100)[98]
        print(
            f"  {name:<22} p50 {statistics.median(alone):6.1f} ms alone   p99 {p99:6.1f} ms at {USERS} users   {len(queries)} queries"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
