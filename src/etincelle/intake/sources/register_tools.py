"""The lists of contracts of the tools a company already has: what signs them, their names for our columns. Pure.

Names are written folded (no case, no accent, no underscore). A list is known by its headers, never by its file’s name.
Written after the documented columns of GLPI, ServiceNow (`ast_contract`), ERPNext, Gatekeeper and CISO Assistant.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Names = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Register:
    """One tool.

    signs: sets of headers, one of which is enough. names: ours → theirs, the first that is there is read. Beside the
    attributes of a contract: provider and provider_code (who), perimeter (what, one a line), status, party_type,
    automatic (whether it renews by itself), renewal_from and renewal_to (the next period).
    """

    name: str
    signs: tuple[frozenset[str], ...]
    names: Names


CISO = Register(
    "CISO Assistant",
    (frozenset(("ref id", "name", "provider entity ref id", "start date", "end date")),),
    {
        "code": ("ref id", "name"), "title": ("name",), "provider_code": ("provider entity ref id",),
        "provider": ("provider",), "perimeter": ("solution",), "status": ("status",), "starts_on": ("start date",),
        "ends_on": ("end date",), "annual_value": ("annual expense",), "currency": ("currency",),
    },
)  # fmt: skip
GLPI = Register(
    "GLPI",
    (
        frozenset(("begin date", "duration", "renewal")),
        frozenset(("begin date", "duration", "periodicity")),
        frozenset(("name", "start date", "initial contract period")),
        frozenset(("nom", "date de debut", "duree initiale du contrat")),
        frozenset(("nom", "date de debut", "periode initiale du contrat")),
    ),
    {
        "code": ("num", "numero", "number", "id", "nom", "name"), "title": ("name", "nom"),
        "provider": ("suppliers", "supplier", "fournisseurs", "fournisseur"), "status": ("status", "statut", "state"),
        "starts_on": ("begin date", "date de debut", "start date"),
        "initial_months": (
            "duration", "initial contract period", "duree initiale du contrat", "periode initiale du contrat",
        ),
        "notice_months": ("notice", "preavis"),
        "renewal_months": (
            "periodicity", "contract renewal period", "periode de renouvellement du contrat",
            "periodicite du contrat", "periodicite",
        ),
        "renewal": ("renewal", "reconduction", "renouvellement"),
    },
)  # fmt: skip
SERVICENOW = Register(
    "ServiceNow",
    tuple(
        frozenset(("starts", "ends", further))
        for further in ("vendor", "vendor contract", "contract administrator", "contract model", "short description")
    ),
    {
        "code": ("number", "vendor contract", "short description"), "title": ("short description", "number"),
        "provider": ("vendor",), "status": ("state",), "starts_on": ("starts",), "ends_on": ("ends",),
        "annual_value": ("yearly cost",), "automatic": ("auto renew", "automatically renew"),
        "renewal_from": ("renewal start date", "renewal date"), "renewal_to": ("renewal end date",),
        "parent": ("parent contract", "parent"),
    },
)  # fmt: skip
ERPNEXT = Register(
    "ERPNext",
    (frozenset(("party type", "party name", "start date")),),
    {
        "code": ("name", "id"), "title": ("contract template", "name", "id"), "party_type": ("party type",),
        "provider": ("party name",), "status": ("status",), "starts_on": ("start date",), "ends_on": ("end date",),
        "signed_on": ("signed on",),
    },
)  # fmt: skip
GATEKEEPER = Register(
    "Gatekeeper",
    tuple(
        frozenset(("contract name", "status", further))
        for further in ("supplier", "supplier name", "vendor", "vendor name", "category", "team")
    ),
    {
        "code": ("contract id", "contract number", "contract reference", "reference", "id", "contract name"),
        "title": ("contract name",), "provider": ("supplier name", "supplier", "vendor name", "vendor"),
        "status": ("status",), "starts_on": ("start date", "contract start date"),
        "ends_on": ("end date", "expiry date", "contract end date"),
        "annual_value": ("annual value", "annual contract value"), "currency": ("currency",),
        "notice_days": ("notice period (days)", "notice (days)"),
        "notice_months": ("notice period (months)", "notice (months)"),
        "automatic": ("auto renewal", "auto renew", "auto-renew"),
    },
)  # fmt: skip
REGISTERS = (CISO, GLPI, SERVICENOW, ERPNEXT, GATEKEEPER)

NOT_YET = frozenset(
    ("draft", "brouillon", "pipeline", "unsigned", "pending approval", "under review", "awaiting review")
)
OVER = frozenset(
    (
        "terminated", "expired", "cancelled", "canceled", "archived", "inactive", "closed", "retired", "resilie",
        "expire", "annule", "archive", "clos", "termine",
    )
)  # fmt: skip
RENEWALS = {
    "0": "none", "never": "none", "jamais": "none", "1": "tacit", "tacit": "tacit", "tacite": "tacit",
    "2": "express", "express": "express", "expresse": "express",
}  # fmt: skip


def register_of(headers: Iterable[str]) -> Register | None:
    """The tool that signs folded headers, None when none does."""
    held = set(headers)
    return next((one for one in REGISTERS if any(sign <= held for sign in one.signs)), None)
