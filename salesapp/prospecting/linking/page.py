"""What the page of linking shows: the row's people, and the customers that agree with it, masked where one has no right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from salesapp.accounts.models import User
from salesapp.chinese import phones
from salesapp.chinese.company_names import is_branch
from salesapp.customers.duplicates import queries as duplicates
from salesapp.customers.duplicates.rules import Match, of_values
from salesapp.prospecting.linking.rules import OF_PEOPLE
from salesapp.prospecting.lists.models import Prospect

#: What a branch has in common with its company without being it.
REACHED_BY = ("phone", "mobile", "email")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of a row, to be ticked."""

    id: int
    words: str
    number: str


def people(row: Prospect) -> list[Person]:
    """Return the people of a row; their numbers stay hidden."""
    return [
        Person(
            one.id,
            " ".join(part for part in (one.name, one.title) if part),
            phones.masked(one.mobile or one.landline or ""),
        )
        for one in row.people
    ]


def matches(row: Prospect, user: User) -> Sequence[Match]:
    """Return the customers that agree with a row, the certain ones first."""
    values = {"full_name": row.full_name, "credit_code": row.credit_code, "phone": row.phone}
    known = [{name: getattr(one, name) for name in OF_PEOPLE} for one in row.people]
    return duplicates.find(of_values(values, known), user)


def company_of(row: Prospect, user: User) -> Match | None:
    """Return the customer, of those that this person sees, whose branch a row probably is: somebody answers for both."""
    if not is_branch(row.full_name):
        return None
    some = (one for one in matches(row, user) if one.visible and one.field in REACHED_BY)
    return next((one for one in some if not is_branch(one.full_name)), None)
