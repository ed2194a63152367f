"""The call of the day as JSON: the same stored record as the page and the terminal."""

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_GET

from etincelle.foundation.access import Asked, rule
from etincelle.spark.document import document, nothing_decided
from etincelle.spark.reads import latest_morning

AS_WRITTEN = {"ensure_ascii": False}


@require_GET
@rule("call.read")
def call_of_the_day(request: Asked) -> HttpResponse:
    """The decision in force; 404 when no morning was ever published."""
    morning = latest_morning(request.actor)
    if morning is None:
        return JsonResponse(nothing_decided(), status=404, json_dumps_params=AS_WRITTEN)
    return JsonResponse(document(morning), json_dumps_params=AS_WRITTEN)
