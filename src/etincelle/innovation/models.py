"""Ideas of both parties, and the quota the contract asks of each."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from etincelle.foundation.access import Access, Paths
from etincelle.foundation.models import Row
from etincelle.foundation.personal import WORDS, personal
from etincelle.parties.models import SIDES, Partnership

OF_PARTNERSHIP: Paths = {"partner": "partnership__partner__code", "partnership": "partnership__code"}


class Idea(Row):
    """An idea on its way: proposed, admissible, investigated, decided, deployed."""

    class Decision(models.TextChoices):
        """What was decided; a refusal carries its reason."""

        GO = "go", _("Adopted")
        NO = "no", _("Not taken forward")
        PARKED = "parked", _("Parked")

    ACCESS = Access(side="shared", area="innovation", **OF_PARTNERSHIP)
    PERSONAL = personal("code proposed_by decision currency", title=WORDS, reason=WORDS)
    NATURAL = ("code",)
    code = models.CharField(_("reference"), max_length=60, unique=True)
    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="+", verbose_name=_("partnership"))
    title = models.CharField(_("idea"), max_length=200)
    proposed_by = models.CharField(_("proposed by"), max_length=10, choices=SIDES)
    proposed_on = models.DateField(_("proposed on"))
    acknowledged_on = models.DateField(_("acknowledged on"), null=True, blank=True)
    admissible = models.BooleanField(_("admissible"), null=True, blank=True)
    admissible_on = models.DateField(_("judged admissible on"), null=True, blank=True)
    investigated_on = models.DateField(_("investigated since"), null=True, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    decision = models.CharField(_("decision"), max_length=10, choices=Decision.choices, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    deployed_on = models.DateField(_("deployed on"), null=True, blank=True)
    promised_value = models.DecimalField(_("promised value"), max_digits=14, decimal_places=2, null=True, blank=True)
    realised_value = models.DecimalField(_("realised value"), max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, default="EUR")


class Quota(Row):
    """How many ideas a party owes in a year, proposed and investigated."""

    ACCESS = Access(side="shared", area="innovation", **OF_PARTNERSHIP)
    PERSONAL = personal("side")
    NATURAL = ("partnership__code", "side", "since")
    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="+", verbose_name=_("partnership"))
    side = models.CharField(_("side"), max_length=10, choices=SIDES)
    per_year = models.PositiveSmallIntegerField(_("ideas a year"))
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["partnership", "side", "since"], name="quota_natural"),)
