"""What a morning decided, what came of it: private to the client, written once, read by every door."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from etincelle.foundation.access import Access, GuardedManager, Paths
from etincelle.foundation.models import Row
from etincelle.foundation.personal import DECISION, NOTE, personal
from etincelle.parties.models import Partnership, Person

OF_PARTNERSHIP: Paths = {"partner": "partnership__partner__code", "partnership": "partnership__code"}


class Morning(models.Model):
    """One decision: a day and a revision, the highest revision of a day wins. Never updated.

    payload is the decision (vocabulary.decision) as JSON; previous the pick it was compared with; aftermath what became
    of past calls (aftermath.py), as lines of evidence. The facts it was taken on, so that the day can be replayed, are
    apart: see MorningFacts.
    """

    ACCESS = Access(side="client", area="spark")
    PERSONAL = personal("rules_version facts_digest", previous=DECISION, payload=DECISION, aftermath=DECISION)
    day = models.DateField(db_index=True)
    revision = models.PositiveIntegerField()
    decided_at = models.DateTimeField()
    rules_version = models.CharField(max_length=40)
    facts_digest = models.CharField(max_length=64)
    previous = models.JSONField(null=True)
    payload = models.JSONField()
    aftermath = models.JSONField(default=list)
    sample = models.BooleanField(default=False)
    objects = GuardedManager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["day", "revision"], name="morning_day_revision"),)


class MorningFacts(models.Model):
    """The compressed portfolio facts of a decision, identifiers only; megabytes that no page reads."""

    ACCESS = Access(side="client", area="spark")
    PERSONAL = personal(facts=DECISION)
    morning = models.OneToOneField(Morning, models.CASCADE, primary_key=True, related_name="+")
    facts = models.BinaryField()
    objects = GuardedManager()


class SignalRecord(models.Model):
    """A signal's verdict in one morning; score null means unknown, for `reason`."""

    ACCESS = Access(side="client", area="spark", partnership="partnership_code")
    PERSONAL = personal("partnership_code code reason", evidence=DECISION)
    morning = models.ForeignKey(Morning, models.CASCADE, related_name="+", db_index=False)
    partnership_code = models.CharField(max_length=60, db_index=True)
    code = models.CharField(max_length=80)
    score = models.FloatField(null=True)
    confidence = models.FloatField(null=True)
    reason = models.CharField(max_length=80, blank=True)
    evidence = models.JSONField(default=list)
    index_drop = models.FloatField(null=True)
    objects = GuardedManager()

    class Meta:
        indexes = (models.Index(fields=["morning", "partnership_code"], name="signal_of_morning"),)


class IndexRecord(models.Model):
    """A partnership's index in one morning: value, floor value, coverage, state, contributions, robustness.

    `state_since` is the first decision of the present state, `state_before` the one it left ("" when none is known);
    they, the last executive contact and the satisfaction are kept here so that lists run no signal.
    """

    ACCESS = Access(side="client", area="spark", partnership="partnership_code")
    PERSONAL = personal("partnership_code state contributions state_before")
    morning = models.ForeignKey(Morning, models.CASCADE, related_name="+", db_index=False)
    partnership_code = models.CharField(max_length=60, db_index=True)
    value = models.FloatField(null=True)
    low = models.FloatField()
    coverage = models.FloatField()
    state = models.CharField(max_length=10)
    contributions = models.JSONField(default=dict)
    first_share = models.FloatField(null=True)
    last_executive_on = models.DateField(null=True)
    satisfaction = models.FloatField(null=True)
    state_since = models.DateField(null=True)
    state_before = models.CharField(max_length=10, default="")
    objects = GuardedManager()

    class Meta:
        indexes = (models.Index(fields=["morning", "partnership_code"], name="index_of_morning"),)


class Snooze(Row):
    """« Pas aujourd’hui »: a reason that changes tomorrow's choice."""

    class Reason(models.TextChoices):
        """The four reasons."""

        TRAVELLING = "travelling", _("Travelling")
        BAD_MOMENT = "bad_moment", _("Bad moment")
        SOMEONE_ELSE = "someone_else", _("Someone else should call")
        WRONG_REASON = "wrong_reason", _("The reason is wrong")

    ACCESS = Access(side="client", area="spark", **OF_PARTNERSHIP)
    PERSONAL = personal("topic reason", callee=DECISION)
    NATURAL = ()
    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="+")
    callee = models.ForeignKey(Person, models.CASCADE, related_name="+")
    topic = models.CharField(max_length=80)
    reason = models.CharField(max_length=20, choices=Reason.choices)
    since = models.DateField()
    until = models.DateField()
    undone_at = models.DateTimeField(null=True)


class Outcome(Row):
    """What came of a call, and who follows up by when."""

    class Result(models.TextChoices):
        """Two taps: what happened."""

        REACHED = "reached", _("Reached")
        MESSAGE = "message", _("Message left")
        NOT_REACHED = "not_reached", _("Not reached")

    ACCESS = Access(side="client", area="spark", **OF_PARTNERSHIP)
    PERSONAL = personal("topic result", note=NOTE, caller=DECISION, callee=DECISION, follow_up_by=DECISION)
    NATURAL = ()
    SHOWN = ("day", "partnership", "caller", "callee", "result", "follow_up_on")
    morning = models.ForeignKey(Morning, models.SET_NULL, null=True, related_name="+")
    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="+", verbose_name=_("partnership"))
    caller = models.ForeignKey(Person, models.CASCADE, related_name="+", verbose_name=_("who called"))
    callee = models.ForeignKey(Person, models.CASCADE, related_name="+", verbose_name=_("who was called"))
    topic = models.CharField(max_length=80)
    result = models.CharField(_("result"), max_length=20, choices=Result.choices)
    day = models.DateField(_("day"))
    note = models.CharField(max_length=500, blank=True)
    follow_up_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    follow_up_on = models.DateField(_("follow-up on"), null=True)
    undone_at = models.DateTimeField(null=True)
