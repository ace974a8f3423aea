"""What the page of a piece shows: its versions with their files, and what other capabilities tell of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from salesapp import capability
from salesapp.accounts.models import User
from salesapp.chinese.industries import words
from salesapp.playbook.library import queries
from salesapp.playbook.library.models import LibraryItem
from salesapp.playbook.library.rules import KIND_NAMES

#: The kind of record under which others put their blocks on its page.
RECORD = "library_item"


def page(item: LibraryItem, user: User, today: date) -> dict[str, Any]:
    """Return the values of the page of one piece."""
    blocks = [each for part in capability.installed() for each in part.blocks if each.record == RECORD]
    return {
        "item": item,
        "kinds": KIND_NAMES,
        "expired": item.expired(today),
        "industry_name": words,
        "versions": queries.versions(item.id),
        "blocks": [(each, each.values(item.id, user)) for each in blocks],
    }
