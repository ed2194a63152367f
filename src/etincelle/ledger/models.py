"""Which Parquet parts are visible, and what was counted over them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from etincelle.foundation.access import Access, GuardedManager
from etincelle.foundation.personal import TIED, personal


class LedgerPart(models.Model):
    """One immutable part of a dataset ("tickets", "contacts" or "mails"), written by one import batch."""

    ACCESS = Access(side="client", area="intake")
    PERSONAL = personal("dataset filename digest")
    dataset = models.CharField(max_length=30, db_index=True)
    filename = models.CharField(max_length=120, unique=True)
    rows = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    batch = models.PositiveBigIntegerField(null=True)
    sample = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    objects = GuardedManager()


class TicketMonth(models.Model):
    """Tickets opened in a month on a partnership ("" when on none), by their current state: see months.py."""

    ACCESS = Access(side="client", area="comfort_zone", partnership="partnership_code")
    PERSONAL = personal("partnership_code")
    month = models.DateField(_("month"), db_index=True)
    partnership_code = models.CharField(_("partnership"), max_length=60, blank=True)
    tickets = models.PositiveBigIntegerField(_("incidents"))
    judged = models.PositiveBigIntegerField(_("with a verdict"))
    made = models.PositiveBigIntegerField(_("made their promised time"))
    objects = GuardedManager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["month", "partnership_code"], name="ticket_month_natural"),)


class MonthsCounted(models.Model):
    """Over which visible parts the months of a dataset were counted, as a fingerprint of their names in order."""

    ACCESS = Access(side="client", area="intake")
    PERSONAL = personal("dataset fingerprint")
    dataset = models.CharField(max_length=30, unique=True)
    fingerprint = models.CharField(max_length=64)
    objects = GuardedManager()


class MailDay(models.Model):
    """Somebody wrote in a thread on a day, in one part of mail: see mail_days.py. It goes when its part goes."""

    ACCESS = Access(side="client", area="network")
    PERSONAL = personal("thread side", person_code=TIED)
    part = models.ForeignKey(LedgerPart, models.CASCADE, related_name="+")
    thread = models.CharField(max_length=32)
    day = models.DateField(db_index=True)
    person_code = models.CharField(max_length=120)
    side = models.CharField(max_length=10)
    people = models.PositiveIntegerField()
    objects = GuardedManager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["thread", "day", "person_code", "part"], name="mail_day_natural"),
        )
