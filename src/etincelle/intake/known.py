"""What the reading child is told: people to recognise, meetings to attach to, habits of the installation."""

import hashlib
from typing import Any

from django.conf import settings

from etincelle.foundation import clock
from etincelle.foundation.access import everything
from etincelle.foundation.config import config
from etincelle.governance.models import Committee, Meeting
from etincelle.intake.columns import ticket_columns
from etincelle.intake.kinds.mail_log import MESSAGE
from etincelle.intake.models import Batch
from etincelle.intake.sources.values import folded
from etincelle.living_contract.models import Contract
from etincelle.parties.models import Partner, Partnership, Person, PersonAlias

PUBLIC_DOMAINS = frozenset(
    (
        "gmail.com", "googlemail.com", "outlook.com", "outlook.fr", "hotmail.com", "hotmail.fr", "live.com", "live.fr",
        "msn.com", "yahoo.com", "yahoo.fr", "orange.fr", "wanadoo.fr", "free.fr", "sfr.fr", "laposte.net",
        "bbox.fr", "icloud.com", "me.com", "mac.com", "proton.me", "protonmail.com", "gmx.fr", "gmx.com", "aol.com",
    )
)  # fmt: skip
WHY = "import: recognise people and meetings"


def told_to_reader(batch: Batch) -> dict[str, Any]:
    """The settings of the reader of a batch's family."""
    options: dict[str, Any] = batch.options
    zone = config().time_zone
    if batch.kind == "tickets":
        return {
            "source": options.get("source", ""), "received_at": batch.created_at.isoformat(),
            "local_zone": zone, "zone": options.get("zone", ""), "day_first": options.get("day_first", True),
            "columns": ticket_columns(options.get("sheets", [])) or {},
        }  # fmt: skip
    if batch.kind == "calendar":
        known = addresses()
        return {
            "today": clock.today().isoformat(),
            "known": known,
            "zone": zone,
            "source": options.get("source") or "calendar",
            "live": "subscription" in options,
        }
    if batch.kind == "history":
        return told_to_registers(options, zone)
    if batch.kind == "mail":
        return {
            "today": clock.today().isoformat(), "known": addresses(), "domains": domains(), "zone": zone,
            "source": options.get("source") or "mail", "day_first": options.get("day_first", True),
            "columns": mail_columns(options),
        }  # fmt: skip
    if batch.kind == "document":
        return told_to_documents(options, zone)
    partnership = options.get("partnership", "")
    return {
        "assignments": options.get("assignments", {}), "day_first": options.get("day_first", True), "zone": zone,
        "salt": salt(), "given": {"partnership": partnership} if partnership else {},
    }  # fmt: skip


def told_to_registers(options: dict[str, Any], zone: str) -> dict[str, Any]:
    """Whose a contract may be: contracts, partners by code and name, partnerships, and who is known."""
    named = everything(Partner, WHY).order_by("code").values_list("code", "name")
    by_name = {folded(name): code for code, name in named}
    return {
        "partnership": options.get("partnership", ""),
        "today": clock.today().isoformat(),
        "zone": zone,
        "day_first": options.get("day_first", True),
        "contracts": dict(everything(Contract, WHY).values_list("code", "partnership__code")),
        "partners": by_name | {folded(code): code for code, _ in named},
        "partnerships": dict(everything(Partnership, WHY).order_by("code").values_list("code", "partner__code")),
        "known": addresses(),
    }


def told_to_documents(options: dict[str, Any], zone: str) -> dict[str, Any]:
    """Where a document may belong."""
    meetings = everything(Meeting, WHY).values_list("code", "committee__code", "starts_at")
    return {
        "received_on": options.get("received_on") or clock.today().isoformat(),
        "kind": options.get("document", ""),
        "partnership": options.get("partnership", ""),
        "committee": options.get("committee", ""),
        "meeting": options.get("meeting", ""),
        "zone": zone,
        "day_first": options.get("day_first", True),
        "people": people(),
        "committees": dict(everything(Committee, WHY).values_list("code", "partnership__code")),
        "names": dict(everything(Committee, WHY).values_list("code", "name")),
        "meetings": {code: (committee, at.isoformat()) for code, committee, at in meetings},
    }


def addresses() -> dict[str, tuple[str, str, str]]:
    """Address → (person, side, partner) of everybody known."""
    rows = everything(Person, WHY).values_list("email", "code", "side", "partner__code")
    aliases = everything(PersonAlias, WHY).values_list(
        "address", "person__code", "person__side", "person__partner__code"
    )
    found = (*rows.iterator(), *aliases.iterator())
    return {address.casefold(): (code, side, partner or "") for address, code, side, partner in found if address}


def mail_columns(options: dict[str, Any]) -> dict[str, str] | None:
    """Header → field of a log of mail; None of a mailbox, which has no columns."""
    if not options.get("sheets"):
        return None
    held = [one["columns"] for one in options.get("assignments", {}).values() if one["kind"] == MESSAGE.key]
    return {header: attribute for columns in held for header, attribute in columns.items()}


def domains() -> dict[str, str]:
    """Domain → the partner its people write from, "" for ours; none that anybody may have, or that two firms share."""
    found: dict[str, str] = {}
    shared: set[str] = set()
    for address, (_code, _side, partner) in addresses().items():
        domain = address.rpartition("@")[2]
        if found.setdefault(domain, partner) != partner:
            shared.add(domain)
    return {domain: partner for domain, partner in found.items() if domain not in shared | PUBLIC_DOMAINS}


def people() -> dict[str, str]:
    """Folded name in either order, address or identifier → person, left out when two people answer to it."""
    found: dict[str, str] = {}
    doubles: set[str] = set()
    for code, name, email in everything(Person, WHY).values_list("code", "name", "email"):
        for word in {folded(name), folded(" ".join(name.split()[::-1])), folded(email), folded(code)} - {""}:
            if found.setdefault(word, code) != code:
                doubles.add(word)
    return {word: code for word, code in found.items() if word not in doubles}


def salt() -> str:
    """What makes digests of this installation its own."""
    return hashlib.sha256(f"answers|{settings.SECRET_KEY}".encode()).hexdigest()
