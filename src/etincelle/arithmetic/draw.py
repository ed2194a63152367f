"""Chance that can be replayed: HMAC-SHA256 of a seed and the parts of a question."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from itertools import count
from math import ceil, cos, log, log1p, pi, sqrt

LARGEST = 1 - 2.0**-53


def stable_seed(*parts: str) -> int:
    """A 64-bit seed that depends on the parts alone."""
    return int.from_bytes(hashlib.sha256("\0".join(parts).encode()).digest()[:8], "big")


def uniform(seed: bytes, *parts: str) -> float:
    """A number in (0, 1): ((first 8 bytes, big-endian, >> 11) + 0.5) / 2^53 of the HMAC of the parts joined by NUL.

    The one value a float would round to 1 is brought back under it, so that a logarithm of 1 - u always exists.
    HMAC-SHA256 is RFC 2104; uniform(b"seed", "contract", "1") = .3143.
    """
    digest = hmac.new(seed, "\0".join(parts).encode(), hashlib.sha256).digest()
    return min(((int.from_bytes(digest[:8], "big") >> 11) + 0.5) / 2.0**53, LARGEST)


def geometric(u: float, p: float) -> int:
    """The waiting time of a geometric law from a uniform number: ceil(ln(1-u) / ln(1-p)), at least 1.

    u = .5, p = .118 -> 6 (ln .5 / ln .882 = 5.52).
    """
    if p >= 1:
        return 1
    return max(1, ceil(log1p(-u) / log1p(-p)))


def gamma(seed: bytes, *parts: str, shape: float) -> float:
    """A number of a gamma law of this shape, above 0, and scale 1; its mean is the shape. Marsaglia, Tsang (2000)."""
    if shape < 1:
        return gamma(seed, *parts, shape=shape + 1) * float(uniform(seed, *parts, "power") ** (1 / shape))
    d = shape - 1 / 3
    for turn in count():
        one, two, three = (uniform(seed, *parts, str(turn), name) for name in ("radius", "angle", "accept"))
        normal = sqrt(-2 * log(one)) * cos(2 * pi * two)
        v = (1 + normal / sqrt(9 * d)) ** 3
        if v > 0 and log(three) < normal * normal / 2 + d - d * v + d * log(v):
            return d * v
    raise AssertionError("the loop has no end")


def dirichlet(seed: bytes, name: str, strengths: Mapping[str, float]) -> dict[str, float]:
    """Shares that sum to 1, their means in proportion to the strengths, the closer the larger these; 0 stays 0."""
    drawn = {key: gamma(seed, name, key, shape=a) if a > 0 else 0.0 for key, a in strengths.items()}
    total = sum(drawn.values())
    return {key: value / total for key, value in drawn.items()}


def commitment(seed: bytes, policy: Mapping[str, object]) -> str:
    """What is published before a draw: SHA-256 of the seed and the policy as sorted compact JSON."""
    text = json.dumps(policy, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(seed + text.encode()).hexdigest()
