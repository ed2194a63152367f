"""The only file that reads the time. Everything else is given `today` or `now`."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from etincelle.foundation.config import config

_frozen: ContextVar[datetime | None] = ContextVar("frozen_now", default=None)


def now() -> datetime:
    """The present instant, UTC-aware."""
    return _frozen.get() or wall_now()


def wall_now() -> datetime:
    """The present instant whatever day is replayed: a browser's session ages by it alone."""
    return datetime.now(UTC)


def zone() -> ZoneInfo:
    """The zone of the installation, in which a day begins and ends."""
    return ZoneInfo(config().time_zone)


def today() -> date:
    """The present day in the zone of the installation."""
    return now().astimezone(zone()).date()


@contextmanager
def frozen_at(day: date, at: time = time(7, 0)) -> Iterator[None]:
    """Make `today` be `day` inside the block: replays, samples and tests."""
    token = _frozen.set(datetime.combine(day, at, zone()).astimezone(UTC))
    try:
        yield
    finally:
        _frozen.reset(token)
