"""What is done to the library: a piece is kept, and a changed one is a new version."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from salesapp.accounts.models import User
from salesapp.db import db
from salesapp.documents.attachments.actions import attach
from salesapp.documents.attachments.rules import UploadRefused
from salesapp.playbook.library.models import LibraryItem
from salesapp.playbook.library.rules import LibraryRefused, check_item, check_why, pains


def save_item(item: LibraryItem | None, values: Mapping[str, Any], *, by: User, at: datetime) -> LibraryItem:
    """Keep a piece, new or changed; other words, another figure or another file are a new version (R17)."""
    found = pains(values.get("pains"))
    check_item(values["kind"], values.get("figure"), found)
    file = values.get("file")
    if item is None:
        item = LibraryItem(no=0, created_by_id=by.id, created_at=at)
        db.session.add(item)
    renewed = not item.no or file or (item.figure, item.summary) != (values.get("figure"), values["summary"])
    if renewed:
        check_why(item.no, values.get("why"))
    for name in ("kind", "name", "figure", "summary", "expires_on", "active"):
        setattr(item, name, values.get(name))
    item.tag(values.get("industries") or [], found)
    item.updated_at = at
    if renewed:
        _renew(item, file, values.get("why"), by, at)
    return item


def _renew(item: LibraryItem, file: Any, why: str | None, by: User, at: datetime) -> None:
    version = item.renew(by=by, at=at, why=why)
    db.session.flush()
    if file:
        try:
            attach(file, version, by=by, at=at)
        except UploadRefused as refused:
            raise LibraryRefused(refused.message, field="file") from refused
