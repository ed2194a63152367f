"""Services, their levels and monthly readings (shared); feedback of internal clients (private)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from etincelle.foundation.access import Access, Paths
from etincelle.foundation.models import Row
from etincelle.parties.models import Partnership

OF_PARTNERSHIP: Paths = {"partner": "partnership__partner__code", "partnership": "partnership__code"}
OF_LEVEL: Paths = {
    "partner": "level__service__partnership__partner__code",
    "partnership": "level__service__partnership__code",
}


class Service(Row):
    """A service delivered within a partnership."""

    ACCESS = Access(side="shared", area="comfort_zone", **OF_PARTNERSHIP)
    NATURAL = ("code",)
    code = models.CharField(_("code"), max_length=60, unique=True)
    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="+", verbose_name=_("partnership"))
    name = models.CharField(_("service"), max_length=200)

    def __str__(self) -> str:
        return self.name


class ServiceLevel(Row):
    """A level the contract promises: minimum, target, since when the target has not moved."""

    ACCESS = Access(
        side="shared",
        area="comfort_zone",
        partner="service__partnership__partner__code",
        partnership="service__partnership__code",
    )
    NATURAL = ("code",)
    code = models.CharField(_("code"), max_length=60, unique=True)
    service = models.ForeignKey(Service, models.CASCADE, related_name="+", verbose_name=_("service"))
    name = models.CharField(_("service level"), max_length=200)
    unit = models.CharField(_("unit"), max_length=20, default="%")
    higher_is_better = models.BooleanField(_("higher is better"), default=True)
    minimum = models.DecimalField(_("minimum"), max_digits=12, decimal_places=4, null=True, blank=True)
    target = models.DecimalField(_("target"), max_digits=12, decimal_places=4)
    target_since = models.DateField(_("target unchanged since"), null=True, blank=True)
    critical = models.BooleanField(_("critical (carries credits)"), default=False)
    retired_on = models.DateField(_("retired on"), null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class Reading(Row):
    """One month of one level, as reported, with its denominator when known. month is its first day."""

    ACCESS = Access(side="shared", area="comfort_zone", **OF_LEVEL)
    NATURAL = ("level__code", "month")
    level = models.ForeignKey(ServiceLevel, models.CASCADE, related_name="+", verbose_name=_("service level"))
    month = models.DateField(_("month"))
    value = models.DecimalField(_("value"), max_digits=12, decimal_places=4)
    met = models.PositiveIntegerField(_("met"), null=True, blank=True)
    total = models.PositiveIntegerField(_("total"), null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["level", "month"], name="reading_natural"),)


class FeedbackAnswer(Row):
    """One answer of an internal client, 1 to 5; the respondent is a salted digest, never a name."""

    ACCESS = Access(side="client", area="comfort_zone", **OF_PARTNERSHIP)
    NATURAL = ("partnership__code", "reference")
    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="+", verbose_name=_("partnership"))
    reference = models.CharField(_("reference"), max_length=120)
    service_code = models.CharField(_("service"), max_length=60, blank=True)
    answered_on = models.DateField(_("answered on"))
    score = models.PositiveSmallIntegerField(_("score (1 to 5)"))
    population = models.CharField(_("population"), max_length=120, blank=True)
    lost_minutes = models.PositiveIntegerField(_("minutes lost"), null=True, blank=True)
    comment = models.CharField(_("comment"), max_length=1000, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["partnership", "reference"], name="feedback_natural"),)


class TicketRule(Row):
    """Which partnership and service a ticket belongs to, by assignment group or service name."""

    ACCESS = Access(side="client", area="comfort_zone", **OF_PARTNERSHIP)
    NATURAL = ("field", "value")
    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="+", verbose_name=_("partnership"))
    field = models.CharField(
        _("column"),
        max_length=30,
        choices=[("group", _("Assignment group")), ("service", _("Service")), ("source", _("Source"))],
    )
    value = models.CharField(_("value"), max_length=200)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["field", "value"], name="ticket_rule_natural"),)
