"""Logs of mail: what Exchange, Google and Graph export is known by its columns, one message whatever its rows."""

import io
import json
from datetime import UTC, datetime

import pytest
import xlsxwriter
from tests.intake.conftest import Import
from tests.intake.mailing import CLAIRE, MARC, SETTINGS, codes, kept, message

from etincelle.foundation import clock
from etincelle.intake import batches, mapping
from etincelle.intake.columns import propose
from etincelle.intake.kinds.mail_log import MESSAGE
from etincelle.intake.recognise import recognise
from etincelle.intake.sources import mail, mail_logs, mailbox
from etincelle.intake.sources.rows import Notes, Parsed, Refused
from etincelle.intake.sources.tabular import tables

CLASSIC = """Received,Sender Address,Recipient Address,Subject,Status,Message Trace ID,Message ID
2026-03-02T22:30:00.1234567,claire@client.example,marc@altea.example,Secret plan,Delivered,1-2,<m1@client.example>
2026-03-02T22:30:00.1234567,claire@client.example,lea@altea.example,Secret plan,Delivered,1-2,<m1@client.example>
2026-03-02T22:31:00,claire@client.example,lea@altea.example,Secret plan,Failed,1-3,<m2@client.example>
2026-03-03T08:00:00,marc@altea.example,claire@client.example,RE: Secret plan,Delivered,1-4,<m3@altea.example>
"""
HISTORICAL = """origin_timestamp_utc,sender_address,recipient_status,message_subject,total_bytes,message_id,network_message_id
2026-03-02T22:30:00.000Z,claire@client.example,"marc@altea.example##Receive, Deliver;lea@altea.example##Receive, Deliver",Secret plan,9,<m1@client.example>,a-1
2026-03-02T22:31:00.000Z,claire@client.example,lea@altea.example##Fail,Secret plan,9,<m2@client.example>,a-2
2026-03-03T08:00:00.000Z,marc@altea.example,"claire@client.example##Receive, Deliver",RE: Secret plan,9,<m3@altea.example>,a-3
"""  # noqa: E501 - as the tool writes it
EXTENDED = """date_time_utc,client_hostname,source,event_id,recipient_address,total_bytes,sender_address,message_id,directionality
2026-03-02T22:30:00.000Z,h,SMTP,RECEIVE,marc@altea.example;lea@altea.example,9,claire@client.example,<m1@client.example>,Originating
2026-03-02T22:30:02.000Z,h,SMTP,SEND,marc@altea.example;lea@altea.example,9,claire@client.example,<m1@client.example>,Originating
2026-03-02T22:31:00.000Z,h,SMTP,FAIL,lea@altea.example,9,claire@client.example,<m2@client.example>,Originating
2026-03-03T08:00:00.000Z,h,SMTP,DELIVER,claire@client.example,9,marc@altea.example,<m3@altea.example>,Incoming
"""  # noqa: E501 - as the tool writes it
GOOGLE = """Message ID,Start date,End date,Sender,Message size,Subject,Direction,Attachments,Recipient address,Event target,Event status
m1@client.example,2026/03/02 22:30:00 UTC,2026/03/02 22:30:01 UTC,claire@client.example,9,Secret plan,Sent,0,marc@altea.example,SMTP_OUT,DELIVERED
m1@client.example,2026/03/02 22:30:00 UTC,2026/03/02 22:30:02 UTC,claire@client.example,9,Secret plan,Sent,0,lea@altea.example,SMTP_OUT,DELIVERED
m2@client.example,2026/03/02 22:31:00 UTC,2026/03/02 22:31:02 UTC,claire@client.example,9,Secret plan,Sent,0,lea@altea.example,SMTP_OUT,BOUNCED
m3@altea.example,2026/03/03 08:00:00 UTC,2026/03/03 08:00:02 UTC,marc@altea.example,9,Secret plan,Received,0,claire@client.example,GMAIL_INBOX,DELIVERED
"""  # noqa: E501 - as the tool writes it
FRENCH = """Expéditeur;Destinataires;Envoyé le;Objet;Identifiant du message
claire@client.example;marc@altea.example, lea@altea.example;02/03/2026 23:30;Secret plan;<m1@client.example>
marc@altea.example;Claire Roux <claire@client.example>;03/03/2026 09:00;RE: Secret plan;<m3@altea.example>
"""


def person(address: str) -> dict[str, dict[str, str]]:
    return {"emailAddress": {"name": "x", "address": address}}


GRAPH = json.dumps({
    "@odata.context": "messages",
    "value": [
        {"subject": "Secret plan", "isDraft": False, "from": person("claire@client.example"), "toRecipients":
         [person("marc@altea.example"), person("lea@altea.example")], "ccRecipients": [], "conversationId": "c1",
         "sentDateTime": "2026-03-02T22:30:00Z", "internetMessageId": "<m1@client.example>"},
        {"isDraft": True, "from": person("claire@client.example"), "toRecipients": [person("lea@altea.example")],
         "sentDateTime": "2026-03-02T22:31:00Z", "internetMessageId": "<m2@client.example>"},
        {"from": person("marc@altea.example"), "toRecipients": [person("claire@client.example")], "ccRecipients": None,
         "conversationId": "c1", "sentDateTime": "2026-03-03T08:00:00Z", "internetMessageId": "<m3@altea.example>"},
    ],
})  # fmt: skip
LOGS = {
    "classic.csv": CLASSIC, "historical.csv": HISTORICAL, "extended.csv": EXTENDED, "google.csv": GOOGLE,
    "liste.csv": FRENCH, "graph.json": GRAPH,
}  # fmt: skip


def read(content: bytes) -> Parsed:
    columns = {}
    if content[:1] != b"{":
        columns = {p.header: p.attribute for p in propose(tables(content)[0][0].headers, MESSAGE) if p.attribute}
    notes = Notes("log")
    return mail.sort(mail_logs.letters(content, mail_logs.Settings(columns), notes), SETTINGS, notes)


def told(parsed: Parsed) -> set[tuple[str, ...]]:
    names = ("message", "day", "person_code", "role", "people")
    return {tuple(str(row.values[name]) for name in names) for row in parsed.rows if row.kind == "mail"}


@pytest.mark.parametrize("name", LOGS)
def test_every_export_says_the_same_two_messages(name: str) -> None:
    content = LOGS[name].encode()
    assert recognise(content, name).family == "mail"
    parsed = read(content)
    assert told(parsed) == told(read(CLASSIC.encode())) and len({row.values["message"] for row in parsed.rows}) == 2
    assert {day for _m, day, *_ in told(parsed)} == {"2026-03-02", "2026-03-03"}
    assert sorted(set(kept(parsed))) == [
        ("claire", "from"),
        ("claire", "to"),
        ("lea", "to"),
        ("marc", "from"),
        ("marc", "to"),
    ]
    assert "Secret" not in str(parsed)


def test_a_trace_and_a_mailbox_name_a_message_alike() -> None:
    boxed = message(CLAIRE, MARC, datetime(2026, 3, 2, 22, 30, tzinfo=UTC), name="m1@client.example")
    own = mail.sort(mailbox.letters(io.BytesIO(boxed)), SETTINGS, Notes())
    assert {row.values["message"] for row in own.rows} <= {row.values["message"] for row in read(CLASSIC.encode()).rows}


def test_rows_without_an_identifier_are_one_message_by_writer_and_instant() -> None:
    plain = "From,To,Date\n" + "claire@client.example,marc@altea.example,2026-03-02 09:00\n" * 2
    parsed = read(f"{plain}claire@client.example,lea@altea.example,2026-03-02 09:00\n".encode())
    assert len({row.values["message"] for row in parsed.rows}) == 1 and parsed.read == 1
    assert ("zone_assumed", "Europe/Paris") in codes(parsed).items()


def test_a_workbook_is_read_as_a_text_is() -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet("trace")
        for number, line in enumerate(CLASSIC.splitlines()):
            sheet.write_row(number, 0, line.split(","))
    assert told(read(target.getvalue())) == told(read(CLASSIC.encode()))


def test_a_bad_date_is_counted_and_a_log_without_its_columns_is_refused() -> None:
    bad = CLASSIC.replace("2026-03-03T08:00:00", "soon")
    assert codes(read(bad.encode()))["mail_dates"] == "1|5"
    with pytest.raises(Refused) as caught:
        read(b"a,b\n1,2\n")
    assert caught.value.reject.expected == "mail_columns"
    with pytest.raises(Refused):
        list(mail_logs.letters(b'{"toRecipients": 3}', mail_logs.Settings(), Notes()))
    odd = b'{"value": [1, {"from": 4, "toRecipients": [{"emailAddress": 1}, 2], "sentDateTime": {}}]}'
    assert mail.sort(mail_logs.letters(odd, mail_logs.Settings(), Notes()), SETTINGS, Notes()).rows == ()


def test_what_is_no_log_of_mail_keeps_its_own_family() -> None:
    assert recognise(b"Number,Opened,From\nINC1,2026-01-01,x\n", "x.csv").family == "tickets"
    seats = "Partenariat,Rôle,Côté,Titulaire,From,To,Date\nP,R,client,x,2026-01-01,,2026-01-01\n"
    assert recognise(seats.encode(), "x.csv").family == "tables"
    assert recognise(b'{"result": [{"number": "INC1"}]}', "x.json").family == "tickets"


@pytest.mark.django_db
def test_columns_of_one_s_own_are_matched_once_and_remembered(bring: Import) -> None:
    content = FRENCH.replace("Expéditeur", "Qui écrit").replace("Destinataires", "Boîtes visées").encode()
    told_as = batches.Told(wanted="mail")
    with clock.frozen_at(SETTINGS.today):
        batch = bring(content, "a-nous.csv", told_as)
        assert batch.state == "uploaded" and mapping.needs_a_person(batch)
        assert {reject["expected"] for reject in batch.rejects} == {"required_column"}
        sheet = batch.options["sheets"][0]
        chosen = {"Qui écrit": "sender", "Boîtes visées": "recipients", "Envoyé le": "sent_at"}
        batch = batches.check(batches.HOUSE, mapping.assign(batches.HOUSE, batch, sheet["name"], "message", chosen))
        assert (batch.state, batch.kind, batch.counts["read"]) == ("checked", "mail", 2)
        assert bring(content, "again.csv").kind == "mail"
