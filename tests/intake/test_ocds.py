"""Published contract histories through the real door: every step once, increments added up, late signatures said."""

import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from etincelle.foundation.access import everything
from etincelle.intake import batches
from etincelle.intake.batches import HOUSE, Told
from etincelle.intake.models import Batch
from etincelle.intake.sources import ocds
from etincelle.living_contract.history import HistoryStep
from etincelle.living_contract.models import Amendment, Contract, ContractChange
from etincelle.living_contract.reads import history_seen, load_contract
from etincelle.parties.models import Partner, Partnership
from etincelle.vocabulary.partnership import PartnershipRef


@pytest.fixture
def partnership(db: None, data_folder: Path) -> Partnership:
    partner = Partner(code="P", name="Published")
    partner.save()
    row = Partnership(code="P-1", partner=partner, name="Published contracts", signed_on=date(2010, 1, 1))
    row.save()
    return row


def taken(content: bytes, name: str = "contracts.json", partnership: str = "P-1") -> Batch:
    batch = batches.receive(HOUSE, io.BytesIO(content), name, Told("", {"partnership": partnership}))
    assert batch.kind == "history", batch.rejects
    return batches.confirm(HOUSE, batches.check(HOUSE, batch))


def doubts(batch: Batch) -> dict[str, str]:
    return {doubt["code"]: doubt["about"] for doubt in batch.counts["doubts"]}


def histories() -> dict[str, list[HistoryStep]]:
    found = {}
    for contract in everything(Contract, "test").order_by("code"):
        steps = history_seen(HOUSE, contract)
        if steps:
            found[contract.code] = steps
    return found


@pytest.mark.shared_data
def test_the_nine_canadian_histories_each_once_whatever_file_brings_them(
    partnership: Partnership, shared_data: Path
) -> None:
    """Nine histories of two to eight steps; the award, 000, is a step of the text and no amendment."""
    files = sorted((shared_data / "ocds" / "canada/buyandsell").rglob("*.json"))
    for path in files:
        taken(path.read_bytes(), path.name)
    once = everything(Amendment, "test").count(), everything(ContractChange, "test").count()
    short = {code.rsplit("/", 1)[-1]: steps for code, steps in histories().items() if not code.endswith("x")}
    with_award = {code: len(steps) + (code != "USW") for code, steps in short.items()}
    assert len(with_award) == 9
    assert (min(with_award.values()), max(with_award.values())) == (2, 8)
    late = {(code, step.number) for code, steps in short.items() for step in steps if step.is_late}
    assert late == {("USW", "002"), ("ZH", "003"), ("ZH", "004")}
    for path in files[:4]:
        again = taken(path.read_bytes(), path.name)
        assert (again.counts["new"], again.counts["changed"]) == (0, 0)
    assert (everything(Amendment, "test").count(), everything(ContractChange, "test").count()) == once


@pytest.mark.shared_data
def test_canadian_values_are_increments_and_the_history_without_its_award_is_counted_back(
    partnership: Partnership,
    shared_data: Path,
) -> None:
    records = shared_data / "ocds" / "canada/buyandsell/sample/records"
    batch = taken((records / "ocds-34a6hz-01044-060931_001_USW.json").read_bytes())
    assert "history_without_start" in doubts(batch)
    told = {c.number: (c.before, c.after) for c in everything(ContractChange, "test").filter(field="value")}
    assert told == {"001": ("139727.00 CAD", "149600.00 CAD"), "002": ("149600.00 CAD", "149597.00 CAD")}
    usw = next(iter(histories().values()))
    assert [(s.kind, s.substantive) for s in usw] == [("scope", True), ("term", True)]
    taken((records / "ocds-34a6hz-01948-110259_001_ZH.json").read_bytes())
    zh = next(steps for code, steps in histories().items() if code.endswith("ZH"))
    assert [s.kind for s in zh] == ["none", "none", "none", "scope"]
    assert [c.after for s in zh for c in s.changes] == ["5130786.00 CAD"]


@pytest.mark.shared_data
def test_the_eighteen_moldovan_amendments_that_changed_nothing_count_as_none(
    partnership: Partnership, shared_data: Path
) -> None:
    """36 with the doubles between record and release; the empty `tender.amendment` are not of contracts."""
    files = sorted((shared_data / "ocds" / "moldova").rglob("*.json"))
    said, touched, doubled = set(), set(), 0
    for path in files:
        payload = json.loads(path.read_bytes())
        for release in ocds.releases_of(payload):
            for contract in ocds.listed(release.get("contracts")):
                if ocds.amendments_in(contract):
                    doubled += 1
                    said.add(ocds.code_of(release["ocid"], contract["id"]))
                    touched.add(release["ocid"])
    assert (doubled, len(said), len(touched)) == (36, 18, 11)
    counted = 0
    for path in files:
        batch = batches.receive(HOUSE, io.BytesIO(path.read_bytes()), path.name, Told("", {"partnership": "P-1"}))
        batch = batches.check(HOUSE, batch)
        if batch.state == Batch.State.FAILED:
            assert [r["expected"] for r in batch.rejects] == ["ocds_contracts"]
            continue
        batch = batches.confirm(HOUSE, batch)
        counted += int(doubts(batch).get("amendment_of_nothing", 0))
    assert counted == 36
    assert set(everything(Contract, "test").values_list("code", flat=True)) >= said
    assert not everything(Amendment, "test").exists()


def release(**contract: Any) -> dict[str, Any]:
    plain = {"id": "C1", "title": "Support", "period": {"startDate": "2024-01-01", "endDate": "2026-12-31"}}
    return {"ocid": "ocds-abc-1", "date": "2025-01-01", "contracts": [plain | contract]}


def sent(payload: Any) -> Batch:
    return taken(json.dumps(payload).encode())


CHANGED = {
    "id": "A1", "date": "2025-06-30", "rationale": "longer",
    "changes": [{"property": "period.endDate", "former_value": "2025-12-31"}],
}  # fmt: skip


def shapes() -> Iterator[tuple[str, Any]]:
    one = release(amendments=[CHANGED])
    yield "release", one
    yield "release package", {"uri": "x", "releases": [one]}
    yield "record package", {"records": [{"ocid": "ocds-abc-1", "compiledRelease": one, "releases": [one]}]}
    yield "record without a compiled release", {"records": [{"ocid": "ocds-abc-1", "releases": [one, one]}]}
    yield "old single amendment", release(amendment=CHANGED)


@pytest.mark.parametrize(("shape", "payload"), list(shapes()), ids=[name for name, _ in shapes()])
def test_every_shape_of_the_standard_gives_the_same_history(partnership: Partnership, shape: str, payload: Any) -> None:
    sent(payload)
    change = everything(ContractChange, "test").get()
    assert (change.number, change.field, change.before, change.after) == ("A1", "end", "2025-12-31", "2026-12-31")
    assert everything(Amendment, "test").get().kind == "term"


def test_what_somebody_says_of_an_amendment_holds_and_outlives_the_same_file(partnership: Partnership) -> None:
    payload = release(amendments=[CHANGED])
    sent(payload)
    everything(Amendment, "test").update(is_substantive=False)
    assert sent(payload).counts["changed"] == 0
    ref = PartnershipRef("P-1", "P", date(2010, 1, 1))
    facts = load_contract([ref], date(2026, 1, 1))["P-1"]
    assert [a.substantive for a in facts.amendments] == [False]


def test_without_a_partnership_the_row_says_what_lacks(partnership: Partnership) -> None:
    batch = taken(json.dumps(release(amendments=[CHANGED])).encode(), partnership="")
    assert {r["expected"] for r in batch.rejects} >= {"required"}
    assert not everything(Contract, "test").exists()


def test_an_import_of_histories_is_undone_whole(partnership: Partnership) -> None:
    batch = sent(release(amendments=[CHANGED]))
    batches.undo(HOUSE, batch)
    assert not everything(Contract, "test").exists()
    assert not everything(ContractChange, "test").exists()


@pytest.mark.parametrize(
    "payload",
    [
        {"ocid": "o", "contracts": "none"}, {"ocid": "o", "contracts": [{"id": ""}]}, {"records": [3, None], "ocid": 1},
        [{"ocid": None}],
    ],
)  # fmt: skip
def test_a_file_without_contracts_is_refused_in_words(partnership: Partnership, payload: Any) -> None:
    batch = batches.receive(HOUSE, io.BytesIO(json.dumps(payload).encode()), "x.json", Told("history"))
    batch = batches.check(HOUSE, batch)
    assert batch.state == Batch.State.FAILED
    assert [r["expected"] for r in batch.rejects] == ["ocds_contracts"]
