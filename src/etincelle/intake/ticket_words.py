"""What the words of a ticket tool mean, written in SQL: the same rules as sources/incidents.py, for the stream.

Every interpolated piece is a name of ours or goes through `quoted`.
"""

from collections.abc import Mapping

from etincelle.intake.sources.incident_fields import PRIORITIES
from etincelle.intake.sources.incident_tools import JIRA, Tool
from etincelle.intake.sources.values import FALSE, MONTHS, TRUE

FIGURE = "nullif(regexp_extract(priority, '^[Pp]?([0-9])([^0-9]|$)', 1), '')"
LEFT = r"^[-−]?\d[\d: .,]*([A-Za-z]+[\d: .,]*)*$"
SPACES = "\\s\u00a0\u202f"


def quoted(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def by_word(text: str, meanings: Mapping[str, str], otherwise: str) -> str:
    """What a text without case, accent or underscore means, by a list of words."""
    if not meanings:
        return otherwise
    cases = " ".join(f"WHEN {quoted(word)} THEN {quoted(meaning)}" for word, meaning in meanings.items())
    return f"CASE replace(lower(strip_accents(trim({text}))), '_', ' ') {cases} ELSE {otherwise} END"


def priority(tool: Tool) -> str:
    """The figure of a priority: the tool's own word, else the figure written, else a word of any tool."""
    own, any_tool = by_word("priority", tool.priorities, "NULL"), by_word("priority", PRIORITIES, "priority")
    return f"coalesce({own}, {FIGURE}, {any_tool})"


def state(tool: Tool) -> str:
    """A state by the tool's codes and words."""
    return by_word("state", tool.states, first_line("state"))


def kept(tool: Tool) -> str:
    """Whether the promise was kept so far: by a flag, or by the sign of the time that is left."""
    yes, no = ("false", "true") if tool.flag == "missed" else ("true", "false")
    flag = by_word("made_sla", {**dict.fromkeys(TRUE, yes), **dict.fromkeys(FALSE, no)}, "NULL")
    if tool.flag == "left":
        return (
            f"CASE WHEN regexp_matches(made_sla, {quoted(LEFT)}) THEN NOT regexp_matches(made_sla, '^[-−]') "
            f"ELSE ({flag})::BOOLEAN END"
        )
    return f"({flag})::BOOLEAN"


def count(name: str, tool: Tool) -> str:
    """A whole number; of stations, how many hand-offs they are."""
    figure = f"try_cast({name} AS BIGINT)"
    return f"greatest(0, {figure} - 1)" if name in tool.stations else figure


def number() -> str:
    """The number of a ticket, without the spaces some tools put between thousands."""
    return (
        f"CASE WHEN regexp_full_match(number, '[0-9]{{1,3}}([{SPACES}][0-9]{{3}})+') "
        f"THEN regexp_replace(number, '[{SPACES}]', '', 'g') ELSE number END"
    )


def first_line(name: str) -> str:
    """The first of several values that a cell holds, one a line."""
    return f"split_part({name}, chr(10), 1)"


def several(place: int) -> str:
    """How many cells of a column hold several lines."""
    return f"SELECT count(*) FROM raw WHERE contains(trim(c{place}), chr(10))"  # noqa: S608


def figures(text: str, tool: Tool) -> str:
    """A date in figures: Jira writes the month as a word and the year in two figures, « 14/mars/24 9:05 AM »."""
    if tool is not JIRA:
        return text
    words = f"lower(strip_accents({text}))"
    for month in range(1, 13):
        names = sorted((name for name, figure in MONTHS.items() if figure == month), key=len, reverse=True)
        words = f"regexp_replace({words}, '[/ -]({'|'.join(names)})\\.?[/ -]', '/{month:02}/')"
    return f"upper(regexp_replace({words}, '^(\\d\\d?/\\d\\d/)(\\d\\d)(\\s|$)', '\\g<1>20\\2\\3'))".replace(
        "\\g<1>", "\\1"
    )
