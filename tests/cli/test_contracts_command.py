"""`etincelle contracts`: what is read and what is scored, in both languages, and what is refused."""

import json
from pathlib import Path

from tests.cli.terminal import ENGLISH, rehearse

TEXT = """This Agreement is made as of May 1, 2001 by and between Acme Inc. ("A") and Bolt Inc. ("B").

1. TERM

The term of this Agreement is two (2) years from the date hereof and shall automatically renew for one (1) year periods
unless either party gives ninety (90) days notice.
"""
ANSWERS = """txt,agreement,effective,expiration,renewal,notice,tfc,coc,mfn,audit,mincommit,post_term,parties
one.txt,5/1/01,,5/1/03,successive 1 year,60 days,No,No,No,Yes,No,No,"Acme Inc. (""A""); Bolt Inc. (""B"")"
gone.txt,5/1/01,,,,,No,No,No,No,No,No,
"""


def test_reading_and_scoring(tmp_path: Path) -> None:
    folder = tmp_path / "contracts"
    folder.mkdir()
    (folder / "one.txt").write_text(TEXT, encoding="utf-8")
    table = tmp_path / "answers.csv"
    table.write_text(ANSWERS, encoding="utf-8")
    read, score = ["contracts", "read", str(folder / "one.txt")], ["contracts", "score", str(folder), str(table)]
    french, told, table_fr, scored = rehearse(
        tmp_path, [["contracts", "lire", str(folder)], [*read, "--json"], score, [*score, "--baseline", "--json"]]
    )
    english = rehearse(tmp_path, [read], ENGLISH)[0]
    assert [one.returncode for one in (french, told, table_fr, scored, english)] == [0] * 5
    assert (
        "Fin de la durée initiale\u00a0: 1er\u00a0mai 2003, 1er\u00a0mai 2001 + 2\u00a0ans = 1er\u00a0mai 2003"
        in french.stdout
    )
    assert "Notice against renewal: 90 days" in english.stdout
    assert "Right to audit: unknown (nothing found that says it)" in english.stdout
    terms = json.loads(told.stdout)[0]["terms"]
    assert terms["notice"]["value"] == {"count": 90, "unit": "day"}
    quote = terms["notice"]["quotes"][0]
    assert TEXT[quote["start"] : quote["end"]] == quote["text"]
    assert "1 contrats lus, 1 absents du dossier" in table_fr.stdout
    fields = json.loads(scored.stdout)["fields"]
    assert (fields["expiration"]["right"], fields["notice"]["wrong"], fields["audit"]["said_unknown"]) == (1, 1, 1)
    assert json.loads(scored.stdout)["patterns"]["agreement"]["right"] == 1


def test_what_cannot_be_is_refused_with_its_remedy(tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    table = tmp_path / "table.csv"
    table.write_text("a,b\n1,2\n", encoding="utf-8")
    told = [("read", empty), ("score", tmp_path), ("guess", empty), ("score", tmp_path, table)]
    uses = [["contracts", *map(str, words)] for words in told]
    done = rehearse(tmp_path, uses)
    assert all(one.returncode for one in done)
    assert "noter DOSSIER RÉPONSES.csv" in done[1].stderr
    assert "Écrivez lire ou noter" in done[2].stderr
    assert "colonne «\u00a0txt\u00a0»" in done[3].stderr


def test_a_contract_that_cannot_be_read_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "gone.txt").write_bytes(b"")
    table = tmp_path / "answers.csv"
    table.write_text(ANSWERS, encoding="utf-8")
    score = ["contracts", "score", str(tmp_path), str(table)]
    told, plain = rehearse(tmp_path, [score, [*score, "--json"]])
    assert (told.returncode, plain.returncode) == (0, 0)
    assert "gone.txt est laissé de côté" in told.stderr
    assert "1 contrats lus, 0 absents du dossier" in told.stdout
    scored = json.loads(plain.stdout)
    assert (scored["contracts"], scored["refused"]) == (1, ["gone.txt"])
    assert (scored["fields"]["agreement"]["true"], scored["fields"]["agreement"]["said_unknown"]) == (2, 1)
