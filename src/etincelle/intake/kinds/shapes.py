"""What a kind of workbook row is made of: a sheet, its columns, their words in both languages. Pure data."""

from dataclasses import dataclass, field, replace
from typing import Literal

Type = Literal["text", "date", "month", "datetime", "decimal", "int", "bool", "choice", "ref", "list"]


@dataclass(frozen=True, slots=True)
class Choice:
    """One allowed value, with the word people write for it in each language and other accepted words."""

    value: str
    fr: str
    en: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet.

    attribute: the model's attribute, or the attribute of the twin row when `twin` is set.
    example: canonical (2024-02-28, 1234.56, true, a choice's value); it is shown in the reader's language.
    ref: the key of the kind the cell points to, by that kind's only natural column.
    length: the most signs a text may have. between: the lowest and highest number allowed.
    twin: the table of a private row that hangs on this one ("" when the cell belongs to the row itself).
    """

    attribute: str
    fr: str
    en: str
    type: Type = "text"
    required: bool = False
    example: str = ""
    aliases: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    ref: str = ""
    twin: str = ""
    length: int = 0
    between: tuple[int, int] | None = None

    def header(self, language: str) -> str:
        """The column's header in "fr" or "en"."""
        return self.fr if language == "fr" else self.en


@dataclass(frozen=True, slots=True)
class Twin:
    """A table filled from the same sheet: one private row (value ""), or one row per item of a list cell."""

    model: str
    owner: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """One sheet: one model, its columns, its natural key, and what the sheet proves about dates.

    natural: attributes that together name a row. covers: the kind of source coverage the sheet gives
    ("" for none), from the first day of the column `dated_by`; a register is true until the day it is
    received, anything else until its last row. implies: (attribute, value, attribute needed then).
    """

    key: str
    model: str
    fr: str
    en: str
    columns: tuple[Column, ...]
    natural: tuple[str, ...]
    twins: dict[str, Twin] = field(default_factory=dict)
    covers: str = ""
    dated_by: str = ""
    is_register: bool = False
    implies: tuple[tuple[str, str, str], ...] = ()
    more_examples: tuple[dict[str, str], ...] = ()

    def sheet(self, language: str) -> str:
        """The sheet's name in "fr" or "en"."""
        return self.fr if language == "fr" else self.en

    def column(self, attribute: str) -> Column:
        """The column of an attribute."""
        return next(column for column in self.columns if column.attribute == attribute)


SIDES = (
    Choice("client", "Client", "Client", ("votre côté", "your side", "interne")),
    Choice(
        "partner",
        "Partenaire",
        "Partner",
        ("côté partenaire", "partner’s side", "externe", "fournisseur", "prestataire", "supplier", "vendor"),
    ),
)  # fmt: skip


def code(example: str, fr: str = "Code", en: str = "Code", aliases: tuple[str, ...] = ()) -> Column:
    """The column that names a row alone."""
    return Column("code", fr, en, required=True, example=example, aliases=aliases, length=60)


def text(attribute: str, fr: str, en: str, example: str = "", length: int = 200) -> Column:
    """A free text column."""
    return Column(attribute, fr, en, example=example, length=length)


def day(attribute: str, fr: str, en: str, example: str = "") -> Column:
    """A date column."""
    return Column(attribute, fr, en, type="date", example=example)


def ref(attribute: str, kind: str, words: tuple[str, str], example: str = "") -> Column:
    """A column that points to another sheet."""
    return Column(attribute, words[0], words[1], type="ref", ref=kind, example=example)


def whole(attribute: str, fr: str, en: str, example: str = "") -> Column:
    """A whole number."""
    return Column(attribute, fr, en, type="int", example=example)


def number(attribute: str, fr: str, en: str, example: str = "") -> Column:
    """A decimal number."""
    return Column(attribute, fr, en, type="decimal", example=example)


def yes_no(attribute: str, fr: str, en: str, example: str = "") -> Column:
    """Yes, no, or nothing."""
    return Column(attribute, fr, en, type="bool", example=example)


def choice(attribute: str, words: tuple[str, str], choices: tuple[Choice, ...], example: str = "") -> Column:
    """One of a few words."""
    return Column(attribute, words[0], words[1], type="choice", choices=choices, example=example)


def needed(column: Column, *aliases: str) -> Column:
    """The same column, required, with other headers people use."""
    return replace(column, required=True, aliases=column.aliases + aliases)


def known_as(column: Column, *aliases: str) -> Column:
    """The same column with other headers people use."""
    return replace(column, aliases=column.aliases + aliases)


def private(twin: str, column: Column) -> Column:
    """The same column, kept in the private row `twin`."""
    return replace(column, twin=twin)


PARTNERSHIP = needed(
    ref("partnership", "partnership", ("Partenariat", "Partnership"), "ALTEA-POSTE"),
    "Code du partenariat", "Partnership code", "Périmètre", "Perimeter",
)  # fmt: skip
SIDE = needed(choice("side", ("Côté", "Side"), SIDES, "partner"))
