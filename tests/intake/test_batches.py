"""The five steps of an import: nothing before the confirmation, everything at once, everything back."""
# ruff: noqa: E501 - files are quoted as they are

import io
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db import models

from etincelle.foundation import clock
from etincelle.foundation.access import Actor, everything
from etincelle.foundation.models import JournalEntry, SourceCoverage
from etincelle.foundation.versions import plain_values, save_versioned
from etincelle.intake import batches, mapping, storage
from etincelle.intake.batches import HOUSE, BatchError, Told
from etincelle.intake.kinds import KINDS
from etincelle.intake.models import Batch, RowChange
from etincelle.intake.phrases import reject_sentence
from etincelle.intake.tables import model_named
from etincelle.intake.templates_out import export, template
from etincelle.ledger import parts
from etincelle.ledger.models import LedgerPart
from etincelle.parties.models import Partner, Partnership, Person, PersonAlias, PersonProfile, Seat, SeatPlan
from etincelle.vocabulary.levels import Role

Import = Callable[..., Batch]
PARTNERS = "Code;Nom;Pays\nALTEA;Altéa;FR\nBORÉAL;Boréal;FR\n"
PEOPLE = "Identifiant;Côté;Partenaire;Nom;Courriel;Niveau;Autres adresses\nmarc;Partenaire;ALTEA;Marc;marc@altea.example;5;m@altea.example\nclaire;Client;;Claire;claire@client.example;4;\n"
CALENDAR = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:u1\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:20260105T130000Z\r\n"
    b"DTEND:20260105T140000Z\r\nORGANIZER:mailto:claire@client.example\r\nATTENDEE:mailto:m@altea.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
TICKETS = b"number,sys_mod_count,sys_updated_on,opened_at,assignment_group,made_sla\nINC1,1,2024-03-02 10:00:00,2024-03-01 10:00:00,Poste,true\n"
ALL_MODELS = (*(kind.model for kind in KINDS), "parties.PersonProfile", "parties.PersonAlias", "new_deal.ThemeLink",
              "living_contract.ContractStake", "parties.SeatPlan", "governance.Report", "foundation.SourceCoverage")  # fmt: skip


def rows_of(model: type[models.Model]) -> models.QuerySet[models.Model]:
    return everything(model, why="test")


def state(*, versions: bool = True) -> dict[str, list[dict[str, object]]]:
    """Every fact of the installation."""
    hidden = ("batch", "received_at") + (() if versions else ("version", "id"))
    return {
        name: [
            {k: v for k, v in plain_values(row).items() if k not in hidden}
            for row in rows_of(model_named(name)).order_by("pk")
        ]
        for name in ALL_MODELS
    }


def counts(batch: Batch) -> tuple[int, int, int, int]:
    figures = batch.counts
    return tuple(figures.get(name, 0) for name in ("new", "changed", "unchanged", "rejected"))  # type: ignore[return-value]


def test_the_dry_run_counts_and_writes_nothing(house: Path) -> None:
    batch = batches.check(HOUSE, batches.receive(HOUSE, io.BytesIO(PARTNERS.encode()), "p.csv"))
    assert (batch.state, counts(batch)) == (Batch.State.CHECKED, (2, 0, 0, 0))
    assert not rows_of(Partner).exists() and not rows_of(RowChange).exists()


def test_the_confirmation_writes_all_and_forgets_the_file(bring: Import, house: Path) -> None:
    batch = bring(PARTNERS.encode(), "p.csv")
    assert set(rows_of(Partner).values_list("code", "name")) == {("ALTEA", "Altéa"), ("BORÉAL", "Boréal")}
    assert batch.stored == "" and not list((house / "uploads").glob("*"))
    assert rows_of(JournalEntry).filter(action="import.confirm", key=str(batch.pk)).count() == 1


def test_the_same_file_again_renamed_or_shuffled_changes_nothing(bring: Import) -> None:
    bring(PARTNERS.encode(), "p.csv")
    before = state()
    lines = PARTNERS.splitlines()
    again = bring("\n".join([lines[0], lines[2], lines[1]]).encode("cp1252"), "renamed.csv")
    assert counts(again) == (0, 0, 2, 0) and state() == before


def test_each_kind_counts_the_rows_that_could_not_even_be_read(house: Path) -> None:
    text = "Code;Nom;Pays\nALTEA;Altéa;FRANCE\nB;#N/A;FR\nC;c;FR\n"
    batch = batches.check(HOUSE, batches.receive(HOUSE, io.BytesIO(text.encode()), "p.csv"))
    assert counts(batch) == (1, 0, 0, 2)
    assert (batch.counts["kinds"]["partner"]["new"], batch.counts["kinds"]["partner"]["rejected"]) == (1, 2)
    nothing = batches.check(HOUSE, batches.receive(HOUSE, io.BytesIO(b"Code;Nom\nA;#REF!\n"), "p.csv"))
    assert nothing.counts["kinds"]["partner"]["rejected"] == 1


def test_a_file_keeps_its_name_and_nothing_around_it(bring: Import) -> None:
    assert bring(PARTNERS.encode(), "../../etc/\0p\u202eartners.csv").filename == "partners.csv"


def test_a_private_level_goes_to_its_own_table(bring: Import) -> None:
    bring(PARTNERS.encode(), "p.csv")
    assert counts(bring(PEOPLE.encode(), "people.csv")) == (2, 0, 0, 0)
    assert rows_of(PersonProfile).get(person__code="marc").level == 5
    assert rows_of(PersonAlias).get().address == "m@altea.example"


def test_the_terms_of_a_seat_are_read_and_an_old_file_leaves_them(bring: Import) -> None:
    bring(PARTNERS.encode(), "p.csv")
    bring(PEOPLE.encode(), "people.csv")
    bring("Code;Partenaire;Périmètre\nALTEA-1;ALTEA;Poste\n".encode(), "partnerships.csv")
    old = "Partenariat;Rôle;Côté;Personne;Depuis;Renouvellement prévu\nALTEA-1;Directeur de compte;Partenaire;marc;2024-01-02;2027-03-01\n"
    assert counts(bring(old.encode(), "old.csv")) == (1, 0, 0, 0)
    new = "Partenariat;Rôle;Côté;Personne;Depuis;Durée minimale (mois);Passation (jours ouvrés);Binôme\nALTEA-1;Directeur de compte;Partenaire;marc;2024-01-02;24;30;Pilotage\n"
    assert counts(bring(new.encode(), "new.csv")) == (0, 1, 0, 0)
    assert counts(bring(old.encode(), "again.csv")) == (0, 0, 1, 0)
    seat = rows_of(Seat).get()
    assert (seat.minimum_months, seat.handover_days, seat.pair) == (24, 30, "Pilotage")
    assert rows_of(SeatPlan).get().renew_on == date(2027, 3, 1)


def test_a_reference_to_nobody_is_refused_with_a_sentence(bring: Import) -> None:
    batch = bring("Code;Partenaire;Périmètre\nX;INCONNU;Poste\n".encode(), "x.csv")
    assert reject_sentence(batch.rejects[0]) == (
        "Ligne 2, colonne «\u00a0Partenaire\u00a0»\u00a0: «\u00a0INCONNU\u00a0» est inconnu. "
        "Ajoutez-le à la feuille «\u00a0Partenaires\u00a0» ou corrigez le code."
    )


@pytest.mark.parametrize("written", ["altea", "Altéa", "ALTÉA"])
def test_a_reference_by_name_or_in_another_case_is_refused_with_the_code_to_write(bring: Import, written: str) -> None:
    bring(PARTNERS.encode(), "p.csv")
    batch = bring(f"Code;Partenaire;Périmètre\nX;{written};Poste\n".encode(), "x.csv")
    assert "Écrivez «\u00a0ALTEA\u00a0»" in reject_sentence(batch.rejects[0])


def test_two_rows_of_one_name_and_different_content_are_both_refused(bring: Import) -> None:
    batch = bring(b"Code;Nom\nA;un\nA;deux\nB;b\nB;b\n", "p.csv")
    assert counts(batch) == (1, 0, 0, 2) and batch.counts["repeated"] == 1


def test_a_person_replaced_by_somebody_further_down_is_linked(bring: Import) -> None:
    bring("Identifiant;Côté;Nom;Remplacé par\na;Client;A;b\nb;Client;B;\n".encode(), "p.csv")
    assert rows_of(Person).get(code="a").successor.code == "b"


def test_undo_puts_back_exactly_what_was(bring: Import) -> None:
    bring(PARTNERS.encode(), "p.csv")
    bring(PEOPLE.encode(), "people.csv")
    before = state(versions=False)
    changed = bring(PEOPLE.replace("Marc;", "Marc Girard;").replace(";5;m@altea.example", ";3;").encode(), "people.csv")
    added = bring("Code;Partenaire;Périmètre\nP1;ALTEA;Poste\n".encode(), "ps.csv")
    assert counts(changed) == (0, 1, 1, 0)
    batches.undo(HOUSE, added)
    batches.undo(HOUSE, changed)
    assert state(versions=False) == before


def test_imports_can_be_undone_one_after_the_other(bring: Import) -> None:
    first = bring(b"Code;Nom\nA;un\n", "p.csv")
    second = bring(b"Code;Nom\nA;deux\n", "p.csv")
    batches.undo(HOUSE, second)
    batches.undo(HOUSE, first)
    assert not rows_of(Partner).exists()


def test_undo_names_the_rows_edited_since_and_touches_nothing(bring: Import) -> None:
    batch = bring(PARTNERS.encode(), "p.csv")
    row = rows_of(Partner).get(code="ALTEA")
    row.name = "Altéa Services"
    save_versioned(row, row.version)
    with pytest.raises(BatchError) as caught:
        batches.undo(HOUSE, batch)
    assert (caught.value.code, caught.value.rows) == ("edited_since", (f"parties.Partner {row.pk}",))
    assert rows_of(Partner).count() == 2


def test_undo_never_takes_away_what_was_added_on_top(bring: Import) -> None:
    batch = bring(PARTNERS.encode(), "p.csv")
    bring("Code;Partenaire;Périmètre\nP1;ALTEA;Poste\n".encode(), "ps.csv")
    with pytest.raises(BatchError):
        batches.undo(HOUSE, batch)
    assert rows_of(Partnership).count() == 1


def test_undo_is_closed_after_thirty_days(bring: Import) -> None:
    batch = bring(PARTNERS.encode(), "p.csv")
    with clock.frozen_at(clock.today() + timedelta(days=32)), pytest.raises(BatchError, match="too_late"):
        batches.undo(HOUSE, batch)


def test_tickets_count_once_and_wait_to_be_attached(bring: Import) -> None:
    assert counts(bring(TICKETS, "incidents.csv")) == (1, 0, 0, 0)
    again = bring(TICKETS, "incidents.csv")
    assert counts(again) == (0, 0, 1, 0) and again.counts["to_attach"] == 1
    assert rows_of(LedgerPart).count() == 1
    assert counts(bring(TICKETS.replace(b"10:00:00,2024-03-01", b"11:00:00,2024-03-01"), "i.csv")) == (0, 1, 0, 0)


def test_tickets_follow_the_partnership_that_was_named(bring: Import) -> None:
    bring(TICKETS, "incidents.csv")
    told = bring(TICKETS, "incidents.csv", Told(options={"partnership": "P1"}))
    assert (counts(told), told.counts["to_attach"]) == ((0, 1, 0, 0), 0)
    silent = bring(TICKETS, "incidents.csv")
    assert (counts(silent), silent.counts["to_attach"]) == ((0, 0, 1, 0), 0)


def test_an_export_without_update_dates_settles(bring: Import) -> None:
    plain = b"number,opened_at,assignment_group,made_sla\nINC1,2024-03-01 10:00:00,Poste,true\n"
    assert [counts(bring(plain, "i.csv")), counts(bring(plain, "i.csv"))] == [(1, 0, 0, 0), (0, 0, 1, 0)]


def test_a_row_without_its_date_of_update_settles_too(bring: Import) -> None:
    some = (
        b"number,opened_at,sys_updated_on\nINC1,2024-03-01 10:00:00,?\nINC2,2024-03-01 10:00:00,2024-03-02 10:00:00\n"
    )
    assert [counts(bring(some, "i.csv")), counts(bring(some, "i.csv"))] == [(2, 0, 0, 0), (0, 0, 2, 0)]


def test_a_column_that_an_export_does_not_show_leaves_the_tickets_as_they_are(bring: Import) -> None:
    bring(TICKETS, "incidents.csv")
    narrow = (
        b"number,sys_mod_count,sys_updated_on,opened_at,priority\nINC1,1,2024-03-02 10:00:00,2024-03-01 10:00:00,2\n"
    )
    assert counts(bring(narrow, "i.csv")) == (0, 1, 0, 0)
    assert [counts(bring(content, "i.csv")) for content in (narrow, TICKETS)] == [(0, 0, 1, 0)] * 2
    with parts.ledger().connection() as db:
        query = "SELECT grp, made_sla, priority FROM tickets_now"
        assert db.execute(query).fetchall() == [("Poste", True, "2")]


def test_a_number_known_with_another_opening_is_said_before_it_is_mixed_in(bring: Import) -> None:
    bring(TICKETS, "incidents.csv")
    other = TICKETS.replace(b"2024-03", b"2022-03")
    assert [doubt.code for doubt in batches.doubts_of(bring(other, "i.csv"))][:2] == ["zone_assumed", "other_opening"]
    elsewhere = bring(other, "i.csv", Told(options={"source": "filiale"}))
    assert counts(elsewhere) == (1, 0, 0, 0)
    assert "other_opening" not in [doubt.code for doubt in batches.doubts_of(elsewhere)]


def test_a_calendar_gives_contacts_of_known_people_and_what_it_covers(bring: Import) -> None:
    bring(PARTNERS.encode(), "p.csv")
    bring(PEOPLE.encode(), "people.csv")
    batch = bring(CALENDAR, "claire.ics")
    assert counts(batch) == (1, 0, 0, 0)
    assert counts(bring(CALENDAR, "claire.ics")) == (0, 0, 1, 0)
    covered = rows_of(SourceCoverage).get(kind="calendar")
    assert (covered.name, covered.since, covered.until) == ("claire.ics", date(2026, 1, 5), date(2026, 1, 5))
    with parts.ledger().connection() as db:
        assert db.execute("SELECT person_code, minutes FROM contacts ORDER BY 1").fetchall() == [
            ("claire", 60),
            ("marc", 60),
        ]


def test_undoing_tickets_hides_them_at_once(bring: Import) -> None:
    batches.undo(HOUSE, bring(TICKETS, "incidents.csv"))
    assert parts.ledger().query("tickets_summary")[0][0] == 0 and not rows_of(SourceCoverage).exists()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_template_imports_without_a_refusal_and_its_export_changes_nothing(bring: Import, language: str) -> None:
    batch = bring(template(language), "modele.xlsx")
    assert (batch.rejects, batch.counts["rejected"], batch.counts["unchanged"]) == ([], 0, 0)
    before = state()
    for other in ("fr", "en"):
        again = bring(export(HOUSE, other), "export.xlsx")
        assert counts(again)[:2] == (0, 0) and again.rejects == []
    assert state() == before


def test_headers_close_to_ours_are_proposed_then_remembered(bring: Import, house: Path) -> None:
    content = b"Code partenaire;Nom du partenaire\nA;un\n"
    batch = batches.receive(HOUSE, io.BytesIO(content), "p.csv", Told(wanted="partner"))
    assert mapping.needs_a_person(batch)
    batch = mapping.assign(HOUSE, batch, "", "partner", {"Code partenaire": "code", "Nom du partenaire": "name"})
    batches.confirm(HOUSE, batches.check(HOUSE, batch))
    second = batches.receive(HOUSE, io.BytesIO(content), "p2.csv")
    assert not mapping.needs_a_person(second)


def test_remembered_columns_are_found_again_in_another_case_order_and_with_spaces(bring: Import, house: Path) -> None:
    first = batches.receive(
        HOUSE, io.BytesIO(b"Code partenaire;Nom du partenaire\nA;un\n"), "p.csv", Told(wanted="partner")
    )
    chosen = {"Code partenaire": "code", "Nom du partenaire": "name"}
    batches.confirm(HOUSE, batches.check(HOUSE, mapping.assign(HOUSE, first, "", "partner", chosen)))
    again = bring(b"NOM DU PARTENAIRE ; code  partenaire\nun;A\n", "p2.csv")
    assert counts(again) == (0, 0, 1, 0) and not mapping.needs_a_person(again)


def test_a_file_of_nothing_known_says_so(bring: Import) -> None:
    batch = bring(b"foo;bar\n1;2\n", "x.csv")
    assert batch.state == Batch.State.UPLOADED
    assert "foo, bar" in reject_sentence(batch.rejects[0])


def test_a_role_writes_only_where_it_may(house: Path) -> None:
    owner = Actor(7, Role.SERVICE_OWNER)
    batch = batches.receive(owner, io.BytesIO(b"Version;En vigueur depuis\nCap;01/02/2024\n"), "strategie.csv")
    assert [r["expected"] for r in batches.check(owner, batch).rejects] == ["not_allowed"]
    with pytest.raises(PermissionDenied):
        batches.receive(Actor(8, Role.PARTNER_EXECUTIVE, "ALTEA"), io.BytesIO(PARTNERS.encode()), "p.csv")


def test_a_narrowed_role_writes_only_in_its_partnerships(bring: Import) -> None:
    bring(PARTNERS.encode(), "p.csv")
    bring("Code;Partenaire;Périmètre\nP1;ALTEA;Poste\nP2;ALTEA;Réseau\n".encode(), "ps.csv")
    owner = Actor(7, Role.SERVICE_OWNER, partnerships=frozenset({"P1"}))
    content = b"Code;Partenariat;Service\nS1;P1;Support\nS2;P2;Support\n"
    batch = batches.check(owner, batches.receive(owner, io.BytesIO(content), "services.csv", Told(wanted="service")))
    assert (counts(batch), batch.rejects[0]["line"]) == ((1, 0, 0, 1), 3)


def test_answers_lose_their_authors_at_the_door(bring: Import) -> None:
    bring(PARTNERS.encode(), "p.csv")
    bring("Code;Partenaire;Périmètre\nP1;ALTEA;Poste\n".encode(), "ps.csv")
    content = "Date de réponse;Note;Id;Commentaire\n28/02/2024;3;zoe@client.example;Trop long\n28/02/2024;4;;Bien\n28/02/2024;7;;\n".encode()
    told = Told(wanted="feedback_answer", options={"partnership": "P1"})
    assert counts(bring(content, "enquete.csv", told)) == (2, 0, 0, 1)
    assert "zoe" not in str(state()) and counts(bring(content, "enquete.csv", told)) == (0, 0, 2, 1)


def test_what_a_dead_import_left_is_swept_and_what_waits_is_kept(bring: Import, house: Path) -> None:
    waiting = batches.check(HOUSE, batches.receive(HOUSE, io.BytesIO(PARTNERS.encode()), "p.csv"))
    (house / "uploads" / "0123abcd").write_bytes(b"left")
    (house / "uploads" / "0123abcd.rows").write_bytes(b"left")
    assert storage.sweep(older_than=-1) == 2
    assert batches.confirm(HOUSE, waiting).counts["new"] == 2


def test_a_file_that_nobody_confirms_is_erased_after_a_week_and_can_be_sent_again(bring: Import, house: Path) -> None:
    waiting = batches.check(HOUSE, batches.receive(HOUSE, io.BytesIO(PARTNERS.encode()), "p.csv"))
    with clock.frozen_at(clock.today() + timedelta(days=8)):
        assert storage.sweep(older_than=-1) == 2
        with pytest.raises(BatchError, match="file_gone"):
            batches.confirm(HOUSE, waiting)
        assert counts(bring(PARTNERS.encode(), "p.csv")) == (2, 0, 0, 0)


def test_a_calendar_that_nobody_confirms_is_erased_after_a_day(bring: Import, house: Path) -> None:
    batches.check(HOUSE, batches.receive(HOUSE, io.BytesIO(CALENDAR), "c.ics"))
    waiting = sorted(path.name for path in (house / "uploads").iterdir())
    assert storage.sweep(older_than=-1) == 0
    with clock.frozen_at(clock.today() + timedelta(days=2)):
        assert storage.sweep(older_than=-1) == len(waiting) >= 1
