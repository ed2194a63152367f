"""Whose an unknown address may be: reasons that can be read, and never somebody of another firm."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etincelle.parties.addresses import Someone, Stranger, candidates, made_of, name_from

MARC = Someone("marc", "Marc Girard", "ALTEA", ("marc.girard@altea.example",))
MAUD = Someone("maud", "Maud Girard", "ALTEA", ("maud@altea.example",))
CLAIRE = Someone("claire", "Claire Roux", "", ("claire.roux@client.example",))
PEOPLE = (MARC, MAUD, CLAIRE)


def found(address: str, name: str = "", partner: str = "ALTEA") -> list[tuple[str, list[str]]]:
    stranger = Stranger(address, name, partner, 1)
    return [(one.person.code, [reason for reason, _about in one.reasons]) for one in candidates(stranger, PEOPLE)]


@pytest.mark.parametrize(
    ("address", "name", "expected"),
    [
        ("marc.girard@altea-group.example", "", [("marc", ["same_local", "made_of_name"])]),
        ("marc.girard+notes@altea.example", "", [("marc", ["tagged", "made_of_name"])]),
        ("mg7@altea.example", "GIRARD, Marc", [("marc", ["same_name"])]),
        ("mg7@altea.example", "Márc Girard", [("marc", ["same_name"])]),
        ("girard.marc@altea.example", "", [("marc", ["made_of_name"])]),
        ("mgirard@altea.example", "", [("marc", ["made_of_name"]), ("maud", ["made_of_name"])]),
        (
            "m.girard@altea.example",
            "Maud Girard",
            [("maud", ["same_name", "made_of_name"]), ("marc", ["made_of_name"])],
        ),
        ("contact@altea.example", "Altéa", []),
        ("claire.roux@altea.example", "Claire Roux", []),
    ],
)
def test_each_reason_is_told_and_two_people_may_answer_to_one_address(
    address: str, name: str, expected: list[tuple[str, list[str]]]
) -> None:
    assert found(address, name) == expected


def test_a_person_of_one_word_is_not_guessed_from_his_name() -> None:
    assert made_of(("marc",)) == frozenset()
    assert candidates(Stranger("x@y", "Marc", "A", 1), [Someone("m", "Marc", "A", ())]) == ()


def test_a_new_person_is_called_as_he_signs_else_as_his_address_spells() -> None:
    assert name_from(Stranger("jean.noel@x", "Jean Noël", "A", 1)) == "Jean Noël"
    assert name_from(Stranger("jean.noel+a@x", "", "A", 1)) == "Jean Noel"
    assert name_from(Stranger("é@x", "", "A", 1))


texts = st.text(max_size=12)


@given(texts, texts, st.sampled_from(["", "ALTEA", "OTHER"]))
def test_nobody_of_another_firm_is_ever_proposed(local: str, name: str, partner: str) -> None:
    stranger = Stranger(f"{local}@x.example", name, partner, 1)
    assert all(one.person.partner == partner and one.reasons for one in candidates(stranger, PEOPLE))
    assert name_from(stranger)
