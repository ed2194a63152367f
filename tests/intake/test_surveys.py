"""Answers of internal clients, on whatever scale they were given."""

from datetime import date

import pytest

from etincelle.intake.sources.rows import Parsed
from etincelle.intake.sources.surveys import Settings, read
from etincelle.intake.sources.tabular import Assignment


def answers(text: str, header: str = "Note") -> Parsed:
    columns = {"Date": "answered_on", header: "score", "Partenariat": "partnership"}
    content = f"Date;{header}\n{text}".encode("cp1252")
    return read(content, {"": Assignment("feedback_answer", columns)}, Settings("salt", given={"partnership": "P"}))


def scores(parsed: Parsed) -> list[object]:
    return [row.values["score"] for row in parsed.rows]


def lines(*written: str) -> str:
    return "".join(f"12/03/2026;{one}\n" for one in written)


def test_scores_of_five_are_read_as_they_are_written() -> None:
    parsed = answers(lines("5", "4,0", "3/5", "2 - Plutôt insatisfait", "1"))
    assert (scores(parsed), parsed.rejects, parsed.doubts[0].code) == ([5, 4, 3, 2, 1], (), "day_first_assumed")
    assert parsed.rows[0].values["answered_on"] == date(2026, 3, 12)


@pytest.mark.parametrize(("written", "header"), [("{}", "Note (1 à 10)"), ("{}/10", "Note"), ("{}", "Note")])
def test_scores_of_ten_are_brought_to_five_all_of_them_and_said(written: str, header: str) -> None:
    parsed = answers(lines(*(written.format(score) for score in range(1, 11))), header)
    assert scores(parsed) == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5] and parsed.rejects == ()
    assert ("score_of_ten", header) in [(doubt.code, doubt.about) for doubt in parsed.doubts]


@pytest.mark.parametrize("header", ["NPS", "Recommanderiez-vous ce service ?", "How likely are you to recommend us?"])
def test_a_recommendation_counts_the_neutral_as_neutral(header: str) -> None:
    parsed = answers(lines(*map(str, range(11))), header)
    assert scores(parsed) == [1, 1, 1, 1, 2, 2, 2, 3, 3, 5, 5]
    assert "score_recommends" in [doubt.code for doubt in parsed.doubts]


def test_a_single_score_above_five_is_a_typing_error_and_not_another_scale() -> None:
    parsed = answers(lines("3", "4", "7"))
    assert scores(parsed) == [3, 4]
    assert [(reject.line, reject.expected) for reject in parsed.rejects] == [(4, "between")]


def test_words_are_read_as_scores_and_said() -> None:
    parsed = answers(lines("Très satisfaite", "satisfait", "Neutre", "Peu satisfaits", "Very dissatisfied"))
    assert scores(parsed) == [5, 4, 3, 2, 1]
    assert "score_words" in [doubt.code for doubt in parsed.doubts]


@pytest.mark.parametrize(
    ("written", "expected"), [("4,5", "int"), ("", "required"), ("bof", "int"), ("11", "between"), ("0", "between")]
)
def test_what_is_no_score_is_refused_alone_with_an_example_that_is_one(written: str, expected: str) -> None:
    parsed = answers(lines("3", written))
    assert scores(parsed) == [3]
    reject = parsed.rejects[0]
    assert (reject.line, reject.column, reject.expected) == (3, "Note", expected)
    assert reject.example in ("3", "1 – 5")


def test_the_same_answer_given_twice_counts_twice_and_the_same_file_counts_once() -> None:
    text = lines("4", "4", "3")
    one, other = answers(text), answers(lines("3", "4", "4"))
    references = {row.values["reference"] for row in one.rows}
    assert len(references) == 3 and references == {row.values["reference"] for row in other.rows}
