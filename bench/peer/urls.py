"""A list and a detail page of partnerships, as Django's tutorial writes them."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.urls import path
from django.views.generic import DetailView, ListView

from etincelle.foundation.access import everything
from etincelle.parties.models import Partnership

WHY = "bench: the peer"


class PartnershipList(LoginRequiredMixin, ListView):  # type: ignore[type-arg]
    """Fifty rows with their partner, in one join."""

    template_name = "peer/list.html"
    paginate_by = 50

    def get_queryset(self) -> QuerySet[Any]:
        """All partnerships by name of the partner."""
        return everything(Partnership, WHY).select_related("partner").order_by("partner__name", "name")


class PartnershipDetail(LoginRequiredMixin, DetailView):  # type: ignore[type-arg]
    """One partnership with its partner."""

    template_name = "peer/detail.html"
    slug_field = "code"
    slug_url_kwarg = "code"

    def get_queryset(self) -> QuerySet[Any]:
        """All partnerships."""
        return everything(Partnership, WHY).select_related("partner")


VIEWS = (PartnershipList.as_view(), PartnershipDetail.as_view())
for view in VIEWS:
    view.access_rule = "facts.read"  # type: ignore[attr-defined]  # the house runs no view without one; here Django's mixin looks
urlpatterns = [path("partnerships/", VIEWS[0], name="list"), path("partnerships/<str:code>/", VIEWS[1], name="detail")]
