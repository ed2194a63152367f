"""What every page needs."""

from django.http import HttpRequest


def house(request: HttpRequest) -> dict[str, object]:
    """Actor and language for the base template."""
    return {"actor": getattr(request, "actor", None)}
