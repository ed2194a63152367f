"""Contacts in columns, and what is counted of each pair before a date: a million contacts in about a second.

A contact with several people is one contact of each pair, its weight shared (1 / people reached). More people than
`most_people` is no contact: a circular wakes nobody. Nothing after the cut is looked at. All days are whole numbers.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from etincelle.arithmetic.alive import alive

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
WEDGES = 4_000_000  # pairs of a person and a contact of his looked at in one go: bounds the memory
DAYS_KEPT = 1 << 20


@dataclass(frozen=True, slots=True)
class Letters:
    """Who (a number from 0) wrote to whom on which day, the weight of it, and how many people were in it."""

    who: Ints
    whom: Ints
    day: Ints
    weight: Floats
    people: Ints
    persons: int

    def where(self, kept: Any) -> "Letters":
        """Some of the rows."""
        return Letters(
            self.who[kept], self.whom[kept], self.day[kept], self.weight[kept], self.people[kept], self.persons
        )

    def small(self, most_people: int) -> "Letters":
        """Without what gathered more people."""
        return self.where(self.people <= most_people)

    def between(self, after: int, until: int) -> "Letters":
        """Those of the days after one and up to another."""
        return self.where((self.day > after) & (self.day <= until))

    def pairs(self) -> Ints:
        """The pair of each contact as one number: the smaller person first."""
        return np.minimum(self.who, self.whom) * self.persons + np.maximum(self.who, self.whom)


@dataclass(frozen=True, slots=True)
class Ties:
    """One row a pair, at the cut. Days since the same origin; `quieter` counts days; `balance` from 0 to 1."""

    pair: Ints
    first: Ints
    last: Ints
    days: Ints
    volume: Floats
    balance: Floats
    quieter: Ints
    shared: Ints
    cut: int

    @property
    def silence(self) -> Ints:
        """Days since the last contact."""
        return self.cut - self.last


def count_ties(letters: Letters, cut: int, window: int) -> Ties:
    """Every pair that had a contact until the cut; presence and living ties are those of the `window` before it."""
    past = letters.between(int(letters.day.min(initial=cut)) - 1, cut)
    pair, where = np.unique(past.pairs(), return_inverse=True)
    size = pair.size
    first, last = np.full(size, cut), np.full(size, np.iinfo(np.int64).min)
    np.minimum.at(first, where, past.day)
    np.maximum.at(last, where, past.day)
    origin = int(past.day.min(initial=cut))
    days = np.bincount(np.unique(where * DAYS_KEPT + past.day - origin) // DAYS_KEPT, minlength=size)
    volume: Floats = np.bincount(where, past.weight, size).astype(np.float64)
    by_smaller = np.bincount(where, np.where(past.who < past.whom, past.weight, 0.0), size)
    lesser = np.minimum(by_smaller, volume - by_smaller).clip(0)
    one, other = pair // max(letters.persons, 1), pair % max(letters.persons, 1)
    active = active_days(past.between(cut - window, cut))
    shared = shared_contacts(pair, pair[last > cut - window], letters.persons)
    balance = lesser / np.maximum(volume - lesser, 1e-12)
    return Ties(pair, first, last, days, volume, balance, np.minimum(active[one], active[other]), shared, cut)


def active_days(letters: Letters) -> Ints:
    """On how many days each person took part in anything."""
    origin = int(letters.day.min(initial=0))
    seen = (np.concatenate((letters.who, letters.whom)) * DAYS_KEPT) + np.tile(letters.day - origin, 2)
    return np.bincount(np.unique(seen) // DAYS_KEPT, minlength=letters.persons)


def shared_contacts(pair: Ints, living: Ints, persons: int) -> Ints:
    """How many people each pair shares among the living pairs: the shorter list of contacts is looked up in the other.

    Living a-c, b-c, a-d: the pair a-b shares 1.
    """
    persons = max(persons, 1)
    ways = np.sort(np.concatenate((living, living % persons * persons + living // persons)))
    degree = np.bincount(ways // persons, minlength=persons)
    start = np.concatenate(([0], np.cumsum(degree)))
    one, other = pair // persons, pair % persons
    fewer, more = np.where(degree[one] > degree[other], (other, one), (one, other))
    found = np.zeros(pair.size, dtype=np.int64)
    done = np.concatenate(([0], np.cumsum(degree[fewer])))
    cuts = np.searchsorted(done, np.arange(0, done[-1] + WEDGES, WEDGES)).clip(0, pair.size)
    for begin, end in zip(cuts, np.append(cuts[1:], pair.size)):
        lengths = degree[fewer[begin:end]]
        row = np.repeat(np.arange(begin, end), lengths)
        step = np.arange(row.size) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        asked = more[row] * persons + ways[start[fewer[row]] + step] % persons
        place = np.searchsorted(ways, asked).clip(0, max(ways.size - 1, 0))
        found += np.bincount(row[ways[place] == asked], minlength=pair.size) if row.size else 0
    return found


def alive_of(ties: Ties, cadence_days: float, prior: tuple[float, float]) -> Floats:
    """P(alive) of every pair at an agreed cadence; pairs with the same history are computed once."""
    triples = np.stack((ties.days - 1, ties.last - ties.first, ties.cut - ties.first), axis=1)
    unique, where = np.unique(triples, axis=0, return_inverse=True)
    found = np.empty(len(unique))
    for begin in range(0, len(unique), 100_000):
        x, last, age = unique[begin : begin + 100_000].T
        found[begin : begin + 100_000] = alive(x, last, np.maximum(age, 1), [cadence_days] * x.size, prior)
    return found[where.ravel()]


def told_again(ties: Ties, letters: Letters, window: int) -> Any:
    """Whether each pair had a contact in the `window` after the cut: what is to be foretold."""
    return np.isin(ties.pair, letters.between(ties.cut, ties.cut + window).pairs())
