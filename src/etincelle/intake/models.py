"""Imports: a batch with its counts and rejected rows, what it changed, and the mappings it taught."""

from django.db import models

from etincelle.foundation.access import Access, GuardedManager
from etincelle.foundation.personal import ADDRESS, IMPORT, REFUSED, SOURCE, personal


class Batch(models.Model):
    """One file through the door: uploaded, checked (dry run), confirmed, undone."""

    class State(models.TextChoices):
        """Where a batch stands."""

        UPLOADED = "uploaded"
        CHECKED = "checked"
        CONFIRMED = "confirmed"
        UNDONE = "undone"
        FAILED = "failed"

    ACCESS = Access(side="client", area="intake", maker="created_by")
    PERSONAL = personal("kind stored digest state", filename=SOURCE, options=IMPORT, counts=IMPORT, rejects=REFUSED)
    kind = models.CharField(max_length=40)
    filename = models.CharField(max_length=255)
    stored = models.CharField(max_length=120, blank=True)
    digest = models.CharField(max_length=64, db_index=True)
    options = models.JSONField(default=dict)
    state = models.CharField(max_length=12, choices=State.choices, default=State.UPLOADED)
    counts = models.JSONField(default=dict)
    rejects = models.JSONField(default=list)
    created_by = models.PositiveBigIntegerField(null=True)
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    sample = models.BooleanField(default=False)
    objects = GuardedManager()


class RowChange(models.Model):
    """One row a batch created (before is null) or changed: what undo puts back."""

    ACCESS = Access(side="client", area="intake")
    PERSONAL = personal("model", before=IMPORT)
    batch = models.ForeignKey(Batch, models.CASCADE, related_name="+")
    model = models.CharField(max_length=60)
    pk_of_row = models.PositiveBigIntegerField()
    before = models.JSONField(null=True)
    version_after = models.PositiveIntegerField()
    objects = GuardedManager()


class ColumnMapping(models.Model):
    """Which header means which field, remembered per kind and header signature."""

    ACCESS = Access(side="client", area="intake")
    PERSONAL = personal("kind signature", mapping=IMPORT)
    kind = models.CharField(max_length=40)
    signature = models.CharField(max_length=64)
    mapping = models.JSONField(default=dict)
    learnt_at = models.DateTimeField()
    objects = GuardedManager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["kind", "signature"], name="mapping_signature"),)


class CalendarSubscription(models.Model):
    """A calendar fetched every morning from an address that is a secret: never shown back, journaled or logged.

    Removed, it keeps its address for a day, so that the removal can be undone. problem: why the last try failed.
    """

    class State(models.TextChoices):
        """Only an active one is fetched."""

        ACTIVE = "active"
        PAUSED = "paused"
        REMOVED = "removed"

    ACCESS = Access(side="client", area="intake", maker="created_by")
    PERSONAL = personal("host state etag modified problem", name=SOURCE, url=ADDRESS)
    name = models.CharField(max_length=80)
    url = models.CharField(max_length=2_000, blank=True)
    host = models.CharField(max_length=255)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ACTIVE)
    etag = models.CharField(max_length=200, blank=True)
    modified = models.CharField(max_length=200, blank=True)
    problem = models.CharField(max_length=40, blank=True)
    failures = models.PositiveIntegerField(default=0)
    tried_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True)
    next_try_at = models.DateTimeField(db_index=True)
    last_batch = models.PositiveBigIntegerField(null=True)
    created_by = models.PositiveBigIntegerField(null=True)
    removed_at = models.DateTimeField(null=True)
    objects = GuardedManager()
