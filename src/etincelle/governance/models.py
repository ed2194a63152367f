"""Committees, meetings, attendance, decisions and actions, reports received: shared with the partner."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from etincelle.foundation.access import Access, Paths
from etincelle.foundation.models import Row
from etincelle.foundation.personal import SEAT, TIED, WORDS, personal
from etincelle.parties.models import Partnership, Person

OF_PARTNERSHIP: Paths = {"partner": "partnership__partner__code", "partnership": "partnership__code"}
OF_COMMITTEE: Paths = {
    "partner": "committee__partnership__partner__code",
    "partnership": "committee__partnership__code",
}
OF_MEETING: Paths = {
    "partner": "meeting__committee__partnership__partner__code",
    "partnership": "meeting__committee__partnership__code",
}


class Committee(Row):
    """A standing committee of a partnership."""

    class Kind(models.TextChoices):
        """The five committees of the default governance."""

        STRATEGIC = "strategic", _("Strategic committee")
        STEERING = "steering", _("Steering committee")
        OPERATIONS = "operations", _("Operations review")
        INNOVATION = "innovation", _("Innovation board")
        CONTRACT = "contract", _("Contract review")

    ACCESS = Access(side="shared", area="governance", **OF_PARTNERSHIP)
    PERSONAL = personal("code kind", name=WORDS)
    NATURAL = ("code",)
    code = models.CharField(_("code"), max_length=60, unique=True)
    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="+", verbose_name=_("partnership"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=200)
    cadence_days = models.PositiveSmallIntegerField(_("every (days)"), default=30)
    length_minutes = models.PositiveSmallIntegerField(_("length (minutes)"), default=60)

    def __str__(self) -> str:
        return self.name


class CommitteeSeat(Row):
    """A member named in the charter."""

    ACCESS = Access(side="shared", area="governance", **OF_COMMITTEE)
    PERSONAL = personal(person=SEAT)
    NATURAL = ("committee__code", "person__code")
    committee = models.ForeignKey(Committee, models.CASCADE, related_name="+", verbose_name=_("committee"))
    person = models.ForeignKey(Person, models.CASCADE, related_name="+", verbose_name=_("member"))

    class Meta:
        constraints = (models.UniqueConstraint(fields=["committee", "person"], name="committee_seat_natural"),)


class Meeting(Row):
    """One meeting of a committee, held or to come."""

    ACCESS = Access(side="shared", area="governance", **OF_COMMITTEE)
    PERSONAL = personal("code")
    NATURAL = ("code",)
    code = models.CharField(_("reference"), max_length=120, unique=True)
    committee = models.ForeignKey(Committee, models.CASCADE, related_name="+", verbose_name=_("committee"))
    starts_at = models.DateTimeField(_("starts at"))
    minutes = models.PositiveSmallIntegerField(_("length (minutes)"), null=True, blank=True)
    held = models.BooleanField(_("held"), null=True, blank=True)
    minutes_received = models.BooleanField(_("minutes received"), default=False)

    class Meta:
        indexes = (
            models.Index(fields=["starts_at"], name="meeting_starts_at"),
            models.Index(fields=["committee", "starts_at"], name="meeting_of_committee"),
        )

    def __str__(self) -> str:
        return self.code


class Attendance(Row):
    """Who of the charter came, or whom he sent."""

    ACCESS = Access(side="shared", area="governance", **OF_MEETING)
    PERSONAL = personal(person=TIED, present=TIED)
    NATURAL = ("meeting__code", "person__code")
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="+", verbose_name=_("meeting"))
    person = models.ForeignKey(Person, models.CASCADE, related_name="+", verbose_name=_("person"))
    present = models.BooleanField(_("present"), default=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["meeting", "person"], name="attendance_natural"),)


class MeetingDecision(Row):
    """A decision written in the minutes; `about` names the service level it concerns, if any."""

    ACCESS = Access(side="shared", area="governance", **OF_MEETING)
    PERSONAL = personal("about", text=WORDS)
    NATURAL = ("meeting__code", "text")
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="+", verbose_name=_("meeting"))
    text = models.CharField(_("decision"), max_length=400)
    about = models.CharField(_("about (service level)"), max_length=60, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["meeting", "text"], name="meeting_decision_natural"),)


class ActionItem(Row):
    """An action of the minutes: owner, due date, done; carried counts how often it was carried over."""

    ACCESS = Access(side="shared", area="governance", **OF_MEETING)
    PERSONAL = personal(text=WORDS, owner=WORDS)
    NATURAL = ("meeting__code", "text")
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="+", verbose_name=_("meeting"))
    text = models.CharField(_("action"), max_length=400)
    owner = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("owner"))
    due_on = models.DateField(_("due on"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    carried = models.PositiveSmallIntegerField(_("times carried over"), default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["meeting", "text"], name="action_natural"),)


class Report(Row):
    """A report or minutes received from the partner, as text."""

    ACCESS = Access(side="shared", area="governance", **OF_PARTNERSHIP)
    PERSONAL = personal("kind digest", title=WORDS, text=WORDS)
    NATURAL = ("partnership__code", "kind", "received_on", "title")
    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="+", verbose_name=_("partnership"))
    kind = models.CharField(
        _("kind"), max_length=10, default="report", choices=[("report", _("Report")), ("minutes", _("Minutes"))]
    )
    received_on = models.DateField(_("received on"))
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"))
    pages = models.PositiveIntegerField(_("pages"), null=True, blank=True)
    indicators = models.PositiveIntegerField(_("indicators"), null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["partnership", "kind", "received_on", "title"], name="report_natural"),
        )
