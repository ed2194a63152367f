"""The human words of chapter 3, and the names its codes stand for."""

from django.utils.translation import gettext_lazy as _

from etincelle.comfort_zone.models import ServiceLevel
from etincelle.foundation.access import everything
from etincelle.foundation.speech import Phrase

PHRASES: dict[str, Phrase] = {
    "comfort_zone.watermelon": _("Green outside, red inside"),
    "comfort_zone.watermelon.question": _("Is the service green while the people it serves are not happy?"),
    "comfort_zone.watermelon.remedy": _("Listen"),
    "comfort_zone.watermelon.open": _("“The indicators are green. Our users say otherwise: let us look together.”"),
    "comfort_zone.watermelon.ask": _("a plan on what users live, with one measure of experience"),
    "comfort_zone.watermelon.give": _("dropping an indicator that no longer teaches anything"),
    "comfort_zone.watermelon.no_fresh_level": _("Can’t tell: no recent service level."),
    "comfort_zone.watermelon.few_answers": _("Not enough evidence: %(answers)s answers, %(needed)s are needed."),
    "comfort_zone.green_but_asleep": _("Green but flat"),
    "comfort_zone.green_but_asleep.question": _("Do the green indicators still teach anything?"),
    "comfort_zone.green_but_asleep.remedy": _("Review the target"),
    "comfort_zone.green_but_asleep.open": _(
        "“Everything has been green for years. What would make us proud tomorrow?”"
    ),
    "comfort_zone.green_but_asleep.ask": _("a new way to measure the service, closer to what users need"),
    "comfort_zone.green_but_asleep.give": _("retiring an indicator that is always green"),
    "comfort_zone.green_but_asleep.no_fresh_level": _("Can’t tell: no service level with six recent months."),
    "comfort_zone.green_but_asleep.few_minutes": _("Can’t tell: %(minutes)s minutes received, %(needed)s are needed."),
    "comfort_zone.casting_never_renewed": _("Casting"),
    "comfort_zone.casting_never_renewed.question": _("Have the same people held the same seats for too long?"),
    "comfort_zone.casting_never_renewed.remedy": _("Suggest a change"),
    "comfort_zone.casting_never_renewed.open": _(
        "“Our teams know each other well. Which seats could change hands, on both sides?”"
    ),
    "comfort_zone.casting_never_renewed.ask": _("a renewal of some seats, prepared with a handover"),
    "comfort_zone.casting_never_renewed.give": _("a renewal on your side as well"),
    "comfort_zone.casting_never_renewed.few_roles": _("Can’t tell: fewer than two key roles are known."),
    "comfort_zone.lived": _("Satisfaction of internal clients: %(mean)s out of 5 (%(answers)s answers)."),
    "comfort_zone.levels_met": _("Targets met at %(met_share)s over 12 months."),
    "comfort_zone.incidents_made": _(
        "Incidents: %(made_share)s of %(judged)s within the promised time (%(span_months)s)."
    ),
    "comfort_zone.flat_level": _("“%(level_code)s”: comfortably met, target unchanged for %(unchanged_months)s."),
    "comfort_zone.smooth_level": _("“%(level_code)s”: more even, over %(read_months)s, than chance allows."),
    "comfort_zone.not_discussed": _("No decision about the indicators in the last %(minutes)s minutes."),
    "comfort_zone.still_stretched": _("The targets still pull: %(judged)s levels looked at."),
    "comfort_zone.tenure": _("Same faces for %(tenure_years)s on average (%(roles)s key roles)."),
    "comfort_zone.last_renewal": _("Last renewal of a key role: %(last_on)s."),
    "comfort_zone.never_renewed": _("No key role has changed hands since the beginning."),
}


def level_names(codes: set[str]) -> dict[str, str]:
    """Names of the service levels by code, for the faces."""
    rows = everything(ServiceLevel, why="names for a face").filter(code__in=codes).order_by("pk")
    return dict(rows.values_list("code", "name"))
