"""What bars an erasure for a time, and the link by which somebody reads what is kept about him."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from etincelle.foundation.access import Access, GuardedManager
from etincelle.foundation.personal import HELD, LINK, personal
from etincelle.parties.models import Person


class Hold(models.Model):
    """A legal hold: nothing of the person goes while it lasts; an erasure asked meanwhile is done at its release."""

    ACCESS = Access(side="client", area="house")
    PERSONAL = personal(reason=HELD)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+", verbose_name=_("person"))
    reason = models.CharField(_("reason"), max_length=300)
    placed_on = models.DateField(_("since"))
    released_on = models.DateField(_("released on"), null=True)
    erasure_asked_on = models.DateField(_("erasure asked on"), null=True)
    objects = GuardedManager()


class OwnLink(models.Model):
    """A link for the person himself: only the digest of its secret is kept; a button opens it, once, while it lasts."""

    ACCESS = Access(side="client", area="house")
    PERSONAL = personal(digest=LINK)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    objects = GuardedManager()
