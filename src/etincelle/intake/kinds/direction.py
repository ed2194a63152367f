"""Where to go and what was decided: strategy, objectives, ideas, quotas, committees and their minutes."""
# ruff: noqa: E501 - one column a line: the file is read as a table

from etincelle.intake.kinds.people import SOMEBODY, SOMEBODY_THERE
from etincelle.intake.kinds.shapes import (
    PARTNERSHIP,
    SIDE,
    SIDES,
    Choice,
    Column,
    Kind,
    Twin,
    choice,
    code,
    day,
    known_as,
    needed,
    number,
    ref,
    text,
    whole,
    yes_no,
)  # fmt: skip

IDEA_DECISIONS = (
    Choice("go", "Adoptée", "Adopted", ("oui", "yes", "retenue")),
    Choice("no", "Non retenue", "Not taken forward", ("non", "refusée", "rejected")),
    Choice("parked", "En attente", "Parked", ("attente", "later")),
)
COMMITTEE_KINDS = (
    Choice("strategic", "Stratégique", "Strategic", ("comité stratégique", "copil stratégique")),
    Choice("steering", "Pilotage", "Steering", ("comité de pilotage", "copil")),
    Choice("operations", "Exploitation", "Operations", ("comité opérationnel", "coproj", "revue d’exploitation")),
    Choice("innovation", "Innovation", "Innovation", ("comité d’innovation",)),
    Choice("contract", "Contrat", "Contract", ("revue de contrat", "comité contractuel")),
)
COMMITTEE = needed(
    ref("committee", "committee", ("Comité", "Committee"), "ALTEA-COPIL"), "Code du comité", "Committee code"
)
MEETING = needed(
    ref("meeting", "meeting", ("Séance", "Meeting"), "ALTEA-COPIL-2024-03"), "Référence de la séance", "Réunion"
)
PERSON = needed(ref("person", "person", ("Personne", "Person"), SOMEBODY), "Identifiant", "Membre", "Participant")

STRATEGY_VERSION = Kind(
    "strategy_version", "new_deal.StrategyVersion", "Stratégie", "Strategy",
    (
        needed(text("name", "Version", "Version", "Cap 2027", 60), "Nom", "Name"),
        needed(day("effective_on", "En vigueur depuis", "In force since", "2024-01-08"), "Date"),
        text("source", "Source", "Source", "Séminaire de direction"),
    ),
    natural=("name",),
)  # fmt: skip

THEME = Kind(
    "theme", "new_deal.Theme", "Thèmes", "Themes",
    (
        needed(ref("strategy", "strategy_version", ("Stratégie", "Strategy"), "Cap 2027"), "Version"),
        code("MOBILITE"),
        needed(text("name", "Thème", "Theme", "Travailler partout"), "Nom", "Name"),
        known_as(number("weight", "Poids", "Weight", "2"), "Pondération"),
    ),
    natural=("strategy", "code"),
)  # fmt: skip

THEME_HOOK = Kind(
    "theme_hook", "new_deal.ThemeHook", "Ancrages", "Contract hooks",
    (
        PARTNERSHIP,
        needed(text("theme_code", "Thème", "Theme", "MOBILITE", 60), "Code du thème", "Theme code"),
        needed(text("reference", "Clause, niveau ou plan", "Clause, level or plan", "Article 7.2"), "Référence"),
    ),
    natural=("partnership", "theme_code", "reference"),
)  # fmt: skip

OBJECTIVE = Kind(
    "objective", "new_deal.Objective", "Objectifs", "Objectives",
    (
        known_as(code("OBJ-MOBILITE", "Référence", "Reference"), "Code"),
        PARTNERSHIP,
        needed(text("title", "Objectif", "Objective", "Équiper 400 postes mobiles", 300), "Intitulé", "Title"),
        ref("owner_client", "person", ("Responsable de votre côté", "Owner on your side"), SOMEBODY),
        ref("owner_partner", "person", ("Responsable chez le partenaire", "Owner at the partner"), SOMEBODY_THERE),
        needed(day("set_on", "Fixé le", "Set on", "2024-01-15"), "Date"),
        known_as(day("reviewed_on", "Revu le", "Last reviewed on", "2024-03-15")),
        known_as(day("due_on", "Pour le", "Due on", "2024-12-31"), "Échéance", "Due date"),
        day("sent_on", "Envoyé au partenaire le", "Sent to the partner on", "2024-01-20"),
        day("closed_on", "Clos le", "Closed on"),
        Column("themes", "Thèmes servis", "Themes served", type="list", twin="themes", example="MOBILITE", aliases=("Thèmes", "Themes")),
    ),
    natural=("code",),
    twins={"themes": Twin("new_deal.ThemeLink", "objective", "theme_code")},
    covers="objectives", dated_by="set_on", is_register=True,
)  # fmt: skip

MEASURE = Kind(
    "measure", "new_deal.Measure", "Mesures d’objectif", "Objective measures",
    (
        needed(ref("objective", "objective", ("Objectif", "Objective"), "OBJ-MOBILITE"), "Référence de l’objectif"),
        needed(text("name", "Mesure", "Measure", "Postes mobiles livrés"), "Nom", "Name"),
        text("unit", "Unité", "Unit", "postes", 30),
        known_as(number("target", "Cible", "Target", "400")),
        known_as(number("last_value", "Dernière valeur", "Last value", "120"), "Valeur", "Value"),
        known_as(day("last_value_on", "Mesuré le", "Measured on", "2024-03-15"), "Date"),
    ),
    natural=("objective", "name"),
)  # fmt: skip

IDEA = Kind(
    "idea", "innovation.Idea", "Idées", "Ideas",
    (
        known_as(code("IDEE-001", "Référence", "Reference"), "Code"),
        PARTNERSHIP,
        needed(text("title", "Idée", "Idea", "Un automate téléphonique à choix multiples"), "Intitulé", "Title"),
        needed(choice("proposed_by", ("Proposée par", "Proposed by"), SIDES, "partner"), "Côté", "Side"),
        needed(day("proposed_on", "Proposée le", "Proposed on", "2024-02-05"), "Date"),
        day("acknowledged_on", "Accusée réception le", "Acknowledged on", "2024-02-07"),
        yes_no("admissible", "Recevable", "Admissible", "true"),
        day("admissible_on", "Jugée recevable le", "Judged admissible on", "2024-02-14"),
        day("investigated_on", "Étudiée depuis le", "Investigated since"),
        day("decided_on", "Décidée le", "Decided on"),
        choice("decision", ("Décision", "Decision"), IDEA_DECISIONS),
        text("reason", "Raison", "Reason", "", 300),
        day("deployed_on", "Déployée le", "Deployed on"),
        number("promised_value", "Valeur promise", "Promised value"),
        number("realised_value", "Valeur réalisée", "Realised value"),
        Column("currency", "Devise", "Currency", example="EUR", length=3),
    ),
    natural=("code",),
    covers="ideas", dated_by="proposed_on", is_register=True,
)  # fmt: skip

QUOTA = Kind(
    "quota", "innovation.Quota", "Quotas d’idées", "Idea quotas",
    (
        PARTNERSHIP,
        SIDE,
        needed(whole("per_year", "Idées par an", "Ideas a year", "4"), "Quota"),
        needed(day("since", "Depuis", "Since", "2023-03-01")),
        day("until", "Jusqu’au", "Until"),
    ),
    natural=("partnership", "side", "since"),
    covers="ideas", dated_by="since", is_register=True,
)  # fmt: skip

COMMITTEE_KIND = Kind(
    "committee", "governance.Committee", "Comités", "Committees",
    (
        known_as(code("ALTEA-COPIL"), "Code du comité", "Committee code"),
        PARTNERSHIP,
        needed(choice("kind", ("Nature", "Kind"), COMMITTEE_KINDS, "steering"), "Type"),
        needed(text("name", "Nom", "Name", "Comité de pilotage"), "Intitulé"),
        known_as(whole("cadence_days", "Tous les (jours)", "Every (days)", "30"), "Rythme (jours)"),
        known_as(whole("length_minutes", "Durée (minutes)", "Length (minutes)", "60"), "Durée"),
    ),
    natural=("code",),
)  # fmt: skip

COMMITTEE_SEAT = Kind(
    "committee_seat", "governance.CommitteeSeat", "Membres des comités", "Committee members",
    (COMMITTEE, PERSON),
    natural=("committee", "person"),
    more_examples=({"committee": "ALTEA-COPIL", "person": SOMEBODY_THERE},),
)  # fmt: skip

MEETING_KIND = Kind(
    "meeting", "governance.Meeting", "Séances", "Meetings",
    (
        Column("code", "Référence", "Reference", required=True, example="ALTEA-COPIL-2024-03", length=120, aliases=("Code",)),
        COMMITTEE,
        Column("starts_at", "Date et heure", "Starts at", type="datetime", required=True, example="2024-03-15 14:00", aliases=("Début", "Date")),
        known_as(whole("minutes", "Durée (minutes)", "Length (minutes)", "60"), "Durée"),
        yes_no("held", "Tenue", "Held", "true"),
        yes_no("minutes_received", "Compte rendu reçu", "Minutes received", "true"),
    ),
    natural=("code",),
    covers="minutes", dated_by="starts_at", is_register=True,
)  # fmt: skip

ATTENDANCE = Kind(
    "attendance", "governance.Attendance", "Présences", "Attendance",
    (MEETING, PERSON, yes_no("present", "Présent", "Present", "true")),
    natural=("meeting", "person"),
)  # fmt: skip

MEETING_DECISION = Kind(
    "meeting_decision", "governance.MeetingDecision", "Décisions", "Decisions",
    (
        MEETING,
        needed(text("text", "Décision", "Decision", "Ouvrir le comptoir le samedi", 400)),
        known_as(text("about", "Niveau concerné", "Level concerned", "POSTE-DELAI", 60), "À propos de", "About"),
    ),
    natural=("meeting", "text"),
)  # fmt: skip

ACTION_ITEM = Kind(
    "action_item", "governance.ActionItem", "Actions", "Actions",
    (
        MEETING,
        needed(text("text", "Action", "Action", "Chiffrer l’ouverture du samedi", 400)),
        known_as(ref("owner", "person", ("Responsable", "Owner"), SOMEBODY_THERE), "Porteur"),
        known_as(day("due_on", "Pour le", "Due on", "2024-04-15"), "Échéance", "Due date"),
        known_as(day("done_on", "Faite le", "Done on"), "Terminée le"),
        known_as(whole("carried", "Reports", "Times carried over", "0"), "Nombre de reports"),
    ),
    natural=("meeting", "text"),
)  # fmt: skip

REPORT_KINDS = (Choice("report", "Rapport", "Report"), Choice("minutes", "Compte rendu", "Minutes"))
REPORT = Kind(
    "report", "governance.Report", "Rapports", "Reports",
    (
        PARTNERSHIP,
        needed(choice("kind", ("Nature", "Kind"), REPORT_KINDS, "report")),
        needed(day("received_on", "Reçu le", "Received on")),
        needed(text("title", "Titre", "Title")),
        text("text", "Texte", "Text", length=0),
        whole("pages", "Pages", "Pages"),
        whole("indicators", "Indicateurs", "Indicators"),
        text("digest", "Empreinte", "Digest", length=64),
    ),
    natural=("partnership", "kind", "received_on", "title"),
)  # fmt: skip

KINDS = (
    STRATEGY_VERSION, THEME, THEME_HOOK, OBJECTIVE, MEASURE, IDEA, QUOTA,
    COMMITTEE_KIND, COMMITTEE_SEAT, MEETING_KIND, ATTENDANCE, MEETING_DECISION, ACTION_ITEM,
)  # fmt: skip
