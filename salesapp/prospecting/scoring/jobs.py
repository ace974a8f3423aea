"""The recurring job of scoring."""

from __future__ import annotations

from datetime import datetime

from salesapp.prospecting.scoring.actions import catch_up


def rescore(*, at: datetime) -> int:
    """Score the lists anew whose persona or whose limits have changed; each minute there is mostly nothing to do."""
    return catch_up(at=at)
