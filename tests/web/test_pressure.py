"""Money and pressure: the worked figures of real clauses on the page, unknown said, the client's money kept private."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from tests.cast import TODAY, Cast, set_stage

from etincelle.comfort_zone.models import CreditWeight, Reading, RecomputedMonth, ServiceLevel
from etincelle.foundation import clock
from etincelle.foundation.access import everything
from etincelle.living_contract.models import Contract, CreditTerms
from etincelle.vocabulary.levels import Role

pytestmark = pytest.mark.django_db
PAGE = "/partnerships/PAUL-1/pressure/"
BEST = (98.1, 98.5, 97.9, 99.0, 98.8, 98.4, 98.6, 99.1, 98.3, 98.7, 98.9, 98.5)


def month(back: int) -> date:
    index = TODAY.year * 12 + TODAY.month - 1 - back
    return date(index // 12, index % 12 + 1, 1)


def read(level: ServiceLevel, values: tuple[float | None, ...]) -> None:
    """The months reported, the last one last month; None where nothing was reported."""
    for back, value in enumerate(reversed(values), start=1):
        if value is not None:
            Reading(level=level, month=month(back), value=Decimal(str(value))).save()


@pytest.fixture
def level() -> ServiceLevel:
    """The Texas framework agreement: 50 % x 40 % x (10 % x 100,000) = 2,000."""
    contract = everything(Contract, "test").filter(partnership__code="PAUL-1")[0]
    CreditTerms(
        contract=contract, monthly_charges=100_000, at_risk_percent=10, earn_back_months=2, earn_back_from=98,
        earn_back_percent=50, ratchet="capped", ratchet_percent=20,
    ).save()  # fmt: skip
    found: ServiceLevel = everything(ServiceLevel, "test").get(code="PAUL-N")
    found.target, found.minimum = Decimal(95), Decimal(90)
    found.save()
    bands = {"serious_from": Decimal(89), "severe_from": Decimal(85)}
    CreditWeight(level=found, contract=contract, category_percent=50, level_percent=40, **bands).save()
    return found


@pytest.fixture
def cast(data_folder: object) -> Cast:
    return set_stage()


def page_for(cast: Cast, role: Role = Role.CIO) -> Any:
    client = Client()
    client.force_login(cast.users[role.value])
    client.cookies["django_language"] = "en"
    with clock.frozen_at(TODAY):
        return client.get(PAGE)


def contract_on(page: Any) -> dict[str, Any]:
    return page.context["contracts"][0]


def of_month(page: Any, back: int, column: str = "reported") -> Any:
    return contract_on(page)["months"][back - 1][column]


def test_a_failed_month_costs_what_the_formula_says(cast: Cast, level: ServiceLevel) -> None:
    read(level, (97, 88))
    page = page_for(cast)
    assert contract_on(page)["cap"] == "€10,000"
    assert contract_on(page)["levels"][0]["formula"] == "50% × 40% × €10,000"
    assert of_month(page, 1) == {"said": "€2,000", "help": ""}
    assert of_month(page, 2) == {"said": "€0", "help": ""}
    assert of_month(page, 3)["said"] == "unknown"


def test_the_cap_is_said_with_what_it_took_away(cast: Cast, level: ServiceLevel) -> None:
    weight = everything(CreditWeight, "test").get(level=level)
    weight.category_percent, weight.level_percent = Decimal(200), Decimal(75)
    weight.save()
    read(level, (88,))
    assert of_month(page_for(cast), 1) == {"said": "€10,000", "help": "capped, €15,000 before the cap"}
    assert contract_on(page_for(cast))["pool"] == "150%"


def test_points_double_for_a_repeat_failure_as_in_the_model_contract(cast: Cast, level: ServiceLevel) -> None:
    """Severe, then minor, then severe: 3, 2, 6; a month kept ends the row."""
    read(level, (80, 92, 80, 96, 92))
    points = [of_month(page_for(cast), back, "points") for back in (5, 4, 3, 2, 1)]
    assert points == ["3", "2", "6", "0", "1"]


def test_a_month_nobody_reported_is_unknown_and_the_other_level_makes_it_at_least(
    cast: Cast, level: ServiceLevel
) -> None:
    other = ServiceLevel(code="PAUL-Z", service=level.service, name="Z", target=95, minimum=90)
    other.save()
    contract = everything(Contract, "test").filter(partnership__code="PAUL-1")[0]
    CreditWeight(level=other, contract=contract, category_percent=50, level_percent=60).save()
    read(level, (97, 88))
    read(other, (97, None))
    page = page_for(cast)
    assert of_month(page, 1) == {"said": "at least €2,000", "help": "1 level unknown"}
    assert of_month(page, 1, "points") == "at least 2"
    assert of_month(page, 2)["said"] == "€0"


def test_what_is_recomputed_goes_through_the_same_clauses(cast: Cast, level: ServiceLevel) -> None:
    read(level, (99,))
    counts = {"met": 80, "missed": 20, "left_out": 0, "unknown": 0, "differing": 20}
    RecomputedMonth(level=level, month=month(1), **counts).save(force_insert=True)
    page = page_for(cast)
    assert (of_month(page, 1)["said"], of_month(page, 1, "recomputed")["said"]) == ("€0", "€2,000")
    assert (of_month(page, 1, "points"), of_month(page, 1, "points_recomputed")) == ("0", "3")


def test_a_credit_comes_back_when_the_next_months_are_better_than_the_threshold(
    cast: Cast, level: ServiceLevel
) -> None:
    read(level, (88, 99, 98))
    assert contract_on(page_for(cast))["levels"][0]["back"] == ["August 2026: Earned back €1,000"]
    everything(Reading, "test").filter(level=level, month=month(1)).update(value=96)
    (line,) = contract_on(page_for(cast))["levels"][0]["back"]
    assert "the threshold was not reached" in line


def test_both_ratchets_give_the_worked_figures(cast: Cast, level: ServiceLevel) -> None:
    """Level 97.0 and twelve better months: half-way 97.7833, capped 97.60; a flat measure is swapped first."""
    level.target, level.target_since = Decimal(97), date(2020, 1, 1)
    level.save()
    read(level, BEST)
    page = page_for(cast)
    assert contract_on(page)["levels"][0]["raises"] == ["half-way: 97% to 97.7833%", "yearly, capped: 97% to 97.6%"]
    assert contract_on(page)["ratchet"] == "Once a year, capped"
    assert "swap it for another measure" in contract_on(page)["advice"][0]
    level.target_since = TODAY
    level.save()
    assert "from 97 to 97.6" in contract_on(page_for(cast))["advice"][0]


def test_without_terms_the_page_says_which_sheets_to_fill(cast: Cast) -> None:
    page = page_for(cast)
    assert page.context["contracts"] == []
    assert "Credit weights" in page.content.decode()


@pytest.mark.parametrize("role", [Role.PARTNER_EXECUTIVE, Role.INTERNAL_CLIENT])
def test_the_client_s_money_is_not_for_the_partner(cast: Cast, level: ServiceLevel, role: Role) -> None:
    assert page_for(cast, role).status_code in (302, 403, 404)
