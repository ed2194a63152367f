"""Who: partners, partnerships, persons, seats; and, apart, what only the client may know of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from etincelle.foundation.access import Access, GuardedManager
from etincelle.foundation.models import Row
from etincelle.foundation.personal import ADDRESS, CODE, IDENTITY, LEVEL, SEAT, WORDS, personal
from etincelle.vocabulary.levels import Level, Side

SIDES = [(Side.CLIENT.value, _("Your side")), (Side.PARTNER.value, _("Partner’s side"))]
LEVELS = [
    (Level.OPERATIONS.value, _("Operations")),
    (Level.SERVICE.value, _("Service")),
    (Level.STEERING.value, _("Steering")),
    (Level.CIO.value, _("IT management")),
    (Level.TOP_MANAGEMENT.value, _("General management")),
]


class Partner(Row):
    """A firm that provides IT services."""

    ACCESS = Access(side="shared", area="parties", partner="code")
    PERSONAL = personal("code name country")
    NATURAL = ("code",)
    code = models.CharField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=200)
    country = models.CharField(_("country"), max_length=2, blank=True)

    def __str__(self) -> str:
        return self.name


class Partnership(Row):
    """One perimeter entrusted to one partner: what the index, the call and the committees are about."""

    ACCESS = Access(side="shared", area="parties", partner="partner__code", partnership="code")
    PERSONAL = personal("code name")
    NATURAL = ("code",)
    code = models.CharField(_("code"), max_length=60, unique=True)
    partner = models.ForeignKey(Partner, models.CASCADE, related_name="+", verbose_name=_("partner"))
    name = models.CharField(_("perimeter"), max_length=200)
    signed_on = models.DateField(_("signature date"), null=True, blank=True)
    ended_on = models.DateField(_("end date"), null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.partner.name} · {self.name}"


class Person(Row):
    """Somebody on either side. Level and mandate are private: see PersonProfile."""

    ACCESS = Access(side="shared", area="parties", partner="partner__code")
    PERSONAL = personal("side", code=CODE, name=CODE, title=IDENTITY, email=IDENTITY, phone=IDENTITY)
    NATURAL = ("code",)
    code = models.CharField(_("identifier"), max_length=120, unique=True)
    side = models.CharField(_("side"), max_length=10, choices=SIDES)
    partner = models.ForeignKey(
        Partner, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("partner")
    )
    name = models.CharField(_("name"), max_length=200)
    title = models.CharField(_("role held"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    left_on = models.DateField(_("left on"), null=True, blank=True)
    successor = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("replaced by")
    )
    erased_on = models.DateField(_("erased on"), null=True, blank=True, editable=False)

    def __str__(self) -> str:
        return self.name


class PersonAlias(Row):
    """Another address of the same person, used to recognise him in calendars and mail metadata."""

    ACCESS = Access(side="client", area="network", partner="person__partner__code")
    PERSONAL = personal(address=ADDRESS)
    NATURAL = ("address",)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+", verbose_name=_("person"))
    address = models.CharField(_("address"), max_length=254, unique=True)


class PersonProfile(Row):
    """What the client alone keeps about a person: level on the ladder and mandate to commit."""

    ACCESS = Access(side="client", area="network", partner="person__partner__code")
    PERSONAL = personal(level=LEVEL, mandate=LEVEL)
    NATURAL = ("person__code",)
    person = models.OneToOneField(Person, models.CASCADE, related_name="+", verbose_name=_("person"))
    level = models.PositiveSmallIntegerField(_("level"), choices=LEVELS, null=True, blank=True)
    mandate = models.BooleanField(_("may commit or sign"), default=False)


class Seat(Row):
    """A role held on a partnership by a person, since, until; and what the contract says of his stay and his handover.

    pair: the same word on both halves of a leadership pair of one side.
    """

    ACCESS = Access(
        side="shared", area="parties", partner="partnership__partner__code", partnership="partnership__code"
    )
    PERSONAL = personal("side pair", role=SEAT, person=SEAT)
    NATURAL = ("partnership__code", "role", "person__code", "since")
    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="+", verbose_name=_("partnership"))
    role = models.CharField(_("role"), max_length=120)
    side = models.CharField(_("side"), max_length=10, choices=SIDES)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+", verbose_name=_("person"))
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)
    key_role = models.BooleanField(_("key role"), default=True)
    minimum_months = models.PositiveSmallIntegerField(_("minimum term (months)"), null=True, blank=True)
    handover_days = models.PositiveSmallIntegerField(_("handover (business days)"), null=True, blank=True)
    pair = models.CharField(
        _("leadership pair"), max_length=60, blank=True, help_text=_("The same word on the seats of both halves.")
    )

    class Meta:
        constraints = (models.UniqueConstraint(fields=["partnership", "role", "person", "since"], name="seat_natural"),)


class SeatPlan(Row):
    """The client's private plan for a seat: when it should be renewed."""

    ACCESS = Access(
        side="client", area="parties", partner="seat__partnership__partner__code", partnership="seat__partnership__code"
    )
    PERSONAL = personal(renew_on=SEAT)
    NATURAL = ()
    seat = models.OneToOneField(Seat, models.CASCADE, related_name="+", verbose_name=_("seat"))
    renew_on = models.DateField(_("planned renewal"), null=True, blank=True)


class Ambition(Row):
    """What a side wants from the partnership, as it was heard: term, scope, visibility, service…"""

    ACCESS = Access(
        side="client", area="parties", partner="partnership__partner__code", partnership="partnership__code"
    )
    PERSONAL = personal("side", text=WORDS, source=WORDS)
    NATURAL = ("partnership__code", "side", "text")
    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="+", verbose_name=_("partnership"))
    side = models.CharField(_("side"), max_length=10, choices=SIDES)
    text = models.CharField(_("ambition"), max_length=300)
    since = models.DateField(_("since"))
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["partnership", "side", "text"], name="ambition_natural"),)


class Commitment(Row):
    """What somebody promised to somebody: the last words of a briefing."""

    ACCESS = Access(
        side="client", area="parties", partner="partnership__partner__code", partnership="partnership__code"
    )
    PERSONAL = personal(text=WORDS, by=WORDS, to=WORDS)
    NATURAL = ("partnership__code", "said_on", "text")
    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="+", verbose_name=_("partnership"))
    by = models.ForeignKey(Person, models.CASCADE, related_name="+", verbose_name=_("promised by"))
    to = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("promised to")
    )
    text = models.CharField(_("promise"), max_length=300)
    said_on = models.DateField(_("said on"))
    due_on = models.DateField(_("due on"), null=True, blank=True)
    kept = models.BooleanField(_("kept"), null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["partnership", "said_on", "text"], name="commitment_natural"),)


class SeenAddress(models.Model):
    """An unknown address of a known firm that an import of mail met, to be recognised; it goes with its import."""

    ACCESS = Access(side="client", area="network")
    PERSONAL = personal("partner_code", address=ADDRESS, name=ADDRESS)
    batch = models.PositiveBigIntegerField(db_index=True)
    address = models.CharField(_("address"), max_length=254)
    name = models.CharField(_("name"), max_length=200, blank=True)
    partner_code = models.CharField(_("partner"), max_length=60, blank=True)
    messages = models.PositiveIntegerField(_("messages"))
    objects = GuardedManager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["batch", "address"], name="seen_address_natural"),)


class AddressChoice(models.Model):
    """What a person decided about an address: somebody's, a new person's, or nobody's."""

    class Choice(models.TextChoices):
        """The three answers."""

        ALIAS = "alias", _("Another address of")
        PERSON = "person", _("New person:")
        REFUSED = "refused", _("Left aside")

    ACCESS = Access(side="client", area="network")
    PERSONAL = personal("choice", address=ADDRESS, person_code=ADDRESS)
    address = models.CharField(_("address"), max_length=254, unique=True)
    choice = models.CharField(_("choice"), max_length=10, choices=Choice.choices)
    person_code = models.CharField(_("person"), max_length=120, blank=True)
    objects = GuardedManager()
