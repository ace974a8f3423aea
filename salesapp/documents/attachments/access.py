"""Who sees the files of a record: whoever sees the record.

A capability says who sees its records with ``guard``; the address of an attachment then needs no route of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from salesapp.documents.attachments.models import Attachment

_guards: dict[str, Callable[[int, Any], bool]] = {}


def guard(owner_type: str, sees: Callable[[int, Any], bool]) -> None:
    """Register who sees the attachments of one kind of record: ``sees(record_id, user)``.

    ``owner_type`` is the table name of the record.
    """
    _guards[owner_type] = sees


def may_see(attachment: Attachment, user: Any) -> bool:
    """Return whether a person sees an attachment; one of a kind of record that nobody guards is seen by nobody."""
    sees = _guards.get(attachment.owner_type)
    return sees is not None and sees(attachment.owner_id, user)
