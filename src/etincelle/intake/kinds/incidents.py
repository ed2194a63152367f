"""A list of incidents as a person matches its columns: no sheet of the workbook, no table of the database."""

from etincelle.intake.kinds.shapes import Column, Kind
from etincelle.intake.sources.incident_fields import FIELDS, REQUIRED

LABELS = {
    "number": ("Numéro", "Number"),
    "opened_at": ("Ouvert le", "Opened"),
    "seen_at": ("Mis à jour le", "Updated"),
    "resolved_at": ("Résolu le", "Resolved"),
    "closed_at": ("Fermé le", "Closed"),
    "priority": ("Priorité", "Priority"),
    "state": ("État", "State"),
    "grp": ("Groupe d’affectation", "Assignment group"),
    "service": ("Service", "Service"),
    "category": ("Catégorie", "Category"),
    "made_sla": ("SLA respecté", "Made SLA"),
    "reopened": ("Réouvertures", "Reopen count"),
    "reassigned": ("Réaffectations", "Reassignment count"),
    "seq": ("Nombre de mises à jour", "Updates"),
}  # fmt: skip
INCIDENT = Kind(
    "ticket", "", "Tickets", "Tickets",
    tuple(
        Column(name, fr, en, required=name in REQUIRED, aliases=FIELDS[name]) for name, (fr, en) in LABELS.items()
    ),
    natural=("number",),
)  # fmt: skip
