"""JSON that means one thing: no NaN, no double key, no endless number, no half character, no deep nesting."""

import json
from typing import Any

from etincelle.intake.sources.rows import Refused

MAX_DEPTH = 32
MAX_DIGITS = 30


def load(content: bytes) -> Any:
    """The value of a JSON file, or a refusal that says what is wrong and where."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused("json_utf8", str(error.start)) from error
    check_depth(text)
    try:
        value = json.loads(
            text, parse_constant=refuse_constant, parse_int=short_int, parse_float=short_float,
            object_pairs_hook=without_doubles,
        )  # fmt: skip
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except json.JSONDecodeError as error:
        raise Refused("json", error.msg, error.lineno) from error
    except UnicodeEncodeError as error:
        raise Refused("json_utf8", "\\ud800") from error
    return value


def check_depth(text: str) -> None:
    """Refuse a text nested deeper than any true export."""
    depth, quoted, escaped = 0, False, False
    for sign in text:
        if quoted:
            quoted = escaped or sign != '"'
            escaped = sign == "\\" and not escaped
        elif sign in "[{":
            depth += 1
            if depth > MAX_DEPTH:
                raise Refused("json_depth", str(depth), example=str(MAX_DEPTH))
        elif sign in "]}":
            depth -= 1
        elif sign == '"':
            quoted = True


def refuse_constant(name: str) -> None:
    """NaN and the infinities are not numbers of a report."""
    raise Refused("json_number", name)


def short_int(digits: str) -> int:
    """A whole number of bearable length."""
    if len(digits) > MAX_DIGITS:
        raise Refused("json_number", digits[:20] + "…")
    return int(digits)


def short_float(digits: str) -> float:
    """A decimal number that is finite."""
    number = float(digits)
    if number in (float("inf"), float("-inf")):
        raise Refused("json_number", digits[:20])
    return number


def without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys are all different."""
    values = dict(pairs)
    if len(values) != len(pairs):
        names = [name for name, _ in pairs]
        raise Refused("json_keys", next(name for name in names if names.count(name) > 1))
    return values
