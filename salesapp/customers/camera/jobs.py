"""What photos of cards need done by themselves."""

from __future__ import annotations

from datetime import datetime, timedelta

from salesapp.customers.camera import actions

KEPT = timedelta(days=1)


def prune_photos(*, at: datetime) -> int:
    """Remove the photos that were taken over a day ago and kept with no customer."""
    return actions.prune(before=at - KEPT)
