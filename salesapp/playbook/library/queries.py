"""The library, read: listed, found, and offered to whoever is to show something to a customer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from salesapp.accounts.models import User
from salesapp.db import db
from salesapp.documents.attachments.models import Attachment
from salesapp.playbook.library.models import LibraryItem, LibraryTag, LibraryVersion
from salesapp.playbook.library.rules import KIND_NAMES, ItemKind, TagKind, suits
from salesapp.playbook.rules import distance
from salesapp.web import pages, params
from salesapp.web.hits import Hit

#: The kind of record that the files of versions belong to.
FILES_OF = "library_version"


def find(item_id: int) -> LibraryItem | None:
    """Return one piece with its tags."""
    query = select(LibraryItem).where(LibraryItem.id == item_id).options(selectinload(LibraryItem.tags))
    return db.session.scalar(query)


def items(
    *, kind: str | None = None, industry: str | None = None, words: str = "", with_closed: bool = False,
    cursor: str | None = None, size: int = 50,
) -> pages.Page[LibraryItem]:  # fmt: skip
    """Return a page of the library, the latest change first; expired pieces are among them."""
    query = select(LibraryItem).options(selectinload(LibraryItem.tags))
    if kind in KIND_NAMES:
        query = query.where(LibraryItem.kind == kind)
    if industry:
        query = query.where(_tagged(TagKind.INDUSTRY, LibraryTag.value.in_((industry, industry[:1]))))
    if words:
        query = query.where(_says(words))
    if not with_closed:
        query = query.where(LibraryItem.active)
    after = pages.read(cursor, params.moment, params.record_id)
    if after is not None:
        query = query.where(pages.beyond(LibraryItem.updated_at, LibraryItem.id, after, descending=True))
    query = query.order_by(LibraryItem.updated_at.desc(), LibraryItem.id.desc()).limit(size + 1)
    rows = db.session.scalars(query).all()
    return pages.cut(rows, size, lambda row: (row.updated_at.isoformat(), row.id))


def everything(today: date, *, kind: ItemKind | None = None) -> Sequence[LibraryItem]:
    """Return what may be shown to anybody now: in use and not expired, the latest change first."""
    current = or_(LibraryItem.expires_on.is_(None), LibraryItem.expires_on >= today)
    query = select(LibraryItem).where(LibraryItem.active, current).options(joinedload(LibraryItem.tags))
    if kind:
        query = query.where(LibraryItem.kind == kind)
    ordered = query.order_by(LibraryItem.updated_at.desc(), LibraryItem.id.desc())
    return db.session.scalars(ordered).unique().all()


def offered(
    industry: str | None, today: date, *, kind: ItemKind | None = None, pain_points: str | None = None
) -> list[LibraryItem]:
    """Return what may be shown to a customer of an industry: nearest first, then what answers the most of their pains.

    What is out of use or expired is left out. Letters, visits and calls pick from here.
    """
    ranked = []
    for item in everything(today, kind=kind):
        near = [found for one in item.industries or [""] if (found := distance(one, industry)) is not None]
        if near:
            ranked.append((min(near), -suits(item.pains, pain_points), item))
    return [item for _near, _suits, item in sorted(ranked, key=lambda each: each[:2])]


def industries() -> list[str]:
    """Return the industries that something is meant for."""
    query = select(LibraryTag.value).where(LibraryTag.kind == TagKind.INDUSTRY).distinct()
    return sorted(db.session.scalars(query))


def versions(item_id: int) -> list[tuple[LibraryVersion, list[Attachment]]]:
    """Return every version of a piece with its files, the present one first."""
    query = (
        select(LibraryVersion).where(LibraryVersion.item_id == item_id).options(joinedload(LibraryVersion.by))
    )
    found = db.session.scalars(query.order_by(LibraryVersion.no.desc())).all()
    files: dict[int, list[Attachment]] = {}
    kept = select(Attachment).where(
        Attachment.owner_type == FILES_OF, Attachment.owner_id.in_([each.id for each in found]),
        Attachment.removed_at.is_(None),
    )  # fmt: skip
    for file in db.session.scalars(kept.order_by(Attachment.id)).unique():
        files.setdefault(file.owner_id, []).append(file)
    return [(each, files.get(each.id, [])) for each in found]


def hits(term: str, user: User, limit: int) -> list[Hit]:
    """Return the pieces in use that a word names."""
    query = select(LibraryItem).where(LibraryItem.active, _says(term)).order_by(LibraryItem.updated_at.desc())
    return [
        Hit(row.name, " · ".join(filter(None, (str(KIND_NAMES[ItemKind(row.kind)]), row.figure))), "", row.id)
        for row in db.session.scalars(query.limit(limit))
    ]


def _says(words: str) -> ColumnElement[bool]:
    said = words.lower()
    columns = (LibraryItem.name, LibraryItem.figure, LibraryItem.summary)
    return or_(
        *(func.lower(column).contains(said, autoescape=True) for column in columns),
        _tagged(TagKind.PAIN, func.lower(LibraryTag.value).contains(said, autoescape=True)),
    )


def _tagged(kind: TagKind, condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return LibraryItem.id.in_(select(LibraryTag.item_id).where(LibraryTag.kind == kind, condition))
