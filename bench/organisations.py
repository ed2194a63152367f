"""Invented organisations whose mail is known from its laws: four generators, none of which knows a score of ours.

steady     ties of independent rhythms that end once for all (exponential lifetimes): the textbook case
projects   people talk while a project holds them together; another project may bring two of them together again
turnover   the same, and a third of the people leave each year, replaced by newcomers who take their seats
bursts     a few days of talk call for more (self-exciting), holidays in August, and circulars to a whole community

Everybody has a rate of his own (log-normal), belongs to a community, and writes some messages to several people.
Units: days; rates are messages a day. Seeded: the same seed gives the same mail.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

Mail = tuple[Any, Any, Any]
SECONDS = 86_400
SPREAD = 0.8  # standard deviation of ln(rate) between people
COMMUNITY = 25  # people
FAMILIAR = 5.0  # how much rather one works again with somebody one knows


@dataclass(frozen=True)
class House:
    """An organisation before its mail: rates, communities, first and last day of everybody."""

    rate: Any
    community: Any
    since: Any
    until: Any
    days: int

    def present(self, person: Any, day: Any) -> Any:
        """Whether people are there on days."""
        return (self.since[person] <= day) & (day < self.until[person])


def house(draw: np.random.Generator, people: int, days: int, leave_a_year: float) -> House:
    """People with their rates; who leaves is followed by one more person, from the same community."""
    stay = draw.exponential(365 / max(leave_a_year, 1e-9), people)
    begun = np.where(draw.random(people) < 0.8, -1.0, draw.uniform(0, days, people))
    end = np.where(leave_a_year > 0, np.maximum(begun, 0) + stay, days + 1.0)
    communities = draw.integers(0, max(people // COMMUNITY, 2), people)
    return House(draw.lognormal(-0.2, SPREAD, people), communities, begun, end, days)


def steady(draw: np.random.Generator, people: int, days: int) -> Mail:
    """Each tie has a rate (gamma) and a lifetime (exponential, mean 600 days)."""
    home = house(draw, people, days, 0.1)
    count = people * 12
    a = draw.integers(0, people, count)
    near = draw.permutation(people)[np.argsort(home.community[draw.permutation(people)], kind="stable")]
    b = np.where(draw.random(count) < 0.3, draw.integers(0, people, count), near[draw.integers(0, people, count)])
    rate = draw.gamma(0.6, 0.06, count) * np.sqrt(home.rate[a] * home.rate[b])
    born = draw.uniform(-300, days, count)
    end = born + draw.exponential(600, count)
    number = draw.poisson(rate * np.maximum(np.minimum(end, days) - np.maximum(born, 0), 0))
    tie = np.repeat(np.arange(count), number)
    start, stop = np.maximum(born, 0)[tie], np.minimum(end, days)[tie]
    return sent(draw, home, a[tie], b[tie], start + draw.random(tie.size) * (stop - start))


def worked(draw: np.random.Generator, home: House, people: int) -> Mail:
    """Projects of 3 to 9 people for 20 to 250 days; a leader takes his community, and rather those he knows.

    Within a project, pairs talk by their rates.
    """
    parts: list[Mail] = []
    known = np.zeros((people, people), dtype=bool)
    for start in np.sort(draw.uniform(-100, home.days, people * home.days // 500)):
        length, leader = draw.uniform(20, 250), draw.integers(0, people)
        near = np.where(home.community == home.community[leader], 1.0, 0.05) * np.where(known[leader], FAMILIAR, 1.0)
        weight = home.rate * near * home.present(np.arange(people), start)
        if weight[leader] == 0 or np.count_nonzero(weight) < 10:
            continue
        weight[leader] = 0.0
        others = draw.choice(people, draw.integers(2, 9), replace=False, p=weight / weight.sum())
        team = np.append(others, leader)
        known[np.ix_(team, team)] = True
        first, second = (part.ravel() for part in np.meshgrid(team, team))
        apart = first < second
        first, second = first[apart], second[apart]
        number = draw.poisson(0.02 * length * np.sqrt(home.rate[first] * home.rate[second]))
        pair = np.repeat(np.arange(first.size), number)
        parts.append((first[pair], second[pair], start + draw.random(pair.size) * length))
    a, b, day = (np.concatenate(column) for column in zip(*parts))
    return a, b, day


def projects(draw: np.random.Generator, people: int, days: int) -> Mail:
    """Projects that come and go; one person in ten leaves each year."""
    home = house(draw, people, days, 0.1)
    return sent(draw, home, *worked(draw, home, people))


def turnover(draw: np.random.Generator, people: int, days: int) -> Mail:
    """Projects, where a third of the people leave each year."""
    home = house(draw, people, days, 0.33)
    return sent(draw, home, *worked(draw, home, people))


def bursts(draw: np.random.Generator, people: int, days: int) -> Mail:
    """Talk that calls for talk: a message brings .6 more within a week; nothing in August; circulars."""
    home = house(draw, people, days, 0.2)
    a, b, day = worked(draw, home, people)
    kept = draw.random(a.size) < 0.4
    a, b, day = a[kept], b[kept], day[kept]
    parts = [(a, b, day)]
    for _ in range(4):
        again = draw.random(a.size) < 0.6
        a, b = a[again], b[again]
        day = day[again] + draw.exponential(5, a.size)
        parts.append((a, b, day))
    a, b, day = (np.concatenate(column) for column in zip(*parts))
    worked_on = (day % 365 < 212) | (day % 365 >= 243)
    mail = sent(draw, home, a[worked_on], b[worked_on], day[worked_on])
    return joined(mail, circulars(draw, home))


def circulars(draw: np.random.Generator, home: House) -> Mail:
    """One message a month to a whole community, from one of its people."""
    parts: list[Mail] = []
    for day in range(15, home.days, 30):
        for community in range(int(home.community.max()) + 1):
            members = np.flatnonzero((home.community == community) & home.present(np.arange(home.rate.size), day))
            if members.size > 8:
                told = members[1:]
                parts.append((np.repeat(members[0], told.size), told, np.full(told.size, day * SECONDS + 36_000)))
    return joined(*parts)


def sent(draw: np.random.Generator, home: House, a: Any, b: Any, day: Any) -> Mail:
    """Messages of those who are there: either of the two writes, one in five with a copy to a colleague."""
    there = home.present(a, day) & home.present(b, day) & (a != b) & (day >= 0) & (day < home.days)
    a, b, day = a[there], b[there], day[there]
    turn = draw.random(a.size) < 0.5
    who, whom = np.where(turn, a, b), np.where(turn, b, a)
    moment = (day * SECONDS).astype(np.int64)
    copied = draw.random(a.size) < 0.2
    order = np.argsort(home.community, kind="stable")
    colleague = order[
        (np.searchsorted(home.community[order], home.community[who]) + draw.integers(0, 8, a.size)) % order.size
    ]
    copied &= home.present(colleague, day) & (colleague != who)
    return joined((who, whom, moment), (who[copied], colleague[copied], moment[copied]))


def joined(*mails: Mail) -> Mail:
    """Several mails as one."""
    who, whom, moment = (np.concatenate(column) for column in zip(*mails))
    return who.astype(np.int64), whom.astype(np.int64), moment.astype(np.int64)


GENERATORS: dict[str, Callable[[np.random.Generator, int, int], Mail]] = {
    "steady": steady, "projects": projects, "turnover": turnover, "bursts": bursts,
}  # fmt: skip


def mail_of(name: str, seed: int, people: int = 400, days: int = 1000) -> Mail:
    """The mail of one organisation: writers, receivers, seconds since its first midnight."""
    return GENERATORS[name](np.random.default_rng([seed, *name.encode()]), people, days)
