"""Times: aware, UTC inside, a zone only when shown."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def utc(moment: datetime) -> datetime:
    """``moment`` in UTC to the second; raises ValueError if it has no zone."""
    if moment.tzinfo is None:
        raise ValueError("a time without a zone")
    return moment.astimezone(UTC).replace(microsecond=0)


def from_timestamp(seconds: float) -> datetime:
    """POSIX seconds as an aware UTC time, to the second."""
    return datetime.fromtimestamp(int(seconds), UTC)


def at_start_of(day: date, zone: ZoneInfo) -> datetime:
    """Midnight at the start of ``day`` in ``zone``, in UTC."""
    return utc(datetime(day.year, day.month, day.day, tzinfo=zone))


def parse_iso(text: str, zone: ZoneInfo) -> datetime:
    """An ISO 8601 date or time; without a zone it is meant in ``zone``.

    Raises ValueError where ``text`` is neither.
    """
    moment = datetime.fromisoformat(text.strip())
    return utc(moment if moment.tzinfo else moment.replace(tzinfo=zone))


def iso(moment: datetime, zone: ZoneInfo | None = None) -> str:
    """RFC 3339 to the second, in ``zone`` or in UTC with ``Z``."""
    if zone is None:
        return utc(moment).strftime("%Y-%m-%dT%H:%M:%SZ")
    return utc(moment).astimezone(zone).isoformat()
