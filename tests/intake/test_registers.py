"""Lists of contracts of the tools people have, through the real door. Expected dates are derived by hand."""

import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from tests.intake.conftest import Import

from etincelle.foundation import clock
from etincelle.foundation.access import everything
from etincelle.intake import batches
from etincelle.intake.batches import HOUSE, Told
from etincelle.intake.models import Batch
from etincelle.living_contract.dates import deadline, running_end
from etincelle.living_contract.facts import TermFacts
from etincelle.living_contract.models import Contract
from etincelle.living_contract.reads import terms_of
from etincelle.parties.models import Partner, Partnership, Person

GOLDEN = Path(__file__).parent / "golden"
TODAY = date(2026, 11, 24)
MODELS = (Partner, Partnership, Contract, Person)
ENTITIES = [
    ["ref_id", "name", "description", "mission", "country", "currency", "parent_entity_ref_id", "dependency",
     "penetration", "maturity", "trust", "domain", "lei", "euid", "vat", "duns"],
    ["ENT-1", "Nordia", "", "Support", "FR", "EUR", "", "3", "3", "2", "2", "Global", "", "", "", ""],
    ["ENT-2", "Helvis", "", "", "CH", "CHF", "", "2", "1", "2", "2", "Global", "", "", "", ""],
    ["ENT-3", "Personne ne s’en sert", "", "", "FR", "", "", "1", "1", "2", "2", "Global", "", "", "", ""],
]  # fmt: skip
CONTRACTS = [
    ["ref_id", "name", "description", "provider_entity_ref_id", "provider", "solution_ref_id", "solution", "status",
     "start_date", "end_date", "annual_expense", "currency", "domain"],
    ["CT-1", "Support aux utilisateurs", "", "ENT-1", "Nordia", "S1\nS2", "Poste de travail\nMessagerie", "active",
     "2023-03-01", "2028-02-29", "2400000", "EUR", "Global"],
    ["CT-2", "Réseaux", "", "ENT-2", "Helvis", "", "", "active", "2024-01-01", "", "90000.5", "CHF", "Global"],
    ["CT-3", "À signer", "", "ENT-2", "Helvis", "", "", "draft", "", "", "", "", "Global"],
    ["CT-4", "Télex", "", "ENT-2", "Helvis", "", "", "terminated", "2001-01-01", "2009-12-31", "", "", "Global"],
]  # fmt: skip
PEOPLE = [
    ["email", "first_name", "last_name", "description", "phone", "role", "provider_entity_ref_id", "provider"],
    ["C.Vasseur@nordia.example", "Claire", "Vasseur", "", "+33 1 99 00 20 00", "Directrice", "ENT-1", "Nordia"],
    ["a.keller@helvis.example", "Anna", "Keller", "", "", "", "ENT-2", "Helvis"],
]  # fmt: skip


def ciso(entities: list[list[str]] = ENTITIES, contracts: list[list[str]] = CONTRACTS) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheets = {"Entities": entities, "Contracts": contracts, "Representatives": PEOPLE}
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for line, row in enumerate(rows):
                sheet.write_row(line, 0, row)
    return target.getvalue()


def golden(name: str) -> bytes:
    return (GOLDEN / name).read_bytes()


def held() -> list[list[dict[str, object]]]:
    left_out = ("id", "batch", "version", "created_at", "updated_at")
    rows = [list(everything(model, "test").order_by("pk").values()) for model in MODELS]
    return [[{k: v for k, v in row.items() if k not in left_out} for row in some] for some in rows]


def doubts(batch: Batch) -> dict[str, str]:
    return {doubt.code: doubt.about for doubt in batches.doubts_of(batch)}


def term(partnership: str, code: str) -> TermFacts:
    return next(one for one in terms_of(partnership) if one.code == code)


@pytest.fixture(autouse=True)
def today(house: Path) -> object:
    with clock.frozen_at(TODAY):
        yield


def test_the_workbook_of_ciso_assistant_gives_partners_contracts_and_people(bring: Import) -> None:
    batch = bring(ciso(), "tprm.xlsx")
    assert (batch.kind, batch.state, batch.rejects) == ("history", "confirmed", [])
    assert doubts(batch) == {"register_of": "CISO Assistant", "entities_aside": "1", "contracts_not_signed": "1"}
    assert list(everything(Partner, "test").order_by("code").values_list("code", "name", "country")) == [
        ("ENT-1", "Nordia", "FR"), ("ENT-2", "Helvis", "CH"),
    ]  # fmt: skip
    made = everything(Partnership, "test").order_by("code").values_list("code", "partner__code", "name")
    assert list(made) == [("ENT-1", "ENT-1", "Poste de travail, Messagerie"), ("ENT-2", "ENT-2", "Helvis")]
    first = everything(Contract, "test").get(code="CT-1")
    assert (first.starts_on, first.ends_on) == (date(2023, 3, 1), date(2028, 2, 29))
    assert (first.annual_value, first.currency) == (Decimal(2400000), "EUR")
    assert everything(Contract, "test").get(code="CT-2").ends_on is None
    assert everything(Contract, "test").get(code="CT-4").terminated_on == date(2009, 12, 31)
    people = everything(Person, "test").order_by("code").values_list("code", "name", "partner__code", "title")
    assert list(people) == [
        ("a.keller@helvis.example", "Anna Keller", "ENT-2", ""),
        ("c.vasseur@nordia.example", "Claire Vasseur", "ENT-1", "Directrice"),
    ]


def test_the_same_workbook_again_changes_nothing_and_undo_takes_all_of_it_back(bring: Import) -> None:
    before = held()
    batch = bring(ciso(), "tprm.xlsx")
    after = held()
    again = bring(ciso(), "tprm.xlsx")
    assert (again.counts["new"], again.counts["changed"]) == (0, 0)
    assert held() == after
    assert batches.undo(HOUSE, again).state == Batch.State.UNDONE
    assert batches.undo(HOUSE, batch).state == Batch.State.UNDONE
    assert held() == before


def test_a_dry_run_writes_nothing(house: Path) -> None:
    before = held()
    batch = batches.receive(HOUSE, io.BytesIO(ciso()), "tprm.xlsx", Told())
    batch = batches.check(HOUSE, batch)
    assert batch.counts["new"] == 9
    assert held() == before


def test_partners_known_by_name_keep_their_code_and_a_contract_that_was_moved_stays_where_it_is(bring: Import) -> None:
    partner = Partner(code="NORDIA", name="NORDIA")
    partner.save()
    Partnership(code="NORDIA-SUPPORT", partner=partner, name="Support").save()
    other = Partnership(code="NORDIA-AUTRE", partner=partner, name="Autre")
    bring(ciso(), "tprm.xlsx")
    contract = everything(Contract, "test").get(code="CT-1")
    assert contract.partnership.code == "NORDIA-SUPPORT"
    assert not everything(Partner, "test").filter(code="ENT-1").exists()
    other.save()
    contract.partnership = other
    contract.save()
    again = bring(ciso(), "tprm.xlsx")
    assert (again.counts["new"], again.counts["changed"], again.rejects) == (0, 0, [])


def test_a_partner_of_several_partnerships_asks_which_and_takes_the_answer(bring: Import) -> None:
    partner = Partner(code="ALTEA", name="Altéa Services")
    partner.save()
    for code in ("ALTEA-1", "ALTEA-2"):
        Partnership(code=code, partner=partner, name=code).save()
    asked = bring(golden("glpi_contracts_en.csv"), "contrats.csv")
    assert [(r["line"], r["column"], r["expected"]) for r in asked.rejects] == [(2, "Suppliers", "contract_several")]
    told = bring(golden("glpi_contracts_en.csv"), "contrats.csv", Told("", {"partnership": "ALTEA-2"}))
    assert (told.rejects, everything(Contract, "test").get().partnership.code) == ([], "ALTEA-2")


def test_a_contract_that_is_over_without_a_past_end_is_refused_alone_and_keeps_its_place(bring: Import) -> None:
    over = [CONTRACTS[0], CONTRACTS[1], [*CONTRACTS[2][:7], "terminated", *CONTRACTS[2][8:]]]
    batch = bring(ciso(contracts=over), "tprm.xlsx")
    assert [(r["sheet"], r["line"], r["column"], r["expected"]) for r in batch.rejects] == [
        ("Contracts", 3, "status", "contract_over")
    ]
    assert list(everything(Contract, "test").values_list("code", flat=True)) == ["CT-1"]


def test_somebody_known_on_our_side_is_not_moved_to_the_partner(bring: Import) -> None:
    Person(code="anna", side="client", name="Anna", email="a.keller@helvis.example").save()
    batch = bring(ciso(), "tprm.xlsx")
    assert [(r["line"], r["expected"]) for r in batch.rejects] == [(3, "person_elsewhere")]
    assert everything(Person, "test").get(code="anna").side == "client"


@pytest.mark.parametrize(
    ("code", "ends", "act_by"),
    [
        ("CT-11", date(2027, 9, 27), date(2027, 6, 27)),  # 27 Sept 2018 + 36 = 27 Sept 2021, + 6 × 12; less 3 months
        ("CT-12", date(2027, 8, 1), None),  # 1 August 2020 + 36 = 1 August 2023, + 4 × 12; no notice is known
        ("13", None, None),  # 31 May 2025 + 6 = 30 November 2025, never renewed: over
        ("CT-14", None, None),  # 1 January 2022 + 36 = 1 January 2025, express, signed by nobody: over
    ],
)
def test_glpi_gives_durations_and_the_product_counts_them(
    bring: Import, code: str, ends: date | None, act_by: date | None
) -> None:
    batch = bring(golden("glpi_contracts.csv"), "glpi.csv")
    assert (batch.rejects, doubts(batch)["register_of"]) == ([], "GLPI")
    found = running_end(term("ALTEA-SERVICES", code), TODAY)
    limit = deadline(term("ALTEA-SERVICES", code), TODAY)
    assert (found[0] if found else None, limit.act_by if limit else None) == (ends, act_by)


def test_the_labels_of_glpi_say_the_same_as_its_field_names(bring: Import) -> None:
    bring(golden("glpi_contracts.csv"), "glpi.csv")
    again = bring(golden("glpi_contracts_en.csv"), "search.csv")
    assert (again.counts["new"], again.counts["changed"], again.counts["unchanged"]) == (0, 0, 1)


def test_a_contract_of_nobody_is_refused_until_a_partnership_is_chosen(bring: Import) -> None:
    partner = Partner(code="ALTEA", name="Altéa")
    partner.save()
    Partnership(code="ALTEA-1", partner=partner, name="Poste").save()
    content = b"name;begin_date;duration;renewal\nPoste;2024-01-01;36;1\n"
    assert [r["expected"] for r in bring(content, "c.csv").rejects] == ["contract_provider"]
    bring(content, "c.csv", Told("", {"partnership": "ALTEA-1"}))
    assert everything(Contract, "test").get().partnership.code == "ALTEA-1"


def test_servicenow_gives_dates_yearly_cost_and_its_next_period(bring: Import) -> None:
    batch = bring(golden("servicenow_contracts.csv"), "ast_contract.csv")
    assert (batch.rejects, doubts(batch)["register_of"]) == ([], "ServiceNow")
    assert everything(Partner, "test").get().name == "Hélvis"
    values = everything(Contract, "test").order_by("code").values_list(
        "code", "title", "kind", "ends_on", "renewal", "renewal_months", "annual_value", "currency", "terminated_on"
    )  # fmt: skip
    assert list(values) == [
        ("CNTR0001001", "Réseau étendu", "master", date(2026, 12, 31), "tacit", 12, Decimal(1250000), "EUR", None),
        ("CNTR0001002", "Téléphonie", "sow", date(2027, 6, 30), "none", None, Decimal(90000), "USD", None),
        ("CNTR0001003", "Ancien réseau", "master", date(2023, 12, 31), "tacit", None, None, "EUR", date(2023, 12, 31)),
    ]
    assert running_end(term("HELVIS", "CNTR0001001"), date(2027, 1, 5)) == (date(2027, 12, 31), 1)


def test_erpnext_gives_its_suppliers_alone(bring: Import) -> None:
    batch = bring(golden("erpnext_contracts.csv"), "Contract.csv")
    assert doubts(batch) == {"register_of": "ERPNext", "parties_aside": "1", "contracts_not_signed": "1"}
    found = everything(Contract, "test").get()
    assert (found.code, found.title) == ("CON-2025-00001", "Tierce maintenance applicative")
    assert (found.signed_on, found.starts_on, found.ends_on) == (date(2025, 2, 17), date(2025, 3, 1), date(2028, 2, 29))


def test_gatekeeper_gives_its_live_contracts_and_the_end_of_the_archived(bring: Import) -> None:
    batch = bring(golden("gatekeeper_contracts.csv"), "contracts.csv")
    assert doubts(batch)["register_of"] == "Gatekeeper"
    live = term("CITADIS", "Infogérance")
    assert (live.ends_on, live.renewal, live.currency) == (date(2029, 3, 31), "tacit", "CHF")
    limit = deadline(live, TODAY)
    assert limit is not None
    assert limit.act_by == date(2028, 12, 31)  # 31 March 2029 less 90 days: 31 of March, 28 of February, 31 of January
    assert everything(Contract, "test").get(code="Vieux contrat").terminated_on == date(2019, 3, 31)


@pytest.mark.parametrize(
    ("cell", "column", "expected"),
    [("soon", "begin_date", "date"), ("trois ans", "duration", "int"), ("peut-être", "renewal", "choice")],
)
def test_a_cell_that_cannot_be_read_says_where_and_the_rest_goes_in(
    bring: Import, cell: str, column: str, expected: str
) -> None:
    bad = {"name": "B", "begin_date": "2024-01-01", "duration": "12", "renewal": "1", "supplier": "X", column: cell}
    content = ";".join(bad) + "\nA;2024-01-01;12;1;X\n" + ";".join(bad.values()) + "\n"
    batch = bring(content.encode(), "c.csv")
    assert [(r["line"], r["column"], r["found"], r["expected"]) for r in batch.rejects] == [(3, column, cell, expected)]
    assert list(everything(Contract, "test").values_list("code", flat=True)) == ["A"]


def test_a_table_said_to_be_a_register_that_no_tool_signs_is_refused(bring: Import) -> None:
    batch = bring(b"a;b\n1;2\n", "x.csv", Told("history"))
    assert (batch.state, batch.rejects[0]["expected"]) == ("failed", "register_columns")
