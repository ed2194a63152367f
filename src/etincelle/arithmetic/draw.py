"""Chance that can be replayed: HMAC-SHA256 of a seed and the parts of a question."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from math import ceil, log1p

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


def commitment(seed: bytes, policy: Mapping[str, object]) -> str:
    """What is published before a draw: SHA-256 of the seed and the policy as sorted compact JSON."""
    text = json.dumps(policy, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(seed + text.encode()).hexdigest()
