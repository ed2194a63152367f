"""A text that must be readable: the same check behind a form and behind an import."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.deconstruct import deconstructible
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, str | Promise] = {
    "hours": _("These opening hours cannot be read. Write %(example)s, for example."),
    "days": _("These days cannot be read. Write %(example)s, for example."),
    "zone": _("This time zone is unknown. Write %(example)s, for example."),
    "holidays": _("This country or this part of it is unknown. Write %(example)s, for example."),
}


@deconstructible
class Written:
    """A validator: `reader` must understand the text. `code` names what is expected, `example` shows it."""

    def __init__(self, reader: Callable[[str], Any], code: str, example: str) -> None:
        self.reader, self.code, self.example = reader, code, example

    def __call__(self, text: str) -> None:
        """ValidationError when the reader refuses the text."""
        try:
            self.reader(text)
        except ValueError as error:
            raise ValidationError(str(SENTENCES[self.code]), self.code, {"example": self.example}) from error

    def __eq__(self, other: object) -> bool:
        """Two validators that ask the same are one: migrations compare them."""
        return isinstance(other, Written) and vars(self) == vars(other)

    __hash__ = None  # type: ignore[assignment]
