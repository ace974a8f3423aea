"""What hangs on a person or a record, read: the capabilities above declare it."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime

from sqlalchemy import Column, ColumnElement, Row, Select, false, or_, select, union
from sqlalchemy.orm import Mapper, RelationshipDirection, Session
from sqlalchemy.sql import visitors

from salesapp import capability
from salesapp.accounts.belongings.rules import Becomes, Belonging, Hanging, Heap, Held, Of, declared, goes
from salesapp.accounts.models import User
from salesapp.db import db
from salesapp.rights.rules import SALES, Role
from salesapp.web import addresses, clock
from salesapp.web.formats import short_day


def of_person(user_id: int) -> list[Heap]:
    """Return what hangs on a person and can be given, kind by kind, in floor order."""
    return _heaps([(kind, _on(kind, user_id, None)) for kind in declared() if kind.pass_on is not None])


def of_record(of: Of, user_id: int | None = None) -> list[Heap]:
    """Return what goes along with a record: what one person holds of it, or everybody."""
    return _heaps([(kind, _on(kind, user_id, of)) for kind in _along(of[0])])


def labels_of(kind: str, along: Collection[str] | None) -> list[str]:
    """Return what the kinds are called that go along with a record of a kind; none named: all."""
    return [str(one.label) for one in _along(kind) if goes(one.name, along)]


def ending_with(of: Of, way: str | None = None) -> list[Heap]:
    """Return what would end with a record, whose ever it is."""
    return [heap for heap, _words in _becoming(of, way, Becomes.ENDS)]


def hanging(of: Of, way: str) -> Hanging:
    """Return what hangs on a record that is to end in a way, by what becomes of it."""
    return Hanging(*(_becoming(of, way, becomes) for becomes in Becomes))


def _becoming(of: Of, way: str | None, becomes: Becomes) -> list[tuple[Heap, str]]:
    """Return what of a record becomes this, whose ever it is, each kind with its words."""
    asked, words = [], {}
    for kind in declared():
        fate = kind.fate(way) if kind.about(of[0]) is not None else None
        if fate is not None and fate.becomes == becomes:
            query = _on(kind, None, of)
            asked.append((kind, query if fate.where is None else query.where(fate.where())))
            words[kind.name] = str(fate.words)
    return [(heap, words[heap.name]) for heap in _heaps(asked)]


def hold(user_id: int | None, of: Of | None) -> None:
    """Hold what hangs on a person or a record until the commit: a decision on it waits, and none is waited for."""
    for kind in declared() if of is None else _along(of[0]):
        if kind.holds:
            query = _on(kind, user_id, of)
            entity = query.column_descriptions[0]["entity"]
            db.session.execute(
                query.with_only_columns(entity.id)
                .order_by(None)
                .order_by(entity.id)
                .with_for_update(of=entity)
            )


def holding(user_ids: Collection[int]) -> Select:
    """Select some people, held until the commit: nobody closes or moves them meanwhile."""
    query = select(User.id, User.name, User.active, User.role, User.team_id).where(User.id.in_(user_ids))
    return query.order_by(User.id).with_for_update(read=True)


def note_seen(session: Session, user_id: int) -> None:
    """Note in which transaction somebody was read as they are."""
    session.info["seen"] = session.get_transaction(), user_id


def held_since_seen(session: Session) -> set[int]:
    """Return who need not be held: on SQLite a transaction that saves is the one that does, from its first look on."""
    transaction, user_id = session.info.get("seen", (None, None))
    alone = session.get_bind().dialect.name == "sqlite" and transaction is session.get_transaction()
    return {user_id} if alone and user_id is not None else set()


def hold_person(user: User) -> None:
    """Hold a person until the commit, as they are now: what is given to them meanwhile waits, and is refused if they go."""
    query = select(User).where(User.id == user.id).with_for_update(key_share=True, of=User)
    db.session.execute(query.execution_options(populate_existing=True)).unique().one()


def in_charge() -> Iterator[Column]:
    """Yield the columns that name on whom something hangs."""
    leaving = [one.people for part in capability.installed() for one in part.leaving]
    for people in (*(kind.people for kind in declared() if kind.pass_on), *leaving):
        for named in people:
            yield from (each for each in visitors.iterate(named.expression) if isinstance(each, Column))


@functools.cache
def naming(mapper: Mapper) -> tuple[tuple[str, str | None], ...]:
    """Return the attributes of a model that name on whom something hangs: the number, and the person where there is one."""
    people = {
        column: relationship.key
        for relationship in mapper.relationships
        if relationship.direction is RelationshipDirection.MANYTOONE
        for column in relationship.local_columns
    }
    return tuple(
        (mapper.get_property_by_column(column).key, people.get(column))
        for column in dict.fromkeys(in_charge())
        if column.table is mapper.local_table
    )


def answering_for(of: Of) -> Sequence[User]:
    """Return everybody who must see a record since something of theirs hangs on it."""
    kinds = [kind for kind in declared() if kind.keeps_sight and kind.about(of[0]) is not None]
    named = [
        _on(kind, None, of).with_only_columns(column).order_by(None)
        for kind in kinds
        for column in kind.people
    ]
    if not named:
        return ()
    query = select(User).where(User.active, User.id.in_(union(*named)))
    return db.session.scalars(query.order_by(User.id)).unique().all()


def on_person(kind: Belonging, user_id: int) -> ColumnElement[bool]:
    """Return the condition under which a kind of what hangs does so on a person."""
    by_role = [kind.alone(user_id)] if kind.alone else []
    return or_(false(), *(column == user_id for column in kind.people), *by_role)


def _along(kind: str) -> Iterator[Belonging]:
    return (one for one in declared() if one.pass_on and one.along and one.about(kind) is not None)


def _on(kind: Belonging, user_id: int | None, of: Of | None) -> Select:
    """Select what hangs of a kind on a person and on a record; None asks for everybody's, of any record."""
    query: Select = kind.open(clock.now())
    if user_id is not None:
        query = query.where(on_person(kind, user_id))
    return query if of is None else query.where(kind.about(of[0]) == of[1])


def _heaps(asked: Iterable[tuple[Belonging, Select]]) -> list[Heap]:
    heaps = [Heap(kind, [_held(kind, row) for row in db.session.execute(query)]) for kind, query in asked]
    return [heap for heap in heaps if heap.held]


def _held(kind: Belonging, row: Row) -> Held:
    number = short_day(row.number) if isinstance(row.number, datetime) else row.number
    return Held(row.id, number, row.words, addresses.of_record(kind.record, row.record), row.owner or "")


def receivers(user: User, *, without: int | None = None) -> Sequence[User]:
    """Return whom a person may give records to: the sales people of their team, for a director those of all teams.

    ``without`` leaves out who owns the record now.
    """
    query = select(User).where(User.active, User.role.in_(SALES)).order_by(User.team_id, User.id)
    if without is not None:
        query = query.where(User.id != without)
    if user.role != Role.DIRECTOR:
        query = query.where(User.team_id == user.team_id) if user.team_id else query.where(User.id == user.id)
    return db.session.scalars(query).unique().all()
