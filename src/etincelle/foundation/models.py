"""Accounts, journal, change history, rules versions, source coverage; and the base of every fact."""

from collections.abc import Collection
from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from etincelle.foundation.access import Access, GuardedManager
from etincelle.foundation.personal import ACCOUNT, BRIEF_SECRET, SECRET, SOURCE, TRACE, VALUES, Tags, personal
from etincelle.vocabulary.levels import Role


class Row(models.Model):
    """Base of every fact: a version against lost edits, the sample flag, the import that wrote it last."""

    ACCESS: ClassVar[Access]
    PERSONAL: ClassVar[Tags]
    NATURAL: ClassVar[tuple[str, ...]] = ()

    version = models.PositiveIntegerField(default=1, editable=False)
    sample = models.BooleanField(default=False, editable=False)
    batch = models.PositiveBigIntegerField(null=True, blank=True, editable=False)

    objects = GuardedManager()

    class Meta:
        abstract = True

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """Nothing: the manager refuses to look rows up without a reader; the database refuses a row that repeats."""


class User(AbstractUser):
    """A person who signs in; what he may do is in his memberships."""

    PERSONAL: ClassVar[Tags] = personal(
        "language", username=ACCOUNT, first_name=ACCOUNT, last_name=ACCOUNT, email=ACCOUNT, password=SECRET
    )

    language = models.CharField(
        _("language"), max_length=5, default="fr", choices=[("fr", "Français"), ("en", "English")]
    )


class Membership(models.Model):
    """One user in one role; a partner's user hangs on one partner's code, narrowed to partnerships if named."""

    class State(models.TextChoices):
        """Only an active membership opens a door."""

        INVITED = "invited", _("Invited")
        ACTIVE = "active", _("Active")
        SUSPENDED = "suspended", _("Suspended")

    ACCESS: ClassVar[Access] = Access(side="client", area="house")
    PERSONAL: ClassVar[Tags] = personal("role partner_code partnership_codes state")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    role = models.CharField(max_length=20, choices=[(r.value, r.value) for r in Role])
    partner_code = models.CharField(max_length=60, blank=True)
    partnership_codes = models.JSONField(default=list, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.INVITED)
    sample = models.BooleanField(default=False, editable=False)
    objects = GuardedManager()


class SignInLink(models.Model):
    """A one-time link: only the hash of its secret is kept; it is spent by POST, never by GET."""

    ACCESS: ClassVar[Access] = Access(side="client", area="house")
    PERSONAL: ClassVar[Tags] = personal(digest=BRIEF_SECRET)
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    objects = GuardedManager()


class FeedKey(models.Model):
    """The secret address of a user's calendar feed, by its hash; membership: the one it was made in."""

    ACCESS: ClassVar[Access] = Access(side="client", area="house")
    PERSONAL: ClassVar[Tags] = personal(digest=SECRET)
    user = models.OneToOneField(User, models.CASCADE, related_name="+")
    membership = models.PositiveBigIntegerField(null=True)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    objects = GuardedManager()


class SignInFailure(models.Model):
    """A failed sign-in, by account digest: what the progressive delay counts."""

    ACCESS: ClassVar[Access] = Access(side="client", area="house")
    PERSONAL: ClassVar[Tags] = personal(account=BRIEF_SECRET)
    account = models.CharField(max_length=64, db_index=True)
    at = models.DateTimeField()
    objects = GuardedManager()


class JournalEntry(models.Model):
    """Who did what, when, why: append-only, chained by hash, without any value."""

    ACCESS: ClassVar[Access] = Access(side="client", area="house")
    PERSONAL: ClassVar[Tags] = personal("at action kind key fields previous hash", actor=TRACE, digest=TRACE)
    seq = models.PositiveBigIntegerField(unique=True)
    at = models.CharField(max_length=32)
    actor = models.CharField(max_length=40)
    action = models.CharField(max_length=60)
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=120)
    fields = models.JSONField(default=list)
    digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, unique=True)
    hash = models.CharField(max_length=64)
    objects = GuardedManager()


class JournalHead(models.Model):
    """The last entry of the journal, kept apart: entries taken off its end are missed. One row."""

    ACCESS: ClassVar[Access] = Access(side="client", area="house")
    PERSONAL: ClassVar[Tags] = personal("hash")
    seq = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=64)
    objects = GuardedManager()


class Change(models.Model):
    """Before and after of a journal entry: erasable, serves undo and "who changed this"."""

    ACCESS: ClassVar[Access] = Access(side="client", area="house")
    PERSONAL: ClassVar[Tags] = personal(salt=VALUES, before=VALUES, after=VALUES)
    entry = models.ForeignKey(JournalEntry, models.CASCADE, related_name="+")
    salt = models.CharField(max_length=32)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    objects = GuardedManager()


class RulesVersion(models.Model):
    """Overrides of rules.toml, by version; the newest is in force."""

    ACCESS: ClassVar[Access] = Access(side="client", area="house")
    PERSONAL: ClassVar[Tags] = personal("name overrides")
    name = models.CharField(max_length=40, unique=True)
    overrides = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    objects = GuardedManager()


class SourceCoverage(Row):
    """Which dates a source covers and what is doubtful in it; what lies outside is unknown, not silent.

    kind: calendar, mail, calls, tickets, levels, feedback, minutes, reports, contracts, ideas, objectives, casting.
    partnership_code is "" when the source covers them all.
    """

    ACCESS: ClassVar[Access] = Access(side="client", area="intake", partnership="partnership_code")
    PERSONAL: ClassVar[Tags] = personal("kind partnership_code doubts", name=SOURCE)
    NATURAL: ClassVar[tuple[str, ...]] = ("kind", "name", "partnership_code")
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    partnership_code = models.CharField(max_length=60, blank=True)
    since = models.DateField()
    until = models.DateField()
    received_at = models.DateTimeField()
    doubts = models.JSONField(default=list)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["kind", "name", "partnership_code"], name="coverage_natural"),)
