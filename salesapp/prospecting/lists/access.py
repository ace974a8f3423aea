"""Who sees which lists and rows, and who may change them: every look-up begins here.

Whoever owns a list sees all of it; whoever is given a row sees that row. Supervisors see what their team owns, the
director everything; nobody outside sales sees any.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, and_, false, or_, select, true

from salesapp.accounts.models import User
from salesapp.prospecting.lists.models import Prospect, ProspectList
from salesapp.rights.access import NotYours, runs
from salesapp.rights.rules import LEADERS, SALES, Role
from salesapp.words import gettext as _


def visible_to(user: User) -> Select[Prospect]:
    """Return the rows that a person may see."""
    whole = select(ProspectList.id).where(_whole(user))
    if user.role == Role.DIRECTOR:
        return select(Prospect)
    return select(Prospect).where(or_(_given(user), Prospect.list_id.in_(whole)))


def lists_visible_to(user: User) -> Select[ProspectList]:
    """Return the lists of which a person may see something."""
    if user.role == Role.DIRECTOR:
        return select(ProspectList)
    of_it = select(Prospect.id).where(Prospect.list_id == ProspectList.id, _given(user))
    return select(ProspectList).where(or_(_whole(user), of_it.exists()))


def within(found: ProspectList, user: User) -> ColumnElement[bool]:
    """Return the condition of the rows of one list that a person may see: all, or those that are given to them."""
    of_it = Prospect.list_id == found.id
    return of_it if runs(found, user) else and_(of_it, _given(user))


def _whole(user: User) -> ColumnElement[bool]:
    """Return the condition of the lists that a person sees whole."""
    return _owned(ProspectList.owner_id, user)


def _given(user: User) -> ColumnElement[bool]:
    return _owned(Prospect.owner_id, user)


def _owned(column, user: User) -> ColumnElement[bool]:
    if user.role == Role.DIRECTOR:
        return true()
    if user.role == Role.SUPERVISOR:
        team = select(User.id).where(User.team_id == user.team_id)
        return or_(column == user.id, column.in_(team))
    return column == user.id if user.role in SALES else false()


def runs_row(row: Prospect, user: User) -> bool:
    """Tell whether a person works on a row: to whom it is given, their supervisor, and who runs the list."""
    return (row.owner is not None and runs(row, user)) or runs(row.of_list, user)


def check_row(row: Prospect, user: User) -> None:
    """Refuse whoever only sees a row."""
    if not runs_row(row, user):
        raise NotYours(_("Only who has the first contact, and who runs the list, do this."))


def gives_away(row: Prospect, user: User) -> bool:
    """Tell whether a person moves a row on or makes a customer of it: its holder and leaders; a free one who runs the list."""
    if row.owner is None or user.role in LEADERS:
        return runs_row(row, user)
    return runs(row, user)


def check_gives_away(row: Prospect, user: User) -> None:
    """Refuse to take a row from the colleague who has it."""
    if not gives_away(row, user):
        check_row(row, user)
        raise NotYours(_("Only who has the first contact, and their supervisor, do this."))


def may_assign_to_others(user: User) -> bool:
    """Return whether a person gives rows to colleagues: leaders do; a rep takes rows of their own lists."""
    return user.role in LEADERS
