"""Lists and their rows, read: one list, one row, a row to be changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import joinedload, selectinload

from salesapp.accounts.models import User
from salesapp.db import db
from salesapp.prospecting.lists import access
from salesapp.prospecting.lists.models import Prospect, ProspectList, ProspectTurn
from salesapp.prospecting.lists.rules import OPEN, Result
from salesapp.prospecting.personas.models import PersonaVersion


def find_list(list_id: int, user: User, *, to_change: bool = False) -> ProspectList | None:
    """Return one list of which a person may see something; to be changed, it is held until the commit."""
    query = access.lists_visible_to(user).where(ProspectList.id == list_id)
    if to_change:
        held = select(ProspectList.id).where(ProspectList.id == list_id)
        db.session.execute(held.with_for_update())
    version = joinedload(ProspectList.persona_version)
    return db.session.scalar(
        query.options(joinedload(ProspectList.owner), version.joinedload(PersonaVersion.persona))
    )


def find(prospect_id: int, user: User, *, to_change: bool = False) -> Prospect | None:
    """Return one row that a person may see, with its people and turns; to be changed, it is held until the commit."""
    if to_change:
        db.session.execute(select(Prospect.id).where(Prospect.id == prospect_id).with_for_update())
    query = access.visible_to(user).where(Prospect.id == prospect_id)
    turns = selectinload(Prospect.turns).joinedload(ProspectTurn.by)
    of_list = joinedload(Prospect.of_list).joinedload(ProspectList.owner)
    whole = query.options(joinedload(Prospect.owner), joinedload(Prospect.people), turns, of_list)
    return db.session.scalars(whole).unique().one_or_none()


# ------------------------------------------------------------------------------ as what hangs on people


def held(now: datetime) -> Select:
    """Select the rows that somebody is to contact or speaks with."""
    query = select(
        Prospect.id, Prospect.id.label("record"), ProspectList.number, Prospect.full_name.label("words"),
        User.name.label("owner"),
    ).join(User, User.id == Prospect.owner_id).join(ProspectList, ProspectList.id == Prospect.list_id)  # fmt: skip
    return query.where(Prospect.result.in_(OPEN)).order_by(Prospect.id)


def owned(now: datetime) -> Select:
    """Select the open lists with their owners."""
    query = select(
        ProspectList.id, ProspectList.id.label("record"), ProspectList.number, ProspectList.name.label("words"),
        User.name.label("owner"),
    ).join(User, User.id == ProspectList.owner_id)  # fmt: skip
    return query.where(ProspectList.closed_at.is_(None)).order_by(ProspectList.id)


def these(ids: Sequence[int]) -> Sequence[Prospect]:
    """Return some rows, whoever asks."""
    query = select(Prospect).where(Prospect.id.in_(ids)).options(selectinload(Prospect.turns))
    return db.session.scalars(query.order_by(Prospect.id)).all()


def these_lists(ids: Sequence[int]) -> Sequence[ProspectList]:
    """Return some lists, whoever asks."""
    return db.session.scalars(
        select(ProspectList).where(ProspectList.id.in_(ids)).order_by(ProspectList.id)
    ).all()


def printed(found: ProspectList, user: User, most: int) -> Sequence[Row]:
    """Return the first rows of a list as its sheet shows them, the best first."""
    query = (
        select(
            Prospect.full_name, Prospect.channel, Prospect.reasons, Prospect.score, Prospect.intent, Prospect.planned_on,
            Prospect.result, Prospect.reason, User.name.label("owner"),
        )
        .outerjoin(User, User.id == Prospect.owner_id)
        .where(access.within(found, user))
        .order_by(Prospect.place, Prospect.id)
        .limit(most)
    )  # fmt: skip
    return db.session.execute(query).all()


def held_by(list_id: int, user_id: int) -> Sequence[Prospect]:
    """Return the rows of a list that somebody is to contact, the best first."""
    query = select(Prospect).where(
        Prospect.list_id == list_id, Prospect.owner_id == user_id, Prospect.result == Result.TODO
    )
    return db.session.scalars(
        query.options(selectinload(Prospect.turns)).order_by(Prospect.place, Prospect.id)
    ).all()
