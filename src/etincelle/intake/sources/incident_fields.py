"""What incidents are made of, and every name ServiceNow gives to it: field, English label, French label. Pure data.

A list shows labels, in the language of who exports it; the REST API and `|CSV|field_name|` show fields. The
first name is the field's own; of several columns for one field, the first named here that says something counts.
"""

FIELDS: dict[str, tuple[str, ...]] = {
    "number": (
        "number", "numéro", "incident number", "numéro d'incident", "numéro de l'incident", "n° d'incident", "incident",
    ),
    "seen_at": (
        "sys_updated_on", "sys_updated_at", "updated", "updated on", "last updated", "mis à jour", "mis à jour le",
        "mise à jour", "date de mise à jour", "dernière mise à jour", "modifié le",
    ),
    "seq": ("sys_mod_count", "updates", "mises à jour", "nombre de mises à jour"),
    "service": (
        "business_service", "service_offering", "service", "service métier", "service d'entreprise", "offre de service",
        "cmdb_ci", "configuration item", "élément de configuration",
    ),
    "grp": (
        "assignment_group", "assignment group", "groupe d'affectation", "groupe d'assignation", "groupe d'attribution",
        "groupe affecté",
    ),
    "category": ("category", "catégorie"),
    "priority": ("priority", "priorité"),
    "state": ("incident_state", "state", "incident state", "état", "état de l'incident", "status", "statut"),
    "opened_at": (
        "opened_at", "opened", "opened on", "ouvert", "ouvert(e)", "ouvert le", "ouverture", "date d'ouverture",
        "sys_created_on", "sys_created_at", "created", "created on", "créé", "créé(e)", "créé le", "date de création",
    ),
    "resolved_at": ("resolved_at", "resolved", "resolved on", "résolu", "résolu(e)", "résolu le", "date de résolution"),
    "closed_at": (
        "closed_at", "closed", "closed on", "fermé", "fermé(e)", "fermé le", "clos", "clos le", "clôturé", "clôturé le",
        "date de fermeture", "date de clôture",
    ),
    "made_sla": (
        "made_sla", "made sla", "sla respecté", "a respecté le sla", "respecte le sla", "sla tenu", "sla atteint",
        "respect du sla",
    ),
    "reopened": (
        "reopen_count", "reopen count", "nombre de réouvertures", "réouvertures", "compteur de réouvertures",
    ),
    "reassigned": (
        "reassignment_count", "reassignment count", "nombre de réaffectations", "réaffectations",
        "nombre de réattributions", "nombre de réassignations",
    ),
}  # fmt: skip
INSTANTS = ("seen_at", "opened_at", "resolved_at", "closed_at")
COUNTS = ("seq", "reopened", "reassigned")
REQUIRED = ("number", "opened_at")
SHOWN_AS_TEXT = ("service", "grp", "category")
MISSING = frozenset(("", "?", "(empty)", "(vide)", "null", "unknown"))
STATES = {
    "1": "New", "2": "In Progress", "3": "On Hold", "4": "Awaiting User Info", "5": "Awaiting Evidence",
    "6": "Resolved", "7": "Closed", "8": "Canceled",
    "nouveau": "New", "en cours": "In Progress", "en attente": "On Hold", "resolu": "Resolved", "ferme": "Closed",
    "clos": "Closed", "cloture": "Closed", "annule": "Canceled", "cancelled": "Canceled",
}  # fmt: skip
PRIORITIES = {
    "critical": "1", "critique": "1", "high": "2", "haute": "2", "elevee": "2", "moderate": "3", "medium": "3",
    "moderee": "3", "moyenne": "3", "low": "4", "basse": "4", "faible": "4", "planning": "5", "planification": "5",
}  # fmt: skip
