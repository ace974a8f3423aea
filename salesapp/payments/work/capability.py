"""What money asks of people (R3)."""

from __future__ import annotations

from salesapp.capability import Capability
from salesapp.payments.work import page, queries
from salesapp.policies.rules import DAYS, Group, Order, Policies, Policy
from salesapp.rights.rules import LEADERS, SELLING, Role
from salesapp.words import lazy_gettext as _l
from salesapp.work.kinds.rules import Kind, Work, one_by_one

POLICIES = Policies(
    (
        Policy("payment_remind_days", Group.PAYMENTS, 5, _l("Reminder before an instalment is due"),
               _l("From so many days before its day on it stands in the day of whoever runs the contract."),
               "R60", unit=DAYS, low=0, high=60),
        Policy("payment_escalate_days", Group.PAYMENTS, 15, _l("Overdue: to the supervisor after"),
               _l("Counted from the due day, or from the day that the customer promised."),
               "R60", unit=DAYS, low=1, high=180),
        Policy("payment_director_days", Group.PAYMENTS, 60, _l("Overdue: to the director after"),
               _l("Counted from the due day, or from the day that the customer promised."),
               "R60", unit=DAYS, low=2, high=365),
    ),
    orders=(Order("payment_escalate_days", "payment_director_days"),),
)  # fmt: skip

CAPABILITY = Capability(
    name="payments.work",
    policies=POLICIES,
    work=Work(
        sources=(queries.SOURCE, queries.BILLS, queries.REFUNDS),
        kinds=(
            Kind(name=queries.PAYMENT, label=_l("Instalment"), lines=one_by_one(page.payment), by_day=True, roles=SELLING),
            Kind(
                name=queries.LATE, label=_l("Overdue instalment"), lines=one_by_one(page.late), by_day=True, roles=LEADERS,
                own=False,
            ),
            Kind(
                name=queries.LATER, label=_l("Overdue instalment"), lines=one_by_one(page.very_late), by_day=True,
                roles=frozenset({Role.DIRECTOR}), own=False,
            ),
            Kind(
                name=queries.LIMITATION, label=_l("Limitation"), lines=one_by_one(page.limitation), by_day=True, roles=SELLING,
                in_calendar=False,
            ),
            *(
                Kind(
                    name=name, label=_l("Limitation"), lines=one_by_one(page.limitation), by_day=True, roles=roles, own=False,
                    in_calendar=False,
                )
                for name, roles in (
                    (queries.LIMITATION_TEAM, LEADERS), (queries.LIMITATION_BOOKS, frozenset({Role.FINANCE})),
                    (queries.LIMITATION_LAST, frozenset({Role.DIRECTOR})),
                )
            ),
            Kind(
                name=queries.BILL, label=_l("Bill that matures"), lines=one_by_one(page.bill), by_day=True,
                roles=frozenset({Role.FINANCE}),
            ),
            Kind(
                name=queries.TO_PAY, label=_l("Refund to pay"), lines=one_by_one(page.to_pay), by_day=True,
                roles=frozenset({Role.FINANCE}),
            ),
        ),
    ),
)  # fmt: skip
