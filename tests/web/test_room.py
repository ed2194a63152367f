"""The table of negotiation, played by both sides in their browsers: an exchange, a stale acceptance, a lock."""

import re
from datetime import timedelta
from html import unescape
from io import BytesIO

import pytest
from django.test import Client
from docx import Document
from docx.oxml.ns import qn
from tests.cast import Cast, set_stage

from etincelle.foundation import clock, journal
from etincelle.foundation.access import everything
from etincelle.foundation.models import Change
from etincelle.living_contract.room.models import Negotiation, NegotiationRound, NegotiationStake, PartnerBand

pytestmark = pytest.mark.django_db
POINTS = "Term: as it is | 1 more year | 2 more years\nDesk: none | 2 sites"
TABLE = "PAUL-CT-T1"


@pytest.fixture
def cast() -> Cast:
    return set_stage()


def sign(cast: Cast, who: str) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(cast.users[who])
    return client


@pytest.fixture
def ours(cast: Cast) -> Client:
    client = sign(cast, "cio")
    sent = {"title": "Remote work", "contract": "PAUL-CT", "points": POINTS, "deadline": "2099-01-31"}
    assert client.post("/partnerships/PAUL-1/rooms/open/", sent)["Location"] == f"/rooms/{TABLE}/"
    return client


@pytest.fixture
def theirs(cast: Cast) -> Client:
    return sign(cast, "partner_executive")


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return unescape(re.sub(r"\s+", " ", answer.content.decode()))


def move(client: Client, do: str, **sent: object) -> str:
    """Post a move, confirm it when asked, and read the page that follows."""
    at = f"{'/portal' if client.get('/portal/').status_code == 200 else ''}/rooms/{TABLE}/"
    row = everything(Negotiation, "test").get(code=TABLE)
    last = everything(NegotiationRound, "test").filter(negotiation=row).count()
    values = {"version": row.version, "round": last, **sent, "do": do}
    answer = client.post(f"{at}move/", values)
    if answer.status_code == 200:
        assert "This is not a signature." in answer.content.decode()
        answer = client.post(f"{at}move/", {**values, "confirmed": "yes"})
    return text(client, answer["Location"])


def offer(client: Client, term: int, desk: int, **sent: object) -> str:
    return move(client, "propose", p1=term, p2=desk, sentence=f"{term} years for the desk", **sent)


def test_the_partner_sees_nothing_before_the_first_offer(ours: Client, theirs: Client) -> None:
    assert theirs.get(f"/portal/rooms/{TABLE}/").status_code == 404
    assert "Remote work" not in text(theirs, "/portal/")
    assert "Not shown yet" in text(ours, f"/rooms/{TABLE}/")
    offer(ours, 1, 1)
    assert "Remote work" in text(theirs, "/portal/")
    assert "1 years for the desk" in text(theirs, f"/portal/rooms/{TABLE}/")


def test_sending_is_confirmed_with_the_counterpart_and_the_content(ours: Client) -> None:
    sent = {"do": "propose", "version": 1, "round": 0, "p1": 2, "p2": 1, "sentence": "two years for the desk"}
    page = unescape(ours.post(f"/rooms/{TABLE}/move/", sent).content.decode())
    assert "Send to Firm PAUL" in page
    assert "Term: 2 more years" in page
    assert "two years for the desk" in page
    assert not everything(NegotiationRound, "test").exists()


def test_an_exchange_until_the_lock(ours: Client, theirs: Client) -> None:
    offer(ours, 1, 1)
    assert "Your move before" in text(theirs, f"/portal/rooms/{TABLE}/")
    assert "It is not your turn" in offer(ours, 2, 1)
    said = offer(theirs, 2, 1)
    assert "1 point open out of 2." in said
    assert "Firm PAUL moved on 2 of 2 points." in text(ours, f"/rooms/{TABLE}/")
    assert "the table is locked" in move(ours, "accept")
    assert "The table is locked" in offer(theirs, 0, 1)
    assert "Locked: both sides accepted the same round." in text(theirs, f"/portal/rooms/{TABLE}/")
    assert everything(NegotiationRound, "test").count() == 2
    assert journal.verify() is None


def test_a_stale_acceptance_is_refused_with_what_changed(ours: Client, theirs: Client) -> None:
    offer(ours, 1, 1)
    move(ours, "withdraw")
    move(ours, "reopen", deadline="2099-02-28")
    said = move(theirs, "accept", version=2, round=0)
    assert "The table moved meanwhile" in said
    assert "Term: as it is → 1 more year" in said
    assert everything(Negotiation, "test").get(code=TABLE).state == "open"


def test_a_passed_deadline_is_said_and_a_new_one_opens_again(ours: Client, theirs: Client) -> None:
    offer(ours, 1, 1)
    everything(Negotiation, "test").update(deadline=clock.today() - timedelta(days=1))
    assert "has passed without agreement" in text(ours, f"/rooms/{TABLE}/")
    assert "The deadline has passed" in move(theirs, "accept")
    assert "must be today or later" in move(theirs, "reopen", deadline="2020-01-01")
    assert "Opened again." in move(theirs, "reopen", deadline="")
    assert "the table is locked" in move(theirs, "accept")


def test_both_may_always_ask_for_a_call(ours: Client, theirs: Client) -> None:
    offer(ours, 1, 1)
    move(ours, "call")
    assert "A call is asked for." in text(theirs, f"/portal/rooms/{TABLE}/")


def test_each_side_declares_its_own_gain(ours: Client, theirs: Client) -> None:
    offer(ours, 1, 1)
    assert "is not a whole number from 0 to 100" in move(theirs, "gain", score="101", words="x")
    move(theirs, "gain", score="68", words="two years of sight")
    for client, at in ((ours, "/rooms/"), (theirs, "/portal/rooms/")):
        assert "Declared gain: 68 out of 100" in text(client, f"{at}{TABLE}/")


def test_each_side_keeps_its_own_and_the_journal_no_word_of_the_partner(ours: Client, theirs: Client) -> None:
    offer(ours, 1, 1)
    ours.post(f"/rooms/{TABLE}/private/", {"limit": "never three years", "notes": ""})
    theirs.post(f"/portal/rooms/{TABLE}/private/", {"limit": "not under two", "notes": ""})
    theirs.post(f"/portal/rooms/{TABLE}/private/", {"do": "draft", "sentence": "a bold draft", "p1": "2"})
    assert everything(PartnerBand, "test").get().limit == "not under two"
    assert "a bold draft" in text(theirs, f"/portal/rooms/{TABLE}/")
    assert "never three years" in text(ours, f"/rooms/{TABLE}/")
    assert "never three years" not in text(theirs, f"/portal/rooms/{TABLE}/")
    client_reads = text(ours, f"/rooms/{TABLE}/")
    kept = repr(list(everything(Change, "test").values_list("before", "after")))
    for word in ("not under two", "a bold draft"):
        assert word not in client_reads
        assert word not in kept


def test_the_engine_speaks_to_the_client_once_worths_are_known(ours: Client) -> None:
    assert "Can’t tell: write what each level of “Term” is worth to you." in text(ours, f"/rooms/{TABLE}/")
    worths = {"vo1-0": "100", "vo1-1": "60", "vo1-2": "0", "vt1-0": "0", "vt1-1": "70", "vt1-2": "100",
              "vo2-0": "0", "vo2-1": "100", "vt2-0": "100", "vt2-1": "0",
              "wo1": "30", "wt1": "100", "wo2": "100", "wt2": "40"}  # fmt: skip
    ours.post(f"/rooms/{TABLE}/private/", {"do": "worths", **worths})
    page = text(ours, f"/rooms/{TABLE}/")
    assert "Term: 2 more years · Desk: 2 sites" in page
    assert "give there" in page
    bad = ours.post(f"/rooms/{TABLE}/private/", {"do": "worths", **worths, "wo1": "many"}, follow=True)
    assert "Term: “many” is not a number from 0 to 100" in unescape(bad.content.decode())
    assert everything(NegotiationStake, "test").count() == 1


def test_a_table_that_cannot_be_read_is_said_line_by_line_and_kept(cast: Cast) -> None:
    client = sign(cast, "vendor_manager")
    sent = {"title": "", "contract": "NOPE", "points": "Term as it is\nDesk: none | none", "deadline": "soon"}
    answer = client.post("/partnerships/PAUL-1/rooms/open/", sent)
    page = unescape(answer.content.decode())
    assert answer.status_code == 400
    for told in (
        "Points, line 1: expected",
        "Points, line 2: from 2 to 6",
        "Title:",
        "Contract:",
        "“soon” is not a date",
    ):
        assert told in page
    assert "Desk: none | none" in page
    assert not everything(Negotiation, "test").exists()


def test_what_occasions_suggest_and_four_packages_are_ready_and_open_as_they_are(cast: Cast) -> None:
    client = sign(cast, "cio")
    page = text(client, "/partnerships/PAUL-1/rooms/")
    ready = re.findall(r"\?ready=(\w+)", page)
    assert ready[0] == "occasions" and len(set(ready)) == len(ready) == 5
    for number, code in enumerate(ready, 1):
        form = client.get(f"/partnerships/PAUL-1/rooms/?ready={code}").content.decode()
        points = unescape(re.search(r"<textarea[^>]*>(.*?)</textarea>", form, re.S).group(1))  # type: ignore[union-attr]
        sent = {"title": code, "contract": "PAUL-CT", "points": points}
        assert client.post("/partnerships/PAUL-1/rooms/open/", sent)["Location"] == f"/rooms/PAUL-CT-T{number}/"


def test_a_locked_table_gives_a_draft_amendment_with_tracked_changes(ours: Client, theirs: Client) -> None:
    offer(ours, 1, 1)
    assert ours.get(f"/rooms/{TABLE}/amendment.docx").status_code == 404
    move(theirs, "accept")
    texts = {"c1": "4.2", "b1": "The term is three years.", "a1": "The term is four years."}
    ours.post(f"/rooms/{TABLE}/private/", {"do": "clauses", **texts})
    assert "The term is three years." in text(ours, f"/rooms/{TABLE}/")
    answer = ours.get(f"/rooms/{TABLE}/amendment.docx")
    assert "draft-amendment-PAUL-CT-T1-en.docx" in answer["Content-Disposition"]
    body = Document(BytesIO(answer.content)).element.body
    assert [e.text for e in body.iter(qn("w:delText"))] == ["three"]
    assert [t.text for e in body.iter(qn("w:ins")) for t in e.iter(qn("w:t"))] == ["four"]
    letter = Document(BytesIO(ours.get(f"/rooms/{TABLE}/letter.docx").content))
    assert any("Desk: 2 sites (before: none)" in p.text for p in letter.paragraphs)
    assert "three years" not in text(theirs, f"/portal/rooms/{TABLE}/")
