"""What every answer carries, where one is sent, and what is said when something breaks: on every address."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client
from django.urls import URLPattern
from tests.cast import Cast
from tests.walls.stage import set_whole_stage
from tests.walls.walk import addresses_by_route, leaves, signed_in

from etincelle.foundation.sign_in import make_link

pytestmark = pytest.mark.django_db
ELSEWHERE = (
    "//evil.example/", "///evil.example", "////evil.example", "/\\evil.example", "\\\\evil.example", "http://evil.example/",
    "https:evil.example", "http:///evil.example", "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x",
    "  //evil.example", "/\t/evil.example", "//127.0.0.1@evil.example", "http://testserver@evil.example/",
    "http://testserver.evil.example/", "ftp://testserver/", "evil.example", "\x00//evil.example",
    "https:\\\\evil.example",
)  # fmt: skip


@pytest.fixture
def cast() -> Cast:
    return set_whole_stage()


def test_every_answer_carries_its_guards(cast: Cast) -> None:
    for who in ("cio", "partner_executive", "anonymous"):
        client = signed_in(cast, who)
        for some in addresses_by_route(cast, "PAUL").values():
            for address in (some[0], some[-1]):
                headers = client.get(address).headers
                policy = headers["Content-Security-Policy"]
                assert "default-src 'self'" in policy
                for part in ("object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"):
                    assert part in policy
                assert "unsafe" not in policy
                assert headers["X-Frame-Options"] == "DENY"
                assert headers["X-Content-Type-Options"] == "nosniff"
                assert headers["Referrer-Policy"] == "same-origin"
                assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
                assert headers["Cache-Control"] == "private, no-store", address
                assert "Server" not in headers and "X-Powered-By" not in headers


def test_no_page_holds_a_script_or_a_style_of_its_own(cast: Cast) -> None:
    client = signed_in(cast, "administrator")
    inline = re.compile(r"<script(?![^>]*\bsrc=)|\son\w+=\"|<style|\sstyle=\"|javascript:", re.IGNORECASE)
    for some in addresses_by_route(cast, "PAUL").values():
        answer = client.get(some[0])
        if answer["Content-Type"].startswith("text/html"):
            assert inline.findall(answer.content.decode()) == [], some[0]


@pytest.mark.parametrize("target", ELSEWHERE)
def test_nobody_is_sent_elsewhere(cast: Cast, target: str) -> None:
    cast.users["cio"].set_password("a-long-password-9")
    cast.users["cio"].save()
    good = {"account": "cio@example.org", "password": "a-long-password-9"}
    assert Client().post("/login/", {**good, "next": target})["Location"] == "/"
    assert Client().post("/login/", good, query_params={"next": target})["Location"] == "/"
    assert Client().post("/language/", {"language": "en", "next": target})["Location"] == "/"
    secret = make_link(cast.users["cio"])
    assert Client().post(f"/once/{secret}/", {"next": target}, query_params={"next": target})["Location"] == "/"


def test_one_stays_on_the_page_when_the_language_changes() -> None:
    answer = Client().post("/language/", {"language": "en", "next": "/facts/?page=2"})
    assert answer["Location"] == "/facts/?page=2"
    cookie = answer.cookies["django_language"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_files_go_out_under_plain_names(cast: Cast) -> None:
    client = signed_in(cast, "cio")
    for language in ("fr", "en"):
        client.cookies["django_language"] = language
        for address in ("/sources/template.xlsx", "/sources/export.xlsx"):
            told = client.get(address)["Content-Disposition"]
            assert re.fullmatch(r'attachment; filename="[a-z-]+\.xlsx"', told)


ERRORS = {
    "fr": {403: "Cette page n’est pas ouverte à votre rôle", 404: "Rien à cette adresse"},
    "en": {403: "This page is not for your role", 404: "Nothing at this address"},
}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_goes_wrong_is_said_in_the_reader_s_language_and_tells_nothing(cast: Cast, language: str) -> None:
    client = signed_in(cast, "partner_executive")
    client.cookies["django_language"] = language
    for address, status in (("/partnerships/PAUL-1/", 403), ("/nowhere/", 404)):
        answer = client.get(address)
        text = answer.content.decode()
        assert answer.status_code == status
        assert ERRORS[language][status] in text
        assert "PAUL" not in text
        assert "Traceback" not in text


@pytest.mark.parametrize(("language", "said"), [("fr", "attendu trop longtemps"), ("en", "waited too long")])
def test_a_form_that_waited_too_long_is_told_so(cast: Cast, language: str, said: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.users["cio"])
    client.cookies["django_language"] = language
    answer = client.post("/facts/partner/add/", {"code": "X"})
    assert answer.status_code == 403
    assert said in answer.content.decode()
    assert "CSRF" not in answer.content.decode()


@pytest.mark.parametrize(("language", "said"), [("fr", "Une panne est survenue"), ("en", "Something broke")])
def test_a_fault_of_ours_is_said_without_its_inside(
    cast: Cast, language: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object) -> None:
        raise RuntimeError("the inside of the house")

    monkeypatch.setattr("etincelle.web.partnerships.reads.latest_morning", broken)
    client = signed_in(cast, "cio")
    client.cookies["django_language"] = language
    answer = client.get("/partnerships/")
    text = answer.content.decode()
    assert answer.status_code == 500
    assert "RuntimeError" not in text
    assert "inside of the house" not in text
    assert said in text


HOSTILE = (
    "987654321987654321987654321",
    "0",
    "%00",
    "%F0%9F%92%A9",
    "..%2f..%2fetc%2fpasswd",
    "%27%20OR%201=1",
    "a" * 3000,
)


def test_hostile_addresses_are_refused_quietly(cast: Cast) -> None:
    client = signed_in(cast, "administrator")

    def parts(pattern: URLPattern, route: str, word: str) -> str:
        for name in pattern.pattern.converters:
            route = route.replace(f"<int:{name}>", word if word.isdecimal() else "7").replace(f"<str:{name}>", word)
        return "/" + route

    for route, pattern in leaves():
        if pattern.pattern.converters:
            for word in HOSTILE:
                address = parts(pattern, route, word)
                assert client.get(address).status_code in (200, 302, 403, 404, 405), address
                assert client.post(address, {"version": "²"}).status_code in (302, 400, 403, 404, 405), address


@pytest.mark.parametrize("version", ["", "²", "-1", "٣", "9" * 30, "x", "1e3"])
def test_a_version_that_cannot_be_is_a_stale_one(cast: Cast, version: str) -> None:
    client = signed_in(cast, "vendor_manager")
    row = cast.rows["PAUL"]["Partner"]
    answer = client.post(f"/facts/partner/{row.pk}/", {"code": "PAUL", "name": "x", "country": "", "version": version})
    assert answer.status_code == 409


@pytest.mark.parametrize(
    "query", [{"page": "0"}, {"page": "-3"}, {"page": "x"}, {"page": "9" * 30}, {"story": "\0"}, {"when": "\0"}]
)
def test_a_query_that_cannot_be_is_the_first_page(cast: Cast, query: dict[str, str]) -> None:
    client = signed_in(cast, "cio")
    for address in (
        "/facts/partner/",
        "/partnerships/",
        "/partnerships/PAUL-1/",
        "/partnerships/PAUL-1/network/",
        "/sources/",
    ):
        assert client.get(address, query).status_code == 200


def test_cookies_are_out_of_the_reach_of_scripts_and_of_other_sites(cast: Cast) -> None:
    client = Client()
    client.get("/login/")
    client.post(f"/once/{make_link(cast.users['cio'])}/")
    for name in ("sessionid", "csrftoken"):
        assert client.cookies[name]["httponly"], name
        assert client.cookies[name]["samesite"] == "Lax", name


DEPLOYED = """
import django
from django.conf import settings as s
from django.core.management import call_command

django.setup()
call_command("check", deploy=True, fail_level="WARNING")
print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS)
"""


def test_over_https_cookies_belong_to_this_very_host_and_the_deploy_check_is_silent(tmp_path: Path) -> None:
    env = {k: v for k, v in os.environ.items() if k != "DJANGO_ALLOW_ASYNC_UNSAFE"}
    env |= {"ETINCELLE_HTTPS": "true", "ETINCELLE_DATA": str(tmp_path)}
    env["DJANGO_SETTINGS_MODULE"] = "etincelle.foundation.settings"
    done = subprocess.run([sys.executable, "-c", DEPLOYED], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "__Host-session __Host-csrf True True 31536000"
