"""The tables of a negotiation: what both sides share, what the client keeps to itself, what the partner does.

No shared row points to a private one. A table is shown to the partner from its first offer on. Rounds and events are
only ever added.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from etincelle.foundation.access import Access, Paths
from etincelle.foundation.models import Row
from etincelle.foundation.personal import WORDS, personal

TO_CONTRACT = "contract__partnership__"
OF_TABLE: Paths = {"partner": f"{TO_CONTRACT}partner__code", "partnership": f"{TO_CONTRACT}code"}
OF_CHILD: Paths = {
    "partner": f"negotiation__{TO_CONTRACT}partner__code", "partnership": f"negotiation__{TO_CONTRACT}code",
}  # fmt: skip
OF_POINT: Paths = {
    "partner": f"point__negotiation__{TO_CONTRACT}partner__code",
    "partnership": f"point__negotiation__{TO_CONTRACT}code",
}
CHILD_SENT = Q(negotiation__sent_on__isnull=False)
SIDES = [("client", _("Client")), ("partner", _("Partner"))]


class Negotiation(Row):
    """A table on a contract. version grows with each deed that changes what is to be decided."""

    ACCESS = Access(side="shared", area="living_contract", shared_when=Q(sent_on__isnull=False), **OF_TABLE)
    PERSONAL = personal("code state turn", title=WORDS)
    NATURAL = ("code",)
    code = models.CharField(_("reference"), max_length=60, unique=True)
    contract = models.ForeignKey(
        "living_contract.Contract", models.CASCADE, related_name="+", verbose_name=_("contract")
    )
    title = models.CharField(_("title"), max_length=200)
    state = models.CharField(
        max_length=10,
        default="open",
        choices=[("open", _("Open")), ("locked", _("Locked")), ("withdrawn", _("Withdrawn"))],
    )
    turn = models.CharField(max_length=10, choices=SIDES, default="client")
    deadline = models.DateField(_("deadline"), null=True, blank=True)
    opened_on = models.DateField()
    sent_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.title


class NegotiationPoint(Row):
    """A point, its levels in the words of the table, and which one holds today (from 0)."""

    ACCESS = Access(side="shared", area="living_contract", shared_when=CHILD_SENT, **OF_CHILD)
    PERSONAL = personal("code", title=WORDS, levels=WORDS)
    NATURAL = ("negotiation__code", "code")
    negotiation = models.ForeignKey(Negotiation, models.CASCADE, related_name="+")
    code = models.CharField(max_length=10)
    title = models.CharField(_("point"), max_length=120)
    levels = models.JSONField(_("levels"))
    today = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["negotiation", "code"], name="negotiation_point_natural"),)


class NegotiationRound(Row):
    """An offer as sent: the level of each point by its code, and the sentence of the exchange."""

    ACCESS = Access(side="shared", area="living_contract", shared_when=CHILD_SENT, **OF_CHILD)
    PERSONAL = personal("side package", sentence=WORDS)
    NATURAL = ("negotiation__code", "number")
    negotiation = models.ForeignKey(Negotiation, models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    side = models.CharField(max_length=10, choices=SIDES)
    sentence = models.CharField(_("sentence"), max_length=500)
    package = models.JSONField()
    sent_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["negotiation", "number"], name="negotiation_round_natural"),)


class NegotiationEvent(Row):
    """What a side did, when (UTC): the history. number: the round it is about, 0 for none."""

    ACCESS = Access(side="shared", area="living_contract", shared_when=CHILD_SENT, **OF_CHILD)
    PERSONAL = personal("side kind")
    negotiation = models.ForeignKey(Negotiation, models.CASCADE, related_name="+")
    side = models.CharField(max_length=10, choices=SIDES)
    kind = models.CharField(max_length=20)
    number = models.PositiveIntegerField(default=0)
    until = models.DateField(null=True, blank=True)
    at = models.DateTimeField()


class DeclaredGain(Row):
    """What a side says it gains, in words and out of 100: its own declaration, shown to both."""

    ACCESS = Access(side="shared", area="living_contract", shared_when=CHILD_SENT, **OF_CHILD)
    PERSONAL = personal("side", words=WORDS)
    NATURAL = ("negotiation__code", "side")
    negotiation = models.ForeignKey(Negotiation, models.CASCADE, related_name="+")
    side = models.CharField(max_length=10, choices=SIDES)
    score = models.PositiveSmallIntegerField(null=True, blank=True)
    words = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["negotiation", "side"], name="declared_gain_natural"),)


class PrivateBand(Row):
    """What a side keeps to itself at a table: its limit, its notes, the draft of its next offer."""

    draft_sentence = models.CharField(max_length=500, blank=True)
    draft_package = models.JSONField(default=dict, blank=True)
    limit = models.TextField(_("limit"), blank=True)
    notes = models.TextField(_("notes"), blank=True)

    class Meta:
        abstract = True


class NegotiationStake(PrivateBand):
    """The client's side, for it alone; what each has without a deal, in points of 100 over today, None unknown."""

    ACCESS: ClassVar[Access] = Access(side="client", area="negotiation", **OF_CHILD)
    PERSONAL = personal("draft_package", limit=WORDS, notes=WORDS, draft_sentence=WORDS)
    NATURAL = ("negotiation__code",)
    negotiation = models.OneToOneField(Negotiation, models.CASCADE, related_name="+")
    ours_without = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    theirs_without = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)


class PointStake(Row):
    """What a point is worth, for the client alone: swing weights and the worth of each level, to it and, as it guesses,
    to the partner. 0 to 100 each; worths are lists in the order of the levels, texts of decimals, null for unknown.

    clause, before, after: the clause the point changes, for the draft amendment.
    """

    ACCESS = Access(side="client", area="negotiation", **OF_POINT)
    PERSONAL = personal("ours theirs clause", before=WORDS, after=WORDS)
    NATURAL = ("point__negotiation__code", "point__code")
    point = models.OneToOneField(NegotiationPoint, models.CASCADE, related_name="+")
    our_weight = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    their_weight = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    ours = models.JSONField(default=list, blank=True)
    theirs = models.JSONField(default=list, blank=True)
    clause = models.CharField(_("clause"), max_length=60, blank=True)
    before = models.TextField(_("text of today"), blank=True)
    after = models.TextField(_("text agreed"), blank=True)


class PartnerBand(PrivateBand):
    """The partner's side, for it alone: no user of the client ever reads it."""

    ACCESS: ClassVar[Access] = Access(side="partner", area="living_contract", **OF_CHILD)
    PERSONAL = personal("draft_package", limit=WORDS, notes=WORDS, draft_sentence=WORDS)
    NATURAL = ("negotiation__code",)
    negotiation = models.OneToOneField(Negotiation, models.CASCADE, related_name="+")
