"""What the page of a piece of the library shows of its use."""

from __future__ import annotations

from salesapp.accounts.models import User
from salesapp.activities.handouts import queries
from salesapp.activities.rules import CHANNEL_LABELS


def of_item(item_id: int, user: User) -> dict:
    """Return who gave a piece to whom."""
    return {"rows": queries.of_item(item_id, user), "ways": CHANNEL_LABELS}
