"""What stands around the examples: the company, the printer, the place and time."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from salesapp.documents.paper.compose import Imprint

ZONE = ZoneInfo("Asia/Shanghai")
IMPRINT = Imprint(
    company="某某软件有限公司",
    base_url="http://192.168.1.20:8000",
    zone=ZONE,
    printed_by="林*",
    printed_at=datetime(2026, 12, 17, 2, 5, tzinfo=UTC),
    nth=1,
    code="K7QM2F",
)


def at(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    """Return a moment of 2026 by the clock in Shanghai."""
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE).astimezone(UTC)
