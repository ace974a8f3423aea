"""What there is to give, and what everybody holds."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Select, case, func, literal, select
from sqlalchemy.orm import selectinload

from salesapp.accounts.belongings.queries import receivers
from salesapp.accounts.models import User
from salesapp.db import db
from salesapp.prospecting.assignment.rules import MOST, Row, Way, group
from salesapp.prospecting.lists import access
from salesapp.prospecting.lists.models import Prospect, ProspectList
from salesapp.prospecting.lists.rules import OPEN, Result
from salesapp.prospecting.scoring.rules import LAST


class Load(NamedTuple):
    """What somebody holds: rows to contact, of these the late ones, and those spoken with."""

    todo: int = 0
    late: int = 0
    contacted: int = 0

    @property
    def all(self) -> int:
        """How many in all."""
        return self.todo + self.contacted


def people(user: User) -> Sequence[User]:
    """Return whom a person may give rows to: leaders their people, a rep only themselves."""
    return receivers(user) if access.may_assign_to_others(user) else [user]


def loads(user_ids: Collection[int], today: date) -> Mapping[int, Load]:
    """Return what some people hold, of all lists."""
    todo = Prospect.result == Result.TODO
    query = (
        select(
            Prospect.owner_id,
            func.sum(case((todo, 1), else_=0)),
            func.sum(case((todo & (Prospect.planned_on < today), 1), else_=0)),
            func.sum(case((todo, 0), else_=1)),
        )
        .where(Prospect.owner_id.in_(user_ids), Prospect.result.in_(OPEN))
        .group_by(Prospect.owner_id)
    )
    return {owner_id: Load(*counts) for owner_id, *counts in db.session.execute(query)}


def free(found: ProspectList, most: int | None = None) -> Sequence[Row]:
    """Return the rows of a list that nobody has, the best first; what is not followed is given to nobody."""
    columns = (Prospect.id, Prospect.region, Prospect.industry)
    query = _free(found).with_only_columns(*columns).order_by(Prospect.place, Prospect.id).limit(most)
    return [Row(*row) for row in db.session.execute(query)]


def counted(found: ProspectList, way: Way) -> dict[str, int]:
    """Return how many rows of a list nobody has, by the groups of a rule."""
    by = {Way.REGION: Prospect.region, Way.INDUSTRY: Prospect.industry}.get(way, literal(None))
    query = _free(found).with_only_columns(by, func.count()).group_by(*([by] if way is not Way.TURN else []))
    counts: dict[str, int] = {}
    for value, count in db.session.execute(query):
        code = group(way, Row(0, value, value))
        counts[code] = counts.get(code, 0) + count
    return {code: count for code, count in counts.items() if count}


def not_followed(found: ProspectList) -> int:
    """Return how many rows of a list nobody has and nobody gets: a condition is lacking, or one shuts them out."""
    query = _unowned(found).where(Prospect.place >= LAST).with_only_columns(func.count(Prospect.id))
    return db.session.scalar(query) or 0


def _free(found: ProspectList) -> Select[Prospect]:
    return _unowned(found).where(Prospect.place < LAST)


def _unowned(found: ProspectList) -> Select[Prospect]:
    return select(Prospect).where(
        Prospect.list_id == found.id, Prospect.owner_id.is_(None), Prospect.result == Result.TODO
    )


def chosen(found: ProspectList, ids: Collection[int], user: User) -> Sequence[Prospect]:
    """Return those of some rows of a list that a person sees and somebody still works on, held until the commit."""
    of_it = select(Prospect.id).where(
        access.within(found, user), Prospect.id.in_(ids), Prospect.result.in_(OPEN)
    )
    held = db.session.scalars(of_it.order_by(Prospect.id).limit(MOST + 1).with_for_update()).all()
    query = select(Prospect).where(Prospect.id.in_(held)).options(selectinload(Prospect.turns))
    return db.session.scalars(query.order_by(Prospect.place, Prospect.id)).all()
