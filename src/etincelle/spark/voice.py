"""Every chapter's words behind one function: from an evidence, a signal or a reason to a sentence."""

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language

from etincelle.comfort_zone.phrases import PHRASES as COMFORT
from etincelle.comfort_zone.phrases import level_names
from etincelle.foundation.prepared import Prepared, given_in, places, size_for
from etincelle.foundation.speech import Phrase, render
from etincelle.governance.phrases import PHRASES as GOVERNANCE
from etincelle.innovation.phrases import PHRASES as INNOVATION
from etincelle.living_contract.phrases import PHRASES as CONTRACT
from etincelle.network.phrases import PHRASES as NETWORK
from etincelle.new_deal.phrases import PHRASES as DEAL
from etincelle.new_deal.reads import theme_names
from etincelle.parties.reads import partnership_names, person_names
from etincelle.spark.phrases import PHRASES as SPARK
from etincelle.vocabulary.decision import Flip, Term
from etincelle.vocabulary.signal import Evidence, Signal, Unknown

ALL: dict[str, Phrase] = {**DEAL, **NETWORK, **COMFORT, **CONTRACT, **INNOVATION, **GOVERNANCE, **SPARK}


def speak(code: str, params: Mapping[str, Any] | None = None, names: Mapping[str, str] | None = None) -> str:
    """The sentence of a code in the active language."""
    return render(ALL[code], params, names) if params else _word(code, get_language())


@lru_cache(maxsize=1024)
def _word(code: str, _language: str | None) -> str:
    """The sentence of a code that takes no parameter: the same whoever reads it in a language."""
    return render(ALL[code], {})


def say_evidence(evidence: Evidence, names: Mapping[str, str]) -> str:
    """One proof line."""
    return speak(evidence.code, evidence.params, names)


def say_verdict(verdict: Signal | Unknown, names: Mapping[str, str]) -> str:
    """A verdict in one line: its first proof, or why it cannot tell."""
    if isinstance(verdict, Unknown):
        return speak(f"{verdict.code}.{verdict.reason}", verdict.params, names)
    return say_evidence(verdict.evidence[0], names) if verdict.evidence else speak(verdict.code)


def term_phrase(term: Term) -> str:
    """The phrase of a term of the value; an annual value that is not known says so."""
    return f"spark.term.{'stake_unknown' if term.code == 'stake' and not term.params.get('known') else term.code}"


def flip_phrase(flip: Flip) -> tuple[str, dict[str, Any]]:
    """The phrase of what would change the pick, and its parameters: a topic is said by its own sentence."""
    if flip.code.startswith("topic_cured"):
        titles = {"topic": "topic_title", "then_topic": "then_title"}
        said = {titles[key]: speak(str(value)) for key, value in flip.params.items() if key in titles}
        return f"spark.flip.{flip.code}", {**flip.params, **said}
    if flip.code == "call_logged" and not flip.params.get("then_partnership"):
        return "spark.flip.call_logged_none", {}
    return f"spark.flip.{flip.code}", dict(flip.params)


def texts_in(value: Any) -> set[str]:
    """Every text in a plain value: among them, all the codes whose names a face may need. Source rows have no name."""
    if isinstance(value, Mapping):
        return set[str]().union(*(texts_in(v) for k, v in value.items() if k != "source"))
    if isinstance(value, list | tuple):
        return set[str]().union(*map(texts_in, value))
    return {value} if isinstance(value, str) else set()


def keys_in(value: Any) -> set[str]:
    """Every key in a plain value: they tell which kinds of codes it holds."""
    if isinstance(value, Mapping):
        return set(value).union(*(keys_in(v) for k, v in value.items() if k != "source"))
    return set[str]().union(*map(keys_in, value)) if isinstance(value, list | tuple) else set()


NAMED: tuple[tuple[tuple[str, ...], Callable[[Collection[Any]], "QuerySet[Any, Any]"]], ...] = (
    (("theme_code",), theme_names),
    (("level_code",), level_names),
    (("person", "callee"), person_names),
    (("partnership",), partnership_names),
)


def _names(kinds: tuple[int, ...], codes: Collection[Any]) -> "QuerySet[Any, Any]":
    """The names of some kinds in one query; of two versions of a theme, the last."""
    first, *others = (NAMED[kind][1](codes) for kind in kinds)
    return (first.union(*others, all=True) if others else first).order_by("pk")


NAMES = Prepared(lambda kinds, size: _names(kinds, given_in("code", size)))


def names_for(codes: Iterable[str], keys: Iterable[str] | None = None) -> dict[str, str]:
    """Names by code: of themes, service levels, persons and partnerships, of which some key tells (all, without)."""
    wanted, held = {code for code in codes if code}, None if keys is None else set(keys)
    kinds = tuple(
        kind for kind, (endings, _named) in enumerate(NAMED)
        if held is None or any(key.endswith(endings) for key in held)
    )  # fmt: skip
    if not (wanted and kinds):
        return {}
    size = size_for(wanted)
    rows = NAMES(kinds, size, **places("code", wanted, size)) if size else _names(kinds, wanted)
    return {code: name for code, name, _key in rows}
