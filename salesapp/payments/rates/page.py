"""The rates of collection of a month, as plain values: the one that the company chose first, and by who runs contracts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from salesapp.accounts.models import User
from salesapp.contracts.payments.rules import months_after
from salesapp.payments.rates import queries, rules
from salesapp.payments.rates.queries import Known
from salesapp.payments.rates.rules import Code, Moved, Rate
from salesapp.policies.queries import policy


@dataclass(frozen=True, slots=True)
class Month:
    """The rates of one month."""

    month: date
    before: date
    after: date
    rates: Sequence[Rate]
    #: What was due and paid of it, by who runs the contracts.
    owners: Sequence[tuple[str, Rate]]


def month_of(user: User, month: date) -> Month:
    """Return the rates of a month, the chosen definition first."""
    first, after = month.replace(day=1), months_after(month.replace(day=1), 1)
    last = date.fromordinal(after.toordinal() - 1)
    known = queries.known(user, first, last)
    rates = [
        rules.planned(known.nodes, known.paid, first, last),
        rules.contract([known.signed], [Moved(queries.OTHERS, last, known.paid_in_all)], last),
        rules.sales(known.received, known.invoiced, first, last),
        rules.receivable(known.invoiced, known.paid_on_invoiced, first, last),
    ]
    chosen = Code(policy("collection_rate"))
    ordered = sorted(rates, key=lambda rate: (rate.code is not chosen, rate.code))
    return Month(first, months_after(first, -1), after, ordered, _owners(known, first, last))


def _owners(known: Known, first: date, last: date) -> list[tuple[str, Rate]]:
    return [
        (
            name,
            rules.planned(
                [node for node in known.nodes if known.owners[node.id] == name], known.paid, first, last
            ),
        )
        for name in known.names
    ]
