"""Contracts, amendments, catalogue lines and demand; the stake apart, for the client alone."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from etincelle.foundation.access import Access, Paths
from etincelle.foundation.models import Row
from etincelle.foundation.personal import WORDS, personal
from etincelle.living_contract.room import models as room_models  # noqa: F401 - the tables of a negotiation
from etincelle.parties.models import Partnership

OF_PARTNERSHIP: Paths = {"partner": "partnership__partner__code", "partnership": "partnership__code"}
NOT_UNDER_0, AT_MOST_100 = MinValueValidator(0), MaxValueValidator(100)
OF_CONTRACT: Paths = {"partner": "contract__partnership__partner__code", "partnership": "contract__partnership__code"}


class Contract(Row):
    """A master agreement or a statement of work, with its term, renewal and notice."""

    class Renewal(models.TextChoices):
        """How the contract goes on at its end."""

        NONE = "none", _("No renewal")
        TACIT = "tacit", _("Tacit renewal")
        EXPRESS = "express", _("Express renewal")

    class Counting(models.TextChoices):
        """Which days a notice in days counts."""

        CALENDAR = "calendar", _("Calendar days")
        WORKING = "working", _("Working days")

    class Basis(models.TextChoices):
        """Which moment must come before the last day."""

        RECEIPT = "receipt", _("Receipt")
        SENDING = "sending", _("Sending")

    class Channel(models.TextChoices):
        """How the notice must be given."""

        REGISTERED = "registered", _("Registered letter")
        LETTER = "letter", _("Letter")
        MAIL = "mail", _("E-mail")
        BAILIFF = "bailiff", _("Court officer")
        PLATFORM = "platform", _("Platform")

    ACCESS = Access(side="shared", area="living_contract", **OF_PARTNERSHIP)
    PERSONAL = personal(
        "code kind regime renewal currency notice_counting notice_basis notice_channel",
        title=WORDS,
        review_clause=WORDS,
    )
    NATURAL = ("code",)
    code = models.CharField(_("reference"), max_length=60, unique=True)
    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="+", verbose_name=_("partnership"))
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(
        _("kind"),
        max_length=10,
        default="master",
        choices=[("master", _("Master agreement")), ("sow", _("Statement of work"))],
    )
    regime = models.CharField(
        _("regime"),
        max_length=10,
        default="private",
        choices=[("private", _("Private")), ("public", _("Public procurement"))],
    )
    signed_on = models.DateField(_("signature date"), null=True, blank=True)
    starts_on = models.DateField(_("start date"), null=True, blank=True)
    ends_on = models.DateField(_("end date"), null=True, blank=True)
    renewal = models.CharField(_("renewal"), max_length=10, choices=Renewal.choices, default=Renewal.NONE)
    renewal_months = models.PositiveSmallIntegerField(_("renewal period (months)"), null=True, blank=True)
    notice_months = models.PositiveSmallIntegerField(_("notice (months)"), null=True, blank=True)
    notice_days = models.PositiveSmallIntegerField(_("notice (days)"), null=True, blank=True)
    initial_months = models.PositiveSmallIntegerField(_("initial term (months)"), null=True, blank=True)
    renewals_max = models.PositiveSmallIntegerField(_("renewals at most"), null=True, blank=True)
    max_end_on = models.DateField(_("latest end"), null=True, blank=True)
    notice_counting = models.CharField(
        _("days of notice"), max_length=10, choices=Counting.choices, default=Counting.CALENDAR
    )
    notice_basis = models.CharField(_("notice counted at"), max_length=10, choices=Basis.choices, blank=True)
    notice_channel = models.CharField(_("form of the notice"), max_length=12, choices=Channel.choices, blank=True)
    partner_notice_months = models.PositiveSmallIntegerField(_("partner’s notice (months)"), null=True, blank=True)
    partner_notice_days = models.PositiveSmallIntegerField(_("partner’s notice (days)"), null=True, blank=True)
    imprevision_waived = models.BooleanField(_("hardship waived (art. 1195)"), null=True, blank=True)
    review_clause = models.CharField(_("review clause"), max_length=300, blank=True)
    annual_value = models.DecimalField(_("annual value"), max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, default="EUR")
    terminated_on = models.DateField(_("terminated on"), null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.code} · {self.title}"


class ContractDate(Row):
    """A date the contract gives: an option or a signed renewal, a break point, a benchmark, an indexation, a review.

    The end date of the contract is the one before the options and renewals listed here: each one used adds its months.
    on: the last day to use an option; the day of the event otherwise. after_months counts from the start instead.
    """

    class Kind(models.TextChoices):
        """What may happen that day."""

        OPTION = "option", _("Option")
        RENEWAL = "renewal", _("Signed renewal")
        BREAK = "break", _("Break point")
        BENCHMARK = "benchmark", _("Benchmark")
        INDEXATION = "indexation", _("Indexation")
        REVIEW = "review", _("Review")

    class Party(models.TextChoices):
        """Who may act."""

        CLIENT = "client", _("Client")
        PARTNER = "partner", _("Partner")
        BOTH = "both", _("Both")

    ACCESS = Access(side="shared", area="living_contract", **OF_CONTRACT)
    PERSONAL = personal("code kind party", clause=WORDS)
    NATURAL = ("code",)
    code = models.CharField(_("code"), max_length=60, unique=True)
    contract = models.ForeignKey(Contract, models.CASCADE, related_name="+", verbose_name=_("contract"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    on = models.DateField(_("date"), null=True, blank=True)
    after_months = models.PositiveSmallIntegerField(_("months after the start"), null=True, blank=True)
    every_months = models.PositiveSmallIntegerField(_("then every (months)"), null=True, blank=True)
    party = models.CharField(_("held by"), max_length=10, choices=Party.choices, default=Party.CLIENT)
    months = models.PositiveSmallIntegerField(_("extends by (months)"), null=True, blank=True)
    notice_months = models.PositiveSmallIntegerField(_("notice (months)"), null=True, blank=True)
    notice_days = models.PositiveSmallIntegerField(_("notice (days)"), null=True, blank=True)
    used_on = models.DateField(_("used on"), null=True, blank=True)
    clause = models.CharField(_("clause"), max_length=200, blank=True)


class DateReminder(Row):
    """When the client wants to hear of a date of a contract: days before, and not before a day. Its own business."""

    ACCESS = Access(side="client", area="living_contract", **OF_CONTRACT)
    PERSONAL = personal("kind")
    NATURAL = ("contract__code", "kind")
    contract = models.ForeignKey(Contract, models.CASCADE, related_name="+", verbose_name=_("contract"))
    kind = models.CharField(_("kind"), max_length=20)
    lead_days = models.PositiveSmallIntegerField(_("days before"), null=True, blank=True)
    snoozed_until = models.DateField(_("not before"), null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["contract", "kind"], name="reminder_natural"),)


class ContractStake(Row):
    """The client's private side of a contract: its limit and what it keeps to itself."""

    ACCESS = Access(side="client", area="negotiation", **OF_CONTRACT)
    PERSONAL = personal(reservation=WORDS, quiet_reason=WORDS)
    NATURAL = ("contract__code",)
    contract = models.OneToOneField(Contract, models.CASCADE, related_name="+", verbose_name=_("contract"))
    reservation = models.TextField(_("limit"), blank=True)
    quiet_until = models.DateField(_("no call until (dispute, tender)"), null=True, blank=True)
    quiet_reason = models.CharField(_("reason"), max_length=200, blank=True)


class CreditTerms(Row):
    """What a missed month may cost the partner: charges, share at risk, earn-back, ratchet. The client's own money.

    Percentages as people write them, 0 to 100. An empty earn-back was not agreed; ratchet_percent is the share of what
    is left to perfection that a yearly reset may take.
    """

    class Ratchet(models.TextChoices):
        """How a level that is always beaten may be raised."""

        NONE = "none", _("No ratchet")
        HALF_WAY = "half_way", _("Half-way, after twelve better months")
        CAPPED = "capped", _("Once a year, capped")

    ACCESS = Access(side="client", area="living_contract", **OF_CONTRACT)
    PERSONAL = personal("ratchet")
    NATURAL = ("contract__code",)
    contract = models.OneToOneField(Contract, models.CASCADE, related_name="+", verbose_name=_("contract"))
    monthly_charges = models.DecimalField(
        _("monthly charges"), max_digits=14, decimal_places=2, validators=[NOT_UNDER_0]
    )
    at_risk_percent = models.DecimalField(
        _("at risk (%)"), max_digits=6, decimal_places=3, validators=[NOT_UNDER_0, AT_MOST_100]
    )
    earn_back_months = models.PositiveSmallIntegerField(_("earn-back over (months)"), null=True, blank=True)
    earn_back_from = models.DecimalField(_("earn-back from"), max_digits=12, decimal_places=4, null=True, blank=True)
    earn_back_percent = models.DecimalField(
        _("earned back (%)"),
        max_digits=6,
        decimal_places=3,
        null=True,
        blank=True,
        validators=[NOT_UNDER_0, AT_MOST_100],
    )
    ratchet = models.CharField(_("ratchet"), max_length=10, choices=Ratchet.choices, default=Ratchet.NONE)
    ratchet_percent = models.DecimalField(
        _("raised at most by (%)"), max_digits=6, decimal_places=3, null=True, blank=True,
        validators=[NOT_UNDER_0, AT_MOST_100],
    )  # fmt: skip


class ContractReading(Row):
    """What was read in a contract's document, with its quotes, and what a person decided of it: the client's own.

    digest: SHA-256 of the document; terms: as reading/plain.py writes them; decisions: attribute of the contract ->
    {"read", "kept"}; last: what the latest confirmation replaced, to undo it ({} when there is nothing to undo).
    """

    ACCESS = Access(side="client", area="living_contract", **OF_CONTRACT)
    PERSONAL = personal("digest reader decisions last", filename=WORDS, terms=WORDS)
    NATURAL = ("contract__code", "digest")
    contract = models.ForeignKey(Contract, models.CASCADE, related_name="+", verbose_name=_("contract"))
    digest = models.CharField(_("mark of the document"), max_length=64)
    filename = models.CharField(_("file"), max_length=255)
    reader = models.CharField(_("reader"), max_length=60)
    read_on = models.DateField(_("read on"))
    terms = models.JSONField(_("terms"), default=dict)
    decisions = models.JSONField(_("decisions"), default=dict)
    last = models.JSONField(_("replaced"), default=dict)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["contract", "digest"], name="contract_reading_natural"),)


class Amendment(Row):
    """A change to a contract. Substantive: scope, levels, price model, term, innovation, governance."""

    class Kind(models.TextChoices):
        """What an amendment changes; the last four are not substantive."""

        SCOPE = "scope", _("Scope")
        SERVICE_LEVEL = "service_level", _("Service levels")
        PRICE = "price", _("Price model")
        TERM = "term", _("Term")
        INNOVATION = "innovation", _("Innovation")
        GOVERNANCE = "governance", _("Governance")
        INDEXATION = "indexation", _("Indexation")
        ADDRESS = "address", _("Address or name")
        ADMINISTRATIVE = "administrative", _("Administrative")
        NONE = "none", _("No change")

    ACCESS = Access(side="shared", area="living_contract", **OF_CONTRACT)
    PERSONAL = personal("number kind", title=WORDS)
    NATURAL = ("contract__code", "number")
    contract = models.ForeignKey(Contract, models.CASCADE, related_name="+", verbose_name=_("contract"))
    number = models.CharField(_("number"), max_length=30)
    signed_on = models.DateField(_("signature date"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    title = models.CharField(_("subject"), max_length=300)
    effective_on = models.DateField(_("in force on"), null=True, blank=True)
    is_substantive = models.BooleanField(_("substantive, whatever its kind"), null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["contract", "number"], name="amendment_natural"),)


class ContractChange(Row):
    """What an amendment changed, field by field: the value before and after, as written; "" when not known."""

    class Field(models.TextChoices):
        """The part of the contract that changed."""

        END = "end", _("End")
        VALUE = "value", _("Value")
        SCOPE = "scope", _("Scope")
        SERVICE_LEVEL = "service_level", _("Service level")
        PRICE = "price", _("Price model")
        NOTICE = "notice", _("Notice")
        RENEWAL = "renewal", _("Renewal")
        GOVERNANCE = "governance", _("Governance")
        INNOVATION = "innovation", _("Innovation")
        INDEX = "index", _("Price index")
        PARTIES = "parties", _("Parties and addresses")
        OTHER = "other", _("Other")

    ACCESS = Access(side="shared", area="living_contract", **OF_CONTRACT)
    PERSONAL = personal("number field", before=WORDS, after=WORDS)
    NATURAL = ("contract__code", "number", "field")
    contract = models.ForeignKey(Contract, models.CASCADE, related_name="+", verbose_name=_("contract"))
    number = models.CharField(_("amendment"), max_length=30)
    field = models.CharField(_("field"), max_length=20, choices=Field.choices)
    before = models.CharField(_("before"), max_length=300, blank=True)
    after = models.CharField(_("after"), max_length=300, blank=True)
    signed_on = models.DateField(_("signature date"))
    effective_on = models.DateField(_("in force on"), null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["contract", "number", "field"], name="change_natural"),)


class CatalogueLine(Row):
    """A line of the service catalogue, or a work unit, with its volume band and its technology."""

    ACCESS = Access(side="shared", area="living_contract", **OF_CONTRACT)
    PERSONAL = personal("code name unit technology")
    NATURAL = ("contract__code", "code")
    contract = models.ForeignKey(Contract, models.CASCADE, related_name="+", verbose_name=_("contract"))
    code = models.CharField(_("code"), max_length=60)
    name = models.CharField(_("name"), max_length=200)
    unit = models.CharField(_("work unit"), max_length=60, blank=True)
    band_low = models.PositiveIntegerField(_("lowest yearly volume"), null=True, blank=True)
    band_high = models.PositiveIntegerField(_("highest yearly volume"), null=True, blank=True)
    technology = models.CharField(_("technology named"), max_length=120, blank=True)
    supported_until = models.DateField(_("supported until"), null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["contract", "code"], name="catalogue_natural"),)


class Demand(Row):
    """How much was asked in a month, by topic; without a catalogue line, the contract does not cover it."""

    ACCESS = Access(side="client", area="living_contract", **OF_PARTNERSHIP)
    PERSONAL = personal("line_code", topic=WORDS)
    NATURAL = ("partnership__code", "month", "topic")
    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="+", verbose_name=_("partnership"))
    month = models.DateField(_("month"))
    topic = models.CharField(_("topic"), max_length=200)
    volume = models.PositiveIntegerField(_("volume"))
    line_code = models.CharField(_("catalogue line"), max_length=60, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["partnership", "month", "topic"], name="demand_natural"),)
