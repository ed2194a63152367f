"""Who did what, when, why: a chain of entries without values, and erasable before/after beside it.

An entry holds the hash of the one before; the head, kept apart, holds that of the last. So an entry that is changed,
removed, added, moved, or taken off the end is found by `verify`. Who can write to the whole database can still make all
of it anew: doctor prints the last hash, to be kept elsewhere.
"""

import hashlib
import json
import secrets
from collections.abc import Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from etincelle.foundation import clock
from etincelle.foundation.access import Actor, everything
from etincelle.foundation.models import Change, JournalEntry, JournalHead
from etincelle.foundation.turns import JOURNAL, take_turn

GENESIS = "0" * 64
WHY = "append to the journal"


def _canonical(values: Any) -> str:
    return json.dumps(values, cls=DjangoJSONEncoder, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def entry_hash(previous: str, seq: int, cells: list[Any]) -> str:
    """SHA-256 over the canonical JSON of an entry and the hash before it."""
    return hashlib.sha256(_canonical([previous, seq, *cells]).encode()).hexdigest()


def record(
    actor: Actor | None,
    action: str,
    subject: tuple[str, str],
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> JournalEntry:
    """Append one entry; call it inside the transaction of the change it tells.

    subject is (kind, key), e.g. ("parties.Person", "12"). The values go to Change, salted digests to the chain.
    """
    salt = secrets.token_hex(16)
    changed = sorted({*(before or {}), *(after or {})})
    digest = _salted(salt, before, after)
    who = f"{actor.role}:{actor.user_id}" if actor else "house"
    at = clock.now().isoformat(timespec="microseconds")
    with transaction.atomic():
        take_turn(JOURNAL)
        last = everything(JournalEntry, WHY).order_by("-seq").values_list("seq", "hash").first()
        seq, previous = (last[0] + 1, last[1]) if last else (1, GENESIS)
        cells = [at, who, action, *subject, changed, digest]
        entry = JournalEntry(
            seq=seq, at=at, actor=who, action=action, kind=subject[0], key=subject[1], fields=changed,
            digest=digest, previous=previous, hash=entry_hash(previous, seq, cells),
        )  # fmt: skip
        entry.save(force_insert=True)
        JournalHead(pk=1, seq=seq, hash=entry.hash).save()
        Change(entry=entry, salt=salt, before=_plain(before), after=_plain(after)).save(force_insert=True)
    return entry


def _salted(salt: str, before: Any, after: Any) -> str:
    return hashlib.sha256((salt + _canonical([before, after])).encode()).hexdigest()


def _plain(values: Mapping[str, Any] | None) -> Any:
    return None if values is None else json.loads(_canonical(dict(values)))


def head() -> tuple[int, str]:
    """The number and the hash of the last entry: what to keep elsewhere."""
    found = everything(JournalHead, why="verify the journal").first()
    return (found.seq, found.hash) if found else (0, GENESIS)


def verify() -> int | None:
    """The sequence number of the first broken entry, or None when the chain holds to its head.

    Values that were not erased must still be those the entry was written with.
    """
    previous, expected = GENESIS, 1
    values = everything(Change, why="verify the journal").values_list("entry_id", "salt", "before", "after")
    digests = {entry: _salted(salt, before, after) for entry, salt, before, after in values.iterator()}
    for entry in everything(JournalEntry, why="verify the journal").order_by("seq").iterator():
        cells = [entry.at, entry.actor, entry.action, entry.kind, entry.key, entry.fields, entry.digest]
        linked = entry.seq == expected and entry.previous == previous
        if not linked or entry.hash != entry_hash(previous, entry.seq, cells):
            return int(entry.seq)
        if digests.get(entry.pk, entry.digest) != entry.digest:
            return int(entry.seq)
        previous, expected = entry.hash, expected + 1
    return None if head() == (expected - 1, previous) else expected
