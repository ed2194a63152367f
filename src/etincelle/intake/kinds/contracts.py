"""Contracts, amendments, catalogue and demand; services, levels, readings and the answers of internal clients."""
# ruff: noqa: E501 - one column a line: the file is read as a table

from dataclasses import replace

from etincelle.intake.kinds.shapes import (
    PARTNERSHIP,
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
    private,
    ref,
    text,
    whole,
    yes_no,
)  # fmt: skip

CONTRACT_KINDS = (
    Choice("master", "Contrat-cadre", "Master agreement", ("cadre", "msa")),
    Choice("sow", "Contrat d’application", "Statement of work", ("application", "bon de commande")),
)
REGIMES = (
    Choice("private", "Privé", "Private"),
    Choice("public", "Marché public", "Public procurement", ("public",)),
)
RENEWALS = (
    Choice("none", "Sans reconduction", "No renewal", ("aucune", "non")),
    Choice("tacit", "Tacite", "Tacit", ("tacite reconduction", "automatique", "auto", "tacit renewal")),
    Choice("express", "Expresse", "Express", ("reconduction expresse", "express renewal")),
)
COUNTINGS = (
    Choice("calendar", "Calendaires", "Calendar", ("jours calendaires", "calendar days")),
    Choice("working", "Ouvrés", "Working", ("jours ouvrés", "working days", "business days", "ouvrables")),
)
BASES = (
    Choice("receipt", "Réception", "Receipt", ("reçu", "received")),
    Choice("sending", "Envoi", "Sending", ("envoyé", "sent")),
)
CHANNELS = (
    Choice(
        "registered",
        "Lettre recommandée",
        "Registered letter",
        ("lrar", "recommandé", "registered", "recommandée avec avis de réception"),
    ),
    Choice("letter", "Lettre", "Letter", ("courrier",)),
    Choice("mail", "Courriel", "E-mail", ("email", "mail")),
    Choice("bailiff", "Commissaire de justice", "Court officer", ("huissier", "bailiff")),
    Choice("platform", "Plateforme", "Platform", ("portail", "portal")),
)
DATE_KINDS = (
    Choice("option", "Option", "Option", ("tranche optionnelle", "option de prolongation")),
    Choice("renewal", "Reconduction signée", "Signed renewal", ("reconduction expresse signée",)),
    Choice("break", "Point de sortie", "Break point", ("sortie", "break")),
    Choice("benchmark", "Étalonnage", "Benchmark", ("parangonnage", "benchmarking")),
    Choice("indexation", "Indexation", "Indexation", ("révision de prix",)),
    Choice(
        "review", "Revue", "Review", ("rendez-vous", "revue à mi-parcours", "mid-term review", "clause de rendez-vous")
    ),
)
PARTIES = (
    Choice("client", "Client", "Client"),
    Choice("partner", "Partenaire", "Partner", ("prestataire", "supplier")),
    Choice("both", "Les deux", "Both"),
)
AMENDMENT_KINDS = (
    Choice("scope", "Périmètre", "Scope"),
    Choice("service_level", "Niveaux de service", "Service levels", ("niveau de service", "sla")),
    Choice("price", "Modèle de prix", "Price model", ("prix", "price")),
    Choice("term", "Durée", "Term", ("prolongation", "extension")),
    Choice("innovation", "Innovation", "Innovation"),
    Choice("governance", "Gouvernance", "Governance"),
    Choice("indexation", "Indexation", "Indexation"),
    Choice("address", "Adresse ou nom", "Address or name", ("adresse", "nom")),
    Choice("administrative", "Administratif", "Administrative", ("correction",)),
    Choice("none", "Sans changement", "No change", ("aucun",)),
)
FIELDS = (
    Choice("end", "Fin", "End", ("date de fin", "échéance", "durée", "end date", "term")),
    Choice("value", "Valeur", "Value", ("montant", "amount")),
    Choice("scope", "Périmètre", "Scope"),
    Choice("service_level", "Niveau de service", "Service level", ("niveaux de service", "sla")),
    Choice("price", "Modèle de prix", "Price model", ("prix", "tarif")),
    Choice("notice", "Préavis", "Notice"),
    Choice("renewal", "Reconduction", "Renewal"),
    Choice("governance", "Gouvernance", "Governance"),
    Choice("innovation", "Innovation", "Innovation"),
    Choice("index", "Indice de prix", "Price index", ("indexation",)),
    Choice("parties", "Parties et adresses", "Parties and addresses", ("adresse", "parties")),
    Choice("other", "Autre", "Other"),
)
POLICIES = (
    Choice("retroactive", "Depuis l’ouverture", "From the opening", ("rétroactif", "retroactive")),
    Choice("from_change", "Depuis le changement", "From the change"),
)
RATCHETS = (
    Choice("none", "Aucun", "None", ("non", "no")),
    Choice("half_way", "À mi-chemin", "Half-way", ("mi-chemin", "half way")),
    Choice("capped", "Annuel plafonné", "Yearly, capped", ("plafonné", "capped")),
)
EFFECTS = (
    Choice("run", "Court", "Runs", ("en cours", "run")),
    Choice("pause", "Suspendu", "Paused", ("pause", "gel", "en attente")),
    Choice("stop", "Arrêté", "Stopped", ("stop", "résolu", "resolved")),
    Choice("cancel", "Ne compte pas", "Does not count", ("annulé", "cancelled")),
)
CONTRACT = needed(
    ref("contract", "contract", ("Contrat", "Contract"), "ALTEA-2023-01"), "Référence du contrat", "Contract number"
)
LEVEL = needed(
    ref("level", "service_level", ("Niveau de service", "Service level"), "POSTE-DELAI"),
    "Code du niveau",
    "Level code",
    "Indicateur",
)
MONTH = Column("month", "Mois", "Month", type="month", required=True, example="2024-02", aliases=("Période", "Period"))

CONTRACT_KIND = Kind(
    "contract", "living_contract.Contract", "Contrats", "Contracts",
    (
        known_as(code("ALTEA-2023-01", "Référence", "Reference"), "Numéro de contrat", "Contract number", "Code"),
        PARTNERSHIP,
        needed(text("title", "Intitulé", "Title", "Services au poste de travail"), "Objet", "Nom", "Name"),
        choice("kind", ("Nature", "Kind"), CONTRACT_KINDS, "master"),
        choice("regime", ("Régime", "Regime"), REGIMES, "private"),
        known_as(day("signed_on", "Date de signature", "Signature date", "2023-02-28"), "Signé le", "Signed on"),
        known_as(day("starts_on", "Date de début", "Start date", "2023-03-01"), "Début", "Starts"),
        known_as(day("ends_on", "Date de fin", "End date", "2027-02-28"), "Échéance", "Fin", "Ends"),
        known_as(choice("renewal", ("Reconduction", "Renewal"), RENEWALS, "tacit"), "Renouvellement"),
        whole("renewal_months", "Durée de reconduction (mois)", "Renewal period (months)", "12"),
        known_as(whole("notice_months", "Préavis (mois)", "Notice (months)", "6"), "Préavis"),
        whole("notice_days", "Préavis (jours)", "Notice (days)"),
        known_as(whole("initial_months", "Durée initiale (mois)", "Initial term (months)"), "Durée (mois)", "Term (months)"),
        whole("renewals_max", "Reconductions au plus", "Renewals at most"),
        known_as(day("max_end_on", "Terme maximal", "Latest end"), "Date maximale", "Maximum end date"),
        choice("notice_counting", ("Jours du préavis", "Days of notice"), COUNTINGS, "calendar"),
        choice("notice_basis", ("Préavis compté à", "Notice counted at"), BASES, "receipt"),
        known_as(choice("notice_channel", ("Forme du préavis", "Form of the notice"), CHANNELS, "registered"), "Mode de dénonciation"),
        whole("partner_notice_months", "Préavis du partenaire (mois)", "Partner’s notice (months)"),
        whole("partner_notice_days", "Préavis du partenaire (jours)", "Partner’s notice (days)"),
        yes_no("imprevision_waived", "Imprévision écartée", "Hardship waived"),
        text("review_clause", "Clause de réexamen", "Review clause", "", 300),
        known_as(number("annual_value", "Valeur annuelle", "Annual value", "1250000.00"), "Montant annuel", "Annual cost"),
        Column("currency", "Devise", "Currency", example="EUR", length=3),
        known_as(day("terminated_on", "Résilié le", "Terminated on")),
        private("stake", day("quiet_until", "Pas d’appel avant le", "No call until")),
        private("stake", text("quiet_reason", "Raison du silence", "Reason for the silence")),
    ),
    natural=("code",),
    twins={"stake": Twin("living_contract.ContractStake", "contract")},
    covers="contracts", dated_by="signed_on", is_register=True,
)  # fmt: skip

CONTRACT_DATE = Kind(
    "contract_date", "living_contract.ContractDate", "Dates de contrat", "Contract dates",
    (
        known_as(code("ALTEA-2023-01-MI-PARCOURS"), "Code de la date", "Date code"),
        CONTRACT,
        needed(choice("kind", ("Nature", "Kind"), DATE_KINDS, "review"), "Type"),
        day("on", "Date", "Date", "2025-03-01"),
        whole("after_months", "Mois après le début", "Months after the start"),
        whole("every_months", "Puis tous les (mois)", "Then every (months)", "12"),
        choice("party", ("Droit de", "Held by"), PARTIES, "client"),
        whole("months", "Prolonge de (mois)", "Extends by (months)"),
        whole("notice_months", "Préavis (mois)", "Notice (months)"),
        whole("notice_days", "Préavis (jours)", "Notice (days)"),
        day("used_on", "Exercée le", "Used on"),
        text("clause", "Clause", "Clause", "Article 12.3"),
    ),
    natural=("code",),
)  # fmt: skip

CREDIT_TERMS = Kind(
    "credit_terms", "living_contract.CreditTerms", "Avoirs", "Service credits",
    (
        CONTRACT,
        needed(number("monthly_charges", "Redevance mensuelle", "Monthly charges", "104166.67"), "Facture mensuelle", "Monthly invoice"),
        needed(number("at_risk_percent", "Part à risque (%)", "At risk (%)", "10"), "Plafond (%)", "Cap (%)"),
        whole("earn_back_months", "Rattrapage sur (mois)", "Earn-back over (months)", "3"),
        number("earn_back_from", "Rattrapage à partir de", "Earn-back from", "97"),
        number("earn_back_percent", "Part rattrapée (%)", "Earned back (%)", "50"),
        choice("ratchet", ("Cliquet", "Ratchet"), RATCHETS, "half_way"),
        number("ratchet_percent", "Cliquet maximal (%)", "Raised at most by (%)", "20"),
    ),
    natural=("contract",),
)  # fmt: skip

AMENDMENT = Kind(
    "amendment", "living_contract.Amendment", "Avenants", "Amendments",
    (
        CONTRACT,
        needed(text("number", "Numéro", "Number", "1", 30), "N°", "No."),
        needed(day("signed_on", "Date de signature", "Signature date", "2024-02-28"), "Signé le", "Signed on", "Date"),
        needed(choice("kind", ("Nature", "Kind"), AMENDMENT_KINDS, "scope"), "Type"),
        needed(text("title", "Objet", "Subject", "Ajout du comptoir de Lyon", 300), "Intitulé", "Title"),
        known_as(day("effective_on", "En vigueur le", "In force on"), "Date d’effet", "Effective date"),
        yes_no("is_substantive", "Substantiel malgré sa nature", "Substantive whatever its kind"),
    ),
    natural=("contract", "number"),
)  # fmt: skip

CONTRACT_CHANGE = Kind(
    "contract_change", "living_contract.ContractChange", "Changements de contrat", "Contract changes",
    (
        CONTRACT,
        needed(text("number", "Avenant", "Amendment", "1", 30), "Numéro d’avenant", "Amendment number", "N° d’avenant"),
        needed(choice("field", ("Champ", "Field"), FIELDS, "end"), "Rubrique"),
        text("before", "Avant", "Before", "2026-02-28", 300),
        text("after", "Après", "After", "2027-02-28", 300),
        needed(day("signed_on", "Date de signature", "Signature date", "2024-02-28"), "Signé le", "Signed on"),
        known_as(day("effective_on", "En vigueur le", "In force on", "2024-03-01"), "Date d’effet", "Effective date"),
    ),
    natural=("contract", "number", "field"),
)  # fmt: skip

CATALOGUE_LINE = Kind(
    "catalogue_line", "living_contract.CatalogueLine", "Catalogue", "Catalogue",
    (
        CONTRACT,
        code("UO-POSTE"),
        needed(text("name", "Libellé", "Name", "Poste de travail installé"), "Nom", "Désignation"),
        text("unit", "Unité d’œuvre", "Work unit", "poste", 60),
        whole("band_low", "Volume annuel minimal", "Lowest yearly volume", "800"),
        whole("band_high", "Volume annuel maximal", "Highest yearly volume", "1200"),
        text("technology", "Technologie", "Technology", "", 120),
        day("supported_until", "Maintenue jusqu’au", "Supported until"),
    ),
    natural=("contract", "code"),
)  # fmt: skip

DEMAND = Kind(
    "demand", "living_contract.Demand", "Demandes", "Demand",
    (
        PARTNERSHIP,
        MONTH,
        needed(text("topic", "Sujet", "Topic", "Poste de travail mobile")),
        needed(whole("volume", "Volume", "Volume", "42"), "Quantité", "Quantity"),
        text("line_code", "Ligne de catalogue", "Catalogue line", "UO-POSTE", 60),
    ),
    natural=("partnership", "month", "topic"),
)  # fmt: skip

SERVICE = Kind(
    "service", "comfort_zone.Service", "Services", "Services",
    (
        known_as(code("POSTE"), "Code du service", "Service code"),
        PARTNERSHIP,
        needed(text("name", "Nom", "Name", "Support au poste de travail"), "Service"),
    ),
    natural=("code",),
)  # fmt: skip

SERVICE_LEVEL = Kind(
    "service_level", "comfort_zone.ServiceLevel", "Niveaux de service", "Service levels",
    (
        known_as(code("POSTE-DELAI"), "Code du niveau", "Level code"),
        needed(ref("service", "service", ("Service", "Service"), "POSTE"), "Code du service", "Service code"),
        needed(text("name", "Nom", "Name", "Incidents résolus dans le délai"), "Intitulé", "Libellé", "Indicateur"),
        Column("unit", "Unité", "Unit", example="%", length=20),
        yes_no("higher_is_better", "Plus c’est haut, mieux c’est", "Higher is better", "true"),
        number("minimum", "Minimum", "Minimum", "92"),
        needed(number("target", "Cible", "Target", "95"), "Objectif"),
        day("target_since", "Cible inchangée depuis", "Target unchanged since", "2023-03-01"),
        yes_no("critical", "Pénalisé", "Carries credits", "true"),
        day("retired_on", "Abandonné le", "Retired on"),
    ),
    natural=("code",),
)  # fmt: skip

SERVICE_CALENDAR = Kind(
    "service_calendar", "comfort_zone.ServiceCalendar", "Horaires", "Service hours",
    (
        known_as(code("PARIS-8-18"), "Code des horaires", "Hours code"),
        PARTNERSHIP,
        needed(text("windows", "Plages", "Windows", "lun-ven 08:00-18:00", 300), "Plages d’ouverture", "Opening hours"),
        text("zone", "Fuseau", "Time zone", "Europe/Paris", 60),
        known_as(text("holidays", "Jours fériés", "Public holidays", "FR/national", 20), "Pays des jours fériés"),
        text("closed_on", "Fermé aussi", "Also closed on", "2026-12-24", 1000),
        text("open_on", "Ouvert malgré tout", "Open all the same on", "", 1000),
    ),
    natural=("code",),
)  # fmt: skip

PROMISED_TIME = Kind(
    "promised_time", "comfort_zone.PromisedTime", "Délais promis", "Promised times",
    (
        LEVEL,
        needed(ref("calendar", "service_calendar", ("Horaires", "Service hours"), "PARIS-8-18"), "Code des horaires", "Hours code"),
        text("priority", "Priorité", "Priority", "1", 60),
        text("group", "Groupe d’affectation", "Assignment group", "", 200),
        text("ticket_service", "Service des tickets", "Service of the tickets", "", 200),
        needed(whole("minutes", "Minutes promises", "Promised minutes", "240"), "Délai (minutes)"),
        choice("policy", ("Changement de priorité", "Change of priority"), POLICIES, "retroactive"),
    ),
    natural=("level", "priority", "group", "ticket_service"),
)  # fmt: skip

CREDIT_WEIGHT = Kind(
    "credit_weight", "comfort_zone.CreditWeight", "Poids des avoirs", "Credit weights",
    (
        LEVEL,
        CONTRACT,
        text("category", "Catégorie", "Category", "Support", 120),
        needed(number("category_percent", "Part de la catégorie (%)", "Share of the category (%)", "50")),
        needed(number("level_percent", "Part du niveau (%)", "Share of the level (%)", "40")),
        number("serious_from", "Sérieux à partir de", "Serious from", "92"),
        number("severe_from", "Grave à partir de", "Severe from", "88"),
    ),
    natural=("level",),
)  # fmt: skip

TICKET_STATE = Kind(
    "ticket_state", "comfort_zone.TicketState", "États des incidents", "Incident states",
    (
        needed(text("state", "État", "State", "En attente")),
        needed(choice("effect", ("Effet sur le délai", "Effect on the clock"), EFFECTS, "pause")),
    ),
    natural=("state",),
)  # fmt: skip

SUPPORT_GROUP = Kind(
    "support_group", "comfort_zone.SupportGroup", "Niveaux de soutien", "Levels of support",
    (
        needed(known_as(text("group", "Groupe", "Group", "Support N2"), "Groupe d’affectation", "Assignment group")),
        needed(whole("level", "Niveau", "Level", "2")),
    ),
    natural=("group",),
)  # fmt: skip

READING = Kind(
    "reading", "comfort_zone.Reading", "Mesures", "Readings",
    (
        LEVEL,
        MONTH,
        needed(number("value", "Valeur", "Value", "99.87"), "Résultat", "Mesure", "Result"),
        known_as(whole("met", "Tenus", "Met", "2299"), "Numérateur"),
        known_as(whole("total", "Total", "Total", "2302"), "Dénominateur"),
    ),
    natural=("level", "month"),
    covers="levels", dated_by="month",
)  # fmt: skip

FEEDBACK_ANSWER = Kind(
    "feedback_answer", "comfort_zone.FeedbackAnswer", "Réponses", "Answers",
    (
        PARTNERSHIP,
        known_as(text("reference", "Numéro de réponse", "Answer number", "2024-0001", 120), "Référence", "Reference", "Id", "Token", "Response ID"),
        known_as(text("service_code", "Service", "Service", "POSTE", 60), "Code du service"),
        needed(day("answered_on", "Répondu le", "Answered on", "2024-02-28"), "Date de réponse", "Date", "Submit date", "Submitdate", "Horodateur", "Timestamp", "Heure de fin", "Completion time"),
        needed(replace(whole("score", "Note (1 à 5)", "Score (1 to 5)", "3"), between=(1, 5)), "Note", "Score", "Satisfaction", "Note (1 à 10)", "Note sur 10", "Score (1 to 10)", "NPS"),
        known_as(text("population", "Population", "Population", "Agences", 120), "Site", "Direction"),
        known_as(whole("lost_minutes", "Minutes perdues", "Minutes lost", "20"), "Temps perdu"),
        known_as(text("comment", "Commentaire", "Comment", "Trop de renvois", 1000), "Verbatim", "Remarque", "Commentaires", "Comments"),
    ),
    natural=("partnership", "reference"),
    covers="feedback", dated_by="answered_on",
)  # fmt: skip

KINDS = (
    CONTRACT_KIND, CONTRACT_DATE, CREDIT_TERMS, AMENDMENT, CONTRACT_CHANGE, CATALOGUE_LINE, DEMAND, SERVICE, SERVICE_LEVEL, SERVICE_CALENDAR, PROMISED_TIME,
    CREDIT_WEIGHT, TICKET_STATE, SUPPORT_GROUP, READING, FEEDBACK_ANSWER,
)  # fmt: skip
