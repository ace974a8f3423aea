"""What a person must do today that comes from opportunities: follow-ups due and overdue, files to decide on (R33, F06)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from sqlalchemy import Select, case, func, select

from salesapp.accounts.models import User
from salesapp.db import db
from salesapp.opportunities.access import leads, undecided_for
from salesapp.opportunities.cadence.queries import overdue
from salesapp.opportunities.cards.queries import DETAILS, Card, cards_of
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.rules import Status
from salesapp.web import clock, formats
from salesapp.web.addresses import address
from salesapp.web.figures import Figure
from salesapp.words import gettext as _
from salesapp.work.rules import Day, Rest, Todo

FOLLOW_UP, DECISION = "follow_up", "decision"
MOST = 50  # nobody follows up more in a day; the list of opportunities has the rest


def todo(user: User, now: datetime) -> list[Todo]:
    """Return the follow-ups due by tonight of one's own opportunities, and the files that wait for one's word."""
    todos = [_follow_up(card) for card in _due(user, now)]
    return todos + (_undecided(user) if leads(user) else [])


def rest(user: User, now: datetime, todos: Sequence[Todo]) -> Rest | None:
    """Return the follow-ups due by tonight that :func:`todo` left out, by grade."""
    if sum(todo.kind == FOLLOW_UP for todo in todos) < MOST:
        return None
    today = clock.local(now).date()
    left = _mine(select(Opportunity.grade, overdue(today).label("late")), user, today).offset(MOST).subquery()
    late = func.sum(case((left.c.late, 1), else_=0))
    query = select(left.c.grade, func.count(), late).group_by(left.c.grade)
    by_grade = {grade: (due, late) for grade, due, late in db.session.execute(query)}
    count = sum(due for due, _late in by_grade.values())
    words = _("%(count)s more follow-ups are due: open the list", count=count)
    return Rest(FOLLOW_UP, words, address("opportunities.index", scope="mine"), by_grade) if count else None


def figures(user: User, now: datetime, day: Day) -> Iterator[Figure]:
    """Yield how many follow-ups are due, by grade (R30–R32)."""
    due = day.by_grade(FOLLOW_UP)
    words = _("Follow-ups due") + " · " + " ".join(f"{grade} {count}" for grade, count in due.items())
    yield Figure(sum(due.values()), words, address("today.index", show="follow-ups"))


def overdue_by_person(people: Select, now: datetime) -> Select:
    """Select how many follow-ups of each person are overdue (R3)."""
    return (
        select(Opportunity.owner_id, func.count())
        .where(overdue(clock.local(now).date()), Opportunity.owner_id.in_(people))
        .group_by(Opportunity.owner_id)
    )


def _due(user: User, now: datetime) -> list[Card]:
    return cards_of(_mine(DETAILS, user, clock.local(now).date()).limit(MOST), now)


def _mine(query: Select, user: User, today: date) -> Select:
    """Narrow a query to the open opportunities of a person that are due by tonight, the longest overdue first."""
    return query.where(
        Opportunity.owner_id == user.id, Opportunity.status == Status.OPEN, Opportunity.next_due_on <= today
    ).order_by(Opportunity.next_due_on, Opportunity.id)


def _follow_up(card: Card) -> Todo:
    pace = card.pace
    assert pace.due_on is not None  # only what is due is asked for
    made = (
        _("%(period)s %(done)s/%(quota)s", period=pace.period, done=pace.done, quota=pace.quota)
        if pace.quota
        else ""
    )
    parts = (made, card.stage_label, card.contact)
    return Todo(
        due_at=clock.at(pace.due_on, 23, 59), kind=FOLLOW_UP, title=_("Follow up %(what)s", what=card.title),
        detail=" · ".join(part for part in parts if part), url=f"/opportunities/{card.id}", action_label=_("Record it"),
        action_url=f"/activities/new?customer={card.customer_id}&opportunity={card.id}", overdue=pace.late,
        soon=pace.state == "soon", due_words=pace.words, grade=card.grade,
    )  # fmt: skip


def _undecided(user: User) -> list[Todo]:
    """Return the files of the team that nobody has decided on yet, the oldest first (F06 立项意见)."""
    query = (
        select(Opportunity.id, Opportunity.name, Opportunity.grade, Opportunity.amount, Opportunity.created_at, User.name)
        .join(User, User.id == Opportunity.owner_id)
        .where(Opportunity.status == Status.OPEN, Opportunity.decision.is_(None), *undecided_for(user))
        .order_by(Opportunity.id)
        .limit(20)
    )  # fmt: skip
    return [
        Todo(
            due_at=created_at, kind=DECISION, title=_("Decide on the file of %(what)s", what=name),
            detail=_("%(owner)s · %(amount)s yuan", owner=owner, amount=formats.yuan(amount)), url=f"/opportunities/{one_id}",
            action_label=_("Look at it"), action_url=f"/opportunities/{one_id}", grade=grade, owner=owner, waiting=True,
            due_words=_("since %(day)s", day=formats.short_day(created_at)),
        )
        for one_id, name, grade, amount, created_at, owner in db.session.execute(query)
    ]  # fmt: skip
