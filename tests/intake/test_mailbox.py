"""Mailboxes and messages: who wrote to whom and when, and nothing else; whatever the file, no crash."""

import email
import io
import mailbox as library
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import test
from hypothesis import given
from hypothesis import strategies as st
from tests.intake.mailing import CLAIRE, MARC, SETTINGS, TOLD, box, codes, kept, message

from etincelle.intake import gate, sandbox
from etincelle.intake.phrases import doubt_sentence
from etincelle.intake.recognise import recognise
from etincelle.intake.sources import mail, mailbox
from etincelle.intake.sources.rows import Notes, Parsed, Refused

WHEN = datetime(2026, 3, 2, 9, tzinfo=UTC)
LATE = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)


def read(content: bytes) -> Parsed:
    return mail.sort(mailbox.letters(io.BytesIO(content)), SETTINGS, Notes("box.mbox"))


def test_a_message_is_who_wrote_to_whom_on_which_day_and_nothing_else() -> None:
    parsed = read(message(CLAIRE, MARC, LATE, "Cc: lea@altea.example", name="m1@client.example"))
    assert kept(parsed) == [("claire", "from"), ("marc", "to"), ("lea", "cc")]
    first = parsed.rows[0].values
    assert (first["day"], first["people"], first["side"]) == (date(2026, 3, 3), 3, "client")
    assert set(first) == {
        "source", "message", "thread", "occurred_at", "day", "people", "person_code", "side", "partner_code", "role",
    }  # fmt: skip
    assert not any(word in str(parsed) for word in ("Secret", "Lyon", "@", "Girard"))


def test_the_same_message_of_two_folders_counts_once_and_an_answer_is_in_its_thread() -> None:
    first = message(CLAIRE, MARC, WHEN, name="m1")
    blind = message(CLAIRE, MARC, WHEN, "Bcc: lea@altea.example", name="m1")
    answer = message(MARC, CLAIRE, WHEN, "In-Reply-To: <m1>", "References: <m1> <other>", name="m2")
    parsed = read(box((first, blind, answer)))
    assert len({row.values["message"] for row in parsed.rows}) == 2
    assert len({row.values["thread"] for row in parsed.rows}) == 1
    assert codes(parsed) == {"mail_repeated": "1"} and ("lea", "cc") in kept(parsed)


def test_without_an_identifier_the_instant_the_writer_and_the_readers_name_a_message() -> None:
    one, other = message(CLAIRE, MARC, WHEN), message(CLAIRE, MARC, "Mon, 02 Mar 2026 10:00:00 +0100")
    assert len({row.values["message"] for row in read(box((one, other))).rows}) == 1
    assert len({row.values["message"] for row in read(box((one, message(MARC, CLAIRE, WHEN)))).rows}) == 2


def test_one_person_in_to_copy_and_blind_copy_counts_once() -> None:
    parsed = read(message(CLAIRE, f"{MARC}; marc@altea.example", WHEN, f"Cc: {MARC}", "Bcc: MARC@ALTEA.EXAMPLE"))
    assert kept(parsed) == [("claire", "from"), ("marc", "to")] and parsed.rows[0].values["people"] == 2


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (message(CLAIRE, "c.roux@client.example", WHEN), "inside"),
        (message(CLAIRE, "dg@client.example", WHEN), "inside"),
        (message("lea@altea.example", MARC, WHEN), "inside"),
        (message(CLAIRE, "friend@home.example", WHEN), "foreign"),
        (message("friend@home.example", MARC, WHEN), "foreign"),
        (message(CLAIRE, MARC, WHEN, "Auto-Submitted: auto-replied"), "automatic"),
        (message(CLAIRE, MARC, WHEN, "List-Id: <all.client.example>"), "automatic"),
        (message(CLAIRE, MARC, WHEN, "Precedence: Bulk"), "automatic"),
        (message(CLAIRE, MARC, WHEN, "Content-Type: multipart/report; boundary=x"), "automatic"),
        (message(CLAIRE, MARC, WHEN, "X-Gmail-Labels: =?UTF-8?Q?Brouillons,Bo=C3=AEte?="), "automatic"),
        (message("No-Reply <no-reply@altea.example>", CLAIRE, WHEN), "automatic"),
        (message(CLAIRE, ", ".join(f"a{n}@altea.example" for n in range(600)), WHEN), "automatic"),
        (message(CLAIRE, MARC, "Foo, 99 Zzz 99999"), "dates"),
        (message(CLAIRE, MARC, "Thu, 01 Jan 1970 00:00:00 +0000"), "dates"),
        (message(CLAIRE, MARC, "Fri, 27 Nov 2026 00:00:00 +0000"), "dates"),
        (message(CLAIRE, MARC, ""), "dates"),
        (message("Claire Roux", MARC, WHEN) + message(CLAIRE, "undisclosed-recipients:;", WHEN), "headers"),
    ],
)
def test_what_is_no_contact_stops_at_the_door_and_is_counted(content: bytes, reason: str) -> None:
    parsed = read(box([content, message(MARC, CLAIRE, WHEN, name="sound")]))
    assert {row.values["person_code"] for row in parsed.rows if row.kind == "mail"} == {"claire", "marc"}
    assert codes(parsed)[f"mail_{reason}"].split("|")[0] == "1"
    assert all(doubt_sentence(doubt.code, doubt.about) for doubt in parsed.doubts)
    assert "home.example" not in str(parsed.rows)


def test_not_auto_submitted_and_tomorrow_are_contacts() -> None:
    sound = message(CLAIRE, MARC, "Wed, 25 Nov 2026 08:00:00 +0100", "Auto-Submitted: no", "Precedence: first-class")
    assert kept(read(sound)) == [("claire", "from"), ("marc", "to")]


def test_a_file_covers_the_days_on_which_known_people_wrote() -> None:
    inside = message(CLAIRE, "dg@client.example", datetime(2026, 5, 9, 9, tzinfo=UTC))
    spam = message("x@spam.example", CLAIRE, datetime(1999, 1, 1, tzinfo=UTC))
    covers = read(box((message(MARC, CLAIRE, WHEN), inside, spam))).covers[0]
    assert (covers.kind, covers.since, covers.until) == ("mail", date(2026, 3, 2), date(2026, 5, 9))


def test_unknown_addresses_of_known_domains_are_told_and_no_others() -> None:
    encoded = "=?iso-8859-1?Q?Jean_No=EBl?= <jean.noel@altea.example>"
    parsed = read(box((message(CLAIRE, f"{MARC}, {encoded}, x@home.example", WHEN),)))
    told = [dict(row.values) for row in parsed.rows if row.kind == "address"]
    assert told == [{"address": "jean.noel@altea.example", "name": "Jean Noël", "partner_code": "ALTEA", "messages": 1}]


ODD = {
    "bare CR": message(CLAIRE, MARC, WHEN).replace(b"\n", b"\r"),
    "CRLF": box([message(CLAIRE, MARC, WHEN)]).replace(b"\n", b"\r\n"),
    "mark of UTF-8": b"\xef\xbb\xbf" + message(CLAIRE, MARC, WHEN),
    "folded": message("Claire\n <claire@client.example>", MARC, WHEN),
    "raw bytes": message("Cl\u00e9 <claire@client.example>", MARC, WHEN).replace("\u00e9".encode(), b"\xe9"),
    "unknown charset": message("=?klingon-8?Q?=FF?= <claire@client.example>", MARC, WHEN),
    "hidden line end": message("=?utf-8?Q?a=0D=0ABcc:_evil@altea.example?= <claire@client.example>", MARC, WHEN),
    "unquoted comma": message("Roux, Claire <claire@client.example>", MARC, WHEN),
    "NUL": message("Claire\0 <claire@client.example>", MARC, WHEN),
    "no body": message(CLAIRE, MARC, WHEN).split(b"\n\n")[0],
}


@pytest.mark.parametrize("name", ODD)
def test_an_odd_message_is_read_all_the_same(name: str) -> None:
    parsed = read(ODD[name])
    assert kept(parsed) == [("claire", "from"), ("marc", "to")]
    assert recognise(ODD[name], "odd.eml").family == "mail"


def test_a_line_of_text_that_begins_with_from_begins_no_message() -> None:
    text = b"\nFrom Paris with love, 2026 was\nFrom: marc@altea.example\n\nFrom the start\n\n>From x 2026\n"
    parsed = read(box((message(CLAIRE, MARC, WHEN) + text, message(MARC, CLAIRE, WHEN))))
    assert parsed.read == 2


def test_mail_is_known_by_what_it_holds() -> None:
    one = message(CLAIRE, MARC, WHEN, name="m")
    assert recognise(box([one]), "Inbox").family == recognise(one, "x.eml").family == "mail"
    assert recognise(one, "saved.txt").family == "mail"
    table = b"From;To;Date\na;b;2026-01-01\n"
    assert not mailbox.looks_like_mail(table) and not mailbox.looks_like_mail(b"Date: 3 mars\nPresent: all\n")
    with pytest.raises(Refused) as caught:
        gate.check(b"!BDN" + b"\0" * 100, "archive.pst")
    assert caught.value.reject.expected == "outlook_archive"


HOSTILE = {
    "recipients": b"From: a@x\nTo: " + b"a@altea.example, " * 100_000 + b"\n\nx",
    "quotes": b"From: a@x\nTo: " + b'"' * 50_000 + b"\n\nx",
    "parts": b"From: a@x\nContent-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 200_000,
    "nested": b"From: a@x\n\n" + b"Content-Type: multipart/mixed; boundary=b\n\n--b\n" * 2_000,
    "subject": b"From: a@x\nSubject: " + b"s" * 10_000_000 + b"\n\nx",
    "headers": b"From: a@x\n" + b"To: a@altea.example\n" * 500_000,
    "references": b"From: a@x\nTo: b@y\nReferences: " + b"<" * 60_000 + b"\n\nx",
    "folds": b"From: a@x\nTo: b@y" + b"\n " * 1_000_000 + b"\n\nx",
    "labels": b"From: a@x\nTo: b@y\nX-Gmail-Labels: " + b"=?utf-8?Q?a?= " * 4_000 + b"\n\nx",
    "attachment": b'From: a@x\nTo: b@y\nContent-Disposition: attachment; filename="../../../var/x"\n\nx',
    "no sender": b"From nobody Mon Jan  5 09:00:00 2026\nReceived: by x\nDate: x\n\nbody\n",
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_message_exhausts_nothing(tmp_path: Path, name: str) -> None:
    path = tmp_path / "hostile.eml"
    path.write_bytes(HOSTILE[name])
    try:
        assert kept(sandbox.read(path, path.name, "mail", TOLD)) == []
    except Refused as refused:
        assert refused.reject.expected == "mailbox" and name in ("no sender",)


def test_no_message_of_the_library_s_own_tests_crashes_the_reader() -> None:
    files = sorted((Path(test.__file__).parent / "test_email" / "data").glob("*.txt"))
    for path in files:
        try:
            read(path.read_bytes())
        except Refused as refused:
            assert refused.reject.expected == "mailbox"
    if not files:
        pytest.skip("LEFT OUT: this Python came without its own tests")


names = st.text(
    st.characters(codec="utf-8", exclude_characters="\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"), max_size=12
)
bodies = st.lists(st.sampled_from(["text", "", "From the hills", "From: x", ">From y", "To: z@y"]), max_size=6)


def in_the_library_s_eyes(path: Path) -> list[str]:
    made = library.mbox(path)
    found = [str(one["From"]) for one in made]
    made.close()
    return found


@given(st.lists(st.tuples(names, bodies), min_size=1, max_size=5))
def test_a_mailbox_is_cut_as_the_library_cuts_it(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[tuple[str, list[str]]]
) -> None:
    path = tmp_path_factory.mktemp("box") / "box"
    made = library.mbox(path)
    for number, (name, lines) in enumerate(drawn):
        one = email.message.EmailMessage()
        one["From"], one["To"] = f"a{number}@client.example", "marc@altea.example"
        one["X-Name"] = name
        one.set_content("\n".join(lines))
        made.add(one)
    made.close()
    found = [head.text(b"from") for head in mailbox.heads(io.BytesIO(path.read_bytes()))]
    assert found == in_the_library_s_eyes(path)


@given(st.binary(max_size=400), st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(one: bytes, other: bytes) -> None:
    for content in (one, b"From: " + one + b"\nTo: " + other, b"From x 2026\nDate: " + one + b"\n\n" + other):
        try:
            read(content)
        except Refused as refused:
            assert refused.reject.expected == "mailbox"


class Endless(io.RawIOBase):
    """A mailbox of many megabytes that exists nowhere: the same message again and again."""

    def __init__(self, times: int) -> None:
        self.pieces = self.made(times)
        self.left, self.at = b"", 0

    def made(self, times: int) -> Iterator[bytes]:
        for number in range(times):
            yield box([message(CLAIRE, MARC, WHEN, name="one") + b"x" * 70 * 14_000 + b"%d\n" % number])

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, place: int, how: int = 0) -> int:
        self.left, self.pieces = b"", self.made(300)
        return 0

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        while not self.left and (piece := next(self.pieces, b"")):
            self.left = piece
        taken, self.left = self.left[: len(buffer)], self.left[len(buffer) :]
        buffer[: len(taken)] = taken
        return len(taken)


def test_a_mailbox_of_any_size_is_never_held_whole() -> None:
    tracemalloc.start()
    try:
        parsed = mail.sort(mailbox.letters(io.BufferedReader(Endless(300), 1 << 16)), SETTINGS, Notes())
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert parsed.read == 300 and codes(parsed) == {"mail_repeated": "299"}
    assert peak < 8 << 20
