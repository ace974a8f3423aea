"""What the folder of finished sheets needs done by itself."""

from __future__ import annotations

from datetime import datetime

from salesapp.documents.paper import house


def prune_paper(*, at: datetime) -> int:
    """Remove the finished PDFs that were made longest ago, where the folder has outgrown its limit."""
    return house.paper_cache().prune()
