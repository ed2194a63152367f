"""Screenshots of the sample portfolio, page by page: French and English, wide and phone, light and dark.

Run by `make shots` with a data folder that is thrown away afterwards; the pictures go to shots/.
"""

import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "shots"
ETINCELLE = ROOT / ".venv/bin/etincelle"
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
}
FOUND = {
    "3-partnership": r"/partnerships/[^/\"]+/$",
    "4-briefing": r"/call/\d+/briefing/$",
    "5-why": r"/call/\d+/why/$",
    "9-network": r"/partnerships/[^/\"]+/network/$",
}


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(port: int, server: subprocess.Popen[str], patience: float = 30) -> None:
    """Until the server answers; its words if it dies."""
    until = monotonic() + patience
    while monotonic() < until:
        if server.poll() is not None:
            raise SystemExit(f"the server stopped: {server.stdout.read() if server.stdout else ''}")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        sleep(0.2)
    raise SystemExit("the server does not answer")


def sign_in(page: Page, link: str) -> None:
    """Press the button of the one-time link."""
    page.goto(link)
    page.locator("main form button").first.click()
    page.wait_for_load_state()


def addresses(page: Page, base: str) -> dict[str, str]:
    """The pages to take, the first of each kind that is linked from the fixed ones."""
    taken, links = dict(FIXED), list[str]()
    for path in ("/", "/partnerships/"):
        page.goto(base + path)
        links += page.eval_on_selector_all("a[href]", "all => all.map(a => a.getAttribute('href'))")
    first = next((link for link in links if re.search(FOUND["3-partnership"], link)), "")
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
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    demo = [ETINCELLE, "demo", "--serve", "--port", str(port)]
    shutil.rmtree(TARGET, ignore_errors=True)
    TARGET.mkdir()
    with subprocess.Popen(demo, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=ROOT) as server:
        try:
            link = next((m[0] for line in server.stdout or [] if (m := re.search(r"http://\S+/once/\S+", line))), "")
            wait_for(port, server)
            with sync_playwright() as play:
                browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
                page = browser.new_page()
                sign_in(page, link)
                state = TARGET / "state.json"
                page.context.storage_state(path=state)
                count = take(browser, base, state, addresses(page, base))
                state.unlink()
                browser.close()
        finally:
            server.terminate()
    print(f"{count} pictures in {TARGET.relative_to(ROOT)}/")
    return 0


if __name__ == "__main__":
    sys.exit(main())
