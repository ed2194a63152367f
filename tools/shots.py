"""Screenshots of the sample portfolio, page by page: French and English, wide and phone, light and dark.

The data folder is thrown away afterwards; the pictures go to shots/.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "shots"
ETINCELLE = ROOT / ".venv/bin/etincelle"
PATIENCE = 90.0
LINK = re.compile(r"http://\S+/once/\S+")
FORMATS = {
    "fr": {"width": 1280, "language": "fr", "scheme": "light"},
    "en": {"width": 1280, "language": "en", "scheme": "light"},
    "fr-dark": {"width": 1280, "language": "fr", "scheme": "dark"},
    "fr-phone": {"width": 390, "language": "fr", "scheme": "light"},
}
FIXED = {
    "1-home": "/",
    "2-partnerships": "/partnerships/",
    "6-facts": "/facts/",
    "7-sources": "/sources/",
    "8-sample": "/sample/",
    "18-people": "/people/",
    "20-personal-data": "/personal-data/",
    "17-gaps": "/network/gaps/",
    "21-dates": "/dates/",
    "22-calendars": "/sources/calendars/",
    "23-addresses": "/sources/addresses/",
}
FOUND = {
    "3-partnership": r"/partnerships/[^/\"]+/$",
    "4-briefing": r"/call/\d+/briefing/$",
    "5-why": r"/call/\d+/why/$",
    "9-network": r"/partnerships/[^/\"]+/network/$",
    "16-tie": r"/partnerships/[^/\"]+/network/\d+/\d+/$",
    "10-services": r"/partnerships/[^/\"]+/services/$",
    "11-measures": r"/partnerships/[^/\"]+/measures/$",
    "12-pressure": r"/partnerships/[^/\"]+/pressure/$",
    "29-casting": r"/partnerships/[^/\"]+/casting/$",
    "13-level": r"/levels/[^/\"]+/$",
    "14-month": r"/levels/[^/\"]+/\d+/\d+/$",
    "19-person": r"/people/[^/\"]+/$",
    "24-contract": r"/contracts/\d+/$",
    "25-occasions": r"/partnerships/[^/\"]+/occasions/$",
    "26-reading": r"/partnerships/[^/\"]+/reading/$",
    "27-erase": r"/people/[^/\"]+/erase/$",
    "28-spoke": r"/partnerships/[^/\"]+/spoke/",
    "15-clock": r"/levels/[^/\"]+/tickets/[^/\"]+/[^/\"]+/$",
}
DEEPER = (
    "3-partnership",
    "9-network",
    "10-services",
    "13-level",
    "14-month",
    "19-person",
)  # pages that alone link to others


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, str]]:
    """The sample portfolio served as `make run` does, on a data folder: its address and its one-time link."""
    port = free_port()
    command = [ETINCELLE, "demo", "--serve", "--port", str(port)]
    environment = {**os.environ, "ETINCELLE_DATA": str(folder), "ETINCELLE_DATABASE_URL": ""}
    said = folder / "said.txt"
    with said.open("w") as output, subprocess.Popen(command, stdout=output, stderr=output, env=environment) as server:
        try:
            until = monotonic() + PATIENCE
            while not (link := LINK.search(said.read_text(encoding="utf-8"))) or not answers(port):
                if server.poll() is not None or monotonic() > until:
                    raise RuntimeError(f"the product did not start: {said.read_text(encoding='utf-8')}")
                sleep(0.2)
            yield f"http://127.0.0.1:{port}", link[0]
        finally:
            server.terminate()


def answers(port: int) -> bool:
    """Whether somebody listens on a port."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def sign_in(page: Page, link: str) -> None:
    """Press the button of the one-time link."""
    page.goto(link)
    page.locator("main form button").first.click()
    page.wait_for_load_state()


def addresses(page: Page, base: str) -> dict[str, str]:
    """The pages to take, the first of each kind that is linked from the fixed ones."""
    taken, links = dict(FIXED), list[str]()
    for path in ("/", "/partnerships/", "/people/", "/dates/"):
        page.goto(base + path)
        links += page.eval_on_selector_all("a[href]", "all => all.map(a => a.getAttribute('href'))")
    for name in DEEPER:
        first = next((link for link in links if re.search(FOUND[name], link)), "")
        if first:
            page.goto(base + first)
            links += page.eval_on_selector_all("a[href]", "all => all.map(a => a.getAttribute('href'))")
    for name, pattern in FOUND.items():
        found = next((link for link in links if re.search(pattern, link)), None)
        if found:
            taken[name] = found
    return taken


def take(browser: Browser, base: str, state: Path, pages: dict[str, str]) -> int:
    """Every page in every format; how many pictures."""
    count = 0
    for name, wanted in FORMATS.items():
        context = browser.new_context(
            viewport={"width": int(wanted["width"]), "height": 800},
            color_scheme="dark" if wanted["scheme"] == "dark" else "light",
            storage_state=state,
        )
        context.add_cookies([{"name": "django_language", "value": str(wanted["language"]), "url": base}])
        page = context.new_page()
        for title, path in sorted(pages.items()):
            page.goto(base + path)
            page.screenshot(path=TARGET / f"{title}.{name}.png", full_page=True)
            count += 1
        context.close()
    return count


def main() -> int:
    """Set up the sample, serve it, take the pictures."""
    shutil.rmtree(TARGET, ignore_errors=True)
    TARGET.mkdir()
    with tempfile.TemporaryDirectory(prefix="etincelle-shots-") as folder, served(Path(folder)) as (base, link):
        state = Path(folder) / "state.json"
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            page = browser.new_page()
            sign_in(page, link)
            page.context.storage_state(path=state)
            count = take(browser, base, state, addresses(page, base))
            browser.close()
    print(f"{count} pictures in {TARGET.relative_to(ROOT)}/")
    return 0


if __name__ == "__main__":
    sys.exit(main())
