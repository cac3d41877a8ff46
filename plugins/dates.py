"""Times: aware, UTC inside, a zone only when shown."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
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
    """RFC 3339 to the second, in ``zone`` or in UTC with ``Z``.

    RFC 3339 and HTML know offsets of whole minutes alone. Before there was standard time zones
    have others (Paris was at +00:09:21), and the same instant is told with the next one east:
    midnight there stays on its day.
    """
    if zone is None:
        return f"{utc(moment).replace(tzinfo=None).isoformat()}Z"
    local = utc(moment).astimezone(zone)
    offset = local.utcoffset() or timedelta()
    if offset % _MINUTE:
        local = local.astimezone(timezone(-(-offset // _MINUTE) * _MINUTE))
    return local.isoformat()


_MINUTE = timedelta(minutes=1)
