"""Each screen in a real browser: no accessibility violation, no sideways scroll, nothing asked of another host."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright
from tools.shots import addresses, served, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]
LOOKS = [("fr", "light"), ("fr", "dark"), ("en", "light"), ("en", "dark")]
NARROW, PHONE, DESK = 320, 390, 1280


@dataclass(frozen=True, slots=True)
class Stage:
    """A served sample portfolio, a browser, a signed-in state, and the pages to look at."""

    base: str
    browser: Browser
    state: Path
    pages: dict[str, str]

    def open(self, language: str, scheme: str, width: int) -> Page:
        """A fresh signed-in window."""
        context = self.browser.new_context(
            viewport={"width": width, "height": 800},
            color_scheme="dark" if scheme == "dark" else "light",
            reduced_motion="reduce",
            storage_state=self.state,
        )
        context.add_cookies([{"name": "django_language", "value": language, "url": self.base}])
        return context.new_page()


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """The product as `make run` serves it, on a data folder of its own."""
    chromium = shutil.which("chromium")
    assert chromium, "Chromium is missing: run tools/install_test_programs.sh"
    folder = tmp_path_factory.mktemp("served")
    with served(folder) as (base, link), sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        sign_in(page, link)
        page.context.storage_state(path=folder / "state.json")
        yield Stage(base, browser, folder / "state.json", addresses(page, base))
        browser.close()


@pytest.mark.parametrize(("language", "scheme"), LOOKS)
def test_no_screen_has_an_accessibility_violation(stage: Stage, language: str, scheme: str) -> None:
    page = stage.open(language, scheme, DESK)
    found: dict[str, str] = {}
    for name, path in sorted(stage.pages.items()):
        page.goto(stage.base + path)
        assert page.locator("html").get_attribute("lang") == language
        report = Axe().run(page)
        if report.violations_count:
            found[name] = report.generate_report()
    page.context.close()
    assert not found, "\n".join(f"{name}: {report}" for name, report in found.items())


@pytest.mark.parametrize("width", [NARROW, PHONE])
def test_no_screen_scrolls_sideways(stage: Stage, width: int) -> None:
    page = stage.open("fr", "light", width)
    wide = {}
    for name, path in sorted(stage.pages.items()):
        page.goto(stage.base + path)
        wide[name] = int(page.evaluate("document.documentElement.scrollWidth"))
    page.context.close()
    assert not {name: found for name, found in wide.items() if found > width}


def test_no_screen_asks_another_host_or_breaks_its_policy(stage: Stage) -> None:
    page = stage.open("fr", "light", DESK)
    strangers: list[str] = []
    said: list[str] = []
    page.on("request", lambda r: None if r.url.startswith((stage.base, "data:")) else strangers.append(r.url))
    page.on("console", lambda m: said.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda e: said.append(str(e)))
    for path in stage.pages.values():
        page.goto(stage.base + path)
    page.context.close()
    assert not strangers
    assert not said


def test_a_planted_fault_is_seen(stage: Stage) -> None:
    page = stage.open("fr", "light", NARROW)
    page.set_content(
        "<html lang='fr'><title>t</title><main><h1>t</h1><img src='data:,'><p style='width:900px'>x</p></main>"
    )
    assert Axe().run(page).violations_count
    assert int(page.evaluate("document.documentElement.scrollWidth")) > NARROW
    page.context.close()
