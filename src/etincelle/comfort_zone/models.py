"""Services, their levels and monthly readings (shared); feedback of internal clients (private)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from etincelle.arithmetic.small_samples import wilson
from etincelle.comfort_zone.written_days import read_days
from etincelle.comfort_zone.written_hours import read_hours
from etincelle.comfort_zone.written_places import read_place, read_zone
from etincelle.foundation.access import Access, GuardedManager, Paths
from etincelle.foundation.models import Row
from etincelle.foundation.personal import ANSWER, COMMENT, WORDS, personal
from etincelle.foundation.written import Written
from etincelle.living_contract.models import Contract
from etincelle.parties.models import Partnership

DAYS = Written(read_days, "days", "2026-12-24, 2026-12-31")
OF_PARTNERSHIP: Paths = {"partner": "partnership__partner__code", "partnership": "partnership__code"}
OF_LEVEL: Paths = {
    "partner": "level__service__partnership__partner__code",
    "partnership": "level__service__partnership__code",
}


class Service(Row):
    """A service delivered within a partnership."""

    ACCESS = Access(side="shared", area="comfort_zone", **OF_PARTNERSHIP)
    PERSONAL = personal("code name")
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
    PERSONAL = personal("code name unit")
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
    PERSONAL = personal()
    NATURAL = ("level__code", "month")
    level = models.ForeignKey(ServiceLevel, models.CASCADE, related_name="+", verbose_name=_("service level"))
    month = models.DateField(_("month"))
    value = models.DecimalField(_("value"), max_digits=12, decimal_places=4)
    met = models.PositiveIntegerField(_("met"), null=True, blank=True)
    total = models.PositiveIntegerField(_("total"), null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["level", "month"], name="reading_natural"),)


class ServiceCalendar(Row):
    """When a service is open: weekly windows, zone, public holidays, and the contract's own list of days over them.

    windows, closed_on and open_on are kept as people write them (« lun-ven 08:00-12:00 13:00-18:00 »); what they mean
    is read by written_hours.py and written_days.py. holidays: a country and its part, « FR/57 » for Moselle; a part is
    mandatory, "national" being said on purpose.
    """

    ACCESS = Access(side="shared", area="comfort_zone", **OF_PARTNERSHIP)
    PERSONAL = personal("code windows zone holidays closed_on open_on")
    NATURAL = ("code",)
    code = models.CharField(_("code"), max_length=60, unique=True)
    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="+", verbose_name=_("partnership"))
    windows = models.CharField(
        _("opening hours"), max_length=300, validators=[Written(read_hours, "hours", "lun-ven 08:00-18:00")]
    )
    zone = models.CharField(
        _("time zone"), max_length=60, default="Europe/Paris", validators=[Written(read_zone, "zone", "Europe/Paris")]
    )
    holidays = models.CharField(
        _("public holidays of"), max_length=20, blank=True, validators=[Written(read_place, "holidays", "FR/national")]
    )
    closed_on = models.CharField(_("also closed on"), max_length=1000, blank=True, validators=[DAYS])
    open_on = models.CharField(_("open although a holiday on"), max_length=1000, blank=True, validators=[DAYS])

    def __str__(self) -> str:
        return self.code


class PromisedTime(Row):
    """Within how many open minutes the tickets of a level must be resolved; "" for any priority, group or service."""

    class Policy(models.TextChoices):
        """What a change of priority does to the promised time."""

        RETROACTIVE = "retroactive", _("The last priority counts from the opening")
        FROM_CHANGE = "from_change", _("A new clock starts with the new priority")

    ACCESS = Access(side="shared", area="comfort_zone", **OF_LEVEL)
    PERSONAL = personal("priority group ticket_service policy")
    NATURAL = ("level__code", "priority", "group", "ticket_service")
    level = models.ForeignKey(ServiceLevel, models.CASCADE, related_name="+", verbose_name=_("service level"))
    calendar = models.ForeignKey(ServiceCalendar, models.CASCADE, related_name="+", verbose_name=_("opening hours"))
    priority = models.CharField(_("priority"), max_length=60, blank=True)
    group = models.CharField(_("assignment group"), max_length=200, blank=True)
    ticket_service = models.CharField(_("service of the incidents"), max_length=200, blank=True)
    minutes = models.PositiveIntegerField(_("promised minutes"))
    policy = models.CharField(
        _("change of priority"), max_length=12, choices=Policy.choices, default=Policy.RETROACTIVE
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["level", "priority", "group", "ticket_service"], name="promised_natural"),
        )


class TicketState(Row):
    """What a state of the ticket tool does to the promised time; a state that is not listed lets it run."""

    class Effect(models.TextChoices):
        """Runs, pauses, stops, or takes the ticket out of the count."""

        RUN = "run", _("The clock runs")
        PAUSE = "pause", _("The clock is paused")
        STOP = "stop", _("The clock is stopped")
        CANCEL = "cancel", _("The incident does not count")

    ACCESS = Access(side="client", area="comfort_zone")
    PERSONAL = personal("state effect")
    NATURAL = ("state",)
    state = models.CharField(_("state"), max_length=200, unique=True)
    effect = models.CharField(_("effect on the clock"), max_length=8, choices=Effect.choices)

    def __str__(self) -> str:
        return self.state


class SupportGroup(Row):
    """At which level of support a group of the ticket tool works, 1 the nearest to the user."""

    ACCESS = Access(side="client", area="comfort_zone")
    PERSONAL = personal(group=WORDS)
    NATURAL = ("group",)
    group = models.CharField(_("assignment group"), max_length=200, unique=True)
    level = models.PositiveSmallIntegerField(_("level of support"), validators=[MinValueValidator(1)])

    def __str__(self) -> str:
        return self.group


class CreditWeight(Row):
    """The place of a level in the pool of credits, and how bad a failure is; percentages from 0 to 100, private.

    category_percent: share of the pool its category holds; level_percent: its share of the category. serious_from and
    severe_from: values from which a failure is serious or severe; left empty, every failure is minor.
    """

    ACCESS = Access(side="client", area="comfort_zone", **OF_LEVEL)
    PERSONAL = personal("category")
    NATURAL = ("level__code",)
    level = models.OneToOneField(ServiceLevel, models.CASCADE, related_name="+", verbose_name=_("service level"))
    contract = models.ForeignKey(Contract, models.CASCADE, related_name="+", verbose_name=_("contract"))
    category = models.CharField(_("category"), max_length=120, blank=True)
    category_percent = models.DecimalField(
        _("share of the category (%)"), max_digits=6, decimal_places=3, validators=[MinValueValidator(0)]
    )
    level_percent = models.DecimalField(
        _("share of the level (%)"), max_digits=6, decimal_places=3,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )  # fmt: skip
    serious_from = models.DecimalField(_("serious from"), max_digits=12, decimal_places=4, null=True, blank=True)
    severe_from = models.DecimalField(_("severe from"), max_digits=12, decimal_places=4, null=True, blank=True)


class RecomputedMonth(models.Model):
    """One month of a level as recomputed from the tickets; private: the client's own reading of the partner's work."""

    ACCESS = Access(
        side="client", area="comfort_zone", partner="level__service__partnership__partner__code",
        partnership="level__service__partnership__code",
    )  # fmt: skip
    PERSONAL = personal("tally")
    level = models.ForeignKey(ServiceLevel, models.CASCADE, related_name="+")
    month = models.DateField(_("month"))
    met = models.PositiveIntegerField(_("met"))
    missed = models.PositiveIntegerField(_("missed"))
    left_out = models.PositiveIntegerField(_("cancelled or excused"))
    unknown = models.PositiveIntegerField(_("cannot be told"))
    differing = models.PositiveIntegerField(_("judged otherwise by the partner"))
    half_seconds = models.PositiveBigIntegerField(null=True)
    nine_tenths_seconds = models.PositiveBigIntegerField(null=True)
    most_seconds = models.PositiveBigIntegerField(null=True)
    open_seconds = models.PositiveBigIntegerField(_("open seconds"), default=0)
    paused_seconds = models.PositiveBigIntegerField(_("paused seconds"), default=0)
    tally = models.JSONField(default=dict)
    SHOWN = ("level", "month", "met", "missed", "left_out", "unknown", "differing", "open_seconds", "paused_seconds")
    objects = GuardedManager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["level", "month"], name="recomputed_natural"),)

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's interval of the share met at 95 %; anything from 0 to 1 without a judged ticket."""
        return wilson(self.met, self.met + self.missed) or (0.0, 1.0)


class LevelComputed(models.Model):
    """From what a level was last recomputed, and what was set aside.

    fingerprint: of its terms and of the names of all parts; terms: of its terms alone. months: by first day, a mark of
    what the tickets that may count in it hold; of those last told of in it, how many are judged and how many still run.
    """

    ACCESS = Access(side="client", area="comfort_zone", partnership="level__service__partnership__code")
    PERSONAL = personal("fingerprint terms months")
    level = models.OneToOneField(ServiceLevel, models.CASCADE, related_name="+")
    fingerprint = models.CharField(max_length=64)
    terms = models.CharField(max_length=64, default="")
    months = models.JSONField(default=dict)
    tickets = models.PositiveBigIntegerField()
    running = models.PositiveBigIntegerField()
    seen_until = models.DateTimeField(null=True)
    objects = GuardedManager()


class FeedbackAnswer(Row):
    """One answer of an internal client, 1 to 5; the respondent is a salted digest, never a name."""

    ACCESS = Access(side="client", area="comfort_zone", **OF_PARTNERSHIP)
    PERSONAL = personal("service_code population", reference=ANSWER, comment=COMMENT)
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
    PERSONAL = personal("field", value=WORDS)
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
