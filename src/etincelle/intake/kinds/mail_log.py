"""A log of mail as a person matches its columns: no sheet of the workbook, no table of the database."""

from etincelle.intake.kinds.shapes import Column, Kind

SENT_AT = (
    "received", "sent", "sent at", "sent on", "date", "date/time", "timestamp", "date_time_utc", "origin_timestamp_utc",
    "received time", "received_time", "receiveddatetime", "sentdatetime", "start date", "sent date", "reçu", "reçu le",
    "date et heure", "date d'envoi", "horodatage", "date de début",
)  # fmt: skip
SENDER = (
    "sender address", "senderaddress", "sender", "sender email", "from", "from address", "from (address)",
    "from: (address)", "expéditeur", "adresse de l'expéditeur", "émetteur", "de",
)  # fmt: skip
RECIPIENTS = (
    "recipient address", "recipientaddress", "recipient_status", "recipient", "recipients", "to", "to address",
    "to (address)", "to: (address)", "destinataire", "destinataires", "adresse du destinataire",
    "adresse de destinataire", "à",
)  # fmt: skip
IDENTIFIER = (
    "message id", "message-id", "messageid", "internet message id", "internetmessageid", "identifiant du message",
    "id de message", "id du message",
)  # fmt: skip
THREAD = ("thread id", "conversation id", "conversationid", "thread", "conversation", "id de conversation")
STATUS = ("delivery status", "event status", "status", "statut", "état", "état de remise", "event_id", "eventid")
COPIES = ("cc", "bcc", "cc: (address)", "copie", "copies", "en copie")

MESSAGE = Kind(
    "message", "", "Courriels", "E-mail",
    (
        Column("sent_at", "Envoyé le", "Sent", required=True, aliases=SENT_AT),
        Column("sender", "Expéditeur", "Sender", required=True, aliases=SENDER),
        Column("recipients", "Destinataires", "Recipients", required=True, aliases=RECIPIENTS),
        Column("copies", "En copie", "Copies", aliases=COPIES),
        Column("identifier", "Identifiant du message", "Message ID", aliases=IDENTIFIER),
        Column("thread", "Fil", "Thread", aliases=THREAD),
        Column("status", "Remise", "Delivery", aliases=STATUS),
    ),
    natural=("identifier",),
)  # fmt: skip
