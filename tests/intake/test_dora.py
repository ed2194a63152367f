"""The register of information of DORA through the real door: contracts once, open ends, prefixes, notices by side."""

import io
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from etincelle.foundation.access import everything
from etincelle.intake import batches
from etincelle.intake.batches import HOUSE, Told
from etincelle.intake.models import Batch
from etincelle.living_contract.models import Contract
from etincelle.parties.models import Partner, Partnership

HEAD = "c0010,c0020,c0030,c0040,c0050,c0060,c0070,c0080,c0090,c0100,c0110,c0120"
LINE = "CT-1,LEI,P1,eba_CT:1,F1,eba_TA:S01,2023-01-01,9999-12-31,,90,180,eba_GA:FR"
COSTS = "c0010,c0020,c0030,c0040,c0050\nCT-1,eba_CO:x1,,eba_CU:CHF,1250000.50\n"


@pytest.fixture
def partnership(db: None, data_folder: Path) -> None:
    partner = Partner(code="P", name="Bank’s provider")
    partner.save()
    Partnership(code="P-1", partner=partner, name="Hosting").save()


def register(*lines: str, costs: str = COSTS, folder: str = "reports/") -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("META-INF/reportPackage.json", '{"documentInfo": {"documentType": "report"}}')
        archive.writestr(f"{folder}b_02.02.csv", "\n".join((HEAD, *lines)) + "\n")
        archive.writestr(f"{folder}b_02.01.csv", costs)
    return held.getvalue()


def taken(content: bytes) -> Batch:
    batch = batches.receive(HOUSE, io.BytesIO(content), "register.zip", Told("", {"partnership": "P-1"}))
    assert batch.kind == "history", batch.rejects
    return batches.check(HOUSE, batch)


def test_a_contract_of_several_functions_comes_once_with_both_notices(partnership: None) -> None:
    batch = batches.confirm(HOUSE, taken(register(LINE, LINE.replace("F1", "F2"))))
    found = everything(Contract, "test").get()
    assert (found.code, found.starts_on, found.ends_on) == ("CT-1", date(2023, 1, 1), None)
    assert (found.notice_days, found.partner_notice_days) == (90, 180)
    assert (found.currency, found.annual_value) == ("CHF", Decimal("1250000.50"))
    assert batch.counts["new"] == 1


def test_the_same_register_twice_changes_nothing(partnership: None) -> None:
    batches.confirm(HOUSE, taken(register(LINE)))
    again = taken(register(LINE, folder="x/reports/"))
    assert (again.counts["new"], again.counts["changed"], again.counts["unchanged"]) == (0, 0, 1)


def test_lines_that_disagree_are_said_and_a_date_that_is_none_is_refused_alone(partnership: None) -> None:
    other = LINE.replace("9999-12-31", "2027-06-30").replace(",90,", ",60,").replace("F1", "F2")
    batch = taken(register(LINE, other, LINE.replace("CT-1", "CT-2").replace("2023-01-01", "soon")))
    assert [(d["code"], d["about"]) for d in batch.counts["doubts"]] == [("dora_differs", "CT-1")]
    assert [(r["line"], r["column"], r["found"]) for r in batch.rejects] == [(4, "c0070", "soon")]
