"""Which Parquet parts are visible: a part exists for readers once its row is committed."""

from django.db import models

from etincelle.foundation.access import Access, GuardedManager


class LedgerPart(models.Model):
    """One immutable part of a dataset ("tickets" or "contacts"), written by one import batch."""

    ACCESS = Access(side="client", area="intake")
    dataset = models.CharField(max_length=30, db_index=True)
    filename = models.CharField(max_length=120, unique=True)
    rows = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    batch = models.PositiveBigIntegerField(null=True)
    sample = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    objects = GuardedManager()
