"""What the folder of people's files needs done by itself."""

from __future__ import annotations

from datetime import datetime, timedelta

from salesapp.documents.attachments import actions

KEPT = timedelta(days=1)  # longer than any form takes from its files to its row


def prune_files(*, at: datetime) -> int:
    """Remove the bytes of forms that were refused, or taken back, over a day ago."""
    return actions.prune(before=at - KEPT)
