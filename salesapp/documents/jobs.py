"""What paper needs done by itself."""

from __future__ import annotations

from datetime import datetime, timedelta

from salesapp.db import db
from salesapp.documents import batch_work, batches, house
from salesapp.web import clock

BATCHES_KEPT = timedelta(days=7)


def prune_paper(*, at: datetime) -> int:
    """Remove the finished PDFs that were made longest ago, where the folder has outgrown its limit."""
    return house.paper_cache().prune()


def print_batches(*, at: datetime) -> int:
    """Print the batches that wait, one after the other, and return how many this worker took up.

    Every sheet is a transaction of its own; a batch whose worker died is taken up again after its lease.
    """
    taken = 0
    while True:
        ticket = batches.claim(at=clock.now())
        db.session.commit()
        if ticket is None:
            return taken
        batch_work.print_one(ticket)
        taken += 1


def prune_batches(*, at: datetime) -> int:
    """Remove sheets that were printed together over a week ago."""
    return batch_work.prune(before=at - BATCHES_KEPT)
