"""Who: partners, partnerships, persons, seats; what is private about them; contacts somebody declared."""
# ruff: noqa: E501 - one column a line: the file is read as a table

from dataclasses import replace

from etincelle.intake.kinds.shapes import (
    PARTNERSHIP,
    SIDE,
    Choice,
    Column,
    Kind,
    Twin,
    choice,
    code,
    day,
    known_as,
    needed,
    private,
    ref,
    text,
    whole,
    yes_no,
)  # fmt: skip

LEVELS = (
    Choice("1", "1 - Exploitation", "1 - Operations", ("1", "exploitation", "operations")),
    Choice("2", "2 - Service", "2 - Service", ("2", "service")),
    Choice("3", "3 - Pilotage", "3 - Steering", ("3", "pilotage", "steering")),
    Choice("4", "4 - Direction informatique", "4 - IT management", ("4", "dsi", "cio", "direction informatique")),
    Choice("5", "5 - Direction générale", "5 - General management", ("5", "dg", "direction générale")),
)
CHANNELS = (
    Choice("call", "Appel", "Call", ("téléphone", "phone")),
    Choice("meeting", "Rencontre", "Meeting", ("réunion", "rendez-vous")),
    Choice("mail", "Courriel", "E-mail", ("mail", "email")),
)
SOMEBODY = "claire.roux"
SOMEBODY_THERE = "marc.girard"

PARTNER = Kind(
    "partner", "parties.Partner", "Partenaires", "Partners",
    (
        known_as(code("ALTEA"), "Code du partenaire", "Partner code"),
        needed(text("name", "Nom", "Name", "Altéa Services"), "Raison sociale", "Partenaire", "Company", "Vendor"),
        Column("country", "Pays", "Country", example="FR", length=2),
    ),
    natural=("code",),
)  # fmt: skip

PARTNERSHIP_KIND = Kind(
    "partnership", "parties.Partnership", "Partenariats", "Partnerships",
    (
        known_as(code("ALTEA-POSTE"), "Code du partenariat", "Partnership code"),
        needed(ref("partner", "partner", ("Partenaire", "Partner"), "ALTEA"), "Code du partenaire", "Partner code"),
        needed(text("name", "Périmètre", "Perimeter", "Poste de travail"), "Nom", "Name", "Scope"),
        known_as(day("signed_on", "Date de signature", "Signature date", "2023-02-28"), "Signé le", "Signed on"),
        known_as(day("ended_on", "Date de fin", "End date"), "Terminé le", "Ended on"),
    ),
    natural=("code",),
)  # fmt: skip

PERSON = Kind(
    "person", "parties.Person", "Personnes", "People",
    (
        Column("code", "Identifiant", "Identifier", required=True, example=SOMEBODY, length=120, aliases=("Code", "Id", "Login")),
        replace(SIDE, example="client"),
        known_as(ref("partner", "partner", ("Partenaire", "Partner")), "Code du partenaire", "Société", "Company"),
        needed(text("name", "Nom", "Name", "Claire Roux"), "Nom complet", "Nom et prénom", "Full name"),
        known_as(text("title", "Fonction", "Title", "Directrice des systèmes d’information"), "Poste", "Job title", "Role"),
        Column("email", "Courriel", "E-mail", example="claire.roux@client.example", length=254, aliases=("Mail", "Email", "Adresse électronique")),
        Column("phone", "Téléphone", "Phone", example="+33 1 99 00 00 01", length=40, aliases=("Mobile", "Tél.")),
        known_as(day("left_on", "Parti le", "Left on"), "Date de départ"),
        known_as(ref("successor", "person", ("Remplacé par", "Replaced by")), "Successeur", "Successor"),
        private("profile", choice("level", ("Niveau", "Level"), LEVELS, "4")),
        private("profile", yes_no("mandate", "Peut engager ou signer", "May commit or sign", "true")),
        Column("aliases", "Autres adresses", "Other addresses", type="list", twin="aliases", aliases=("Alias", "Aliases"), example="c.roux@client.example"),
    ),
    natural=("code",),
    implies=(("side", "partner", "partner"),),
    twins={
        "profile": Twin("parties.PersonProfile", "person"),
        "aliases": Twin("parties.PersonAlias", "person", "address"),
    },
    more_examples=(
        {
            "code": SOMEBODY_THERE, "side": "partner", "partner": "ALTEA", "name": "Marc Girard",
            "title": "Directeur de compte", "email": "marc.girard@altea.example", "phone": "+33 1 99 00 00 02",
            "level": "5", "mandate": "true", "aliases": "",
        },
    ),
)  # fmt: skip

SEAT = Kind(
    "seat", "parties.Seat", "Distribution", "Casting",
    (
        PARTNERSHIP,
        needed(text("role", "Rôle", "Role", "Directeur de compte", 120)),
        SIDE,
        needed(ref("person", "person", ("Personne", "Person"), SOMEBODY_THERE), "Identifiant", "Titulaire", "Holder"),
        needed(day("since", "Depuis", "Since", "2023-02-28"), "Début", "From"),
        known_as(day("until", "Jusqu’au", "Until"), "Fin", "To"),
        yes_no("key_role", "Rôle clé", "Key role", "true"),
        known_as(whole("minimum_months", "Durée minimale (mois)", "Minimum term (months)", "24"), "Durée minimale"),
        known_as(whole("handover_days", "Passation (jours ouvrés)", "Handover (business days)", "40"), "Passation"),
        known_as(text("pair", "Binôme", "Leadership pair", "Pilotage", 60), "Binôme de direction"),
        private("plan", day("renew_on", "Renouvellement prévu", "Planned renewal")),
    ),
    natural=("partnership", "role", "person", "since"),
    twins={"plan": Twin("parties.SeatPlan", "seat")},
    covers="casting", dated_by="since", is_register=True,
)  # fmt: skip

AMBITION = Kind(
    "ambition", "parties.Ambition", "Ambitions", "Ambitions",
    (
        PARTNERSHIP,
        SIDE,
        needed(text("text", "Ambition", "Ambition", "Devenir le partenaire du poste de travail mobile", 300)),
        needed(day("since", "Depuis", "Since", "2024-03-15")),
        known_as(text("source", "Entendu où", "Heard where", "Comité stratégique"), "Source"),
    ),
    natural=("partnership", "side", "text"),
)  # fmt: skip

COMMITMENT = Kind(
    "commitment", "parties.Commitment", "Promesses", "Promises",
    (
        PARTNERSHIP,
        needed(ref("by", "person", ("Promis par", "Promised by"), SOMEBODY_THERE)),
        ref("to", "person", ("Promis à", "Promised to"), SOMEBODY),
        needed(text("text", "Promesse", "Promise", "Une proposition sur le travail à distance", 300)),
        needed(day("said_on", "Dit le", "Said on", "2024-03-15")),
        known_as(day("due_on", "Pour le", "Due on", "2024-06-30"), "Échéance", "Due date"),
        yes_no("kept", "Tenue", "Kept"),
    ),
    natural=("partnership", "said_on", "text"),
)  # fmt: skip

DECLARED_CONTACT = Kind(
    "declared_contact", "network.DeclaredContact", "Contacts déclarés", "Declared contacts",
    (
        PARTNERSHIP,
        needed(day("day", "Jour", "Day", "2024-03-15"), "Date"),
        needed(ref("person_client", "person", ("De votre côté", "On your side"), SOMEBODY)),
        needed(ref("person_partner", "person", ("Chez le partenaire", "At the partner"), SOMEBODY_THERE)),
        choice("channel", ("Moyen", "Channel"), CHANNELS, "call"),
    ),
    natural=("partnership", "day", "person_client", "person_partner"),
)  # fmt: skip

KINDS = (PARTNER, PARTNERSHIP_KIND, PERSON, SEAT, AMBITION, COMMITMENT, DECLARED_CONTACT)
