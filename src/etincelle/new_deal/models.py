"""The company's strategy (private) and the objectives given to a partnership (shared once sent)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from etincelle.foundation.access import Access, Paths
from etincelle.foundation.models import Row
from etincelle.foundation.personal import WORDS, personal
from etincelle.parties.models import Partnership, Person

OF_PARTNERSHIP: Paths = {"partner": "partnership__partner__code", "partnership": "partnership__code"}


class StrategyVersion(Row):
    """One version of the company's strategy; the newest in force makes older objectives stale."""

    ACCESS = Access(side="client", area="new_deal")
    PERSONAL = personal(name=WORDS, source=WORDS)
    NATURAL = ("name",)
    name = models.CharField(_("version"), max_length=60, unique=True)
    effective_on = models.DateField(_("in force since"))
    source = models.CharField(_("source"), max_length=200, blank=True)

    def __str__(self) -> str:
        return self.name


class Theme(Row):
    """A strategic theme with its weight in one version."""

    ACCESS = Access(side="client", area="new_deal")
    PERSONAL = personal("code name")
    NATURAL = ("strategy__name", "code")
    strategy = models.ForeignKey(StrategyVersion, models.CASCADE, related_name="+", verbose_name=_("strategy version"))
    code = models.CharField(_("code"), max_length=60)
    name = models.CharField(_("theme"), max_length=200)
    weight = models.DecimalField(_("weight"), max_digits=6, decimal_places=2, default=1)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["strategy", "code"], name="theme_natural"),)

    def __str__(self) -> str:
        return self.name


class ThemeHook(Row):
    """A contractual hook of a theme for a partnership: a clause, a service level or an agreed plan."""

    ACCESS = Access(side="client", area="new_deal", **OF_PARTNERSHIP)
    PERSONAL = personal("theme_code", reference=WORDS)
    NATURAL = ("partnership__code", "theme_code", "reference")
    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="+", verbose_name=_("partnership"))
    theme_code = models.CharField(_("theme"), max_length=60)
    reference = models.CharField(_("clause, level or plan"), max_length=200)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["partnership", "theme_code", "reference"], name="hook_natural"),)


class Objective(Row):
    """What a partnership is asked to reach, with an owner on each side and a date."""

    ACCESS = Access(side="shared", area="new_deal", shared_when=Q(sent_on__isnull=False), **OF_PARTNERSHIP)
    PERSONAL = personal("code", title=WORDS, owner_client=WORDS, owner_partner=WORDS)
    NATURAL = ("code",)
    code = models.CharField(_("reference"), max_length=60, unique=True)
    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="+", verbose_name=_("partnership"))
    title = models.CharField(_("objective"), max_length=300)
    owner_client = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("owner on your side")
    )
    owner_partner = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("owner at the partner")
    )
    set_on = models.DateField(_("set on"))
    reviewed_on = models.DateField(_("last reviewed on"), null=True, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    sent_on = models.DateField(_("sent to the partner on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)


class ThemeLink(Row):
    """Which theme an objective serves: the client's private reading."""

    ACCESS = Access(
        side="client",
        area="new_deal",
        partner="objective__partnership__partner__code",
        partnership="objective__partnership__code",
    )
    PERSONAL = personal("theme_code")
    NATURAL = ("objective__code", "theme_code")
    objective = models.ForeignKey(Objective, models.CASCADE, related_name="+", verbose_name=_("objective"))
    theme_code = models.CharField(_("theme"), max_length=60)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["objective", "theme_code"], name="theme_link_natural"),)


class Measure(Row):
    """How an objective is measured: target, source, last value and its date."""

    ACCESS = Access(
        side="shared", area="new_deal", partner="objective__partnership__partner__code",
        partnership="objective__partnership__code", shared_when=Q(objective__sent_on__isnull=False),
    )  # fmt: skip
    PERSONAL = personal("name unit")
    NATURAL = ("objective__code", "name")
    objective = models.ForeignKey(Objective, models.CASCADE, related_name="+", verbose_name=_("objective"))
    name = models.CharField(_("measure"), max_length=200)
    unit = models.CharField(_("unit"), max_length=30, blank=True)
    target = models.DecimalField(_("target"), max_digits=14, decimal_places=4, null=True, blank=True)
    last_value = models.DecimalField(_("last value"), max_digits=14, decimal_places=4, null=True, blank=True)
    last_value_on = models.DateField(_("measured on"), null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["objective", "name"], name="measure_natural"),)
