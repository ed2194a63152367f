"""The tools incidents come from: what tells each, the names it gives to fields, what its states and figures mean.

Pure data. A file is known by the headers it holds, never by its name. The names of a tool come before those that
any list may use (`incident_fields.FIELDS`). Codes and the French words of a default configuration become the English
word of the same state, so that two exports of one tool say the same; a state with a name of its own stays as it is.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from etincelle.intake.sources.incident_fields import FIELDS, STATES
from etincelle.intake.sources.values import folded

WRAPPED = re.compile(r"(?:custom field|champs? personnalisés?) \((.+)\)", re.IGNORECASE)
AGAIN = re.compile(r"(.+) \(([2-9]|[1-9]\d+)\)")
Names = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Tool:
    """One ticket tool.

    signs: sets of headers; a file that holds all of one set comes from this tool. flag: what the column of the
    promise says: "kept" when it was, "missed" when it was not, "left" for the time that remains, negative once late.
    stations: fields that count the first holder too, so that one means no hand-off.
    """

    key: str
    name: str
    signs: tuple[tuple[str, ...], ...] = ()
    fields: Names = field(default_factory=dict)
    states: Mapping[str, str] = field(default_factory=dict)
    priorities: Mapping[str, str] = field(default_factory=dict)
    flag: str = "kept"
    stations: tuple[str, ...] = ()

    def names(self, name: str) -> tuple[str, ...]:
        """Every name a field answers to, the tool's own first."""
        return tuple(dict.fromkeys((*self.fields.get(name, ()), *FIELDS[name])))


def bare(header: str) -> str:
    """A header as the tool's user named it: « Custom field (Team) » is Team."""
    wrapped = WRAPPED.fullmatch(header.strip())
    return wrapped[1] if wrapped else header


SERVICENOW = Tool(
    "servicenow", "ServiceNow",
    signs=(
        ("number", "opened_at"), ("number", "sys_updated_on"), ("number", "sys_id"), ("number", "opened"),
        ("numéro", "ouvert"), ("numéro", "ouvert le"), ("numéro", "groupe d'affectation"),
    ),
    states=STATES,
)  # fmt: skip
JIRA = Tool(
    "jira", "Jira Service Management",
    signs=(
        ("issue key",), ("clé de ticket",), ("clé du ticket",), ("clé de demande",), ("work item key",),
        ("clé d'élément de travail",), ("key", "issue type", "project key"), ("clé", "type de ticket", "état"),
    ),
    fields={
        "number": (
            "issue key", "clé de ticket", "clé du ticket", "clé de demande", "work item key",
            "clé d'élément de travail", "key", "clé",
        ),
        "seen_at": ("updated", "mise à jour", "mis à jour", "updated date"),
        "opened_at": ("created", "création", "créé", "créée", "created date"),
        "resolved_at": (
            "resolved", "résolu", "résolue", "résolu(e)", "date de résolution", "resolutiondate", "resolution date",
        ),
        "state": ("status", "état", "statut"),
        "grp": (
            "assignment group", "groupe d'affectation", "support team", "équipe de support", "team", "équipe",
            "group", "groupe",
        ),
        "service": (
            "affected services", "services affectés", "services concernés", "components", "component/s", "composants",
            "project name", "nom du projet", "nom de projet",
        ),
        "category": ("request type", "type de demande", "issue type", "type de ticket", "work type"),
        "made_sla": (
            "time to resolution", "délai de résolution", "temps de résolution", "temps avant résolution",
        ),
    },
    priorities={
        "highest": "1", "blocker": "1", "la plus elevee": "1", "bloquante": "1", "bloquant": "1", "major": "3",
        "majeure": "3", "minor": "4", "mineure": "4", "lowest": "5", "trivial": "5", "la plus faible": "5",
    },
    flag="left",
)  # fmt: skip
GLPI = Tool(
    "glpi", "GLPI",
    signs=(
        ("attribué à - groupe de techniciens",), ("attribué à - groupe",), ("attribué à - technicien",),
        ("assigned to - technician group",), ("assigned to - technician",),
        ("id", "titre", "statut", "date d'ouverture"), ("id", "titre", "statut", "dernière modification"),
        ("id", "title", "status", "opening date"), ("id", "solvedate", "date_mod"),
    ),
    fields={
        "number": ("id",),
        "seen_at": ("date_mod", "dernière modification", "dernière mise à jour", "last update"),
        "opened_at": ("date", "date d'ouverture", "opening date"),
        "resolved_at": ("solvedate", "date de résolution", "resolution date", "solving date"),
        "closed_at": ("closedate", "date de clôture", "closing date", "date de fermeture"),
        "state": ("status", "statut"),
        "grp": (
            "attribué à - groupe de techniciens", "attribué à - groupe", "assigned to - technician group",
            "groups_id_assign",
        ),
        "category": ("itilcategories_id", "catégorie", "category"),
        "service": ("éléments associés", "associated elements", "locations_id", "lieu", "location"),
        "made_sla": (
            "temps de résolution dépassé", "ttr dépassé", "time to resolve exceeded",
            "dépassement du temps de résolution",
        ),
    },
    states={
        "1": "New", "2": "Processing (assigned)", "3": "Processing (planned)", "4": "Pending", "5": "Solved",
        "6": "Closed", "nouveau": "New", "en cours (attribue)": "Processing (assigned)",
        "en cours (planifie)": "Processing (planned)", "en attente": "Pending", "resolu": "Solved", "clos": "Closed",
    },
    priorities={
        "6": "1", "5": "1", "4": "2", "3": "3", "2": "4", "1": "5", "majeure": "1", "major": "1", "tres haute": "1",
        "very high": "1", "haute": "2", "moyenne": "3", "basse": "4", "tres basse": "5", "very low": "5",
    },
    flag="missed",
)  # fmt: skip
ITOP = Tool(
    "itop", "iTop",
    signs=(
        ("ref", "start_date", "status"), ("ref", "operational_status"),
        ("référence", "date de début", "dernière mise à jour"), ("référence", "date de début", "date de résolution"),
        ("sla_ttr_passed",), ("sla ttr dépassé ?",), ("sla ttr passed",),
    ),
    fields={
        "number": ("ref", "référence"),
        "seen_at": ("last_update", "dernière mise à jour"),
        "opened_at": ("start_date", "date de début"),
        "resolved_at": ("resolution_date", "date de résolution"),
        "closed_at": ("close_date", "date de fermeture"),
        "state": ("status", "statut", "état"),
        "grp": (
            "team_id_friendlyname", "team_name", "team", "team->name", "équipe", "nom equipe", "equipe->nom", "team_id",
        ),
        "service": ("service_name", "nom du service", "service", "service->name", "service->nom", "service_id"),
        "category": (
            "servicesubcategory_name", "sous catégorie de service", "service subcategory", "request_type",
            "type de requête", "request type",
        ),
        "made_sla": ("sla_ttr_passed", "sla ttr dépassé ?", "sla ttr passed", "sla ttr passed?"),
    },
    states={
        "nouveau": "new", "nouvelle": "new", "assignee": "assigned", "assigne": "assigned", "escalade tto":
        "escalated_tto", "escalate ttr": "escalated_ttr", "escalade ttr": "escalated_ttr", "en attente": "pending",
        "en attente d`approbation": "waiting_for_approval", "en attente d'approbation": "waiting_for_approval",
        "approuvee": "approved", "rejetee": "rejected", "resolue": "resolved", "resolu": "resolved",
        "fermee": "closed", "ferme": "closed", "clot": "closed", "escalated tto": "escalated_tto",
        "escalated ttr": "escalated_ttr", "waiting for approval": "waiting_for_approval",
    },
    flag="missed",
)  # fmt: skip
ZENDESK = Tool(
    "zendesk", "Zendesk",
    signs=(
        ("summation column",), ("id", "requester", "created at"), ("id", "created at", "solved at"),
        ("id", "status", "group stations"), ("ticket id", "ticket status"), ("id", "demandeur", "créé le"),
    ),
    fields={
        "number": ("id", "ticket id", "id du ticket"),
        "seen_at": ("updated at", "ticket updated - timestamp", "mis à jour le"),
        "opened_at": ("created at", "ticket created - timestamp", "créé le"),
        "resolved_at": ("solved at", "ticket solved - timestamp", "résolu le"),
        "closed_at": ("closed at",),
        "state": ("status", "ticket status", "statut"),
        "grp": ("group", "ticket group", "groupe", "group id"),
        "service": ("organization", "brand", "organisation", "marque"),
        "category": ("ticket type", "type"),
        "reopened": ("reopens", "réouvertures"),
        "reassigned": ("assignee stations",),
    },
    states={"hold": "On-hold", "on hold": "On-hold", "on-hold": "On-hold"} | {
        word: state
        for state, words in (
            ("New", ("new", "nouveau")), ("Open", ("open", "ouvert")), ("Pending", ("pending", "en attente")),
            ("Solved", ("solved", "resolu")), ("Closed", ("closed", "clos", "ferme")), ("On-hold", ("en pause",)),
        )
        for word in words
    },
    priorities={"urgent": "1", "urgente": "1", "normal": "3", "normale": "3"},
    stations=("reassigned",),
)  # fmt: skip
SIGNED = (JIRA, GLPI, ITOP, ZENDESK, SERVICENOW)
TOOLS = {tool.key: tool for tool in SIGNED}
EVERY_NAME = frozenset(folded(name) for tool in TOOLS.values() for one in FIELDS for name in tool.names(one))
REPEATING = frozenset(folded(name) for name in JIRA.fields["number"])


def signed(headers: Iterable[str]) -> str:
    """The key of the tool whose signs the headers hold, "" when they hold none."""
    held = {folded(bare(header)) for header in headers}
    others = (t.key for t in SIGNED if any(all(folded(s) in held for s in signs) for signs in t.signs))
    return next(others, "")


def tool_of(headers: Iterable[str]) -> Tool:
    """The tool whose signs the headers hold; ServiceNow, whose names any list may use, when none does."""
    return TOOLS[signed(headers) or SERVICENOW.key]
