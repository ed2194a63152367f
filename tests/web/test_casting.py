"""The casting page: a plan is proposed, tried without a trace, adopted, taken back; a request goes out in roles."""

import re
from datetime import date, timedelta
from html import unescape
from io import BytesIO

import pytest
from django.test import Client
from docx import Document
from tests.cast import TODAY, Cast, set_stage

from etincelle.comfort_zone.renewal import months_after
from etincelle.foundation.access import everything
from etincelle.parties.models import Partnership, Person, Seat, SeatPlan
from etincelle.vocabulary.levels import Role

pytestmark = pytest.mark.django_db
PAGE = "/partnerships/PAUL-1/casting/"
ROLES = ("account director", "service manager", "architect", "delivery lead")


@pytest.fixture
def cast(data_folder: object) -> Cast:
    """Four key roles at the partner’s, held for six years but the last, two of them a pair; two at the client’s."""
    cast = set_stage()
    everything(Seat, "test").delete()
    of = {"partnership": everything(Partnership, "test").get(code="PAUL-1")}
    boss, client = (everything(Person, "test").get(code=code) for code in ("boss-paul", "dg"))
    old = TODAY - timedelta(days=6 * 365)
    for n, role in enumerate(ROLES):
        terms = {"minimum_months": 36, "handover_days": 60, "pair": "lead" if n < 2 else ""}
        since = old if n < 3 else TODAY - timedelta(days=400)
        Seat(**of, role=role, side="partner", person=boss, since=since, **terms).save()
    for role in ("sponsor", "manager"):
        Seat(**of, role=role, side="client", person=client, since=old).save()
    return cast


def sign(cast: Cast, who: Role | str = Role.CIO) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(cast.users[who.value if isinstance(who, Role) else who])
    return client


def seat(role: str) -> Seat:
    found: Seat = everything(Seat, "test").get(role=role)
    return found


def month(count: int) -> str:
    return f"{months_after(TODAY.replace(day=1), count):%Y-%m}"


def text(client: Client, query: dict[str, str] | None = None) -> str:
    answer = client.get(PAGE, query or {})
    assert answer.status_code == 200
    return unescape(re.sub(r"\s+", " ", answer.content.decode()))


def form(client: Client) -> dict[str, str]:
    """The hidden fields of the form that adopts."""
    page = client.get(PAGE).content.decode()
    inside = page[page.index('id="adopt"') :]
    return dict(re.findall(r'<input type="hidden" name="(mark|m\d+)" value="([^"]*)"', inside))


def plans() -> dict[str, date | None]:
    return {p.seat.role: p.renew_on for p in everything(SeatPlan, "test").select_related("seat") if p.renew_on}


def test_the_best_plan_is_proposed_with_its_reasons_and_nothing_is_stored(cast: Cast) -> None:
    said = text(sign(cast))
    assert "Proposed: the best plan within the bounds." in said
    assert "Mean tenure: 4.8 years over 4 key roles" in said
    assert "Not a month earlier: " in said
    assert "Departures: can’t tell" in said
    assert not everything(SeatPlan, "test").exists()


def test_a_month_is_tried_by_the_address_and_what_it_breaks_is_said_at_the_seat(cast: Cast) -> None:
    lead, twin = seat(ROLES[0]), seat(ROLES[1])
    said = text(sign(cast), {f"m{lead.pk}": month(6), f"m{twin.pk}": month(8)})
    assert "Months between the two halves of the pair: 2; at least 6." in said
    assert "Tried, not stored: some bounds are broken." in said
    early = text(sign(cast), {f"m{lead.pk}": month(1)})
    assert "Too early for the handover" in early
    assert not everything(SeatPlan, "test").exists()


def test_an_address_nobody_wrote_breaks_nothing(cast: Cast) -> None:
    lead = seat(ROLES[0])
    for query in (
        {f"m{lead.pk}": "yesterday"},
        {"closed": "2026-13"},
        {"m999": month(3)},
        {"best": "1", f"m{lead.pk}": "-"},
    ):
        assert text(sign(cast), query)


def test_a_closed_month_is_left_alone(cast: Cast) -> None:
    client = sign(cast)
    months = [value for name, value in form(client).items() if name != "mark" and value]
    closed = text(client, {"closed": months[0]})
    assert f'value="{months[0]}" selected' not in closed


def test_a_plan_is_adopted_in_one_change_and_taken_back(cast: Cast) -> None:
    client = sign(cast)
    sent = form(client)
    answer = client.post(f"{PAGE}adopt/", sent, follow=True)
    kept = plans()
    assert kept and all(day.weekday() < 5 for day in kept.values() if day)
    assert "Adopted: this is your plan." in answer.content.decode()
    undo = re.search(r'action="([^"]*casting/undo/\d+/)"', answer.content.decode())
    assert undo
    client.post(undo[1])
    assert not plans()
    client.post(undo[1])
    assert not plans()


def test_undo_never_loses_what_somebody_changed_since(cast: Cast) -> None:
    client = sign(cast)
    page = client.post(f"{PAGE}adopt/", form(client), follow=True).content.decode()
    undo = re.search(r'action="([^"]*casting/undo/\d+/)"', page)
    assert undo
    plan = everything(SeatPlan, "test").exclude(renew_on=None)[0]
    everything(SeatPlan, "test").filter(pk=plan.pk).update(renew_on=date(2030, 1, 2))
    said = client.post(undo[1], follow=True).content.decode()
    assert "nothing was taken back" in said
    assert date(2030, 1, 2) in plans().values()


def test_over_a_newer_plan_the_newer_one_is_shown(cast: Cast) -> None:
    mine, theirs = sign(cast), sign(cast, Role.VENDOR_MANAGER)
    sent = form(mine)
    theirs.post(f"{PAGE}adopt/", {**form(theirs), f"m{seat(ROLES[2]).pk}": month(20)})
    kept = plans()
    answer = mine.post(f"{PAGE}adopt/", sent)
    assert answer.status_code == 409
    assert "changed meanwhile" in answer.content.decode()
    assert plans() == kept


def test_a_seat_of_another_partnership_is_never_planned(cast: Cast) -> None:
    client = sign(cast)
    other = Seat(
        partnership=everything(Partnership, "test").get(code="PAULA-1"), role="x", side="partner",
        person=everything(Person, "test").get(code="boss-paula"), since=TODAY,
    )  # fmt: skip
    other.save()
    client.post(f"{PAGE}adopt/", {**form(client), f"m{other.pk}": month(9)})
    assert not everything(SeatPlan, "test").filter(seat=other).exists()


def test_the_request_speaks_in_roles_with_its_grounds(cast: Cast) -> None:
    client = sign(cast)
    assert client.get(f"{PAGE}partner.docx").status_code == 404
    client.post(f"{PAGE}adopt/", form(client))
    answer = client.get(f"{PAGE}partner.docx")
    assert "PAUL-1" in answer["Content-Disposition"]
    document = Document(BytesIO(answer.content))
    cells = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    moved = [role for role in plans() if role in ROLES]
    assert sorted(row[0] for row in cells[1:]) == sorted(moved)
    assert all("minimum term of the contract (36 months) will be over" in row[2] for row in cells[1:])
    assert all("60 business days" in row[2] for row in cells[1:])
    written = "\n".join(p.text for p in document.paragraphs) + str(cells)
    names = everything(Person, "test").values_list("name", flat=True)
    assert not [name for name in names if name in written]
    assert "L8231-1" in written and "L8241-1" in written
    assert all(role in written for role in ROLES)
    client.cookies["django_language"] = "fr"
    french = Document(BytesIO(client.get(f"{PAGE}partner.docx").content))
    assert french.paragraphs[0].text == "Demande de renouvellement"


def test_renewals_of_one_s_own_side_are_an_internal_sheet(cast: Cast) -> None:
    client = sign(cast)
    client.post(f"{PAGE}adopt/", form(client))
    document = Document(BytesIO(client.get(f"{PAGE}client.docx").content))
    written = "\n".join(p.text for p in document.paragraphs)
    assert "not sent to the partner" in written
    assert "Who decides" not in written


def test_the_partner_never_sees_a_planned_renewal(cast: Cast) -> None:
    client = sign(cast)
    client.post(f"{PAGE}adopt/", form(client))
    days = [f"{day:%Y-%m-%d}" for day in plans().values() if day]
    partner = sign(cast, "boss-paul") if "boss-paul" in cast.users else sign(cast, Role.PARTNER_EXECUTIVE)
    for address in (PAGE, f"{PAGE}partner.docx", f"{PAGE}client.docx", "/portal/"):
        answer = partner.get(address)
        assert address == "/portal/" or answer.status_code in (403, 404)
        assert not [day for day in days if day in answer.content.decode(errors="replace")]


def test_a_reader_without_the_right_tries_but_does_not_adopt(cast: Cast) -> None:
    auditor = sign(cast, Role.AUDITOR)
    assert "Adopt this plan" not in text(auditor)
    assert auditor.post(f"{PAGE}adopt/", {"mark": "x"}).status_code == 403
    assert text(auditor, {"best": "1"})
