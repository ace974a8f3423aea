"""Rows are given to people: some by hand, the free ones of a list by a rule; each with its planned day (R14)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date, datetime

from salesapp.accounts.models import User
from salesapp.calendar.queries import work_calendar
from salesapp.policies.queries import policy
from salesapp.prospecting.assignment import queries, rules
from salesapp.prospecting.assignment.rules import Way
from salesapp.prospecting.lists import access
from salesapp.prospecting.lists import rules as lists
from salesapp.prospecting.lists.models import ProspectList
from salesapp.prospecting.lists.rules import ProspectRefused
from salesapp.rights.access import check_runs
from salesapp.web import clock
from salesapp.words import gettext as _


def first_day(at: datetime) -> date:
    """Return the day until which whoever gets a row now is to make the first contact: three working days (F02)."""
    return work_calendar().add_working_days(clock.local(at).date(), policy("first_contact_workdays"))


def give(
    found: ProspectList,
    ids: Collection[int],
    to_id: int | None,
    planned_on: date | None,
    *,
    by: User,
    at: datetime,
) -> int:
    """Give some rows of a list to somebody by hand, or to nobody; return how many."""
    check_runs(found, by)
    lists.check_list(closed=not found.is_open)
    to = _receiver(to_id, by) if to_id else None
    day = planned_on or first_day(at)
    lists.check_planned(day, clock.local(at).date())
    rows = queries.chosen(found, ids, by)
    rules.check_some(len(rows))
    for row in rows:
        access.check_gives_away(row, by)
        if to is None:
            row.take_back(by=by, at=at)
        elif row.owner_id != to.id or row.planned_on != day:
            row.assign(to, day, by=by, at=at)
    return len(rows)


def share_out(
    found: ProspectList,
    way: Way,
    *,
    people: Collection[int] = (),
    groups: Mapping[str, int] | None = None,
    by: User,
    at: datetime,
) -> dict[str, int]:
    """Give the free rows of a list by a rule, the best first; return how many each person got, by name."""
    check_runs(found, by)
    lists.check_list(closed=not found.is_open)
    receivers = {user.id: user for user in queries.people(by)}
    if way is Way.TURN:
        loads = queries.loads(receivers, clock.local(at).date())
        held = {
            user_id: loads.get(user_id, queries.Load()).all for user_id in receivers if user_id in set(people)
        }
        given = rules.by_turn(queries.free(found, rules.MOST), held)
    else:
        chosen = {code: i for code, i in (groups or {}).items() if i in receivers}
        given = rules.by_group(queries.free(found), way, chosen, most=rules.MOST)
    rules.check_some(len(given))
    day = first_day(at)
    counted: Counter[str] = Counter()
    for row in queries.chosen(found, list(given), by):
        to = receivers[given[row.id]]
        row.assign(to, day, by=by, at=at)
        counted[to.name] += 1
    return dict(counted)


def _receiver(user_id: int, by: User) -> User:
    found = next((user for user in queries.people(by) if user.id == user_id), None)
    if found is None:
        raise ProspectRefused(_("Choose an active colleague whom you may give this to."), field="owner_id")
    return found
