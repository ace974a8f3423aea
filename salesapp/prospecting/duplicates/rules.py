"""Whether a row stands in a list already, or is a customer: what is said of it, masked where one has no right (3.2). Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from salesapp.chinese.company_names import Verdict
from salesapp.customers.duplicates.rules import Match
from salesapp.customers.duplicates.rules import refusal_words as customer_words
from salesapp.prospecting.lists.rules import ProspectRefused
from salesapp.words import gettext as _


@dataclass(frozen=True, slots=True)
class Twin:
    """A row of a list that is, or may be, the same company."""

    prospect_id: int
    list_id: int
    list_name: str
    row_no: int
    full_name: str
    verdict: Verdict
    field: str  # what agrees: full_name, credit_code, mobile, phone, email
    owner_name: str  # masked where the person has no right on it
    result: str
    visible: bool

    @property
    def hard(self) -> bool:
        """Whether it is the same for certain."""
        return self.verdict is Verdict.HARD

    @property
    def name(self) -> str | None:
        """The name, unless only a number agrees with a row that this person may not see."""
        return self.full_name if self.visible or self.field == "full_name" else None

    @property
    def place(self) -> str:
        """The list and the row that it stands in, as far as one may know."""
        if not self.visible:
            return _("in a list of a colleague")
        return _("%(list)s, row %(row)s", list=self.list_name, row=self.row_no)


@dataclass(frozen=True, slots=True)
class Known:
    """Who agrees with what is asked: customers and rows of lists, the certain ones first."""

    customers: Sequence[Match] = ()
    rows: Sequence[Twin] = ()

    @property
    def any(self) -> bool:
        """Whether there is anybody."""
        return bool(self.customers or self.rows)


def check(known: Known, *, list_id: int, aware: bool) -> None:
    """Refuse a row that stands in this list, or is a customer for certain; ask about everything else (3.2).

    ``aware`` is whether the person looked at what is similar and goes on all the same.
    """
    for customer in known.customers:
        if customer.hard and customer.field != "mobile":
            raise ProspectRefused(customer_words(customer), field=customer.field)
    for row in known.rows:
        if row.hard and row.list_id == list_id and row.field != "mobile":
            sentence = _("This company stands in this list already, in row %(row)s.", row=row.row_no)
            raise ProspectRefused(sentence, field=row.field)
    if known.any and not aware:
        sentence = _(
            "This company may be known already. Compare, and tick “go on all the same” if it is another one."
        )
        raise ProspectRefused(sentence, field="aware")
