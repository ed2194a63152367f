"""Contacts in columns, and what is counted of each pair before a date: a million contacts in about a second.

A contact with several people is one contact of each pair, its weight 1 / (people - 1): Newman (2001). More people than
`most_people` is no contact: a circular wakes nobody. Nothing after the cut is looked at. All days are whole numbers.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from etincelle.arithmetic.alive import alive
from etincelle.vocabulary.rules import NetworkRules

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
WEDGES = 4_000_000  # pairs of a person and a contact of his looked at in one go: bounds the memory
DAYS_KEPT = 1 << 20
MANY = 255  # people of one message, at most: more weigh no less
FLAGS = 9  # bits for the direction and the number of people
WEIGHT_OF = np.tile(1.0 / np.maximum(np.arange(MANY + 1) - 1, 1), 2)
GIVEN_OF = WEIGHT_OF * (np.arange(2 * MANY + 2) > MANY)


@dataclass(frozen=True, slots=True)
class Letters:
    """Who (a number from 0) wrote to whom on which day, and how many people were in it, 2 at least.

    `persons`: how many people there are. Whole numbers of any width.
    """

    who: Ints
    whom: Ints
    day: Ints
    people: Ints
    persons: int

    def where(self, kept: Any) -> "Letters":
        """Some of the rows; all of them without a copy."""
        if kept.all():
            return self
        return Letters(self.who[kept], self.whom[kept], self.day[kept], self.people[kept], self.persons)

    def small(self, most_people: int) -> "Letters":
        """Without what gathered more people."""
        return self.where(self.people <= most_people)

    def between(self, after: int, until: int) -> "Letters":
        """Those of the days after one and up to another."""
        return self.where((self.day > after) & (self.day <= until))

    def pairs(self) -> Ints:
        """The pair of each contact as one number: the smaller person first."""
        pair = np.minimum(self.who, self.whom).astype(np.int64)
        pair *= self.persons
        pair += np.maximum(self.who, self.whom)
        return pair


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
    origin = int(letters.day.min(initial=cut))
    past = letters.between(origin - 1, cut)
    pair, first, last, days, volume, given = pair_counts(past, origin)
    persons = max(letters.persons, 1)
    lesser = np.minimum(given, volume - given).clip(0)
    active = active_days(past.between(cut - window, cut))
    quieter = np.minimum(active[pair // persons], active[pair % persons])
    shared = shared_contacts(pair, pair[last > cut - window], persons)
    return Ties(pair, first, last, days, volume, lesser / np.maximum(volume - lesser, 1e-12), quieter, shared, cut)


def pair_counts(past: Letters, origin: int) -> tuple[Ints, Ints, Ints, Ints, Floats, Floats]:
    """Of each pair: its number, first and last day, days of contact, weight in all, and what the smaller one gave.

    One sort of everything packed in one number: pair, day, direction, people (up to MANY).
    """
    pair, names = past.pairs(), None
    if not pair.size:
        return pair, pair, pair, pair, np.zeros(0), np.zeros(0)
    day_bits = int(past.day.max() - origin).bit_length()
    if int(pair.max()).bit_length() + day_bits + FLAGS > 63:
        names, pair = np.unique(pair, return_inverse=True)
    key = pair  # in place: a column of millions is dear to allocate
    key <<= day_bits
    key += past.day - origin
    key <<= FLAGS
    key += (past.who < past.whom).astype(np.int16) << 8
    key += past.people if int(past.people.max()) < MANY else np.minimum(past.people, MANY)
    key.sort()
    flags = np.empty(key.size, dtype=np.int16)
    np.bitwise_and(key, (1 << FLAGS) - 1, out=flags, casting="unsafe")
    key >>= FLAGS
    fresh = is_new(key)
    start = np.flatnonzero(is_new(key >> day_bits))
    days = np.add.reduceat(fresh, start, dtype=np.int64)
    volume, smaller = (np.add.reduceat(table[flags], start) for table in (WEIGHT_OF, GIVEN_OF))
    mask = (1 << day_bits) - 1
    first, last = key[start], key[np.append(start[1:], key.size) - 1]
    found = first >> day_bits if names is None else names[first >> day_bits]
    return found, (first & mask) + origin, (last & mask) + origin, days, volume, smaller


def is_new(ordered: Ints) -> Any:
    """Which of sorted numbers differ from the one before."""
    new = np.ones(ordered.size, dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=new[1:])
    return new


def rho_of(ties: Ties, cadence_days: float, rules: NetworkRules) -> Floats:
    """Silence over the expected gap, as in ties.py, without a signature: the gaps of a pair sum to last - first."""
    k0 = rules.pseudo_observations
    mean = (k0 * cadence_days + (ties.last - ties.first)) / (k0 + ties.days - 1)
    expected = np.clip(mean, cadence_days * rules.expected_floor, cadence_days * rules.expected_ceiling)
    return np.asarray(ties.silence / expected)


def active_days(letters: Letters) -> Ints:
    """On how many days each person took part in anything."""
    origin = int(letters.day.min(initial=0))
    seen = np.concatenate((letters.who, letters.whom)).astype(np.int64) * DAYS_KEPT + np.tile(letters.day - origin, 2)
    seen.sort()
    return np.bincount(seen[is_new(seen)] // DAYS_KEPT, minlength=letters.persons)


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
    order = np.argsort(more, kind="stable")  # neighbours are then looked up near one another
    fewer, more = fewer[order], more[order]
    found = np.zeros(pair.size, dtype=np.int64)
    done = np.concatenate(([0], np.cumsum(degree[fewer])))
    cuts = np.searchsorted(done, np.arange(0, done[-1] + WEDGES, WEDGES)).clip(0, pair.size)
    for begin, end in zip(cuts, np.append(cuts[1:], pair.size)):
        lengths = degree[fewer[begin:end]]
        row = np.repeat(np.arange(begin, end), lengths)
        step = np.arange(row.size) + np.repeat(start[fewer[begin:end]] - np.cumsum(lengths) + lengths, lengths)
        asked = more[row] * persons + ways[step] % persons
        place = np.searchsorted(ways, asked).clip(0, max(ways.size - 1, 0))
        met = row[ways[place] == asked] if row.size else row
        found[begin:end] = np.bincount(met - begin, minlength=end - begin)
    back = np.empty_like(found)
    back[order] = found
    return back


def alive_of(ties: Ties, cadence_days: float, prior: tuple[float, float]) -> Floats:
    """P(alive) of every pair at an agreed cadence; pairs with the same history are computed once."""
    packed = ((ties.days - 1) << 40) + ((ties.last - ties.first) << 20) + (ties.cut - ties.first)
    unique, where = np.unique(packed, return_inverse=True)
    found = np.empty(unique.size)
    mask = (1 << 20) - 1
    for begin in range(0, unique.size, 20_000):
        part: Any = unique[begin : begin + 20_000]
        x, last, age = part >> 40, (part >> 20) & mask, np.maximum(part & mask, 1)
        found[begin : begin + 20_000] = alive(x, last, age, [cadence_days] * x.size, prior)
    return np.asarray(found[where])


def told_again(ties: Ties, letters: Letters, window: int) -> Any:
    """Whether each pair had a contact in the `window` after the cut: what is to be foretold."""
    return np.isin(ties.pair, letters.between(ties.cut, ties.cut + window).pairs())
