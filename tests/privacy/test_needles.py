"""A person is recognised however she is written, and nobody else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etincelle.privacy.needles import Needles, Traits, folded

HER = Traits("zelie.quorum", "Zélie Quorum-Brassart", ("zelie.quorum@firm.example",), "06 11 22 33 44")
NEEDLES = Needles(HER, "p-1")
WRITTEN = (
    "Zélie Quorum-Brassart", "zelie quorum brassart", "QUORUM-BRASSART Zélie", "Quorum-Brassart, Zélie",
    "Ze\u0301lie\u00a0Quorum-Brassart", "zelie.quorum", "ZELIE.QUORUM@FIRM.EXAMPLE", "06.11.22.33.44", "0611223344",
)  # fmt: skip
OTHERS = ("Zélie", "Quorum", "Zélie Martin", "azelie.quorumx", "106112233445", "le quorum est atteint", "")


@pytest.mark.parametrize("text", WRITTEN)
def test_she_is_found_and_goes_alone(text: str) -> None:
    whole = f"« {text} » viendra, Éloïse aussi"
    assert NEEDLES.names(whole)
    left = NEEDLES.without(whole)
    assert left == "« p-1 » viendra, Éloïse aussi"
    assert not NEEDLES.names(left)
    assert NEEDLES.without(text) == "p-1"


@pytest.mark.parametrize("text", OTHERS)
def test_somebody_else_is_left_alone(text: str) -> None:
    assert not NEEDLES.names(text)
    assert NEEDLES.without(text) == text


def test_a_short_code_counts_alone_and_not_among_words() -> None:
    needles = Needles(Traits("dg", ""), "p-2")
    assert needles.without({"person": "dg", "text": "la dg a dit", "dg": [1, None]}) == {
        "person": "p-2", "text": "la dg a dit", "p-2": [1, None],
    }  # fmt: skip


def test_traits_that_are_empty_name_nobody() -> None:
    nobody = Needles(Traits("", ""), "p")
    assert not nobody.names("")
    assert nobody.without("any text") == "any text"


@given(st.text(), st.sampled_from(WRITTEN), st.text())
def test_whatever_stands_around_her_nothing_is_left(before: str, text: str, after: str) -> None:
    assert not NEEDLES.names(NEEDLES.without(f"{before} {text} {after}"))


@given(st.text())
def test_folding_keeps_the_place_of_every_sign(text: str) -> None:
    assert len(folded(folded(text))) == len(folded(text))
    if not NEEDLES.names(text):
        assert NEEDLES.without(text) == text
